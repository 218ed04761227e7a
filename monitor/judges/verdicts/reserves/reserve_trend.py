"""The dollar reserve from one week to the next: "the dollar reserve rose for a second week", "doubled from a week
earlier".

The balances of reports that follow each other, where `reserve_then_and_now.py` does not answer: how often in a
row, and by which factor. Where a week is missing it stays open.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import get_args

from monitor.judges._days import say_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import confirm_or_refute
from monitor.judges.verdicts._figures import say_amount
from monitor.judges.verdicts._time import period, said_on
from monitor.judges.verdicts._week_words import is_so, read_change, say_share
from monitor.records import Claim, ClaimType, Reserve

CLAIM_TYPES: tuple[ClaimType, ...] = get_args(ClaimType)
RESERVE = re.compile(r"\b(?:dollar|USD|cash) (?:reserves?|cushion|pile)\b", re.IGNORECASE)
OTHER = re.compile(r"\b(?:will|would|could|if|dividends? (?:rose|fell))\b|\bnot\b|n[’']t\b|\$", re.IGNORECASE)
FRESH, APART = timedelta(days=12), timedelta(days=9)


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where it is not compared with a week before, or too few balances follow each other."""
    words = claim.source.quote
    change = read_change(words)
    if change is None or not RESERVE.search(words) or OTHER.search(words) or claim.negated:
        return None
    rows = _weeks(claim, known)
    values = [one.amount_usd for one in rows]
    right = is_so(change, values)
    if right is None:
        return None
    last = rows[-1]
    say = [say_amount(one, "USD") for one in values[-change.weeks - 1 :]]
    return confirm_or_refute(
        known,
        right,
        f"The dollar reserve from report to report, to {say_day(last.as_of_on)}: {', then '.join(say)}, "
        f"against {say[0]}{say_share(values, change)}.",
        last,
        rows[-change.weeks - 1],
    )


def _weeks(claim: Claim, known: Knowledge) -> list[Reserve]:
    """Balances of weeks that follow each other, up to the one that is meant."""
    day, named = said_on(claim), period(claim)
    rows = {one.as_of_on: one for one in known.record.reserves if one.kind == "usd_reserve"}
    days = sorted(on for on in rows if on <= (named[1] if named else day))
    if not days or day - days[-1] > FRESH:
        return []
    found = [days[-1]]
    for on in reversed(days[:-1]):
        if found[-1] - on > APART:
            break
        found.append(on)
    return [rows[on] for on in reversed(found)]
