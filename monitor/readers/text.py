"""Split plain text, as filed until about 2001, into runs and tables: paragraphs between blank lines.

The tags of the old text format (<PAGE>, <TABLE>, <S>, <C>, <CAPTION>, <FN>) are layout, not words; <TABLE> says
where columns are set with blanks. Elsewhere lines are a table only when their columns are evident.
"""

from __future__ import annotations

import re

from monitor.readers._nodes import TableNode
from monitor.readers._runs import BULLETS, Run, fold, visible
from monitor.readers._text_tables import find_table

TAGS = re.compile(r"</?(?:PAGE|TABLE|S|C|CAPTION|FN|F\d{1,2}|TEXT)>", re.IGNORECASE)
_TABLE = re.compile(r"<TABLE>(.*?)(?:</TABLE>|\Z)", re.IGNORECASE | re.DOTALL)
_STARTS = re.compile(
    rf"\s*(?:[{BULLETS}]|[-*o]\s|\(?(?:\d{{1,2}}|[a-z])\)\s|item\s+\d|part\s+[IV]+\b)", re.IGNORECASE
)


def read_text(text: str) -> list[Run | TableNode]:
    """The nodes of a plain-text filing."""
    nodes: list[Run | TableNode] = []
    text = visible(text.replace("\f", "\n\n"))
    at = 0
    for match in _TABLE.finditer(text):
        nodes += read_lines(_blank(text[at : match.start()]))
        nodes += _read_marked_table(_blank(match.group(1)))
        at = match.end()
    return nodes + read_lines(_blank(text[at:]))


def _blank(text: str) -> str:
    """Tags become as many blanks, so that what stands below them stays below them."""
    return TAGS.sub(lambda tag: " " * len(tag.group()), text)


def _read_marked_table(text: str) -> list[Run | TableNode]:
    table = find_table([line for line in text.splitlines() if line.strip()], marked=True)
    return [table] if table else read_lines(text)


def read_lines(text: str) -> list[Run | TableNode]:
    """Paragraphs: parted by blank lines, and where a line starts a bullet, a numbered point or an item."""
    nodes: list[Run | TableNode] = []
    group: list[str] = []
    for line in [*text.splitlines(), ""]:
        if line.strip():
            group.append(line)
        elif group:
            table = find_table(group)
            nodes += [table] if table else _read_paragraphs(group)
            group = []
    return nodes


def _read_paragraphs(group: list[str]) -> list[Run | TableNode]:
    paragraphs: list[list[str]] = []
    for line in group:
        if not paragraphs or _STARTS.match(line):
            paragraphs.append([])
        paragraphs[-1].append(line)
    return [run for lines in paragraphs for run in fold("\n".join(lines))]
