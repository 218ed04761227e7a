"""What is told beside an earlier time: "fewer coins than in the week before", "more than a year ago"."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

from monitor.judges._days import say_day, say_span
from monitor.judges._precision import ZERO, say_units
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import Sourced, confirm_or_refute
from monitor.judges.verdicts._disclosed import is_whole, latest_total, touching_days, trades_of
from monitor.judges.verdicts._figures import find_figures, is_right
from monitor.judges.verdicts._time import period, said_on
from monitor.records import Claim

MORE = r"(?P<more>more|larger|bigger|higher|greater)"
LESS = r"(?:fewer|less|smaller|lower)"
WEEK = re.compile(
    rf"\b(?:{MORE}|{LESS})\s(?:\w+\s){{0,3}}?than\s(?:\w+\s){{0,6}}?week (?:before|earlier)\b", re.IGNORECASE
)
AGO = re.compile(
    rf"\b(?:{MORE}|{LESS})\s(?:\w+\s){{0,3}}?than\s(?:\w+\s){{0,4}}?(?:a|one) (?P<unit>year|quarter|month)"
    r" (?:before|ago|earlier)\b",
    re.IGNORECASE,
)
DAYS = {"year": 365, "quarter": 91, "month": 30}
OFF = 1  # day by which a week of business days may be another one
CLOSE = 20  # days from the day that is meant to the last disclosure before it


def judge_against_before(words: str, claim: Claim, known: Knowledge) -> Finding | None:
    """None where nothing of the kind is told, or one of the two is not known."""
    ago, week = AGO.search(words), WEEK.search(words)
    if ago is not None and claim.claim_type in ("holdings_total", "avg_cost"):
        return _compare_holdings(claim, known, more=bool(ago["more"]), days=DAYS[ago["unit"].lower()])
    if week is not None and claim.claim_type == "purchase":
        return _compare_weeks(claim, known, more=bool(week["more"]))
    return None


def _compare_holdings(claim: Claim, known: Knowledge, *, more: bool, days: int) -> Finding | None:
    counts = find_figures(claim.figures, "units")
    day = claim.period_end_on or said_on(claim)
    now, before = latest_total(known, day), latest_total(known, day - timedelta(days=days))
    if now is None or before is None or (day - timedelta(days=days) - before.as_of_on).days > CLOSE:
        return None
    if not any(is_right(count, now.units) for count in counts):
        return None
    told = (
        f"{say_units(now.units)} on {say_day(now.as_of_on)} against {say_units(before.units)} on "
        f"{say_day(before.as_of_on)}"
    )
    return _finding(known, told, (now.units, before.units), more, now.total, before.total)


def _compare_weeks(claim: Claim, known: Knowledge, *, more: bool) -> Finding | None:
    span = period(claim) or _week_of(claim, known)
    if span is None:
        return None
    earlier = (span[0] - timedelta(days=7), span[0] - timedelta(days=1))
    if not _is_told(known, earlier) and not is_whole(known, (earlier[0], min(span[1], known.as_of))):
        return None
    fine = [one for one in trades_of(known, "acquired") if not one.wide]
    own, other = touching_days(fine, span), touching_days(fine, earlier)
    other = tuple(one for one in other if one not in own)
    sums = [sum((one.change.units for one in some), ZERO) for some in (own, other)]
    told = f"{say_units(sums[0])} bought in {say_span(span)} against {say_units(sums[1])} in {say_span(earlier)}"
    return _finding(known, told, (sums[0], sums[1]), more, *(one.change for one in (*own, *other)))


def _is_told(known: Knowledge, week: tuple[date, date]) -> bool:
    """Whether one disclosure speaks of that week."""
    return any(
        one.change.kind in ("acquired", "none")
        and abs((one.span[0] - week[0]).days) <= OFF
        and abs((one.span[1] - week[1]).days) <= OFF
        for one in known.disclosed.get(known.asset, ())
    )


def _week_of(claim: Claim, known: Knowledge) -> tuple[date, date] | None:
    counts = find_figures(claim.figures, "units")
    same = [
        one for one in trades_of(known, "acquired")
        if not one.wide and any(is_right(count, one.change.units) for count in counts)
    ]  # fmt: skip
    return same[-1].span if same else None


def _finding(
    known: Knowledge,
    told: str,
    pair: tuple[Decimal, Decimal],
    more: bool,
    *facts: Sourced,
) -> Finding:
    right = pair[0] != pair[1] and (pair[0] > pair[1]) == more
    also = "more" if pair[0] > pair[1] else "less than before"
    return confirm_or_refute(known, right, f"{told}: {also}.", *facts, firmness="exact")
