"""Days and periods that are named without a year, or by how long ago they are: each form by its own reader."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from monitor.extractors._dates import MONTH, MONTHS, ORDINALS, quarter_days
from monitor.records.numerals import CARDINALS

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LONG_AGO, SOON = timedelta(days=200), timedelta(days=130)


def read_days(match: re.Match[str], said_on: date) -> tuple[date, date] | None:
    """The first and last day of what was found; None where it names none."""
    for name, reader in READERS.items():
        if match[name]:
            try:
                return reader(match, said_on)
            except ValueError:  # 31 June
                return None
    return None


def _past(month: int, day: int, said_on: date) -> date:
    on = date(said_on.year, month, day)
    return on if on <= said_on else date(said_on.year - 1, month, day)


def to_come(first: date, last: date, said_on: date) -> tuple[date, date]:
    """ "For redemption on July 15", said in June: the next one."""
    try:
        ahead = last.replace(year=last.year + 1)
    except ValueError:  # 29 February
        return first, last
    if said_on - last >= LONG_AGO and timedelta(0) < ahead - said_on <= SOON:
        return ahead, ahead
    return first, last


def _named(words: str, said_on: date) -> date:
    month = re.search(MONTH, words, re.IGNORECASE)
    number = re.search(r"\d+", words)
    if month is None or number is None:
        raise ValueError(words)
    return _past(MONTHS[month.group().lower()[:3]], int(number.group()), said_on)


def _range(match: re.Match[str], said_on: date) -> tuple[date, date] | None:
    first = _named(match["range_a"], said_on)
    last = _named(match["range_b"], said_on) if match["range_b"] else first.replace(day=int(match["range_d"]))
    if first > last:
        first = first.replace(year=first.year - 1)
    return first, last


def _single(match: re.Match[str], said_on: date) -> tuple[date, date] | None:
    day = _named(match["day"], said_on)
    return day, day


def _slash(match: re.Match[str], said_on: date) -> tuple[date, date] | None:
    """ "as of 9/28": month and day, as Americans write them."""
    month, day = match["slash"].split("/")
    on = _past(int(month), int(day), said_on)
    return on, on


def _quarter(match: re.Match[str], said_on: date) -> tuple[date, date] | None:
    word = match["lastfirst"].lower()
    if "quarter" not in match.group().lower() and not word.startswith("q"):
        return None  # "the first sale" is no quarter
    number = int(word[1]) if word.startswith("q") else ORDINALS[word]
    days = quarter_days(said_on.year, number)
    return days if days[0] <= said_on else quarter_days(said_on.year - 1, number)


def _part(match: re.Match[str], _: date) -> tuple[date, date] | None:
    year, part = int(match["part_year"]), match["part"].lower()
    first, last = {"early": (1, 4), "mid": (4, 9), "late": (8, 12)}[part]
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _month(match: re.Match[str], said_on: date) -> tuple[date, date] | None:
    if match["month"].lower() in ("may", "mar", "march", "sep", "dec", "jan") and not match["month"][0].isupper():
        return None
    if match["month"] == "May" and not re.search(
        r"(?:in|of|since|last|by|until|through|from|during|early|late|mid)[\s-]$", match.string[: match.start()]
    ):
        return None  # "May" the verb begins many questions and wishes
    first = _past(MONTHS[match["month"].lower()[:3]], 1, said_on)
    if re.search(r"\bthis\s$", match.string[: match.start()], re.IGNORECASE):
        first = first.replace(year=said_on.year)  # "this August", said in July
    return first, first.replace(day=monthrange(first.year, first.month)[1])


def _weekday(match: re.Match[str], said_on: date) -> tuple[date, date] | None:
    back = (said_on.weekday() - WEEKDAYS.index(match["weekday"].lower())) % 7
    ahead = re.search(r"\b(?:next|coming)\s$", match.string[: match.start()], re.IGNORECASE) is not None
    day = said_on + timedelta(days=7 * ahead - back)
    return day, day


def _span(match: re.Match[str], said_on: date) -> tuple[date, date] | None:
    last = match["which"].lower() in ("last", "past", "previous")
    ahead = match["which"].lower() == "next"
    span = match["span"].lower()
    if span == "week":
        monday = said_on - timedelta(days=said_on.weekday() + (7 if last else -7 if ahead else 0))
        return monday, monday + timedelta(days=6)
    if ahead:
        return None
    if span == "year":
        year = said_on.year - last
        return date(year, 1, 1), date(year, 12, 31)
    if span == "quarter":
        days = quarter_days(said_on.year, (said_on.month + 2) // 3)
        before = days[0] - timedelta(days=1)
        return quarter_days(before.year, (before.month + 2) // 3) if last else days
    first = said_on.replace(day=1)
    if last:
        first = (first - timedelta(days=1)).replace(day=1)
    return first, first.replace(day=monthrange(first.year, first.month)[1])


def _count(match: re.Match[str], said_on: date) -> tuple[date, date] | None:
    number = int(match["count"]) if match["count"].isdigit() else CARDINALS.index(match["count"].lower())
    length = {"days": 1, "weeks": 7, "months": 30, "years": 365}[match["unit"].lower()]
    return said_on - timedelta(days=min(number * length, 20_000)), said_on


def _near(match: re.Match[str], said_on: date) -> tuple[date, date] | None:
    word = match["near"].lower()
    if "weekend" in word:
        sunday = said_on - timedelta(days=(said_on.weekday() + 1) % 7)
        return sunday - timedelta(days=1), sunday
    day = said_on - timedelta(days=0 if word == "today" else 1)
    return day, day


def _end(match: re.Match[str], said_on: date) -> tuple[date, date] | None:
    span = match["monthend"].lower()[:4]
    months = {"mont": 1, "quar": 3, "year": 12}[span]
    first = date(said_on.year, (said_on.month - 1) // months * months + 1, 1)
    day = first - timedelta(days=1)
    return day, day


def _year(match: re.Match[str], _: date) -> tuple[date, date] | None:
    year = int(match["year"] or match["andyear"])
    return date(year, 1, 1), date(year, 12, 31)


READERS: dict[str, Callable[[re.Match[str], date], tuple[date, date] | None]] = {
    "range_a": _range,
    "day": _single,
    "lastfirst": _quarter,
    "part": _part,
    "month": _month,
    "slash": _slash,
    "weekday": _weekday,
    "which": _span,
    "count": _count,
    "near": _near,
    "monthend": _end,
    "year": _year,
    "andyear": _year,
}
