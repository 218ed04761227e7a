"""Who sells what he mines: "pays part of its running costs by selling coins it mines", "never sells a mined coin".

A habit or a policy, of no day and no sum: a sentence of the filings of the last months that says so in so many
words confirms it, and contradicts its denial.
"""

from __future__ import annotations

import re
from datetime import timedelta

from monitor.judges._days import new_york_day, say_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite_quotes
from monitor.judges.verdicts._sentences import find_sentences
from monitor.judges.verdicts._time import said_on
from monitor.records import Claim, ClaimType

CLAIM_TYPES: tuple[ClaimType, ...] = (
    "btc_sale_past",
    "btc_sale_hidden_or_rumoured",
    "btc_sale_future_or_forced",
    "other",
)
COINS = r"(?:bitcoins?|BTC|coins?)"
HABIT = re.compile(
    rf"\b(?:sells?|selling|sales? of)\b[^.;]{{0,40}}\b{COINS}\b[^.;]{{0,40}}\b(?:mines?|mined|mining"
    rf"|produces?|produced)\b"
    rf"|\b(?:mined|self-mined|freshly mined|newly mined) {COINS}\b[^.;]{{0,40}}\b(?:sold|sells?|selling)\b"
    rf"|\b(?:fund|financ|pay|cover|meet|bankroll)\w*\b[^.;]{{0,50}}\b(?:operat\w+|running|costs|expenses|overheads?|bills)\b"
    rf"[^.;]{{0,40}}\b(?:selling|sales? of)\b[^.;]{{0,30}}\b{COINS}\b"
    rf"|\b(?:sells?|selling|sales? of)\b[^.;]{{0,30}}\b{COINS}\b[^.;]{{0,40}}\b(?:fund|financ|pay|cover|meet"
    rf"|support)\w*\b[^.;]{{0,30}}"
    r"\b(?:operat\w+|running costs|costs|expenses|overheads?|bills)\b",
    re.IGNORECASE,
)
DONE = re.compile(r"\b(?:sold|last (?:week|month|quarter)|yesterday|today)\b", re.IGNORECASE)
PRACTICE = re.compile(
    rf"\bfinanc\w+\b[^.]{{0,60}}\bthrough\s(?:the\s)?sales?\sof\s[^.]{{0,20}}\b{COINS}\b"
    rf"|\bwe\ssell\s(?:our\s|some\s|a portion of our\s)?{COINS}\s(?:from\stime\sto\stime|to\s(?:support|fund))"
    rf"|\bdispositions\sof\s{COINS}\swere\sthe\sresult\sof\ssales\b[^.]{{0,60}}\bfund\b",
    re.IGNORECASE,
)
FRESH = timedelta(days=140)


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where a sum or a day is told, or no filing of the last months speaks of such a habit."""
    words = claim.source.quote
    if claim.figures or claim.period_end_on is not None or not HABIT.search(words) or DONE.search(words):
        return None
    day = said_on(claim)
    told = list(find_sentences(known, PRACTICE, until=day, limit=3))
    told = [one for one in told if one.filing == told[0].filing]
    if not told or day - new_york_day(told[0].filing.accepted_at) > FRESH:
        return None
    sentence = told[0]
    filed = say_day(new_york_day(sentence.filing.accepted_at))
    return Finding(
        label="refuted" if claim.negated else "supported",
        reason="contradicts_disclosure" if claim.negated else "matches_disclosure",
        rationale=f"The {sentence.filing.form} filed on {filed}: “{' '.join(sentence.words.split())[:300]}”.",
        evidence=cite_quotes(known, "refutes" if claim.negated else "supports", *(one.quote for one in told)),
        firmness="retrieved",
    )
