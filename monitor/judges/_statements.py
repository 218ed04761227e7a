"""Disclosed changes with the days they speak of, in the order in which they are laid down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from monitor.judges._days import Span, new_york_day
from monitor.records import HoldingsChange, HoldingsTotal, direction_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A disclosed change with the days it speaks of. `open_start`: the filing does not say since when."""

    change: HoldingsChange
    span: Span
    open_start: bool


def date_changes(changes: Iterable[HoldingsChange], totals: Iterable[HoldingsTotal]) -> tuple[Statement, ...]:
    """The changes that can move the holding (acquired, sold, none, and what came or went otherwise), each with its
    days, in a fixed order.

    Where a filing gives no day at all, it is the day of the holding that the same document states, and at
    last the day on which the filing was accepted.
    """
    stated: dict[str, date] = {}
    for total in totals:
        document_id = total.source.document_id
        stated[document_id] = max(total.as_of_on, stated.get(document_id, total.as_of_on))
    statements = []
    for change in changes:
        if change.kind != "none" and not direction_of(change):
            continue
        known_on = new_york_day(change.known_at)
        end = change.period_end_on or min(stated.get(change.source.document_id, known_on), known_on)
        start = change.period_start_on
        statements.append(Statement(change=change, span=(min(start or end, end), end), open_start=start is None))
    return tuple(sorted(statements, key=_order))


def _order(statement: Statement) -> tuple[object, ...]:
    """Silence first, then short periods; of equal ones the first known, then the complete."""
    change = statement.change
    length = (statement.span[1] - statement.span[0]).days
    bare = (change.usd_amount is None) + (change.average_price_usd is None)
    return (
        change.kind != "none",
        length,
        statement.open_start,
        change.known_at,
        bare,
        statement.span,
        change.change_id,
    )
