"""Why a claimed holding is wrong: true once, true later, missing days, or never."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from monitor.judges._days import new_york_day, say_day
from monitor.judges._totals import DayTotal
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._checks import OF_HOLDING, Actuals, Check, all_right, check_figures, taken_for
from monitor.judges.verdicts._cite import cite, cite_quotes
from monitor.judges.verdicts._disclosed import is_whole, total_between, trades_of, within_days
from monitor.judges.verdicts._figures import find_figures, is_right, say_amount, say_figure
from monitor.judges.verdicts._saying import say_total
from monitor.judges.verdicts._time import is_late, next_due, period, said_on, tail_days
from monitor.judges.verdicts.holdings._crossed import judge_crossed
from monitor.judges.verdicts.market._fair_value import find_worth
from monitor.records import Claim, ClaimFigure

PLAIN = ("units", "units_after", "usd_total", "usd_each")
FRESH = 10  # days: a weekly report and its filing
MONTH_AND_HALF = 45
SOME, MUCH = Decimal("0.15"), Decimal("0.5")  # by how much a holding may have moved in that time, and in a quarter


def refute_holding(
    claim: Claim, known: Knowledge, total: DayTotal, day: date, *, told: str, missed: Sequence[Check]
) -> Finding:
    """Why it is wrong: true once, true later, missing days, or never. `told` says what is disclosed, `missed` are
    the figures that it contradicts."""
    figures = claim.figures
    after = total_between(known, day)[1]
    units = find_figures(figures, "units", "units_after")
    if period(claim) and after is not None and after is not total and after.units != total.units and units:
        finding = _between(known, units[0], total, after, day)
        if finding is not None:
            return finding
    if (after is None or new_york_day(after.known_at) > said_on(claim)) and _may_have_moved(
        known, units, total, day
    ):
        return Finding(
            label="not_enough_evidence",
            reason="missing_filing",
            rationale=f"{told}. The store has no disclosure from then to {say_day(day)}.",
            evidence=cite(known, "context", total.total),
            resolves_by_on=next_due(known).due_on if after is None else None,
        )
    crossed = judge_crossed(claim, known, total)
    if crossed is not None:
        return crossed
    valued = any(check.figure.role not in PLAIN for check in missed)  # what it is worth was never told
    stale = None if period(claim) or valued else _true_once(known, figures, total)
    if stale is not None:
        until, once = stale
        return Finding(
            label="refuted",
            reason="stale",
            rationale=f"{told}. It was last true on {say_day(until)}: {say_total(once)} then.",
            evidence=cite(known, "refutes", total.total) + cite(known, "context", once.total),
            firmness="exact",
        )
    value = find_figures(figures, "usd_value")
    worth = find_worth(known, day) if value else None
    extra = f" {worth.note[:1].upper()}{worth.note[1:]}." if worth else ""
    if value and total.cost_usd is not None and is_right(value[0], total.cost_usd):
        extra += f" {say_amount(total.cost_usd, 'USD')} is what was paid, not what it is worth."
    return Finding(
        label="refuted",
        reason="contradicts_disclosure",
        rationale=f"{told}.{extra}",
        evidence=cite(known, "refutes", total.total)
        + (cite_quotes(known, "refutes", worth.quote) if worth and worth.quote else ()),
        firmness="exact",
        by_figures=True,
        against=taken_for(missed, OF_HOLDING),
    )


def _may_have_moved(known: Knowledge, units: tuple[ClaimFigure, ...], total: DayTotal, day: date) -> bool:
    """Whether the last disclosure is so old that the claimed holding may be that of the day."""
    tail = tail_days(known, day)
    if tail <= FRESH or not units:
        return tail > FRESH and is_late(known, day)
    if any(is_right(units[0], one.units) for one in known.settled[known.asset] if one.as_of_on < day):
        return False
    apart = abs(units[0].value - total.units) / total.units
    weekly = known.record.issuer.cadence == "weekly"
    return is_late(known, day) or apart <= (SOME if weekly and tail <= MONTH_AND_HALF else MUCH)


def _between(known: Knowledge, units: ClaimFigure, before: DayTotal, after: DayTotal, day: date) -> Finding | None:
    """A day between two disclosed holdings: what was held then may lie anywhere between, and outside it cannot."""
    low, high = sorted((before.units, after.units))
    whole = is_whole(known, (before.as_of_on, after.as_of_on))
    bought = within_days(trades_of(known, "acquired"), (before.as_of_on, day))
    if whole and is_right(units, before.units + sum((one.change.units for one in bought), Decimal(0))):
        label, reason = "supported", "matches_disclosure"
    elif low <= units.value <= high and day < after.as_of_on:
        label, reason = "not_enough_evidence", "missing_filing"
    else:
        return None
    return Finding(
        label="supported" if label == "supported" else "not_enough_evidence",
        reason=reason,
        rationale=(
            f"{say_total(before)} were held on {say_day(before.as_of_on)} and {say_total(after)} on "
            f"{say_day(after.as_of_on)}; {say_figure(units)} on {say_day(day)} lies between."
        ),
        evidence=cite(known, "context", before.total, after.total),
    )


def _true_once(
    known: Knowledge, figures: tuple[ClaimFigure, ...], total: DayTotal
) -> tuple[date, DayTotal] | None:
    """The last earlier holding that makes all its figures true, and the last day on which it did."""
    settled = known.settled[known.asset]
    plain = [figure for figure in figures if figure.role in PLAIN]
    for number in range(len(settled) - 1, -1, -1):
        one = settled[number]
        if one.as_of_on >= total.as_of_on or not plain:
            continue
        actuals: Actuals = {
            "units": [one.units],
            "units_after": [one.units],
            "usd_total": [one.cost_usd],
            "usd_each": [one.average_cost_usd],
        }
        if all_right(check_figures(plain, actuals)):
            return one.as_of_on, one
    return None
