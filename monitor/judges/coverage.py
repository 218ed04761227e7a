"""What is known up to a day, what no disclosure covers yet, and when the next one is due.

A missing disclosure is not a denial: a claim about days that nothing covers stays open until the day on which
they should be covered. All functions are pure; `known_by` (an instant) leaves out what was known later.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from monitor.judges._days import ONE_DAY, Span, clip, count_days, merge, subtract
from monitor.judges._totals import find_day_total, settle_totals
from monitor.judges.due import Due, next_disclosure_due
from monitor.judges.ledger import Ledger
from monitor.records import Filing, HoldingsTotal, Issuer, LedgerStep

RECONCILED = ("opening", "reconciled", "rounding")


@dataclass(frozen=True, slots=True, kw_only=True)
class BlindWindow:
    """The days up to a day that no disclosure covers, and when the next disclosure is due."""

    uncovered: tuple[Span, ...]
    days: int
    due: Due


def holdings_on(
    day: date,
    totals: Iterable[HoldingsTotal],
    *,
    filings: Mapping[str, Filing],
    known_by: datetime | None = None,
) -> HoldingsTotal | None:
    """The last reported holding at or before the end of `day`, as known by then; None before the first.

    `totals` are those of one issuer and asset; `filings` maps document_id to Filing, so that an amendment
    stands before what it amends.
    """
    known = [total for total in totals if known_by is None or total.known_at <= known_by]
    settled, _ = settle_totals(known, filings)
    last = find_day_total(day, settled)
    return last.total if last else None


def uncovered_days(
    day: date, ledger: Ledger, *, from_on: date | None = None, reconciled: bool = False
) -> tuple[Span, ...]:
    """The days from `from_on` to `day` that no disclosure which reconciles covers, as spans in order.

    `ledger` is the ledger as known by then (`build_ledger(..., known_by=...)`). `from_on` defaults to the day
    after the first reported holding; earlier days count as uncovered, for the store knows nothing of them.

    A step that reconciles covers all its days: a sale hidden inside would need a purchase of the same size,
    hidden as well. In a step that does not, only the days of its own disclosures are covered; and none when
    those speak of every day of it, for then one of them is wrong. With `reconciled` the days must
    lead up to a total: "did not purchase any" alone speaks of its days and denies no sale (contract, Verdicts, 3).
    """
    if from_on is None:
        from_on = ledger.steps[0].as_of_on + ONE_DAY if ledger.steps else day
    return open_between((from_on, day), covered_days(ledger, reconciled=reconciled))


def open_between(window: Span, covered: Sequence[Span]) -> tuple[Span, ...]:
    """The days of the window that are not among those covered."""
    return clip(subtract((window,), covered), window) if window[0] <= window[1] else ()


def covered_days(ledger: Ledger, *, reconciled: bool) -> tuple[Span, ...]:
    """The days that a disclosure covers, as `uncovered_days` takes them."""
    covered: list[Span] = []
    for step in ledger.steps:
        if step.opening_on is not None:
            window = (step.opening_on + ONE_DAY, step.as_of_on)
            spans = _covered(step, window, ledger)
            closed = step.status in RECONCILED or not reconciled
            covered.extend(span for span in spans if closed or span[1] == step.as_of_on)
        else:
            covered.append((step.as_of_on, step.as_of_on))
    last = ledger.steps[-1].as_of_on if ledger.steps else date.min
    if not reconciled:
        covered.extend((max(first, last + ONE_DAY), end) for first, end in ledger.spoken if end > last)
    return merge(covered)


def find_blind_window(
    day: date,
    ledger: Ledger,
    *,
    issuer: Issuer,
    filings: Iterable[Filing],
    totals: Iterable[HoldingsTotal],
    known_by: datetime | None = None,
) -> BlindWindow | None:
    """The days up to `day` since the last reported holding that nothing covers; None when all are covered."""
    from_on = max((step.as_of_on for step in ledger.steps if step.as_of_on <= day), default=day)
    uncovered = uncovered_days(day, ledger, from_on=from_on + ONE_DAY if ledger.steps else day, reconciled=True)
    if not uncovered:
        return None
    due = next_disclosure_due(day, issuer=issuer, filings=filings, totals=totals, known_by=known_by)
    return BlindWindow(uncovered=uncovered, days=count_days(uncovered), due=due)


def _covered(step: LedgerStep, window: Span, ledger: Ledger) -> tuple[Span, ...]:
    if step.status in RECONCILED:
        return (window,)
    return clip(ledger.spoken, window) if step.uncovered_days else ()
