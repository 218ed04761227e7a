"""What a loan was paid back with, in the filing's own words: share sales, cash, coins sold."""

from __future__ import annotations

import re

from monitor.judges._days import new_york_day, say_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite_quotes
from monitor.judges.verdicts._sentences import find_sentences
from monitor.records import Claim

TOLD = re.compile(
    r"\b(?:prepayment|repayment|payoff|redemption)\b[^.]{0,80}\b(?:funded|financed|made)\b[^;]*", re.IGNORECASE
)
MEANS: dict[str, str] = {
    "sales of shares": r"\b(?:shares?|stock|equity|ATM|at-the-market|sales agreement)\b",
    "sales of bitcoin": r"\b(?:s(?:old|ells?|elling)|sales? of|dump\w*|liquidat\w+|unload\w*)\s(?:\w+\s){0,3}"
    r"(?:bitcoins?|BTC|coins)\b|\b(?:bitcoin|coin) sales?\b",
    "borrowing": r"\b(?:new (?:loan|notes|debt)|refinanc\w+|convertibles?|borrow\w+ (?:money|cash))\b",
}
SAID = re.compile(
    r"\b(?:fund\w*|financ\w*|paid (?:for|off|back|with)|using|by selling|by issuing|through|proceeds|money from|"
    r"thanks to|to (?:re|pre)?pay|to clear|to settle|with (?:the|money|cash))\b",
    re.IGNORECASE,
)


def judge_means(claim: Claim, known: Knowledge) -> Finding | None:
    """None when the sentence says nothing of it, or no filing does."""
    words = claim.source.quote
    named = [name for name, said in MEANS.items() if re.search(said, words, re.IGNORECASE)]
    if not named or not SAID.search(words) or claim.modality == "predicted":
        return None
    for sentence in find_sentences(known, TOLD, limit=5):
        told = [name for name, said in MEANS.items() if re.search(said, sentence.words, re.IGNORECASE)]
        if not told:
            continue
        right = bool(set(named) & set(told)) != claim.negated
        return Finding(
            label="supported" if right else "refuted",
            reason="matches_disclosure" if right else "contradicts_disclosure",
            rationale=f"Filed on {say_day(new_york_day(sentence.filing.accepted_at))}: it was paid back with "
            f"{' and '.join(told)}; {' and '.join(named)} is claimed.",
            evidence=cite_quotes(known, "supports" if right else "refutes", sentence.quote),
        )
    return None
