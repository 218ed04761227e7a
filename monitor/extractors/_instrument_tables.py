"""Tables of instruments: terms in rows with one instrument to a column, balances in columns with one to a row.

Also the rows "2028 Convertible Shares @$183.19" of share counts. Tables of make-whole shares, carrying amounts,
interest expense and payments by year are left alone: their labels are none of those that a term has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from monitor.extractors._dates import DAY, MONTH, MONTHS, read_day
from monitor.extractors._figures import read_cell
from monitor.extractors._instrument_facts import Source
from monitor.extractors._instrument_identity import read_rate
from monitor.extractors._instrument_names import InstrumentMention, find_instruments
from monitor.records import Cell, InstrumentTerm, Table

LABELS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("issued_on", re.compile(r"(?:issuance|issue|original\s+issue)\s+date", re.IGNORECASE)),
    ("matures_on", re.compile(r"(?:stated\s+)?maturity(?:\s+date)?", re.IGNORECASE)),
    (
        "coupon_rate",
        re.compile(r"(?:stated|fixed|annual|coupon)?\s*(?:interest|coupon)\s+rate|coupon", re.IGNORECASE),
    ),
    ("payment_days", re.compile(r"interest\s+payment\s+dates?", re.IGNORECASE)),
    (
        "put_on",
        re.compile(
            r"(?:date\s+of\s+)?(?:the\s+)?(?:holders?[’']?s?\s+)?put\s+(?:option|right|date)(?:\s+date)?",
            re.IGNORECASE,
        ),
    ),
    (
        "callable_from_on",
        re.compile(
            r"not\s+redeemable\s+by\s+the\s+company\s+prior\s+to\s+the\s+following\s+date|(?:first|earliest)\s+(?:call|redemption)\s+date"
            r"|redeemable\s+on\s+or\s+after",
            re.IGNORECASE,
        ),
    ),
    ("conversion_rate", re.compile(r"(?:initial|current)?\s*conversion\s+rate", re.IGNORECASE)),
    ("conversion_price_usd", re.compile(r"(?:initial|current)?\s*conversion\s+price", re.IGNORECASE)),
)
MARK = re.compile(r"\s*(?:\(\d{1,2}\)\s*)+$")
PRINCIPAL = re.compile(r"\bprincipal\b", re.IGNORECASE)
NOT_A_BALANCE = re.compile(r"inception|payment|due\b|matur|conver|repaid|paid|interest|original", re.IGNORECASE)
SCALE = re.compile(r"\bin\s+(thousands|millions|billions)\b", re.IGNORECASE)
SCALES = {"thousands": 3, "millions": 6, "billions": 9}
AT_PRICE = re.compile(r".*?Convertible\s+Shares\s*@\s*\$\s?(?P<price>\d[\d,]*(?:\.\d+)?)\W*(?:\(\d\))?\W*$")
CAPTION_LENGTH = 500


def find_in_tables(source: Source) -> Iterator[InstrumentTerm]:
    """The terms of all tables of a document."""
    for table in source.document.tables:
        if find_instruments(source.document.text, table.start, table.end, issuer=source.issuer):
            yield from _columns(table, source)
            yield from _balances(table, source)
            yield from _prices(table, source)


def _named(cell: Cell | None, source: Source) -> InstrumentMention | None:
    """The instrument that a cell consists of."""
    if cell is None:
        return None
    found = find_instruments(source.document.text, cell.start, cell.end, issuer=source.issuer)
    return found[0] if len(found) == 1 and len(cell.text) - (found[0].end - found[0].start) <= 12 else None


def _columns(table: Table, source: Source) -> Iterator[InstrumentTerm]:
    heads: dict[int, InstrumentMention] = {}
    for row in table.rows:
        named = {at: mention for at, cell in enumerate(row) if at and (mention := _named(cell, source))}
        if named:
            heads = named
            continue
        if not heads or row[0] is None:
            continue
        label = MARK.sub("", row[0].text).strip(" :")
        term = next((name for name, pattern in LABELS if pattern.fullmatch(label)), None)
        for at, mention in heads.items():
            if term and at < len(row) and (cell := row[at]):
                yield from _value(term, cell, (row[0].start, cell.end), mention, source)


def _value(
    term: str, cell: Cell, span: tuple[int, int], mention: InstrumentMention, source: Source
) -> Iterator[InstrumentTerm]:
    """The quote runs from the row's label to the cell: a day alone would say nothing."""
    text = cell.text
    day = read_day(text) if re.fullmatch(DAY, text.strip()) else None
    if term == "matures_on" and day:
        yield source.term(span, mention, "matures_on", day_on=day)
    elif term == "issued_on" and day:
        yield source.term(span, mention, "issued_on", day_on=day)
    elif term == "put_on" and day:
        yield source.term(span, mention, "put_on", day_on=day)
    elif term == "callable_from_on" and day:
        yield source.term(span, mention, "callable_from_on", day_on=day)
    elif term == "coupon_rate" and (rate := read_rate(text)) is not None:
        yield source.term(span, mention, "coupon_rate", figure=rate)
    elif term == "payment_days":
        days = re.findall(rf"({MONTH})\s+(\d{{1,2}})(?!\d)", text)
        if days and not re.search(r"\d{4}", text):
            words = ",".join(f"{MONTHS[month[:3].lower()]:02d}-{int(number):02d}" for month, number in days)
            yield source.term(span, mention, "payment_days", words=words)
            yield source.term(span, mention, "payments_per_year", figure=Decimal(len(days)))
    elif (figure := read_cell(text)) and not figure.dash:
        if term == "conversion_rate" and not figure.usd:
            yield source.term(span, mention, "conversion_rate", figure=figure.value)
        elif term == "conversion_price_usd" and figure.usd:
            yield source.term(span, mention, "conversion_price_usd", figure=figure.value)


def _balances(table: Table, source: Source) -> Iterator[InstrumentTerm]:
    heads: list[str] = []
    caption = (
        source.document.text[max(0, table.start - CAPTION_LENGTH) : table.start].strip().rsplit("\n\n", 1)[-1]
    )
    for row in table.rows:
        mention = _named(row[0], source) if row else None
        if mention is None or mention.kind == "preferred":
            if not (row and row[0] and any(cell and read_cell(cell.text) for cell in row[1:])):
                heads = [
                    f"{heads[at] if at < len(heads) else ''} {cell.text if cell else ''}".strip()
                    for at, cell in enumerate(row)
                ]
            continue
        for at in range(1, len(row)):
            head, cell = heads[at] if at < len(heads) else "", row[at]
            if cell is None or not PRINCIPAL.search(head) or NOT_A_BALANCE.search(head):
                continue
            figure = read_cell(cell.text)
            scale = SCALE.search(head) or SCALE.search(caption) or SCALE.search(heads[0] if heads else "")
            days = re.findall(DAY, head, re.IGNORECASE) or re.findall(DAY, caption, re.IGNORECASE)
            as_of = read_day(days[-1]) if len(set(days)) == 1 else None
            if figure and as_of and (scale or figure.scaled or figure.value >= 10_000_000):
                value = (
                    figure.value.scaleb(SCALES[scale[1].lower()]) if scale and not figure.scaled else figure.value
                )
                yield source.term(_row_span(row), mention, "principal_usd", figure=value, as_of_on=as_of)
                break


def _prices(table: Table, source: Source) -> Iterator[InstrumentTerm]:
    for row in table.rows:
        cell = row[0] if row else None
        if cell is None or (match := AT_PRICE.fullmatch(cell.text)) is None:
            continue
        found = find_instruments(source.document.text, cell.start, cell.end, issuer=source.issuer)
        if len(found) == 1 and found[0].kind in ("convertible_note", "preferred"):
            figure = Decimal(match["price"].replace(",", ""))
            yield source.term((cell.start, cell.end), found[0], "conversion_price_usd", figure=figure)


def _row_span(row: tuple[Cell | None, ...]) -> tuple[int, int]:
    cells = [cell for cell in row if cell]
    return min(cell.start for cell in cells), max(cell.end for cell in cells)
