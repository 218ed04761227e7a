"""How far back a superlative looks: "since November", "in four weeks", "this year", "of July", "in months"."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from monitor.judges._days import Span
from monitor.records.numerals import CARDINALS

SINCE = re.compile(
    r"\bsince\s+(?:the (?:last|final|first) (?:one|week|purchase|buy|days) (?:of|in) "
    r"|the [\d,]+ (?:coins?|bitcoins?|BTC) (?:of|in) )?(?:early |mid[ -]|late )?(?:(?P<day>\d{1,2})\s+)?"
    r"(?:(?P<month>January|February|March|April|May|June|July|August|September|October|November|December)"
    r"\s*(?:(?P<day2>\d{1,2})(?!\d),?\s*)?)?(?P<year>20\d\d)?",
    re.IGNORECASE,
)
MONTHS = tuple(name.lower() for name in calendar.month_name[1:])
MONTH = "|".join(calendar.month_name[1:])
# What stands between "since" and its day: "the week ended", "the 21,021 coins that it bought in late"
FURTHER_ON = re.compile(
    rf"\b[Ss]ince\b(?:(?!, )[^.;]){{0,60}}?\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd"
    rf"|th)?\s+(?:of\s+)?)?(?P<month>{MONTH})\b"
    r"\s*(?:(?P<day2>\d{1,2})(?:st|nd|rd|th)?(?!\d),?\s*)?(?P<year>20\d\d)?"
)


def since_day(words: str, before: date) -> date | None:
    """The first day of what "since ..." names, the nearest before `before`; None when it names nothing."""
    span = since_span(words, before)
    return span[0] if span else None


def since_span(words: str, before: date) -> Span | None:
    """All of what "since ..." names, a day, a month or a year: what happened in it is not compared."""
    match = SINCE.search(words)
    if match is None or not (match["month"] or match["year"]):
        match = FURTHER_ON.search(words)
    if match is None:
        return None
    if not match["month"]:
        return date(int(match["year"]), 1, 1), date(int(match["year"]), 12, 31)
    month, day = MONTHS.index(match["month"].lower()) + 1, match["day"] or match["day2"]
    try:
        if day:
            named = date(int(match["year"] or before.year), month, int(day))
            named = named if match["year"] or named < before else named.replace(year=before.year - 1)
            return named, named
        year = int(match["year"] or before.year - (month >= before.month))
    except ValueError:
        return None
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


NUMBERS = {name: number for number, name in enumerate(CARDINALS[1:], 1)} | {"a": 1, "an": 1}
IN_TIME = re.compile(
    r"\bin (?:(?:at least|more than|over|almost|nearly|about|around|roughly|some) )?"
    r"(?:(?P<count>\d+|" + "|".join(NUMBERS) + r") )?(?P<unit>weeks?|months?|years?|fortnights?)\b",
    re.IGNORECASE,
)
UNITS = {"week": 7, "fortnight": 14, "month": 30, "year": 365}
VAGUE = {
    "week": 3,
    "fortnight": 2,
    "month": 2,
    "year": 2,
}  # "in weeks": three at least; "in months", "in years": two
OF_YEAR = re.compile(
    r"\b(?:of|in|for|during) (?P<year>20\d\d)\b|\b(?:this year|of the year|so far this year|year to date)\b",
    re.IGNORECASE,
)
NAMED_MONTH = re.compile(
    rf"\b(?:largest|biggest|smallest|heaviest|record|first|maiden|opening)\b[^.;,]{{0,40}}?\b(?:of|during|in)"
    rf" (?P<month>{MONTH})\b(?: (?P<year>20\d\d))?"
    rf"|\b(?P<month2>{MONTH})[’']s (?:first|maiden|opening|largest|biggest|smallest)\b",
    re.IGNORECASE,
)
OF_MONTH = re.compile(r"\b(?:this month|of the month|so far this month|(?:of|in) that month)\b", re.IGNORECASE)


def find_horizon(words: str, before: date) -> date | None:
    """The first day of the time that a superlative compares with; None: all time."""
    since = since_day(words, before)
    if since is not None:
        return since
    ago = IN_TIME.search(words)
    if ago is not None:
        unit = ago["unit"].lower().rstrip("s")
        count = ago["count"].lower() if ago["count"] else ""
        number = VAGUE[unit] if not count else int(count) if count.isdigit() else NUMBERS[count]
        return before - timedelta(days=number * UNITS[unit])
    named = NAMED_MONTH.search(words)
    if named is not None:  # "its smallest purchase of September"
        month = MONTHS.index((named["month"] or named["month2"]).lower()) + 1
        return date(int(named["year"] or before.year - (month > before.month)), month, 1)
    if OF_MONTH.search(words):
        return before.replace(day=1)
    year = OF_YEAR.search(words)
    return date(int(year["year"]) if year["year"] else before.year, 1, 1) if year else None
