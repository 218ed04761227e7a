"""Holdings in tables of any orientation: "BTC Sold | Aggregate Sale Price | Average Sale Price" and relatives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta

from monitor.extractors.holdings._cells import HEADING, CountedCell, TableReading, find_counted_cells
from monitor.extractors.holdings._facts import MINED, NO_PURCHASES, NO_SALES, Days, Found, Origin
from monitor.extractors.holdings._grid import Line, read_lines
from monitor.extractors.holdings._headings import CHANGES, find_periods_in, find_scale
from monitor.extractors.holdings._money import PURPOSE
from monitor.extractors.holdings._rollforward import find_in_rollforward
from monitor.extractors.holdings._when import report_day
from monitor.extractors.holdings._words import asset_words, issuer_names
from monitor.records import ChangeKind, Document, Filing, Issuer

EXTRACTOR = "holdings.table"
LONGEST_QUOTE = 1500
# A statement of cash flows or a balance sheet counts dollars, whatever its labels say of bitcoin.
STATEMENT = re.compile(
    r"net\s+cash\b|total\s+(?:current\s+)?(?:assets|liabilities)|net\s+(?:income|loss)\b|operating\s+activities"
    r"|accounts\s+payable|total\s+(?:operating\s+)?(?:revenues?|expenses)|adjusted\s+EBITDA",
    re.IGNORECASE,
)
FEES = re.compile(
    r"\b(?:inclu\w+|net)\s+of\s+(?:\w+\s+){0,3}(?:fees|commissions?|expenses)|\bfees\s+and\s+expenses\b",
    re.IGNORECASE,
)
MONTHLY = re.compile(r"\bmonth(?:ly|s?\s+end)", re.IGNORECASE)
# A notice of one purchase lists it by numbers, and is dated outside the list: "1. Number of bitcoin purchased".
SINGLE = re.compile(r"\(?\d{1,2}[.)]\s*\D")
ANNOUNCED = re.compile(r"\bannounc\w+|\b(?:purchase|acquisition|sale)s?\s+of\b|\bas\s+follows\b", re.IGNORECASE)
MOST_LINES = 12
TOTAL = re.compile(r"\W*(?:grand\s+|aggregate\s+)?total\b|\W*consolidated\b", re.IGNORECASE)
# What a table shows by way of example: "the number of bitcoin to be sold to fund a month of dividends"
SUPPOSED = re.compile(
    r"\b(?:illustrat\w+|hypothetical\w*|scenarios?|assuming|sensitivity|guidance|outlook"
    r"|to\s+be\s+(?:sold|purchased|acquired)|would\s+(?:be|have))\b",
    re.IGNORECASE,
)
YEARS = re.compile(r"\b20\d\d\b")
AS_OF = re.compile(r"\bas\s+of\s+$", re.IGNORECASE)


def find_in_tables(document: Document, filing: Filing, issuer: Issuer) -> Iterator[Found]:
    """Changes and totals of all tables of a document, in the order of the text."""
    tables = {table.start: table for table in document.tables}
    for number, block in enumerate(document.blocks):
        if block.kind != "table" or block.start not in tables:
            continue
        text = document.text[block.start : block.end]
        caption, start = _caption(document, number)
        for asset in issuer.assets:
            words = asset_words(asset)
            if not (words.word.search(text) or words.word.search(caption)) or STATEMENT.search(text):
                continue
            origin = Origin(document=document, filing=filing, issuer=issuer, words=words, extractor=EXTRACTOR)
            yield from _read_table(TableReading(origin, tables[block.start], caption, start, find_scale(caption)))


def _caption(document: Document, number: int) -> tuple[str, int]:
    """The words just above a table, up to two blocks back to the table before it, and where the nearest of
    them with a period begins."""
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


def _read_table(reading: TableReading) -> Iterator[Found]:
    lines = list(read_lines(reading.table, HEADING))
    is_rollforward, facts = find_in_rollforward(reading, lines)
    if is_rollforward:
        yield from facts
        return
    if SUPPOSED.search(reading.caption):
        return
    found = [(one, _days(reading, one)) for one in find_counted_cells(reading, lines)]
    found = _without_parts(reading, lines, found)
    changes = [(one, days) for one, days in found if one.measure.kind in CHANGES]
    busy = {days for one, days in changes if one.figure.value != 0}
    quiet: set[Days] = set()
    sides: dict[Days, set[str]] = {}
    for one, days in changes:
        sides.setdefault(days, set()).add(one.measure.kind)
    for one, days in found:
        if one.measure.kind in ("held", "pledged"):
            years = YEARS.findall(one.heading)
            as_of = days[1] or next(
                (last for _, (_, last) in changes if last and (not years or str(last.year) in years)), None
            )
            if as_of is None or one.figure.value <= 0:
                continue
            if one.measure.kind == "pledged":
                yield _change(reading, one, "pledged", (None, as_of))
            else:
                span = _quote(reading, one)
                yield reading.origin.total(span, one.figure.value, as_of, cost=one.amount, average=one.average)
        elif one.figure.value != 0 and days[1] is not None:
            sold = one.measure.kind == "sold" or (one.measure.kind == "net" and one.figure.value < 0)
            yield _change(reading, one, "sold" if sold else "acquired", days)
        elif one.figure.value == 0 and days[0] is not None and days not in busy | quiet:
            quiet.add(days)
            yield _change(reading, one, "none", days, _denied(sides[days]))


def _without_parts(
    reading: TableReading, lines: Sequence[Line], found: list[tuple[CountedCell, Days]]
) -> list[tuple[CountedCell, Days]]:
    """Of a column that counts one thing for one time in several rows only the total: "Strategy", "MacroStrategy",
    "Total". Without a total, holdings in two rows of the issuer are parts; one beside others is the whole."""
    names = issuer_names(reading.origin.issuer)
    groups: dict[tuple[str, int, str, Days], list[CountedCell]] = {}
    for one, days in found:
        groups.setdefault((one.measure.kind, one.column, one.heading, days), []).append(one)
    parts: list[CountedCell] = []
    for (kind, column, *_), group in groups.items():
        totals = [one for one in group if TOTAL.match(one.line.label)]
        if totals and len(group) > len(totals):
            parts += [one for one in group if one not in totals]
        elif kind == "held" and not totals:
            rows = {line.label for line in lines if column in line.figures and names.search(line.label)}
            parts += [one for one in group if one.line.label in rows] if len(rows) > 1 else []
    return [(one, days) for one, days in found if not any(one is part for part in parts)]


def _denied(kinds: set[str]) -> str | None:
    """A dash under "BTC Acquired" alone does not deny a sale."""
    if "net" in kinds or ("sold" in kinds and len(kinds) > 1):
        return None
    return NO_SALES if "sold" in kinds else NO_PURCHASES


def _days(reading: TableReading, one: CountedCell) -> Days:
    """First and last day: from the headings of the column, the row's label, the table, then the caption."""
    instant = one.measure.kind in ("held", "pledged")
    others = list(dict.fromkeys(one.line.headings.values()))
    if _differ(others, instant=instant):
        others = []  # which of several periods this column is of is not said
    texts = [one.heading, one.line.label, *others, reading.caption]
    for number, text in enumerate(texts):
        periods = find_periods_in(text)
        if number == len(texts) - 1:  # a caption announces: "On D, X announced updates …"
            periods = [p for p in periods if p.kind != "day" or AS_OF.search(text[: p.start])]
        if number and (years := YEARS.findall(one.heading)):
            # "2025" over a column, and "June 30, 2026" somewhere else
            periods = [p for p in periods if str(p.end_on.year) in years]
        for period in periods[::-1] if number == 0 else periods:
            if period.kind != "day":
                return period.start_on, period.end_on
            if instant:
                return None, period.end_on
            if AS_OF.search(text[: period.start]):
                continue  # the day of the total that stands beside a change
            whole = (period.end_on + timedelta(1)).day == 1 and _is_monthly(reading, one)
            return (period.end_on.replace(day=1) if whole else None), period.end_on
    if SINGLE.match(one.line.label) and ANNOUNCED.search(reading.caption) and len(reading.table.rows) < MOST_LINES:
        return None, report_day(reading.origin.filing)
    return None, None


def _differ(headings: Sequence[str], *, instant: bool) -> bool:
    found = {
        (period.start_on, period.end_on)
        for text in headings
        for period in find_periods_in(text)
        if (period.kind == "day") == instant
    }
    return len(found) > 1


def _is_monthly(reading: TableReading, one: CountedCell) -> bool:
    """Whether a column headed "5/31/2026" is of that month: it says so, or stands beside the month before."""
    ends = {p.end_on for text in one.line.headings.values() for p in find_periods_in(text) if p.kind == "day"}
    return MONTHLY.search(reading.caption + one.heading) is not None or any(
        day.replace(day=1) - timedelta(1) in ends for day in ends
    )


def _quote(reading: TableReading, one: CountedCell) -> tuple[int, int]:
    """From the period (heading or caption) through the last row used; of a long table, the row alone."""
    said = (one.heading, one.line.label, *one.line.headings.values())
    start = one.line.start if any(find_periods_in(text) for text in said) else reading.caption_start
    return (start, one.end) if one.end - start <= LONGEST_QUOTE else (one.line.row_start, one.line.end)


def _change(
    reading: TableReading, one: CountedCell, kind: ChangeKind, days: Days, denied: str | None = None
) -> Found:
    purpose = _purpose(reading, one.marks) if kind == "sold" else denied
    if kind == "acquired" and one.measure.kind == "mined":
        purpose = MINED
    return reading.origin.change(
        _quote(reading, one),
        kind,
        abs(one.figure.value),
        days,
        amount=one.amount,
        average=one.average,
        purpose=purpose,
    )


def _purpose(reading: TableReading, marks: Sequence[str]) -> str | None:
    """The footnote that a sold figure or its heading points to: the first that says what was done with the money,
    else the first that does not merely explain fees."""
    text, notes = reading.origin.document.text, reading.table.footnotes
    marked = [note for mark in marks for note in notes if note.mark == mark]
    said = [words for note in marked if (words := " ".join(text[note.start : note.end].split()))]
    said = [words for words in said if not FEES.search(words)]
    return next((words for words in said if PURPOSE.search(words)), next(iter(said), None))
