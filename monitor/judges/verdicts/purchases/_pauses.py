"""Weeks without a purchase that the latest one ended: "after two weeks without one", "a three-week pause"."""

from __future__ import annotations

import re
from datetime import timedelta

from monitor.judges._days import say_span
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import confirm_or_refute
from monitor.judges.verdicts._disclosed import is_whole, trades_of
from monitor.judges.verdicts._saying import say_filed_trade
from monitor.judges.verdicts._since import NUMBERS, UNITS
from monitor.judges.verdicts._time import said_on
from monitor.records import Claim

LONG = rf"(?P<count>\d+|{'|'.join(NUMBERS)})[\s-](?:full |whole |quiet |idle |straight )*(?P<unit>week|month)s?"
NONE = r"(?:without|of no|with no|of not|pause|break|hiatus|lull|gap|off\b|silence|drought|idle)"
PAUSE = re.compile(rf"\b{LONG}(?:[\s-]long)?\s(?:buying |purchasing )?{NONE}", re.IGNORECASE)
BEGUN = re.compile(
    r"\b(?:after|following|end(?:s|ed|ing)|broke|breaks|snapp?(?:s|ed)|return\w*|back|resum\w+|now|then|having)\b",
    re.IGNORECASE,
)
SLACK = {"week": 4, "month": 8}  # days by which it may be told loosely


def judge_pause(claim: Claim, known: Knowledge) -> Finding | None:
    """None when no pause is counted that a purchase of these days has ended."""
    words = claim.source.quote
    told, day = PAUSE.search(words), said_on(claim)
    bought = [one for one in trades_of(known, "acquired") if not one.wide and one.span[1] <= day]
    if told is None or not BEGUN.search(words) or len(bought) < 2 or day - bought[-1].span[1] > timedelta(days=10):
        return None
    before, last = bought[-2], bought[-1]
    unit = told["unit"].lower()
    count = int(told["count"]) if told["count"].isdigit() else NUMBERS[told["count"].lower()]
    gap = (last.span[0] - before.span[1]).days - 1
    between = (before.span[1] + timedelta(days=1), last.span[0] - timedelta(days=1))
    right = abs(gap - count * UNITS[unit]) <= SLACK[unit]
    if gap > 0 and not is_whole(known, (before.span[1], last.span[0])):
        return None
    empty = f"nothing in {say_span(between)}" if gap > 0 else "nothing was left out between them"
    return confirm_or_refute(
        known,
        right,
        f"{say_filed_trade(known, before)}; {empty}; {say_filed_trade(known, last)}.",
        before.change,
        last.change,
        firmness="exact",
    )
