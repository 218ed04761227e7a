"""When the next disclosure of the holding is due: by habit, and at the latest by the rules.

By habit: an issuer that reports every week does so on one day of it, most on Monday, and on the next business day
when EDGAR or the exchange is closed (for the week after Columbus Day 2025 on Tuesday, 14 October). By rule: Form
10-Q (General Instruction A.1) is due 40 days after the quarter for accelerated and large accelerated filers, Form
10-K (General Instruction A.2) 60 days after the year for large accelerated ones; a due date on a Saturday, Sunday
or holiday moves to the next business day (Exchange Act Rule 0-3). Smaller filers have 45 and 75 or 90 days: which
filer an issuer is stands on the cover page, so the deadline here is the earliest that can apply.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from monitor.judges._days import NEW_YORK, ONE_DAY, new_york_day, say_day
from monitor.records import Cadence, Filing, HoldingsTotal, Issuer

if TYPE_CHECKING:
    from holidays import HolidayBase

QUARTERLY_DAYS = 40
ANNUAL_DAYS = 60
WEEKLY = "weekly habit"
HABIT_DAYS = {"weekly": (3, 9), "monthly": (24, 38)}  # from one disclosure to the next
HABIT_LENGTH = 3  # so many in a row make a habit
WEEKDAY_MEMORY = 8  # the day of the week is that of so many disclosures
HABIT_MEMORY = timedelta(days=400)  # older ones do not count
MONTHLY_LAG = 7  # days after the end of the month, where the past shows no other


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """The day on which the next disclosure is due, and by what: "weekly habit", "10-Q for 31 March 2026", ..."""

    due_on: date
    basis: str


def next_disclosure_due(
    day: date,
    *,
    issuer: Issuer,
    filings: Iterable[Filing] = (),
    totals: Iterable[HoldingsTotal] = (),
    known_by: datetime | None = None,
) -> Due:
    """The first day after `day` on which the issuer should say what it holds, whichever rule or habit comes first.

    `totals` and `filings` of the issuer, as known by `known_by` (default: the end of `day` in New York), show
    its habit, the end of its fiscal year, and which reports are filed already.
    """

    def known(instant: datetime) -> bool:
        return instant <= known_by if known_by is not None else new_york_day(instant) <= day

    filed = [filing for filing in filings if filing.issuer_cik == issuer.issuer_cik and known(filing.accepted_at)]
    told: dict[date, date] = {}
    for total in sorted(totals, key=lambda one: one.known_at, reverse=True):
        if total.issuer_cik == issuer.issuer_cik and known(total.known_at):
            told[total.as_of_on] = new_york_day(total.known_at)
    due = [_periodic_due(day, filed)]
    habit = find_habit(day, issuer, sorted(set(told.values())))
    if habit == "weekly":
        weekday = find_weekday(one for one in told.values() if one <= day)
        due.append(Due(due_on=_next_weekday(day, weekday), basis=WEEKLY))
    elif habit == "monthly":
        due.append(Due(due_on=_next_month_report(day, told), basis="monthly habit"))
    return min(due, key=lambda one: one.due_on)


def next_disclosure_after(
    told_on: date, *, issuer: Issuer, filings: Sequence[Filing], totals: Sequence[HoldingsTotal]
) -> Due:
    """The day by which the disclosure after that of `told_on` should come.

    By weekly habit, a disclosure of the business day just before the usual one is that of the usual day, made
    early: who told on Friday what others tell on Monday is not late when Monday passes, but a week later.
    """
    due = next_disclosure_due(told_on, issuer=issuer, filings=filings, totals=totals)
    if due.basis == WEEKLY and next_business_day(told_on + ONE_DAY) == due.due_on:
        return next_disclosure_due(
            due.due_on,
            issuer=issuer,
            filings=filings,
            totals=totals,
            known_by=datetime.combine(told_on + ONE_DAY, time(), NEW_YORK),
        )
    return due


def find_habit(day: date, issuer: Issuer, told_on: Sequence[date]) -> Cadence:
    """How often the issuer reports its holding, by the days on which it did so until `day`.

    A profile that says "weekly" is only believed of the years in which it was so: the same issuer reported at
    irregular dates until late 2024. With no three reports to go by, the profile is all there is.
    """
    recent = [one for one in told_on if day - HABIT_MEMORY <= one <= day]
    if len(recent) < HABIT_LENGTH:
        return issuer.cadence
    gaps = [(later - earlier).days for earlier, later in pairwise(recent)]
    for habit in ("weekly", "monthly"):
        low, high = HABIT_DAYS[habit]
        run = longest = 0
        for gap in gaps:
            run = run + 1 if low <= gap <= high else 0
            longest = max(longest, run)
        if longest >= HABIT_LENGTH - 1:
            return "weekly" if habit == "weekly" else "monthly"
    return "quarterly"


def next_business_day(day: date) -> date:
    """`day` itself, or the first day after it on which EDGAR accepts filings and New York trades."""
    while day.weekday() >= 5 or day in _closed(day.year):
        day += ONE_DAY
    return day


@lru_cache(maxsize=64)
def _closed(year: int) -> HolidayBase:
    """Federal holidays, on which EDGAR is closed, and those of the New York Stock Exchange."""
    import holidays

    return holidays.country_holidays("US", years=year) + holidays.financial_holidays("XNYS", years=year)


def find_weekday(told_on: Iterable[date]) -> int:
    """The day of the week on which an issuer tells, of the last that it did: 0 for Monday, which it is when no
    other is more frequent. What may have moved to the business day after a holiday counts for the holiday, too."""
    recent = sorted(set(told_on))[-WEEKDAY_MEMORY:]
    counts = Counter(weekday for one in recent for weekday in _meant(one))
    return max(sorted(counts), key=lambda weekday: counts[weekday], default=0)


def _meant(day: date) -> set[int]:
    """The weekdays that a disclosure of `day` can have been meant for: its own, and holidays just before it."""
    found = {day.weekday()}
    while (day := day - ONE_DAY).weekday() >= 5 or day in _closed(day.year):
        if day.weekday() < 5:
            found.add(day.weekday())
    return found


def _next_weekday(day: date, weekday: int) -> date:
    nominal = day - timedelta(days=(day.weekday() - weekday) % 7)
    while (due_on := next_business_day(nominal)) <= day:
        nominal += timedelta(days=7)
    return due_on


def _next_month_report(day: date, told: dict[date, date]) -> date:
    """So many days after the month as the latest of the last three reports."""
    lags = [(known - as_of).days for as_of, known in sorted(told.items())[-3:] if (as_of + ONE_DAY).day == 1]
    lag = timedelta(days=max((one for one in lags if one <= 25), default=MONTHLY_LAG))
    first = day.replace(day=1)
    while (due_on := next_business_day(first - ONE_DAY + lag)) <= day:
        first = (first + timedelta(days=32)).replace(day=1)
    return due_on


def _periodic_due(day: date, filed: Sequence[Filing]) -> Due:
    """The first 10-Q or 10-K deadline after `day` for a period whose report is not filed yet."""
    annual = [one.period_on for one in filed if one.form == "10-K" and one.period_on]
    year_end = max(annual).month if annual else 12
    done = {one.period_on for one in filed if one.form in ("10-Q", "10-K")}
    month = (day - timedelta(days=120)).replace(day=1)
    while True:
        month = (month + timedelta(days=32)).replace(day=1)
        end = month - ONE_DAY
        if (end.month - year_end) % 3 or end in done:
            continue
        form, days = ("10-K", ANNUAL_DAYS) if end.month == year_end else ("10-Q", QUARTERLY_DAYS)
        due_on = next_business_day(end + timedelta(days=days))
        if due_on > day:
            return Due(due_on=due_on, basis=f"{form} for {say_day(end)}")
