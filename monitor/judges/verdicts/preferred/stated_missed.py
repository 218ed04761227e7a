"""A payment that a filing says was due and was not made.

    "missed an interest payment on its 2028 notes"    "did not pay the interest due on September 15 on its notes"

Only a filing that says so confirms it; that none tells of a payment proves nothing. `payments` goes on from here.
"""

from __future__ import annotations

import re
from datetime import timedelta
from textwrap import shorten

from monitor.judges._days import new_york_day
from monitor.judges._unpaid import find_unpaid
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import confirm_or_refute, say_filed
from monitor.judges.verdicts._time import period, said_on
from monitor.judges.verdicts.preferred._rate_series import named_series
from monitor.judges.verdicts.preferred.payments import DIVIDEND, INTEREST
from monitor.records import Claim, ClaimType, PaymentStatement

CLAIM_TYPES: tuple[ClaimType, ...] = ("interest_or_dividend_payment", "default_or_insolvency")
SKIPPED = ("skip", "miss", "omit", "fail")
YEAR = re.compile(
    r"\b(?P<first>20\d\d)\s+(?:\w+\s+){0,2}(?:notes|bonds|converts)\b|\bdue\s+(?:in\s+)?(?P<last>20\d\d)\b",
    re.IGNORECASE,
)
RECENT = timedelta(days=100)  # a quarter and the days until its report


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where no filing of these days tells of a payment that was not made."""
    skipped = claim.action in SKIPPED
    if claim.modality == "predicted" or not (skipped or (claim.action == "pay" and claim.negated)):
        return None
    day, span = said_on(claim), period(claim)
    words = claim.source.quote
    told = [
        one
        for one in known.record.statements
        if one.modality == "fact"
        and abs(day - new_york_day(one.known_at)) <= RECENT
        and (span is None or new_york_day(one.known_at) >= span[0])
        and find_unpaid(one) is not None
        and _is_meant(words, one)
    ]
    if not told:
        return None
    quote = shorten(told[-1].source.quote, 160, placeholder=" …")
    return confirm_or_refute(
        known,
        not (skipped and claim.negated),
        f"{say_filed(known, told[-1].source)}: “{quote}”.",
        told[-1],
    )


def _is_meant(claimed: str, one: PaymentStatement) -> bool:
    """Interest is no dividend, one series no other, and notes of one year none of another."""
    filed = one.source.quote
    kinds = [pattern for pattern in (INTEREST, DIVIDEND) if pattern.search(claimed)]
    if kinds and not any(pattern.search(filed) for pattern in kinds):
        return False
    return all(
        not (named := find(claimed)) or not (spoken := find(filed)) or named & spoken
        for find in (named_series, _years_of_notes)
    )


def _years_of_notes(words: str) -> set[str]:
    return {found["first"] or found["last"] for found in YEAR.finditer(words)}
