"""Write the document: text, blocks, tables and tagged figures with their offsets.

Blocks are joined by a blank line, rows by a newline, and cells by as many tabs as there are columns between
them, so that the text of a table is itself a grid.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from monitor.readers._marks import find_footnotes
from monitor.readers._runs import BULLETS, Run
from monitor.readers._sections import Sections
from monitor.readers._tables import Grid
from monitor.records import Block, BlockKind, Cell, Footnote, Table

_BULLET = re.compile(rf"[{BULLETS}]\s*\S")
HEADING = 200  # characters; emphasised text longer than this is emphasised prose
SENTENCE = 12  # blanks; emphasised text of more words that ends like a sentence is one


@dataclass(slots=True)
class Composition:
    """What a document is made of; `tagged` are (fact, start, end)."""

    text: str = ""
    blocks: list[Block] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    tagged: list[tuple[int, int, int]] = field(default_factory=list)


def compose(parts: Iterable[Run | Grid]) -> Composition:
    """Text and offsets of the parts, in order."""
    made = Composition()
    pieces: list[str] = []
    sections = Sections()
    notes = _Notes()
    ordered = list(parts)
    at = 0
    for number, part in enumerate(ordered):
        if isinstance(part, Grid):
            letters = _letters(ordered[number + 1 :])
            for row in part.rows:
                for cell in row:
                    cell.read(letters)
            text, table = _write_grid(part, at, made)
            notes.pass_table(part, letters)
            made.tables.append(table)
            made.blocks.append(Block(kind="table", start=at, end=at + len(text), section=sections.section))
        else:
            text = part.text
            following = ordered[number + 1] if number + 1 < len(ordered) else None
            section, heads = sections.enter(text, after=following.text if isinstance(following, Run) else "")
            kind = _kind(part, heads=heads, is_note=notes.is_note(text))
            notes.pass_block(kind)
            made.blocks.append(Block(kind=kind, start=at, end=at + len(text), section=section))
            made.tagged += [(fact, start + at, end + at) for fact, start, end in part.tagged]
        pieces.append(text)
        at += len(text) + 2
    made.text = "\n\n".join(pieces)
    _link_footnotes(made)
    return made


class _Notes:
    """Which paragraphs are footnotes: right after a table or a footnote, or with a mark a table waits for."""

    def __init__(self) -> None:
        self.close = False
        self.letters = ""
        self.wanted: set[str] = set()

    def pass_table(self, grid: Grid, letters: str) -> None:
        self.close = True
        self.letters = letters
        self.wanted |= {mark for row in grid.rows for cell in row for mark in cell.marks}

    def is_note(self, text: str) -> bool:
        found = find_footnotes(text, lettered=self.close and bool(self.letters))
        return bool(found) and (self.close or found[0][0] in self.wanted)

    def pass_block(self, kind: BlockKind) -> None:
        self.close = kind == "footnote"
        if kind == "heading":
            self.wanted.clear()


def _letters(following: list[Run | Grid]) -> str:
    """The letters of footnotes (a), (b), ... that begin right below a table."""
    letters = ""
    for part in following:
        letter = chr(ord("a") + len(letters))
        if isinstance(part, Grid) or not part.text.startswith((f"({letter})", f"{letter})")):
            break
        letters += letter
    return letters


def _kind(run: Run, *, heads: bool, is_note: bool) -> BlockKind:
    if heads and len(run.text) <= HEADING:
        return "heading"
    if is_note:
        return "footnote"
    if run.hint == "list_item" or _BULLET.match(run.text):
        return "list_item"
    if run.hint == "heading" and len(run.text) <= HEADING and any(map(str.isalpha, run.text)):
        is_sentence = run.text[-1] in ".:;," and run.text.count(" ") >= SENTENCE
        return "paragraph" if is_sentence else "heading"
    return "paragraph"


def _write_grid(grid: Grid, at: int, made: Composition) -> tuple[str, Table]:
    rows: list[list[Cell | None]] = [[None] * grid.columns for _ in grid.rows]
    lines: list[str] = []
    start = at
    for number, row in enumerate(grid.rows):
        line: list[str] = []
        column = 0
        for part in row:
            gap = "\t" * (part.first - column)
            column = part.first
            run = part.run()
            at += len(gap)
            cell = Cell(text=part.label, start=at, end=at + len(run.text), marks=part.marks)
            made.tagged += [(fact, begin + at, end + at) for fact, begin, end in run.tagged]
            at += len(run.text)
            line += [gap, run.text]
            for covered in range(number, part.last_row + 1):
                for place in range(part.first, part.last + 1):
                    if rows[covered][place] is None:
                        rows[covered][place] = cell
        lines.append("".join(line))
        at += 1
    text = "\n".join(lines)
    return text, Table(start=start, end=start + len(text), rows=tuple(tuple(row) for row in rows))


def _link_footnotes(made: Composition) -> None:
    """Give each table the footnotes that its marks point to: the first run of footnotes after it.

    Tables that stand next to each other share them (2026-06-01, 0001193125-26-249768); a heading, or a
    paragraph between a table and the next one, ends its reach.
    """
    for number, table in enumerate(made.tables):
        wanted = {mark for row in table.rows for cell in row if cell for mark in cell.marks}
        if not wanted:
            continue
        found: list[Footnote] = []
        prose = False
        position = next(n for n, block in enumerate(made.blocks) if block.start == table.start)
        for block in made.blocks[position + 1 :]:
            if block.kind == "footnote":
                found += [
                    Footnote(mark=mark, start=block.start + start, end=block.start + end)
                    for mark, start, end in find_footnotes(made.text[block.start : block.end], lettered=True)
                    if mark in wanted
                ]
            elif block.kind == "heading" or (block.kind == "table" and (prose or found)):
                break
            elif block.kind != "table":
                prose = True
        if found:
            made.tables[number] = Table(start=table.start, end=table.end, rows=table.rows, footnotes=tuple(found))
