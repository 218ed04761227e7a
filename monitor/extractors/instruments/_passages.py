"""Sentences that speak of instruments, with what a reader still has in mind when reaching them.

A list item keeps the sentence that leads the list in ("As of June 30, 2025, the following were outstanding:"), and
a sentence without a name keeps the one that its paragraph is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from monitor.extractors._dates import DAY, THE_MONTH, find_periods, read_day, read_month
from monitor.extractors._sentences import split_sentences
from monitor.extractors.instruments._names import InstrumentMention, find_instruments
from monitor.extractors.instruments._respectively import share_out
from monitor.extractors.instruments._titles import speaks_of_another
from monitor.records import Document, Issuer, Table

LEADS_IN = re.compile(r"(?::|\bfollow(?:s|ing)\W*)\s*$", re.IGNORECASE)
RESPECTIVELY = re.compile(r"\brespectively\b", re.IGNORECASE)
SENTENCE_LENGTH = 50  # characters: a shorter cell is a label or a value
REACH = 4000  # characters
TERMS = re.compile(
    r"^\W*(?:interest|call|put|(?:optional\s+)?redemption|maturity|coupon)\b[^.;:]{0,40}:|\bconversion\s+(?:rate|price)\b|\bdrew\b|\b(?:require|call|put)\b|\boutstanding\s+under\s+it\b|\bmatur(?:e|es|ity)\b|\bredeem\b|\brepurchase\s+price\b|\bbears?\s+interest\b",
    re.IGNORECASE,
)
VERB = re.compile(
    r"\b(?:is|are|was|were|will|may|have|has|had|bears?|matures?|pay|require|entitled|issued|redeem\w*)\b"
)
# The sentence begins with its day; "As previously disclosed" and a bullet's heading may stand before it.
OPENING = re.compile(
    rf"\W*(?:Item\s+\d\.\d\d\.?\s+)?(?:As\s+previously\s+(?:disclosed|announced|reported),?\s+|[\w\s]{{3,60}}:\s+"
    rf"|In\s+connection\s+with\s+[^.;,]{{3,80}},\s+)?(?:[Oo]n|[Ee]ffective(?:\s+as\s+of)?)\s+({DAY})"
)
SAME_DAY = re.compile(
    r"\W*(?:Item\s+\d\.\d\d\.?\s+)?On\s+(?:the\s+same|that\s+same|that)\s+(?:day|date)\b", re.IGNORECASE
)
IN_MONTH = re.compile(
    rf"\W*(?:As\s+previously\s+(?:disclosed|announced|reported),?\s+)?(?:In|During|During\s+the\s+month\s+of)\s+(?!{DAY})({THE_MONTH})\b",
    re.IGNORECASE,
)
# "the Company issued on May 15, 2028", "and on that day it issued": the deed right beside its day.
DEED = re.compile(
    rf"\b[Oo]n\s+({DAY}),?\s+(?:the\s+Company|we|it|[A-Z]\w+(?:\s+[A-Z]\w+)?)\s+(?:has\s+|had\s+|also\s+)?"
    r"(?:issued|sold|closed|completed|repurchased|redeemed|repaid|prepaid|borrowed|drew|exchanged|bought)\b"
)
AS_OF = re.compile(
    rf"\b(?:as\s+of|at)\s+(?:(?:the\s+)?(?:close|end)(?:\s+of\s+(?:business|trading|the\s+day))?,?\s+(?:on\s+)?)?({DAY})",
    re.IGNORECASE,
)
# Agreed on one day and done on another: "to repurchase ... The transactions are expected to close on May 19".
CLOSES = (
    re.compile(
        rf"\b(?:clos(?:e|ed|ing)|settled?|completed)\s+(?:is\s+expected\s+)?on(?:\s+or\s+about)?\s+({DAY})",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\bon\s+({DAY}),?\s+(?:the|these|those)\s+\w+\s+(?:were\s+)?(?:closed|settled|completed)\b",
        re.IGNORECASE,
    ),
)
ON_AFTER = re.compile(rf"(?:\s*\([^)]*\))?,?\s+on\s+({DAY})", re.IGNORECASE)
# "its 13.00% ... Notes due 2028 (the “Bridge Notes”)": a name, whether or not it was read
UNREAD_NAME = re.compile(
    r"\d\s?%\s+(?:[\w/-]+\s+){0,7}?(?:Notes|Debentures|Bonds)\b|\b(?:Notes|Debentures|Bonds)\s+(?:due|maturing)\s+(?:in\s+)?20\d\d\b"
    r"|\((?:the|an?)\s+[“\"][^”\"]{0,40}\b(?:Notes?|Loan|Facility|Revolver|Debentures?)[”\"]"
)
FORWARD_LOOKING = re.compile(r"\bforward-looking\s+statements?\b|\bsafe\s+harbor\b", re.IGNORECASE)
# What may come, and what would follow if it did. "unless earlier converted" and the like state a term and pass.
SUPPOSED = re.compile(
    r"\b(?:for\s+example|hypothetical\w*|illustrat\w+|assum(?:e|es|ed|ing)|pro\s+forma|were\s+to|would|could|might"
    r"|if\s+we\s+(?:issue|offer|sell))\b",
    re.IGNORECASE,
)
PLANNED = re.compile(
    r"\b(?:intention\s+to|intends?\s+to|plans?\s+to|proposes?\s+to|proposed|expects?\s+to|seeks?\s+to|may\s+(?:offer|issue)"
    r"|will\s+offer|considering|targets?|targeting|(?<!privately\s)negotiat\w+)\b",
    re.IGNORECASE,
)
# "MARA Holdings, Inc. (the "Company")" stands between the day and the deed: a stop that ends no sentence.
COMPLETED = re.compile(
    rf"\b[Oo]n\s+(?P<day>{DAY})(?:\s+\([^)]*\))?,?(?:(?!\b[Oo]n\s+{DAY})(?:[^.;]|\.(?!\s+[A-Z]))){{0,180}}?\b(?:completed|closed|consummated),?\s+"
    r"(?:(?:its|the|an?)\s+)?(?:[\w-]+\s+){0,6}?(?:offering|issuance|sale|placement)(?:\s+\([^)]*\))?\s+of\s+"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One sentence of a document: ``text[start:end]``."""

    text: str  # the whole document's
    start: int
    end: int
    paragraph: tuple[int, int]
    lead_in: str  # the sentence that a list item completes, "" elsewhere
    mentions: tuple[InstrumentMention, ...]  # in the sentence
    earlier: tuple[InstrumentMention, ...]  # in its paragraph before it
    foreign: bool = False  # about another company's paper, except where it names the issuer's
    quoted: tuple[int, int] | None = None  # where the sentence stands that this one was taken from

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands in the document."""
        return self.quoted or (self.start, self.end)

    @property
    def words(self) -> str:
        """The sentence."""
        return self.text[self.start : self.end]

    @property
    def said(self) -> str:
        """The sentence after its lead-in, as it is meant to be read."""
        return f"{self.lead_in} {self.words}" if self.lead_in else self.words

    @property
    def is_mixed(self) -> bool:
        """Whether it speaks of several in turn and nobody can tell which figure is whose."""
        return len({one.instrument_id for one in self.mentions}) > 1 and bool(RESPECTIVELY.search(self.words))

    def subject(self, at: int) -> InstrumentMention | None:
        """The instrument that words at the offset `at` speak of, None when it cannot be told.

        The last one named before them, else the only one after them or in the paragraph. Of what is
        told of several "respectively" only what can be shared out has one (`_respectively`).
        """
        ids = {mention.instrument_id for mention in self.mentions}
        if self.is_mixed:
            return None
        before = [mention for mention in self.mentions if mention.end <= at]
        if before:
            return before[-1]
        if self.mentions:
            return self.mentions[0] if len(ids) == 1 else None
        if self.foreign or UNREAD_NAME.search(self.words):
            return None  # it names a paper of its own that nobody could read
        return self.earlier[-1] if len({mention.instrument_id for mention in self.earlier}) == 1 else None

    def as_of(self) -> date | None:
        """The day that the sentence or its lead-in gives with "as of"."""
        found = AS_OF.search(self.said)
        return read_day(found[1]) if found else None

    def opening_day(self) -> date | None:
        """The day that it opens with: "On March 8, 2024, ...". "In December 2020" is none."""
        opening = OPENING.match(self.words) or DEED.search(self.words)
        if opening is None and SAME_DAY.match(self.words):
            # The day that the paragraph, or else the one before it, opens with.
            before = self.text.rfind("\n\n", 0, max(0, self.paragraph[0] - 2))
            start = before + 2 if before >= 0 else 0
            opening = OPENING.match(self.text, self.paragraph[0]) or OPENING.match(self.text, start)
        return read_day(opening[1]) if opening else None

    def day_after(self, at: int) -> date | None:
        """The day right after words: "issued $300 million of 2.75% Notes (the “Notes”) on 12 April 2027"."""
        on = ON_AFTER.match(self.text, at, self.end)
        return read_day(on[1]) if on else None

    def closing_day(self) -> date | None:
        """The day on which what it tells of was or will be done, by the rest of its paragraph."""
        around = self.text[self.start : self.paragraph[1]]
        closes = next((found for pattern in CLOSES if (found := pattern.search(around))), None)
        return read_day(closes[1]) if closes else None

    def dated(self) -> date | None:
        """The day that it, or the paragraph that it continues, is dated by."""
        return self.as_of() or self.day() or self.paragraph_day()

    def paragraph_day(self) -> date | None:
        """The day that its paragraph opens with."""
        opening = OPENING.match(self.text, self.paragraph[0], self.end)
        return read_day(opening[1]) if opening else None

    def month(self) -> str | None:
        """The month that it opens with, "2020-12" of "In December 2020"; None where it names another one too."""
        opening = IN_MONTH.match(self.words)
        found = read_month(opening[1]) if opening else None
        months = {p.start_on for p in find_periods(self.text, self.start, self.end) if p.kind == "month"}
        return f"{found[0]:%Y-%m}" if found and months <= {found[0]} else None

    def last_day(self, until: date) -> date | None:
        """The last day up to `until` that its paragraph has named so far: what is said comes after it."""
        periods = find_periods(self.text, self.paragraph[0], self.end)
        days = [period.start_on for period in periods if period.kind == "day" and period.start_on <= until]
        return max(days, default=None)

    def day(self) -> date | None:
        """The day that it opens with, else the only one in it."""
        if opening := self.opening_day():
            return opening
        periods = [
            p
            for p in find_periods(self.text, self.start, self.end)
            # The day of "6.00% Debentures due March 1, 2030" is part of a name.
            if p.kind != "month" and not any(m.start <= p.start < m.end for m in self.mentions)
        ]
        days = {p.start_on for p in periods if p.kind == "day"}
        if len(days) == 1:
            return days.pop()
        # "During the week ended August 16": done by the end of it.
        return periods[0].end_on if len(periods) == 1 and periods[0].kind == "range" else None


def find_passages(document: Document, issuer: Issuer) -> Iterator[Passage]:
    """The sentences of a document that name an instrument, or stand in a paragraph that does.

    Sentences stand in tables as well: a prospectus sets its summary in two columns.
    """
    text = document.text
    lead_in = ""
    tables = {table.start: table for table in document.tables}
    for block in document.blocks:
        if block.kind in ("heading", "table"):
            lead_in = ""
            if table := tables.get(block.start):
                yield from _told_in_cells(text, table, issuer)
            continue
        listed = block.kind == "list_item" or text[block.start : block.start + 1] in "•·–"
        if not listed:
            words = text[block.start : block.end]
            lead_in = ""
            if LEADS_IN.search(words):
                *_, (last, _) = split_sentences(text, block.start, block.end)
                lead_in = text[last : block.end]
        yield from _told(text, (block.start, block.end), issuer, lead_in if listed else "")


def _told_in_cells(text: str, table: Table, issuer: Issuer) -> Iterator[Passage]:
    seen: set[int] = set()
    for row in table.rows:
        for cell in row:
            if cell and cell.start not in seen and len(cell.text) >= SENTENCE_LENGTH and VERB.search(cell.text):
                seen.add(cell.start)
                yield from _told(text, (cell.start, cell.end), issuer, "")


def _told(text: str, span: tuple[int, int], issuer: Issuer, lead_in: str) -> Iterator[Passage]:
    found = find_instruments(text, *span, issuer=issuer)
    sole = (
        _sole_before(text, span[0], issuer)
        if _names_one(text, issuer) and TERMS.search(text[slice(*span)])
        else ()
    )
    if not (found or sole) or FORWARD_LOOKING.search(text, *span):
        return
    for start, end in split_sentences(text, *span):
        passage = Passage(
            text=text,
            start=start,
            end=end,
            paragraph=span,
            lead_in=lead_in,
            mentions=tuple(m for m in found if start <= m.start < end),
            earlier=(*sole, *(m for m in found if m.start < start)),
            foreign=speaks_of_another(text[start:end], issuer),
        )
        yield from list(share_out(passage)) or (passage,)


@lru_cache(maxsize=4)
def _names_one(text: str, issuer: Issuer) -> bool:
    """Whether a document names one instrument only; asked for every paragraph of it."""
    return len({one.instrument_id for one in find_instruments(text, 0, len(text), issuer=issuer)}) == 1


def _sole_before(text: str, at: int, issuer: Issuer) -> tuple[InstrumentMention, ...]:
    """The only instrument of a document, when it was named shortly before: "The conversion rate will initially be"
    in a paragraph of its own speaks of it."""
    known = find_instruments(text, 0, len(text), issuer=issuer)
    before = [one for one in known if at - REACH <= one.start < at]
    return (before[-1],) if before else ()
