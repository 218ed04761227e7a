"""An offering that a filing only aims at, told as done: "has placed $2 billion of preferred shares".

A target, an intention and a proposal are no sale (contract, Verdicts, 4). Asked in the days after such a filing,
while none tells that the paper was priced or sold. Told as an aim, the sum is right.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import get_args

from monitor.judges._days import new_york_day, say_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite_quotes
from monitor.judges.verdicts._figures import is_right, say_amount
from monitor.judges.verdicts._paper_words import read_sums
from monitor.judges.verdicts._sentences import MONEY, Sentence, find_sentences, read_money
from monitor.judges.verdicts._time import said_on
from monitor.records import Claim, ClaimFigure, ClaimType

CLAIM_TYPES: tuple[ClaimType, ...] = get_args(ClaimType)
DONE = re.compile(
    r"\b(?:placed|sold|raised|issued|closed|completed|landed|pocketed|took in|secured|collected)\b", re.IGNORECASE
)
PLANNED = re.compile(
    r"\b(?:plan\w*|target\w*|intend\w*|intention|propos\w*|announc\w*|seek\w*|sought|wants?|wanted|aim\w*|would|will"
    r"|could|(?-i:may)|might|up to|as much as|hop(?:es|ed|ing)"
    r"|set out|to (?:raise|sell|place|issue|offer)|if|launch\w*)\b",
    re.IGNORECASE,
)
AIMED = re.compile(
    r"\b(?:plan(?:s|ned|ning)?|target\w*|intend\w*|intention|propos\w*|announc\w*|seek\w*|sought|wants?|wanted|aim\w*"
    r"|hop(?:es|ed|ing)|set out)\b",
    re.IGNORECASE,
)
PAPERS = {
    "preferred stock": r"\bpreferred\b",
    "notes": r"\b(?:notes?|bonds?|converts?|convertibles?|debentures?)\b(?! preferred)",
}
TOLD = re.compile(
    r"\b(?:target\w*|intends?|intention|propos\w+|plans?)\b[^.$]{0,120}?\b(?:raise|offer\w*|sell|issue)\b"
    r"[^.$]{0,80}?(?=\$)",
    re.IGNORECASE,
)
FRESH = timedelta(days=14)
LEAST = 10_000_000  # dollars
DAY = timedelta(days=1)
AFTER = 150  # characters from a sum to the paper that it is of


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where no sum of a paper is said to be sold or aimed at, or no filing of these days aims at that sum."""
    words, day = claim.source.quote, said_on(claim)
    sums = [figure for figure, _ in read_sums(words) if figure.value >= LEAST]
    papers = [name for name, said in PAPERS.items() if re.search(said, words, re.IGNORECASE)]
    done, aimed = (said.search(words) is not None for said in (DONE, PLANNED))
    if aimed and (claim.modality == "predicted" or not AIMED.search(words)):
        return None  # that it will be sold stands in no filing
    if len(sums) != 1 or len(papers) != 1 or claim.negated or done == aimed:
        return None
    for sentence in find_sentences(known, TOLD, until=day, limit=30):
        filed = new_york_day(sentence.filing.accepted_at)
        if day - filed > FRESH:
            return None
        amount = _find_sum(sentence, papers[0], sums[0])
        if amount is None or (done and _is_sold(known, papers[0], sentence)):
            continue
        also = "; no filing tells that any of it was sold" if done else ""
        return Finding(
            label="refuted" if done else "supported",
            reason="misread_filing" if done else "matches_disclosure",
            rationale=f"Filed on {say_day(filed)}: {say_amount(amount, 'USD')} of {papers[0]} is aimed at{also}.",
            evidence=cite_quotes(known, "refutes" if done else "supports", sentence.quote),
        )
    return None


def _find_sum(sentence: Sentence, paper: str, figure: ClaimFigure) -> Decimal | None:
    """The sum of the sentence that fits, where the words right after it are of that paper."""
    bare = replace(figure, comparator="exactly") if figure.comparator in ("up_to", "at_most") else figure
    for money in MONEY.finditer(sentence.words):
        if is_right(bare, read_money(money)) and re.search(
            PAPERS[paper], sentence.words[money.end() : money.end() + AFTER], re.IGNORECASE
        ):
            return read_money(money)
    return None


def _is_sold(known: Knowledge, paper: str, sentence: Sentence) -> bool:
    """Whether a filing tells, then or since, that such paper was priced or sold."""
    since = sentence.filing.accepted_at - DAY
    preferred = paper == "preferred stock"
    events = (one for one in known.record.events if one.kind in ("priced", "issued", "option_exercised"))
    told = [("preferred" in one.instrument_id, one.known_at) for one in events]
    offers = (one for one in known.record.issuances if one.kind == "offering")
    told += [(re.search(PAPERS[paper], one.security) is not None and preferred, one.known_at) for one in offers]
    return any(is_preferred == preferred and at >= since for is_preferred, at in told)
