"""Tables of securities sold or bought back, read by meaning: what each column measures, of which days, per security.

Columns are known by their headings, never by position; a table on its side is turned first. "Shares Sold" beside
"BTC Sold" counts only for itself: dollars belong to the count nearest on their left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from monitor.extractors._dates import find_periods
from monitor.extractors._figures import find_figures, read_cell
from monitor.records import Cell, Table

MeasureKind = Literal["sold", "repurchased", "notional", "proceeds", "paid", "available", "other"]
Row = Sequence[Cell | None]
Days = tuple[object, object]

MEASURES: tuple[tuple[MeasureKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("other", r"\b(?:BTC|bitcoins?|coins?|tokens?|ETH|ether|SOL|units)\b|\baverage\b|\bavg\b|\bper\s+share\b|%|\bfees?\b|\bcommissions?\s*(?:paid|$)"
                  r"|\bcumulative\b|\bsince\s+inception\b|\bto[\s-]date\b|\bsale\s+price\b|\bdividends?\b|\btotal\s+number\b.*\bpurchased\s*$"),
        ("available", r"\bavailable\b|\bremaining\b|\bremains?\b|\byet\s+be\b|\bunused\b|\bcapacity\b"),
        ("notional", r"\b(?:notional|face\s+(?:value|amount)|liquidation\s+preference|stated\s+(?:amount|value)|principal)\b"),
        ("repurchased", r"\b(?:shares?|stock)\b.*\b(?:repurchased|purchased|bought(?:\s+back)?|redeemed|retired|tendered)\b"),
        ("sold", r"\b(?:shares?|stock|ADSs?)\b.*\b(?:sold|issued)\b|\b(?:sold|issued)\b.*\bshares?\b|^(?:number\s+of\s+)?shares$"),
        ("proceeds", r"\bnet\s+(?:cash\s+)?proceeds\b|\bproceeds\b.*\bnet\b"),
        ("paid", r"\b(?:aggregate|total|purchase|repurchase|redemption)\b.*\b(?:price|cost|amount|consideration|paid|value)\b|\bamount\s+paid\b|\bcost\b"),
    )
)  # fmt: skip
SCALE = ((3, r"thousands|\$?000s"), (6, r"millions|\$\s?M\b|\bmm\b"), (9, r"billions|\$\s?B\b"))
TOTAL = re.compile(r"\b(?:sub-?)?totals?\b", re.IGNORECASE)
OWN_SCALE = re.compile(r"\b(?:thousand|million|billion|trillion|bn|mm)\b|[\dKMB](?<=[KMB])\b", re.IGNORECASE)
PEOPLE = re.compile(r"\b(?:name|officer|director|holder|stockholder|shareholder|owner|seller|executive|insider)\b", re.IGNORECASE)


@dataclass(slots=True)
class Column:
    """What a column measures. `days`: first and last day by its headings, None when they give none."""

    kind: MeasureKind
    heading: str
    cells: list[Cell]
    scale: int | None
    days: Days | None


@dataclass(frozen=True, slots=True)
class Value:
    """A figure of a row, in units or dollars. `dash`: printed as a dash, which is zero or does not apply."""

    amount: Decimal
    cell: Cell
    column: Column
    dash: bool
    bare: bool  # no scale in words, neither its own nor its column's


@dataclass(slots=True)
class SecurityRow:
    """One security of a table: its label, its figures by column, and where headings and row stand."""

    label: str
    label_cell: Cell | None
    values: dict[int, Value]
    columns: dict[int, Column]
    start: int
    end: int
    total: bool
    described: list[str] = field(default_factory=list)


def read_rows(table: Table) -> Iterator[SecurityRow]:
    """The rows with figures under headings of shares, top to bottom, turned when the table lies on its side."""
    rows = _turned(table.rows)
    columns: dict[int, Column] = {}
    headings: dict[int, list[Cell]] = {}
    collecting, start, last = False, table.start, None
    for row in rows:
        filled = _distinct(row)
        if not filled:
            continue
        if _is_heading(row, filled, started=last is not None):
            if not collecting:
                headings = _kept(headings, row) if last is not None else {}
                start = min(cell.start for cell in filled)
            collecting = True
            _collect(headings, row, filled)
            continue
        if collecting:
            columns, collecting = _columns(headings), False
        if not any(column.kind in ("sold", "repurchased") for column in columns.values()):
            continue
        found = _values(row, columns)
        label = next((cell for cell in row if cell and cell.text and read_cell(cell.text) is None), None)
        if not found:
            if last is not None and label is not None:
                last.described.append(label.text)
            continue
        if last is not None:
            yield last
        text = label.text if label is not None and label.start not in {v.cell.start for v in found.values()} else ""
        end = max(cell.end for cell in filled)
        last = SecurityRow(text, label, found, columns, start, end, bool(TOTAL.search(text)))
    if last is not None:
        yield last


def is_about_people(table: Table) -> bool:
    """Whether the rows are persons: "Name | Shares Sold", holders who sell for themselves."""
    corner = [row[0].text for row in table.rows[:3] if row and row[0]]
    return any(PEOPLE.search(text) for text in corner)


def find_kind(heading: str) -> MeasureKind | None:
    """What a heading measures, None when it is none of ours. The first that fits: averages are no totals."""
    if len(heading) > 220:
        return None
    if re.search(r"publicly\s+announced", heading, re.IGNORECASE) and not re.search(r"yet\s+be", heading):
        return "repurchased"  # Regulation S-K item 703, column (c)
    return next((kind for kind, pattern in MEASURES if pattern.search(heading)), None)


def find_scale(text: str) -> int | None:
    """3, 6 or 9 for thousands, millions, billions."""
    return next((power for power, words in SCALE if re.search(words, text, re.IGNORECASE)), None)


def days_of(text: str) -> Days | None:
    """The first period of a text that is more than a day."""
    return next(((p.start_on, p.end_on) for p in find_periods(text) if p.kind != "day"), None)


def _is_heading(row: Row, filled: list[Cell], *, started: bool) -> bool:
    """Headings name measures or days and hold no figure; beneath figures a lone cell must give a period."""
    texts = [cell.text for cell in filled]
    if any(read_cell(t) is not None and not re.fullmatch(r"(?:19|20)\d\d", t) for t in texts):
        return False
    if any(re.match(r"\$?\s?\d[\d,.]*\s+(?!Months|months)\w", t) and not days_of(t) for t in texts[1:]):
        return False
    if len(filled) == 1 and started:
        return days_of(texts[0]) is not None and len(texts[0]) < 120
    return not started or sum(find_kind(t) is not None or days_of(t) is not None for t in texts) > 0


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
    return {n: [cell for cell in cells if not days_of(cell.text)] for n, cells in old.items()}


def _columns(headings: dict[int, list[Cell]]) -> dict[int, Column]:
    found: dict[int, Column] = {}
    for number, cells in headings.items():
        text = " ".join(cell.text for cell in cells)
        measures = [cell.text for cell in cells if not days_of(cell.text) and not re.match(r"as\s+of\b", cell.text, re.IGNORECASE)]
        kind = find_kind(" ".join(measures))
        if kind is not None:
            found[number] = Column(kind, " ".join(measures), cells, find_scale(text), days_of(text))
    sides = {column.kind for column in found.values()}
    if "sold" in sides and "repurchased" not in sides:
        return {n: c for n, c in found.items() if c.kind != "paid"}
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


def read_value(cell: Cell, column: Column) -> Value | None:
    """ "3,645,528 MSTR Shares", "$2.37 billion of MSTR Shares", "$18.3", "-" under a heading."""
    counts = column.kind in ("sold", "repurchased")
    plain = read_cell(cell.text)
    if plain is not None:
        if counts and plain.usd and not plain.dash:
            return None
        amount, own = abs(plain.value), plain.scaled
    else:
        figure = next(find_figures(cell.text), None)
        if figure is None or figure.start != 0 or figure.kind not in ("usd", "number") or (figure.kind == "usd") == counts:
            return None
        if len(cell.text) > 80 or not re.match(r"\s*(?:of\s+)?(?:[A-Z]\w*\s+){0,4}(?:shares?|stock|ADSs?|units)\b", cell.text[figure.end :], re.IGNORECASE):
            return None
        amount, own = figure.value, OWN_SCALE.search(cell.text[: figure.end]) is not None
    if not counts and not own and column.scale is not None and amount:
        amount = amount.scaleb(column.scale)
    dash = plain is not None and plain.dash
    return Value(amount, cell, column, dash, bare=not own and column.scale is None)


def _turned(rows: Sequence[Row]) -> Sequence[Row]:
    """A table whose rows are the measures, turned so that its columns are; lone cells stay above."""
    labels = [row[0] for row in rows if row and row[0]]
    measures = [cell for cell in labels if cell and find_kind(cell.text) in ("sold", "repurchased", "proceeds", "notional", "available")]
    wide = [row for row in rows if len(_distinct(row)) > 1]
    across = any(cell and find_kind(cell.text) in ("sold", "repurchased") for row in wide for cell in row[1:])
    if len(measures) < 2 or across or not wide:
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
