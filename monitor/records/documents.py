"""What was read: a document as text with offsets, and the quotes that can be taken from it."""

from __future__ import annotations

from dataclasses import InitVar, dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

BlockKind = Literal["heading", "paragraph", "list_item", "table", "footnote"]


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
