"""What a sale is said to have left: "its stash is down to 650,000"."""

from __future__ import annotations

from dataclasses import replace

from monitor.judges._days import say_day
from monitor.judges._precision import say_units
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite, say_filed
from monitor.judges.verdicts._disclosed import latest_total
from monitor.judges.verdicts._figures import find_figures, is_right
from monitor.judges.verdicts._saying import say_total
from monitor.judges.verdicts._time import said_on
from monitor.judges.verdicts._words import TRACKER
from monitor.judges.verdicts.holdings import holdings
from monitor.records import Claim


def judge_left_over(claim: Claim, known: Knowledge) -> Finding | None:
    """ "Its holdings have shrunk to 437,000": nothing but what is held now, and that it became less."""
    if claim.modality != "asserted" or not claim.figures:
        return None
    if any(figure.role != "units_after" for figure in claim.figures) or TRACKER.search(claim.source.quote):
        return None
    held = tuple(replace(figure, role="units") for figure in claim.figures)
    finding = holdings.judge(replace(claim, claim_type="holdings_total", action="hold", figures=held), known)
    return finding if finding is not None and finding.label == "refuted" else None


def judge_left(claim: Claim, known: Knowledge) -> Finding | None:
    """ "Its stash is down to 650,000": a holding of the past, claimed as what is left."""
    left = find_figures(claim.figures, "units_after")
    total = latest_total(known, said_on(claim))
    if len(left) != 1 or len(claim.figures) != 1 or total is None or is_right(left[0], total.units):
        return None
    for once in reversed(known.settled[known.asset]):
        if once.as_of_on < total.as_of_on and is_right(left[0], once.units):
            return Finding(
                label="refuted",
                reason="stale",
                rationale=(
                    f"{say_filed(known, total.total.source)}: {say_total(total)} on {say_day(total.as_of_on)}; "
                    f"{say_units(once.units)} were last held on {say_day(once.as_of_on)}."
                ),
                evidence=cite(known, "refutes", total.total, once.total),
            )
    return None
