"""Figures of something else: shares called bitcoin, coins that nobody can have (contract, Verdicts, 5)."""

from __future__ import annotations

from datetime import timedelta

from monitor.judges._days import new_york_day, say_day
from monitor.judges._precision import say_units
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite
from monitor.judges.verdicts._disclosed import latest_total
from monitor.judges.verdicts._figures import find_figures, is_right, say_figure
from monitor.judges.verdicts._time import said_on
from monitor.records import Claim

LATELY = timedelta(days=60)


def find_mistaken(claim: Claim, known: Knowledge) -> Finding | None:
    """A number of coins that is one of shares, or larger than what is held; None when it is neither."""
    day = said_on(claim)
    total = latest_total(known, day)
    for figure in find_figures(claim.figures, "units"):
        if figure.comparator not in ("exactly", "about"):
            continue
        for issuance in known.record.issuances:
            filed = new_york_day(issuance.known_at)
            if not day - LATELY <= filed <= day or issuance.shares is None or issuance.shares < 10_000:
                continue
            if is_right(figure, issuance.shares):
                return Finding(
                    label="refuted",
                    reason="contradicts_disclosure",
                    rationale=(
                        f"Filed on {say_day(filed)}: {say_units(issuance.shares)} are shares "
                        f"({issuance.security}), "
                        "not bitcoin."
                    ),
                    evidence=cite(known, "refutes", issuance),
                )
        if total is not None and figure.value > 2 * total.units:
            return Finding(
                label="refuted",
                reason="contradicts_disclosure",
                rationale=(
                    f"{say_units(total.units)} {total.total.asset} were held on {say_day(total.as_of_on)}: "
                    f"{say_figure(figure)} cannot have changed hands."
                ),
                evidence=cite(known, "refutes", total.total),
            )
    return None
