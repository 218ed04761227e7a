"""Agreements to sell stock bit by bit: how much they allow, and that an agreement is no sale (contract, 4).

"A sales agreement with Cowen and BTIG lets it issue as much as $500 million": the sum that the newest filing on
such an agreement states. "Has sold $500 million under the new agreement" on the days of its signing: misread.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from monitor.judges._days import new_york_day, say_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite_quotes
from monitor.judges.verdicts._figures import is_right, say_amount, say_figure
from monitor.judges.verdicts._paper_words import read_sums
from monitor.judges.verdicts._sentences import MONEY, find_sentences, read_money
from monitor.judges.verdicts._time import said_on
from monitor.records import Claim, ClaimFigure, ClaimType

CLAIM_TYPES: tuple[ClaimType, ...] = (
    "other",
    "btc_sale_past",
    "btc_sale_future_or_forced",
    "debt_total",
    "purchase",
)
STOCK = re.compile(r"\b(?:stock|shares?|equity|ATM|at-the-market)\b", re.IGNORECASE)
AGREED = re.compile(
    r"\b(?:agreement|program(?:me)?|deal|prospectus|signed|(?-i:may) (?:now )?(?:sell|issue|offer)|lets?"
    r"|allow\w*|can (?:now )?"
    r"(?:sell|issue|offer)|up to|as much as|filing|8-K)\b",
    re.IGNORECASE,
)
PERMITTED = re.compile(
    r"\b(?:up to|as much as|(?-i:may)|can|lets?|allow\w*|could|for up to|to (?:sell|issue|offer))\b", re.I
)
DONE = re.compile(
    r"\b(?:has|have)\s(?:already\s)?(?:sold|raised|issued|completed)\b|\b(?:sold|raised|pocketed|took in)\b", re.I
)
TOLD = re.compile(
    r"\bsales\s+agreements?\b(?:[^.]|\.(?=\d)|(?<=Inc)\."
    r"|(?<=Co)\.){0,400}?\bmay\s+issue\s+and\s+sell\b(?:[^.]|\.(?=\d)){0,200}?\bup\s+to\s",
    re.IGNORECASE,
)
FORMS = ("LLC", "Inc", "Co", "Company", "Securities", "Capital", "Markets", "Sales", "Agent", "Agents")
FRESH = timedelta(days=12)
LEAST = 10_000_000  # dollars


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where no sum of stock to be sold is said, or no filing of these days signs an agreement."""
    words, day = claim.source.quote, said_on(claim)
    sums = [figure for figure, _ in read_sums(words) if figure.value >= LEAST]
    sums += [one for one in claim.figures if one.unit == "USD" and one.value >= LEAST and not sums]
    if len(sums) != 1 or not STOCK.search(words) or claim.negated:
        return None
    if not AGREED.search(words) and not DONE.search(words):
        return None
    for sentence in find_sentences(known, TOLD, until=day, limit=4):
        filed = new_york_day(sentence.filing.accepted_at)
        money = MONEY.match(sentence.words, sentence.match.end())
        if money is None or day - filed > FRESH or "previously disclosed" in sentence.words:
            continue
        if not AGREED.search(words) and not _names_agents(words, sentence.words):
            return None  # stock that was sold otherwise
        amount = read_money(money)
        signed = f"Filed on {say_day(filed)}: an agreement to sell up to {say_amount(amount, 'USD')} of stock"
        if not PERMITTED.search(words) and not DONE.search(words):
            return None
        right = is_right(_exact(sums[0]), amount)
        done = DONE.search(words) is not None and not PERMITTED.search(words)
        if done and not right:
            return None
        label = "supported" if right and not done else "refuted"
        also = ", and no sale under it" if done else "" if right else f"; {say_figure(sums[0])} is claimed"
        return Finding(
            label="supported" if label == "supported" else "refuted",
            reason="matches_disclosure"
            if label == "supported"
            else "misread_filing"
            if done
            else "contradicts_disclosure",
            rationale=f"{signed}{also}.",
            evidence=cite_quotes(known, "supports" if label == "supported" else "refutes", sentence.quote),
            firmness="retrieved",
        )
    return None


def _names_agents(words: str, told: str) -> bool:
    """Whether it names one of those through whom the filing lets it sell."""
    agents = re.search(r"\bwith\s(?P<names>[A-Z].{0,160}?),?\s(?:as|\(|pursuant)", " ".join(told.split()))
    names = re.findall(r"\b[A-Z][\w&]+", agents["names"]) if agents else []
    return any(re.search(rf"\b{name}\b", words) for name in names if name not in FORMS)


def _exact(figure: ClaimFigure) -> ClaimFigure:
    """ "As much as $500 million" is the limit itself."""
    return replace(figure, comparator="exactly") if figure.comparator in ("up_to", "at_most") else figure
