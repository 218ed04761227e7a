"""Several purchases told one by one: "155 and 430 coins in two weeks"."""

from __future__ import annotations

from datetime import timedelta

from monitor.judges._days import say_span
from monitor.judges._precision import ZERO, say_units
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite
from monitor.judges.verdicts._disclosed import Trade, latest_total, trades_of
from monitor.judges.verdicts._figures import find_figures, is_right, say_figure
from monitor.judges.verdicts._time import period, said_on
from monitor.records import Claim, ClaimFigure

LATELY = timedelta(days=60)


def judge_each(claim: Claim, known: Knowledge) -> Finding | None:
    """None unless two numbers of coins or more are told and the first is that of a recent purchase. Refuted when
    another of them is no purchase of those days, no sum of them and no holding."""
    counted = find_figures(claim.figures, "units")
    if len(counted) < 2 or find_figures(claim.figures, "units_after"):
        return None
    span, day = period(claim), said_on(claim)
    window = (span[0] - timedelta(days=8), span[1]) if span else (day - LATELY, day)
    fine = [one for one in trades_of(known, "acquired") if not one.wide and window[0] <= one.span[1] <= window[1]]
    found = [_find(figure, fine) for figure in counted]
    total = latest_total(known, day)
    known_sums = [sum((one.change.units for one in fine), ZERO), *([total.units] if total else [])]
    left = [
        figure
        for figure, trade in zip(counted, found, strict=True)
        if trade is None and not any(is_right(figure, one) for one in known_sums)
    ]
    trades = [one for one in found if one is not None]
    told = sum((one.change.units for one in trades), ZERO)  # "9,245 and 12,000: 21,245 in all"
    left = [figure for figure in left if len(trades) < 2 or not is_right(figure, told)]
    if not trades or (len(trades) < 2 and not left) or found[0] is None:
        return None
    listed = "; ".join(
        f"{say_units(one.change.units)} in {say_span(one.span)}" for one in (trades if not left else fine)
    )
    if not left and any(is_right(figure, told) for figure in counted):
        listed += f"; {say_units(told)} together"
    return Finding(
        label="refuted" if left else "supported",
        reason="contradicts_disclosure" if left else "matches_disclosure",
        rationale=f"Bought: {listed}" + (f"; {say_figure(left[0])} is claimed." if left else "."),
        evidence=cite(
            known, "refutes" if left else "supports", *(one.change for one in (fine if left else trades))
        ),
        firmness="exact",
    )


def _find(figure: ClaimFigure, trades: list[Trade]) -> Trade | None:
    return next((one for one in reversed(trades) if is_right(figure, one.change.units)), None)
