"""How often a paper pays: "Stretch pays quarterly" of what pays every month is wrong.

Only refutes: that the rhythm is right confirms nothing else of the sentence.
"""

from __future__ import annotations

import re
from typing import get_args

from monitor.judges._days import new_york_day, say_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._capital_words import SERIES
from monitor.judges.verdicts._cite import cite
from monitor.judges.verdicts._time import said_on
from monitor.records import Claim, ClaimType

CLAIM_TYPES: tuple[ClaimType, ...] = get_args(ClaimType)
RHYTHMS = {
    1: r"\b(?:annually|yearly|once a year)\b",
    2: r"\b(?:semi-?annual(?:ly)?|half-?yearly|twice a year|every six months)\b",
    4: r"\b(?:quarterly|every quarter|each quarter|four times a year|every three months)\b",
    12: r"\b(?:monthly|every month|each month|twelve times a year)\b",
}
PAYS = re.compile(r"\b(?:pay\w*|paid|dividends?|distributions?|coupons?|yield\w*)\b", re.IGNORECASE)


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None unless one series is named with one rhythm, and a filing gives it another."""
    words = claim.source.quote
    named = [name for name in SERIES.values() if re.search(rf"\b{name}\b", words)]
    said = [count for count, rhythm in RHYTHMS.items() if re.search(rhythm, words, re.IGNORECASE)]
    if len(named) != 1 or len(said) != 1 or not PAYS.search(words) or claim.negated:
        return None
    told = [
        one
        for one in known.record.terms
        if one.term == "payments_per_year"
        and one.figure is not None
        and re.search(rf"\b{named[0]}\b", f"{one.name} {one.series}", re.IGNORECASE)
        and new_york_day(one.known_at) <= said_on(claim)
    ]
    if not told or any(one.figure == said[0] for one in told):
        return None
    last = told[-1]
    return Finding(
        label="refuted",
        reason="contradicts_disclosure",
        rationale=f"{last.name} pays {last.figure} times a year, by the filing of "
        f"{say_day(new_york_day(last.known_at))}; {said[0]} is claimed.",
        evidence=cite(known, "refutes", last),
    )
