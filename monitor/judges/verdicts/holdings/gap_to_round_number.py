"""How many coins a holding lacks of a round number: "130 coins short of 650,000", "needs 130 more to reach
650,000".

The first number is what the last disclosed holding and the second differ by, and no holding itself.
"""

from __future__ import annotations

import re
from decimal import Decimal

from monitor.judges._days import say_day
from monitor.judges._precision import say_units
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import confirm_or_refute, say_filed
from monitor.judges.verdicts._disclosed import latest_total
from monitor.judges.verdicts._figures import find_figures, is_right, say_figure
from monitor.judges.verdicts._saying import say_total
from monitor.judges.verdicts._time import is_late, said_on
from monitor.records import Claim, ClaimFigure, ClaimType

CLAIM_TYPES: tuple[ClaimType, ...] = ("holdings_total", "purchase", "other")
NUMBER = r"\d[\d,]*\d"
COINS = r"(?:(?:more |additional )?(?:bitcoins?|BTC|coins?) |more )?"
SHORT = re.compile(
    rf"\b(?P<gap>{NUMBER})\s{COINS}(?:short of|shy of|away from|from (?:reaching|hitting))\s"
    rf"(?:the\s|a\s|its\s)?(?P<mark>{NUMBER})\b"
    rf"|\b(?:needs?|lacks?|requires?|wants)\s(?:\w+\s){{0,2}}?(?P<gap2>{NUMBER})\s{COINS}"
    rf"to (?:reach|hit|get to|make|cross|arrive at)\s(?:the\s|a\s)?(?P<mark2>{NUMBER})\b",
    re.IGNORECASE,
)


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where no gap to a number is told, or no holding is disclosed of these days."""
    words, begin = claim.source.quote, claim.source.quote_start
    said = SHORT.search(words)
    total = latest_total(known, said_on(claim))
    if said is None or total is None or claim.negated or is_late(known, said_on(claim)):
        return None
    units = find_figures(claim.figures, "units", "units_after", "units_before", "other", "count")
    gap, mark = (_at(units, begin + said.start(name) if said[name] else -1) for name in _names(said))
    if gap is None or mark is None or len(claim.figures) > 2:
        return None
    lacking = mark.value - total.units
    right = lacking > 0 and is_right(gap, lacking)
    told = (
        f"{say_filed(known, total.total.source)}: {say_total(total)} on {say_day(total.as_of_on)}, "
        f"{say_units(abs(lacking))} {'short of' if lacking > 0 else 'over'} {say_units(mark.value)}"
    )
    return confirm_or_refute(
        known,
        right,
        f"{told}." if right else f"{told}; {say_figure(gap)} is claimed.",
        total.total,
        firmness="exact",
    )


def _names(said: re.Match[str]) -> tuple[str, str]:
    return ("gap", "mark") if said["gap"] else ("gap2", "mark2")


def _at(figures: tuple[ClaimFigure, ...], place: int) -> ClaimFigure | None:
    return next((one for one in figures if one.start == place and one.value > Decimal(1)), None)
