"""Whether notes are secured: "its convertibles are senior unsecured debt", "the converts are backed by coins".

The newest filing that calls its convertible notes unsecured decides for them; other paper (secured notes, a loan)
is not spoken of here.
"""

from __future__ import annotations

import re
from datetime import timedelta

from monitor.judges._days import new_york_day, say_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import confirm_or_refute
from monitor.judges.verdicts._sentences import find_sentences
from monitor.judges.verdicts._time import said_on
from monitor.records import Claim, ClaimType

CLAIM_TYPES: tuple[ClaimType, ...] = ("debt_total", "default_or_insolvency", "other", "btc_sale_future_or_forced")
CONVERTS = re.compile(r"\b(?:convertibles?(?: (?:notes|bonds|debt|paper))?|converts)\b", re.IGNORECASE)
OTHER = re.compile(r"\b(?:loan|secured notes|2028 secured|preferreds?|if|should|would)\b", re.IGNORECASE)
UNSECURED = re.compile(
    r"\bunsecured\b|\b(?:not|none|no(?! (?:less|fewer|more|lower))|never|nor)\b[^.;]{0,45}"
    r"\b(?:secured|backed|collateral\w*|pledged|lien)\b"
    r"|\bwithout (?:(?:putting up|posting|pledging|offering|giving|giving up|providing|setting aside) )?"
    r"(?:any |a )?(?:single )?(?:collateral|security|bitcoins?|coins?)\b"
    r"|\bpledg\w+ (?:no|none of its|not (?:a|one)(?: single)?) (?:\w+ )?(?:bitcoins?|coins?|collateral|security)\b"
    r"|(?:\b(?:no(?! (?:less|fewer|more|lower))|not|never)\b|n[’']t\b)"
    r"[^.;]{0,30}\b(?:collateral|security (?:for|in return))\b",
    re.IGNORECASE,
)
SECURED = re.compile(
    r"(?<!un)\bsecured\b|\b(?:backed|collaterali[sz]ed) by\b[^.;]{0,25}\b(?:bitcoins?|BTC|coins)\b|\bpledged\b"
    r"|\bcollateral for\b|\bclaim on (?:its|the) (?:bitcoins?|coins)\b"
    r"|\bsei[sz]e\b[^.;]{0,20}\b(?:bitcoins?|coins)\b",
    re.IGNORECASE,
)
TOLD = re.compile(r"\bnotes\s+are\s+(?:\w+\s+)?(?:senior\s+)?unsecured\s+obligations\b", re.IGNORECASE)
FRESH = timedelta(days=550)


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where nothing of the kind is said of convertible notes, or no filing tells."""
    words = claim.source.quote
    if not CONVERTS.search(words) or OTHER.search(words) or claim.figures or claim.modality == "predicted":
        return None
    free, bound = UNSECURED.search(words), SECURED.search(words)
    told = next(find_sentences(known, TOLD, until=said_on(claim), limit=1), None)
    if not (free or bound) or told is None:
        return None
    filed = new_york_day(told.filing.accepted_at)
    if said_on(claim) - filed > FRESH:
        return None
    right = free is not None
    return confirm_or_refute(
        known,
        right,
        f"Filed on {say_day(filed)}: the convertible notes are unsecured, without collateral.",
        told.quote,
        firmness="retrieved",
    )
