"""Balance sheets in the text of a document: per day its lines in dollars, each with its place.

Works on the text alone (cells joined by tabs, rows by newlines), so that a stored document is enough.
Source of the lines: Regulation S-X, Rule 5-02.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from monitor.extractors._dates import find_periods
from monitor.extractors._figures import CellFigure, read_cell
from monitor.extractors.holdings._headings import find_scale
from monitor.records import Asset, BalanceSheet, Block, Document, Filing, Issuer

TOTAL = re.compile(r"total\s+assets\W*", re.IGNORECASE)
CASH = re.compile(r"(?:unrestricted\s+)?cash(?:,?\s+(?:and|&)|,)\s+cash\s+equivalents\W*", re.IGNORECASE)
DIGITAL = re.compile(r"\b(?:digital|crypto)[\s-]?(?:currency\s+)?assets?\b", re.IGNORECASE)
CAPTION = 400  # characters above a table in which it says "in thousands"
YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line of a balance sheet in one column: dollars as of a day. `start:end` is the whole row in the text."""

    label: str
    as_of_on: date
    amount_usd: Decimal
    start: int
    end: int


def read_sheets(document: Document) -> Iterator[tuple[SheetLine, ...]]:
    """The lines of each balance sheet down to "Total assets", all its columns, in the order of the text."""
    for block in document.blocks:
        if block.kind == "table" and TOTAL.search(document.text, block.start, block.end):
            lines = tuple(_read_table(document, block))
            if any(TOTAL.fullmatch(line.label) for line in lines):
                yield lines


def find_cash(document: Document) -> Iterator[SheetLine]:
    """The lines "Cash and cash equivalents" of the balance sheets."""
    for lines in read_sheets(document):
        yield from (line for line in lines if CASH.fullmatch(line.label))


def find_balance_sheets(document: Document, filing: Filing, issuer: Issuer) -> Iterator[BalanceSheet]:
    """What each balance sheet carries of each asset, against all assets. Restricted and pledged coins count.

    "Digital assets" is the asset's line only for an issuer with a single asset, and when no line names the asset.
    """
    for lines in read_sheets(document):
        for total in (line for line in lines if TOTAL.fullmatch(line.label)):
            for asset in issuer.assets:
                held = _lines_of(asset, [line for line in lines if line.as_of_on == total.as_of_on], issuer)
                if not held:
                    continue
                first = min(line.start for line in held)
                yield BalanceSheet(
                    issuer_cik=issuer.issuer_cik,
                    asset=asset.asset,
                    as_of_on=total.as_of_on,
                    asset_usd=sum((line.amount_usd for line in held), Decimal(0)),
                    total_assets_usd=total.amount_usd,
                    source=document.quote(first, total.end),
                    known_at=filing.accepted_at,
                )


def _lines_of(asset: Asset, lines: list[SheetLine], issuer: Issuer) -> list[SheetLine]:
    named = re.compile(rf"\b(?:{'|'.join(map(re.escape, asset.words))})\b", re.IGNORECASE)
    other = re.compile(r"\b(?:collateral|receivable|payable|deposits?|trust|etf|loan)\b", re.IGNORECASE)
    found = [line for line in lines if named.search(line.label) and not other.search(line.label)]
    if not found and len(issuer.assets) == 1:
        found = [line for line in lines if DIGITAL.search(line.label) and not other.search(line.label)]
    return found


def _read_table(document: Document, block: Block) -> Iterator[SheetLine]:
    text = document.text[block.start : block.end]
    caption = document.text[max(0, block.start - CAPTION) : block.start]
    headings: dict[int, str] = {}
    at = block.start
    for row in text.split("\n"):
        start, end = at, at + len(row)
        at = end + 1
        cells = row.split("\t")
        figures = {
            column: figure
            for column, cell in enumerate(cells)
            if column and (figure := read_cell(cell)) is not None and not YEAR.fullmatch(cell.strip())
        }
        if not figures:
            for column, cell in enumerate(cells):
                headings[column] = f"{headings.get(column, '')} {cell}".strip()
            continue
        scale = find_scale(" ".join(headings.values())) or find_scale(caption) or 0
        days = _days(headings)
        for (_, figure), day in zip(sorted(figures.items()), days, strict=False):
            if len(figures) == len(days):
                yield SheetLine(cells[0].strip(), day, _dollars(figure, scale), start, end)
        if TOTAL.fullmatch(cells[0].strip()):
            return


def _days(headings: dict[int, str]) -> list[date]:
    """The days over the columns, left to right."""
    days = []
    for column in sorted(headings):
        found = [period.end_on for period in find_periods(headings[column]) if period.kind == "day"]
        days += found[:1] if column else []
    return days


def _dollars(figure: CellFigure, scale: int) -> Decimal:
    return figure.value if figure.scaled else figure.value.scaleb(scale)
