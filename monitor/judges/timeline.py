"""What was known through time: a record cut at any day, with what follows from it worked out once between filings.

What is known changes only when something is filed, so all days from one filing to the next share one cut of the
facts and all that follows from it. Only prices, flows, and what was announced for a day to come depend on the day
itself. It decides nothing: `know(record, day)` says the same of each day, at more cost.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from monitor.judges.instruments import VersionMemory, find_effects
from monitor.judges.knowledge import FACTS, Knowledge, Record, cut_facts, cut_market, end_of_day

KEPT = 512  # cuts in memory, the last ones asked for: days are mostly asked for in order


class Timeline:
    """The record of one issuer, and what was known of it on any day."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._instants = sorted(set(_instants(record)))
        self._effects = find_effects((*record.terms, *record.events))
        self._memory = VersionMemory()
        self._cuts: OrderedDict[int, Knowledge] = OrderedDict()
        self._last: Knowledge | None = None

    def know(self, as_of: date) -> Knowledge:
        """What was known of the issuer by the end of `as_of` in New York."""
        if self._last is None or self._last.as_of != as_of:
            known_by = end_of_day(as_of)
            cut = self._cut(as_of, known_by)
            self._last = replace(
                cut,
                as_of=as_of,
                known_by=known_by,
                record=cut_market(cut.record, as_of),
                effects=bisect_right(self._effects, known_by),
            )
        return self._last

    def _cut(self, as_of: date, known_by: datetime) -> Knowledge:
        """The facts known by then with prices and flows of all days, and what was worked out of them before."""
        number = bisect_right(self._instants, known_by)
        if number not in self._cuts:
            record = cut_facts(self._record, known_by)
            self._cuts[number] = Knowledge(as_of=as_of, known_by=known_by, record=record, memory=self._memory)
            if len(self._cuts) > KEPT:
                self._cuts.popitem(last=False)
        self._cuts.move_to_end(number)
        return self._cuts[number]


def _instants(record: Record) -> Iterator[datetime]:
    """Every instant at which something became known."""
    yield from (filing.accepted_at for filing in record.filings.values())
    # What EDGAR lists without a time counts from the end of its day, as in `_missing.py`.
    yield from (row.accepted_at or end_of_day(row.filed_on) for row in record.index)
    for name in FACTS:
        yield from (fact.known_at for fact in getattr(record, name))
