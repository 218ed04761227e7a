"""When a change or a total happened, by the words around it: never by the filing's own date alone.

"On D, the Company announced that it had purchased" gives no first day, only D as the last; "As of D" belongs to
totals; a lead-in sentence gives its period to the bullets below it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from monitor.extractors._dates import LENGTHS, MONTH, MONTHS, Period, find_periods, months_before, read_day
from monitor.extractors.holdings._quarters import find_filing_periods, find_year
from monitor.records import Filing

ANNOUNCED = re.compile(
    r"[^.;]{0,140}?\b(?:announc(?:ed|ing)|issued\s+a|reported|disclosed|published|provided|released|said)\b",
    re.IGNORECASE,
)
STRICT_AS_OF = re.compile(
    r"\bas\s+(?:of|at)\s+(?:the\s+close\s+of\s+business\s+on\s+|(?:the\s+)?end\s+of\s+)?$", re.IGNORECASE
)
UNTIL = re.compile(r"\b(?:through|until|up\s+to|to)\s+$", re.IGNORECASE)
SINCE = re.compile(r"\b(?:since|beginning|starting)\s+(?:on\s+)?$", re.IGNORECASE)
# "since the end of the first quarter of 2024", "subsequent to June 30, 2026"
AFTER_END = re.compile(
    r"\b(?:(?:since|after|following)\s+(?:the\s+)?(?:end|close)\s+of|subsequent\s+to(?:\s+(?:the\s+)?(?:end|close)\s+of)?)"
    r"\s+(?:the\s+)?$",
    re.IGNORECASE,
)
SINCE_START = re.compile(r"\bsince\s+(?:the\s+)?(?:beginning|start)\s+of\s+(?:the\s+)?$", re.IGNORECASE)
THEN_ENDED = re.compile(r"\b(?P<n>three|six|nine|twelve)\s+months\s+then\s+ended\b", re.IGNORECASE)
BEFORE = re.compile(
    r"\b(?:before|prior\s+to|dated|due|maturing|effective|until|by|compared\s+(?:to|with)|versus|in\s+effect\s+on"
    r"|(?:approved|dated|entered\s+into|established|adopted|commenced|filed|executed|issued|authori[sz]ed|declared|disclosed|announced)\s+on)\s+$",
    re.IGNORECASE,
)
MONTH_ALONE = re.compile(
    r"\b(?:[Ii]n|[Dd]uring|[Ff]or|[Tt]hroughout)\s+(?:the\s+month\s+of\s+)?(?P<month>January|February|March|April|May|June|July|August"
    r"|September|October|November|December)\b(?!\s*,?\s+\d)"
)
DAY_ALONE = re.compile(
    rf"\b(?:[Aa]s\s+of|[Aa]s\s+at|[Oo]n|[Aa]t)\s+(?:the\s+close\s+of\s+business\s+on\s+)?(?P<day>{MONTH}\s+\d{{1,2}})"
    r"(?:st|nd|rd|th)?\b(?!\s*,?\s*(?:\d|to\b|and\b|through\b|[-–—]))"
)
NOW = re.compile(
    r"\b(?:to\s+date|as\s+of\s+(?:today|the\s+date\s+(?:hereof|of\s+this))|currently|now|today|presently)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Told:
    """What the text before a sentence says of time: the period of its lead-in and the day last spoken of."""

    period: Period | None = None
    day_on: date | None = None


def report_day(filing: Filing) -> date:
    """The day a filing speaks on: the event's for an 8-K, the filing's own for a periodic report."""
    if filing.form.upper().startswith(("10-Q", "10-K", "20-F", "40-F")):
        return filing.filed_on
    return filing.period_on or filing.filed_on


def periods_of(sentence: str, today: date) -> list[Period]:
    """The periods of a sentence; a month or day without a year ("in May", "as of June 30") is the last such one
    before `today`."""
    found = list(find_periods(sentence, today=today))
    for match in MONTH_ALONE.finditer(sentence):
        if any(p.start < match.end() and match.start("month") < p.end for p in found):
            continue
        number = MONTHS[match["month"][:3].lower()]
        year = today.year if number <= today.month else today.year - 1
        last = date(year, number, monthrange(year, number)[1])
        found.append(Period(last.replace(day=1), last, "month", match.start("month"), match.end("month")))
    for match in DAY_ALONE.finditer(sentence):
        day = read_day(f"{match['day']}, {today.year}")
        if day is None or any(p.start < match.end() and match.start("day") < p.end for p in found):
            continue
        if day > today:
            day = read_day(f"{match['day']}, {today.year - 1}") or day
        found.append(Period(day, day, "day", match.start("day"), match.end("day")))
    return sorted(found, key=lambda period: period.start)


def all_periods_of(sentence: str, filing: Filing, text: str) -> list[Period]:
    """The periods of a sentence, with those that rest on its filing, whose whole text is `text`."""
    found = periods_of(sentence, report_day(filing))
    own = list(find_filing_periods(sentence, filing, text, report_day(filing)))
    for match in THEN_ENDED.finditer(sentence):
        if before := [one for one in found if one.start < match.start()]:
            until, months = before[-1].end_on, LENGTHS[match["n"].lower()]
            own.append(Period(months_before(until, months), until, "span", *match.span()))
    found = [
        *own,
        *(one for one in found if not any(other.start < one.end and one.start < other.end for other in own)),
    ]
    return sorted(found or find_year(sentence, filing), key=lambda period: period.start)


def is_announcement(sentence: str, period: Period) -> bool:
    """Whether a day is that of an announcement: "On D, the Company announced that …"."""
    return period.kind == "day" and ANNOUNCED.match(sentence, period.end) is not None


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence and all that dates it."""

    text: str
    periods: Sequence[Period]
    told: Told
    filing: Filing


def change_days(spoken: Spoken, at: int, left_from: int, right_to: int) -> tuple[date | None, date | None]:
    """First and last day of a change whose verb stands at `at`; (None, None) when nothing says when.

    ``text[left_from:right_to]`` is the stretch between the neighbouring mentions of coins.
    """
    sentence, periods, told, filing = spoken.text, spoken.periods, spoken.told, spoken.filing
    usable = [
        p
        for p in periods
        if not (
            _is_instant(sentence, p)
            or is_announcement(sentence, p)
            or (BEFORE.search(sentence[: p.start]) and p.kind == "day")
        )
    ]
    near = [p for p in usable if left_from <= p.start < at]
    after = [p for p in usable if at <= p.start < right_to]
    for candidates in (near[::-1], after, [p for p in usable if p.start < at][::-1]):
        for period in sorted(candidates, key=lambda p: p.kind == "day"):
            before = sentence[: period.start]
            if AFTER_END.search(before):
                return period.end_on + timedelta(1), report_day(filing)
            if SINCE_START.search(before):
                return period.start_on, report_day(filing)
            if period.kind != "day":
                return period.start_on, period.end_on
            if SINCE.search(before):
                return period.start_on, report_day(filing)
            if UNTIL.search(before):
                return None, period.end_on
            if re.search(r"\bon\s+(?:or\s+about\s+)?$", before, re.IGNORECASE):
                return period.start_on, period.end_on
    if told.period is not None:
        return told.period.start_on, told.period.end_on
    for period in periods:
        if is_announcement(sentence, period):
            return None, period.end_on
    if told.day_on is not None:
        return None, told.day_on
    # Undated news in a current report is of its day; in a quarterly report it could be of any.
    return (None, report_day(filing)) if filing.form.upper().startswith(("8-K", "6-K")) else (None, None)


def total_day(
    spoken: Spoken, mention: tuple[int, int], left_from: int, right_to: int, *, present: bool
) -> date | None:
    """The day of a total mentioned at ``text[mention]``, None when nothing says it."""
    sentence, periods, told, filing = spoken.text, spoken.periods, spoken.told, spoken.filing
    start, end = mention
    instants = [p for p in periods if _is_instant(sentence, p) or _at_end_of(sentence, p)]
    right = [p for p in instants if end <= p.start < right_to]
    left = [p for p in instants if left_from <= p.start < start]
    close = [
        p
        for p in right
        if p.start - end < 100 and not re.search(r"\b(?:and|while|compared)\b|;", sentence[end : p.start])
    ]
    for candidates in (close, left[::-1], right, [p for p in instants if p.start < start][::-1]):
        if candidates:
            return candidates[0].end_on
    if NOW.search(sentence):
        days = [p.end_on for p in periods]
        return max(days) if days else (told.day_on or report_day(filing))
    on = [p for p in periods if p.kind == "day" and re.fullmatch(r",?\s+on\s+", sentence[end : p.start])]
    if on:  # "held 7,104 bitcoin on February 14, 2027"
        return on[0].end_on
    changes = [p for p in periods if p.start < start and not BEFORE.search(sentence[: p.start])]
    if changes:  # "In May we bought …, bringing our holdings to N": at the end of what was just told
        return changes[-1].end_on
    if told.period is not None:
        return told.period.end_on
    if present:
        return told.day_on or report_day(filing)
    return told.day_on


def _is_instant(sentence: str, period: Period) -> bool:
    before = sentence[max(0, period.start - 60) : period.start]
    return period.kind == "day" and (
        STRICT_AS_OF.search(before) is not None
        or re.search(r"\bat\s+(?:the\s+)?(?:end\s+of\s+)?$", before, re.IGNORECASE) is not None
    )


def _at_end_of(sentence: str, period: Period) -> bool:
    before = sentence[max(0, period.start - 60) : period.start]
    return (
        period.kind != "range"
        and re.search(
            r"\b(?:as\s+of|as\s+at|at)\s+(?:the\s+)?(?:month[\s-]|year[\s-]|quarter[\s-])?(?:end\s+of|end,?)?\s*(?:the\s+)?$",
            before,
            re.IGNORECASE,
        )
        is not None
    )
