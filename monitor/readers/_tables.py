"""Grids: spans resolved, "$" and ")" joined to their figures, footnote marks taken off, spacers folded.

Filing tables are drawn with more columns than they have: a currency sign, a closing bracket and white space
each get one. What is kept is the number of columns that are needed so that no two cells of a row share one:
neighbouring columns fold into one as long as no row has two different cells in them. A joined cell stands
where its figure stands, because a heading may begin to the right of the "$" (2025-03-31, 0000950170-25-047219).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from monitor.readers._marks import ALONE, read_marks, take_marks
from monitor.readers._runs import Run, join

if TYPE_CHECKING:
    from monitor.readers._nodes import TableNode

_CLOSES = re.compile(r"(?:\)|\)?\s*%|%\s*\))$")
_FIGURE = re.compile(r"[(\-–—−]?\s*(?:[\d.]|[$€£¥]\s*[(\d.\-–—])|[\-–—−]+$|N/?A$", re.IGNORECASE)
_ENDS_FIGURE = re.compile(r"(?:\d|[\-–—−]|million|billion|thousand)$", re.IGNORECASE)
_SIGN_ONLY = re.compile(r"(?:(?:US|C|CA|A|HK)?\$|[€£¥₿]|\(|\$\s*\()$")
LAST_MARK = 15


@dataclass(slots=True)
class GridCell:
    """One cell with its place: physical columns first, folded ones after `fold_columns`."""

    pieces: list[Run]
    first: int
    last: int
    row: int
    last_row: int
    alone: list[Run] = field(default_factory=list)  # marks that stood in a cell of their own
    marks: tuple[str, ...] = ()
    label: str = ""

    def run(self) -> Run:
        """The cell as it is written into the document's text."""
        body = join(self.pieces)
        return join([body, *self.alone], " ") if self.alone else body

    def read(self, letters: str = "") -> None:
        """Take the marks off: sets `label` (the readable text) and `marks`. `letters` count as marks, too."""
        self.label, marks = take_marks(join(self.pieces), letters)
        self.marks = marks + tuple(mark for run in self.alone for mark in read_marks(run.text))


@dataclass(slots=True)
class Grid:
    """Rows of non-empty cells, each row in order; `columns` wide."""

    rows: list[list[GridCell]]
    columns: int


def place_cells(table: TableNode) -> list[list[GridCell]]:
    """Resolve colspan and rowspan (HTML standard, 4.9.12): the non-empty cells of each row."""
    taken: dict[int, set[int]] = {}
    rows: list[list[GridCell]] = []
    for number, row in enumerate(table.rows):
        occupied = taken.pop(number, set())
        column = 0
        cells: list[GridCell] = []
        for node in row:
            while column in occupied:
                column += 1
            last = column + node.colspan - 1
            last_row = min(number + node.rowspan, len(table.rows)) - 1
            for below in range(number + 1, last_row + 1):
                taken.setdefault(below, set()).update(range(column, last + 1))
            runs = [run for run in node.nodes if isinstance(run, Run)]
            if runs:
                cells.append(GridCell(pieces=runs, first=column, last=last, row=number, last_row=last_row))
            column = last + 1
        rows.append(cells)
    return rows


def fold_grid(rows: list[list[GridCell]]) -> Grid:
    """Join the parts of figures, drop empty rows, fold the columns."""
    rows = _join_figures(rows)
    kept = [row for row in rows if row]
    _renumber(kept)
    columns = _fold_columns(kept)
    return Grid(rows=kept, columns=columns)


def _renumber(rows: list[list[GridCell]]) -> None:
    """Row numbers after empty rows are gone; a span reaches to the last kept row that it covered."""
    originals = [row[0].row for row in rows]
    for row in rows:
        for cell in row:
            cell.last_row = max(n for n, original in enumerate(originals) if original <= cell.last_row)
    for number, row in enumerate(rows):
        for cell in row:
            cell.row = number


def _join_figures(rows: list[list[GridCell]]) -> list[list[GridCell]]:
    only_marks = _mark_columns(rows)
    return [_join_row(row, only_marks) for row in rows]


def _join_row(row: Sequence[GridCell], only_marks: set[int]) -> list[GridCell]:
    joined: list[GridCell] = []
    for cell in row:
        text = _plain(cell)
        before = joined[-1] if joined else None
        if before is not None:
            previous = _plain(before)
            if _SIGN_ONLY.match(previous) and _FIGURE.match(text):
                cell.pieces = [join([join(before.pieces), join(cell.pieces)], "")]
                joined[-1] = cell
                continue
            is_open = previous.count("(") > previous.count(")")
            if _CLOSES.match(text) and (_ENDS_FIGURE.search(previous) or (is_open and text[0] == ")")):
                before.pieces = [join([join(before.pieces), join(cell.pieces)], "")]
                continue
            is_mark = _is_raised(cell) or cell.first in only_marks
            if is_mark and ALONE.match(text) and not _SIGN_ONLY.match(previous):
                before.alone += cell.pieces
                continue
        joined.append(cell)
    return joined


def _plain(cell: GridCell) -> str:
    return " ".join(run.text for run in cell.pieces)


def _is_raised(cell: GridCell) -> bool:
    return any(run.raised and run.raised[0][0] == 0 and run.raised[-1][1] == len(run.text) for run in cell.pieces)


def _mark_columns(rows: Sequence[Sequence[GridCell]]) -> set[int]:
    """Physical columns with nothing but marks in cells of their own, each to the right of what it marks.

    A column of small negative numbers has a heading of its own: one that does not cover the cell to the left.
    """
    marks: set[int] = set()
    other: set[int] = set()
    for row in rows:
        for n, cell in enumerate(row):
            text = _plain(cell)
            if _is_lone_mark(text) and n and (n + 1 < len(row) or _ENDS_FIGURE.search(_plain(row[n - 1]))):
                left = row[n - 1].last
                headed = any(
                    head.first <= cell.first <= head.last and not head.first <= left <= head.last
                    for line in rows
                    for head in line
                    if not ALONE.match(_plain(head)) and not _CLOSES.match(_plain(head))
                )
                (other if headed else marks).add(cell.first)
            elif not _CLOSES.match(text):
                other.add(cell.first)
    return marks - other


def _is_lone_mark(text: str) -> bool:
    """Marks count up from 1; a larger bracketed number is rather a negative one."""
    return bool(ALONE.match(text)) and all(
        not mark.isdigit() or int(mark) <= LAST_MARK for mark in read_marks(text)
    )


def _fold_columns(rows: list[list[GridCell]]) -> int:
    """Fold neighbouring columns that no row needs apart; sets `first` and `last` to folded columns."""
    starts, columns = _slice(rows)
    groups: list[list[int]] = []
    for place, column in enumerate(columns):
        if not groups:
            groups.append([place])
            continue
        current = groups[-1]
        clash = max((other for other in current if _clash(columns[other], column)), default=None)
        if clash is None:
            current.append(place)
            continue
        # Spacers between two columns go to the side where they part no heading: a heading often begins
        # over the spacer to the left of its figures (2022-05-03, 0001564590-22-016700).
        border = min(range(clash + 1, place + 1), key=lambda at: _parted(columns, at))
        groups[-1] = [other for other in current if other < border]
        groups.append([other for other in current if other >= border] + [place])
    folded = {starts[place]: number for number, group in enumerate(groups) for place in group}
    for row in rows:
        for cell in row:
            covered = [folded[start] for start in starts if cell.first <= start <= cell.last]
            cell.first, cell.last = covered[0], covered[-1]
    return len(groups)


def _slice(rows: list[list[GridCell]]) -> tuple[list[int], list[dict[int, GridCell]]]:
    """The physical columns at which any cell begins or ends, and per slice the cell of each row."""
    edges = {edge for row in rows for cell in row for edge in (cell.first, cell.last + 1)}
    starts = sorted(edges)[:-1]
    place = {start: n for n, start in enumerate(starts)}
    columns: list[dict[int, GridCell]] = [{} for _ in starts]
    for row in rows:
        for cell in row:
            for n in range(place[cell.first], len(starts)):
                if starts[n] > cell.last:
                    break
                for number in range(cell.row, cell.last_row + 1):
                    columns[n].setdefault(number, cell)
    return starts, columns


def _clash(left: dict[int, GridCell], right: dict[int, GridCell]) -> bool:
    return any(left.get(number, cell) is not cell for number, cell in right.items())


def _parted(columns: list[dict[int, GridCell]], border: int) -> int:
    """How many cells a border before this slice would stand across."""
    left, right = columns[border - 1], columns[border]
    return sum(left.get(number) is cell for number, cell in right.items())
