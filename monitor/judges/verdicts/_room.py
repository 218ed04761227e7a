"""The largest drop that the record allows so far: what a sale not disclosed yet can have been at most."""

from __future__ import annotations

from monitor.judges._days import say_day
from monitor.judges._precision import ZERO, say_units
from monitor.judges._totals import DayTotal
from monitor.judges.coverage import RECONCILED
from monitor.judges.knowledge import NO_LEDGER, Knowledge


def say_room(known: Knowledge, total: DayTotal | None) -> str:
    """The last holding, the room up to it (what does not add up by a coin), and the room since: all of it.

    A step of the ledger that reconciles leaves room for its residual alone. After the last total nothing bounds a
    drop but what there is to sell. Where earlier disclosures are missing from the store, those days are said to be
    as open: a sale there could be hidden by purchases that are not in the store either.
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
    room = f"a drop of at most {say_units(slack)} {asset}" if slack else "no drop at all"
    gaps = len(steps) - len(sound)
    but = (
        f" (not counting {gaps} earlier stretch{'' if gaps == 1 else 'es'} whose filings are missing)"
        if gaps
        else ""
    )
    return (
        f"The last disclosed holding is {units} {asset} on {say_day(total.as_of_on)}. Up to that day "
        f"the disclosures that "
        f"add up leave room for {room}{but}; since then nothing filed bounds a drop: it could be "
        f"anything up to {units}."
    )
