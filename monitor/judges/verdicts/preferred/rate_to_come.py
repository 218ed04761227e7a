"""What a preferred stock with a variable rate is to pay in a month that has not begun: "goes up to 10% for
September", said in August.

Its rate is set anew before each month, so the rate of today says nothing of it. Once a filing has set the rate of
that month, or of a later one, it is compared with what was said; until then nothing decides it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from typing import get_args

from monitor.judges._days import new_york_day, say_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite, confirm_or_refute
from monitor.judges.verdicts._figures import is_right, say_figure
from monitor.judges.verdicts._stock_words import SERIES
from monitor.judges.verdicts._time import said_on
from monitor.judges.verdicts._words import is_former
from monitor.records import Claim, ClaimFigure, ClaimType, InstrumentTerm

CLAIM_TYPES: tuple[ClaimType, ...] = get_args(ClaimType)
MONTHS = [f"{date(2000, month, 1):%B}".lower() for month in range(1, 13)]
MONTH = re.compile(
    r"\b(?:for|in|from|starting|beginning|effective|as of|of|come|with|since|throughout|through)\s"
    r"(?:the month of |early |on |in )?"
    rf"(?P<month>(?-i:{'|'.join(one.title() for one in MONTHS)}))\b(?!\s?,?\s?20\d\d)(?:\s1(?:st)?\b)?(?!\s\d)"
    rf"|\b(?P<own>(?-i:{'|'.join(one.title() for one in MONTHS)}))[’']s?\s(?:rate|dividend|payout|distribution)\b"
    r"|\b(?P<next>next month)\b",
    re.IGNORECASE,
)
RATE = re.compile(r"\b(?:rates?|dividends?|distributions?|pay\w*|yield\w*|coupons?)\b", re.IGNORECASE)
SUPPOSED = re.compile(r"\b(?:if|unless|would|should)\b", re.IGNORECASE)
DOWN = re.compile(r"\b(?:cut\w*|lower\w*|reduc\w+|drops?|falls?|slash\w*|down)\b", re.IGNORECASE)
UP = re.compile(r"\b(?:rais\w+|ris\w+|lift\w*|increas\w+|hik\w+|up|climb\w*|higher)\b", re.IGNORECASE)
AHEAD = timedelta(days=70)


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None unless the rate of one series with a variable rate is told of a month that had not begun."""
    words, day = claim.source.quote, said_on(claim)
    named = [name for name in SERIES.values() if re.search(rf"\b{name}\b", words)]
    rates = [one for one in claim.figures if one.unit == "percent" and not is_former(claim, one)]
    first = _month_to_come(words, day)
    if first is None or len(named) != 1 or len(rates) != 1 or not RATE.search(words) or SUPPOSED.search(words):
        return None
    told = _rates_of(named[0], known)
    if not told or any(one.unit not in ("percent", "number") for one in claim.figures):
        return None
    then = [one for one in told if one.as_of_on and one.as_of_on <= first]
    later = [one for one in told if one.as_of_on and one.as_of_on >= first]
    if not then or not later:
        return Finding(
            label="not_enough_evidence",
            reason="blind_window",
            rationale=f"No filing by then sets the rate of {told[-1].name} from {say_day(first)} on; "
            f"before, it is {told[-1].figure} % a year.",
            evidence=cite(known, "context", told[-1]),
            resolves_by_on=first + timedelta(days=monthrange(first.year, first.month)[1] - 1),
        )
    paid, before = then[-1], then[-2].figure if len(then) > 1 else None
    right = _is_it(rates[0], paid) and not claim.negated
    up, down = UP.search(words) is not None, DOWN.search(words) is not None
    if right and before is not None and paid.figure is not None and up != down:
        right = paid.figure > before if up else paid.figure < before
    claimed = "" if right else f"; {say_figure(rates[0])} is claimed"
    after = f", after {before} %" if before is not None else ""
    return confirm_or_refute(
        known,
        right,
        f"{paid.name} ({paid.series}) pays {paid.figure} % a year from "
        f"{say_day(paid.as_of_on or first)}{after}, by the filing of "
        f"{say_day(new_york_day(paid.known_at))}{claimed}.",
        paid,
        firmness="exact",
    )


def _is_it(figure: ClaimFigure, term: InstrumentTerm) -> bool:
    """Rates go by quarters of a point: "10%" is not 10.25."""
    exact = figure.comparator == "exactly"
    return term.figure is not None and (figure.value == term.figure if exact else is_right(figure, term.figure))


def _month_to_come(words: str, day: date) -> date | None:
    """The first day of the month named, where that is one of the next two."""
    match = MONTH.search(words)
    if match is None:
        return None
    after = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    if match["next"]:
        return after
    month = MONTHS.index((match["month"] or match["own"]).lower()) + 1
    first = date(day.year + (month <= day.month), month, 1)
    return first if first - day <= AHEAD else None


def _rates_of(name: str, known: Knowledge) -> Sequence[InstrumentTerm]:
    """The rates that filings gave it, by the day from which they are paid."""
    told = [
        one
        for one in known.record.terms
        if one.term == "dividend_rate"
        and one.figure is not None
        and "variable" in one.name.lower()
        and re.search(rf"\b{name}\b", f"{one.name} {one.series}", re.IGNORECASE)
    ]
    return sorted(told, key=lambda one: (one.as_of_on or date.min, one.known_at))
