"""Principal in tables: a column for each day, a row for a day, or the one loan that a table is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from monitor.extractors._dates import DAY, MONTH, read_day
from monitor.extractors._figures import read_cell
from monitor.extractors.instruments._cells import add_headings, name_in, span_of
from monitor.extractors.instruments._facts import Source
from monitor.extractors.instruments._names import InstrumentMention, find_instruments
from monitor.records import Cell, InstrumentTerm, Table

# Rows that take something off the principal: what stands above them is the whole of it.
GROSS = re.compile(
    r"\b(?:less|unamorti[sz]ed)\b[^\t\n]{0,40}\b(?:discount|issuance|costs?|premium)|\bunamorti[sz]ed\b"
    r"|\bless:?\s+(?:\w+\s+)?current\s+(?:portion|maturities)",
    re.IGNORECASE,
)
PRINCIPAL = re.compile(r"\bprincipal\b", re.IGNORECASE)
PRINCIPAL_ROW = re.compile(r"^\W*(?:outstanding\s+)?principal\b", re.IGNORECASE | re.MULTILINE)
PRINCIPAL_AT = re.compile(
    rf"^\W*(?:outstanding\s+|aggregate\s+)*principal\b[^;]*\b(?:at|as\s+of)\s+{DAY}", re.IGNORECASE
)
NOT_A_BALANCE = re.compile(r"inception|payment|due\b|matur|conver|repaid|paid|interest|original", re.IGNORECASE)
SCALE = re.compile(
    r"(?:\bin|\$)\s*(?:US\s+)?(?:dollars\s+(?:in\s+)?)?(thousands|millions|billions)\b", re.IGNORECASE
)
SCALES = {"thousands": 3, "millions": 6, "billions": 9}
CAPTION_LENGTH = 500
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


def _rolled(table: Table, mention: InstrumentMention, source: Source) -> Iterator[InstrumentTerm]:
    """ "Principal at March 31, 2028 | $295,500", in a table of how it changed."""
    scale = SCALE.search(source.document.text[table.start : table.end])
    for row in table.rows:
        cells = [cell for cell in row if cell]
        figure = read_cell(cells[1].text) if len(cells) == 2 and PRINCIPAL_AT.search(cells[0].text) else None
        if figure and (scale or figure.scaled or figure.value >= SMALL):
            scaled = scale is not None and not figure.scaled
            value = figure.value.scaleb(SCALES[scale[1].lower()]) if scale and scaled else figure.value
            as_of = _day_of(cells[0].text, "")
            yield source.term(span_of(row), mention, "principal_usd", figure=value, as_of_on=as_of)


def read_principals(
    row: tuple[Cell | None, ...], heads: dict[int, InstrumentMention], source: Source
) -> Iterator[InstrumentTerm]:
    """ "Principal at December 31, 2027 (in millions) | $180.0 | $320.0"."""
    label = row[0]
    scale = SCALE.search(label.text) if label else None
    for at, mention in heads.items():
        cell = row[at] if at < len(row) else None
        figure = read_cell(cell.text) if cell else None
        if label is None or cell is None or figure is None or mention.kind == "preferred":
            continue
        if scale or figure.scaled or figure.value >= SMALL:
            scaled = scale is not None and not figure.scaled
            value = figure.value.scaleb(SCALES[scale[1].lower()]) if scale and scaled else figure.value
            as_of = _day_of(label.text, "")
            yield source.term((label.start, cell.end), mention, "principal_usd", figure=value, as_of_on=as_of)


def find_facility(table: Table, source: Source) -> Iterator[InstrumentTerm]:
    """A table about one loan, which its caption names: "Borrowings outstanding at end of period | 34,272"."""
    text = source.document.text
    caption = text[max(0, table.start - CAPTION_LENGTH) : table.start].strip().rsplit("\n\n", 1)[-1]
    at = text.rfind(caption, 0, table.start)
    named = {one.instrument_id: one for one in find_instruments(text, at, table.start, issuer=source.issuer)}
    if len(named) == 1 and (mention := next(iter(named.values()))).kind != "preferred":
        yield from _rolled(table, mention, source)
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
            yield source.term(span_of(row), mention, "principal_usd", figure=value, as_of_on=as_of)
            return


def _document_scale(text: str) -> re.Match[str] | None:
    """The scale of a document that says one scale only."""
    found = {match[1].lower(): match for match in SCALE.finditer(text)}
    return next(iter(found.values())) if len(found) == 1 else None


def find_balances(table: Table, source: Source) -> Iterator[InstrumentTerm]:
    """Principal as of a day: under a heading that says so, or under the day where costs are taken off below."""
    heads: list[str] = []
    caption = (
        source.document.text[max(0, table.start - CAPTION_LENGTH) : table.start].strip().rsplit("\n\n", 1)[-1]
    )
    labels = "\n".join(row[0].text for row in table.rows if row and row[0])
    gross = GROSS.search(labels) is not None and not PRINCIPAL_ROW.search(labels)
    for row in table.rows:
        mention = name_in(row[0], source) if row else None
        if mention is None or mention.kind == "preferred":
            heads = add_headings(heads, row)
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
                yield source.term(span_of(row), mention, "principal_usd", figure=value, as_of_on=as_of)


def _day_of(head: str, caption: str) -> date | None:
    """The one day of a heading, else of the words above the table."""
    days = re.findall(DAY, head, re.IGNORECASE) or re.findall(DAY, caption, re.IGNORECASE)
    return read_day(days[-1]) if len(set(days)) == 1 else None


def _year_end(head: str, caption: str) -> date | None:
    """The day of a column that is headed by a year alone, under words that give day and month."""
    year, ends = ONE_YEAR.fullmatch(head.strip()), set(YEAR_ENDS.findall(caption))
    return read_day(f"{ends.pop()}, {year[1]}") if year and len(ends) == 1 else None
