"""Tables that are too large to be counted, sorted or faceted while a visitor waits, and what is offered of them.

Of a large table nothing is counted and no facet is made, and it can be sorted by the columns that an index begins
with. Of a view over a large table the order of the view stands: it was written to walk an index.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from typing import Any

LARGE = 50_000  # rows: a facet over so many takes some 20 ms, and a page has up to seven


def find_large(connection: sqlite3.Connection, rows: int = LARGE) -> frozenset[str]:
    """The tables with more than so many rows (counted no further), and the views that read one of them."""
    made = dict(
        connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'view') AND sql IS NOT NULL"
        )
    )
    views = {name for name, sql in made.items() if sql.startswith("CREATE VIEW")}
    large = {name for name, sql in made.items() if name not in views and _is_large(connection, name, sql, rows)}
    grown = True
    while grown:  # views read views
        more = {view for view in views - large if large & _list_read(made[view])}
        grown = bool(more)
        large |= more
    return frozenset(large)


def list_sortable(connection: sqlite3.Connection, table: str) -> list[str]:
    """The columns of a table that an index begins with, and a key of a single column; none of a view."""
    columns = {
        row[0]
        for row in connection.execute(
            """SELECT c.name FROM pragma_index_list(:table) i, pragma_index_info(i.name) c WHERE c.seqno = 0
               UNION SELECT name FROM pragma_table_info(:table) WHERE pk = 1""",
            {"table": table},
        )
    }
    return sorted(columns)


def limit_large(
    metadata: dict[str, Any], large: frozenset[str], sortable: Mapping[str, list[str]]
) -> dict[str, Any]:
    """The metadata of the tables without what would read all of a large one."""
    for table in large:
        entry = metadata.setdefault(table, {})
        entry.pop("facets", None)
        entry["sortable_columns"] = sortable.get(table, [])
        for order in ("sort", "sort_desc"):
            if entry.get(order) not in entry["sortable_columns"]:
                entry.pop(order, None)
    return metadata


def _is_large(connection: sqlite3.Connection, table: str, sql: str, rows: int) -> bool:
    if sql.startswith("CREATE VIRTUAL"):
        return False
    query = f'SELECT 1 FROM "{table}" LIMIT 1 OFFSET {rows}'  # noqa: S608 - a name of the schema
    return connection.execute(query).fetchone() is not None


def _list_read(sql: str) -> set[str]:
    """The tables and views that a view reads: the words after FROM and JOIN."""
    return set(re.findall(r"\b(?:FROM|JOIN)\s+(\w+)", sql))
