"""A reserve then and now: "$1.44 billion when it was set up, is down to $0.87 billion".

The sum that the words put at the end is the last disclosed balance; each other one is an earlier balance.
"""

from __future__ import annotations

import re

from monitor.judges._days import say_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite
from monitor.judges.verdicts._figures import is_right, say_amount
from monitor.judges.verdicts._paper_words import read_sums
from monitor.judges.verdicts._time import said_on
from monitor.judges.verdicts.reserves.reserves import BITCOIN_RESERVE, RESERVE
from monitor.records import Claim, ClaimType

CLAIM_TYPES: tuple[ClaimType, ...] = ("reserve", "other")
NOW = re.compile(
    r"\b(?:to|now|today|currently"
    r"|left at|stands at|leaving)\s(?:\w+\s){0,2}?(?:about |only |just |around |some )?$",
    re.IGNORECASE,
)
DOWN = re.compile(r"\b(?:down|fall\w*|fell|shr[aiu]nk\w*|drain\w*|dropp?\w*|cut|less)\b", re.IGNORECASE)
UP = re.compile(r"\b(?:up|rais\w+|rose|risen|gr[eo]w\w*|increas\w+|topped)\b", re.IGNORECASE)


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where not two sums of a reserve are said, one of them as the present one, or no balances tell."""
    words = claim.source.quote
    sums = [(figure, NOW.search(words[: place.start()]) is not None) for figure, place in read_sums(words)]
    now = [figure for figure, is_now in sums if is_now]
    then = [figure for figure, is_now in sums if not is_now]
    if not RESERVE.search(words) or BITCOIN_RESERVE.search(words) or len(now) != 1 or not then or claim.negated:
        return None
    balances = sorted(
        (one for one in known.record.reserves if one.kind == "usd_reserve" and one.as_of_on <= said_on(claim)),
        key=lambda one: (one.as_of_on, one.known_at),
    )
    earlier = [next((one for one in balances[:-1] if is_right(figure, one.amount_usd)), None) for figure in then]
    if not balances or not is_right(now[0], balances[-1].amount_usd) or not all(earlier):
        return None
    last, first = balances[-1], next(one for one in earlier if one is not None)
    turned = (DOWN.search(words) and last.amount_usd > first.amount_usd) or (
        UP.search(words) and not DOWN.search(words) and last.amount_usd < first.amount_usd
    )
    return Finding(
        label="refuted" if turned else "supported",
        reason="contradicts_disclosure" if turned else "matches_disclosure",
        rationale=f"The USD Reserve was {say_amount(first.amount_usd, 'USD')} on {say_day(first.as_of_on)} and "
        f"{say_amount(last.amount_usd, 'USD')} on {say_day(last.as_of_on)}.",
        evidence=cite(known, "refutes" if turned else "supports", first, last),
        firmness="exact",
    )
