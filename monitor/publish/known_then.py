"""A connection that knows what was known at the end of a day: every table is cut by its clock.

SQLite looks for a name among the temporary tables and views of a connection first. So a connection gets a
temporary view for each table that tells of time, with its columns and the rows that were known on the day, and a
temporary copy of each view: then the very queries that show what holds now show what held then. No row is
copied. The day is a function in the conditions, so one connection can be asked for one day after the other.

A fact is known from the acceptance of its filing, what is said from when it was said; what was judged of them is
taken from its versions (decisions 0012 and 0013). What the monitor itself did is told by the clock on its wall.
Tables that tell of no time, such as that of the issuers, are as they are now.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

from monitor.publish.as_of import AsOf

# Tables of what is judged now, each with the one that holds all its versions.
VERSIONS = {
    "holdings_ledger": "holdings_ledger_versions",
    "obligations": "obligation_versions",
    "payment_coverages": "payment_coverage_versions",
    "funds_balances": "funds_balance_versions",
    "insider_sums": "insider_sum_versions",
}
HELD = "known_at <= then_until() AND (superseded_at IS NULL OR superseded_at > then_until())"
# A clock of its own, the best first. Instants are told in UTC, days in New York.
INSTANTS = ("known_at", "accepted_at", "claimed_at", "fetched_at", "raised_at", "started_at")
DAYS = ("as_of", "day_on")
# Tables with another clock, or with that of the row that they belong to. `t` is the row.
CUTS = {
    "articles": "coalesce(min(t.published_at, t.fetched_at), t.fetched_at) <= then_until()",
    "documents": """
        EXISTS (SELECT 1 FROM filings f WHERE f.accession_number = t.accession_number)
        OR EXISTS (SELECT 1 FROM articles a WHERE a.article_id = t.article_id)""",
    "blocks": "EXISTS (SELECT 1 FROM documents d WHERE d.document_id = t.document_id)",
    # Where the index does not say the instant of acceptance, the day of filing counts, as in the ledger of a day.
    "filing_index": "t.accepted_at <= then_until() OR (t.accepted_at IS NULL AND t.filed_on <= then_on())",
    # Told of a day: what they rest on was known before it.
    "stress_measures": "t.as_of_on <= then_on()",
    "chain_stages": "t.as_of_on <= then_on()",
    "claim_figures": "EXISTS (SELECT 1 FROM claims c WHERE c.claim_id = t.claim_id)",
    "evidence": "EXISTS (SELECT 1 FROM verdicts v WHERE v.verdict_id = t.verdict_id)",
    "narrative_claims": "t.told_at <= then_until()",
    "deliveries": """
        EXISTS (SELECT 1 FROM main.alerts s WHERE s.alert_id = t.alert_id AND s.raised_at <= then_until())""",
}
# What a row came to say later was not there yet.
LATER = {
    "superseded_at": "CASE WHEN t.superseded_at <= then_until() THEN t.superseded_at END",
    "resolved_at": "CASE WHEN t.resolved_at <= then_until() THEN t.resolved_at END",
}
LATER_OF = {
    "runs": {
        "finished_at": "CASE WHEN t.finished_at <= then_until() THEN t.finished_at END",
        "exit_code": "CASE WHEN t.finished_at <= then_until() THEN t.exit_code END",
    },
    "insider_trades": {
        name: f"""(SELECT n.trade_id FROM main.insider_trades n
                   WHERE n.trade_id = t.{name} AND n.known_at <= then_until())"""  # noqa: S608 - a name of ours
        for name in ("notice_id", "superseded_by")
    },
}
# What a view asks of the whole table: what the store lacks it lacked on any day, and what a filing turned out to
# be about is of no day.
WHOLE = {"filing_gaps": ("filings f", "problems p")}
# Tables that are told anew. How a change entered the ledger stands in each version of its step.
TOLD = {
    "ledger_changes": f"""
        WITH told AS MATERIALIZED (
            SELECT v.issuer_cik, v.asset, v.as_of_on, e.key AS position,
                json_extract(e.value, '$.change_id') AS change_id,
                json_extract(e.value, '$.counted_units') AS counted_units,
                json_extract(e.value, '$.treatment') AS treatment
            FROM main.holdings_ledger_versions v, json_each(v.changes) e WHERE {HELD}
        ) SELECT * FROM told""",  # noqa: S608 - a constant of ours
    # A story is what its last claim by then made of it. CROSS: not to begin with the claims, which are many.
    "narratives": """
        SELECT n.narrative_id, n.issuer_cik, m.catalogue, m.name, n.first_seen_at, m.told_at AS last_seen_at,
            m.claims, m.sources, m.loudest_source,
            (SELECT s.score FROM main.narrative_scores s
             WHERE s.narrative_id = n.narrative_id AND s.as_of <= then_on() ORDER BY s.as_of DESC LIMIT 1) AS score
        FROM main.narratives n
        CROSS JOIN main.narrative_claims m ON m.narrative_id = n.narrative_id AND m.claim_id = (
            SELECT l.claim_id FROM main.narrative_claims l
            WHERE l.narrative_id = n.narrative_id AND l.told_at <= then_until()
            ORDER BY l.told_at DESC, l.claim_id DESC LIMIT 1)""",
    # A close settles what it reaches on its day; what had to be waited for is settled when the last day is over.
    "predictions": """
        SELECT p.claim_id, p.issuer_cik, p.who, p.asset, p.target_usd, p.direction, p.horizon_on, p.condition,
            CASE WHEN p.settled THEN p.status WHEN p.horizon_on IS NULL THEN 'no_horizon' ELSE 'open' END
                AS status,
            CASE WHEN p.settled THEN p.resolved_on END AS resolved_on
        FROM (
            SELECT t.*, CASE
                    WHEN t.status IN ('open', 'no_horizon') THEN 1
                    WHEN t.status = 'came_true' AND NOT c.negated AND t.direction <> 'about'
                        OR t.status = 'failed' AND c.negated THEN t.resolved_on <= then_on()
                    ELSE t.horizon_on < then_on()
                END AS settled
            FROM main.predictions t JOIN main.claims c ON c.claim_id = t.claim_id
            WHERE c.claimed_at <= then_until()
        ) p""",
}


def connect_then(path: Path, as_of: AsOf) -> sqlite3.Connection:
    """The database at `path`, for reading alone, as it was known on a day."""
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    know_then(connection, lambda: as_of)
    return connection


def know_then(connection: sqlite3.Connection, asked: Callable[[], AsOf]) -> None:
    """Make a connection show what was known on the day that `asked` gives whenever a query runs.

    The database may be open for reading alone: temporary views are no part of it.
    """
    connection.create_function("then_until", 0, lambda: asked().until, deterministic=True)
    connection.create_function("then_on", 0, lambda: asked().on, deterministic=True)
    for kind, name, made in _list_made(connection):
        if kind == "view":
            view = made.replace("CREATE VIEW", "CREATE TEMP VIEW", 1)
            for table in WHOLE.get(name, ()):
                view = view.replace(f"FROM {table}", f"FROM main.{table}")
            connection.execute(view)
        elif query := cut_table(name, _list_columns(connection, name)):
            connection.execute(f'CREATE TEMP VIEW "{name}" AS {query}')


def find_undated(connection: sqlite3.Connection) -> frozenset[str]:
    """The tables that are as they are now on any day."""
    tables = [name for kind, name, _ in _list_made(connection) if kind == "table"]
    return frozenset(table for table in tables if cut_table(table, _list_columns(connection, table)) is None)


def _list_made(connection: sqlite3.Connection) -> list[tuple[str, str, str]]:
    return connection.execute(
        "SELECT type, name, sql FROM main.sqlite_master WHERE type IN ('table', 'view') AND sql IS NOT NULL"
    ).fetchall()


def _list_columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f'PRAGMA main.table_info("{table}")')]


def cut_table(table: str, columns: Sequence[str]) -> str | None:
    """The query for the rows of a table as of the day, in its columns; None when it is as it is now."""
    if table in TOLD:
        return TOLD[table]
    if table in VERSIONS:
        chosen = ", ".join("facts_known_at AS known_at" if name == "known_at" else name for name in columns)
        return f"SELECT {chosen} FROM main.{VERSIONS[table]} WHERE {HELD}"  # noqa: S608 - names of ours
    cut = CUTS.get(table) or _find_cut(columns)
    if cut is None:
        return None
    later = LATER | LATER_OF.get(table, {})
    chosen = ", ".join(f"{later[name]} AS {name}" if name in later else f't."{name}"' for name in columns)
    if table == "documents":  # full-text search names its rows by this
        chosen += ", t.rowid AS rowid"
    return f"SELECT {chosen} FROM main.{table} t WHERE {cut}"  # noqa: S608 - names of ours


def _find_cut(columns: Sequence[str]) -> str | None:
    instant = next((f"t.{name} <= then_until()" for name in INSTANTS if name in columns), None)
    return instant or next((f"t.{name} <= then_on()" for name in DAYS if name in columns), None)
