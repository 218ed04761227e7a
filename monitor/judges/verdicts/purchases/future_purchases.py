"""Purchases that are said to come. "The filing says that it intends to buy more" is judged on the filing's words;
a forecast of purchases is open (contract, Verdicts, 7)."""

from __future__ import annotations

import re

from monitor.judges._days import new_york_day, say_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite_quotes
from monitor.judges.verdicts._foretold import judge_denied, judge_foretold
from monitor.judges.verdicts._sentences import find_sentences
from monitor.judges.verdicts._time import said_on
from monitor.judges.verdicts._words import FILED
from monitor.records import Claim, ClaimType

CLAIM_TYPES: tuple[ClaimType, ...] = ("purchase",)
BUYING = re.compile(
    r"\b(?:intends?|expects?|plans?)\s+to\s+(?:continue\s+to\s+)?(?:purchase|acquire|buy)\s+(?:additional\s+|more\s+)?(?:bitcoins?|BTC)\b"
    r"|\bintend\s+to\s+purchase\s+additional\s+bitcoin",
    re.IGNORECASE,
)
TO_BUY = re.compile(
    r"\b(?:intends?|plans?|planning|expects?|aims?|wants?|intention|will|expected|going to|set "
    r"to)\b[^.;]{0,60}\b(?:b(?:uy\w*|ought)|purchas\w+|acquir\w+|add(?:ing)?|accumulat\w+|spen[dt]\w*|splash\w*|pour\w*)\b",
    re.IGNORECASE,
)


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None when the claim is of a purchase that happened."""
    words = claim.source.quote
    denied = judge_denied(claim, known, "acquired")
    if denied is not None:
        return denied
    possible = claim.modality == "hedged" and not claim.figures and claim.period_end_on is None
    if claim.negated or not (TO_BUY.search(words) or possible):
        return None
    told = (
        next(find_sentences(known, BUYING, until=said_on(claim), limit=1), None) if FILED.search(words) else None
    )
    if told is not None and not claim.figures:
        return Finding(
            label="supported",
            reason="matches_disclosure",
            rationale=f"The {told.filing.form} filed on {say_day(new_york_day(told.filing.accepted_at))} says so.",
            evidence=cite_quotes(known, "supports", told.quote),
        )
    if claim.modality not in ("predicted", "hedged"):
        return None
    passed = judge_foretold(claim, known, "acquired")
    if passed is not None:
        return passed
    return Finding(
        label="not_enough_evidence",
        reason="prediction",
        rationale="What will be bought stands in no filing.",
        firmness="default",
        idle=not claim.figures,
    )
