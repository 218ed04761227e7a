"""Figures that are no holding of the day: the wallets of a tracker, and the round total of another day."""

from __future__ import annotations

import re
from decimal import Decimal

from monitor.judges._days import say_day
from monitor.judges._totals import DayTotal
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite
from monitor.judges.verdicts._disclosed import latest_total
from monitor.judges.verdicts._figures import find_figures
from monitor.judges.verdicts._saying import say_total
from monitor.judges.verdicts._time import period, said_on
from monitor.judges.verdicts._words import TRACKER
from monitor.records import Claim

CLOSE = Decimal(500)  # coins by which a total in thousands may be rounded
WHOLE = re.compile(  # "which is all that the firm owns": a tracker's figure claimed as the holding itself
    r"\b(?:entire|whole|full|total|all (?:that )?(?:\w+ ){1,2}(?:owns?|holds?|has)|everything|no more"
    r"|nothing more|not a coin more)\b",
    re.IGNORECASE,
)


def judge_part(claim: Claim, known: Knowledge) -> Finding | None:
    """What a tracker has found is a part of the holding, unless it is said to be all of it."""
    words = claim.source.quote
    if not ("subset" in claim.qualifiers or TRACKER.search(words)) or WHOLE.search(words):
        return None
    total = latest_total(known, said_on(claim))
    told = f" The company disclosed {say_total(total)} for {say_day(total.as_of_on)}." if total else ""
    return Finding(
        label="not_enough_evidence",
        reason="outside_filings",
        rationale=f"The wallets that a tracker has found are part of a holding; no filing counts them.{told}",
        evidence=cite(known, "context", total.total if total else None),
    )


def judge_other_day(claim: Claim, known: Knowledge, total: DayTotal, told: str) -> Finding | None:
    """A round figure that is right to the coin on another day, and on this one only when it is rounded:
    "450,000 at the end of December" for 447,470, with 450,000 on 12 January."""
    for figure in find_figures(claim.figures, "units"):
        if period(claim) is None or figure.comparator != "exactly" or abs(figure.value - total.units) < CLOSE:
            continue
        other = next((one for one in known.settled[known.asset] if one.units == figure.value), None)
        if other is not None:
            return Finding(
                label="refuted",
                reason="contradicts_disclosure",
                rationale=f"{told}; {say_total(other)} were held on {say_day(other.as_of_on)}.",
                evidence=cite(known, "refutes", total.total, other.total),
                firmness="exact",
            )
    return None
