"""Principal that is repaid in equal parts on days that the terms name, in place of one sum at maturity.

What is outstanding is divided by the instalments still to come, so that a balance which a later filing states
counts, and interest is of what is left by then.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from monitor.judges._days import new_york_day
from monitor.judges._instrument_ids import InstrumentFact
from monitor.judges._payment_dates import add_months
from monitor.judges._precision import ZERO
from monitor.records import Instrument, InstrumentTerm

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Instalments:
    """The parts still to come, by day, and the term that says so."""

    parts: tuple[tuple[date, Decimal], ...]
    term: InstrumentTerm
    number: int  # of all, those paid already included

    def paid_before(self, day: date) -> Decimal:
        """What has been paid back by the instalments before a day."""
        return sum((amount for due_on, amount in self.parts if due_on < day), ZERO)


def find_instalments(version: Instrument, facts: Iterable[InstrumentFact]) -> Instalments | None:
    """The instalments after the day that the principal of a version speaks of; None when it is due at once."""
    terms = [one for one in facts if isinstance(one, InstrumentTerm) and one.term == "instalments" and one.words]
    if not terms or not version.principal_usd:
        return None
    term = max(terms, key=lambda one: one.known_at)
    number, months, first = (term.words or "").split(",")
    counted_on = version.principal_as_of_on or new_york_day(version.known_at)
    days = list(_list_days(date.fromisoformat(first), int(months), int(number)))
    left = [day for day in days if day > counted_on]
    if not left:
        return None
    each = (version.principal_usd / len(left)).quantize(CENT)
    amounts = [each] * (len(left) - 1) + [version.principal_usd - each * (len(left) - 1)]
    return Instalments(parts=tuple(zip(left, amounts, strict=True)), term=term, number=len(days))


def _list_days(first: date, months: int, number: int) -> Iterator[date]:
    """Every so many months; from the last day of a month on, the last day of each."""
    month_end = first.day == monthrange(first.year, first.month)[1]
    for at in range(number):
        day = add_months(first, months * at)
        yield day.replace(day=monthrange(day.year, day.month)[1]) if month_end else day
