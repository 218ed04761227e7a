"""BTC Yield told as what the coins have earned: "a return of 74.3% on its bitcoin" is a misreading (contract, 4).

The figure is how much the coins grew for each share, which the filings expressly call no return on an investment.
Where the percentage is one that they state of it, the statement is refuted.
"""

from __future__ import annotations

import re
from decimal import Decimal

from monitor.judges._days import new_york_day, say_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite_quotes
from monitor.judges.verdicts._sentences import find_sentences
from monitor.judges.verdicts._time import said_on
from monitor.records import Claim, ClaimType

CLAIM_TYPES: tuple[ClaimType, ...] = ("other", "mnav_or_valuation", "holdings_total")
EARNED = re.compile(
    r"\b(?:return(?:s|ed)?|profits?|gain(?:s|ed)?|earn(?:s|ed|ings)?|interest|made|up)\b[^.;]{0,50}"
    r"\b(?:bitcoins?|BTC|coins?|investment|holdings?)\b"
    r"|\b(?:bitcoins?|BTC|coins?|investment|holdings?)\b[^.;]{0,50}\b(?:return(?:s|ed)?|profits?|gained"
    r"|earn(?:s|ed)?)\b",
    re.IGNORECASE,
)
FILED = re.compile(
    r"\b(?:8-K|10-[QK]|filings?|filed|report(?:s|ed)|disclos\w+|according to|BTC Yield)\b", re.IGNORECASE
)
NOT = re.compile(r"\b(?:not|no|never|rather than|instead of|unlike)\b|n[’']t\b", re.IGNORECASE)
PERCENT = re.compile(r"(?<![\d.])(?P<rate>\d+(?:\.\d+)?)\s?(?:%|per\s?cent\b)", re.IGNORECASE)
YIELD = re.compile(
    r"\bBTC\s+Yield\b[^.;]{0,120}?\b(?:was|is|of|were)\s+(?:approximately\s+)?\d+(?:\.\d+)?%(?:[^.;]|\.\d){0,60}",
    re.IGNORECASE,
)


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None unless the one percentage of the statement is a BTC Yield that a filing states, told as a return."""
    words = claim.source.quote
    rates = [Decimal(match["rate"]) for match in PERCENT.finditer(words)]
    if len(rates) != 1 or not (EARNED.search(words) and FILED.search(words)) or NOT.search(words):
        return None
    for sentence in find_sentences(known, YIELD, until=said_on(claim), limit=12):
        told = [Decimal(match["rate"]) for match in PERCENT.finditer(sentence.match.group())]
        if rates[0] in told:
            return Finding(
                label="refuted",
                reason="misread_filing",
                rationale=f"{rates[0]} % is the BTC Yield stated in the filing of "
                f"{say_day(new_york_day(sentence.filing.accepted_at))}: how far the coins grew for each share, "
                "and no return on them.",
                evidence=cite_quotes(known, "refutes", sentence.quote),
            )
    return None
