"""Whether a disclosed sale is the first, the first since, the only one, or another."""

from __future__ import annotations

import re

from monitor.judges._days import say_day, say_span
from monitor.judges._precision import say_units
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite
from monitor.judges.verdicts._disclosed import Trade, trades_of
from monitor.judges.verdicts._since import find_horizon, since_span
from monitor.judges.verdicts._time import said_on
from monitor.records import Claim

FIRST = re.compile(
    r"\bfirst\b(?!\s+(?:quarter|half|week|days?|(?:\d+|two|three|four|six|nine|few) \w+"
    r"|of (?:all|the month)|time (?:that )?the))",
    re.IGNORECASE,
)
ONLY = re.compile(
    r"\b(?:only (?:once|one|sale|time)|(?:its|the) (?:only|sole|single) (?:\w+ )?sale|just once)\b", re.IGNORECASE
)
NUMBERS = ("second", "third", "fourth", "fifth", "sixth")
NTH = re.compile(
    rf"\b(?P<nth>{'|'.join(NUMBERS)})\s*(?:time|sale|(?:bitcoin|BTC) sale|disposal|(?= (?:this year"
    rf"|of the year|in 20\d\d)))\b(?:\s+(?P<year>this year|of "
    r"the year|in 20\d\d))?",
    re.IGNORECASE,
)
YEARS = re.compile(
    r"\b(?:in|took|after|within) (?P<more>more than |over |almost |nearly |about |some )?(?P<count>\d+|two"
    r"|three|four|five|six) "
    r"(?P<half>and a half )?(?P<unit>years?|months?)\b",
    re.IGNORECASE,
)
COUNTS = ("zero", "one", "two", "three", "four", "five", "six")


def judge_first(claim: Claim, known: Knowledge, own: Trade) -> Finding | None:
    """None when the claim says nothing of the kind, or when it is right."""
    words = claim.source.quote
    sold = trades_of(known, "sold")
    earlier = [one for one in sold if one.span[1] < own.span[0] and not one.wide]
    if ONLY.search(words):
        day = said_on(claim)
        others = [one for one in sold if one.span != own.span and not one.wide and one.span[0] <= day]
        return _refute(known, own, others[-1]) if others else None
    counted = NTH.search(words)
    if counted is not None:
        return _judge_nth(known, own, earlier, counted)
    first = FIRST.search(words)
    if first is None:
        return None
    since = since_span(words, own.span[0])
    if since is not None:
        after = [one for one in earlier if one.span[0] > since[1]]
        return _refute(known, own, after[-1]) if after else None
    ago = YEARS.search(words)
    if ago is None:  # "its first in years", "the first this year", or the first of all
        horizon = find_horizon(words[first.start() :], own.span[0])
        after = [one for one in earlier if horizon is None or one.span[1] >= horizon]
        return _refute(known, own, after[-1]) if after else None
    if not earlier:
        return None
    count = int(ago["count"]) if ago["count"].isdigit() else COUNTS.index(ago["count"].lower())
    unit = 365.25 if ago["unit"].lower().startswith("year") else 30.44
    apart = (own.span[0] - earlier[-1].span[1]).days / unit
    more = (ago["more"] or "").strip().lower()
    right = apart >= count if more in ("more than", "over") else count - 1 <= apart < count + 1
    return None if right else _refute(known, own, earlier[-1])


def _judge_nth(known: Knowledge, own: Trade, earlier: list[Trade], counted: re.Match[str]) -> Finding | None:
    """ "for the second time this year": so many disclosed sales in that time, this one included."""
    if counted["year"]:
        earlier = [one for one in earlier if one.span[1].year == own.span[1].year]
    if len(earlier) + 1 == NUMBERS.index(counted["nth"].lower()) + 2:
        return None
    return Finding(
        label="refuted",
        reason="contradicts_disclosure",
        rationale=f"The sale of {say_span(own.span)} is number {len(earlier) + 1} of those disclosed in that "
        "time.",
        evidence=cite(known, "refutes", own.change),
    )


def _refute(known: Knowledge, own: Trade, other: Trade) -> Finding:
    return Finding(
        label="refuted",
        reason="contradicts_disclosure",
        rationale=(
            f"{say_units(other.change.units)} {other.change.asset} were sold in {say_span(other.span)}, "
            f"beside the {say_units(own.change.units)} of {say_day(own.span[1])}."
        ),
        evidence=cite(known, "refutes", other.change, own.change),
    )
