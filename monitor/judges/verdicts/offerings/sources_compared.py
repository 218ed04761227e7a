"""What one paper brought in against another in the same days: "common stock, at $1.2 billion, was a bigger source
of cash last week than the Strife offering".

Rows of programs and offerings of those days are summed by paper, "since July 1" told anew counted once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import get_args

from monitor.judges._days import say_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import confirm_or_refute
from monitor.judges.verdicts._figures import is_right, say_amount
from monitor.judges.verdicts._paper_words import read_sums
from monitor.judges.verdicts._time import period, said_on
from monitor.judges.verdicts.programs._rows import PAPERS, total_of
from monitor.records import Claim, ClaimType, Issuance

CLAIM_TYPES: tuple[ClaimType, ...] = get_args(ClaimType)
COMPARED = re.compile(
    r"\b(?:(?P<more>more|bigger|larger|greater|higher)|(?P<less>less|smaller|lower))\b(?:\s[\w-]+){0,6}?\sthan\b"
    r"|\b(?P<more2>outsold|outraised|outweighed|exceeded|topped|dwarfed|beat)\b",
    re.IGNORECASE,
)
MONEY = re.compile(
    r"\b(?:rais\w+|brought in|source of (?:cash|money|funds|funding)|proceeds|cash|money|sold|sales?|yielded)\b",
    re.IGNORECASE,
)
OTHER = re.compile(
    r"\b(?:shares? than|dividends?|yields?|coupons?|rates?|available|left|room|capacity"
    r"|price|will|would|times|twice|not)\b"
    r"|n[’']t\b",
    re.IGNORECASE,
)
WEEK, SLACK = timedelta(days=9), timedelta(days=1)


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where no two papers are compared by what they brought in, or of one nothing was sold in those days."""
    words = claim.source.quote
    compared = COMPARED.search(words)
    if compared is None or not MONEY.search(words) or OTHER.search(words) or claim.negated:
        return None
    first, second = _named(words[: compared.end()]), _named(words[compared.end() :])
    if len(first) != 1 or len(second) != 1 or first == second:
        return None
    rows = [_rows(name, claim, known) for name in (first[0], second[0])]
    if not all(rows):
        return None
    sums = [total_of(own) for own in rows]
    told = [any(is_right(figure, one) for one in sums) for figure, _ in read_sums(words)]
    more = compared["more"] or compared["more2"]
    right = all(told) and (sums[0] > sums[1] if more else sums[0] < sums[1])
    cited = [max(own, key=lambda one: one.net_proceeds_usd or Decimal(0)) for own in rows]
    end = max(one.period_end_on or date.min for own in rows for one in own)
    return confirm_or_refute(
        known,
        right,
        f"To {say_day(end)}: {first[0]} brought {say_amount(sums[0], 'USD')} of net proceeds, against "
        f"{say_amount(sums[1], 'USD')} of {second[0]}; the first is {'more' if sums[0] > sums[1] else 'less'}.",
        *cited,
    )


def _named(words: str) -> list[str]:
    return [name for name, said in PAPERS.items() if re.search(rf"\b{said}\b", words)]


def _rows(name: str, claim: Claim, known: Knowledge) -> Sequence[Issuance]:
    """What was sold of that paper in those days, or in the last week told by then."""
    day = said_on(claim)
    span = period(claim) or (day - WEEK, day)
    return [
        one
        for one in known.record.issuances
        if one.kind in ("atm", "offering")
        and one.net_proceeds_usd is not None
        and one.period_end_on
        and span[0] <= one.period_end_on <= span[1] + SLACK
        and re.search(PAPERS[name], one.security, re.IGNORECASE)
    ]
