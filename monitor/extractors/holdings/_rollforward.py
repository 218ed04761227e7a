"""Roll-forward tables: opening balance, what came and went, closing balance, in a column of units.

Form 10-Q and 10-K notes (ASC 350-60-50-3 asks for them once a year). A roll-forward in dollars alone says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from monitor.extractors._dates import find_periods
from monitor.extractors._figures import OTHER_MONEY
from monitor.extractors.holdings._facts import MINED, NO_PURCHASES, NO_SALES, Days, Found
from monitor.extractors.holdings._grid import Line
from monitor.extractors.holdings._headings import COUNT, find_measure, find_scale, strip_periods
from monitor.records import ENTERED, LEFT, ChangeKind, HoldingsChange, HoldingsTotal

if TYPE_CHECKING:
    from monitor.extractors.holdings._cells import TableReading

BALANCE = re.compile(
    r"^\W*(?:(?:adjusted\s+)?(?:opening|beginning|ending|closing|starting)\s+)?(?:\w+\s+)?(?:balances?|holdings)\b|^\W*(?:\w+\s+)?held\s+(?:at|as\s+of)\b",
    re.IGNORECASE,
)
ASSET_ALONE = re.compile(
    r"\W*(?:total\s+)?(?:bitcoins?|BTC|ether|digital\s+(?:assets?|currenc(?:y|ies))|crypto\w*(?:\s+(?:assets?|currenc\w+))?)"
    r"\W*(?:(?:held\s+)?(?:as\s+of|as\s+at|at)?\W*)?",
    re.IGNORECASE,
)
OPENING = re.compile(r"\b(?:opening|beginning|starting)\b", re.IGNORECASE)
STATED = re.compile(
    r"\bamounts\s+are\s+(?:stated|presented|expressed|reported|shown)\s+in\s+(?:thousands|millions)\b",
    re.IGNORECASE,
)
NEITHER = re.compile(
    r"\b(?:impairment|fair\s+value|unrealized|realized|gains?|loss(?:es)?|adoption|cumulative|remeasurement|shares?)\b",
    re.IGNORECASE,
)
# What is no purchase and no sale: wages and suppliers paid in coins, loans, accounts of others, and the way back.
GIVEN = re.compile(
    r"\b(?:compensation|exchanged?|services|payments?|paid|issued|loaned|lent|transfer(?:s|red)?\s+(?:to|of)|used|spent"
    r"|fees?|distributed|contributed|withdrawn)\b",
    re.IGNORECASE,
)
TAKEN = re.compile(
    r"\b(?:returned|received|released|transfer(?:s|red)?\s+from|(?:change|increase|decrease)\s+in\s+(?:\w+\s+)?receivable"
    r"|repaid\s+to\s+us)\b",
    re.IGNORECASE,
)
PLAIN = re.compile(r"\b(?:proceeds\s+from\s+sale|sold|revenue\s+recognized|from\s+mining)\b", re.IGNORECASE)
PLEDGED = re.compile(r"\b(?:collateral|pledged)\b", re.IGNORECASE)
ZERO = Decimal(0)
MOVES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("mined", re.compile(r"\b(?:mined|produced|mining|production|earned|generated|rewards?)\b", re.IGNORECASE)),
    ("pledged", PLEDGED),
    ("sold", re.compile(r"\b(?:sales?|sold|dispos\w+|liquidat\w+)\b", re.IGNORECASE)),
    ("acquired", re.compile(r"\b(?:purchase[sd]?|acqui\w+|bought|additions?)\b", re.IGNORECASE)),
)
KINDS: dict[str, ChangeKind] = {
    "pledged": "pledged",
    "pledged away": "pledged",
    "sold": "sold",
    "left": "transferred",
    "entered": "transferred",
}
MARKS = re.compile(r"\s*\(\w{1,2}\)\s*$")


def find_in_rollforward(reading: TableReading, lines: Sequence[Line]) -> tuple[bool, list[Found]]:
    """(whether the table is a roll-forward, its facts). A roll-forward without a column of units has none."""
    balances = [line for line in lines if _is_balance(line.label)]
    moves = [line for line in lines if _move(line.label)]
    if len(balances) < 2 or not moves:
        return False, []
    facts: list[Found] = []
    columns = sorted({column for line in lines for column in line.figures})
    units = [column for column in columns if _counts(reading, lines, column)]
    for number, column in enumerate(units):
        until = units[number + 1] if number + 1 < len(units) else max(columns) + 1
        # prices stand on either side of a lone column of units, between several to the right of each
        prices = (
            [c for c in columns if c != column] if len(units) == 1 else [c for c in columns if column < c < until]
        )
        facts += _walk(reading, lines, column, prices)
    return True, facts


def _is_balance(label: str) -> bool:
    """Whether a row is a balance: it says so, or is nothing but the asset and a day."""
    if BALANCE.search(label):
        return True
    bare = strip_periods(label)
    return bare != label and ASSET_ALONE.fullmatch(bare) is not None


def _counts(reading: TableReading, lines: Sequence[Line], column: int) -> bool:
    heading = next((line.headings.get(column, "") for line in lines if column in line.figures), "")
    if (
        any(line.figures[column][1].usd for line in lines if column in line.figures)
        or find_scale(heading) is not None
    ):
        return False
    measure = find_measure(heading, reading.origin.words)
    if measure and measure.kind == "held":
        return True
    said = " ".join(next((line.headings.values() for line in lines if column in line.figures), ()))
    in_dollars = find_scale(said) is not None or reading.scale is not None
    if not COUNT.search(heading) and in_dollars and not re.search(r"\bexcept\b", said + reading.caption):
        return False  # "(in thousands) | Bitcoin": dollars
    if not in_dollars and find_scale(reading.caption) is None and _labels_count(reading, lines):
        return True
    bare = re.sub(r"[^\w\s]", " ", heading)
    return bool(COUNT.search(heading)) or reading.origin.words.word.fullmatch(bare.strip()) is not None


def _labels_count(reading: TableReading, lines: Sequence[Line]) -> bool:
    """Whether every balance is of coins by its own label: "Beginning BTC Holdings", not "Beginning balance"."""
    measures = [
        find_measure(re.sub(r"(?i)\b(?:opening|closing)\b", "", strip_periods(line.label)), reading.origin.words)
        for line in lines
        if _is_balance(line.label) and line.figures
    ]
    return all(one is not None and one.kind == "held" and one.named for one in measures)


def _walk(reading: TableReading, lines: Sequence[Line], column: int, prices: list[int]) -> list[Found]:
    facts: list[Found] = []
    waiting: list[tuple[str, Line]] = []
    dashes: set[str] = set()
    opening: date | None = None  # the day after which the movements happen
    for line in lines:
        heading = line.headings.get(column, "")
        if _is_balance(line.label) and column in line.figures:
            as_of = _balance_day(line, heading)
            if as_of is None:
                waiting, dashes = [], set()
                continue
            for move, row in waiting:
                if opening is not None and opening < as_of:
                    facts.append(_change(reading, row, (column, prices), move, (opening + timedelta(1), as_of)))
            if opening is not None and opening < as_of and not waiting:
                facts += _nothing(reading, line, dashes, (opening + timedelta(1), as_of))
            waiting, opening, dashes = [], as_of, set()
            facts.append(_total(reading, line, (column, prices), as_of))
        elif column in line.figures and (kind := _move(line.label, line.figures[column][1].value)):
            if line.figures[column][1].value:
                waiting.append((kind, line))
            else:
                dashes.add(kind)
    return facts


def _nothing(reading: TableReading, line: Line, dashes: set[str], days: Days) -> list[Found]:
    """A period of which the table says with dashes that nothing was bought, or sold, or either."""
    sides = dashes & {"acquired", "sold"}
    if not sides:
        return []
    purpose = None if len(sides) == 2 else NO_SALES if "sold" in sides else NO_PURCHASES
    return [reading.origin.change(_quote(reading, line), "none", ZERO, days, purpose=purpose)]


def _balance_day(line: Line, heading: str) -> date | None:
    """The day at whose end a balance stands: "as of January 1" is the end of the day before."""
    for period in find_periods(line.label):
        return period.end_on - timedelta(1) if period.kind == "day" and period.end_on.day == 1 else period.end_on
    for period in find_periods(heading):
        return period.start_on - timedelta(1) if OPENING.search(line.label) else period.end_on
    return None


def _move(label: str, value: Decimal = ZERO) -> str | None:
    """What a row tells of: a kind of change; "left" or "entered" when coins came or went otherwise. In a table
    without signs (`value` above 0) the words decide."""
    plain = PLAIN.search(label)
    if NEITHER.search(label) and not plain:
        return None
    if not plain and (given := GIVEN.search(label) or TAKEN.search(label)):
        left = value < 0 or (value > 0 and given.re is GIVEN and not TAKEN.search(label))
        if not left:
            return "entered"
        return "pledged away" if PLEDGED.search(label) else "left"
    move = next((kind for kind, pattern in MOVES if pattern.search(label)), None)
    return "pledged away" if move == "pledged" and value < 0 else move


def _prices(
    reading: TableReading, line: Line, prices: list[int], *, cost: bool
) -> tuple[Decimal | None, Decimal | None]:
    amount = average = None
    if OTHER_MONEY.search(reading.caption):
        return None, None
    for column in prices:
        heading = line.headings.get(column, "")
        if column not in line.figures or re.search(
            r"carrying|impairment|fair|source|change|accumulated", heading, re.IGNORECASE
        ):
            continue
        value = abs(line.figures[column][1].value)
        measure = find_measure(heading, reading.origin.words)
        if measure and measure.kind == "average":
            average = value
        elif amount is None and (
            (measure and measure.kind == "amount")
            or (not cost and re.search(r"\bamounts?\b", heading, re.IGNORECASE))
        ):
            labels = " ".join(line.headings.get(one, "") for one in range(min(line.figures)))
            scale = find_scale(heading) or reading.scale or find_scale(labels) or _stated_scale(reading)
            amount = value.scaleb(scale) if scale is not None else None
    return amount or None, average or None


def _stated_scale(reading: TableReading) -> int | None:
    """ "Amounts are stated in thousands": said once, in the note on the basis of presentation."""
    match = STATED.search(reading.origin.document.text)
    return find_scale(match.group()) if match else None


def _quote(reading: TableReading, line: Line) -> tuple[int, int]:
    return (reading.table.start, line.end) if line.end - reading.table.start <= 700 else (line.row_start, line.end)


def _change(
    reading: TableReading, line: Line, columns: tuple[int, list[int]], move: str, days: Days
) -> HoldingsChange:
    amount, average = _prices(reading, line, columns[1], cost=False)
    said = " ".join(MARKS.sub("", line.label).split())
    purposes = {"mined": MINED, "left": LEFT + said, "pledged away": LEFT + said, "entered": ENTERED + said}
    return reading.origin.change(
        _quote(reading, line),
        KINDS.get(move, "acquired"),
        abs(line.figures[columns[0]][1].value),
        days,
        amount=amount,
        average=average,
        purpose=purposes.get(move),
    )


def _total(reading: TableReading, line: Line, columns: tuple[int, list[int]], as_of: date) -> HoldingsTotal:
    cost, average = _prices(reading, line, columns[1], cost=True)
    units = line.figures[columns[0]][1].value
    return reading.origin.total(_quote(reading, line), units, as_of, cost=cost, average=average)
