"""By what part a reserve has grown or shrunk: "the reserve announced last December has shrunk by about 40%".

The last disclosed balance against the one of the time that is named: of those days, of when it was set up, or of
the sum that is told beside it. The percentage is of the earlier one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from monitor.judges._days import say_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite
from monitor.judges.verdicts._figures import is_right, say_amount, say_figure
from monitor.judges.verdicts._paper_words import read_sums
from monitor.judges.verdicts._time import said_on
from monitor.judges.verdicts.reserves.reserves import BITCOIN_RESERVE, OLD, RESERVE
from monitor.records import Claim, ClaimType, Reserve

CLAIM_TYPES: tuple[ClaimType, ...] = ("reserve", "other")
DOWN = re.compile(
    r"\b(?:down|f[ae]ll\w*|shr[aiu]nk\w*|drain\w*|drop\w*|declin\w+|slipp\w*|slid\w*|sunk|sank|dwindl\w+|los[et]\w*"
    r"|lost|smaller|lower|less|cut|reduc\w+|burn\w*|spent|used up|run down|melted)\b",
    re.IGNORECASE,
)
UP = re.compile(
    r"(?<!set )(?<!built )\bup\b|\b(?:rose|risen|rising|gr[eo]w\w*|increas\w+|climb\w*|swell\w*|swollen|larger"
    r"|bigger|higher|gain\w*|added|expanded)\b",
    re.IGNORECASE,
)
SET_UP = re.compile(
    r"\b(?:set up|announced|unveiled|established|created|launched|built|founded|started|began|introduced"
    r"|at (?:first|its start|the outset|inception|launch)|original\w*|initial\w*)\b",
    re.IGNORECASE,
)
ROUGHLY = 4  # percentage points: "nearly a third" of what lost 31 %
LATELY = re.compile(
    r"\b(?:(?:in|over|within) (?:a|the (?:past|last)|one) week|week on week|(?:since|from|on) (?:last|the previous"
    r"|the prior) week|in (?:a matter of )?days)\b",
    re.IGNORECASE,
)


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where no percentage of a reserve is told, or it is not clear what it is of."""
    words = claim.source.quote
    parts = [one for one in claim.figures if one.unit == "percent"]
    down, up = DOWN.search(words) is not None, UP.search(words) is not None
    if len(parts) != 1 or down == up or not RESERVE.search(words) or BITCOIN_RESERVE.search(words):
        return None
    if claim.negated or claim.modality == "predicted":
        return None
    balances = sorted(
        (one for one in known.record.reserves if one.kind == "usd_reserve" and one.as_of_on <= said_on(claim)),
        key=lambda one: (one.as_of_on, one.known_at),
    )
    before = _find_base(claim, words, balances)
    if before is None or not before.amount_usd or said_on(claim) - balances[-1].as_of_on > OLD:
        return None
    now = balances[-1]
    share = (now.amount_usd - before.amount_usd) / before.amount_usd * 100
    right = (share < 0) == down and is_right(parts[0], abs(share))
    near = not right and (share < 0) == down and abs(abs(share) - parts[0].value) <= ROUGHLY
    return Finding(
        label="not_enough_evidence" if near else "supported" if right else "refuted",
        reason="unverified_detail" if near else "matches_disclosure" if right else "contradicts_disclosure",
        rationale=f"The USD Reserve was {say_amount(before.amount_usd, 'USD')} on {say_day(before.as_of_on)} and "
        f"{say_amount(now.amount_usd, 'USD')} on {say_day(now.as_of_on)}: {'less' if share < 0 else 'more'} than "
        f"before, by {abs(share):.1f} %"
        + (f", or {say_figure(parts[0])}." if right else f"; {say_figure(parts[0])} is claimed."),
        evidence=cite(known, "context" if near else "supports" if right else "refutes", before, now),
        firmness="rule" if near else "exact",
    )


def _find_base(claim: Claim, words: str, balances: Sequence[Reserve]) -> Reserve | None:
    """The earlier balance that the words mean, of those in the order of their days."""
    if len(balances) < 2:
        return None
    earlier = balances[:-1]
    sums = [one for one, _ in read_sums(words)]
    then = [one for one in sums if not is_right(one, balances[-1].amount_usd)]
    if sums:  # "a billion, down 31% from $1.44 billion"
        told = [one for one in earlier if any(is_right(figure, one.amount_usd) for figure in then)]
        return told[-1] if told and len(then) == 1 else None
    start, end = claim.period_start_on, claim.period_end_on
    if end is not None and start is not None and end < balances[-1].as_of_on:
        inside = [one for one in earlier if start - timedelta(days=2) <= one.as_of_on <= end]
        return inside[0] if inside else None
    if SET_UP.search(words):
        return earlier[0]
    return earlier[-1] if LATELY.search(words) else None
