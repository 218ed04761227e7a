"""Find the columns of a table that is set with blanks.

The lines that hold figures show where the columns are: gutters, two blanks wide at least, run through all of
them. Headings above may span several columns, and are placed by what stands below them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from monitor.readers._nodes import CellNode, TableNode
from monitor.readers._runs import fold

_SEGMENT = re.compile(r"\S+(?: \S+)*")
_FIGURE = re.compile(r"(?:\$\s*)?\(?[\d,.]*\d\)?%?$|[-–—]{1,3}$")


def find_table(lines: Sequence[str], *, marked: bool = False) -> TableNode | None:
    """The table that the lines are, or None. `marked`: the source says that it is one.

    Unmarked lines need two of them with figures in two columns or more, and no line of running prose.
    """
    lines = [line.expandtabs(8) for line in lines]
    figures = [line for line in lines if _count_figures(line) >= (1 if marked else 2)]
    if len(figures) < (1 if marked else 2):
        return None
    if not marked and any(len(line) > 60 and "  " not in line.strip() for line in lines):
        return None
    columns = _find_columns(figures)
    if len(columns) < 2:
        return None
    return TableNode(rows=[_place(line, columns) for line in lines])


def _count_figures(line: str) -> int:
    segments = _SEGMENT.findall(line)
    return sum(bool(_FIGURE.match(segment)) for segment in segments) if len(segments) > 1 else 0


def _find_columns(lines: Sequence[str]) -> list[tuple[int, int]]:
    """(start, end) of each column: stretches of characters between the gutters."""
    taken = [False] * max(map(len, lines))
    for line in lines:
        for segment in _SEGMENT.finditer(line):
            taken[segment.start() : segment.end()] = [True] * (segment.end() - segment.start())
    columns: list[tuple[int, int]] = []
    for at, is_taken in enumerate(taken):
        if not is_taken:
            continue
        if columns and at - columns[-1][1] < 2:
            columns[-1] = (columns[-1][0], at + 1)
        else:
            columns.append((at, at + 1))
    return columns


def _place(line: str, columns: Sequence[tuple[int, int]]) -> list[CellNode]:
    """The cells of a line: a segment belongs to the columns that it stands over, else to the nearest."""
    placed: list[tuple[int, int, str]] = []
    for segment in _SEGMENT.finditer(line):
        over = [n for n, (start, end) in enumerate(columns) if segment.start() < end and segment.end() > start]
        if not over:
            middle = (segment.start() + segment.end()) / 2
            over = [min(range(len(columns)), key=lambda n: abs(sum(columns[n]) / 2 - middle))]
        if placed and over[0] <= placed[-1][1]:
            first, last, text = placed.pop()
            placed.append((first, max(last, over[-1]), f"{text} {segment.group()}"))
        else:
            placed.append((over[0], over[-1], segment.group()))
    cells: list[CellNode] = []
    column = 0
    for first, last, text in placed:
        cells += [CellNode() for _ in range(first - column)]
        cells.append(CellNode(nodes=list(fold(text)), colspan=last - first + 1))
        column = last + 1
    return cells
