"""Stock sold under a program in one week against the week before: "sold more common stock than the week before",
"common-stock proceeds rose to $181 million from $128.3 million a week earlier".

The rows of one paper for weeks that follow each other, in dollars or in shares, also for several weeks running; a
week without a row leaves it open. What several papers brought together is for `weeks_compared.py`.
"""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from typing import get_args

from monitor.judges._days import say_day
from monitor.judges._precision import say_units
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import confirm_or_refute
from monitor.judges.verdicts._figures import is_right, say_amount
from monitor.judges.verdicts._paper_words import read_sums
from monitor.judges.verdicts._time import period, said_on
from monitor.judges.verdicts._week_words import is_so, read_change, say_share
from monitor.judges.verdicts.programs._rows import PAPERS
from monitor.records import Claim, ClaimFigure, ClaimType, Issuance

CLAIM_TYPES: tuple[ClaimType, ...] = get_args(ClaimType)
SALES = re.compile(r"\b(?:s[oe]ll\w*|sold|sales?|rais\w+|proceeds|issu\w+|brought in|ATM)\b", re.IGNORECASE)
SHARES = re.compile(r"\bshares\b", re.IGNORECASE)
STOCK = re.compile(r"\b(?:common[- ](?:stock|shares?)|MSTR|class A|common ATM)\b", re.IGNORECASE)
OTHER = re.compile(
    r"\b(?:bitcoins?|coins?|BTC|dividends?|price|traded?|trading|volume|will|would|left|available|room|insiders?)\b"
    r"|\bnot\b|n[’']t\b",
    re.IGNORECASE,
)
FRESH, WEEK, SLACK = timedelta(days=12), 7, 2


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where no week of one paper is compared with the one before, or a week has no row."""
    words = claim.source.quote
    change = read_change(words)
    named = _named(words)
    if change is None or not SALES.search(words) or OTHER.search(words) or claim.negated or len(named) != 1:
        return None
    rows = _weeks(named[0], claim, known)
    shares = SHARES.search(words) is not None and not read_sums_of(words)
    values = [one.shares if shares else one.net_proceeds_usd for one in rows]
    told = [one for one in values if one is not None]
    if len(told) != len(values) or len(rows) < change.weeks + 1:
        return None
    right = is_so(change, told)
    if right is None:
        return None
    right = right and all(
        any(is_right(figure, one) for one in told[-change.weeks - 1 :]) for figure in read_sums_of(words)
    )
    say = [f"{say_units(one)} shares" if shares else say_amount(one, "USD") for one in told[-change.weeks - 1 :]]
    first, last = rows[-change.weeks - 1], rows[-1]
    return confirm_or_refute(
        known,
        right,
        f"{last.security}, week by week to {say_day(last.period_end_on or said_on(claim))}: "
        f"{', then '.join(say)}; that is {'more' if told[-1] > told[-change.weeks - 1] else 'less'} than before, "
        f"against {say[0]}{say_share(told, change)}.",
        last,
        first,
    )


def read_sums_of(words: str) -> list[ClaimFigure]:
    """The dollar amounts that are no prices."""
    return [figure for figure, _ in read_sums(words) if figure.value >= Decimal(100_000)]


def _named(words: str) -> list[str]:
    named = [name for name, said in PAPERS.items() if name != "common stock" and re.search(rf"\b{said}\b", words)]
    return named or (["common stock"] if STOCK.search(words) else [])


def _weeks(name: str, claim: Claim, known: Knowledge) -> list[Issuance]:
    """Rows of that paper of weeks that follow each other without a gap, up to the one that is meant."""
    day, named = said_on(claim), period(claim)
    rows = {
        one.period_end_on: one
        for one in known.record.issuances
        if one.kind == "atm"
        and one.period_start_on
        and one.period_end_on
        and (one.period_end_on - one.period_start_on).days < WEEK + SLACK
        and re.search(
            rf"{PAPERS[name]}|\b(?:MSTR|Common)\b" if name == "common stock" else PAPERS[name], one.security
        )
    }
    ends = sorted(end for end in rows if end is not None and end <= (named[1] if named else day))
    if not ends or day - ends[-1] > FRESH:
        return []
    found = [ends[-1]]
    for end in reversed(ends[:-1]):
        if (found[-1] - end).days > WEEK + SLACK:
            break
        found.append(end)
    return [rows[end] for end in reversed(found)]
