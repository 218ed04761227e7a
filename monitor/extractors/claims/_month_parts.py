"""Parts of months and weeks that are named by a day: "mid-April", "the second half of November", "
""the week to July 6".

Early, mid and late are thirds of a month; "the week of June 9" is the one that holds that day, from Monday.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from monitor.extractors._dates import MONTH, MONTHS, quarter_days

Part = tuple[date, date, int, int]  # first and last day, and where it is written
PLACES = {"first": 1, "opening": 1, "second": 2, "third": 3, "fourth": 4, "last": 0, "final": 0, "closing": 0}
LENGTHS = {"three": 3, "six": 6, "nine": 9, "twelve": 12, "quarter": 3, "half year": 6, "half-year": 6, "year": 12}
OF_YEAR = r"(?:\s*,?\s*(?P<{0}>20\d\d))?(?!\w|,\d)"
PARTS = re.compile(
    rf"""
      \b(?P<third>early|mid(?:dle\sof)?|late)[\s-](?P<third_month>{MONTH}){OF_YEAR.format("third_year")}
    | \b(?P<half>first|second|latter|back|front|1st|2nd)\shalf\sof\s
          (?:(?P<half_month>{MONTH}){OF_YEAR.format("half_year")}
          |(?P<of_year>20\d\d))
    | \b(?P<edge>first|opening|last|final|closing)\s(?:few\s)?days\sof\s
          (?P<edge_month>{MONTH}){OF_YEAR.format("edge_year")}
    | \b(?:over|in|during|this|last)\s(?:the\s)?(?P<season>spring|summer|autumn|winter)
          (?:\sof)?(?:\s(?P<season_year>20\d\d))?\b
    | (?P<nth>first|opening|second|third|fourth|last|final|closing)\s(?P<full>full\s)?week\s(?:of|in)\s
          (?P<nth_month>{MONTH}){OF_YEAR.format("nth_year")}
    | \b(?P<quarter>first|opening|second|third|fourth|last|final|closing)[\s-](?:quarter|three[\s-]months)
          \s(?:of|in)\s(?P<quarter_year>20\d\d)\b
    | \b(?P<eve>New\sYear[’']s\sEve)(?:,?\s(?:of\s)?(?P<eve_year>20\d\d))?\b
    | (?<!first\s)(?<!second\s)(?<!third\s)(?<!fourth\s)\b
          (?P<months>three|six|nine|twelve|3|6|9|12|quarter|half[\s-]year|year)(?:[\s-]months?)?\s
          (?:to|through|until|ended|ending|up\sto)\s(?:the\send\sof\s)?
          (?:(?P<to_month>{MONTH})(?:\s(?:30|31|28)(?:st|th)?)?|(?:30|31|28)(?:st|th)?\s(?P<to_month2>{MONTH}))
          {OF_YEAR.format("to_year")}
    | \b(?P<fiscal>{MONTH})(?:\s(?P<fiscal_year>20\d\d))?[\s-]quarter\b
    | \b(?P<half_of>first|second)\shalf(?:\sof\s(?:the|this|last)\syear)?(?!\s(?:of|as|the)\b)\b
    | \bH(?P<h>[12])\s(?P<h_year>20\d\d)\b
    | \b(?:week|seven\sdays|7\sdays)\s(?P<which>to|through|until|ended|ending|up\sto|of|starting
          |beginning|commencing|from)\s(?:on\s)?(?:the\s)?(?:\w{{3,6}}day,?\s)?
          (?:(?P<month>{MONTH})\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?
          |(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s(?P<month2>{MONTH}))
          {OF_YEAR.format("week_year")}
    """,
    re.VERBOSE | re.IGNORECASE,
)


def find_parts(text: str, start: int, end: int, said_on: date) -> Iterator[Part]:
    """The parts that ``text[start:end]`` names, in order; without a year the nearest one that has begun."""
    for match in PARTS.finditer(text, start, end):
        try:
            first, last = _read(match, said_on)
        except ValueError:  # 31 June
            continue
        yield first, last, match.start(), match.end()


def _read(match: re.Match[str], said_on: date) -> tuple[date, date]:
    if match["months"] or match["fiscal"] or match["half_of"]:
        return _several_months(match, said_on)
    if match["third"]:
        begin, end = _month(match["third_month"], match["third_year"], said_on)
        third = match["third"].lower()
        if third == "early":
            return begin, begin.replace(day=10)
        return (begin.replace(day=20), end) if third == "late" else (begin.replace(day=10), begin.replace(day=20))
    if match["edge"]:
        begin, end = _month(match["edge_month"], match["edge_year"], said_on)
        first = match["edge"].lower() in ("first", "opening")
        return (begin, begin + timedelta(days=6)) if first else (end - timedelta(days=6), end)
    if match["nth"]:
        weeks = _nth_full_week if match["full"] else _nth_week
        return weeks(match["nth"].lower(), *_month(match["nth_month"], match["nth_year"], said_on))
    if match["quarter"]:
        return quarter_days(int(match["quarter_year"]), PLACES[match["quarter"].lower()] or 4)
    if match["eve"]:
        eve = date(int(match["eve_year"] or said_on.year - (said_on < date(said_on.year, 12, 31))), 12, 31)
        return eve, eve
    if match["season"]:
        return _season(match["season"].lower(), match["season_year"], said_on)
    if match["half_month"]:
        begin, end = _month(match["half_month"], match["half_year"], said_on)
        return (begin, begin.replace(day=15)) if _is_first(match["half"]) else (begin.replace(day=16), end)
    year = match["of_year"] or match["h_year"]
    if year:
        first = match["h"] == "1" if match["h"] else _is_first(match["half"])
        return (
            (date(int(year), 1, 1), date(int(year), 6, 30))
            if first
            else (date(int(year), 7, 1), date(int(year), 12, 31))
        )
    begin, _ = _month(match["month"] or match["month2"], match["week_year"], said_on)
    day = begin.replace(day=int(match["day"] or match["day2"]))
    if match["which"].lower() in ("to", "through", "until", "ended", "ending", "up to"):
        return day - timedelta(days=6), day
    if match["which"].lower() == "of":
        day -= timedelta(days=day.weekday())
    return day, day + timedelta(days=6)


def _nth_week(nth: str, first: date, last: date) -> tuple[date, date]:
    """A week begins on Monday; what is left of one at the beginning of the month counts from four days on."""
    if not PLACES[nth]:  # from its Monday, unless that is the 29th or later
        monday = last - timedelta(days=last.weekday())
        return (monday if last - monday >= timedelta(days=3) else monday - timedelta(days=7)), last
    sunday = first + timedelta(days=6 - first.weekday())
    if (sunday - first).days < 3:
        first, sunday = sunday + timedelta(days=1), sunday + timedelta(days=7)
    week = PLACES[nth] - 1
    return (first if not week else sunday + timedelta(days=7 * week - 6)), sunday + timedelta(days=7 * week)


def _nth_full_week(nth: str, first: date, last: date) -> tuple[date, date]:
    """ "the last full week of July": from Monday to Sunday within the month."""
    if not PLACES[nth]:
        sunday = last - timedelta(days=(last.weekday() + 1) % 7)
        return sunday - timedelta(days=6), sunday
    monday = first + timedelta(days=-first.weekday() % 7 + 7 * (PLACES[nth] - 1))
    return monday, monday + timedelta(days=6)


def _season(season: str, year: str | None, said_on: date) -> tuple[date, date]:
    """Three months; without a year the last that has begun."""
    month = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}[season]
    number = int(year) if year else said_on.year - (month > said_on.month)
    begin = date(number, month, 1)
    return begin, (begin + timedelta(days=95)).replace(day=1) - timedelta(days=1)


def _several_months(match: re.Match[str], said_on: date) -> tuple[date, date]:
    """A quarter, a half-year or another number of months."""
    if match["half_of"]:
        return _half_year(match["half_of"], said_on)
    if match["fiscal"]:
        return _months_to("three", match["fiscal"], match["fiscal_year"], said_on)
    return _months_to(match["months"].lower(), match["to_month"] or match["to_month2"], match["to_year"], said_on)


def _months_to(count: str, month: str, year: str | None, said_on: date) -> tuple[date, date]:
    """ "the three months to June", "the quarter ended 30 June": whole months that end with that one."""
    number = LENGTHS.get(count) or int(count)
    _, end = _month(month, year or str(said_on.year), said_on)
    first = end.year * 12 + end.month - number
    begin = date(first // 12, first % 12 + 1, 1)
    if year is None and begin > said_on:
        return _months_to(count, month, str(said_on.year - 1), said_on)
    return begin, end


def _half_year(half: str, said_on: date) -> tuple[date, date]:
    """The first or second half of a year; the last that has begun."""
    month = 1 if _is_first(half) else 7
    year = said_on.year - (month > said_on.month)
    return date(year, month, 1), date(year, month + 5, 30 if month == 1 else 31)


def _is_first(half: str) -> bool:
    return half.lower() in ("first", "front", "1st")


def _month(name: str, year: str | None, said_on: date) -> tuple[date, date]:
    month = MONTHS[name.lower()[:3]]
    number = int(year) if year else said_on.year - (month > said_on.month)
    return date(number, month, 1), date(number, month, monthrange(number, month)[1])
