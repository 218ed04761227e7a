"""Rows of the database as dicts by column name, and the issuer that a page tells of."""

from __future__ import annotations

import sqlite3
from typing import Any

Row = dict[str, Any]


def fetch_rows(connection: sqlite3.Connection, sql: str, values: Row | None = None) -> list[Row]:
    """All rows of a query; values are as SQLite gives them."""
    cursor = connection.execute(sql, values or {})
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def find_row(connection: sqlite3.Connection, sql: str, values: Row | None = None) -> Row | None:
    """The first row of a query, or None."""
    return next(iter(fetch_rows(connection, sql, values)), None)


def choose_issuer(issuers: list[Row], ticker: str | None) -> Row | None:
    """The issuer that was asked for by its ticker, else the first one."""
    wanted = (ticker or "").upper()
    return next((row for row in issuers if row["ticker"].upper() == wanted), issuers[0] if issuers else None)


def list_issuers(connection: sqlite3.Connection, table: str) -> list[Row]:
    """Issuers with rows in one of our tables, those with most rows first."""
    return fetch_rows(
        connection,
        f"""SELECT i.issuer_cik, i.ticker, i.name FROM issuers i
            JOIN (SELECT issuer_cik, count(*) AS held FROM {table} GROUP BY issuer_cik) USING (issuer_cik)
            ORDER BY held DESC, i.ticker""",  # noqa: S608 - a name of ours
    )
