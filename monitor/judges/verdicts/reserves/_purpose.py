"""What a dollar reserve is for, by the filings: dividends and interest, say, and not the buying back of notes."""

from __future__ import annotations

import re

from monitor.judges._particulars import AIMS, PURPOSE
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite_quotes, say_filed
from monitor.judges.verdicts._sentences import Sentence, find_sentences
from monitor.judges.verdicts._time import said_on
from monitor.records import Claim

TOLD = re.compile(
    r"\breserve\b[^;]{0,90}?\b(?:to\s+(?:support|fund|pay|cover|meet)|meant\s+(?:to|for)|for\s+the\s+payment|intended\s+(?:to|for))\b",
    re.IGNORECASE,
)


def find_purpose(known: Knowledge, claim: Claim) -> Sentence | None:
    """The newest sentence that says what the reserve is for."""
    return next(find_sentences(known, TOLD, until=said_on(claim), limit=1), None)


BITCOIN = (
    r"(?:buy\w*|purchas\w+|acquir\w+)\b[^.;]{0,25}\b(?:bitcoins?|BTC|coins)"
    r"|(?:bitcoin|BTC) (?:purchases|buys|acquisitions)"
)
NAMED = AIMS | {"buying bitcoin": BITCOIN}


def aims_of(words: str) -> set[str]:
    """The aims that words name."""
    return {name for name, shown in NAMED.items() if re.search(rf"\b(?:{shown})\b", words, re.IGNORECASE)}


def claimed_aims(claim: Claim) -> set[str]:
    """The aims that a claim names as such: "to cover dividends"."""
    return aims_of(" ".join(match.group() for match in PURPOSE.finditer(claim.source.quote)))


def judge_purpose(claim: Claim, known: Knowledge, sentence: Sentence | None) -> Finding | None:
    """Refuted when the filing names other aims, and none of the claimed ones; None otherwise."""
    claimed = claimed_aims(claim)
    if sentence is None or not claimed:
        return None
    told = aims_of(sentence.words[sentence.match.start() :])
    if not told or claimed & told:
        return None
    return Finding(
        label="refuted",
        reason="contradicts_disclosure",
        rationale=f"{say_filed(known, sentence.quote)}: the reserve is for "
        f"{' and '.join(sorted(told))}, not for {' and '.join(sorted(claimed))}.",
        evidence=cite_quotes(known, "refutes", sentence.quote),
    )


def judge_aim(claim: Claim, known: Knowledge, sentence: Sentence | None) -> Finding | None:
    """ "The reserve is meant to pay dividends and interest", without a sum."""
    missed = judge_purpose(claim, known, sentence)
    if sentence is None or missed is not None:
        return missed
    if not claimed_aims(claim) <= aims_of(sentence.words[sentence.match.start() :]):
        return None
    return Finding(
        label="supported",
        reason="matches_disclosure",
        rationale=f"{say_filed(known, sentence.quote)}: "
        f"“{' '.join(sentence.words[sentence.match.start() :].split())[:200]}”.",
        evidence=cite_quotes(known, "supports", sentence.quote),
    )
