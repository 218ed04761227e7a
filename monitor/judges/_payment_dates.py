"""Payment days of an instrument, and the share of a year's interest that each pays.

Interest and dividends of a period are the rate divided by the payments of a year; of a broken period, days on a
360-day year of twelve 30-day months (so the indentures, and the certificates of designations, of the corpus).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

MONTH_END = 28  # "02-28" beside "03-31" is the last day of February, in a leap year too


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """One payment: its day, the period that it pays for, and what part of a year that is."""

    due_on: date
    start_on: date
    share: Decimal
    regular: bool


def read_payment_days(words: str) -> tuple[tuple[int, int], ...]:
    """ "03-15,09-15" as (month, day) pairs in order. Empty when the words are none."""
    pairs = []
    for part in words.split(","):
        month, _, day = part.strip().partition("-")
        if not (month.isdigit() and day.isdigit() and 1 <= int(month) <= 12 and 1 <= int(day) <= 31):
            return ()
        pairs.append((int(month), int(day)))
    return tuple(sorted(set(pairs)))


def list_payments(
    days: tuple[tuple[int, int], ...],
    *,
    issued_on: date | None,
    from_on: date,
    until_on: date,
    ends_on: date | None,
    first_on: date | None = None,
) -> Iterator[Payment]:
    """The payments due from `from_on` to `until_on`, in order; the last one at maturity (`ends_on`).

    `first_on`: the day of the first, where the terms name it: it pays for all the time since the issue.

    A first period shorter than a quarter of a regular one is paid with the next: its record day lies before the
    issue (STRD, issued on 10 June 2025, paid first on 30 September: 0001193125-25-138477).
    """
    first_year = min(from_on.year, issued_on.year if issued_on else from_on.year) - 1
    last = until_on if ends_on is None else min(until_on, ends_on)
    calendar = [one for year in range(first_year, last.year + 2) for one in _of_year(days, year)]
    if ends_on is not None:
        calendar = [*(one for one in calendar if one < ends_on), ends_on]
    previous: date | None = None
    length = Decimal(360) / len(days)
    for due_on in calendar:
        start = previous
        if issued_on is not None and (start is None or start < issued_on):
            early = days_360(issued_on, due_on) * 4 < length if first_on is None else due_on < first_on
            if due_on <= issued_on or early:
                previous = due_on if due_on <= issued_on else issued_on
                continue
            start = issued_on
        previous = due_on
        if start is None or not from_on <= due_on <= last:
            continue
        regular = days_360(start, due_on) == length or _is_regular(start, due_on, days)
        share = Decimal(1) / len(days) if regular else Decimal(days_360(start, due_on)) / 360
        yield Payment(due_on=due_on, start_on=start, share=share, regular=regular)


def days_360(start: date, end: date) -> int:
    """Days from `start` to `end` in a year of twelve months of 30 days (30/360, bond basis)."""
    first = 30 if start.day == 31 or _is_month_end(start) else start.day
    last = 30 if end.day == 31 and first == 30 else end.day
    if _is_month_end(start) and _is_month_end(end):
        last = 30
    return (end.year - start.year) * 360 + (end.month - start.month) * 30 + last - first


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month."""
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _of_year(days: tuple[tuple[int, int], ...], year: int) -> list[date]:
    month_ends = any(day > MONTH_END + 1 for _, day in days)
    found = []
    for month, day in days:
        longest = monthrange(year, month)[1]
        found.append(
            date(year, month, longest if month == 2 and month_ends and day >= MONTH_END else min(day, longest))
        )
    return found


def _is_regular(start: date, end: date, days: tuple[tuple[int, int], ...]) -> bool:
    """Whether both are payment days and nothing is due between them."""
    calendar = [one for year in range(start.year, end.year + 1) for one in _of_year(days, year)]
    return start in calendar and end in calendar and not any(start < one < end for one in calendar)


def _is_month_end(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1] and day.day >= MONTH_END
