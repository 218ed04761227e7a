"""What a block inherits from those above it: the period of a lead-in, or the discredit of a risk section."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from monitor.extractors._holdings_when import Told, periods_of
from monitor.records import Block, Document

RISK_HEADING = re.compile(
    r"^\W*(?:item\s+1a\.?\s*)?(?:supplemental\s+|updated?s?\s+(?:to\s+)?)*risk\s+factors?\b"
    r"|^\W*(?:cautionary|forward[\s-]looking)",
    re.IGNORECASE,
)
FORWARD = re.compile(r"cautionary|forward[\s-]looking", re.IGNORECASE)
RISK_END = re.compile(
    r"^\W*(?:[IVX]+\.\s+)?(?:item\s+\d|signatures?\b|(?:[\w&/-]+\s+){0,5}updates?\W*$"
    r"|(?:[\w&/-]+\s+){0,4}(?:results|highlights)\W*$)",
    re.IGNORECASE,
)
RISK_SECTION = re.compile(r"\b1A\b|risk factor", re.IGNORECASE)
HEADLINE_LENGTH = 120


@dataclass(frozen=True, slots=True)
class Context:
    """What the blocks above say for a block."""

    told: Told
    risky: bool


def follow_context(document: Document, blocks: Sequence[Block], today: date) -> Iterator[Context]:
    """The context of each block, in order. A new item or part starts afresh."""
    told, risky, section = Told(), False, ""
    for block in blocks:
        text = document.text[block.start : block.end]
        if block.section != section:
            told, risky, section = Told(), False, block.section
        headline = block.kind == "heading" or (
            len(text) < HEADLINE_LENGTH and not text.rstrip().endswith((".", ";", ":"))
        )
        if headline:
            risky = _is_risky(block, text, risky=risky)
        told = _read_lead_in(told, block, text, today, headline=headline)
        yield Context(told, risky)


def is_discredited(block: Block, text: str, context: Context) -> bool:
    """Whether a block is a risk factor or boilerplate, from which no fact is taken."""
    return (
        context.risky
        or RISK_SECTION.search(block.section) is not None
        or RISK_HEADING.search(text[:60]) is not None
    )


def _is_risky(block: Block, text: str, *, risky: bool) -> bool:
    """Whether what follows a headline is risk or boilerplate: to the end of a list of risk factors, which has
    headings of its own (0001193125-25-073989), or to the next heading after "Forward-Looking Statements"."""
    if RISK_HEADING.search(text):
        # A 10-Q has items for its risk factors: no need to guess where they end.
        return not block.section.startswith("Part") or FORWARD.search(text) is not None
    return risky and block.section != "" and not block.section.startswith("Part") and not RISK_END.search(text)


def _read_lead_in(told: Told, block: Block, text: str, today: date, *, headline: bool) -> Told:
    """A paragraph that ends in a colon, or a heading with a period, speaks for what stands below it."""
    if block.kind == "list_item":
        return told
    if not headline and not text.rstrip().endswith(":"):
        return Told()
    periods = periods_of(text, today)
    ranges = [p for p in periods if p.kind != "day"]
    days = [p for p in periods if p.kind == "day"]
    if not periods:
        return told if headline else Told(None, told.day_on)
    return Told(ranges[-1] if ranges else None, days[-1].end_on if days else None)
