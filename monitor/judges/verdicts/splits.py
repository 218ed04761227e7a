"""Stock splits: "a 10-for-1 split", "five-for-one", "each share becomes ten", against what filings declare."""

from __future__ import annotations

import re

from monitor.judges._days import new_york_day, say_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite_quotes
from monitor.judges.verdicts._sentences import find_sentences
from monitor.judges.verdicts._since import NUMBERS
from monitor.judges.verdicts._time import said_on
from monitor.records import Claim, ClaimType

CLAIM_TYPES: tuple[ClaimType, ...] = ("other", "mnav_or_valuation", "holdings_total", "insider_sale")
COUNT = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|fifty)"
RATIO = re.compile(
    rf"\b(?P<new>{COUNT})[\s-](?:for|to|-)[\s-](?P<old>{COUNT})\b|\b(?P<new2>\d+):(?P<old2>\d+)\b", re.I
)
SPLIT = re.compile(r"\bsplits?\b", re.IGNORECASE)
TOLD = re.compile(r"\b(?P<new>\d+|[a-z]+)-for-(?P<old>\d+|[a-z]+)\s+(?:\w+\s+){0,2}split\b", re.IGNORECASE)


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where no ratio is said, or no filing tells of a split."""
    words = claim.source.quote
    said = RATIO.search(words)
    if not SPLIT.search(words) or said is None or claim.negated or claim.modality == "predicted":
        return None
    ratio = _number(said["new"] or said["new2"]), _number(said["old"] or said["old2"])
    sentences = [one for one in find_sentences(known, TOLD, until=said_on(claim)) if None not in _ratio(one.match)]
    if not sentences or None in ratio:
        return None
    hit = next((one for one in sentences if _ratio(one.match) == ratio), None)
    told = hit or sentences[0]
    new, old = _ratio(told.match)
    return Finding(
        label="supported" if hit else "refuted",
        reason="matches_disclosure" if hit else "contradicts_disclosure",
        rationale=f"Filed on {say_day(new_york_day(told.filing.accepted_at))}: a {new}-for-{old} stock split"
        + ("." if hit else f"; {said.group()} is claimed."),
        evidence=cite_quotes(known, "supports" if hit else "refutes", told.quote),
        firmness="retrieved",
    )


def _ratio(match: re.Match[str]) -> tuple[int | None, int | None]:
    return _number(match["new"]), _number(match["old"])


def _number(word: str) -> int | None:
    return int(word) if word.isdigit() else NUMBERS.get(word.lower())
