"""Issuance and repurchases in tables: one fact per security and period, checked against the table's own total."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from monitor.extractors._dates import DAY, find_periods
from monitor.extractors.issuances._columns import (
    COUNTS,
    TO_BUY_BACK,
    TO_ISSUE,
    Days,
    MeasureKind,
    Value,
    days_of,
    find_caption_scale,
    find_scale,
)
from monitor.extractors.issuances._grid import SecurityRow, is_of_others, read_rows
from monitor.extractors.issuances._totals import find_mismatches
from monitor.extractors.issuances._words import PROGRAM, Reading, in_dollars
from monitor.records import Issuance, Problem, Table

EXTRACTOR = "issuances.table"
LONGEST_QUOTE = 2500
UNSETTLED = re.compile(r"\bunsettled\b|\bnot\s+(?:yet\s+)?(?:been\s+)?settled\b", re.IGNORECASE)
SHARES = re.compile(r"\b(?:shares?|stock|ADSs?)\b", re.IGNORECASE)
OTHERS = re.compile(r"10b5-1|\bdirectors\b|\bofficers\b", re.IGNORECASE)
NOT_SOLD = re.compile(
    r"\b(?:options?|restricted|RSUs?|ESPP|warrants?|conversions?|dividends?|withh\w+|BTC|bitcoin|ETH|ether|SOL|coins?|tokens?)\b",
    re.IGNORECASE,
)
TRADED = re.compile(r"\b(?:sold|acquired|purchased)\b", re.IGNORECASE)
STOCK = re.compile(
    r"\b((?:[Cc]lass\s+[A-C]\s+)?[Cc]ommon\s+[Ss]tock|[\w.% ]{0,60}[Pp]referred\s+[Ss]tock"
    r"|[A-Z]{3,5}\s+(?:Stock|Shares))"
)
OF_HEADING = re.compile(
    r"\b((?:class\s+[A-C]\s+)?(?:common|ordinary|american\s+depositary|class\s+[A-C])\s+(?:shares?|stock))\b",
    re.IGNORECASE,
)
ENDED = re.compile(r"\b(?:week|month|quarter)s?\s+(?:ended|ending)\b", re.IGNORECASE)
A_DAY = re.compile(rf"(?:{DAY})\W*", re.IGNORECASE)
# Only what is per share is told in full: "(in thousands, except per share data)"
SHARES_TOO = re.compile(
    r"(?<!dollars\s)(?<!\$\s)\bin\s+(?:thousands|millions)\s*,?\s*(?:except|other\s+than)\s+(?:for\s+)?"
    r"per[\s-]share\b",
    re.IGNORECASE,
)
EQUITY = re.compile(r"\b(equity\s+securities)\b")  # the title of the item, where no class is named
MONEY: tuple[MeasureKind, ...] = ("notional", "proceeds", "paid", "available")


@dataclass(frozen=True, slots=True)
class _Place:
    """A table and the words above it, back to the table before."""

    reading: Reading
    table: Table
    caption: str


@dataclass(frozen=True, slots=True)
class _Side:
    """A row's count of shares with the money of the same period: two periods can stand side by side."""

    row: SecurityRow
    count: Value
    values: dict[MeasureKind, Value]


def find_in_tables(reading: Reading) -> Iterator[Issuance]:
    """The issuances of all tables, in the order of the text. What contradicts its table's total is left empty."""
    for place in _places(reading):
        rows = list(read_rows(place.table))
        wrong = {(one.kind, one.days, one.start) for one in find_mismatches(rows)}
        for row in rows:
            if row.is_total or NOT_SOLD.search(row.label):
                continue
            for side in _sides(row):
                if fact := _issuance(place, side, wrong):
                    yield fact


def find_total_mismatches(reading: Reading) -> Iterator[Problem]:
    """Columns of a table that do not add up to its total: misread by us, or misprinted; to be looked at."""
    for place in _places(reading):
        for one in find_mismatches(list(read_rows(place.table))):
            yield Problem(
                kind="issuance_total_mismatch",
                message=f"table at {one.start}: the rows of its {one.kind} column add up to {one.summed:,f}, its"
                f" total says {one.printed:,f} (rounding allows {one.allowed:,f}); the column was left out",
                accession_number=reading.filing.accession_number,
                issuer_cik=reading.issuer.issuer_cik,
            )


def _places(reading: Reading) -> Iterator[_Place]:
    document = reading.document
    tables = {table.start: table for table in document.tables}
    for number, block in enumerate(document.blocks):
        table = tables.get(block.start) if block.kind == "table" else None
        if table is None or not SHARES.search(document.text, table.start, table.end) or is_of_others(table):
            continue
        above: list[str] = []
        for other in document.blocks[max(0, number - 3) : number][::-1]:
            if other.kind == "table":
                break
            above.insert(0, reading.text(other.start, other.end)[-600:])
        caption = "\n".join(above)
        if not OTHERS.search(caption):
            yield _Place(reading, table, caption)


def _sides(row: SecurityRow) -> Iterator[_Side]:
    """Each count of shares with the money between it and the next count, of shares or coins."""
    counts = [number for number, column in row.columns.items() if column.kind in COUNTS]
    coins = [n for n, column in row.columns.items() if column.kind == "other" and TRADED.search(column.heading)]
    for place, number in enumerate(counts):
        after = min(
            (other for other in [*counts, *coins] if other > number), default=len(row.columns) + max(row.columns)
        )
        first = number if place or coins else -1
        values: dict[MeasureKind, Value] = {}
        for column, value in row.values.items():
            kind = value.column.kind
            near = first <= column < after
            if kind == "available":
                near = number == _whose(value, row, counts)
            if kind in MONEY and near:
                values.setdefault(kind, value)
        if number in row.values and values:
            yield _Side(row, row.values[number], values)


def _whose(room: Value, row: SecurityRow, counts: Sequence[int]) -> int | None:
    """The count that a capacity belongs to: it stands last and is the same for all periods side by side, but what
    may be issued is not what may be bought back. None when both are counted and it does not say whose it is."""
    heading = room.column.heading
    kind = "sold" if TO_ISSUE.search(heading) else "repurchased" if TO_BUY_BACK.search(heading) else None
    if kind is None and len({row.columns[number].kind for number in counts}) > 1:
        return None
    return next((number for number in reversed(counts) if row.columns[number].kind == kind), counts[-1])


def _issuance(place: _Place, side: _Side, wrong: set[tuple[MeasureKind, Days | None, int]]) -> Issuance | None:
    first, last = _days(place, side)
    label = side.row.label
    # A row of months names no security: the words above the table do (Regulation S-K item 703).
    if not label or _is_period(label) or A_DAY.fullmatch(label):
        named = STOCK.search(place.caption) or OF_HEADING.search(side.count.column.heading)
        if named is None and side.count.column.kind == "repurchased":
            named = EQUITY.search(place.caption.lower())
        label = " ".join(named[1].split()) if named else "ATM" if PROGRAM.search(place.caption) else ""
    if not label or last is None:
        return None
    repurchase = side.count.column.kind == "repurchased" or side.row.bought_back
    shares, scale = side.count.amount, find_caption_scale(place.caption)
    if (counted := SHARES_TOO.search(place.caption)) and side.count.bare and shares:
        shares = shares.scaleb(find_scale(counted.group()) or 0)

    def money(kind: MeasureKind) -> Decimal | None:
        value = side.values.get(kind)
        if value is None or (kind, value.column.days, side.row.start) in wrong:
            return None
        if value.bare and value.amount and scale is not None:
            return value.amount.scaleb(scale)
        return in_dollars(value.amount, shares, place.reading, bare=value.bare)

    # A row that says "Repurchased" under "Net proceeds / (cost)": the one column holds both.
    shared = side.row.bought_back and "paid" not in side.values
    cash: MeasureKind = "paid" if repurchase and not shared else "proceeds"
    notional = side.values.get("notional")
    end = _quote_end(place, side)
    return Issuance(
        issuer_cik=place.reading.issuer.issuer_cik,
        kind="repurchase" if repurchase else _kind(place, side, label),
        security=label,
        shares=shares,
        # A dash beside shares sold: the measure does not apply (common stock has no face value to speak of).
        notional_usd=None if notional is not None and notional.dash and shares else money("notional"),
        net_proceeds_usd=money(cash),
        available_usd=money("available"),
        period_start_on=first,
        period_end_on=last,
        source=place.reading.document.quote(side.row.start, end),
        known_at=place.reading.filing.accepted_at,
        extractor=EXTRACTOR,
    )


def _is_period(label: str) -> bool:
    """ "May 1, 2026 to May 31, 2026", but not "February 2024 ATM Program"."""
    return days_of(label) is not None and not PROGRAM.search(label) and not SHARES.search(label)


def _kind(place: _Place, side: _Side, label: str) -> Literal["atm", "offering"]:
    room = any(
        one.kind == "available" and not TO_BUY_BACK.search(one.heading) for one in side.row.columns.values()
    )
    program = PROGRAM.search(label) or PROGRAM.search(place.caption) or room
    return "atm" if program else "offering"


def _quote_end(place: _Place, side: _Side) -> int:
    """The end of the row, or of the footnote that says that some of its shares are not settled yet."""
    marks = {mark for cell in [*side.count.column.cells, side.count.cell] for mark in cell.marks}
    for note in place.table.footnotes:
        if not side.count.amount or note.mark not in marks or not 0 < note.end - side.row.start <= LONGEST_QUOTE:
            continue
        if UNSETTLED.search(place.reading.document.text, note.start, note.end):
            return note.end
    return side.row.end


def _days(place: _Place, side: _Side) -> tuple[date | None, date | None]:
    """The period of the column's headings, the row's label, the other headings, then the words above."""
    row = side.row
    texts = [" ".join(cell.text for cell in side.count.column.cells), row.label if _is_period(row.label) else ""]
    if ended := ENDED.search(row.corner):  # "Week ended | …" over "November 28, 2027 | …"
        texts.append(f"{ended.group()} {row.label}")
    texts += [cell.text for column in row.columns.values() for cell in column.cells]
    texts.append(row.corner)
    for text in [*texts, *place.caption.split("\n")[::-1]]:
        for period in find_periods(text):
            if period.kind != "day":
                return period.start_on, period.end_on
    return None, None
