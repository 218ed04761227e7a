"""Any page as it was known on a day: `?as_of=2026-05-20` counts what was known by the end of that day in New York.

A page that we make asks with the day. Of a table or view the rows are chosen by its clock, the first of CLOCKS
that it has. Links of a page that is shown so lead to pages that are shown so: see `kept_day`.

What a judge concluded (ledger, obligations, coverage, stress) is stored as of now, each row with the instant from
which it could be known: as of a day those rows are shown, and nothing is judged anew.
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


def keeps_day(path: str) -> bool:
    """Whether the page of our own at `path` asks with the day."""
    return path in KEPT or path.startswith(KEPT_UNDER)
