"""Spells: times at which something is going on, so that its going on is told once.

What is known arrives in another order than it happened: a form of last week after one of this week, the article of
a slow source after those of quick ones. So spells are found in the order of knowing: what was told stays told, and
what is learned later of the same time belongs to it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Generic, TypeVar

Time = TypeVar("Time", date, datetime)


@dataclass(slots=True)
class Spells(Generic[Time]):
    """Those found so far; two that are less than `span` apart are one."""

    span: timedelta
    _found: list[tuple[Time, Time]] = field(default_factory=list)  # first and last time of each

    def extend(self, time: Time) -> bool:
        """Whether `time` belongs to a spell that is known, which then reaches to it."""
        for number, (first, last) in enumerate(self._found):
            if first - self.span < time < last + self.span:
                self._found[number] = (min(first, time), max(last, time))
                return True
        return False

    def begin(self, time: Time) -> bool:
        """A spell at `time`: whether it is a new one."""
        if self.extend(time):
            return False
        self._found.append((time, time))
        return True
