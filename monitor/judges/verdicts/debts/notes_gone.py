"""Notes of which nothing is said to be left: "nothing is left of the 2027 notes"."""

from __future__ import annotations

import re
from typing import get_args

from monitor.judges._days import say_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite_quotes
from monitor.judges.verdicts._figures import say_amount
from monitor.judges.verdicts._paper_words import PAPER
from monitor.judges.verdicts.debts._paper_known import known_papers
from monitor.records import Claim, ClaimType

CLAIM_TYPES: tuple[ClaimType, ...] = get_args(ClaimType)
GONE = re.compile(
    r"\bnothing (?:(?:will be|is|was|has been) left|remains?)\b|\bno longer outstanding\b"
    r"|\b(?:are|is) (?:all )?gone\b"
    r"|\bnone of (?:its|the)\b[^.;]{0,40}\b(?:left|outstanding|remains?)\b",
    re.IGNORECASE,
)
NAMED = re.compile(
    rf"\b(?P<year>20[2-5]\d)\s(?:\w+\s){{0,2}}?{PAPER}\b"
    rf"|\b{PAPER}\s(?:due|of)\s(?P<year2>20[2-5]\d)\b",
    re.IGNORECASE,
)
WILL = re.compile(r"\bwill\b|\bgoing to\b", re.IGNORECASE)
OTHER = re.compile(r"\b(?:would|if|soon|once|proceeds|money|cash|\$)\b|\$|\d\s?%", re.IGNORECASE)


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where no one paper is said to be gone, or no filing tells of it."""
    words = claim.source.quote
    years = {match["year"] or match["year2"] for match in NAMED.finditer(words)}
    if not GONE.search(words) or len(years) != 1 or OTHER.search(words):
        return None
    ahead = claim.modality == "predicted" or WILL.search(words) is not None
    end = claim.period_end_on
    if ahead and (end is None or end > known.as_of):
        return None  # its day has not come
    year = years.pop()
    found = [
        one for one in known_papers(known) if one.latest.matures_on and str(one.latest.matures_on.year) == year
    ]
    if len(found) != 1:
        return None
    paper = found[0]
    ends = [one for one in paper.events if one.kind in ("redeemed", "repurchased", "matured", "converted")]
    if ahead:
        ends = [one for one in ends if one.happened_on and end and one.happened_on <= end]
    if paper.retired and ends:
        on = f" on {say_day(ends[-1].happened_on)}" if ends[-1].happened_on else ""
        return Finding(
            label="supported",
            reason="matches_disclosure",
            rationale=f"{paper.latest.name}: {ends[-1].kind}{on}; nothing of it is left or outstanding any more.",
            evidence=cite_quotes(known, "supports", ends[-1].source),
        )
    if ahead or paper.retired or not paper.latest.principal_usd or not paper.stated.get("principal"):
        return None
    return Finding(
        label="refuted",
        reason="contradicts_disclosure",
        rationale=f"{paper.latest.name}: {say_amount(paper.latest.principal_usd, 'USD')} of it is outstanding.",
        evidence=cite_quotes(known, "refutes", paper.stated["principal"][-1][1]),
    )
