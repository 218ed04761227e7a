"""Which way a reserve went, and by how many dollars: "gained $30 million in the last days of May", "shrank last
week", "is still below what it was set up with".

Two disclosed balances are compared: the last two, those of so many weeks in a row, or the last and the first. What
the words say of percentages is in `reserve_share.py`, of one balance in `reserves.py`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

from monitor.judges._days import say_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import confirm_or_refute
from monitor.judges.verdicts._figures import is_right, say_amount
from monitor.judges.verdicts._paper_words import read_sums
from monitor.judges.verdicts._time import said_on
from monitor.judges.verdicts._week_words import count_weeks
from monitor.judges.verdicts.reserves.reserve_share import DOWN, UP
from monitor.judges.verdicts.reserves.reserves import BITCOIN_RESERVE, RESERVE
from monitor.records import Claim, ClaimFigure, ClaimType, Reserve

CLAIM_TYPES: tuple[ClaimType, ...] = ("reserve", "other")
CHANGED = re.compile(
    r"\b(?:(?P<up>gain(?:s|ed)?|add(?:s|ed)|put on|took on)|(?P<down>los(?:es|t)|shed|gave up|gives up))"
    r"\s(?:(?:about|around|some|roughly|nearly|almost|over|another|a further|more than)\s)*$",
    re.IGNORECASE,
)
START = (
    r"(?:(?:where|what|when|the level(?: at which)?) it (?:\w+ )?(?:started|began|set out|stood|was)\b"
    r"|(?:its|the) (?:starting|original|initial|first) (?:level|size|amount|balance|sum)"
    r"|the \S+ (?:million|billion) (?:that )?(?:it|the company|Strategy) (?:\w+ )?(?:started|began"
    r"|set up|set out|opened)"
    r"|when it was (?:set up|announced|created|established|launched|unveiled))"
)
AGAINST_START = re.compile(
    rf"\b(?:(?P<above>above|over|higher than|more than|larger than|bigger than|past|exceeds)"
    rf"|(?P<below>below|beneath|under|lower than|less than|smaller than|short of))\s{START}",
    re.IGNORECASE,
)
LAST_WEEK = re.compile(
    r"\b(?:last week|(?:the|this) past week|over the week|in the (?:last|past) week|week on week|since last week"
    r"|from the week before)\b",
    re.IGNORECASE,
)
OTHER = re.compile(
    r"\b(?:if|would|could|(?-i:may)|might|cover\w*|months?|years?|sell\w*|sold|bitcoins?|coins?|dividends?|interest|stock"
    r"|shares)\b",
    re.IGNORECASE,
)
FRESH = timedelta(days=11)  # after which a later balance must be missing
STEP = timedelta(days=9)  # between two balances of weeks that follow each other


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where no two balances are compared, or one of them is missing."""
    words, day = claim.source.quote, said_on(claim)
    if (
        not RESERVE.search(words)
        or BITCOIN_RESERVE.search(words)
        or claim.negated
        or claim.modality == "predicted"
    ):
        return None
    if any(one.unit == "percent" for one in claim.figures):
        return None
    balances = sorted(
        (one for one in known.record.reserves if one.kind == "usd_reserve" and one.as_of_on <= day),
        key=lambda one: (one.as_of_on, one.known_at),
    )
    if len(balances) < 2:
        return None
    sums = [(figure, CHANGED.search(words[: place.start()])) for figure, place in read_sums(words)]
    start = AGAINST_START.search(words)
    if start is not None:
        return _judge_start(known, balances, [figure for figure, _ in sums], above=start["above"] is not None)
    if OTHER.search(words):
        return None
    if len(sums) == 1 and sums[0][1] is not None:
        return _judge_change(claim, known, balances, sums[0][0], up=sums[0][1]["up"] is not None)
    return None if sums else _judge_direction(claim, known, balances)


def _judge_start(
    known: Knowledge, balances: Sequence[Reserve], sums: Sequence[ClaimFigure], *, above: bool
) -> Finding | None:
    first, now = balances[0], balances[-1]
    if any(not (is_right(one, first.amount_usd) or is_right(one, now.amount_usd)) for one in sums):
        return None
    if first.amount_usd == now.amount_usd:
        return None
    return _say(known, (first, now), right=(now.amount_usd > first.amount_usd) == above)


def _judge_change(
    claim: Claim, known: Knowledge, balances: Sequence[Reserve], figure: ClaimFigure, *, up: bool
) -> Finding | None:
    """What the last balance of the days that are named differs from the one before by."""
    end = claim.period_end_on or said_on(claim)
    until = [one for one in balances if one.as_of_on <= end]
    if len(until) < 2 or end - until[-1].as_of_on > FRESH:
        return None
    before, now = until[-2:]
    change = now.amount_usd - before.amount_usd
    return _say(known, (before, now), right=(change > 0) == up and is_right(figure, abs(change)))


def _judge_direction(claim: Claim, known: Knowledge, balances: Sequence[Reserve]) -> Finding | None:
    """ "Grew last week", "shrank for the second week running"."""
    words = claim.source.quote
    up, down = UP.search(words) is not None, DOWN.search(words) is not None
    weeks = count_weeks(words)
    count = weeks[0] if weeks else 1
    if up == down or not (weeks or LAST_WEEK.search(words)) or len(balances) <= count:
        return None
    row = balances[-count - 1 :]
    steps = list(pairwise(row))
    if said_on(claim) - row[-1].as_of_on > FRESH or any(b.as_of_on - a.as_of_on > STEP for a, b in steps):
        return None
    wrong = [pair for pair in steps if (pair[1].amount_usd > pair[0].amount_usd) != up]
    return _say(known, wrong[-1] if wrong else row, right=not wrong)


def _say(known: Knowledge, row: Sequence[Reserve], *, right: bool) -> Finding:
    change = row[-1].amount_usd - row[0].amount_usd
    told = ", ".join(f"{say_amount(one.amount_usd, 'USD')} on {say_day(one.as_of_on)}" for one in row)
    way = "more" if change > 0 else "less"
    return confirm_or_refute(
        known,
        right,
        f"The USD Reserve was {told}: {say_amount(abs(change), 'USD')} {way}, that is {way} than before.",
        *row,
        firmness="exact",
    )
