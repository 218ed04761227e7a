"""Several counts in one breath: "sold 100 and 200 bitcoin in April and May 2026, respectively".

The counts go with as many periods, days or verbs, in their order. When the numbers of them differ, or there is
more than one such list, which is which is not safely told, and nothing is taken.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from monitor.extractors._dates import DAY, MONTH, ORDINALS, Period, find_periods, months_before, quarter_days
from monitor.extractors._figures import NUMBER
from monitor.extractors.holdings._verbs import VERB
from monitor.extractors.holdings._words import AssetWords

RESPECTIVELY = re.compile(r"\brespectively\b", re.IGNORECASE)
AND = r"(?:\s*,\s*|\s*,?\s+and\s+(?:in\s+|for\s+)?(?:the\s+)?)"
LENGTH = r"(?:three|six|nine|twelve)[\s-]+months?|quarters?|(?:fiscal\s+)?years?|months?"
# "three months ended June 30, 2026 and 2025", "three and six months ended June 30, 2026", "June 30, 2026 and 2025"
ENDED = re.compile(
    rf"\b(?P<lengths>(?:(?:three|six|nine|twelve){AND})*(?:{LENGTH}))\s+(?:periods?\s+)?(?:ended|ending)\s+"
    rf"(?P<days>{DAY}(?:{AND}(?:{DAY}|\d{{4}}))*)",
    re.IGNORECASE,
)
DAYS = re.compile(rf"(?P<days>{DAY}(?:{AND}(?:{DAY}|(?:19|20)\d{{2}}\b))+)", re.IGNORECASE)
MONTHS = re.compile(
    rf"(?P<months>{MONTH}(?:\s+\d{{4}})?(?:{AND}{MONTH}(?:\s+\d{{4}})?)+|{MONTH}\s+\d{{4}}(?:{AND}\d{{4}})+)",
    re.IGNORECASE,
)
NTH = r"(?:first|second|third|fourth)"
QUARTERS = re.compile(rf"(?P<nths>{NTH}(?:{AND}{NTH})+)\s+quarters?\s+(?:of\s+)?(?P<year>20\d\d)", re.IGNORECASE)
YEARS = re.compile(r"(?:19|20)\d\d\b")
COUNTS = {"three": 3, "six": 6, "nine": 9, "twelve": 12, "quarter": 3, "year": 12, "month": 1}


@dataclass(frozen=True, slots=True)
class Count:
    """One of several counts: its units, the stretch of the sentence in which all of them stand, and what it goes
    with: a period, or a verb of its own (and then a period that they share)."""

    units: Decimal
    start: int
    end: int
    period: Period | None
    verb: str | None


def find_pairs(sentence: str, words: AssetWords, today: date) -> list[Count] | None:
    """The counts of a sentence that says "respectively", in their order; None when it has no list of counts."""
    found = list(words.several.finditer(sentence))
    if not found:
        return None
    if len(found) > 1:
        return []
    match = found[0]
    units = [Decimal(n.replace(",", "")) for n in re.findall(NUMBER, match["several"])]
    lists = [periods for periods in find_period_lists(sentence, today) if len(periods) == len(units)]
    if len(lists) == 1:
        return [Count(n, match.start(), match.end(), one, None) for n, one in zip(units, lists[0], strict=True)]
    verbs = _verbs_before(sentence[: match.start()])
    if not lists and len(verbs) == len(units):
        return [Count(n, match.start(), match.end(), None, verb) for n, verb in zip(units, verbs, strict=True)]
    return []


def find_period_lists(sentence: str, today: date) -> list[list[Period]]:
    """Every list of two or more periods or days, each as its periods in the order they are named."""
    found: list[list[Period]] = []
    taken: list[tuple[int, int]] = []
    for pattern in (ENDED, QUARTERS, DAYS, MONTHS):
        for match in pattern.finditer(sentence):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            taken.append(match.span())
            periods = _read_list(match, today)
            if len(periods) > 1:
                found.append([replace(one, start=match.start(), end=match.end()) for one in periods])
    return found


def _read_list(match: re.Match[str], today: date) -> list[Period]:
    named = match.groupdict()
    if "lengths" in named:
        lengths = [
            COUNTS[word.lower()]
            for word in re.findall(r"three|six|nine|twelve|quarter|year|month", match["lengths"], re.I)
        ]
        lengths = [n for n in lengths if n != 1] or lengths  # "three months": the month is no length of its own
        days = _days(match["days"])
        if len(lengths) > 1 and len(days) > 1:
            return []  # "three and six months ended June 30, 2026 and 2025" are four periods
        return [Period(months_before(day, n), day, "span", 0, 0) for day in days for n in lengths]
    if "nths" in named:
        year = int(match["year"])
        quarters = [quarter_days(year, ORDINALS[nth.lower()]) for nth in re.findall(NTH, match["nths"], re.I)]
        return [Period(first, last, "quarter", 0, 0) for first, last in quarters]
    if "days" in named:
        return [Period(day, day, "day", 0, 0) for day in _days(match["days"])]
    return _months(match["months"], today)


def _days(text: str) -> list[date]:
    """ "June 30, 2026 and 2025", "June 30, 2026 and December 31, 2025"."""
    days: list[date] = []
    at = 0
    for match in re.finditer(rf"{DAY}|{YEARS.pattern}", text, re.IGNORECASE):
        at = match.end()
        if YEARS.fullmatch(match.group()):
            days.append(_same_day(days[-1], int(match.group())))
        else:
            days += [period.end_on for period in find_periods(text, match.start(), at)]
    return days


def _same_day(day: date, year: int) -> date:
    if (day + timedelta(1)).day == 1:  # the last of February
        following = day + timedelta(1)
        return following.replace(year=following.year - day.year + year) - timedelta(1)
    return day.replace(year=year)


def _months(text: str, today: date) -> list[Period]:
    """ "April and May 2026", "April 2026 and March 2026", "May 2026 and 2025"."""
    parts = re.split(r"\s*,?\s+and\s+|\s*,\s*", text)
    years = [int(year) for part in parts for year in YEARS.findall(part)]
    found: list[Period] = []
    for number, part in enumerate(parts):
        own = YEARS.findall(part)
        month = re.sub(r"[\d\s]", "", part) or re.sub(r"[\d\s]", "", parts[0])
        later = [int(y) for one in parts[number:] for y in YEARS.findall(one)]
        year = int(own[0]) if own else (later or years or [today.year])[0]
        found += list(find_periods(f"{month} {year}"))
    return found


def _verbs_before(left: str) -> list[str]:
    """The verbs joined by "and" that end a stretch: "acquired and sold"."""
    verbs: list[str] = []
    until = len(left.rstrip())
    for match in reversed(list(VERB.finditer(left))):
        if not re.fullmatch(
            r"\s*(?:,|,?\s+and|approximately|about|a\s+total\s+of|\s)*\s*", left[match.end() : until]
        ):
            break
        verbs.insert(0, next(name for name, value in match.groupdict().items() if value).rsplit("_", 1)[0])
        until = match.start()
    return verbs if len(verbs) > 1 else []
