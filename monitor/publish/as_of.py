"""Any page as it was known on a day: `?as_of=2026-05-20` counts what was known by the end of that day in New York.

A page that we make asks with the day. Of a table or view the rows are chosen by its clock, the first of CLOCKS
that it has. Links of a page that is shown so lead to pages that are shown so: see `kept_day`.

What a judge concluded of ledger, obligations and coverage is stored in all its versions: as of a day those are
shown that held at its end, from the tables and views in VERSIONS. Stress and the chain are told day by day.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from monitor.publish.figures import NEW_YORK

ALWAYS = "9999-12-31"  # sorts after every day and every instant that is stored
# A column that says when a row could be known, the best first. Days are told in New York, instants in UTC.
CLOCKS = (
    "known_at", "accepted_at", "claimed_at", "as_of", "published_at", "fetched_at", "raised_at", "listed_at",
    "started_at", "day_on",
)  # fmt: skip
DAY_CLOCKS = {"as_of", "day_on"}
# Tables and views of what is judged now, each with the one that holds all its versions.
VERSIONS = {
    "holdings_ledger": "holdings_ledger_versions", "ledger": "ledger_versions", "gaps": "gap_versions",
    "obligations": "obligation_versions", "obligation_calendar": "obligation_calendar_versions",
    "payment_coverages": "payment_coverage_versions", "coverage": "coverage_versions",
}  # fmt: skip
NOW_OF = {versions: now for now, versions in VERSIONS.items()}
# Told of a day: what they rest on was known before it.
PICTURES = {"stress", "stress_measures", "chain", "chain_stages"}
NOW_ONLY = {"latest_holdings", "obligation_quarters"}  # sums over what is judged now
HELD = "known_at <= :as_of_until AND (superseded_at IS NULL OR superseded_at > :as_of_until)"
# The calendar begins on the day of the newest filing, and as of a day on that of the newest one then.
FROM_NEWEST = (
    """due_on >= (SELECT substr(max(accepted_at), 1, 10) FROM filings WHERE accepted_at <= :as_of_until)"""
)
KEPT = {  # pages of our own that ask with the day
    "/", "/sales", "/debt", "/obligations", "/coverage", "/stress", "/claims", "/narratives", "/predictions",
    "/sources", "/alerts",
}  # fmt: skip
KEPT_UNDER = ("/claim/", "/narrative/")  # a verdict and a document are of their own day


@dataclass(frozen=True, slots=True, kw_only=True)
class AsOf:
    """The day that was asked for. Without one everything that is known counts."""

    day: date | None = None
    asked: str = ""  # what stood in the address, when it is no day

    @property
    def until(self) -> str:
        """The last instant of the day, as the columns write instants."""
        return end_of_day(self.day)

    @property
    def on(self) -> str:
        """The day, as the columns write days."""
        return self.day.isoformat() if self.day else ALWAYS

    @property
    def values(self) -> dict[str, str]:
        """For a query: `:until` for instants and `:on` for days."""
        return {"until": self.until, "on": self.on}


NOW = AsOf()


def read_as_of(text: str | None) -> AsOf:
    """The day in an address; what is no day counts as none, and is kept to be told."""
    if not text:
        return NOW
    try:
        return AsOf(day=date.fromisoformat(text))
    except ValueError:
        return AsOf(asked=text[:40])


def end_of_day(day: date | None) -> str:
    """The last instant of a day in New York, as the columns write it; None: later than everything."""
    if day is None or day.year in (date.min.year, date.max.year):
        return ALWAYS
    midnight = datetime.combine(day + timedelta(days=1), time(), NEW_YORK)
    return f"{midnight.astimezone(UTC) - timedelta(seconds=1):%Y-%m-%dT%H:%M:%SZ}"


def find_clock(columns: Collection[str]) -> str | None:
    """The column of a table or view that says when a row could be known, or None when it has none."""
    return next((clock for clock in CLOCKS if clock in columns), None)


def choose_rows(table: str, columns: Collection[str], as_of: AsOf) -> tuple[str, dict[str, str]] | None:
    """The condition and its values by which rows of a table or view are those of the day, or None when it can only
    show what is known now."""
    if not as_of.day or table in NOW_ONLY:
        return None
    if table in PICTURES:
        return "as_of_on <= :as_of_until", {"as_of_until": as_of.on}
    values = {"as_of_until": as_of.until}
    if table in NOW_OF:
        return (f"{HELD} AND {FROM_NEWEST}" if table == "obligation_calendar_versions" else HELD), values
    clock = find_clock(columns)
    if clock is None:
        return None
    return f'"{clock}" <= :as_of_until', {"as_of_until": as_of.on} if clock in DAY_CLOCKS else values


def judged(table: str, as_of: AsOf) -> str:
    """What stands after FROM for a table or view in VERSIONS: itself, or its rows as they were judged on the day.

    The query has `as_of.values`.
    """
    if as_of.day is None:
        return table
    held = "known_at <= :until AND (superseded_at IS NULL OR superseded_at > :until)"
    return f"(SELECT * FROM {VERSIONS[table]} WHERE {held})"  # noqa: S608 - a name of ours


def keeps_day(path: str) -> bool:
    """Whether the page of our own at `path` asks with the day."""
    return path in KEPT or path.startswith(KEPT_UNDER)
