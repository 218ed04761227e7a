"""A hash of the content of each table, so that a rebuilt database can be compared with the one in use.

Content is what follows from the archived bytes. What happened when (runs, fetches, validators, problems, our own
clock, verdicts of a time when the store knew less) is not, and neither is what SQLite keeps for itself (search
index, views).
"""

from __future__ import annotations

import hashlib
import json

from monitor.store.database import Store
from monitor.store.upkeep import OBSERVED_TABLES

HAPPENED = frozenset({*OBSERVED_TABLES, "problems", "unsettled"})
CLOCK = frozenset({"stored_at", "listed_at", "judged_at", "corrected_at"})
HOLDING = "verdict_id IN (SELECT verdict_id FROM verdicts WHERE corrected_at IS NULL)"
COUNTED_ROWS = {"verdicts": HOLDING, "evidence": HOLDING}  # of other tables every row counts


def content_tables(store: Store) -> dict[str, tuple[str, ...]]:
    """The tables that hold content, each with the columns that count; tables of later migrations included."""
    tables = store.query(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE '\\_%' ESCAPE '\\'"
        " AND name NOT LIKE '%\\_fts\\_%' ESCAPE '\\' ORDER BY name"
    )
    return {
        table["name"]: tuple(
            column["name"]
            for column in store.query("SELECT name FROM pragma_table_info(?)", [table["name"]])
            if column["name"] not in CLOCK
        )
        for table in tables
        if table["name"] not in HAPPENED
    }


def content_hash(store: Store) -> dict[str, str]:
    """For each content table, a SHA-256 over its rows, whatever the order in which they were saved."""
    return {table: _hash_rows(store, table, columns) for table, columns in content_tables(store).items()}


def _hash_rows(store: Store, table: str, columns: tuple[str, ...]) -> str:
    digest = hashlib.sha256()
    names = ", ".join(columns)
    order = ", ".join(key_columns(store, table))
    rows = COUNTED_ROWS.get(table, "true")
    sql = f"SELECT {names} FROM {table} WHERE {rows} ORDER BY {order}"  # noqa: S608 - our schema
    for row in store.connection.execute(sql):
        digest.update(json.dumps(tuple(row), ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n")
    return digest.hexdigest()


def key_columns(store: Store, table: str) -> tuple[str, ...]:
    """The primary key of a table."""
    rows = store.query("SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk", [table])
    return tuple(row["name"] for row in rows)
