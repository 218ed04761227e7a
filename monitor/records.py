"""The nouns of the road: what a filing is read into, what is found in it, and what is concluded.

Frozen, slotted, keyword-only. Field name = column name = CSV header (`tests/test_schema.py` compares them).
A `<verb>ed_at` is a UTC instant, a `<noun>_on` a calendar date. Numbers are `Decimal`, and a Decimal keeps the
precision it was printed with in its exponent: "$63.87 billion" is ``Decimal("6.387E+10")``, good to 10 million.
"""

from __future__ import annotations

import hashlib
from dataclasses import InitVar, dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

BlockKind = Literal["heading", "paragraph", "list_item", "table", "footnote"]
ChangeKind = Literal["acquired", "sold", "transferred", "pledged", "none"]
LedgerStatus = Literal[
    "opening", "reconciled", "rounding", "missing_filing", "unexplained_increase", "unexplained_decrease"
]
Cadence = Literal["weekly", "monthly", "quarterly"]


def content_id(*parts: object) -> str:
    """A stable id: the first 16 hex digits of the SHA-256 of the parts, joined by the unit separator."""
    return hashlib.sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()[:16]


# ── who ──────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """Something an issuer holds in units, and the words that prose and tables use for it."""

    asset: str  # "bitcoin"; the value of every `asset` column
    words: tuple[str, ...]  # whole words, matched without regard to case: ("bitcoin", "bitcoins", "BTC")


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """A profile: all that the road knows about one issuer. See `monitor.toml`."""

    issuer_cik: int
    ticker: str
    name: str
    names: tuple[str, ...] = ()  # used in prose, formerly used, and consolidated subsidiaries
    assets: tuple[Asset, ...] = ()
    cadence: Cadence = "quarterly"  # how often it discloses its holdings by habit; 10-Q and 10-K always apply
    watched: bool = True  # `monitor update` crawls it
    since_on: date | None = None  # its filings before this day are not asked for: it held nothing then


# ── what was filed ───────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """One accession number. `known_at` of everything found in it is `accepted_at`."""

    accession_number: str  # "0001193125-26-249768"
    issuer_cik: int
    form: str  # "8-K", "8-K/A", "10-Q", ...
    filed_on: date
    accepted_at: datetime  # UTC; from the SGML header (New York time) where we have it
    period_on: date | None = None  # date of the earliest event (8-K) or end of the period (10-Q, 10-K)
    items: str = ""  # "2.02,8.01" as the index lists them; often wrong or empty, never gate on it
    url: str = ""  # the filing's index page
    primary_document: str = ""
    amends: str | None = None  # accession number of the filing that a /A amends, when known
    reconstruction: bool = False  # rebuilt by us from disclosed figures; labelled wherever it shows


# ── what was asked ───────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """One request that left this machine."""

    source: str
    url: str
    status: int | None  # None: no answer
    bytes: int | None  # of the body, after decompression
    sha256: str | None
    fetched_at: datetime
    elapsed_ms: int
    error: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Validator:
    """What an address answered last: sent along, the server may say 304 Not Modified (RFC 9110, section 13)."""

    url: str
    etag: str | None
    last_modified: str | None
    sha256: str
    checked_at: datetime


# ── what was read ────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, heading, list item, table or footnote: ``document.text[start:end]``."""

    kind: BlockKind
    start: int
    end: int
    section: str = ""  # "8.01" (8-K item), "Part I Item 2" (10-Q), "" before the first item


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a table as it reads: "$" and ")" joined, footnote marks taken off `text` into `marks`.

    `start:end` is the span of the whole cell in the document's text, marks and currency sign included.
    A cell that spans several columns or rows stands in the grid at each place it covers (the same object).
    """

    text: str
    start: int
    end: int
    marks: tuple[str, ...] = ()  # "1", "2", "*", "†": footnote marks glued to the cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A grid with spans resolved and spacer columns folded: ``rows[r][c]`` is a Cell or None (empty)."""

    start: int
    end: int
    rows: tuple[tuple[Cell | None, ...], ...]
    footnotes: tuple[Footnote, ...] = ()  # those that its marks point to, wherever they stand


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnote:
    """A footnote to a table: its mark without brackets, and the span of its words in the document's text."""

    mark: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TaggedFigure:
    """One inline-XBRL fact (ix:nonFraction), value scaled and signed, at its place in the text."""

    concept: str  # "us-gaap:CryptoAssetNumberOfUnits"
    value: Decimal
    unit: str  # "BTC", "USD", "shares", the measure's local name
    period_start_on: date | None  # None for an instant
    period_end_on: date
    dimensions: tuple[tuple[str, str], ...]  # (axis, member), sorted; empty for the consolidated entity
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document of a filing (or one article), as text with offsets. `document_id` is a content hash.

    Table cells are joined by a tab and rows by a newline in `text`; blocks are joined by a blank line.
    """

    document_id: str
    accession_number: str | None
    article_id: str | None = None
    type: str  # "8-K", "EX-99.1", "article"
    url: str
    sha256: str  # of the raw bytes
    text: str
    blocks: tuple[Block, ...] = ()
    tables: tuple[Table, ...] = ()  # one per block of kind "table", same order, same start and end
    tagged: tuple[TaggedFigure, ...] = ()
    language: str = "en"

    def quote(self, start: int, end: int) -> Quote:
        """The quote that stands at ``text[start:end]``, without the white space around it."""
        return Quote(document=self, quote_start=start, quote_end=end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Where a fact comes from. It can only be made from a document, so it cannot disagree with it.

    Raises ValueError when the span is empty, blank or outside the text: that is a bug of ours.
    """

    document: InitVar[Document]
    quote_start: int
    quote_end: int
    document_id: str = field(init=False)
    quote: str = field(init=False)

    def __post_init__(self, document: Document) -> None:
        text = document.text
        start, end = self.quote_start, self.quote_end
        if not 0 <= start < end <= len(text):
            raise ValueError(f"quote {start}:{end} is outside the text of document {document.document_id}")
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start == end:
            raise ValueError(f"quote at {start} in document {document.document_id} is blank")
        for name, value in (
            ("quote_start", start),
            ("quote_end", end),
            ("document_id", document.document_id),
            ("quote", text[start:end]),
        ):
            object.__setattr__(self, name, value)


# ── what was found ───────────────────────────────────────────────────────────────────────────────────────
# `source` is flattened by the store into document_id, quote_start, quote_end, quote.


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingsChange:
    """Units of an asset acquired, sold, moved between custodians, or put up as collateral; or a period in
    which nothing was (`none`, 0 units). What was said, not what was meant: netting is the ledger's work."""

    change_id: str = ""  # given by `monitor.extractors`
    issuer_cik: int
    asset: str
    kind: ChangeKind
    units: Decimal
    usd_amount: Decimal | None = None  # purchase price with fees, or sale proceeds net of them
    average_price_usd: Decimal | None = None
    period_start_on: date | None = None  # None: the filing does not say since when
    period_end_on: date | None = None
    purpose: str | None = None  # the filing's own words for what the money was for
    source: Quote
    known_at: datetime
    extractor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingsTotal:
    """The whole holding of the issuer and its subsidiaries at the end of a day."""

    total_id: str = ""
    issuer_cik: int
    asset: str
    as_of_on: date
    units: Decimal
    cost_usd: Decimal | None = None
    average_cost_usd: Decimal | None = None
    source: Quote
    known_at: datetime
    extractor: str


Fact = HoldingsChange | HoldingsTotal


# ── what follows ─────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedFiling:
    """A filing that EDGAR's index lists, whether or not the store has it."""

    accession_number: str
    issuer_cik: int
    form: str
    filed_on: date
    accepted_at: datetime | None
    period_on: date | None
    items: str
    primary_document: str
    stored: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedChange:
    """How one disclosed change entered one step of the ledger."""

    change_id: str
    counted_units: Decimal  # after netting; 0 for a repetition
    treatment: Literal["counted", "netted", "repeated", "superseded"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerStep:
    """From one reported total to the next: opening + acquired - sold = expected, against reported."""

    issuer_cik: int
    asset: str
    as_of_on: date
    opening_on: date | None
    opening_units: Decimal
    acquired_units: Decimal
    sold_units: Decimal
    expected_units: Decimal
    reported_units: Decimal
    residual_units: Decimal  # reported - expected; within 1 it is rounding
    status: LedgerStatus
    cost_usd: Decimal | None
    average_cost_usd: Decimal | None
    uncovered_from_on: date | None  # first and last day inside the step that no disclosure speaks of
    uncovered_until_on: date | None
    uncovered_days: int
    missing_accessions: tuple[str, ...]  # listed by the index inside the step, absent from the store
    note: str  # plain English, with the arithmetic
    total_id: str  # the total that closes the step
    accession_number: str  # the filing of that total
    known_at: datetime  # when the last fact that the step rests on was known
    changes: tuple[CountedChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something wrong with the outside world, kept for people to see. Same event, same id."""

    kind: str  # "empty_document", "wrong_issuer", "truncated_submission", "cost_mismatch", ...
    message: str  # names file, line and remedy
    severity: Literal["notice", "warning", "error"] = "warning"
    accession_number: str | None = None
    issuer_cik: int | None = None
    source: str | None = None  # file, URL or crawler
    line: int | None = None

    @property
    def problem_id(self) -> str:
        return content_id(
            "problem", self.kind, self.accession_number, self.issuer_cik, self.source, self.line, self.message
        )
