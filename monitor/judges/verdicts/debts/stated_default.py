"""A default that a filing states, or denies, in so many words.

    "did not make the payment due on June 1, which constitutes an event of default"   it has defaulted
    "no event of default has occurred under our indentures"                           until that day it has not

A denial tells how things stood when it was filed. What is said of later days stays open, with the denial beside
it, until another one is filed; that no filing speaks of a default proves nothing.
"""

from __future__ import annotations

import re
from datetime import timedelta
from textwrap import shorten

from monitor.judges._days import new_york_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite, confirm_or_refute, say_filed
from monitor.judges.verdicts._time import period, said_on
from monitor.records import Claim, ClaimType, PaymentStatement

CLAIM_TYPES: tuple[ClaimType, ...] = ("default_or_insolvency",)
# What has happened or has not; "if the loan defaults" and "would default" are of another kind.
DEFAULTED = re.compile(
    r"\bdefaulted\b|\b(?:is|are|was|were|been)\s+(?:now\s+|already\s+)?in\s+default\b"
    r"|\bdefault\s+(?:has\s+|had\s+)?(?:occurred|happened)\b",
    re.IGNORECASE,
)
SUPPOSED = re.compile(
    r"\b(?:if|should|would|could|may(?!\s+(?:of\s+)?\d)|might|will|unless|upon|cannot)\b", re.IGNORECASE
)
DENIED = re.compile(
    r"\b(?:no|not|never|neither|nor|without)\b[^.;]{0,80}\bdefault(?:s|ed)?\b|\bdefaults?\b[^.;]{0,40}\bnot\b",
    re.IGNORECASE,
)
DEFAULT = re.compile(r"\bdefault", re.IGNORECASE)
STANDING = re.compile(r"\b(?:has|have)\s+occurred\b|\bcontinuing\b|\bin\s+default\b|\bdefaulted\b", re.IGNORECASE)
PAPERS = {
    "loan": re.compile(r"\bloans?\b|\bcredit\s+(?:facilit|agreement)|\blenders?\b", re.IGNORECASE),
    "note": re.compile(r"\bnotes?\b|\bbonds?\b|\bindentures?\b|\bdebentures?\b|\bconvertibles?\b", re.IGNORECASE),
}
RECENT = timedelta(days=100)  # a quarter and the days until its report


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where no filing of these days speaks of a default of such paper."""
    words = claim.source.quote
    if claim.modality == "predicted" or not DEFAULTED.search(words) or SUPPOSED.search(words):
        return None
    day = said_on(claim)
    spoken_of = period(claim) or (day, day)
    told = [
        one
        for one in known.record.statements
        if one.topic == "default"
        and (one.modality, one.tense != "future") == ("fact", True)
        and DEFAULT.search(one.source.quote)
        and _is_same_paper(words, one.source.quote)
        and abs(day - new_york_day(one.known_at)) <= RECENT
    ]
    happened = [one for one in told if one.polarity == "affirmed" and _has_happened(one)]
    if happened:
        return confirm_or_refute(known, not claim.negated, _say(known, happened[-1]), happened[-1])
    denied = [one for one in told if one.polarity == "negated" and DENIED.search(one.source.quote)]
    if not denied:
        return None
    last = denied[-1]
    if new_york_day(last.known_at) >= spoken_of[1]:
        return confirm_or_refute(known, claim.negated, _say(known, last), last)
    return Finding(
        label="not_enough_evidence",
        reason="blind_window",
        rationale=f"{_say(known, last)} What happened since, no filing in the store says.",
        evidence=cite(known, "context", last),
    )


def _is_same_paper(claimed: str, filed: str) -> bool:
    """A loan is no note: a kind that the claim names must be spoken of, unless the filing speaks of all debt."""
    named = [kind for kind, pattern in PAPERS.items() if pattern.search(claimed)]
    spoken = [kind for kind, pattern in PAPERS.items() if pattern.search(filed)]
    return not named or not spoken or bool(set(named) & set(spoken))


def _has_happened(one: PaymentStatement) -> bool:
    """Told as done, or as what stands since; a term ("if we fail to pay") tells what would be."""
    quote = one.source.quote
    return not SUPPOSED.search(quote) and (one.tense == "past" or bool(STANDING.search(quote)))


def _say(known: Knowledge, one: PaymentStatement) -> str:
    quote = shorten(one.source.quote, 160, placeholder=" …")
    return f"{say_filed(known, one.source)}: “{quote}”."
