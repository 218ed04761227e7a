"""How the disclosures of a stretch of days add up without a sale, in words and sentences."""

from __future__ import annotations

from monitor.judges._days import Span, say_day, say_span
from monitor.judges._precision import say_units
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts._disclosed import steps_in
from monitor.records import HoldingsTotal

SHOWN = 3  # steps that are spelt out


def say_covered(known: Knowledge, window: Span) -> str:
    """ "Filed on 17 November 2025: 641,692 + 8,178 = 649,870, no sale between 10 and 16 November 2025."."""
    steps = [step for step in steps_in(known, window) if step.opening_on is not None]
    if not steps:
        return f"The disclosures cover {say_span(window)} and show no sale."
    if len(steps) > SHOWN:
        first, last = steps[0], steps[-1]
        return (
            f"{len(steps)} disclosures from {say_day(first.opening_on or first.as_of_on)} to {say_day(last.as_of_on)} "
            f"add up from {say_units(first.opening_units)} to {say_units(last.reported_units)} with "
            f"{say_units(sum((step.acquired_units for step in steps), steps[0].acquired_units * 0))} bought, and none shows such a sale."
        )
    parts = []
    for step in steps:
        sold = f" - {say_units(step.sold_units)}" if step.sold_units else ""
        parts.append(
            f"{say_units(step.opening_units)} + {say_units(step.acquired_units)}{sold} = {say_units(step.reported_units)} "
            f"at the end of {say_day(step.as_of_on)} (filed on {say_day(step.known_at.date())})"
        )
    return f"{'; '.join(parts)}: no such sale in {say_span((max(window[0], _start(steps[0])), min(window[1], steps[-1].as_of_on)))}."


def _start(step):  # type: ignore[no-untyped-def]
    from datetime import timedelta

    return (step.opening_on or step.as_of_on) + timedelta(days=1)


def tell_covered(known: Knowledge, window: Span) -> tuple[HoldingsTotal, ...]:
    """The totals that close the first and last of those steps, and the changes between them."""
    steps = [step for step in steps_in(known, window) if step.opening_on is not None]
    totals = {total.total_id: total for total in known.record.totals}
    kept = [steps[0], *steps[-2:]] if len(steps) > SHOWN else steps
    return tuple(totals[step.total_id] for step in dict.fromkeys(kept) if step.total_id in totals)
