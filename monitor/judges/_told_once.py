"""What several filings tell of the same thing, once: a sale in a weekly report and again in the sum of a quarter.

A later filing that gives other figures for the same days corrects the earlier one. A longer period holds shorter
ones within it: its sum counts in place of theirs when it is more. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol, TypeVar

from monitor.judges._precision import ZERO
from monitor.records import Quote


class Dated(Protocol):
    """A fact of a period. `period_start_on` None: of the last day alone."""

    @property
    def period_start_on(self) -> date | None: ...
    @property
    def period_end_on(self) -> date | None: ...
    @property
    def known_at(self) -> datetime: ...
    @property
    def source(self) -> Quote: ...


T = TypeVar("T", bound=Dated)


def tell_once(
    facts: Iterable[T], *, name: Callable[[T], Hashable], size: Callable[[T], Decimal | None]
) -> list[T]:
    """The facts that count, in order of their last days. `name`: what tells two things of the same days apart."""
    newest: dict[Hashable, list[T]] = {}
    for one in sorted(facts, key=lambda fact: (fact.known_at, fact.source.document_id)):
        key = (name(one), one.period_start_on, one.period_end_on)
        same = newest.setdefault(key, [])
        if same and same[-1].source.document_id != one.source.document_id:
            same.clear()
        if not any(size(other) == size(one) for other in same):
            same.append(one)
    counted: list[T] = []
    for one in sorted((one for same in newest.values() for one in same), key=_length):
        inside = [other for other in counted if name(other) == name(one) and _holds(one, other)]
        if not inside:
            counted.append(one)
        elif sum((size(other) or ZERO for other in inside), ZERO) < (size(one) or ZERO):
            counted = [other for other in counted if other not in inside] + [one]
    return sorted(
        counted, key=lambda fact: (fact.period_end_on or date.min, fact.known_at, fact.source.quote_start)
    )


def _span(fact: Dated) -> tuple[date, date] | None:
    end = fact.period_end_on
    return None if end is None else (fact.period_start_on or end, end)


def _length(fact: Dated) -> tuple[int, datetime, str, int]:
    span = _span(fact)
    days = (span[1] - span[0]).days if span else 0
    return days, fact.known_at, fact.source.document_id, fact.source.quote_start


def _holds(one: Dated, other: Dated) -> bool:
    """Whether a longer period, told elsewhere, has another within it."""
    outer, inner = _span(one), _span(other)
    if outer is None or inner is None or one.source.document_id == other.source.document_id or outer == inner:
        return False
    return outer[0] <= inner[0] and inner[1] <= outer[1]
