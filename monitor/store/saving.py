"""Save what the road found: each call is one transaction, and saving the same again changes nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from monitor.errors import StoreError
from monitor.records import (
    FACT_TABLES,
    Document,
    Fact,
    Filing,
    IndexedFiling,
    Issuer,
    LedgerStep,
)
from monitor.store.columns import Value, instant_from_column, instant_to_column, row_of
from monitor.store.database import Store
from monitor.store.loading import load_ledger
from monitor.store.unsettled import EARLIEST, mark_unsettled

NEW_YORK = ZoneInfo("America/New_York")  # whose days count for filings


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """How many rows a filing added: all zero when it was stored before."""

    filings: int
    documents: int
    facts: int


def save_issuers(store: Store, issuers: Iterable[Issuer]) -> None:
    """Add or renew the profiles; an issuer that left the settings stays with its filings."""
    with store.transaction("save issuers") as connection:
        for issuer in issuers:
            row: dict[str, Value] = {
                "issuer_cik": issuer.issuer_cik,
                "ticker": issuer.ticker,
                "name": issuer.name,
                "cadence": issuer.cadence,
                "watched": int(issuer.watched),
            }
            upsert(connection, "issuers", row, key=("issuer_cik",))


def save_filing(
    store: Store,
    filing: Filing,
    *,
    archive_sha256: str,
    documents: Sequence[Document],
    facts: Iterable[Fact],
    stored_at: datetime,
) -> Saved:
    """A filing with its documents, blocks and facts. Its issuer must have been saved.

    A document that comes anew with another content is added, and the earlier one of the same type points to it
    (`superseded_by`); its facts stay (rule 3: facts are appended). Raises StoreError when a stored document of the
    same id has another text: the reader has changed, and only `monitor rebuild` brings old quotes along.
    """
    accession = filing.accession_number
    with store.transaction(f"save filing {accession}") as connection:
        row = row_of(filing) | {"archive_sha256": archive_sha256, "stored_at": instant_to_column(stored_at)}
        known = store.query("SELECT accepted_at FROM filings WHERE accession_number = ?", [accession])
        upsert(connection, "filings", row, key=("accession_number",), keep=("stored_at",))
        new_documents = sum(_save_document(store, document) for document in documents)
        _supersede(connection, accession, documents)
        new_facts = sum(_save_fact(connection, fact) for fact in facts)
        _keep_clock(connection, accession)
        for instant in (filing.accepted_at, *(instant_from_column(row["accepted_at"]) for row in known)):
            mark_unsettled(connection, "filings", str(filing.issuer_cik), _day_in_new_york(instant))
    return Saved(filings=0 if known else 1, documents=new_documents, facts=new_facts)


def _save_document(store: Store, document: Document) -> int:
    stored = store.query("SELECT text FROM documents WHERE document_id = ?", [document.document_id])
    if stored and stored[0]["text"] != document.text:
        raise StoreError(
            f"{store.path}: document {document.document_id} ({document.type} of {document.accession_number}) was "
            "read otherwise by an earlier version; run `monitor rebuild`"
        )
    if stored:
        return 0
    insert(store.connection, "documents", row_of(document))
    store.connection.executemany(
        "INSERT INTO blocks (document_id, start, end, kind, section) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        [(document.document_id, block.start, block.end, block.kind, block.section) for block in document.blocks],
    )
    return 1


def _supersede(connection: sqlite3.Connection, accession: str, documents: Sequence[Document]) -> None:
    """Earlier documents of the filing whose type came anew give way to the first new one of that type."""
    current = [document.document_id for document in documents]
    marks = ", ".join("?" * len(current))
    connection.execute(
        "UPDATE documents SET superseded_by = NULL"  # noqa: S608 - only question marks
        f" WHERE superseded_by IS NOT NULL AND document_id IN ({marks})",
        current,
    )
    first_of_type = {document.type: document.document_id for document in reversed(documents)}
    for type_, document_id in first_of_type.items():
        connection.execute(
            "UPDATE documents SET superseded_by = ?1"  # noqa: S608 - only question marks
            " WHERE accession_number = ?2 AND type = ?3 AND superseded_by IS NOT ?1"
            f" AND document_id NOT IN ({marks})",
            [document_id, accession, type_, *current],
        )


def _save_fact(connection: sqlite3.Connection, fact: Fact) -> int:
    table, key = FACT_TABLES[type(fact)]
    if not getattr(fact, key):
        raise ValueError(f"a fact without an id: {fact}")
    return insert(connection, table, row_of(fact), unless=(key,))


def _keep_clock(connection: sqlite3.Connection, accession: str) -> None:
    """What a filing states is known from its acceptance, also when that instant was corrected (a manifest can be
    less exact than the header of the submission)."""
    for table, _ in FACT_TABLES.values():
        connection.execute(
            f"UPDATE {table} SET known_at = f.accepted_at FROM filings f, documents d"  # noqa: S608 - our own name
            f" WHERE f.accession_number = ? AND d.accession_number = f.accession_number"
            f" AND {table}.document_id = d.document_id AND {table}.known_at <> f.accepted_at",
            [accession],
        )


def save_index(store: Store, rows: Iterable[IndexedFiling], *, source: str, listed_at: datetime) -> int:
    """What an index of EDGAR lists. `source` names the index. Returns the number of filings not listed before."""
    added = 0
    with store.transaction("save the index of filings") as connection:
        for filing in rows:
            row = row_of(filing) | {"source": source, "listed_at": instant_to_column(listed_at)}
            del row["stored"]  # not a fact of the index: whether we have it is asked when it is loaded
            new = upsert(
                connection,
                "filing_index",
                row,
                key=("issuer_cik", "accession_number"),
                keep=("source", "listed_at"),
            )
            if new:
                day = _day_in_new_york(filing.accepted_at) if filing.accepted_at else EARLIEST
                mark_unsettled(connection, "filings", str(filing.issuer_cik), day)
            added += new
    return added


def _day_in_new_york(instant: datetime) -> date:
    return instant.astimezone(NEW_YORK).date()


def save_ledger(store: Store, issuer_cik: int, asset: str, steps: Sequence[LedgerStep]) -> bool:
    """Replace the ledger of one issuer and asset. False, and nothing is written, when it is the same."""
    if list(steps) == load_ledger(store, issuer_cik, asset):
        return False
    with store.transaction(f"save the ledger of {issuer_cik} ({asset})") as connection:
        connection.execute("DELETE FROM holdings_ledger WHERE issuer_cik = ? AND asset = ?", [issuer_cik, asset])
        for step in steps:
            insert(connection, "holdings_ledger", row_of(step))
            place: dict[str, Value] = {
                "issuer_cik": issuer_cik,
                "asset": asset,
                "as_of_on": step.as_of_on.isoformat(),
            }
            for position, change in enumerate(step.changes):
                insert(connection, "ledger_changes", place | {"position": position} | row_of(change))
    return True


def save_derived(store: Store, table: str, issuer_cik: int, records: Sequence[Any]) -> bool:
    """Replace what a judge derived for one issuer. False, and nothing is written, when it is the same.

    `records` are of one kind; their columns are those of `table`.
    """
    return save_rows(store, table, issuer_cik, [row_of(record) for record in records])


def save_rows(store: Store, table: str, issuer_cik: int, rows: Sequence[dict[str, Value]]) -> bool:
    """Replace the rows of one issuer. False, and nothing is written, when they are the same."""
    names = ", ".join(rows[0]) if rows else "issuer_cik"
    stored = store.query(f"SELECT {names} FROM {table} WHERE issuer_cik = ? ORDER BY rowid", [issuer_cik])  # noqa: S608
    if stored == rows:
        return False
    with store.transaction(f"save {table} of {issuer_cik}") as connection:
        connection.execute(f"DELETE FROM {table} WHERE issuer_cik = ?", [issuer_cik])  # noqa: S608
        for row in rows:
            insert(connection, table, row)
    return True


def insert(
    connection: sqlite3.Connection, table: str, row: dict[str, Value], *, unless: tuple[str, ...] = ()
) -> int:
    """Insert a row; when one with the same `unless` columns exists, do nothing. Returns 1 or 0."""
    names, marks = ", ".join(row), ", ".join(f":{name}" for name in row)
    conflict = f" ON CONFLICT ({', '.join(unless)}) DO NOTHING" if unless else ""
    return connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks}){conflict}", row).rowcount  # noqa: S608


def upsert(
    connection: sqlite3.Connection,
    table: str,
    row: dict[str, Value],
    *,
    key: tuple[str, ...],
    keep: tuple[str, ...] = (),
) -> int:
    """Insert a row, or bring all columns but `keep` of the one with this key up to date. 1 when it was new."""
    if insert(connection, table, row, unless=key):
        return 1
    changing = [name for name in row if name not in key and name not in keep]
    connection.execute(
        f"UPDATE {table} SET {', '.join(f'{name} = :{name}' for name in changing)}"  # noqa: S608 - our own names
        f" WHERE {' AND '.join(f'{name} = :{name}' for name in key)}"
        f" AND ({' OR '.join(f'{name} IS NOT :{name}' for name in changing)})",
        row,
    )
    return 0
