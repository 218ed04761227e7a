"""Days and periods as filings write them, with the place where they stand.

"During Period A to B", "between A and B", "the quarter ended D", "in the first quarter of 2021", "in May 2026",
"as of D", "on D". Fiscal quarters and years are left alone: what they mean depends on the issuer.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?"
)
DAY = (
    rf"(?:(?:\w{{3,6}}day,\s+)?{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:\s*,\s*\d{{4}}|\s+\d{{4}})"
    rf"|\d{{1,2}}\s+{MONTH}\s+\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}/\d{{1,2}}/\d{{4}})"
)
SHORT_DAY = rf"(?:{MONTH}\s+\d{{1,2}})"
THE_MONTH = rf"(?:{MONTH}[\s,-]+(?:\d{{4}}|[’']?\d{{2}}\b(?!,)))"
CLOCK = (
    r"(?:\d{1,2}:\d\d\s*[ap]\.?\s?m\.?"
    r"(?:,?\s*\(?(?:Eastern|Central|Pacific|New\s+York|E[SD]?T\b)(?:\s+(?:Standard\s+|Daylight\s+)?Time)?\)?)?)"
)
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
COUNTS |= {"twelve": 12, "thirteen": 13, "fourteen": 14}
LENGTHS = {"three": 3, "six": 6, "nine": 9, "twelve": 12, "quarter": 3, "year": 12, "month": 1, "one": 1}

PERIOD = re.compile(
    rf"""
      (?P<after>\b(?:after|since|following|subsequent\s+to)\s+)(?P<after_a>{DAY})\s*,?\s*(?:and\s+)?(?:through|to|until|up\s+to)(?:\s+and\s+including)?\s+
          (?:(?P<after_b>{DAY})|(?P<after_now>the\s+date\s+(?:of\s+this|hereof)|today))
    | (?P<a>{DAY}|{SHORT_DAY})(?:,?\s+at\s+{CLOCK})?\s*,?\s*(?:and|to|through|until|thru|–|—|-|‑)\s*
          (?:and\s+including\s+)?(?:{CLOCK}\s*,?\s*(?:on\s+)?)?
          (?P<b>{DAY}|\d{{1,2}},\s*\d{{4}})
    | (?P<ma>{THE_MONTH})\s*,?\s*(?:to|through|until|thru)\s+(?:and\s+including\s+)?(?P<mb>{DAY}|{THE_MONTH})
    | (?P<length>(?P<n>three|six|nine|twelve|one)[\s-]+months?|quarter(?:ly\s+period)?|(?:fiscal\s+)?year|month)
          [\s-]+(?:period[\s-]+)?(?:then\s+)?(?:ended|ending)\s+(?:on\s+)?(?P<ended>{DAY})
    | month\s+(?:ended|ending)\s+(?P<ended_month>{THE_MONTH})
    | (?P<count>\d{{1,2}}|two|three|four|five|six|seven|eight|nine|ten|twelve|thirteen|fourteen)
          [\s-]+(?P<unit>day|week)s?[\s-]+
          (?:period[\s-]+)?(?:ended|ending)\s+(?:on\s+)?(?P<count_b>{DAY})
    | week\s+(?:ended|ending)\s+(?:on\s+)?(?P<week>{DAY})
    | (?<!fiscal\s)(?P<ordinal>first|second|third|fourth|1st|2nd|3rd|4th)[\s-]+(?:calendar\s+)?quarter
          \s+(?:of\s+)?(?:(?:calendar\s+)?(?:year\s+)?)?(?P<quarter_year>\d{{4}})
    | \bQ(?P<q>[1-4])[\s-]*(?P<q_year>20\d{{2}})
    | (?P<day>{DAY})
    | (?P<month>{THE_MONTH})
    """,
    re.VERBOSE | re.IGNORECASE,
)

YEAR = re.compile(r"\d{4}|[’'-]\d\d\b")
# "under the March 2024 ATM Amendment": a month in a name dates nothing (10-Q of CleanSpark for 2025-06-30).
NAMED = re.compile(r"\b(?:the|our|its|such|this|that|said)\s$", re.IGNORECASE)
NAME = re.compile(r"\s(?!Quarter)[A-Z][A-Za-z]")

PeriodKind = Literal["range", "day", "month", "quarter", "span"]


@dataclass(frozen=True, slots=True)
class Period:
    """Days `start_on` to `end_on`, both included, and where they are written. A day has both the same."""

    start_on: date
    end_on: date
    kind: PeriodKind
    start: int
    end: int


def find_periods(
    text: str, start: int = 0, end: int | None = None, *, today: date | None = None
) -> Iterator[Period]:
    """Periods and days of ``text[start:end]``, in order, each stretch of text used once.

    `today` stands in for "the date of this report". A day that no calendar knows is passed over.
    """
    if not YEAR.search(text, start, len(text) if end is None else end):
        return
    for match in PERIOD.finditer(text, start, len(text) if end is None else end):
        if (
            match["month"]
            and NAME.match(text, match.end())
            and NAMED.search(text[max(0, match.start() - 6) : match.start()])
        ):
            continue
        found = _read_period(match, today)
        if found and found[0] <= found[1]:
            yield Period(found[0], found[1], found[2], match.start(), match.end())


def _read_period(match: re.Match[str], today: date | None) -> tuple[date, date, PeriodKind] | None:
    if match["after"]:
        after = read_day(match["after_a"])
        until = read_day(match["after_b"]) if match["after_b"] else today
        return (after + timedelta(1), until, "range") if after and until else None
    if match["b"]:
        return _read_range(match["a"], match["b"])
    if match["mb"]:
        first, until = read_month(match["ma"]), read_day(match["mb"])
        last = (until, until, "day") if until else read_month(match["mb"])
        return (first[0], last[1], "range") if first and last else None
    if match["ended"]:
        until = read_day(match["ended"])
        months = LENGTHS[
            (match["n"] or match["length"].split()[-1 if "year" in match["length"].lower() else 0])
            .lower()
            .removesuffix("ly")
        ]
        return (months_before(until, months), until, "quarter" if months == 3 else "span") if until else None
    if match["count"]:
        until = read_day(match["count_b"])
        number = COUNTS.get(match["count"].lower()) or int(match["count"])
        days = number * (7 if match["unit"].lower() == "week" else 1)
        return (until - timedelta(days - 1), until, "range") if until and days else None
    if match["week"]:
        until = read_day(match["week"])
        return (until - timedelta(6), until, "range") if until else None
    if match["ordinal"] or match["q"]:
        number = ORDINALS[match["ordinal"].lower()] if match["ordinal"] else int(match["q"])
        year = int(match["quarter_year"] or match["q_year"])
        return (*quarter_days(year, number), "quarter") if 1990 < year < 2100 else None
    if match["day"]:
        day = read_day(match["day"])
        return (day, day, "day") if day else None
    return read_month(match["ended_month"] or match["month"])


def _read_range(first: str, last: str) -> tuple[date, date, PeriodKind] | None:
    if last[:1].isdigit() and "," in last and not re.search(MONTH, last):  # "June 1 to 7, 2026"
        last = re.sub(r"\d+.*", "", first).strip() + " " + last
    until = read_day(last)
    if until is None:
        return None
    since = read_day(first) or read_day(f"{first}, {until.year}")
    if since and since > until and not re.search(r"\d{4}", first):
        since = read_day(f"{first}, {until.year - 1}")  # "between December 29 and January 4, 2026"
    return (since, until, "range") if since else None


@lru_cache(maxsize=512)
def read_day(text: str) -> date | None:
    """ "December 22, 2022", "22 Dec. 2022", "2022-12-22" or "12/22/2022" as a date, None when it is none."""
    numbers = [int(part) for part in re.findall(r"\d+", text)]
    try:
        if month := re.search(MONTH, text, re.IGNORECASE):
            number = MONTHS[month.group().lower()[:3]]
            day, year = (numbers[0], numbers[1]) if len(numbers) > 1 else (0, 0)
            return date(year, number, day)
        if "/" in text:
            return date(numbers[2], numbers[0], numbers[1])
        return date(*numbers)
    except (ValueError, TypeError, IndexError):
        return None


def read_month(text: str) -> tuple[date, date, PeriodKind] | None:
    """ "May 2026" or "May-26" as its first and last day."""
    number = MONTHS.get(re.sub(r"\W", "", text).lower()[:3])
    digits = re.findall(r"\d+", text)
    if number is None or not digits:
        return None
    year = int(digits[0]) + (2000 if len(digits[0]) == 2 else 0)
    if not 1990 < year < 2100:
        return None
    return date(year, number, 1), date(year, number, monthrange(year, number)[1]), "month"


def quarter_days(year: int, number: int) -> tuple[date, date]:
    """First and last day of a calendar quarter."""
    last = 3 * number
    return date(year, last - 2, 1), date(year, last, monthrange(year, last)[1])


def months_before(until: date, months: int) -> date:
    """The first day of the period of so many months that ends with `until`: 30 June and 3 give 1 April."""
    month = until.year * 12 + until.month - months  # months since year 0, counted from 0, of the first day's month
    if until.day == monthrange(until.year, until.month)[1]:
        return date(month // 12, month % 12 + 1, 1)
    previous = date((month - 1) // 12, (month - 1) % 12 + 1, 1) if months else until
    return min(
        until, previous.replace(day=min(until.day, monthrange(previous.year, previous.month)[1])) + timedelta(1)
    )
