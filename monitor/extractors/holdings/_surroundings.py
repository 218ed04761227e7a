"""What a block inherits from those above it: the period of a lead-in, or the discredit of a risk section."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from monitor.extractors.holdings._when import Told, periods_of
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
FOOTNOTE = re.compile(r"\s*(?:\((?:\d{1,2}|[a-z])\)|\*+|[†‡]|\d\)|[a-z]\))\s*\S")


@dataclass(frozen=True, slots=True)
class Context:
    """What the blocks above say for a block."""

    told: Told
    risky: bool


def follow_context(document: Document, today: date) -> Iterator[Context]:
    """The context of each block that is no table, in order. A new item or part starts afresh."""
    told, risky, section = Told(), False, ""
    tabled: Told | None = None  # the one period of the tables just above
    for block in document.blocks:
        text = document.text[block.start : block.end]
        if block.kind == "table":
            tabled = _period_of_table(tabled, text, today)
            continue
        if block.section != section:
            told, risky, section = Told(), False, block.section
        headline = block.kind == "heading" or (
            len(text) < HEADLINE_LENGTH and not text.rstrip().endswith((".", ";", ":"))
        )
        if headline:
            risky = _is_risky(block, text, risky=risky)
        told = _read_lead_in(told, block, text, today, headline=headline)
        if tabled is not None and (FOOTNOTE.match(text) or not text.strip()):
            yield Context(tabled, risky)  # a footnote speaks of the period of its table
            continue
        tabled = None
        yield Context(told, risky)


def _period_of_table(before: Told | None, text: str, today: date) -> Told | None:
    """The period that a table is of; of several tables in a row, the one of all that name any, or none."""
    ranges = {(p.start_on, p.end_on): p for p in periods_of(text, today) if p.kind == "range"}
    if not ranges:
        return before
    first = next(iter(ranges.values()))
    if len(ranges) > 1 or (
        before is not None and before.period is not None and before.period.end_on != first.end_on
    ):
        return Told()
    return Told(first, first.end_on)


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
