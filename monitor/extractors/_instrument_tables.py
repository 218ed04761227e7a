"""Tables of instruments: terms in rows with one instrument to a column, balances in columns with one to a row.

Also the rows "2028 Convertible Shares @$183.19" of share counts. Tables of make-whole shares, carrying amounts,
interest expense and payments by year are left alone: their labels are none of those that a term has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from monitor.extractors._dates import DAY, MONTH, MONTHS, read_day, read_month
from monitor.extractors._figures import read_cell
from monitor.extractors._instrument_facts import Source
from monitor.extractors._instrument_identity import read_rate
from monitor.extractors._instrument_names import InstrumentMention, find_instruments
from monitor.extractors._instrument_preferred_tables import find_preferred
from monitor.records import Cell, InstrumentTerm, Table

LABELS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (term, re.compile(pattern, re.IGNORECASE))
    for term, pattern in (
        ("issued_on", r"(?:issuance|issue|original\s+issue|date\s+of\s+issue|issued)(?:\s+date)?"),
        ("matures_on", r"(?:stated\s+|contractual\s+|final\s+)?(?:maturity|maturities|due)(?:\s+date)?"),
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
        ("conversion_rate", r"(?:initial|current)?\s*conversion\s+rate"),
        ("conversion_price_usd", r"(?:initial|current)?\s*conversion\s+price"),
    )
)
ONE_DAY = re.compile(rf"({DAY})(?:\W*$|,?\s+(?:unless|subject|or\s+earlier)\b)", re.IGNORECASE)
ONE_MONTH = re.compile(rf"({MONTH}(?:\s+\d{{4}}|-(?:\d{{4}}|\d{{2}})))\W*$", re.IGNORECASE)  # "Aug-29"
FLOATING = re.compile(r"\+|\bplus\b|SOFR|LIBOR|\bvariable\b|\bfloating\b", re.IGNORECASE)
# Rows that take something off the principal: what stands above them is the whole of it.
GROSS = re.compile(
    r"\b(?:less|unamorti[sz]ed)\b[^\t\n]{0,40}\b(?:discount|issuance|costs?|premium)|\bunamorti[sz]ed\b"
    r"|\bless:?\s+(?:\w+\s+)?current\s+(?:portion|maturities)",
    re.IGNORECASE,
)
BESIDES = re.compile(
    r"\s*\([^)]*\)|,?\s*(?:\$[\d.]+\s+)?par\s+value(?:\s+\$?[\d.]+)?(?:\s+per\s+share)?", re.IGNORECASE
)
MARK = re.compile(r"\s*(?:\(\d{1,2}\)\s*)+$")
PRINCIPAL = re.compile(r"\bprincipal\b", re.IGNORECASE)
PRINCIPAL_ROW = re.compile(r"^\W*(?:outstanding\s+)?principal\b", re.IGNORECASE | re.MULTILINE)
NOT_A_BALANCE = re.compile(r"inception|payment|due\b|matur|conver|repaid|paid|interest|original", re.IGNORECASE)
SCALE = re.compile(
    r"(?:\bin|\$)\s*(?:US\s+)?(?:dollars\s+(?:in\s+)?)?(thousands|millions|billions)\b", re.IGNORECASE
)
SCALES = {"thousands": 3, "millions": 6, "billions": 9}
AT_PRICE = re.compile(r".*?Convertible\s+Shares\s*@\s*\$\s?(?P<price>\d[\d,]*(?:\.\d+)?)\W*(?:\(\d\))?\W*$")
COMMENCING = re.compile(r",?\s+\(?(?:commencing|beginning|starting)\b", re.IGNORECASE)
CAPTION_LENGTH = 500
NOTES = ("convertible_note", "senior_note")
# "(at December 31, in millions)" above columns of years
YEAR_ENDS = re.compile(
    rf"\b(?:as\s+of|at|on)\s+({MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{MONTH})(?!,?\s+\d|\d)", re.IGNORECASE
)
ONE_YEAR = re.compile(r"(?:\bas\s+of\s+)?(?:\b[A-Z][a-z]+\s+\d{1,2},?\s+)?\W*(20\d\d)\W*$")
SMALL = Decimal(10_000_000)  # a bare figure below it is of thousands or millions
DRAWN = re.compile(
    r"(?:borrowings|principal|balance|amount)\s+(?:\w+\s+)?outstanding(?:\s+(?:at|as\s+of)\s+[\w\s]+)?|outstanding\s+(?:borrowings|principal|balance)"
    r"(?:\s+(?:at|as\s+of)\s+[\w\s]+)?",
    re.IGNORECASE,
)


def find_in_tables(source: Source) -> Iterator[InstrumentTerm]:
    """The terms of all tables of a document."""
    for table in source.document.tables:
        if find_instruments(source.document.text, table.start, table.end, issuer=source.issuer):
            yield from _columns(table, source)
            yield from _rows(table, source)
            yield from _balances(table, source)
            yield from find_preferred(table, source, _named)
            yield from _prices(table, source)
        yield from _labelled(table, source)
        yield from _facility(table, source)


def _named(cell: Cell | None, source: Source) -> InstrumentMention | None:
    """The instrument that a cell consists of."""
    if cell is None:
        return None
    found = find_instruments(source.document.text, cell.start, cell.end, issuer=source.issuer)
    if not found or len({one.instrument_id for one in found}) > 1:
        return None
    # "8.00% Series A Perpetual Strike Preferred Stock (“STRK Stock”), $0.001 par value per share" is one name.
    rest = BESIDES.sub("", cell.text)
    return found[0] if len(rest) - (found[0].end - found[0].start) <= 12 else None


def _columns(table: Table, source: Source) -> Iterator[InstrumentTerm]:
    """A column for each instrument and a row for each term."""
    heads: dict[int, InstrumentMention] = {}
    for row in table.rows:
        named = {at: mention for at, cell in enumerate(row) if at and (mention := _named(cell, source))}
        if named:
            heads = named
            continue
        if not heads or row[0] is None:
            continue
        term = _label(row[0].text)
        for at, mention in heads.items():
            if term and at < len(row) and (cell := row[at]):
                yield from _value(term, cell, (row[0].start, cell.end), mention, source)


def _rows(table: Table, source: Source) -> Iterator[InstrumentTerm]:
    """A row for each instrument and a column for each term."""
    heads: list[str] = []
    for row in table.rows:
        mention = _named(row[0], source) if row else None
        if mention is None:
            heads = _headed(heads, row)
            continue
        labelled = "coupon_rate" in (_label(head) for head in heads)
        if row[0] and not labelled and mention.kind in NOTES and (rate := read_rate(row[0].text)) is not None:
            yield source.term(_row_span(row), mention, "coupon_rate", figure=rate)
        for at, cell in enumerate(row):
            if at and cell and at < len(heads) and (term := _label(heads[at])):
                yield from _value(term, cell, _row_span(row), mention, source)


def _label(text: str) -> str | None:
    label = MARK.sub("", text).strip(" :")
    return next((name for name, pattern in LABELS if pattern.fullmatch(label)), None)


def _headed(heads: list[str], row: tuple[Cell | None, ...]) -> list[str]:
    """The headings after a row without an instrument: it adds to them when it holds no figure."""
    if row and row[0] and any(cell and read_cell(cell.text) for cell in row[1:]):
        return heads
    # A heading that spans two rows stands in both.
    before = [heads[at] if at < len(heads) else "" for at in range(len(row))]
    return [
        head if cell is None or cell.text.strip() == head else f"{head} {cell.text}".strip()
        for head, cell in zip(before, row, strict=True)
    ]


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
    figure = read_cell(text)
    return Decimal(0) if figure and figure.dash and "n/a" not in text.lower() else read_rate(text)


def _facility(table: Table, source: Source) -> Iterator[InstrumentTerm]:
    """A table about one loan, which its caption names: "Borrowings outstanding at end of period | 34,272"."""
    text = source.document.text
    caption = text[max(0, table.start - CAPTION_LENGTH) : table.start].strip().rsplit("\n\n", 1)[-1]
    at = text.rfind(caption, 0, table.start)
    named = {one.instrument_id: one for one in find_instruments(text, at, table.start, issuer=source.issuer)}
    days = set(re.findall(DAY, caption, re.IGNORECASE))
    if len(named) != 1 or len(days) != 1 or (mention := next(iter(named.values()))).kind != "loan":
        return
    scale = SCALE.search(caption) or SCALE.search(text[table.start : table.end]) or _document_scale(text)
    for row in table.rows:
        cells = [cell for cell in row if cell]
        figure = read_cell(cells[1].text) if len(cells) == 2 and DRAWN.match(cells[0].text) else None
        if figure and (scale or figure.value >= SMALL):
            value = figure.value.scaleb(SCALES[scale[1].lower()]) if scale else figure.value
            as_of = read_day(days.pop())
            yield source.term(_row_span(row), mention, "principal_usd", figure=value, as_of_on=as_of)
            return


def _document_scale(text: str) -> re.Match[str] | None:
    """The scale of a document that says one scale only."""
    found = {match[1].lower(): match for match in SCALE.finditer(text)}
    return next(iter(found.values())) if len(found) == 1 else None


def _balances(table: Table, source: Source) -> Iterator[InstrumentTerm]:
    """Principal as of a day: under a heading that says so, or under the day where costs are taken off below."""
    heads: list[str] = []
    caption = (
        source.document.text[max(0, table.start - CAPTION_LENGTH) : table.start].strip().rsplit("\n\n", 1)[-1]
    )
    labels = "\n".join(row[0].text for row in table.rows if row and row[0])
    gross = GROSS.search(labels) is not None and not PRINCIPAL_ROW.search(labels)
    for row in table.rows:
        mention = _named(row[0], source) if row else None
        if mention is None or mention.kind == "preferred":
            heads = _headed(heads, row)
            continue
        said: set[date] = set()
        for at in range(1, len(row)):
            head, cell = heads[at] if at < len(heads) else "", row[at]
            of_a_day = gross and (
                re.fullmatch(rf"\W*(?:as\s+of\s+)?{DAY}\W*", head, re.IGNORECASE) or _year_end(head, caption)
            )
            if cell is None or NOT_A_BALANCE.search(head) or not (of_a_day or PRINCIPAL.search(head)):
                continue
            figure = read_cell(cell.text)
            scale = SCALE.search(head) or SCALE.search(caption) or SCALE.search(heads[0] if heads else "")
            as_of = _year_end(head, caption) or _day_of(head, caption)
            if figure and as_of and as_of not in said and (scale or figure.scaled or figure.value >= SMALL):
                said.add(as_of)
                value = (
                    figure.value.scaleb(SCALES[scale[1].lower()]) if scale and not figure.scaled else figure.value
                )
                yield source.term(_row_span(row), mention, "principal_usd", figure=value, as_of_on=as_of)


def _day_of(head: str, caption: str) -> date | None:
    """The one day of a heading, else of the words above the table."""
    days = re.findall(DAY, head, re.IGNORECASE) or re.findall(DAY, caption, re.IGNORECASE)
    return read_day(days[-1]) if len(set(days)) == 1 else None


def _year_end(head: str, caption: str) -> date | None:
    """The day of a column that is headed by a year alone, under words that give day and month."""
    year, ends = ONE_YEAR.fullmatch(head.strip()), set(YEAR_ENDS.findall(caption))
    return read_day(f"{ends.pop()}, {year[1]}") if year and len(ends) == 1 else None


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
