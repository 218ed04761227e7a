"""The plan by the clock of New York, through both changes of its clocks, on holidays, and by every scheduler."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from cronsim import CronSim
from hypothesis import given
from hypothesis import strategies as st
from road_running import CLEAN

from monitor.judges._days import NEW_YORK, new_york_day
from monitor.judges.alerts._raising import day_begins
from monitor.judges.due import find_weekday, next_business_day
from monitor.schedule.cron import render_notes
from monitor.schedule.installation import Installation
from monitor.schedule.plan import is_due
from monitor.schedule.systemd import render_units

SINCE = datetime(2007, 3, 12, tzinfo=UTC)  # when the rule of today came into force
QUARTER = timedelta(minutes=15)
HERE = Path("/monitor")
INSTALLATION = Installation(
    name="filing-monitor", command=HERE / "bin", folder=HERE, db=HERE / "db" / "m.db", config=None, env_file=HERE
)
# The weeks in which clocks change: in New York, in Europe two or three weeks later or one before, and a quiet one.
WEEKS = [
    date(2026, 3, 6),
    date(2026, 3, 27),
    date(2026, 10, 23),
    date(2026, 10, 30),
    date(2027, 3, 12),
    date(2026, 7, 3),
]
instants = st.integers(0, 30 * 365 * 24 * 60).map(lambda minutes: SINCE + timedelta(minutes=minutes))
days = st.dates(date(2015, 1, 1), date(2034, 12, 31))


def hours_behind(now: datetime) -> int:
    """By how much New York is behind UTC, from the rule itself (15 U.S.C. 260a, since 2007): summer time from 2:00
    on the second Sunday of March to 2:00 on the first Sunday of November."""

    def sunday(month: int, number: int) -> date:
        first = date(now.year, month, 1)
        return first + timedelta(days=(6 - first.weekday()) % 7 + 7 * (number - 1))

    begins = datetime.combine(sunday(3, 2), time(7), UTC)  # 2:00 in winter time
    ends = datetime.combine(sunday(11, 1), time(6), UTC)  # 2:00 in summer time
    return 4 if begins <= now < ends else 5


def is_open(now: datetime) -> bool:
    """Whether EDGAR takes filings, holidays aside."""
    there = (now - timedelta(hours=hours_behind(now))).replace(tzinfo=None)
    return there.weekday() < 5 and time(6) <= there.time() < time(22)


@given(instants)
def test_filing_hours_follow_the_rule_of_summer_time(now: datetime) -> None:
    """An hour after the last run: due while EDGAR takes filings and a quarter of an hour more, and not else."""
    due = is_due(now, now - timedelta(hours=1))
    assert due is (is_open(now) or is_open(now - QUARTER))


@given(st.sampled_from(WEEKS), st.integers(0, 899), st.lists(st.integers(0, 51), min_size=12, max_size=12))
def test_who_wakes_up_every_quarter_of_an_hour_misses_nothing(day: date, offset: int, waits: list[int]) -> None:
    """Whatever the seconds at which a scheduler began and the waits before a run: no filing hour passes without a
    run in every quarter of it, and no six hours and a quarter without one at all."""
    start = datetime.combine(day, time(), UTC) + timedelta(seconds=offset)
    runs = [start]
    for number in range(9 * 24 * 4):
        now = start + number * QUARTER + timedelta(seconds=waits[number % len(waits)])
        if is_due(now, runs[-1]):
            runs.append(now)
    gaps = list(pairwise(runs))
    assert max(later - earlier for earlier, later in gaps) <= timedelta(hours=6, minutes=16)
    for earlier, later in gaps:
        if later - earlier > timedelta(
            minutes=16
        ):  # then EDGAR was closed, but for the first minutes of a morning
            assert not any(
                is_open(earlier + step * QUARTER) for step in range(1, int((later - earlier) / QUARTER))
            )


def by_cron(expression: str, since: datetime, until: datetime) -> set[datetime]:
    """When a cron that keeps New York's time runs a line."""
    found = set()
    for instant in CronSim(expression, (since - timedelta(seconds=1)).astimezone(NEW_YORK)):
        if instant >= until:
            return found
        found.add(instant.astimezone(UTC))
    return found


def by_systemd(calendar: str, since: datetime, until: datetime) -> set[datetime]:
    """When systemd says that a timer elapses."""
    asked = [
        "systemd-analyze",
        "calendar",
        "--iterations=900",
        f"--base-time={since - timedelta(seconds=1):%Y-%m-%d %H:%M:%S} UTC",
        calendar,
    ]
    said = subprocess.run(
        asked, capture_output=True, text=True, check=True, env=CLEAN | {"TZ": "UTC", "LC_ALL": "C"}
    )
    told = re.findall(r"\w{3} (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) UTC", said.stdout)
    assert told
    return {
        instant for instant in (datetime.fromisoformat(one).replace(tzinfo=UTC) for one in told) if instant < until
    }


@pytest.mark.parametrize("day", WEEKS)
def test_cronie_and_systemd_keep_the_same_plan(day: date) -> None:
    """Both by the hours of New York: every quarter of an hour that is open, one after the close, four a day."""
    since = datetime.combine(day, time(), UTC)
    until = since + timedelta(days=9)
    lines = re.findall(r"^#   ((?:[\d*/,-]+ ){5}) *\(the command", render_notes(INSTALLATION), re.MULTILINE)
    calendars = re.findall(r"^OnCalendar=(.*)$", render_units(INSTALLATION)["filing-monitor.timer"], re.MULTILINE)
    assert (len(lines), len(calendars)) == (3, 3)
    cron = {instant for line in lines for instant in by_cron(line.strip(), since, until)}
    wanted = {since + number * QUARTER for number in range(9 * 96) if is_open(since + number * QUARTER)}
    assert wanted <= cron
    assert all(is_due(instant, None) for instant in cron)
    there = [instant.astimezone(NEW_YORK) for instant in sorted(cron - wanted)]
    assert {(one.hour, one.minute) for one in there} == {(22, 5), (0, 20), (6, 20), (12, 20), (18, 20)}
    assert max(b - a for a, b in pairwise(sorted(cron))) <= timedelta(hours=7)
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed")
    assert {instant for one in calendars for instant in by_systemd(one, since, until)} == cron


@given(days)
def test_days_begin_and_end_in_new_york(day: date) -> None:
    """Also those of 23 and of 25 hours."""
    begins, ends = day_begins(day), day_begins(day + timedelta(days=1))
    assert (new_york_day(begins), new_york_day(begins - timedelta(microseconds=1))) == (
        day,
        day - timedelta(days=1),
    )
    hours = (ends - begins) / timedelta(hours=1)
    changes = hours_behind(begins) - hours_behind(ends)
    assert hours == 24 - changes


# ── holidays ─────────────────────────────────────────────────────────────────────────────────────────────

CLOSED = [
    ("2026-01-01", "New Year"),
    ("2026-01-19", "Martin Luther King"),
    ("2026-04-03", "Good Friday: the exchange alone"),
    ("2026-06-19", "Juneteenth"),
    ("2026-07-03", "Independence Day, observed"),
    ("2026-10-12", "Columbus Day: EDGAR alone"),
    ("2026-11-11", "Veterans Day: EDGAR alone"),
    ("2026-11-26", "Thanksgiving"),
    ("2026-12-25", "Christmas"),
    ("2021-12-31", ""),  # New Year on a Saturday: no holiday before it at the exchange, one for the government
]


@pytest.mark.parametrize("day", [day for day, name in CLOSED if name])
def test_holidays_are_no_business_days(day: str) -> None:
    """Neither those of the government nor those of the exchange; and yet the schedule runs: it costs little."""
    closed = date.fromisoformat(day)
    assert next_business_day(closed) > closed
    noon = datetime.combine(closed, time(17), UTC)
    assert is_due(noon, noon - timedelta(hours=1))


@given(days)
def test_a_business_day_is_the_first_open_one(day: date) -> None:
    """A weekday, the day itself when it is open, never more than five days on, and its own next business day."""
    found = next_business_day(day)
    assert found.weekday() < 5
    assert next_business_day(found) == found
    assert timedelta(0) <= found - day <= timedelta(days=5)
    between = [day + timedelta(days=number) for number in range((found - day).days)]
    assert [one for one in between if next_business_day(one) == one] == []


@given(st.integers(0, 4), st.dates(date(2016, 1, 1), date(2033, 1, 1)), st.integers(3, 8))
def test_the_day_of_the_week_is_learned(weekday: int, start: date, weeks: int) -> None:
    """Whoever tells on one day of the week, or after a holiday on it, is known by that day; nobody by Monday."""
    first = start + timedelta(days=(weekday - start.weekday()) % 7)
    told = [next_business_day(first + timedelta(weeks=number)) for number in range(weeks)]
    assert find_weekday(told) == weekday
    assert find_weekday([]) == 0
