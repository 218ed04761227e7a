"""A table as the holdings rules see it: per column what its headings say, per row its label and its figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from monitor.extractors._figures import CellFigure, read_cell
from monitor.records import Cell, Table

LABEL_WORDS = 5  # of a label behind its figure
YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(slots=True)
class Line:
    """A row with figures: label cells to the left of them, and what stands over each column by now."""

    row: int
    label: str
    label_cells: list[Cell]
    figures: dict[int, tuple[Cell, CellFigure]]
    headings: dict[int, str]  # column -> texts above it, joined by a space
    heading_cells: dict[int, list[Cell]]
    start: int  # of the headings
    end: int  # of the row
    row_start: int


@dataclass(slots=True)
class _Band:
    texts: dict[int, list[str]] = field(default_factory=dict)
    cells: dict[int, list[Cell]] = field(default_factory=dict)
    start: int | None = None
    measures: bool = False


def read_lines(table: Table, is_heading: re.Pattern[str]) -> Iterator[Line]:
    """The rows that hold figures, top to bottom.

    Rows without figures are headings of what follows. A new run of them replaces the earlier one, but when it
    holds nothing that `is_heading` finds (a bare period: "As of May 31") the earlier headings stay beneath it.
    """
    band, collecting = _Band(), False
    for number, row in enumerate(table.rows):
        figures = _figures_of(row)
        if not figures:
            if not any(row):
                continue
            if not collecting:
                band, collecting = _next_band(band, table, number, is_heading), True
            _add(band, row)
            continue
        collecting = False
        first = min(figures)
        label_cells = list(
            dict.fromkeys(
                cell for column, cell in enumerate(row) if cell and column < first and column not in figures
            )
        )
        # A label may stand behind its figure ("845,256 | BTC held"), but not when a heading says what the figure
        # is, and no sentence is a label: an exhibit list has "99.1 | Press release … bitcoin holdings"
        # (0000950170-25-077387).
        if not label_cells and not any(column in band.texts for column in figures):
            label_cells = list(
                dict.fromkeys(
                    cell
                    for column, cell in enumerate(row)
                    if cell and column not in figures and len(cell.text.split()) <= LABEL_WORDS
                )
            )
        cells = [cell for cell in row if cell]
        row_start, row_end = min(cell.start for cell in cells), max(cell.end for cell in cells)
        yield Line(
            row=number,
            label=" ".join(cell.text for cell in label_cells),
            label_cells=label_cells,
            figures=figures,
            headings={column: " ".join(texts) for column, texts in band.texts.items()},
            heading_cells=band.cells,
            start=row_start if band.start is None else band.start,
            end=row_end,
            row_start=row_start,
        )


def _next_band(old: _Band, table: Table, number: int, is_heading: re.Pattern[str]) -> _Band:
    """Start a new run of heading rows; keep the measures of the old one when the new one brings none."""
    fresh = _Band()
    for row in table.rows[number:]:
        if _figures_of(row):
            break
        if any(cell and is_heading.search(cell.text) for cell in row):
            return fresh
    for column, texts in old.texts.items():
        kept = [
            (text, cell) for text, cell in zip(texts, old.cells[column], strict=True) if is_heading.search(text)
        ]
        if kept:
            fresh.texts[column], fresh.cells[column] = [t for t, _ in kept], [c for _, c in kept]
    fresh.start = old.start if fresh.texts else None
    return fresh


def _add(band: _Band, row: tuple[Cell | None, ...]) -> None:
    filled = [cell for cell in row if cell]
    alone = len({(cell.start, cell.end) for cell in filled}) == 1 and not _continues(band, row, filled[0])
    for column in range(len(row)):
        cell = filled[0] if alone else row[column]  # a lone cell speaks for the whole width
        if cell is None or not cell.text:
            continue
        texts = band.texts.setdefault(column, [])
        if cell not in band.cells.setdefault(column, []):
            texts.append(cell.text)
            band.cells[column].append(cell)
    start = min(cell.start for cell in filled)
    band.start = start if band.start is None else min(band.start, start)


def _continues(band: _Band, row: tuple[Cell | None, ...], cell: Cell) -> bool:
    """Whether a cell alone in its row ends the heading above it: "(in millions)" under "Aggregate Price"."""
    return cell.text.startswith("(") and row.index(cell) > 0 and row.index(cell) in band.texts


def _figures_of(row: tuple[Cell | None, ...]) -> dict[int, tuple[Cell, CellFigure]]:
    """Column -> figure; a cell over several columns counts once. A row of bare years is a heading."""
    found: dict[int, tuple[Cell, CellFigure]] = {}
    seen: set[int] = set()
    for column, cell in enumerate(row):
        if cell is None or cell.start in seen or (figure := read_cell(cell.text)) is None:
            continue
        seen.add(cell.start)
        found[column] = (cell, figure)
    if found and all(YEAR.fullmatch(cell.text) for cell, _ in found.values()):
        return {}
    return found
