"""Does the database keep its promises? Every quote against its document, every document against the archive, the
arithmetic of the ledger and of the verdicts, orphan rows, and SQLite's own checks.

Tables are found by their columns, so a table that a later migration adds is covered without a line here.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from monitor.errors import StoreError
from monitor.store.archive import Archive
from monitor.store.content import key_columns
from monitor.store.database import Store
from monitor.store.verify_ledger import check_ledgers
from monitor.store.verify_said import check_articles, check_verdicts

PROVENANCE = frozenset({"document_id", "quote_start", "quote_end", "quote"})
DERIVED_TABLES = frozenset({"obligations", "obligation_versions", "stress_measures", "chain_stages"})
CHECKS = ("quotes", "blocks", "clocks", "archive", "ledger", "verdicts", "orphans", "search", "integrity")


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """One broken promise: the check that found it, the table and the row, and what is wrong."""

    check: str
    table: str
    row: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyReport:
    """How many things each check looked at, and all breaches. `monitor verify` exits 1 when there is one."""

    checked: dict[str, int]  # in the order of CHECKS
    breaches: tuple[Breach, ...]

    @property
    def ok(self) -> bool:
        """Whether every promise is kept."""
        return not self.breaches


def verify(store: Store, archive: Archive) -> VerifyReport:
    """Check everything. The database is not changed."""
    checked = Counter(dict.fromkeys(CHECKS, 0))
    breaches: list[Breach] = []
    for check, found in (
        ("quotes", _verify_texts(store, checked)),
        ("clocks", _verify_clocks(store, checked)),
        ("archive", _verify_archive(store, archive, checked)),
        ("ledger", _verify_ledger(store, checked)),
        ("verdicts", _verify_verdicts(store, checked)),
        ("orphans", _verify_orphans(store, checked)),
        ("search", _verify_search(store, checked)),
        ("integrity", _verify_integrity(store, checked)),
    ):
        try:
            breaches.extend(found)
        except (StoreError, sqlite3.Error) as error:
            # A database that is damaged on disk cannot be read to the end: that is a finding too.
            breaches.append(
                Breach(check=check, table="", row="", message=f"cannot be checked to the end: {error}")
            )
    return VerifyReport(checked=dict(checked), breaches=tuple(breaches))


def provenance_tables(store: Store) -> list[str]:
    """All tables whose rows quote a document."""
    columns: defaultdict[str, set[str]] = defaultdict(set)
    for row in store.query(
        "SELECT t.name AS of_table, c.name AS of_column FROM sqlite_master t, pragma_table_info(t.name) c"
        " WHERE t.type = 'table'"
    ):
        columns[row["of_table"]].add(row["of_column"])
    return sorted(table for table, names in columns.items() if names >= PROVENANCE)


def _verify_texts(store: Store, checked: Counter[str]) -> Iterator[Breach]:
    """Quotes and blocks, in one pass over the texts. Sliced as extractors do, not by SQL's `substr`, which ends
    at a NUL character."""
    quotes = _load_quotes(store)
    checked["quotes"] = sum(map(len, quotes.values()))
    for document in store.connection.execute("SELECT document_id, text FROM documents"):
        text, document_id = document["text"], document["document_id"]
        for quoted in quotes.pop(document_id, ()):
            if quoted["quote_start"] < 0 or text[quoted["quote_start"] : quoted["quote_end"]] != quoted["quote"]:
                place = f"document {document_id} at {quoted['quote_start']}:{quoted['quote_end']}"
                yield _quote_breach(quoted, f"the quote is not {place}")
        for block in store.query("SELECT start, end FROM blocks WHERE document_id = ?", [document_id]):
            checked["blocks"] += 1
            if not 0 <= block["start"] < block["end"] <= len(text):
                yield Breach(
                    check="blocks",
                    table="blocks",
                    row=document_id,
                    message=f"block {block['start']}:{block['end']} is outside the text ({len(text)})",
                )
    for document_id, orphans in quotes.items():
        for quoted in orphans:
            yield _quote_breach(quoted, f"there is no document {document_id}")


def _load_quotes(store: Store) -> defaultdict[str, list[dict[str, Any]]]:
    """All quotes of all tables, by document."""
    quotes: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for table in provenance_tables(store):
        key = " || ' ' || ".join(key_columns(store, table))
        for row in store.query(
            f"SELECT '{table}' AS of_table, {key} AS of_row, document_id, quote_start, quote_end, quote"  # noqa: S608
            f" FROM {table} WHERE document_id IS NOT NULL"
        ):
            quotes[row["document_id"]].append(row)
    return quotes


def _quote_breach(quoted: dict[str, Any], message: str) -> Breach:
    return Breach(check="quotes", table=quoted["of_table"], row=str(quoted["of_row"]), message=message)


def _verify_clocks(store: Store, checked: Counter[str]) -> Iterator[Breach]:
    """What a filing states is known from its acceptance, not a second earlier or later. What a judge derived may
    cite a sentence that is older than the last fact it rests on, but never a younger one."""
    for table in provenance_tables(store):
        columns = store.query("SELECT 1 FROM pragma_table_info(?) WHERE name = 'known_at'", [table])
        if not columns:
            continue
        key = " || ' ' || ".join(f"t.{column}" for column in key_columns(store, table))
        for row in store.query(
            f"SELECT {key} AS of_row, t.known_at, f.accepted_at FROM {table} t"  # noqa: S608 - our schema
            " JOIN documents d USING (document_id) JOIN filings f USING (accession_number)"
        ):
            checked["clocks"] += 1
            late = row["known_at"] > row["accepted_at"] and table not in DERIVED_TABLES
            if late or row["known_at"] < row["accepted_at"]:
                message = f"known at {row['known_at']}, but its filing was accepted at {row['accepted_at']}"
                yield Breach(check="clocks", table=table, row=str(row["of_row"]), message=message)


def _verify_archive(store: Store, archive: Archive, checked: Counter[str]) -> Iterator[Breach]:
    """Every filing is on record in the archive, its bytes are there and hash to their name, and every document was
    read from them: it is a part itself, or its filing came as a full submission."""
    documents: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in store.query("SELECT document_id, accession_number, sha256 FROM documents"):
        documents[row["accession_number"]].append((row["document_id"], row["sha256"]))
    for row in store.query("SELECT accession_number, archive_sha256 FROM filings ORDER BY accession_number"):
        accession = row["accession_number"]
        checked["archive"] += 1
        for table, name, message in _verify_archived(
            archive, accession, row["archive_sha256"], documents.get(accession, [])
        ):
            yield Breach(check="archive", table=table, row=name, message=message)
    for document_id, fault in check_articles(store, archive):
        checked["archive"] += 1
        if fault:
            yield Breach(check="archive", table="documents", row=document_id, message=fault)


def _verify_archived(
    archive: Archive, accession: str, archive_sha256: str, documents: list[tuple[str, str]]
) -> Iterator[tuple[str, str, str]]:
    try:
        archived = archive.find_filing(accession)
    except StoreError as error:
        yield "filings", accession, str(error)
        return
    if archived is None:
        yield "filings", accession, "the archive has no record of this filing"
        return
    parts = {part.sha256: part for version in archived.versions for part in version}
    for sha256 in parts:
        try:
            archive.get(sha256)
        except StoreError as error:
            yield "filings", accession, str(error)
    if archive_sha256 not in parts:
        yield "filings", accession, f"the archive's record of this filing lacks {archive_sha256}"
    if not any(part.kind == "submission" for part in parts.values()):
        for document_id, sha256 in documents:
            if sha256 not in parts:
                yield "documents", document_id, f"the archive's record of {accession} lacks {sha256}"


def _verify_ledger(store: Store, checked: Counter[str]) -> Iterator[Breach]:
    for checked_step in check_ledgers(store):
        checked["ledger"] += 1
        step = checked_step.step
        for fault in checked_step.faults:
            row = f"{step.issuer_cik} {step.asset} {step.as_of_on}"
            yield Breach(check="ledger", table="holdings_ledger", row=row, message=fault)


def _verify_verdicts(store: Store, checked: Counter[str]) -> Iterator[Breach]:
    for verdict_id, fault in check_verdicts(store):
        checked["verdicts"] += 1
        if fault:
            yield Breach(check="verdicts", table="verdicts", row=verdict_id, message=fault)


def _verify_orphans(store: Store, checked: Counter[str]) -> Iterator[Breach]:
    """Rows that point to nothing. Foreign keys forbid them; a tool that leaves foreign keys off does not."""
    tables = store.query("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
    checked["orphans"] = len(tables)
    for row in store.query("PRAGMA foreign_key_check"):
        yield Breach(
            check="orphans",
            table=row["table"],
            row=str(row["rowid"]),
            message=f"points to a row of {row['parent']} that does not exist",
        )


def _verify_search(store: Store, checked: Counter[str]) -> Iterator[Breach]:
    """The search index holds every document as it reads now."""
    (counted,) = store.query(
        "SELECT (SELECT count(*) FROM documents) AS n, (SELECT count(*) FROM documents_fts_docsize) AS indexed"
    )
    checked["search"] = counted["n"]
    if counted["n"] != counted["indexed"]:
        yield Breach(
            check="search",
            table="documents_fts",
            row="",
            message=f"{counted['indexed']} of {counted['n']} documents are indexed",
        )
    # Rank 1 compares the index with the texts, 0 would look at the index alone (SQLite FTS5, section 6.4).
    # It raises "malformed" when they differ.
    with store.transaction("find the texts in the search index") as connection:
        connection.execute("INSERT INTO documents_fts (documents_fts, rank) VALUES ('integrity-check', 1)")


def _verify_integrity(store: Store, checked: Counter[str]) -> Iterator[Breach]:
    checked["integrity"] = 1
    for row in store.query("PRAGMA integrity_check"):
        if row["integrity_check"] != "ok":
            yield Breach(check="integrity", table="", row="", message=row["integrity_check"])
