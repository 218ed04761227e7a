"""How the disclosures of a stretch of days add up without a sale, in words and sentences."""

from __future__ import annotations

from datetime import date, timedelta

from monitor.judges._days import Span, new_york_day, say_day, say_span
from monitor.judges._precision import ZERO, say_units
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts._disclosed import steps_in
from monitor.records import HoldingsTotal, LedgerStep

SHOWN = 3  # steps that are spelt out


def say_covered(known: Knowledge, window: Span) -> str:
    """ "Filed on 17 November 2025: 641,692 + 8,178 = 649,870, no such sale in 10-16 November 2025."."""
    steps = [step for step in steps_in(known, window) if step.opening_on is not None]
    if not steps:
        return f"The disclosures cover {say_span(window)} and show no such sale."
    if len(steps) > SHOWN:
        bought = sum((step.acquired_units for step in steps), ZERO)
        return (
            f"{len(steps)} disclosures from {say_day(_first(steps[0]))} to {say_day(steps[-1].as_of_on)} add up "
            f"from {say_units(steps[0].opening_units)} to {say_units(steps[-1].reported_units)} with "
            f"{say_units(bought)} bought; none shows such a sale."
        )
    told = "; ".join(_say_step(step) for step in steps)
    days = (max(window[0], _first(steps[0])), min(window[1], steps[-1].as_of_on))
    return f"{told}, no such sale in {say_span(days)}."


def _say_step(step: LedgerStep) -> str:
    sold = f" - {say_units(step.sold_units)}" if step.sold_units else ""
    return (
        f"Filed on {say_day(new_york_day(step.known_at))}: {say_units(step.opening_units)} + "
        f"{say_units(step.acquired_units)}{sold} = {say_units(step.reported_units)}"
    )


def _first(step: LedgerStep) -> date:
    return (step.opening_on or step.as_of_on) + timedelta(days=1)


def tell_covered(known: Knowledge, window: Span) -> tuple[HoldingsTotal, ...]:
    """The totals that close those steps; of many the first and the last two."""
    steps = [step for step in steps_in(known, window) if step.opening_on is not None]
    totals = {total.total_id: total for total in known.record.totals}
    kept = [steps[0], *steps[-2:]] if len(steps) > SHOWN else steps
    return tuple(totals[step.total_id] for step in kept if step.total_id in totals)
