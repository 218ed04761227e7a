"""Borrowing that is only talked of: "in talks with banks about a new $3 billion credit line".

Talks stand in no filing until something is agreed, and notes or loans that are there already say nothing of them.
"""

from __future__ import annotations

import re
from typing import get_args

from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._words import FILED
from monitor.records import Claim, ClaimType

CLAIM_TYPES: tuple[ClaimType, ...] = get_args(ClaimType)
FINANCING = (
    r"(?:loans?|credit (?:lines?|facilit\w+)|lines? of credit|revolv\w+|facility|financing|funding|lenders?|banks?"
    r"|(?:bond|note|debt|convertible|preferred|share) (?:sale|issue|offering|deal))"
)
TALKS = re.compile(
    r"\b(?:in (?:\w+ )?(?:talks|discussions|negotiations)|negotiat(?:es|ing)|sounding out|sounded out"
    r"|approach(?:ed|es"
    r"|ing)|explor(?:es|ing)|considers|considering|weigh(?:s|ing)|mull(?:s|ing)|seek(?:s|ing)"
    r"|shopping for|courting"
    r"|pitching|looking (?:at|for|to))\b"
    rf"[^.;]{{0,70}}\b{FINANCING}\b",
    re.IGNORECASE,
)


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where nothing is talked of, or a filing is said to tell of it."""
    if not TALKS.search(claim.source.quote) or FILED.search(claim.source.quote):
        return None
    return Finding(
        label="not_enough_evidence",
        reason="outside_filings",
        rationale=f"Talks about new money stand in no filing of {known.record.issuer.name} until they are agreed.",
        firmness="default",
        idle=True,
    )
