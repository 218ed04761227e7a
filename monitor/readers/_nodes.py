"""Nodes: what a source is walked into before it is laid out. A node is a Run or a TableNode."""

from __future__ import annotations

from dataclasses import dataclass, field

from monitor.readers._runs import Run


@dataclass(slots=True)
class CellNode:
    """A cell as it stands in the source; `nodes` in document order."""

    nodes: list[Run | TableNode] = field(default_factory=list)
    colspan: int = 1
    rowspan: int = 1


@dataclass(slots=True)
class TableNode:
    """A table as it stands in the source: rows of cells, spans not yet resolved."""

    rows: list[list[CellNode]] = field(default_factory=list)
