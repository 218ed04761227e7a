"""Spans of whole days, first and last included: the arithmetic that ledger and coverage share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
Span = tuple[date, date]  # first and last day, both included

ONE_DAY = timedelta(days=1)
NEW_YORK = ZoneInfo("America/New_York")


@lru_cache(maxsize=16_384)
def new_york_day(instant: datetime) -> date:
    """The day on which something was known: filings and verdicts count days in New York (contract, Verdicts 1)."""
    return instant.astimezone(NEW_YORK).date()


def begin_of(day: date) -> datetime:
    """The first instant of a day in New York, in UTC."""
    return datetime.combine(day, time(), NEW_YORK).astimezone(UTC)


def merge(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same days as sorted spans that neither touch nor overlap."""
    merged: list[Span] = []
    for first, last in sorted(spans):
        if merged and first <= merged[-1][1] + ONE_DAY:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return tuple(merged)


def subtract(spans: Iterable[Span], taken: Iterable[Span]) -> tuple[Span, ...]:
    """The days of `spans` that are not in `taken`."""
    left = list(merge(spans))
    for first, last in merge(taken):
        cut: list[Span] = []
        for start, end in left:
            if end < first or last < start:
                cut.append((start, end))
                continue
            if start < first:
                cut.append((start, first - ONE_DAY))
            if last < end:
                cut.append((last + ONE_DAY, end))
        left = cut
    return tuple(left)


def clip(spans: Iterable[Span], window: Span) -> tuple[Span, ...]:
    """The days of `spans` inside `window`."""
    return tuple((max(a, window[0]), min(b, window[1])) for a, b in spans if a <= window[1] and window[0] <= b)


def meets(spans: Iterable[Span], window: Span) -> bool:
    """Whether any day of `spans` lies inside `window`."""
    return any(a <= window[1] and window[0] <= b for a, b in spans)


def within(spans: Sequence[Span], window: Span) -> bool:
    """Whether there are days, and every one lies inside `window`."""
    return bool(spans) and all(window[0] <= a and b <= window[1] for a, b in spans)


def count_days(spans: Iterable[Span]) -> int:
    """How many days there are in spans that do not overlap."""
    return sum((last - first).days + 1 for first, last in spans)


@lru_cache(maxsize=16_384)
def say_day(day: date) -> str:
    """ "5 December 2020"."""
    return f"{day.day} {day:%B %Y}"


def say_span(span: Span) -> str:
    """ "5-31 December 2020", "29 September-2 November 2025", "3 May 2026"."""
    first, last = span
    if first == last:
        return say_day(last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}-{say_day(last)}"
    if first.year == last.year:
        return f"{first.day} {first:%B}-{say_day(last)}"
    return f"{say_day(first)}-{say_day(last)}"


def say_spans(spans: Sequence[Span]) -> str:
    """ "5-31 December 2020 (27 days)"."""
    days = count_days(spans)
    parts = [say_span(span) for span in spans]
    words = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
    return f"{words} ({days} day{'' if days == 1 else 's'})"
