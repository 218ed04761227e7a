"""What tables of instruments share: the name that a cell consists of, headings over several rows, a quote."""

from __future__ import annotations

import re

from monitor.extractors._figures import read_cell
from monitor.extractors.instruments._facts import Source
from monitor.extractors.instruments._names import InstrumentMention, find_instruments
from monitor.records import Cell

BESIDES = re.compile(
    r"\s*\([^)]*\)|,?\s*(?:\$[\d.]+\s+)?par\s+value(?:\s+\$?[\d.]+)?(?:\s+per\s+share)?", re.IGNORECASE
)


def name_in(cell: Cell | None, source: Source) -> InstrumentMention | None:
    """The instrument that a cell consists of."""
    if cell is None:
        return None
    found = find_instruments(source.document.text, cell.start, cell.end, issuer=source.issuer)
    if not found or len({one.instrument_id for one in found}) > 1:
        return None
    # "8.00% Series A Perpetual Strike Preferred Stock (“STRK Stock”), $0.001 par value per share" is one name.
    rest = BESIDES.sub("", cell.text)
    return found[0] if len(rest) - (found[0].end - found[0].start) <= 12 else None


def add_headings(heads: list[str], row: tuple[Cell | None, ...]) -> list[str]:
    """The headings after a row without an instrument: it adds to them when it holds no figure."""
    if row and row[0] and any(cell and read_cell(cell.text) for cell in row[1:]):
        return heads
    # A heading that spans two rows stands in both.
    before = [heads[at] if at < len(heads) else "" for at in range(len(row))]
    return [
        head if cell is None or cell.text.strip() == head else f"{head} {cell.text}".strip()
        for head, cell in zip(before, row, strict=True)
    ]


def span_of(row: tuple[Cell | None, ...]) -> tuple[int, int]:
    """From the first cell of a row to the last one."""
    cells = [cell for cell in row if cell]
    return min(cell.start for cell in cells), max(cell.end for cell in cells)
