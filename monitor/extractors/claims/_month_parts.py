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
OF_YEAR = r"(?:\s*,?\s*(?P<{0}>20\d\d))?(?!\w|,\d)"
PARTS = re.compile(
    rf"""
      \b(?P<third>early|mid(?:dle\sof)?|late)[\s-](?P<third_month>{MONTH}){OF_YEAR.format("third_year")}
    | \b(?P<half>first|second|latter|1st|2nd)\shalf\sof\s(?:(?P<half_month>{MONTH}){OF_YEAR.format("half_year")}
          |(?P<of_year>20\d\d))
    | \b(?P<edge>first|opening|last|final|closing)\s(?:few\s)?days\sof\s
          (?P<edge_month>{MONTH}){OF_YEAR.format("edge_year")}
    | \b(?:over|in|during|this|last)\s(?:the\s)?(?P<season>spring|summer|autumn|winter)
          (?:\sof)?(?:\s(?P<season_year>20\d\d))?\b
    | (?P<nth>first|opening|second|third|fourth|last|final|closing)\s(?:full\s)?week\s(?:of|in)\s
          (?P<nth_month>{MONTH}){OF_YEAR.format("nth_year")}
    | \b(?P<quarter>first|opening|second|third|fourth|last|final|closing)[\s-](?:quarter|three[\s-]months)
          \s(?:of|in)\s(?P<quarter_year>20\d\d)\b
    | \b(?P<eve>New\sYear[’']s\sEve)(?:,?\s(?:of\s)?(?P<eve_year>20\d\d))?\b
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
        return _nth_week(match["nth"].lower(), *_month(match["nth_month"], match["nth_year"], said_on))
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


def _season(season: str, year: str | None, said_on: date) -> tuple[date, date]:
    """Three months; without a year the last that has begun."""
    month = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}[season]
    number = int(year) if year else said_on.year - (month > said_on.month)
    begin = date(number, month, 1)
    return begin, (begin + timedelta(days=95)).replace(day=1) - timedelta(days=1)


def _is_first(half: str) -> bool:
    return half.lower() in ("first", "1st")


def _month(name: str, year: str | None, said_on: date) -> tuple[date, date]:
    month = MONTHS[name.lower()[:3]]
    number = int(year) if year else said_on.year - (month > said_on.month)
    return date(number, month, 1), date(number, month, monthrange(number, month)[1])
