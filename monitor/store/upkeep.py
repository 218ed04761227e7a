"""Around the facts: whose filings there are, which amends which, and what a rebuild carries over."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from monitor.store.database import Store

# What only a run could see: it is not in the archive, so a rebuild copies it. In the order of foreign keys.
OBSERVED_TABLES = ("runs", "fetches", "validators", "alerts", "deliveries")


def load_ciks(store: Store) -> list[int]:
    """The CIKs of which there are filings."""
    return [row["issuer_cik"] for row in store.query("SELECT DISTINCT issuer_cik FROM filings ORDER BY 1")]


def find_issuer_name(store: Store, issuer_cik: int) -> str:
    """The name under which an issuer is stored, "" when it is not."""
    rows = store.query("SELECT name FROM issuers WHERE issuer_cik = ?", [issuer_cik])
    return str(rows[0]["name"]) if rows else ""


def save_amendments(store: Store, links: Mapping[str, str]) -> None:
    """Write down which filing each amendment amends, by accession numbers."""
    with store.transaction("link amendments") as connection:
        connection.executemany(
            "UPDATE filings SET amends = ?2 WHERE accession_number = ?1 AND amends IS NOT ?2", list(links.items())
        )


def carry_over(store: Store, earlier: Path) -> None:
    """Copy the observed tables of an earlier database into this one, and the day each filing was first stored."""
    with _attached(store, earlier), store.transaction(f"carry over the runs of {earlier}") as connection:
        _copy_tables(store, ("issuers", *OBSERVED_TABLES))  # an alert may be of an issuer that left the settings
        connection.execute(
            "UPDATE main.filings SET stored_at = e.stored_at FROM earlier.filings e"
            " WHERE e.accession_number = filings.accession_number"
        )
        if store.query("SELECT 1 FROM pragma_table_info('verdicts', 'earlier') WHERE name = 'corrected_at'"):
            _carry_over_verdicts(store, connection)


def _carry_over_verdicts(store: Store, connection: sqlite3.Connection) -> None:
    """When each verdict was judged first; and those of claims still made that hold no more, for nothing that was
    said is deleted: corrected ones, and those that today's code does not find."""
    connection.execute(
        "UPDATE main.verdicts SET judged_at = e.judged_at FROM earlier.verdicts e"
        " WHERE e.verdict_id = verdicts.verdict_id"
    )
    names = [row["name"] for row in store.query("SELECT name FROM pragma_table_info('verdicts', 'main')")]
    chosen = ", ".join(name for name in names if name != "corrected_at")
    connection.execute(
        f"INSERT INTO main.verdicts ({chosen}, corrected_at)"  # noqa: S608 - our own names
        f" SELECT {chosen}, coalesce(corrected_at, (SELECT max(started_at) FROM main.runs)) FROM earlier.verdicts"
        " WHERE claim_id IN (SELECT claim_id FROM main.claims) ORDER BY rowid ON CONFLICT DO NOTHING"
    )
    connection.execute(
        "INSERT INTO main.evidence SELECT * FROM earlier.evidence"
        " WHERE verdict_id IN (SELECT verdict_id FROM main.verdicts)"
        " AND document_id IN (SELECT document_id FROM main.documents) ON CONFLICT DO NOTHING"
    )


def carry_over_problems(store: Store, earlier: Path) -> None:
    """Copy the problems of an earlier database into one that is still empty, and the runs that raised them.

    Before the filings are read anew: then those that are gone are resolved as in any run, and those that are still
    there keep the day on which they were first seen.
    """
    with _attached(store, earlier), store.transaction(f"carry over the problems of {earlier}"):
        _copy_tables(store, ("runs", "problems"))


@contextmanager
def _attached(store: Store, earlier: Path) -> Iterator[None]:
    store.query("ATTACH ? AS earlier", [str(earlier)])
    try:
        yield
    finally:
        store.query("DETACH earlier")


def _copy_tables(store: Store, tables: Sequence[str]) -> None:
    """Rows that are not here yet. By the names of the columns, for the earlier schema may be an older one."""
    for table in tables:
        shared = store.query(
            "SELECT here.name FROM pragma_table_info(?1, 'main') here"
            " JOIN pragma_table_info(?1, 'earlier') there USING (name)",
            [table],
        )
        names = ", ".join(column["name"] for column in shared)
        store.query(
            f"INSERT INTO main.{table} ({names}) SELECT {names} FROM earlier.{table} WHERE true"  # noqa: S608
            " ON CONFLICT DO NOTHING"
        )
