"""The cells of a table that count coins, each with the price and the average that belong to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from monitor.extractors._figures import OTHER_MONEY, CellFigure
from monitor.extractors.holdings._facts import Origin
from monitor.extractors.holdings._grid import Line
from monitor.extractors.holdings._headings import (
    COUNT,
    UNITS,
    Measure,
    find_measure,
    find_periods_in,
    find_scale,
    strip_periods,
)
from monitor.extractors.holdings._words import issuer_names, load_words
from monitor.records import Cell, Table

MONEY = re.compile(r"\b(?:value|cost|carrying|price|amounts?|dollars?|thousands|millions|usd)\b|\$", re.IGNORECASE)
BARE = re.compile(
    r"(?:total|aggregate|number\s+of|units|coins|\s)*"
    r"(?:acquired|purchased|bought|sold|disposed|held|holdings|mined|produced)"
    r"(?:\W+(?:sold|acquired|purchased))?(?:units|during|as\s+of|\W)*",
    re.IGNORECASE,
)
HEADING = re.compile(
    r"\b(?:acquired|purchased?|bought|sold|sales?|disposed|produced|mined|earned|held|holdings?|balance|price"
    r"|cost|proceeds|average|number|quantity|amounts?)\b",
    re.IGNORECASE,
)
# "YTD 2026": what its months give already, from a day that the issuer's own year decides.
SINCE = re.compile(
    r"\b(?:F?[YQM]TD|LTM|TTM|(?:year|quarter|month)[\s-]to[\s-]date|trailing|cumulative|(?:program|inception|life)[\s-]to[\s-]date|inception|since\s+(?:the\s+)?(?:launch|start|[A-Z][a-z]+\s+\d))\b",
    re.IGNORECASE,
)
# Bounds, plans and examples of what could be sold: "Minimum BTC Sales", "Floor", "Expected", "Authorized"
PLANNED = re.compile(
    r"\b(?:minimum|maximum|floor|cap|ceiling|limits?|expected|planned|projected|anticipated|authori[sz]ed|permitted"
    r"|proposed|remaining|hypothetical|illustrative|assumed|assuming|required|needed|forecast|budget(?:ed)?)\b",
    re.IGNORECASE,
)
BARE_COUNT = re.compile(r"(?:number\s+of\s+)?(?:units|quantity|coins|tokens)(?:\s+held)?\W*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TableReading:
    """A table, whose facts it would give, and what stands above it."""

    origin: Origin
    table: Table
    caption: str
    caption_start: int
    scale: int | None  # of amounts, when the caption says it


@dataclass(slots=True)
class CountedCell:
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


def find_counted_cells(reading: TableReading, lines: Sequence[Line]) -> list[CountedCell]:
    """Every cell that counts coins, top to bottom and left to right, with its money.

    The measure stands in the heading of the column or, when the table lies on its side, in the row's label.
    """
    found: list[CountedCell] = []
    for line in lines:
        by_row = _measure(reading, line.label, line, None)
        for column, (cell, figure) in line.figures.items():
            heading = line.headings.get(column, "")
            sideways = by_row is not None and by_row.kind in UNITS
            if sideways and _is_money(reading, line, heading):
                continue
            measure = by_row if sideways else _measure(reading, heading, line, column)
            if (
                measure is None
                or measure.kind not in UNITS
                or (not sideways and _is_part(reading, line.label))
                or figure.usd
                or figure.scaled
                or _is_comparison(heading)
                or PLANNED.search(f"{line.label} {heading}")
            ):
                continue
            by = line.label_cells if sideways else line.heading_cells.get(column, [])
            marks = [*cell.marks, *(mark for one in by for mark in one.marks if not find_periods_in(one.text))]
            found.append(CountedCell(measure, cell, figure, line, column, heading, line.end, marks=marks))
    if not OTHER_MONEY.search(reading.caption):
        _price(reading, found, lines)
    return found


def _measure(reading: TableReading, label: str, line: Line, column: int | None) -> Measure | None:
    bare = strip_periods(label)
    measure = find_measure(bare, reading.origin.words)
    if column is not None and measure is None and BARE_COUNT.fullmatch(bare):
        # ASC 350-60-50-1 asks for units, cost and fair value of each asset: "Bitcoin | Units | Cost basis".
        named = reading.origin.words.word.sub("", line.label).strip(" ()")
        return Measure("held", named=True) if line.label and not named else None
    if measure is None or measure.named or measure.kind not in UNITS:
        return measure
    # "Sold" alone counts when its line, a heading or the table is about the asset, and not about shares.
    around = " ".join((line.label, *line.headings.values()))
    if re.search(r"\b(?:shares?|stock|notes?|securit\w+)\b", around, re.IGNORECASE):
        return None
    near = line.label if column is not None else " ".join(line.headings.values())
    word = reading.origin.words.word
    about = word.search(near) or (BARE.fullmatch(bare) and word.search(reading.caption))
    return measure if about else None


def _is_money(reading: TableReading, line: Line, heading: str) -> bool:
    """ "Bitcoin held" over "Fair value", or in a table in thousands of dollars: no count of coins."""
    if MONEY.search(heading):
        return True
    said = " ".join([reading.caption, *(line.headings.get(column, "") for column in range(min(line.figures)))])
    in_dollars = reading.scale is not None or find_scale(said) is not None
    return in_dollars and not COUNT.search(line.label) and not re.search(r"\bexcept\b", said, re.IGNORECASE)


def _is_part(reading: TableReading, label: str) -> bool:
    """A row of somebody or something: another company in a list, one wallet, one site."""
    rest = reading.origin.words.word.sub(" ", issuer_names(reading.origin.issuer).sub(" ", strip_periods(label)))
    plain = load_words()["plain_label"]
    return any(word not in plain for word in re.findall(r"[a-z]{2,}", rest.lower()))


def _price(reading: TableReading, found: list[CountedCell], lines: Sequence[Line]) -> None:
    """Give each price and average to the units it belongs to: same row or same column, same side, nearest."""
    for line in lines:
        by_row = find_measure(strip_periods(line.label), reading.origin.words)
        for column, (_, figure) in line.figures.items():
            heading = line.headings.get(column, "")
            sideways = by_row is not None and by_row.kind in ("amount", "average")
            measure = by_row if sideways else find_measure(strip_periods(heading), reading.origin.words)
            if measure is None or measure.kind not in ("amount", "average") or figure.dash:
                continue
            owner = _owner(found, line, column, measure, sideways=sideways)
            if owner is None:
                continue
            value = abs(figure.value)
            if measure.kind == "average":
                owner.average = value.scaleb(measure.scale or 0) if owner.average is None else owner.average
            elif owner.amount is None:
                scale = next((one for one in (measure.scale, reading.scale, _corner_scale(line)) if one), 0)
                owner.amount = value if figure.scaled else value.scaleb(scale)
            owner.end = max(owner.end, line.end) if sideways else owner.end


def _corner_scale(line: Line) -> int | None:
    """ "(in thousands, except number of bitcoin)" over the labels of a table."""
    return find_scale(" ".join(line.headings.get(column, "") for column in range(min(line.figures))))


def _is_comparison(heading: str) -> bool:
    """A column of changes in percent or of a sum to date, of no month of its own."""
    if SINCE.search(heading):
        return True
    return re.search(r"%|\bchange\b|\bvariance\b|/", heading, re.IGNORECASE) is not None and not (
        find_periods_in(heading) or HEADING.search(heading)
    )


def _owner(
    found: list[CountedCell], line: Line, column: int, measure: Measure, *, sideways: bool
) -> CountedCell | None:
    """The nearest count before a price, in its row or (sideways) in its column; else the nearest after it."""
    if sideways:
        near = [one for one in found if one.column == column and one.line.start == line.start]
    else:
        near = [one for one in found if one.line.row == line.row]
    fitting = [one for one in near if _fits(one, measure)]
    before = [one for one in fitting if (one.line.row < line.row if sideways else one.column < column)]
    return before[-1] if before else next(iter(fitting), None)


def _fits(one: CountedCell, measure: Measure) -> bool:
    if one.measure.kind in ("mined", "pledged"):
        return False
    if measure.side == "sale":
        return one.measure.kind in ("sold", "net")
    if measure.side == "purchase":
        return one.measure.kind in ("acquired", "held", "net")
    return True
