"""Tables of dividends: a row for each series, or a row for each payment and a column for each series.

Preferred Stock | Ticker | Period | Cash Dividend Per Share          under "... payable on September 30, 2025"
Declared | Record Date | Payment Date | Per Share | Amount           under a caption that names the series
Payment Date | STRK Stock | STRF Stock                               "dividends per share" in the caption
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from monitor.extractors._dates import DAY, read_day
from monitor.extractors._figures import CURRENCIES, OTHER_MONEY, SCALES, CellFigure, read_cell
from monitor.extractors.instruments._facts import Source
from monitor.extractors.instruments._names import InstrumentMention, find_instruments
from monitor.records import Cell, Document, StatedPayment, Table

Row = tuple[Cell | None, ...]
CAPTION_LENGTH = 700
AFTER_LENGTH = 1500
DIVIDENDS = re.compile(r"\b(?:dividends?|distributions?)\b", re.IGNORECASE)
PLANS = re.compile(
    r"\b(?:would|could|might|illustrat\w+|hypothetical\w*|pro\s+forma|accumulated\s+and\s+unpaid|expects?\s+to)\b",
    re.IGNORECASE,
)
PER_SHARE = re.compile(r"\bper\s+(?:preferred\s+)?(?:share|security)\b", re.IGNORECASE)
PAY_DAY = re.compile(r"\b(?:pay(?:ment|able|out)?|paid|distribution)\b(?:\s+(?:date|day|on))?", re.IGNORECASE)
RECORD_DAY = re.compile(r"\brecord\b", re.IGNORECASE)
OTHER_DAY = re.compile(r"\b(?:declar\w+|announce\w*|record|ex-|period|ending|ended)\b", re.IGNORECASE)
SUM = re.compile(r"\b(?:amount|total|aggregate|dividends?\s+(?:declared|paid)|cash\s+paid)\b", re.IGNORECASE)
PAYABLE = re.compile(
    rf"\b(?:payable|paid|payment\s+(?:will\s+be\s+made|date)|to\s+be\s+paid)\s*,?\s+(?:in\s+cash\s+)?(?:on\s+or\s+about|on|of)?\s*(?P<day>{DAY})",
    re.IGNORECASE,
)
OF_RECORD = re.compile(rf"\bof\s+record\b(?:[^;]){{0,160}}?(?P<day>{DAY})", re.IGNORECASE)
SCALE = re.compile(r"\bin\s+(thousands|millions|billions)\b", re.IGNORECASE)
EXACT = re.compile(r"\bexact\s+amount\b[^$€£]{0,60}[$€£]\s?(?P<exact>\d+\.\d+)", re.IGNORECASE)
OTHER_SIGN = re.compile(r"(?P<sign>[€£]|(?:EUR|GBP|CHF)\s)\s?(?=\d)")
RATE = re.compile(r"\brate\b", re.IGNORECASE)
LARGEST_PER_SHARE = Decimal(1000)


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What stands above a table: the words, the day of payment and of record, the only instrument named there."""

    caption: str
    due_on: date | None
    record_on: date | None
    subject: InstrumentMention | None


def find_in_tables(source: Source) -> Iterator[StatedPayment]:
    """The payments that tables of dividends state."""
    text = source.document.text
    for table in source.document.tables:
        around = _look_around(source, table)
        if not DIVIDENDS.search(f"{around.caption} {text[table.start : table.end]}") or PLANS.search(
            around.caption
        ):
            continue
        heads: list[str] = []
        for row in table.rows:
            if not any(cell and (_is_sum(cell) or _day(cell)) for cell in row):
                heads = [
                    f"{heads[at] if at < len(heads) else ''} {cell.text if cell else ''}".strip()
                    for at, cell in enumerate(row)
                ]
            elif heads:
                yield from _row(source, table, row, heads, around)
                yield from _columns(source, row, heads, around)


def _look_around(source: Source, table: Table) -> _Surroundings:
    text = source.document.text
    start = max(0, table.start - CAPTION_LENGTH)
    blocks = text[start : table.start].strip().rsplit("\n\n", 2)
    caption = blocks[-1] if len(blocks[-1]) > 60 else "\n\n".join(blocks[-2:])
    at = text.rfind(caption, 0, table.start)
    named = find_instruments(text, at, table.start, issuer=source.issuer)
    payable, record = PAYABLE.search(caption), OF_RECORD.search(caption)
    return _Surroundings(
        caption=caption,
        due_on=read_day(payable["day"]) if payable else None,
        record_on=read_day(record["day"]) if record else None,
        subject=named[-1] if len({one.instrument_id for one in named}) == 1 else None,
    )


def _row(
    source: Source, table: Table, row: Row, heads: list[str], around: _Surroundings
) -> Iterator[StatedPayment]:
    """A row with its series, or under a caption that names one."""
    named = [mention for cell in row if cell and (mention := _named(source, cell))]
    subject = named[0] if named else around.subject
    due_on, record_on = _row_days(row, heads, around)
    if subject is None or subject.kind != "preferred" or due_on is None:
        return
    per_share = amount = None
    currency = "USD"
    for at, cell in enumerate(row):
        head = heads[at] if at < len(heads) else ""
        figure, sign = _read_sum(cell) if cell and _is_sum(cell) else (None, "")
        if figure is None or figure.value <= 0 or OTHER_MONEY.search(head):
            continue
        currency = CURRENCIES.get(sign, currency)
        if PER_SHARE.search(head) and figure.value < LARGEST_PER_SHARE:
            per_share = _exact(source.document, table, figure.value)
        elif SUM.search(head) and not RATE.search(head):
            amount = _amount(figure, f"{around.caption} {' '.join(heads)}")
            if amount is None and PER_SHARE.search(around.caption) and DIVIDENDS.search(head):
                per_share = figure.value
    if per_share is not None or amount is not None:
        paid = re.search(r"\bpaid\b", " ".join(heads), re.IGNORECASE)
        yield source.payment(
            _span(row), subject, "dividend", due_on, per_share=per_share, amount=amount, currency=currency,
            record_on=record_on, is_paid=bool(paid),
        )  # fmt: skip


def _read_sum(cell: Cell) -> tuple[CellFigure | None, str]:
    """The figure of a cell and the sign of its currency when that is not the dollar: "€1.333 (2)"."""
    other = OTHER_SIGN.match(cell.text.strip())
    if other is None:
        return read_cell(cell.text), ""
    return read_cell(cell.text.strip()[other.end() :]), other["sign"].strip()


def _amount(figure: CellFigure, words: str) -> Decimal | None:
    """The dollars of a cell, by its own scale, else by the table's; a bare small figure is none."""
    scale = SCALE.search(words)
    if figure.scaled:
        return figure.value
    if scale:
        return figure.value.scaleb(SCALES[scale[1].lower().removesuffix("s")])
    return figure.value if figure.value >= LARGEST_PER_SHARE else None


def _columns(source: Source, row: Row, heads: list[str], around: _Surroundings) -> Iterator[StatedPayment]:
    """A row for a payment, with a column for each series."""
    a_share = PER_SHARE.search(f"{around.caption} {' '.join(heads)}")
    if not a_share or any(cell and _named(source, cell) for cell in row):
        return
    due_on, record_on = _row_days(row, heads, around)
    if due_on is None or not any(cell and _day(cell) for cell in row):
        return
    for at, cell in enumerate(row):
        subject = _called(source, heads[at]) if at < len(heads) else None
        figure, sign = _read_sum(cell) if cell and subject else (None, "")
        if subject and figure and 0 < figure.value < LARGEST_PER_SHARE and subject.kind == "preferred":
            yield source.payment(
                _span(row), subject, "dividend", due_on, per_share=figure.value,
                currency=CURRENCIES.get(sign, "USD"), record_on=record_on, is_paid=False,
            )  # fmt: skip


def _span(row: Row) -> tuple[int, int]:
    cells = [cell for cell in row if cell]
    return min(cell.start for cell in cells), max(cell.end for cell in cells)


def _row_days(row: Row, heads: list[str], around: _Surroundings) -> tuple[date | None, date | None]:
    due_on, record_on = None, None
    for at, cell in enumerate(row):
        head = heads[at] if at < len(heads) else ""
        day = _day(cell) if cell else None
        if day and RECORD_DAY.search(head):
            record_on = day
        elif day and PAY_DAY.search(head) and not OTHER_DAY.search(head):
            due_on = day
    return due_on or around.due_on, record_on or around.record_on


def _day(cell: Cell) -> date | None:
    text = cell.text.strip()
    return read_day(text) if re.fullmatch(DAY, text) else None


def _is_sum(cell: Cell) -> bool:
    """A figure, of any money; a year is none."""
    if re.match(r"[€£¥]\s?\d", cell.text):
        return True
    return read_cell(cell.text) is not None and not re.fullmatch(r"(?:19|20)\d\d", cell.text.strip())


def _named(source: Source, cell: Cell) -> InstrumentMention | None:
    found = find_instruments(source.document.text, cell.start, cell.end, issuer=source.issuer)
    return found[0] if found and len({one.instrument_id for one in found}) == 1 else None


def _called(source: Source, head: str) -> InstrumentMention | None:
    """The series that a column's heading consists of, by what the document calls it anywhere."""
    words, text = " ".join(head.split()), source.document.text
    known = find_instruments(text, 0, len(text), issuer=source.issuer)
    return next(
        (one for one in known if words in {one.series, f"{one.series} Stock", text[one.start : one.end]}), None
    )


def _exact(document: Document, table: Table, value: Decimal) -> Decimal:
    """The exact amount that a footnote gives where the table rounds ("rounded to the nearest thousandth")."""
    for match in EXACT.finditer(document.text, table.end, table.end + AFTER_LENGTH):
        exact = Decimal(match["exact"])
        if exact.quantize(value) == value:
            return exact
    return value
