"""Rates of a preferred series that its terms raise on days to come.

"From and including October 15, 2029 the dividend rate will step up to 10.25% per annum, and from and including
October 15, 2030 to 11.25% per annum" -> a dividend rate as of each of the two days.

A rate that depends on what happens (a missed payment, a rating, a fundamental change) has no day, and a floating
one no figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from monitor.extractors._dates import DAY, read_day
from monitor.extractors._instrument_facts import Source
from monitor.extractors._instrument_passages import Passage
from monitor.records import InstrumentTerm

RATE = re.compile(r"\b(?:dividend\s+)?rate\b|\bdividends?\b", re.IGNORECASE)
RAISED = re.compile(
    r"\bstep(?:s|ped|ping)?[\s-]?(?:up|down)\b|\b(?:increas|ris|reset|adjust|rais)\w*\b|\bthereafter\b",
    re.IGNORECASE,
)
STEP = re.compile(
    rf"\b(?:from(?:,?\s+and\s+including,?|\s+and\s+after)?|on\s+and\s+after|on|beginning(?:\s+on)?|commencing(?:\s+on)?"
    rf"|starting(?:\s+on)?|effective(?:\s+on)?)\s+(?P<day>{DAY}),?\s+(?:[^.;%]|\.(?=\d)){{0,90}}?"
    r"\b(?:to|at|of|be|equal\s+to)\s+(?P<rate>\d{1,2}(?:\.\d{1,4})?)\s?%(?!\s*(?:plus|above|over))",
    re.IGNORECASE,
)
LATER = re.compile(
    rf"\b(?:to|at|of|be)\s+(?P<rate>\d{{1,2}}(?:\.\d{{1,4}})?)\s?%(?:[^.;%]|\.(?=\d)){{0,40}}?\b(?:from(?:,?\s+and\s+including,?"
    rf"|\s+and\s+after)?|on\s+and\s+after|beginning(?:\s+on)?|commencing(?:\s+on)?|effective(?:\s+on)?)\s+(?P<day>{DAY})",
    re.IGNORECASE,
)
UNCERTAIN = re.compile(
    r"\b(?:if|unless|upon|event|fail\w*|default|floating|SOFR|Treasury|change\s+of\s+control|compounded|compar\w+)\b",
    re.IGNORECASE,
)


def find_steps(passage: Passage, source: Source, span: tuple[int, int]) -> Iterator[InstrumentTerm]:
    """The rates of one sentence that hold from a day after the filing's."""
    words = passage.words
    if not RATE.search(words) or not RAISED.search(words) or UNCERTAIN.search(words):
        return
    found = list(STEP.finditer(words)) or list(LATER.finditer(words))
    for match in found:
        subject, day = passage.subject(passage.start + match.start()), read_day(match["day"])
        if subject and subject.kind == "preferred" and day and day > source.filing.filed_on:
            yield source.term(span, subject, "dividend_rate", figure=Decimal(match["rate"]), as_of_on=day)
