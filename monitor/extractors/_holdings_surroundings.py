"""What a block inherits from those above it: the period of a lead-in, or the discredit of a risk section."""

from __future__ import annotations

import re
from datetime import date

from monitor.extractors._holdings_when import Told, periods_of
from monitor.records import Block

RISK_HEADING = re.compile(
    r"^\W*(?:item\s+1a\.?\s*)?(?:supplemental\s+|updated?s?\s+(?:to\s+)?)*risk\s+factors?\b|^\W*(?:cautionary|forward[\s-]looking)",
    re.IGNORECASE,
)
FORWARD = re.compile(r"cautionary|forward[\s-]looking", re.IGNORECASE)
RISK_END = re.compile(
    r"^\W*(?:[IVX]+\.\s+)?(?:item\s+\d|signatures?\b|(?:[\w&/-]+\s+){0,5}updates?\W*$|(?:[\w&/-]+\s+){0,4}(?:results|highlights)\W*$)",
    re.IGNORECASE,
)
RISK_SECTION = re.compile(r"\b1A\b|risk factor", re.IGNORECASE)
HEADLINE_LENGTH = 120


def is_risky(risky: bool, block: Block, text: str) -> bool:
    """Whether what follows a headline is risk or boilerplate: to the end of a list of risk factors, which has
    headings of its own, or to the next heading after "Forward-Looking Statements"."""
    if RISK_HEADING.search(text):
        # A 10-Q has items for its risk factors: no need to guess where they end.
        return not block.section.startswith("Part") or FORWARD.search(text) is not None
    return risky and block.section != "" and not block.section.startswith("Part") and not RISK_END.search(text)


def is_headline(block: Block, text: str) -> bool:
    return block.kind == "heading" or (len(text) < HEADLINE_LENGTH and not text.rstrip().endswith((".", ";", ":")))


def read_lead_in(told: Told, block: Block, text: str, today: date) -> Told:
    """A paragraph that ends in a colon, or a heading with a period, speaks for what stands below it."""
    headline = is_headline(block, text)
    if block.kind == "list_item" or not (headline or text.rstrip().endswith(":")):
        return told if block.kind == "list_item" or headline else Told()
    periods = periods_of(text, today)
    ranges = [p for p in periods if p.kind != "day"]
    days = [p for p in periods if p.kind == "day"]
    if not periods:
        return told if headline else Told(None, told.day_on)
    return Told(ranges[-1] if ranges else None, days[-1].end_on if days else None)
