"""Net buyer or net seller: what was bought in the days it speaks of against what was sold in them."""

from __future__ import annotations

import re

from monitor.judges._days import say_span
from monitor.judges._precision import ZERO, say_units
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import confirm_or_refute
from monitor.judges.verdicts._disclosed import is_whole, touching_days, trades_of
from monitor.judges.verdicts._time import open_days, period, recent_days
from monitor.records import Claim, ClaimType

CLAIM_TYPES: tuple[ClaimType, ...] = ("btc_sale_past", "btc_sale_hidden_or_rumoured", "purchase", "other")
NET = re.compile(r"\bnet (?P<side>seller|buyer|sales|purchases)\b", re.IGNORECASE)


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None when it weighs nothing, or when not all of those days are disclosed."""
    said = NET.search(claim.source.quote)
    window = period(claim) or recent_days(claim, known)
    if said is None or not is_whole(known, window) or open_days(claim, known, window):
        return None
    bought, sold = (
        tuple(one for one in touching_days(trades_of(known, kind), window) if not one.wide)
        for kind in ("acquired", "sold")
    )
    units = [sum((one.change.units for one in side), ZERO) for side in (bought, sold)]
    if not bought and not sold:
        return None
    right = ((units[1] > units[0]) == said["side"].lower().startswith("s")) != claim.negated
    return confirm_or_refute(
        known,
        right,
        f"In {say_span(window)} {say_units(units[0])} {known.asset} were bought and {say_units(units[1])} sold.",
        *(one.change for one in (*bought, *sold)[-4:]),
    )
