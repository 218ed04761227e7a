"""What a holding grew by between two disclosed totals: "from 447,470 coins to 499,096, a gain of 51,626"."""

from __future__ import annotations

from monitor.judges._days import say_day
from monitor.judges._precision import say_units
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import confirm_or_refute
from monitor.judges.verdicts._disclosed import latest_total
from monitor.judges.verdicts._figures import find_figures, is_right, say_figure
from monitor.judges.verdicts._saying import say_total
from monitor.judges.verdicts._time import said_on
from monitor.records import Claim


def judge_gain(claim: Claim, known: Knowledge) -> Finding | None:
    """None unless it tells a holding before, the last disclosed one and what lies between, the two being right."""
    before = find_figures(claim.figures, "units_before")
    others = find_figures(claim.figures, "units", "units_after")
    now = latest_total(known, said_on(claim))
    if len(before) != 1 or len(others) != 2 or now is None:
        return None
    earlier = [one for one in known.settled[known.asset] if one.as_of_on < now.as_of_on]
    was = next((one for one in reversed(earlier) if is_right(before[0], one.units)), None)
    held = [figure for figure in others if is_right(figure, now.units) and 2 * figure.value > now.units]
    if was is None or len(held) != 1 or any(one.role.startswith("usd") for one in claim.figures):
        return None
    told = next(figure for figure in others if figure is not held[0])
    gain = abs(now.units - was.units)
    right = is_right(told, gain) and 2 * told.value > gain
    return confirm_or_refute(
        known,
        right,
        f"{say_total(was)} were held on {say_day(was.as_of_on)} and {say_total(now)} on "
        f"{say_day(now.as_of_on)}: a difference of {say_units(gain)}"
        + ("." if right else f"; {say_figure(told)} is claimed."),
        was.total,
        now.total,
        firmness="exact",
    )
