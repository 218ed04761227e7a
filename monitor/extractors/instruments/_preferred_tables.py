"""Tables of preferred stock, a row for each series: shares outstanding, liquidation preference, dividend rate."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from monitor.extractors._dates import DAY, read_day
from monitor.extractors._figures import OTHER_MONEY, read_cell
from monitor.extractors.instruments._facts import Source
from monitor.extractors.instruments._identity import read_rate
from monitor.extractors.instruments._names import InstrumentMention
from monitor.records import Cell, InstrumentTerm, Table

OUTSTANDING = re.compile(r"\boutstanding\b", re.IGNORECASE)
NOT_SHARES = re.compile(r"\b(?:preference|value|amount|percent|principal|average|\$)", re.IGNORECASE)
PREFERENCE = re.compile(
    r"\b(?:liquidation\s+preference|stated\s+(?:amount|value))\b.*\bper\s+share\b|\bper\s+share\s+(?:liquidation|stated)\b",
    re.IGNORECASE,
)
RATE = re.compile(r"\b(?:dividend|coupon)\s+rate\b|\brate\s+per\s+annum\b", re.IGNORECASE)
CAPTION_LENGTH = 500


def find_preferred(
    table: Table, source: Source, named: Callable[[Cell | None, Source], InstrumentMention | None]
) -> Iterator[InstrumentTerm]:
    """`named` tells the instrument that a cell consists of."""
    text = source.document.text
    caption = text[max(0, table.start - CAPTION_LENGTH) : table.start].strip().rsplit("\n\n", 1)[-1]
    heads: list[str] = []
    for row in table.rows:
        mention = named(row[0], source) if row else None
        if mention is None:
            if not any(cell and read_cell(cell.text) for cell in row[1:]):
                heads = [
                    f"{heads[at] if at < len(heads) else ''} {cell.text if cell else ''}".strip()
                    for at, cell in enumerate(row)
                ]
            continue
        if mention.kind != "preferred":
            continue
        cells = [cell for cell in row if cell]
        span = min(cell.start for cell in cells), max(cell.end for cell in cells)
        for at, cell in enumerate(row):
            if at and cell and at < len(heads):
                yield from _value(heads[at], cell, mention, span, source=source, caption=caption)


def _value(
    head: str, cell: Cell, mention: InstrumentMention, span: tuple[int, int], *, source: Source, caption: str
) -> Iterator[InstrumentTerm]:
    figure = read_cell(cell.text)
    as_of = _day(head) or _day(caption)
    if RATE.search(head) and (rate := read_rate(cell.text)) is not None:
        yield source.term(span, mention, "dividend_rate", figure=rate, as_of_on=as_of)
    elif figure is None or figure.dash or OTHER_MONEY.search(head):
        return
    elif PREFERENCE.search(head) and Decimal(1) <= figure.value <= Decimal(100_000):
        yield source.term(span, mention, "liquidation_preference_usd", figure=figure.value)
    elif OUTSTANDING.search(head) and not NOT_SHARES.search(head) and not figure.usd and as_of:
        yield source.term(span, mention, "shares", figure=figure.value, as_of_on=as_of)


def _day(words: str) -> date | None:
    days = set(re.findall(DAY, words, re.IGNORECASE))
    return read_day(days.pop()) if len(days) == 1 else None
