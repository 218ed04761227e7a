"""The largest drop that the record allows so far: what a sale not disclosed yet can have been at most."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from monitor.judges._days import say_day, say_span
from monitor.judges._precision import ZERO, say_units
from monitor.judges._totals import DayTotal
from monitor.judges.coverage import RECONCILED
from monitor.judges.knowledge import NO_LEDGER, Knowledge
from monitor.records import LedgerStep


def say_room(known: Knowledge, total: DayTotal | None) -> str:
    """The last holding, the room since, which is all of it, and the room up to it: what does not add up by a coin.

    A step of the ledger that reconciles leaves room for its residual alone. Where filings are missing from the
    store, or the figures do not add up, what the record holds may be incomplete, and a sale may be hidden there by
    purchases that are not in the store either: those days are said to be as open as they are.
    """
    if total is None:
        return "No holding is disclosed."
    asset, units = total.total.asset, say_units(total.units)
    steps = [
        step
        for step in known.ledgers.get(asset, NO_LEDGER).steps
        if step.opening_on and step.as_of_on <= total.as_of_on
    ]
    sound = [step for step in steps if step.status in RECONCILED]
    slack = max((abs(step.residual_units) for step in sound), default=ZERO)
    missing = [step for step in steps if step.status == "missing_filing"]
    odd = [step for step in steps if step.status not in (*RECONCILED, "missing_filing")]
    said = f"The last disclosed holding is {units} {asset} on {say_day(total.as_of_on)}"
    if sound:
        room = f"for a drop of at most {say_units(slack)} {asset}" if slack else "for no drop"
        where = "the disclosures that add up" if missing or odd else "the disclosures"
        said += f", and up to that day {where} leave room {room}"
    said += f". Nothing filed since then bounds a drop: it could be anything up to {units}."
    if missing:
        said += f" Filings are missing {_say_when(missing)}: what the record holds may be incomplete there."
    if odd:
        said += f" The figures do not add up {_say_when(odd)}, and no filing tells why."
    return said


def _say_when(steps: Sequence[LedgerStep]) -> str:
    """ "for 29 December 2022-19 October 2025", "for 3 earlier stretches, the last of them 2-8 May 2026"."""
    last = steps[-1]
    span = say_span(((last.opening_on or last.as_of_on) + timedelta(days=1), last.as_of_on))
    return f"for {span}" if len(steps) == 1 else f"for {len(steps)} earlier stretches, the last of them {span}"
