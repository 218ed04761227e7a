"""Which way a figure is said to have gone: "edged up to $75,680" of what went down is wrong (contract, Verdicts,
5)."""

from __future__ import annotations

import re
from decimal import Decimal

from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import Sourced, cite
from monitor.judges.verdicts._figures import say_amount
from monitor.records import Claim

THING = (
    r"(?:averag\w*|avg|cost(?: basis| base)?|break-?even|entry price|holdings?|stash|hoard|stack"
    r"|stockpile|trove|treasury"
    r"|total|tally|balance|reserves?|cushion|buffer|cash|war chest)"
)
UP = (
    r"(?:r[io]se[ns]?|rising|up|climb\w*|increas\w*|gr[eo]w\w*|higher|lift\w*|jump\w*|topp\w* up"
    r"|swell\w*|swollen|rais\w+"
    r"|creep\w*|crept|boost\w*|expand\w*|ballooned)"
)
DOWN = (
    r"(?:f[ae]ll\w*|down|drop\w*|declin\w*|lower\w*|slip\w*|shr[aiu]nk\w*|drain\w*|dwindl\w*|eas(?:es|ed|ing)|decreas\w*"
    r"|dip(?:s|ped)?|slid\w*|contract(?:s|ed)|thinn\w*|run down|reduc\w+|cut)"
)
SAID = re.compile(rf"\b{THING}\b[^.;,]{{0,45}}?\b(?:(?P<up>{UP})|(?P<down>{DOWN}))\b", re.IGNORECASE)


def judge_direction(
    claim: Claim,
    known: Knowledge,
    *,
    before: tuple[Decimal, Sourced] | None,
    now: tuple[Decimal, Sourced],
    unit: str,
) -> Finding | None:
    """A finding when the words have it go the other way; None when they say nothing of it, or it stood still."""
    said = SAID.search(claim.source.quote)
    if said is None or before is None or before[0] == now[0]:
        return None
    if bool(said["up"]) == (now[0] > before[0]):
        return None
    return Finding(
        label="refuted",
        reason="contradicts_disclosure",
        rationale=(
            f"{say_amount(now[0], unit)} are disclosed after {say_amount(before[0], unit)}: "
            f"{'down, not up' if said['up'] else 'up, not down'}."
        ),
        evidence=cite(known, "refutes", now[1], before[1]),
        firmness="exact",
    )
