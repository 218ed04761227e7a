"""Stretches of days that are told by both ends, by their length or by where they began: "between 11 and 17 May",
"from April to June", "the first six months of 2025", "the three months to June", "the June quarter", "since New
Year", "since the start of the quarter", "since the 7th", "at New Year", "last Christmas".
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from monitor.extractors._dates import MONTH, MONTHS, months_before, quarter_days
from monitor.extractors.claims._holidays import HOLIDAYS, find_holiday
from monitor.records.numerals import CARDINALS

Bearing = Literal["during", "as_of", "since"]
Stretch = tuple[date, date, Bearing, int, int]  # first and last day, and where it is written
COUNT = r"\d{1,2}|" + "|".join(CARDINALS[1:])
NAMED = rf"\b{MONTH}(?!\w)"
ORDINAL = r"(?:st|nd|rd|th)?"
OF = r"(?:\s*,?\s*(?P<{0}>20\d\d))?(?!\w|,\d)"
SPAN = r"(?:year|quarter|month|week)"
BEGUN = r"(?:start|beginning|turn|opening|outset|dawn|first day)"
STRETCHES = re.compile(
    rf"""
      \b(?:the\s)?(?P<d1>\d{{1,2}}){ORDINAL}\s?(?:and|to|through|until|till|–|—|-)\s?(?:the\s)?
          (?P<d2>\d{{1,2}}){ORDINAL}\s(?:of\s)?(?P<d_month>{NAMED}){OF.format("d_year")}
    | \b(?:between|from)\s(?P<m1>{NAMED})(?:\s(?P<m1_year>20\d\d))?\s(?:and|to|through|until|till)\s
          (?:the\send\sof\s)?(?P<m2>{NAMED})(?!\s\d{{1,2}}(?!\d)){OF.format("m2_year")}
    | \b(?P<edge>first|opening|last|final|closing)\s(?P<count>{COUNT})\s(?P<unit>weeks|months)\sof\s
          (?:(?P<in_month>{NAMED}){OF.format("in_year")}|(?P<of_year>20\d\d)|(?P<this>the\syear|this\syear))
    | \b(?P<to_count>three|six|nine|twelve|3|6|9|12)\smonths\s(?:to|through|until|ended|ending|up\sto)\s
          (?:the\send\sof\s)?(?:(?P<to_day2>\d{{1,2}})\s)?(?P<to_month>{NAMED})(?:\s(?P<to_day>\d{{1,2}})(?!\d))?
          {OF.format("to_year")}
    | \b(?:when|once|after|before|until|till|by\sthe\stime)\s
          (?P<over>{NAMED})\s(?:is\s(?:over|out|done)|ends|closes)\b
    | (?P<q_month>\b(?:March|June|September|December))[\s-]quarter\b{OF.format("q_year")}
    | \b(?P<since>since|from)\s(?:the\s)?(?:
          (?:very\s)?{BEGUN}\sof\s(?:the\s|this\s|its\s)?(?:current\s|calendar\s)?(?P<s_span>{SPAN})
          |(?P<s_began>(?:new\s)?{SPAN})\s(?:began|begun|started|opened|turned)
          |(?P<s_day>\d{{1,2}})(?:st|nd|rd|th)\b(?!\s(?:of|to|through|until|and)\b))
    | \b(?P<at>at|on|over|last|since)\s
          (?P<feast>Christmas(?:\s(?:Eve|Day))?|New\sYear(?:[’']?s)?(?:\s(?:Day|Eve))?){OF.format("feast_year")}
    | \b(?P<bound>at|on|over|last|since|by|until|till|through)\s
          (?P<holiday>{HOLIDAYS}){OF.format("holiday_year")}
    """,
    re.VERBOSE | re.IGNORECASE,
)


def find_stretches(text: str, start: int, end: int, said_on: date) -> Iterator[Stretch]:
    """Those of ``text[start:end]``, in order; without a year the nearest that has begun."""
    for match in STRETCHES.finditer(text, start, end):
        try:
            found = _read(match, said_on)
        except (ValueError, OverflowError):  # 31 June
            continue
        if found is not None and found[0] <= found[1]:
            yield *found, match.start(), match.end()


def _read(match: re.Match[str], said_on: date) -> tuple[date, date, Bearing] | None:
    if match["d1"]:
        month, year = _month(match["d_month"], match["d_year"], said_on)
        first, last = date(year, month, int(match["d1"])), date(year, month, int(match["d2"]))
        if not match["d_year"] and first > said_on:
            first, last = first.replace(year=year - 1), last.replace(year=year - 1)
        return first, last, "during"
    if match["m1"]:
        return _months(match, said_on)
    if match["edge"]:
        return _edge(match, said_on)
    if match["to_month"]:
        month, year = _month(match["to_month"], match["to_year"], said_on)
        day = int(match["to_day"] or match["to_day2"] or monthrange(year, month)[1])
        until = date(year, month, day)
        return months_before(until, _number(match["to_count"])), until, "during"
    if match["over"]:
        return _over(match["over"], said_on)
    if match["q_month"]:
        month, year = _month(match["q_month"], match["q_year"], said_on)
        return *quarter_days(year, month // 3), "during"
    if match["since"]:
        return _since(match, said_on)
    return _holiday(match, said_on) if match["holiday"] else _feast(match, said_on)


def _holiday(match: re.Match[str], said_on: date) -> tuple[date, date, Bearing] | None:
    """The latest one: "over Thanksgiving" with the days about it."""
    on = find_holiday(match["holiday"], int(match["holiday_year"] or said_on.year))
    if on is not None and not match["holiday_year"] and on > said_on:
        on = find_holiday(match["holiday"], said_on.year - 1)
    if on is None:
        return None
    bound = match["bound"].lower()
    if bound == "since":
        return on, max(on, said_on), "since"
    if bound == "over":
        return on - timedelta(days=3), on + timedelta(days=3), "during"
    return on, on, "during" if bound in ("at", "on", "last") else "as_of"


def _months(match: re.Match[str], said_on: date) -> tuple[date, date, Bearing]:
    month, year = _month(match["m2"], match["m2_year"], said_on)
    begin = MONTHS[match["m1"].lower()[:3]]
    first = date(int(match["m1_year"] or year - (begin > month)), begin, 1)
    return first, date(year, month, monthrange(year, month)[1]), "during"


def _edge(match: re.Match[str], said_on: date) -> tuple[date, date, Bearing] | None:
    count, weeks = _number(match["count"]), match["unit"].lower() == "weeks"
    if match["in_month"]:
        month, year = _month(match["in_month"], match["in_year"], said_on)
        first, last = date(year, month, 1), date(year, month, monthrange(year, month)[1])
    else:
        year = int(match["of_year"] or said_on.year)
        first, last = date(year, 1, 1), date(year, 12, 31)
    opening = match["edge"].lower() in ("first", "opening")
    if weeks:
        days = timedelta(days=7 * count - 1)
        return (first, first + days, "during") if opening else (last - days, last, "during")
    if match["in_month"] or not 0 < count <= 12:
        return None
    if opening:
        return first, date(year, count, monthrange(year, count)[1]), "during"
    return date(year, 13 - count, 1), last, "during"


def _since(match: re.Match[str], said_on: date) -> tuple[date, date, Bearing] | None:
    span = (match["s_span"] or match["s_began"] or "").lower().removeprefix("new ")
    if match["s_day"]:
        day = int(match["s_day"])
        before = said_on.replace(day=1) - timedelta(days=1)
        first = said_on.replace(day=day) if day <= said_on.day else before.replace(day=day)
    elif span == "year":
        first = date(said_on.year, 1, 1)
    elif span == "quarter":
        first = quarter_days(said_on.year, (said_on.month + 2) // 3)[0]
    else:
        first = said_on.replace(day=1) if span == "month" else said_on - timedelta(days=said_on.weekday())
    return first, said_on, "since"


def _over(name: str, said_on: date) -> tuple[date, date, Bearing]:
    """ "When May is over": the last day of this May or the next, as the one who says it looks ahead."""
    month = MONTHS[name.lower()[:3]]
    year = said_on.year + (month < said_on.month)
    day = date(year, month, monthrange(year, month)[1])
    return day, day, "as_of"


def _feast(match: re.Match[str], said_on: date) -> tuple[date, date, Bearing]:
    """The days around the latest one; "last Christmas", said between the years, is the one before."""
    name, at = match["feast"].lower(), match["at"].lower()
    christmas = "christmas" in name
    on = date(int(match["feast_year"] or said_on.year), 12 if christmas else 1, 25 if christmas else 1)
    if not match["feast_year"] and (on > said_on or (at == "last" and on.month == said_on.month == 12)):
        on = on.replace(year=on.year - 1)
    if at == "since":
        return on, max(on, said_on), "since"
    return (on - timedelta(days=3), on + timedelta(days=6), "during") if christmas else (*around(on), "during")


def around(on: date) -> tuple[date, date]:
    """The night between two years, with the day on either side."""
    return on - timedelta(days=1), on + timedelta(days=1)


def _month(name: str, year: str | None, said_on: date) -> tuple[int, int]:
    month = MONTHS[name.lower()[:3]]
    return month, int(year) if year else said_on.year - (month > said_on.month)


def _number(word: str) -> int:
    return int(word) if word.isdigit() else CARDINALS.index(word.lower())
