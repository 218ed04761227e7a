"""Holdings in tables of any orientation: "BTC Sold | Aggregate Sale Price | Average Sale Price" and its relatives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from monitor.extractors._figures import CellFigure
from monitor.extractors._holdings_grid import Line, read_lines
from monitor.extractors._holdings_headings import (
    CHANGES,
    COUNT,
    UNITS,
    Measure,
    find_measure,
    find_periods_in,
    find_scale,
    strip_periods,
)
from monitor.extractors._holdings_rollforward import find_in_rollforward
from monitor.extractors._holdings_words import AssetWords, asset_words, issuer_names, load_words
from monitor.records import Cell, ChangeKind, Document, Filing, HoldingsChange, HoldingsTotal, Issuer, Table

EXTRACTOR = "holdings.table"
LONGEST_QUOTE = 1500
# A statement of cash flows or a balance sheet counts dollars, whatever its labels say of bitcoin.
STATEMENT = re.compile(
    r"net\s+cash\b|total\s+(?:current\s+)?(?:assets|liabilities)|net\s+(?:income|loss)\b|operating\s+activities|accounts\s+payable"
    r"|total\s+(?:operating\s+)?(?:revenues?|expenses)|adjusted\s+EBITDA",
    re.IGNORECASE,
)
FEES = re.compile(
    r"\b(?:inclu\w+|net)\s+of\s+(?:\w+\s+){0,3}(?:fees|commissions?|expenses)|\bfees\s+and\s+expenses\b",
    re.IGNORECASE,
)
MONEY = re.compile(r"\b(?:value|cost|carrying|price|amounts?|dollars?|thousands|millions|usd)\b|\$", re.IGNORECASE)
MONTHLY = re.compile(r"\bmonth(?:ly|s?\s+end)", re.IGNORECASE)


@dataclass(slots=True)
class _Found:
    """Units read from one cell, waiting for the price and the average that stand near them."""

    measure: Measure
    cell: Cell
    figure: CellFigure
    line: Line
    column: int
    heading: str
    end: int
    amount: Decimal | None = None
    average: Decimal | None = None
    marks: list[str] = field(default_factory=list)


def find_in_tables(document: Document, filing: Filing, issuer: Issuer) -> Iterator[HoldingsChange | HoldingsTotal]:
    """Changes and totals of all tables of a document, in the order of the text."""
    tables = {table.start: table for table in document.tables}
    for number, block in enumerate(document.blocks):
        if block.kind != "table" or block.start not in tables:
            continue
        text = document.text[block.start : block.end]
        caption, caption_start = _caption(document, number)
        for asset in issuer.assets:
            words = asset_words(asset)
            if not (words.word.search(text) or words.word.search(caption)) or STATEMENT.search(text):
                continue
            reading = _TableReading(document, filing, issuer, words, tables[block.start], caption, caption_start)
            yield from reading.read()


def _caption(document: Document, number: int) -> tuple[str, int]:
    """The words just above a table, up to two blocks back to the table before it, and where those with a
    period begin."""
    found: list[str] = []
    start = document.blocks[number].start
    for block in document.blocks[max(0, number - 2) : number][::-1]:
        if block.kind == "table":
            break
        text = document.text[block.start : block.end]
        if find_periods_in(text) and start == document.blocks[number].start:
            start = block.start
        found.insert(0, text[-500:])
    return "\n".join(found), start


class _TableReading:
    def __init__(
        self,
        document: Document,
        filing: Filing,
        issuer: Issuer,
        words: AssetWords,
        table: Table,
        caption: str,
        caption_start: int,
    ) -> None:
        self.document, self.filing, self.issuer = document, filing, issuer
        self.words, self.table, self.caption = words, table, caption
        self.caption_start = caption_start
        self.scale = find_scale(caption)

    def read(self) -> Iterator[HoldingsChange | HoldingsTotal]:
        lines = list(read_lines(self.table, HEADING))
        balances, facts = find_in_rollforward(self, lines)
        if balances:
            yield from facts
            return
        found = self._find(lines)
        self._price(found, lines)
        yield from self._facts(found, lines)

    def _find(self, lines: Sequence[Line]) -> list[_Found]:
        found: list[_Found] = []
        for line in lines:
            by_row = self._measure(line.label, line, None)
            for column, (cell, figure) in line.figures.items():
                heading = line.headings.get(column, "")
                sideways = by_row is not None and by_row.kind in UNITS
                if sideways and self._is_money(line.label, heading):
                    continue
                measure = by_row if sideways else self._measure(heading, line, column)
                if (
                    measure is None
                    or measure.kind not in UNITS
                    or (not sideways and self._is_part(line.label))
                    or figure.usd
                    or figure.scaled
                    or _is_comparison(heading)
                ):
                    continue
                by = line.label_cells if sideways else line.heading_cells.get(column, [])
                marks = [*cell.marks, *(mark for one in by for mark in one.marks if not find_periods_in(one.text))]
                found.append(_Found(measure, cell, figure, line, column, heading, line.end, marks=marks))
        return found

    def _measure(self, label: str, line: Line, column: int | None) -> Measure | None:
        bare = strip_periods(label)
        measure = find_measure(bare, self.words)
        if measure is None or measure.named or measure.kind not in UNITS:
            return measure
        # "Sold" alone counts when the line, a heading or the table itself is about the asset and not about shares.
        around = " ".join((line.label, *line.headings.values()))
        if re.search(r"\b(?:shares?|stock|notes?|securit\w+)\b", around, re.IGNORECASE):
            return None
        near = line.label if column is not None else " ".join(line.headings.values())
        return (
            measure
            if self.words.word.search(near) or (BARE.fullmatch(bare) and self.words.word.search(self.caption))
            else None
        )

    def _is_money(self, label: str, heading: str) -> bool:
        """ "Bitcoin held" over "Fair value", or in a table in thousands of dollars: no count of coins."""
        if MONEY.search(heading):
            return True
        in_dollars = self.scale is not None and not re.search(r"\bexcept\b", self.caption, re.IGNORECASE)
        return in_dollars and not COUNT.search(label)

    def _is_part(self, label: str) -> bool:
        """A row of somebody or something: another company in a list, one wallet, one site."""
        rest = self.words.word.sub(" ", issuer_names(self.issuer).sub(" ", strip_periods(label)))
        plain = load_words()["plain_label"]
        return any(word not in plain for word in re.findall(r"[a-z]{2,}", rest.lower()))

    def _price(self, found: list[_Found], lines: Sequence[Line]) -> None:
        """Give each price and average to the units it belongs to: same row or same column, same side, nearest."""
        for line in lines:
            by_row = find_measure(strip_periods(line.label), self.words)
            for column, (_, figure) in line.figures.items():
                heading = line.headings.get(column, "")
                sideways = by_row is not None and by_row.kind in ("amount", "average")
                measure = by_row if sideways else find_measure(strip_periods(heading), self.words)
                if measure is None or measure.kind not in ("amount", "average") or figure.dash:
                    continue
                owner = _owner(found, line, column, measure, sideways=sideways)
                if owner is None:
                    continue
                value = abs(figure.value)
                if measure.kind == "average":
                    owner.average = value.scaleb(measure.scale or 0) if owner.average is None else owner.average
                elif owner.amount is None:
                    scale = measure.scale if measure.scale is not None else (self.scale or 0)
                    owner.amount = value if figure.scaled else value.scaleb(scale)
                owner.end = max(owner.end, line.end) if sideways else owner.end

    def _facts(self, found: list[_Found], lines: Sequence[Line]) -> Iterator[HoldingsChange | HoldingsTotal]:
        changes = [one for one in found if one.measure.kind in CHANGES]
        quiet: dict[tuple[date | None, date | None], bool] = {}
        for one in changes:
            days = self._days(one, found)
            quiet[days] = quiet.get(days, True) and one.figure.value == 0
        done: set[tuple[date | None, date | None]] = set()
        for one in found:
            days = self._days(one, found)
            if one.measure.kind in ("held", "pledged"):
                as_of = days[1] or next((d[1] for d in map(lambda c: self._days(c, found), changes) if d[1]), None)
                if as_of is not None and one.figure.value > 0:
                    yield self._holding(one, as_of)
            elif one.figure.value == 0:
                if quiet[days] and days not in done and days[0] is not None:
                    done.add(days)
                    yield self._change(one, "none", days)
            elif days[1] is not None:
                sold = one.measure.kind == "sold" or (one.measure.kind == "net" and one.figure.value < 0)
                yield self._change(one, "sold" if sold else "acquired", days)

    def _days(self, one: _Found, found: list[_Found]) -> tuple[date | None, date | None]:
        """First and last day, from the headings of the column, the row's label, the table, then the caption."""
        instant = one.measure.kind in ("held", "pledged")
        texts = [one.heading, one.line.label, *dict.fromkeys(one.line.headings.values()), self.caption]
        for number, text in enumerate(texts):
            periods = find_periods_in(text)
            if number == len(texts) - 1:  # a caption announces: "On D, X announced updates …"
                periods = [
                    p
                    for p in periods
                    if p.kind != "day" or re.search(r"as\s+of\s+$", text[: p.start], re.IGNORECASE)
                ]
            for period in periods[::-1] if number == 0 else periods:
                if period.kind != "day":
                    return period.start_on, period.end_on
                if instant:
                    return None, period.end_on
                if "as of" in text[: period.start].lower()[-8:]:
                    continue
                whole = (period.end_on + timedelta(1)).day == 1 and self._is_monthly(one)
                return (period.end_on.replace(day=1) if whole else None), period.end_on
        return None, None

    def _is_monthly(self, one: _Found) -> bool:
        """Whether a column headed "5/31/2026" is of that month: it says so, or stands beside the month before."""
        ends = {p.end_on for text in one.line.headings.values() for p in find_periods_in(text) if p.kind == "day"}
        return MONTHLY.search(self.caption + one.heading) is not None or any(
            day.replace(day=1) - timedelta(1) in ends for day in ends
        )

    def _quote(self, one: _Found) -> tuple[int, int]:
        said = (one.heading, one.line.label, *one.line.headings.values())
        if not any(find_periods_in(text) for text in said) and one.end - self.caption_start <= LONGEST_QUOTE:
            return self.caption_start, one.end
        return (
            (one.line.start, one.end)
            if one.end - one.line.start <= LONGEST_QUOTE
            else (one.line.row_start, one.line.end)
        )

    def _change(self, one: _Found, kind: ChangeKind, days: tuple[date | None, date | None]) -> HoldingsChange:
        mined, none = one.measure.kind == "mined", kind == "none"
        return HoldingsChange(
            issuer_cik=self.issuer.issuer_cik,
            asset=self.words.asset,
            kind=kind,
            units=abs(one.figure.value),
            usd_amount=None if mined or none else one.amount,
            average_price_usd=None if mined or none else one.average,
            period_start_on=days[0],
            period_end_on=days[1],
            purpose="mined" if mined and not none else self._purpose(one.marks) if kind == "sold" else None,
            source=self.document.quote(*self._quote(one)),
            known_at=self.filing.accepted_at,
            extractor=EXTRACTOR,
        )

    def _holding(self, one: _Found, as_of: date) -> HoldingsChange | HoldingsTotal:
        if one.measure.kind == "pledged":
            return self._change(one, "pledged", (None, as_of))
        return HoldingsTotal(
            issuer_cik=self.issuer.issuer_cik,
            asset=self.words.asset,
            as_of_on=as_of,
            units=one.figure.value,
            cost_usd=one.amount,
            average_cost_usd=one.average,
            source=self.document.quote(*self._quote(one)),
            known_at=self.filing.accepted_at,
            extractor=EXTRACTOR,
        )

    def _purpose(self, marks: Sequence[str]) -> str | None:
        for mark in marks:
            for note in self.table.footnotes:
                words = " ".join(self.document.text[note.start : note.end].split())
                if note.mark == mark and words and not FEES.search(words):
                    return words
        return None


BARE = re.compile(
    r"(?:total|aggregate|number\s+of|units|coins|\s)*(?:acquired|purchased|bought|sold|disposed|held|holdings|mined|produced)(?:\W+(?:sold|acquired|purchased))?(?:units|during|as\s+of|\W)*",
    re.IGNORECASE,
)
HEADING = re.compile(
    r"\b(?:acquired|purchased?|bought|sold|sales?|disposed|produced|mined|earned|held|holdings?|balance|price|cost|proceeds|average|number|quantity|amounts?)\b",
    re.IGNORECASE,
)


def _is_comparison(heading: str) -> bool:
    """A column of changes in percent, of no month of its own."""
    return re.search(r"%|\bchange\b|\bvariance\b|/", heading, re.IGNORECASE) is not None and not (
        find_periods_in(heading) or HEADING.search(heading)
    )


def _owner(found: list[_Found], line: Line, column: int, measure: Measure, *, sideways: bool) -> _Found | None:
    if sideways:
        near = [one for one in found if one.column == column and one.line.start == line.start]
        place, at = (lambda one: one.line.row), line.row
    else:
        near = [one for one in found if one.line.row == line.row]
        place, at = (lambda one: one.column), column
    fitting = [one for one in near if _fits(one, measure)]
    before = [one for one in fitting if place(one) < at]
    return before[-1] if before else (fitting[0] if fitting else None)


def _fits(one: _Found, measure: Measure) -> bool:
    if one.measure.kind in ("mined", "pledged"):
        return False
    if measure.side == "sale":
        return one.measure.kind in ("sold", "net")
    if measure.side == "purchase":
        return one.measure.kind in ("acquired", "held", "net")
    return True
