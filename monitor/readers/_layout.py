"""Tell tables of figures from tables that only lay out a page.

Filings put bullets ("•" beside its text), item headings ("Item 8.01." beside its title), footnotes ("(1)" beside
its words) and whole columns of prose into tables (2022-12-28, 0001193125-22-313098). Those become runs again;
what is left becomes grids.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from monitor.readers._marks import find_footnotes
from monitor.readers._nodes import TableNode
from monitor.readers._runs import BULLETS, Run, join
from monitor.readers._sections import ITEM
from monitor.readers._tables import Grid, GridCell, fold_grid, place_cells

_LEADER = re.compile(
    rf"(?:[{BULLETS}–—-]|o|\(?(?:\d{{1,2}}|[a-zA-Z]|[ivx]{{1,5}}|[IVX]{{1,5}})[.)]|\*{{1,3}}|[†‡§])$"
)
_NOTE = re.compile(r"(?:\(\d{1,2}\)|\*{1,4}|[†‡§]{1,2}|\d{1,2}\.?|\([a-z]\))$")
PROSE = 300  # characters; a cell longer than this beside few others is a column of a page, not a figure


def lay_out(nodes: Iterable[Run | TableNode]) -> Iterator[Run | Grid]:
    """Nodes in document order, with layout tables dissolved into runs and lone bullets joined to their text."""
    leader: Run | None = None
    for node in _expand(nodes):
        if leader is None:
            if isinstance(node, Run) and _LEADER.match(node.text) and node.text not in "–—-":
                leader = node
            else:
                yield node
        elif isinstance(node, Run):
            point = join([leader, node])
            point.hint = "heading" if node.hint == "heading" and leader.text not in BULLETS else "list_item"
            leader = None
            yield point
        else:
            yield from (leader, node)
            leader = None
    if leader is not None:
        yield leader


def _expand(nodes: Iterable[Run | TableNode]) -> Iterator[Run | Grid]:
    for node in nodes:
        if isinstance(node, Run):
            yield node
        elif any(isinstance(inner, TableNode) for row in node.rows for cell in row for inner in cell.nodes):
            yield from _expand_nested(node)
        else:
            yield from _expand_flat(node)


def _expand_nested(table: TableNode) -> Iterator[Run | Grid]:
    """A table around tables lays out a page: rows without inner tables stay together, the others open up."""
    plain = TableNode()
    for row in table.rows:
        if any(isinstance(inner, TableNode) for cell in row for inner in cell.nodes):
            yield from _expand_flat(plain)
            plain = TableNode()
            for cell in row:
                yield from _expand(cell.nodes)
        else:
            plain.rows.append(row)
    yield from _expand_flat(plain)


def _expand_flat(table: TableNode) -> Iterator[Run | Grid]:
    rows = place_cells(table)
    filled = [row for row in rows if row]
    if not filled:
        return
    if all(len(row) == 1 for row in filled) or _is_page(filled):
        for row in filled:
            for cell in row:
                yield from cell.pieces
        return
    if _is_list(filled):
        for row in filled:
            yield from _read_list_row(row)
        return
    notes: list[list[GridCell]] = []
    while len(filled) > 1 and _is_note(filled[-1]):
        notes.append(filled.pop())
    rows = [row for row in rows if row not in notes]
    yield from _read_grid(rows)
    for note in reversed(notes):
        if len(note) > 1:
            yield join([cell.run() for cell in note])
        else:
            yield from note[0].pieces


def _read_grid(rows: list[list[GridCell]]) -> Iterator[Run | Grid]:
    grid = fold_grid(rows)
    if grid.columns > 1:
        yield grid
        return
    for row in grid.rows:
        for cell in row:
            yield from [*cell.pieces, *cell.alone]


def _is_page(rows: list[list[GridCell]]) -> bool:
    """Two columns of a page side by side: few cells, all of the row's words in long prose."""
    cells = [cell for row in rows for cell in row]
    lengths = [sum(len(run.text) for run in cell.pieces) for cell in cells]
    return (
        len(rows) == 1
        and len(cells) <= 3
        and max(lengths) > PROSE
        and not _LEADER.match(rows[0][0].pieces[0].text)
    )


def _is_list(rows: list[list[GridCell]]) -> bool:
    """Every row a bullet, number, mark or single item heading beside its text; rows of one cell go on a point."""
    items = 0
    pairs = 0
    for row in rows:
        head = _text(row[0])
        if len(row) == 1:
            if len(rows) > 1 and row[0].first == 0 and not ITEM.match(head):
                return False
            continue
        words = " ".join(_text(cell) for cell in row[1:])
        if ITEM.match(head) and len(head) < 30 and len(row) == 2 and not words.isdigit():
            items += 1
        elif not (_LEADER.match(head) and len(row) == 2 and _is_wording(words)):
            return False
        pairs += 1
    return pairs > 0 and items <= 1


def _is_wording(words: str) -> bool:
    return len(words) > 3 and sum(character.isalpha() for character in words) * 2 > len(words)


def _read_list_row(row: list[GridCell]) -> Iterator[Run]:
    if len(row) == 1:
        yield from row[0].pieces
        return
    head, (first, *rest) = join(row[0].pieces), [run for cell in row[1:] for run in cell.pieces]
    is_item = bool(ITEM.match(head.text))
    run = join([head, first, *rest]) if is_item else join([head, first])
    run.hint = "heading" if is_item else "list_item"
    yield run
    if not is_item:
        yield from rest


def _is_note(row: list[GridCell]) -> bool:
    """A row at the foot of a table that holds a footnote: a mark beside words, or words that start with one."""
    if len(row) == 2:
        return bool(_NOTE.match(_text(row[0])) and _is_wording(_text(row[1])) and len(_text(row[1])) > 20)
    return len(row) == 1 and bool(find_footnotes(_text(row[0]))) and _is_wording(_text(row[0]))


def _text(cell: GridCell) -> str:
    return " ".join(run.text for run in cell.pieces)
