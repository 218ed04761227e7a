"""The period that a sentence of a current report points back to: "in the same week", "during that period".

What counts is the last period spoken of before it, in a paragraph or a table, when the report is of its days. A
quarterly report compares periods with each other, so there the words point to nothing that can be told apart.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from monitor.extractors._dates import DAY, Period, find_periods, read_day
from monitor.records import Filing

CURRENT = ("8-K", "6-K")
SAME = re.compile(
    r"\b(?:in|during|over|for|within|throughout|of)\s+(?:the\s+same|that|this|the)\s+(?:reporting\s+)?"
    r"(?:period|week|month)s?\b"
    r"(?!\s+(?:of|in|last|ended|ending|from|between|beginning|prior|before|after|a\s+year)\b|\s+(?:January|February"
    r"|March|April|May|June|July|August|September|October|November|December|\d))",
    re.IGNORECASE,
)
AT_END = re.compile(
    r"\bat\s+(?:the\s+)?(?:end\s+of\s+(?:the|that)\s+)?(?:week|period)(?:[\s-]end)?\b", re.IGNORECASE
)
SAME_DAY = re.compile(
    r"\b(?:at|as\s+of|on|as\s+at)\s+(?:the\s+same|that|such)\s+(?:date|day|time)\b|\bthe\s+same\s+day\b",
    re.IGNORECASE,
)
AGO = re.compile(r"\bdue\s+(?:on\s+)?$|\bdated\s+(?:as\s+of\s+)?$", re.IGNORECASE)
REACH = 3000  # characters back
FRESH = timedelta(35)  # of a period that a current report is of


def find_same_period(text: str, at: int, sentence: str, filing: Filing) -> Period | None:
    """The period that a sentence at ``text[at:]`` points back to, None when it points to none."""
    if not SAME.search(sentence) and not AT_END.search(sentence):
        return None
    return next(reversed(_told_before(text, at, filing)), None)


def find_only_period(text: str, at: int, filing: Filing) -> Period | None:
    """The period that all of a current report before `at` is of, when it has spoken of one and no other."""
    told = _told_before(text, at, filing)
    return told[0] if len({(one.start_on, one.end_on) for one in told}) == 1 else None


def _told_before(text: str, at: int, filing: Filing) -> list[Period]:
    if not filing.form.upper().startswith(CURRENT):
        return []
    today = filing.period_on or filing.filed_on
    return [
        one
        for one in find_periods(text, max(0, at - REACH), at, today=today)
        if one.kind != "day" and today - FRESH <= one.end_on <= today
    ]


def find_same_day(text: str, at: int, sentence: str) -> date | None:
    """The day that "on the same date" points back to: the last one spoken of, none that something is due."""
    match = SAME_DAY.search(sentence)
    if match is None:
        return None
    days = [
        day
        for one in re.finditer(DAY, text[max(0, at - REACH) : at] + sentence[: match.start()])
        if not AGO.search(one.string[: one.start()]) and (day := read_day(one.group()))
    ]
    return days[-1] if days else None
