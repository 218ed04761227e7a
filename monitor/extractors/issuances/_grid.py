"""Tables of securities sold or bought back: the figures of each security, under what their columns measure.

Headings of several rows are joined per column, a lone cell beneath figures describes the row above it, a new
period starts new headings. A table that lies on its side is turned first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from monitor.extractors._figures import read_cell
from monitor.extractors.issuances._columns import (
    BOTH_WAYS,
    COUNTS,
    PUBLIC,
    Column,
    Value,
    days_of,
    find_kind,
    make_column,
    read_value,
)
from monitor.records import Cell, Table

Row = Sequence[Cell | None]

TOTAL = re.compile(r"\b(?:sub-?)?totals?\b", re.IGNORECASE)
FIGURE_FIRST = re.compile(r"\$?\s?\d[\d,.]*\s+(?!months)\w", re.IGNORECASE)
YEAR = re.compile(r"(?:19|20)\d\d")
PEOPLE = re.compile(
    r"\b(?:name|officer|director|holder|stockholder|shareholder|owner|seller|executive|insider)\b", re.IGNORECASE
)
STANDING = re.compile(r"\b(?:authorized|outstanding)\b", re.IGNORECASE)
BOUGHT_BACK = re.compile(
    r"(?:shares?\s+)?(?:repurchased?|repurchases|bought\s+back|buy-?backs?|redeemed|redemption)", re.IGNORECASE
)
INDEX = re.compile(r"\W*(?:[A-Za-z]|[ivx]{1,4}|\d{1,2})\W*")  # "A", "(ii)": what the rows are numbered with
LONGEST_PERIOD = 120
HEADING_ROWS = 3


@dataclass(frozen=True, slots=True)
class SecurityRow:
    """One row with figures: its label, its figures by column, where its headings and the row itself stand."""

    label: str
    values: dict[int, Value]
    columns: dict[int, Column]
    start: int
    end: int
    bought_back: bool = False  # a cell of the row says so, or the brackets of a column of both
    corner: str = ""  # the headings over what is no figure

    @property
    def is_total(self) -> bool:
        """Whether it sums others up."""
        return TOTAL.search(self.label) is not None


def read_rows(table: Table) -> Iterator[SecurityRow]:
    """The rows with figures under headings of shares, top to bottom."""
    columns: dict[int, Column] = {}
    headings: dict[int, list[Cell]] = {}
    collecting, begun, start = False, False, table.start
    for row in _turned(table.rows):
        filled = _distinct(row)
        if not filled:
            continue
        if _is_heading(filled, begun=begun):
            if not collecting:
                headings = _kept(headings, row) if begun else {}
                start = min(cell.start for cell in filled)
            collecting = True
            _collect(headings, row, filled)
            continue
        if collecting:
            columns, collecting = _columns(headings), False
        if not any(column.kind in COUNTS for column in columns.values()):
            continue
        # A lone cell describes the row above it: "$21 billion of preferred stock, established March 10, 2025".
        values = _values(row, columns) if len(filled) > 1 else {}
        if values:
            begun = True
            back = any(BOUGHT_BACK.fullmatch(cell.text.strip()) for cell in filled)
            back = back or any(one.negative and BOTH_WAYS.search(one.column.heading) for one in values.values())
            end = max(cell.end for cell in filled)
            corner = " ".join(
                cell.text for number, cells in headings.items() if number not in columns for cell in cells
            )
            yield SecurityRow(_label(filled, values), values, columns, start, end, back, corner)


def is_of_others(table: Table) -> bool:
    """Whether the rows are persons who sell for themselves, or stocks as they stand: nothing is sold there."""
    heads = [cell.text for row in table.rows[:HEADING_ROWS] for cell in row if cell]
    corner = [row[0].text for row in table.rows[:HEADING_ROWS] if row and row[0]]
    return any(PEOPLE.search(text) for text in corner) or any(STANDING.search(text) for text in heads)


def _is_heading(filled: list[Cell], *, begun: bool) -> bool:
    """Headings name measures or days and hold no figure; beneath figures a lone cell must give a period."""
    texts = [cell.text for cell in filled]
    if any(read_cell(text) is not None and not YEAR.fullmatch(text) for text in texts):
        return False
    if any(FIGURE_FIRST.match(text) and not days_of(text) for text in texts[1:]):
        return False
    if len(filled) == 1 and begun:
        return len(texts[0]) < LONGEST_PERIOD and days_of(texts[0]) is not None
    return not begun or any(find_kind(text) is not None or days_of(text) is not None for text in texts)


def _collect(headings: dict[int, list[Cell]], row: Row, filled: list[Cell]) -> None:
    alone = len(filled) == 1
    for number in range(len(row)):
        cell = filled[0] if alone else row[number]
        if cell is not None and cell.text and cell not in headings.setdefault(number, []):
            headings[number].append(cell)


def _kept(old: dict[int, list[Cell]], row: Row) -> dict[int, list[Cell]]:
    """Under a bare new period the measures of the earlier headings stay."""
    if any(cell and find_kind(cell.text) for cell in row):
        return {}
    return {number: [cell for cell in cells if not days_of(cell.text)] for number, cells in old.items()}


def _columns(headings: dict[int, list[Cell]]) -> dict[int, Column]:
    found = {number: column for number, cells in headings.items() if (column := make_column(cells))}
    if any(column.kind == "repurchased" and PUBLIC.search(column.heading) for column in found.values()):
        # Of all that was bought, the program's part.
        found = {n: one for n, one in found.items() if one.kind != "repurchased" or PUBLIC.search(one.heading)}
    sides = {column.kind for column in found.values()}
    if "sold" in sides and "repurchased" not in sides:  # "Aggregate Amount" of shares sold is not what was paid
        return {number: column for number, column in found.items() if column.kind != "paid"}
    return found


def _values(row: Row, columns: dict[int, Column]) -> dict[int, Value]:
    found: dict[int, Value] = {}
    seen: set[int] = set()
    for number, cell in enumerate(row):
        if cell is None or number not in columns or cell.start in seen:
            continue
        value = read_value(cell, columns[number])
        if value is not None:
            seen.add(cell.start)
            found[number] = value
    return found


def _label(filled: list[Cell], values: dict[int, Value]) -> str:
    taken = {value.cell.start for value in values.values()}
    words = [one.text for one in filled if one.start not in taken and read_cell(one.text) is None]
    return next((text for text in words if not INDEX.fullmatch(text)), "")


def _turned(rows: Sequence[Row]) -> Sequence[Row]:
    """A table whose rows are the measures, turned so that its columns are; lone periods stay above."""
    kinds = [find_kind(row[0].text) for row in rows if row and row[0]]
    wide = [row for row in rows if len(_distinct(row)) > 1]
    across = any(cell and find_kind(cell.text) in COUNTS for row in wide for cell in row[1:])
    if across or not wide or sum(kind not in (None, "other") for kind in kinds) < 2:
        return rows
    alone = [row for row in rows if len(_distinct(row)) == 1 and days_of(_distinct(row)[0].text)]
    width = max(len(row) for row in wide)
    return [*alone, *([row[number] if number < len(row) else None for row in wide] for number in range(width))]


def _distinct(row: Row) -> list[Cell]:
    found: dict[int, Cell] = {}
    for cell in row:
        if cell is not None and cell.text:
            found.setdefault(cell.start, cell)
    return list(found.values())
