"""In how short a time a purchase is said to have been made: "5,445 BTC in a single week"."""

from __future__ import annotations

import re

from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite
from monitor.judges.verdicts._disclosed import touching_days, trades_of
from monitor.judges.verdicts._figures import find_figures, is_right
from monitor.judges.verdicts._saying import say_filed_trade
from monitor.judges.verdicts._since import NUMBERS
from monitor.judges.verdicts._time import period, said_on
from monitor.records import Claim

SPAN = re.compile(
    r"\bin (?:just |only |under |less than |a mere |barely )?(?:the space of )?(?:a single|"
    rf"(?P<count>\d+|{'|'.join(NUMBERS)})(?: single)?) (?P<unit>day|week|month)s?\b(?! (?:before|ago|earlier"
    rf"|of (?:last|the)))",
    re.IGNORECASE,
)
UNITS = {"day": 1, "week": 7, "month": 31}
SLACK = 1  # day


def judge_duration(words: str, claim: Claim, known: Knowledge) -> Finding | None:
    """Open where one purchase is meant that is disclosed for a longer time; None otherwise."""
    match = SPAN.search(words)
    counts = find_figures(claim.figures, "units")
    if match is None or claim.claim_type != "purchase" or not counts:
        return None
    named = period(claim)
    fine = [one for one in trades_of(known, "acquired") if one.span[1] <= said_on(claim)]
    same = [
        one for one in (touching_days(fine, named) if named else fine)
        if any(is_right(count, one.change.units) for count in counts)
    ]  # fmt: skip
    if not same:
        return None
    own = same[-1]
    number = (match["count"] or "1").lower()
    days = (int(number) if number.isdigit() else NUMBERS[number]) * UNITS[match["unit"].lower()]
    if (own.span[1] - own.span[0]).days + 1 <= days + SLACK:
        return None
    return Finding(
        label="not_enough_evidence",
        reason="period_not_day",
        rationale=f"in how many of its days ({say_filed_trade(known, own)})",
        evidence=cite(known, "context", own.change),
    )
