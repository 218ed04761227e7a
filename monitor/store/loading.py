"""Load what was saved, as the records that went in. Facts come with quotes made from the stored text, so that the
law of the quote holds for them as on the day they were extracted."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any, TypeVar

from monitor.errors import StoreError
from monitor.records import (
    FACT_TABLES,
    Block,
    CountedChange,
    Document,
    Fact,
    Filing,
    HoldingsChange,
    HoldingsTotal,
    IndexedFiling,
    LedgerStep,
    Quote,
)
from monitor.store.columns import instant_to_column, record_of
from monitor.store.database import Store

AnyFact = TypeVar("AnyFact", bound=Fact)
END_OF_TIME = "9999"


def load_stored(store: Store) -> dict[str, str]:
    """The accession numbers of all stored filings, each with the hash of its archived bytes."""
    rows = store.query("SELECT accession_number, archive_sha256 FROM filings")
    return {row["accession_number"]: row["archive_sha256"] for row in rows}


def load_reconstructions(store: Store) -> set[str]:
    """The accession numbers that are stored in our own words, not as filed."""
    rows = store.query("SELECT accession_number FROM filings WHERE reconstruction = 1")
    return {row["accession_number"] for row in rows}


def find_filing(store: Store, accession_number: str) -> Filing | None:
    """A stored filing, if it is there."""
    rows = store.query("SELECT * FROM filings WHERE accession_number = ?", [accession_number])
    return record_of(Filing, rows[0]) if rows else None


def load_filings(store: Store, issuer_cik: int | None = None) -> list[Filing]:
    """The stored filings of an issuer (or all), in the order in which they were accepted."""
    rows = store.query(
        "SELECT * FROM filings WHERE ?1 IS NULL OR issuer_cik = ?1 ORDER BY accepted_at, accession_number",
        [issuer_cik],
    )
    return [record_of(Filing, row) for row in rows]


def load_filings_by_document(store: Store, issuer_cik: int | None = None) -> dict[str, Filing]:
    """For each document of an issuer's filings (or of all), its filing."""
    filings = {filing.accession_number: filing for filing in load_filings(store, issuer_cik)}
    rows = store.query("SELECT document_id, accession_number FROM documents WHERE accession_number IS NOT NULL")
    return {
        row["document_id"]: filings[row["accession_number"]] for row in rows if row["accession_number"] in filings
    }


def find_documents(store: Store, issuer_cik: int, match: str) -> list[str]:
    """The documents of an issuer whose text matches a full-text query, in the order known."""
    rows = store.query(
        "SELECT d.document_id FROM documents_fts s JOIN documents d ON d.rowid = s.rowid"
        " JOIN filings f USING (accession_number)"
        " WHERE documents_fts MATCH ? AND f.issuer_cik = ? AND d.superseded_by IS NULL"
        " ORDER BY f.accepted_at, d.document_id",
        [match, issuer_cik],
    )
    return [row["document_id"] for row in rows]


def get_document(store: Store, document_id: str) -> Document:
    """A document with its text and blocks; the grids of its tables and its tagged figures are not stored, read the
    archived bytes for them. Raises StoreError when there is no such document."""
    rows = store.query("SELECT * FROM documents WHERE document_id = ?", [document_id])
    if not rows:
        raise StoreError(f"{store.path}: there is no document {document_id}")
    blocks = store.query("SELECT * FROM blocks WHERE document_id = ? ORDER BY start, end DESC", [document_id])
    return record_of(
        Document, rows[0], blocks=tuple(record_of(Block, block) for block in blocks), tables=(), tagged=()
    )


def load_documents(store: Store, issuer_cik: int) -> dict[str, Document]:
    """The current documents of an issuer's filings by id, with their text and without blocks."""
    rows = store.query(
        "SELECT d.* FROM documents d JOIN filings f USING (accession_number)"
        " WHERE f.issuer_cik = ? AND d.superseded_by IS NULL ORDER BY d.document_id",
        [issuer_cik],
    )
    return {row["document_id"]: record_of(Document, row, blocks=(), tables=(), tagged=()) for row in rows}


def load_index(store: Store, issuer_cik: int) -> list[IndexedFiling]:
    """All filings that EDGAR lists for an issuer, oldest first, each with whether the store has it."""
    rows = store.query(
        "SELECT i.*, f.accession_number IS NOT NULL AS stored FROM filing_index i"
        " LEFT JOIN filings f USING (accession_number)"
        " WHERE i.issuer_cik = ? ORDER BY i.filed_on, i.accession_number",
        [issuer_cik],
    )
    return [record_of(IndexedFiling, row) for row in rows]


def load_changes(
    store: Store, issuer_cik: int, asset: str, *, known_by: datetime | None = None
) -> list[HoldingsChange]:
    """The changes of one asset that an issuer stated (see `load_facts`)."""
    changes = load_facts(store, HoldingsChange, issuer_cik, known_by=known_by)
    return [change for change in changes if change.asset == asset]


def load_totals(
    store: Store, issuer_cik: int, asset: str, *, known_by: datetime | None = None
) -> list[HoldingsTotal]:
    """The totals of one asset that an issuer stated (see `load_facts`)."""
    totals = load_facts(store, HoldingsTotal, issuer_cik, known_by=known_by)
    return [total for total in totals if total.asset == asset]


def load_facts(
    store: Store, record: type[AnyFact], issuer_cik: int, *, known_by: datetime | None = None
) -> list[AnyFact]:
    """The facts of one kind in an issuer's current documents, in the order known, then as they stand in the text.

    `known_by`: only what was known at that instant. Facts of superseded documents are left out.
    """
    table, _ = FACT_TABLES[record]
    rows = store.query(
        f"SELECT t.* FROM {table} t JOIN documents d USING (document_id)"  # noqa: S608 - our own table name
        " WHERE t.issuer_cik = ? AND t.known_at <= ? AND d.superseded_by IS NULL"
        " ORDER BY t.known_at, d.accession_number, t.document_id, t.quote_start, t.quote_end, 1",
        [issuer_cik, instant_to_column(known_by) if known_by else END_OF_TIME],
    )
    documents: dict[str, Document] = {}
    for document_id in {row["document_id"] for row in rows}:
        (text,) = store.query("SELECT * FROM documents WHERE document_id = ?", [document_id])
        documents[document_id] = record_of(Document, text, blocks=(), tables=(), tagged=())
    return [record_of(record, row, source=_quote(store, documents[row["document_id"]], row)) for row in rows]


def _quote(store: Store, document: Document, row: dict[str, Any]) -> Quote:
    if document.text[row["quote_start"] : row["quote_end"]] != row["quote"]:
        raise StoreError(
            f"{store.path}: a quote of document {document.document_id} at {row['quote_start']} does not stand in "
            "its text; see `monitor verify`, then `monitor rebuild`"
        )
    return document.quote(row["quote_start"], row["quote_end"])


def load_ledger(store: Store, issuer_cik: int, asset: str) -> list[LedgerStep]:
    """The saved ledger of an issuer and asset, oldest step first."""
    changes: defaultdict[str, list[CountedChange]] = defaultdict(list)
    for row in store.query(
        "SELECT * FROM ledger_changes WHERE issuer_cik = ? AND asset = ? ORDER BY position", [issuer_cik, asset]
    ):
        changes[row["as_of_on"]].append(record_of(CountedChange, row))
    rows = store.query(
        "SELECT * FROM holdings_ledger WHERE issuer_cik = ? AND asset = ? ORDER BY as_of_on", [issuer_cik, asset]
    )
    return [record_of(LedgerStep, row, changes=tuple(changes[row["as_of_on"]])) for row in rows]
