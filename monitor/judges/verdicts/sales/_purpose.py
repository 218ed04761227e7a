"""What the money of a sale was for: as the claim has it, against the filing's own words."""

from __future__ import annotations

import re

from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite
from monitor.judges.verdicts._disclosed import Trade
from monitor.records import Claim

FOR = re.compile(
    r"\b(?:to|for|toward|citing|because of|went (?:to|toward|into)|used (?:to|for)|in order to"
    r"|as)\b(?P<what>[^.;]{0,80})|\b(?:fund|financ|pay|cover|servic|harvest)\w*\b(?P<more>[^.;]{0,80})",
    re.IGNORECASE,
)
AIMS: dict[str, str] = {
    "dividends on preferred stock": r"\b(?:dividends?|distributions?|preferred)\b",
    "debt": r"\b(?:debts?|notes?|bonds?|convertibles?|loans?|creditors|lenders?|interest|coupons?|margin call)\b",
    "taxes": r"\btax(?:es|ation)?\b|\bcarry ?backs?\b",
    "buying back shares": r"\b(?:buy ?backs?|repurchas\w+|bought back)\b",
}

COINS_BACK = re.compile(  # "only to buy back 810 two days later": coins again, and no shares
    r"\b(?:b(?:uy(?:ing|s)?|ought) ?back|repurchas\w+)\s(?:[\w,.]+\s){0,3}?(?:\d[\d,]*|coins?|bitcoins?|BTC|more"
    r"|them|in)\b"
    r"(?!\s(?:\w+\s)?(?:shares?|stock))",
    re.IGNORECASE,
)


def judge_purpose(claim: Claim, known: Knowledge, trade: Trade) -> Finding | None:
    """None when the claim names no aim, or the one that the filing names."""
    said = " ".join(match.group() for match in FOR.finditer(COINS_BACK.sub(" ", claim.source.quote)))
    named = [aim for aim, words in AIMS.items() if re.search(words, said, re.IGNORECASE)]
    if not named:
        return None
    change = trade.change
    told = f"{change.purpose or ''} {change.source.quote}"
    disclosed = [aim for aim, words in AIMS.items() if re.search(words, told, re.IGNORECASE)]
    if set(named) & set(disclosed):
        return None
    if not disclosed:
        return Finding(
            label="not_enough_evidence",
            reason="no_disclosure",
            rationale=f"The sale is disclosed, but no filing says that it was for {named[0]}.",
            evidence=cite(known, "context", change),
        )
    return Finding(
        label="refuted",
        reason="contradicts_disclosure",
        rationale=f"By the filing the sale was for {disclosed[0]}, not for {named[0]}: "
        f"“{(change.purpose or change.source.quote)[:160]}”.",
        evidence=cite(known, "refutes", change),
    )
