"""Tables of instruments: terms in rows with one instrument to a column, balances in columns with one to a row.

Also the rows "2028 Convertible Shares @$183.19" of share counts. Tables of make-whole shares, carrying amounts,
interest expense and payments by year are left alone: their labels are none of those that a term has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from monitor.extractors._dates import DAY, MONTH, MONTHS, read_day, read_month
from monitor.extractors._figures import read_cell
from monitor.extractors.instruments._balances import PRINCIPAL_AT, find_balances, find_facility, read_principals
from monitor.extractors.instruments._cells import add_headings, name_in, span_of
from monitor.extractors.instruments._facts import Source
from monitor.extractors.instruments._identity import read_rate
from monitor.extractors.instruments._names import InstrumentMention, find_instruments
from monitor.extractors.instruments._preferred_tables import find_preferred
from monitor.records import Cell, InstrumentTerm, Table

LABELS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (term, re.compile(pattern, re.IGNORECASE))
    for term, pattern in (
        ("issued_on", r"(?:issuance|issue|original\s+issue|date\s+of\s+issue|issued)(?:\s+date)?"),
        ("matures_on", r"(?:stated\s+|contractual\s+|final\s+)?(?:maturity|maturities|matures|due)(?:\s+date)?"),
        (
            "coupon_rate",
            r"(?:stated|fixed|annual|coupon|contractual)?\s*(?:interest|coupon)(?:\s+rates?)?(?:\s+\(%\))?|(?:(?:stated|nominal|annual)\s+)?rate",
        ),
        ("payment_days", r"interest\s+payment\s+dates?"),
        (
            "put_on",
            r"(?:date\s+of\s+)?(?:the\s+)?(?:(?:holders?|noteholders?|investor)[’']?s?\s+)?(?:put|optional\s+repurchase)"
            r"(?:\s+(?:option|right|date))?(?:\s+date)?",
        ),
        (
            "callable_from_on",
            r"not\s+redeemable\s+by\s+the\s+company\s+prior\s+to\s+the\s+following\s+date|redeemable\s+(?:by\s+the\s+\w+\s+)?(?:on\s+or\s+after|from)"
            r"|(?:(?:first|earliest)\s+)?(?:optional\s+)?(?:call|redemption)\s+date|callable\s+from",
        ),
        (
            "conversion_rate",
            r"(?:initial|current)?\s*conversion\s+rate(?:\s+(?:per|for\s+each)\s+(?:US)?\$1,000.*)?",
        ),
        ("conversion_price_usd", r"(?:initial|current)?\s*conversion\s+price"),
    )
)
ONE_DAY = re.compile(rf"({DAY})(?:\W*$|,?\s+(?:unless|subject|or\s+earlier)\b)", re.IGNORECASE)
ONE_MONTH = re.compile(rf"({MONTH}(?:\s+\d{{4}}|-(?:\d{{4}}|\d{{2}})))\W*$", re.IGNORECASE)  # "Aug-29"
FLOATING = re.compile(r"\+|\bplus\b|SOFR|LIBOR|\bvariable\b|\bfloating\b", re.IGNORECASE)
MARK = re.compile(r"\s*(?:\(\d{1,2}\)\s*)+$")
AT_PRICE = re.compile(r".*?Convertible\s+Shares\s*@\s*(?:US)?\$\s?(?P<price>\d[\d,]*(?:\.\d+)?)\W*(?:\(\d\))?\W*$")
PLAIN_RATE = re.compile(r"\d{1,2}\.\d{1,4}")  # "1.50", under a heading that says that it is a coupon
COMMENCING = re.compile(r",?\s+\(?(?:commencing|beginning|starting)\b", re.IGNORECASE)
NOTES = ("convertible_note", "senior_note")


def find_in_tables(source: Source) -> Iterator[InstrumentTerm]:
    """The terms of all tables of a document."""
    for table in source.document.tables:
        if find_instruments(source.document.text, table.start, table.end, issuer=source.issuer):
            yield from _columns(table, source)
            yield from _rows(table, source)
            yield from find_balances(table, source)
            yield from find_preferred(table, source, name_in)
            yield from _prices(table, source)
        yield from _labelled(table, source)
        yield from find_facility(table, source)


def _columns(table: Table, source: Source) -> Iterator[InstrumentTerm]:
    """A column for each instrument and a row for each term."""
    heads: dict[int, InstrumentMention] = {}
    for row in table.rows:
        named = {at: mention for at, cell in enumerate(row) if at and (mention := name_in(cell, source))}
        if named:
            heads = named
            continue
        if not heads or row[0] is None:
            continue
        term = _label(row[0].text)
        if PRINCIPAL_AT.search(row[0].text):
            yield from read_principals(row, heads, source)
        for at, mention in heads.items():
            if term and at < len(row) and (cell := row[at]):
                yield from _value(term, cell, (row[0].start, cell.end), mention, source)


def _rows(table: Table, source: Source) -> Iterator[InstrumentTerm]:
    """A row for each instrument and a column for each term."""
    heads: list[str] = []
    for row in table.rows:
        mention = name_in(row[0], source) if row else None
        if mention is None:
            heads = add_headings(heads, row)
            continue
        told: list[InstrumentTerm] = []
        for at, cell in enumerate(row):
            if at and cell and at < len(heads) and (term := _label(heads[at])):
                told += _value(term, cell, span_of(row), mention, source)
        rate = read_rate(row[0].text) if row[0] and mention.kind in NOTES else None
        if rate is not None and not any(one.term == "coupon_rate" for one in told):
            yield source.term(span_of(row), mention, "coupon_rate", figure=rate)
        yield from told


def _label(text: str) -> str | None:
    label = MARK.sub("", text).strip(" :")
    return next((name for name, pattern in LABELS if pattern.fullmatch(label)), None)


def _labelled(table: Table, source: Source) -> Iterator[InstrumentTerm]:
    """Two columns of one instrument, "Maturity | August 15, 2032, unless converted": a prospectus summary."""
    named = find_instruments(source.document.text, 0, table.end, issuer=source.issuer)
    if len({one.instrument_id for one in named}) != 1 or any(len(row) > 3 for row in table.rows):
        return
    for row in table.rows:
        cells = [cell for cell in row if cell]
        titles = [one for one in named if len(cells) == 2 and cells[1].start <= one.start < cells[1].end]
        rate = read_rate(source.document.text[titles[0].start : titles[0].end]) if titles else None
        if titles and rate is not None and titles[0].kind in NOTES:
            yield source.term((cells[0].start, cells[1].end), titles[0], "coupon_rate", figure=rate)
        if len(cells) == 2 and (term := _label(cells[0].text)):
            yield from _value(term, cells[1], (cells[0].start, cells[1].end), named[-1], source)


def _value(
    term: str, cell: Cell, span: tuple[int, int], mention: InstrumentMention, source: Source
) -> Iterator[InstrumentTerm]:
    """The quote runs from the row's label to the cell: a day alone would say nothing."""
    text = cell.text
    opening = ONE_DAY.match(text.strip())
    day = read_day(opening[1]) if opening else None
    month = None if day or (found := ONE_MONTH.match(text.strip())) is None else read_month(found[1])
    if term == "matures_on" and day:
        yield source.term(span, mention, "matures_on", day_on=day)
    elif term == "matures_on" and month:
        yield source.term(span, mention, "matures_in", words=f"{month[0]:%Y-%m}")
    elif term == "issued_on" and day:
        yield source.term(span, mention, "issued_on", day_on=day)
    elif term == "put_on" and day:
        yield source.term(span, mention, "put_on", day_on=day)
    elif term == "callable_from_on" and day:
        yield source.term(span, mention, "callable_from_on", day_on=day)
    elif term == "coupon_rate" and (rate := _rate(text)) is not None and mention.kind != "preferred":
        yield source.term(span, mention, "coupon_rate", figure=rate)
    elif term == "payment_days":
        text = COMMENCING.split(text)[0]
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


def _rate(text: str) -> Decimal | None:
    """ "0.625%", and a dash for a note without a coupon."""
    if FLOATING.search(text):
        return None
    if PLAIN_RATE.fullmatch(text.strip()):
        return Decimal(text.strip())
    figure = read_cell(text)
    return Decimal(0) if figure and figure.dash and "n/a" not in text.lower() else read_rate(text)


def _prices(table: Table, source: Source) -> Iterator[InstrumentTerm]:
    for row in table.rows:
        cell = row[0] if row else None
        if cell is None or (match := AT_PRICE.fullmatch(cell.text)) is None:
            continue
        found = find_instruments(source.document.text, cell.start, cell.end, issuer=source.issuer)
        if len(found) == 1 and found[0].kind in ("convertible_note", "preferred"):
            figure = Decimal(match["price"].replace(",", ""))
            yield source.term((cell.start, cell.end), found[0], "conversion_price_usd", figure=figure)
