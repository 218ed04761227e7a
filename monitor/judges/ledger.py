"""The ledger: opening + acquired - sold against the reported total, from one reported total to the next.

    totals   -> one per day (amendments supersede; statements that contradict each other become problems)
    changes  -> what each adds to the others (repetitions and contained periods netted)
    both     -> steps, each with its residual, its status and a note that shows the arithmetic

The reported total is authoritative. Within one unit the residual is rounding; beyond it the step says which
days or which filing is missing, or that it cannot be explained. Pure: the same facts in any order give the same
ledger, and `known_by` gives the ledger as it stood at that instant.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.judges._costs import find_cost_breaks, find_cost_mismatches
from monitor.judges._days import Span, merge
from monitor.judges._drift import find_drift
from monitor.judges._missing import find_missing
from monitor.judges._netting import find_contradictions, net_changes
from monitor.judges._placement import allot_on_exact_totals, share_out
from monitor.judges._precision import ZERO
from monitor.judges._statements import date_changes
from monitor.judges._steps import make_step
from monitor.judges._supersession import find_superseded
from monitor.judges._totals import DayTotal, settle_totals
from monitor.records import (
    CountedChange,
    Filing,
    HoldingsChange,
    HoldingsTotal,
    IndexedFiling,
    Issuer,
    LedgerStep,
    Problem,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Steps in order of days, the problems met on the way, and the days that any disclosed change speaks of."""

    steps: tuple[LedgerStep, ...]
    problems: tuple[Problem, ...]
    spoken: tuple[Span, ...]


def build_ledger(
    changes: Iterable[HoldingsChange],
    totals: Iterable[HoldingsTotal],
    *,
    issuer: Issuer,
    asset: str,
    filings: Mapping[str, Filing],
    index: Sequence[IndexedFiling] = (),
    known_by: datetime | None = None,
) -> Ledger:
    """The ledger of one issuer and asset. Facts of others are passed over.

    `filings` maps the document_id of every fact to its Filing; KeyError without. `index` is what EDGAR lists
    for the issuer. `known_by` leaves out whatever was known later (None: nothing).
    """

    def counts(fact: HoldingsChange | HoldingsTotal) -> bool:
        known = known_by is None or fact.known_at <= known_by
        return known and (fact.issuer_cik, fact.asset) == (issuer.issuer_cik, asset)

    all_changes = sorted(filter(counts, changes), key=lambda one: one.change_id)
    all_totals = sorted(filter(counts, totals), key=lambda one: one.total_id)
    superseded = find_superseded(all_changes, filings)
    standing = [change for change in all_changes if change.change_id not in superseded]
    settled, contradictions = settle_totals(all_totals, filings)
    pieces = net_changes(date_changes(standing, all_totals))
    spoken = merge(piece.statement.span for piece in pieces if not piece.statement.open_start)
    problems = [*contradictions, *find_cost_mismatches((*standing, *all_totals), filings)]
    if not settled:
        return Ledger(steps=(), problems=_unique(problems), spoken=spoken)
    settled, allotment, rough = allot_on_exact_totals(pieces, settled, filings)
    shares = share_out(pieces, allotment, len(settled))
    listed = [filing for filing in index if filing.issuer_cik == issuer.issuer_cik]
    replaced = _place_replaced(all_changes, superseded, settled)
    steps = []
    for number, closing in enumerate(settled):
        opening = settled[number - 1] if number else None
        missing = find_missing(listed, opening, closing, known_by) if opening else ()
        steps.append(
            make_step(
                opening,
                closing,
                shares=shares[number],
                spoken=spoken,
                missing=missing,
                replaced=replaced[number],
                filings=filings,
                issuer=issuer,
            )
        )
    problems.extend(rough)
    problems.extend(find_contradictions(zip(pieces, allotment.counted, strict=True), filings))
    problems.extend(find_cost_breaks(steps, settled, shares))
    problems.extend(find_drift(steps))
    return Ledger(steps=tuple(steps), problems=_unique(problems), spoken=spoken)


def _place_replaced(
    changes: Sequence[HoldingsChange], superseded: Mapping[str, HoldingsChange], settled: Sequence[DayTotal]
) -> list[tuple[CountedChange, ...]]:
    """Per step the changes that an amendment took the place of, at the step in which their period ends."""
    days = [total.as_of_on for total in settled]
    placed: list[tuple[CountedChange, ...]] = [() for _ in days]
    for change in changes:
        end = change.period_end_on
        if change.change_id not in superseded or end is None or end > days[-1]:
            continue
        number = bisect_left(days, end)
        row = CountedChange(change_id=change.change_id, counted_units=ZERO, treatment="superseded")
        placed[number] = (*placed[number], row)
    return placed


def _unique(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Each problem once, in a fixed order."""
    by_id = {problem.problem_id: problem for problem in problems}
    return tuple(sorted(by_id.values(), key=lambda one: (one.kind, one.accession_number or "", one.message)))
