"""`monitor verify`: silent on a sound store, and every way of damaging one is found."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from store_examples import Example, make_example

from monitor.store.database import Store
from monitor.store.verify import CHECKS, provenance_tables, verify


@pytest.fixture
def example(tmp_path: Path) -> Iterator[Example]:
    example = make_example(tmp_path)
    with example.store:
        yield example


def test_a_sound_store_has_no_breach(example: Example) -> None:
    """And the report says how much was looked at, check by check."""
    report = verify(example.store, example.archive)
    assert report.breaches == ()
    assert report.ok
    assert list(report.checked) == list(CHECKS)
    assert [check for check, count in report.checked.items() if not count] == ["verdicts"]  # nothing is said in it
    assert (report.checked["quotes"], report.checked["ledger"], report.checked["archive"]) == (3, 2, 2)


DAMAGES = [
    ("quotes", "UPDATE holdings_changes SET quote = 'bought 32 bitcoins'", "the quote is not document"),
    ("quotes", "UPDATE holdings_totals SET quote_start = quote_start + 1", "the quote is not document"),
    ("quotes", "UPDATE holdings_totals SET quote_start = -1", "the quote is not document"),
    ("quotes", "UPDATE documents SET text = 'X' || text", "the quote is not document"),
    ("quotes", "DELETE FROM documents", "there is no document"),
    ("blocks", "UPDATE blocks SET end = 100000", "outside the text"),
    ("clocks", "UPDATE holdings_changes SET known_at = '2026-06-08T12:00:59Z'", "known at 2026-06-08T12:00:59Z"),
    ("archive", "UPDATE filings SET archive_sha256 = 'no'", "lacks no"),
    ("archive", "UPDATE documents SET sha256 = 'no'", "lacks no"),
    ("ledger", "UPDATE holdings_ledger SET acquired_units = 1", "is not the expected total"),
    ("ledger", "UPDATE holdings_ledger SET expected_units = 967", "is not the expected total"),
    ("ledger", "UPDATE holdings_ledger SET residual_units = 1", "is not the residual"),
    ("ledger", "UPDATE ledger_changes SET counted_units = 31", "its changes come to 31 sold, the step says 32"),
    ("ledger", "DELETE FROM ledger_changes", "its changes come to 0 sold, the step says 32"),
    ("ledger", "UPDATE holdings_totals SET units = 969 WHERE units = 968", "the reported total is not that of"),
    ("ledger", "UPDATE holdings_ledger SET opening_units = 999", "does not open with the total reported before"),
    (
        "ledger",
        "UPDATE holdings_ledger SET opening_on = '2026-05-30'",
        "does not open with the total reported before",
    ),
    ("ledger", "UPDATE holdings_ledger SET status = 'rounding'", "a residual of 0 is not rounding"),
    ("ledger", "UPDATE holdings_ledger SET status = 'unexplained_increase'", "is not unexplained_increase"),
    ("ledger", "UPDATE holdings_ledger SET status = 'unexplained_decrease'", "is not unexplained_decrease"),
    ("ledger", "UPDATE holdings_ledger SET status = 'opening'", "the first step, and no other, is an opening"),
    ("ledger", "UPDATE holdings_ledger SET reported_units = 'many'", "cannot be checked to the end"),
    ("orphans", "DELETE FROM filings WHERE accession_number LIKE '%1'", "points to a row of filings"),
    ("orphans", "DELETE FROM issuers", "points to a row of issuers"),
    ("search", "DROP TRIGGER documents_au; UPDATE documents SET text = 'It held ether.'", "cannot find the texts"),
    ("search", "DROP TRIGGER documents_ad; DELETE FROM documents", "2 of 0 documents are indexed"),
]


def breaches_of(example: Example) -> list[tuple[str, str]]:
    return [(breach.check, breach.message) for breach in verify(example.store, example.archive).breaches]


@pytest.mark.parametrize(("check", "damage", "message"), DAMAGES)
def test_damage_to_the_database_is_found(example: Example, check: str, damage: str, message: str) -> None:
    """Done with another tool, that leaves foreign keys off."""
    with sqlite3.connect(example.store.path) as connection:
        connection.executescript(damage)
    found = [found for where, found in breaches_of(example) if where == check]
    assert [one for one in found if message in one], found


def lose_bytes(example: Example) -> None:
    next(example.archive.root.rglob("*.gz")).unlink()


def spoil_bytes(example: Example) -> None:
    next(example.archive.root.rglob("*.gz")).write_bytes(b"spoilt")


def lose_record(example: Example) -> None:
    next(example.archive.root.rglob("*.json")).unlink()


def spoil_record(example: Example) -> None:
    next(example.archive.root.rglob("*.json")).write_text("{")


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lose_bytes, "has lost these bytes"),
        (spoil_bytes, "is damaged"),
        (lose_record, "the archive has no record of this filing"),
        (spoil_record, "is damaged"),
    ],
)
def test_damage_to_the_archive_is_found(example: Example, damage: Callable[[Example], None], message: str) -> None:
    """The bytes behind a filing are what `monitor rebuild` lives on."""
    damage(example)
    ((check, found),) = breaches_of(example)
    assert (check, message in found) == ("archive", True)


def test_damage_to_the_file_is_found(example: Example, tmp_path: Path) -> None:
    """Pages overwritten on disk: SQLite's own check speaks, and the others do not hide it by failing."""
    example.store.query("PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(example.store.path.read_bytes())
    root = example.store.query("SELECT rootpage FROM sqlite_master WHERE name = 'holdings_changes'")[0]["rootpage"]
    content[(root - 1) * 4096 : root * 4096] = b"\xff" * 4096
    spoilt = tmp_path / "spoilt.db"
    spoilt.write_bytes(content)
    connection = sqlite3.connect(spoilt, isolation_level=None)
    connection.row_factory = sqlite3.Row
    with Store(spoilt, connection) as store:
        found = {breach.check for breach in verify(store, example.archive).breaches}
    assert "integrity" in found


def test_a_table_of_a_later_migration_is_checked_too(example: Example) -> None:
    """Whatever has the columns of a quote is held to it."""
    example.store.query(
        "CREATE TABLE guidance (guidance_id TEXT PRIMARY KEY, document_id TEXT, quote_start INTEGER,"
        " quote_end INTEGER, quote TEXT, known_at TEXT) STRICT"
    )
    document = example.documents[0]
    example.store.query(
        "INSERT INTO guidance VALUES ('g1', ?, 0, 2, 'Is', '2026-06-01T12:01:00Z')", [document.document_id]
    )
    assert {"guidance", "holdings_changes", "holdings_totals"} <= set(provenance_tables(example.store))
    ((check, message),) = breaches_of(example)
    assert (check, message) == ("quotes", f"the quote is not document {document.document_id} at 0:2")
