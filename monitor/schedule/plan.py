"""The hours of the plan. EDGAR accepts filings from 6:00 to 22:00 New York time on business days (Regulation S-T,
Rule 12): then a run every 15 minutes, and one when the day has ended; nights and weekends every 6 hours, for news
and for what was corrected.

New York is six hours behind Paris for most of the year and five for some weeks of spring and autumn, so hours of
New York cannot be written in the local time of another place once and for all.

Federal holidays, on which EDGAR is closed, are weekdays here: a run that finds nothing costs two requests, and a
day that is closed by mistake would cost filings.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

NEW_YORK = ZoneInfo("America/New_York")
OPENS, CLOSES = time(6), time(22, 15)  # with a quarter of an hour for what is accepted last
EVERY_MINUTES = 15
SPARSE_HOURS = 6
SATURDAY = 5


def is_due(now: datetime, last_run_at: datetime | None) -> bool:
    """Whether the plan wants a run now: for schedulers that wake up every 15 minutes and know no time zones."""
    there = now.astimezone(NEW_YORK)
    if there.weekday() < SATURDAY and OPENS <= there.time() < CLOSES:
        return True
    # A few minutes less than the hours: who wakes up every 15 minutes must not skip to the next time.
    return last_run_at is None or now - last_run_at >= timedelta(hours=SPARSE_HOURS, minutes=-5)
