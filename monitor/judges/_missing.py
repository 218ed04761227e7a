"""Filings that the index lists and the store lacks, and that could speak of the days of a step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from monitor.judges._days import new_york_day
from monitor.judges._totals import DayTotal
from monitor.records import IndexedFiling

CURRENT = ("8-K", "6-K")
PERIODIC = ("10-Q", "10-K", "20-F", "40-F")
# Four business days (Form 8-K, General Instruction B.1), a weekend and a holiday.
LATEST_CURRENT = timedelta(days=7)


def find_missing(
    index: Sequence[IndexedFiling], opening: DayTotal, closing: DayTotal, known_by: datetime | None
) -> tuple[str, ...]:
    """Accession numbers, by day of filing, of what was filed on the days of the step and is not in the store.

    A current report counts from the day after the opening total was reported to the day on which the closing
    one was, at most a week after the step; a periodic one also when its period ends inside the step.
    """
    after = opening.as_of_on
    if (told_on := new_york_day(opening.known_at)) <= after + LATEST_CURRENT:
        after = max(after, told_on)
    until = min(new_york_day(closing.known_at), closing.as_of_on + LATEST_CURRENT)
    found = [
        (filing.filed_on, filing.accession_number)
        for filing in index
        if not filing.stored
        and (known_by is None or _known(filing, known_by))
        and _could_tell(filing, opening.as_of_on, closing.as_of_on, after, until)
    ]
    return tuple(accession for _, accession in sorted(set(found)))


def _known(filing: IndexedFiling, known_by: datetime) -> bool:
    if filing.accepted_at is not None:
        return filing.accepted_at <= known_by
    return filing.filed_on <= new_york_day(known_by)


def _could_tell(filing: IndexedFiling, opening: date, closing: date, after: date, until: date) -> bool:
    form = filing.form.removesuffix("/A")
    inside = after < filing.filed_on <= until
    if form in CURRENT:
        return inside
    period_on = filing.period_on
    return form in PERIODIC and (inside or (period_on is not None and opening < period_on <= closing))
