"""Issuance and repurchases in tables: one fact per security and period, checked against the table's own total."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from monitor.extractors._dates import find_periods
from monitor.extractors._issuance_grid import (
    Days,
    MeasureKind,
    SecurityRow,
    Value,
    days_of,
    find_scale,
    is_about_people,
    read_rows,
)
from monitor.extractors._issuance_words import PROGRAM, Reading, in_dollars
from monitor.records import Issuance, Problem, Table

EXTRACTOR = "issuances.table"
LONGEST_QUOTE = 2500
UNSETTLED = re.compile(r"\bunsettled\b|\bnot\s+(?:yet\s+)?(?:been\s+)?settled\b", re.IGNORECASE)
NOT_SOLD = re.compile(r"\b(?:options?|restricted|RSUs?|ESPP|warrants?|conversions?|dividends?|withh\w+|BTC|bitcoin)\b", re.IGNORECASE)
MONEY: tuple[MeasureKind, ...] = ("notional", "proceeds", "paid", "available")


@dataclass(frozen=True, slots=True)
class _Side:
    """The columns of one period: two periods can stand side by side."""

    days: Days | None
    count: Value
    values: dict[MeasureKind, Value]


def find_in_tables(reading: Reading) -> Iterator[Issuance]:
    """The issuances of all tables, in the order of the text. What contradicts its table's total is left empty."""
    for table, caption in _tables(reading):
        rows = list(read_rows(table))
        wrong = {(kind, days) for kind, days, *_ in _mismatches(rows, caption, reading)}
        for row in rows:
            if row.total or NOT_SOLD.search(row.label):
                continue
            for side in _sides(row):
                if fact := _issuance(reading, table, caption, row, side, wrong):
                    yield fact


def find_total_mismatches(reading: Reading) -> Iterator[Problem]:
    """Columns of a table that do not add up to its total: misread by us, or misprinted; to be looked at."""
    for table, caption in _tables(reading):
        for kind, _, summed, printed, allowed in _mismatches(list(read_rows(table)), caption, reading):
            yield Problem(
                kind="issuance_total_mismatch",
                message=f"table at {table.start}: the rows of its {kind} column add up to {summed:,f}, its total says"
                f" {printed:,f} (rounding allows {allowed:,f}); the column was left out",
                accession_number=reading.filing.accession_number,
                issuer_cik=reading.issuer.issuer_cik,
            )


def _tables(reading: Reading) -> Iterator[tuple[Table, str]]:
    document = reading.document
    tables = {table.start: table for table in document.tables}
    for number, block in enumerate(document.blocks):
        table = tables.get(block.start) if block.kind == "table" else None
        if table is None or not re.search(r"\bshares?\b|\bstock\b", reading.text(table.start, table.end), re.IGNORECASE):
            continue
        above: list[str] = []
        for other in document.blocks[max(0, number - 3) : number][::-1]:
            if other.kind == "table":
                break
            above.insert(0, reading.text(other.start, other.end)[-600:])
        caption = "\n".join(above)
        if not is_about_people(table) and not re.search(r"10b5-1|\bdirectors\b|\bofficers\b", caption):
            yield table, caption


def _sides(row: SecurityRow) -> Iterator[_Side]:
    """Each count of shares of a row with the money that belongs to it: between it and the next count."""
    counts = [n for n, column in row.columns.items() if column.kind in ("sold", "repurchased")]
    others = [n for n, column in row.columns.items() if column.kind == "other" and re.search(r"sold|acquired|purchased", column.heading, re.IGNORECASE)]
    for place, number in enumerate(counts):
        count = row.values.get(number)
        after = min((n for n in [*counts, *others] if n > number), default=10**6)
        first = number if place or others else -1
        values: dict[MeasureKind, Value] = {}
        for column, value in row.values.items():
            kind = value.column.kind
            # What remains available stands last and is the same for all periods side by side.
            near = first <= column < after or (kind == "available" and place == len(counts) - 1)
            if kind in MONEY and near and kind not in values:
                values[kind] = value
        if count is not None and values:
            yield _Side(count.column.days, count, values)


def _issuance(
    reading: Reading,
    table: Table,
    caption: str,
    row: SecurityRow,
    side: _Side,
    wrong: set[tuple[MeasureKind, Days | None]],
) -> Issuance | None:
    repurchase = side.count.column.kind == "repurchased"
    first, last = _days(row, side, caption)
    # A row of months names no security: the words above the table do (Regulation S-K item 703).
    label = row.label if row.label and not days_of(row.label) else _captioned(caption)
    if not label or last is None:
        return None
    kind: Literal["atm", "offering", "repurchase"] = "offering"
    if repurchase:
        kind = "repurchase"
    elif PROGRAM.search(label) or PROGRAM.search(caption) or "available" in side.values:
        kind = "atm"
    shares = side.count.amount

    def money(measure: MeasureKind) -> Decimal | None:
        value = side.values.get(measure)
        if value is None or (measure, side.days) in wrong:
            return None
        bare = value.bare and find_scale(caption) is None
        amount = value.amount.scaleb(find_scale(caption) or 0) if value.bare and not value.dash else value.amount
        return in_dollars(amount, shares, reading, bare=bare)

    notional = side.values.get("notional")
    end = _quote_end(reading, table, row, side)
    return Issuance(
        issuer_cik=reading.issuer.issuer_cik,
        kind=kind,
        security=label,
        shares=shares,
        # A dash beside shares sold: the measure does not apply (common stock has no face value to speak of).
        notional_usd=None if notional is not None and notional.dash and shares else money("notional"),
        net_proceeds_usd=money("paid" if repurchase else "proceeds"),
        available_usd=money("available"),
        period_start_on=first,
        period_end_on=last,
        source=reading.document.quote(row.start if end - row.start <= LONGEST_QUOTE else table.start, end),
        known_at=reading.filing.accepted_at,
        extractor=EXTRACTOR,
    )


def _quote_end(reading: Reading, table: Table, row: SecurityRow, side: _Side) -> int:
    """The end of the row, or of the footnote that says that some of its shares are not settled yet."""
    marks = {mark for cell in [*side.count.column.cells, side.count.cell] for mark in cell.marks}
    for note in table.footnotes:
        words = reading.text(note.start, note.end)
        if side.count.amount and note.mark in marks and UNSETTLED.search(words) and 0 < note.end - row.start <= LONGEST_QUOTE:
            return note.end
    return row.end


def _days(row: SecurityRow, side: _Side, caption: str) -> tuple[date | None, date | None]:
    texts = [" ".join(cell.text for cell in side.count.column.cells), row.label]
    texts += [cell.text for column in row.columns.values() for cell in column.cells]
    for text in [*texts, *caption.split("\n")[::-1]]:
        for period in find_periods(text):
            if period.kind != "day":
                return period.start_on, period.end_on
    return None, None


def _captioned(caption: str) -> str:
    match = re.search(r"\b((?:class\s+A\s+)?common\s+stock|[\w.% ]{0,60}preferred\s+stock|[A-Z]{3,5}\s+(?:Stock|Shares))", caption)
    return " ".join(match[1].split()) if match else ""


def _mismatches(
    rows: Sequence[SecurityRow], caption: str, reading: Reading
) -> Iterator[tuple[MeasureKind, Days | None, Decimal, Decimal, Decimal]]:
    """(measure, days, sum, total, allowance) of each column whose rows do not add up to its total row."""
    totals = [row for row in rows if row.total and not re.search(r"\bsub", row.label, re.IGNORECASE)]
    if not totals:
        return
    parts = [row for row in rows if not row.total]
    for number, total in totals[-1].values.items():
        if total.column.kind in ("available", "other"):
            continue
        values = [value for row in parts if (value := row.values.get(number)) is not None]
        summed = sum((value.amount for value in values), Decimal(0))
        allowed = sum((last_digit(value.amount) for value in [*values, total] if value.amount), Decimal(0)) / 2
        # An extra half digit: totals are rounded from unrounded rows, and some writers cut instead.
        if total.column.kind not in ("sold", "repurchased"):
            allowed += last_digit(total.amount) / 2
        if values and abs(summed - total.amount) > allowed:
            yield total.column.kind, total.column.days, summed, total.amount, allowed


def last_digit(figure: Decimal) -> Decimal:
    """The value of the last printed digit."""
    exponent = figure.as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(0)


