"""Whether the rows of a table add up to its total: the proof that its columns were read as they are meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from monitor.extractors.issuances._columns import COUNTS, Days, MeasureKind
from monitor.extractors.issuances._grid import SecurityRow


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A column whose rows do not add up; `start` is that of its headings."""

    kind: MeasureKind
    days: Days | None
    start: int
    summed: Decimal
    printed: Decimal
    allowed: Decimal


def find_mismatches(rows: Sequence[SecurityRow]) -> Iterator[Mismatch]:
    """One per column and total row that sums up neither all rows above it nor those since the last total."""
    parts: list[SecurityRow] = []
    recent: list[SecurityRow] = []
    start = None
    for row in rows:
        if row.start != start:
            parts, recent, start = [], [], row.start
        if not row.is_total:
            parts.append(row)
            recent.append(row)
            continue
        for number, total in row.values.items():
            if total.column.kind not in ("available", "other"):
                sums = [_sum(some, number, total.amount) for some in (parts, recent) if some]
                if sums and all(abs(summed - total.amount) > allowed for summed, allowed in sums):
                    yield Mismatch(
                        total.column.kind, total.column.days, row.start, sums[0][0], total.amount, sums[0][1]
                    )
        recent = []


def _sum(rows: Sequence[SecurityRow], number: int, total: Decimal) -> tuple[Decimal, Decimal]:
    """The sum of a column and what rounding allows: half a digit of each, and one more of the total."""
    values = [row.values[number] for row in rows if number in row.values]
    summed = sum((value.amount for value in values), Decimal(0))
    if values and values[0].column.kind in COUNTS:
        return summed, Decimal(0)
    digits = [_last_digit(figure) for figure in [*(value.amount for value in values), total, total] if figure]
    return summed, sum(digits, Decimal(0)) / 2


def _last_digit(figure: Decimal) -> Decimal:
    exponent = figure.as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(0)
