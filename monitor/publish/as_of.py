"""Any page as it was known on a day: `?as_of=2026-05-20` shows what was known by the end of that day in New York.

Whatever a page asks, it asks of the database of the day (`known_then`). Its links lead to pages of the same day
(`kept_day`).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from monitor.publish.figures import NEW_YORK

ALWAYS = "9999-12-31"  # sorts after every day and every instant that is stored
SAME = {"/method", "/questions", "/monitor"}  # pages that tell of no day
FEEDS = "/feeds"  # what is published is what is known now


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


def tell_standing(path: str, *, asks: bool, undated: Collection[str]) -> Literal["then", "same", "now"]:
    """Whether a page shows the day in its address, is the same on any day, or can only show what is known now.

    `path` without the prefix of the site; `asks`: SQL stands in the address. `undated` are the tables without a
    clock.
    """
    if path in SAME and not asks:
        return "same"
    table = path.removeprefix("/monitor/").split("/")[0].split(".")[0]
    return "now" if path.startswith(FEEDS) or table in undated else "then"
