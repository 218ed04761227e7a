"""A sale that is only referred to: "a week after its sale", "since it sold coins", "having sold the month before".

The statement tells of something later; the sale itself lies before that, by as much as it says. What is told of
the days since the last disclosure ("has just sold") is read elsewhere.
"""

from __future__ import annotations

import re
from datetime import timedelta

from monitor.judges._days import Span
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts._disclosed import trades_of
from monitor.judges.verdicts._since import NUMBERS, UNITS
from monitor.judges.verdicts._time import said_on
from monitor.records import Claim

SALE = r"(?:sales?|disposals?|sell-?offs?|divestments?)"
SOLD = r"(?:sold|selling|parting with|parted with|offload\w+|unload\w+|dispos\w+ of|let\w* go of|liquidat\w+)"
OWNED = r"(?:its|the|that|this|their|[A-Z]\w+[’']s)"
OF_SALE = rf"(?:{OWNED}\s(?:[\w’'-]+\s){{0,3}}?{SALE}\b|(?:(?:it|they|the company|[A-Z]\w+)\s(?:had\s)?)?{SOLD}\b)"
AFTER = re.compile(
    rf"\b(?:after|following|since)\s(?:(?:disclos|report|announc|reveal|mak)ing\s)?{OF_SALE}", re.IGNORECASE
)
EARLIER = re.compile(rf"\bhaving\s{SOLD}\b", re.IGNORECASE)
LENGTH = re.compile(
    rf"\b(?:(?P<count>\d+|{'|'.join(NUMBERS)}|the|several|some|barely a|just a)\s)?"
    r"(?P<unit>day|week|fortnight|month|year)s?\s"
    r"(?:after|following|before|earlier|ago|since)\b|\b(?P<which>last|previous|prior)\s(?P<unit2>week|month|year)[’']s\s(?:\w+\s)?sale",
    re.IGNORECASE,
)
DAYS = UNITS | {"day": 1}
LEAST = 8  # days by which so long may be told loosely: a week is disclosed after its end


def find_referred(claim: Claim, known: Knowledge) -> Span | None:
    """The days in which the sale must lie; None where it is told of for its own sake."""
    words, day = claim.source.quote, said_on(claim)
    if claim.negated or claim.figures or not (AFTER.search(words) or EARLIER.search(words)):
        return None
    apart = LENGTH.search(words)
    if apart is None:
        sold = [one for one in trades_of(known, "sold") if one.span[0] <= day]
        return (sold[0].span[0], day) if sold else None
    unit = (apart["unit"] or apart["unit2"]).lower()
    count = (apart["count"] or "").lower()
    number = int(count) if count.isdigit() else NUMBERS.get(count.removeprefix("barely ").removeprefix("just "), 1)
    vague = (not count and not apart["which"]) or count in ("several", "some")
    length = number * DAYS[unit]
    loose = max(LEAST, length // 3)
    latest = day - timedelta(days=max(1, length // 2))
    return day - timedelta(days=(6 if vague else 1) * length + loose + LEAST), latest
