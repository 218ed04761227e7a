"""The store: what goes in comes out, the same again changes nothing, and nothing is half done."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from store_examples import (
    CIK,
    NOW,
    Example,
    make_document,
    make_example,
    make_filing,
    make_listed,
    make_sale,
    make_total,
)

from monitor.errors import LockedError, StoreError
from monitor.records import Fact
from monitor.store.content import content_hash
from monitor.store.database import open_store
from monitor.store.loading import (
    find_filing,
    get_document,
    load_changes,
    load_filings,
    load_filings_by_document,
    load_index,
    load_ledger,
    load_stored,
    load_totals,
)
from monitor.store.locking import run_lock
from monitor.store.saving import Saved, save_filing, save_index, save_ledger
from monitor.store.status import load_counts
from monitor.store.upkeep import find_issuer_name, load_ciks, save_amendments


@pytest.fixture
def example(tmp_path: Path) -> Iterator[Example]:
    example = make_example(tmp_path)
    with example.store:
        yield example


def save_again(example: Example, place: int, *, facts: tuple[Fact, ...] | None = None) -> Saved:
    return save_filing(
        example.store,
        example.filings[place],
        archive_sha256=example.documents[place].sha256,
        documents=[example.documents[place]],
        facts=example.facts[place] if facts is None else facts,
        stored_at=NOW + timedelta(days=1),
    )


# ── what goes in comes out ──


def test_filings_come_back(example: Example) -> None:
    """One by its number, all of an issuer in the order accepted, or by document."""
    first, second = example.filings
    assert load_filings(example.store, CIK) == [first, second]
    assert load_filings(example.store, 1) == []
    assert find_filing(example.store, second.accession_number) == second
    assert find_filing(example.store, "0000000000-00-000000") is None
    assert load_filings_by_document(example.store, CIK) == {
        example.documents[0].document_id: first,
        example.documents[1].document_id: second,
    }
    assert load_stored(example.store) == {
        filing.accession_number: document.sha256
        for filing, document in zip(example.filings, example.documents, strict=True)
    }


def test_documents_come_back_with_their_blocks(example: Example) -> None:
    """So that a page can show a quote in its place without reading the bytes again."""
    assert get_document(example.store, example.documents[0].document_id) == example.documents[0]
    with pytest.raises(StoreError, match="there is no document nowhere"):
        get_document(example.store, "nowhere")


def test_facts_come_back_with_their_quotes(example: Example) -> None:
    """Equal in every field, quote and printed precision included."""
    (first,), (sale, second) = example.facts
    assert load_changes(example.store, CIK, "bitcoin") == [sale]
    assert load_totals(example.store, CIK, "bitcoin") == [first, second]
    assert repr(load_changes(example.store, CIK, "bitcoin")) == repr([sale])
    assert load_changes(example.store, CIK, "ether") == []


def test_nothing_that_was_known_later_is_loaded(example: Example) -> None:
    """Two clocks: `known_by` is the instant of acceptance, itself included."""
    accepted_at = example.filings[1].accepted_at
    assert load_changes(example.store, CIK, "bitcoin", known_by=accepted_at) == [example.facts[1][0]]
    assert load_changes(example.store, CIK, "bitcoin", known_by=accepted_at - timedelta(seconds=1)) == []


def test_a_quote_that_no_longer_stands_is_not_loaded(example: Example) -> None:
    """The law of the quote holds on the way out as on the way in."""
    example.store.query("UPDATE holdings_changes SET quote = 'bought 32 bitcoins'")
    with pytest.raises(StoreError, match="monitor verify"):
        load_changes(example.store, CIK, "bitcoin")


def test_issuers_are_found_by_what_they_filed(example: Example) -> None:
    """For a rebuild: an issuer without a profile keeps the name of its cover page."""
    assert load_ciks(example.store) == [CIK]
    assert (find_issuer_name(example.store, CIK), find_issuer_name(example.store, 7)) == ("Strategy Inc", "")


def test_an_amendment_names_what_it_amends(example: Example) -> None:
    """Linked once both are stored."""
    first, second = (filing.accession_number for filing in example.filings)
    save_amendments(example.store, {second: first})
    assert [filing.amends for filing in load_filings(example.store)] == [None, first]


def test_the_index_knows_what_the_store_lacks(example: Example) -> None:
    """A listed filing that is not stored is a gap; a listing repeated adds nothing, a changed one is renewed."""
    lacking = make_listed("0001193125-26-000101", stored=False)
    assert save_index(example.store, [lacking], source="feed", listed_at=NOW) == 1
    assert save_index(example.store, [replace(lacking, items="8.01")], source="submissions", listed_at=NOW) == 0
    assert [(row.accession_number, row.stored, row.items) for row in load_index(example.store, CIK)] == [
        ("0001193125-26-000001", True, "7.01,8.01"),
        ("0001193125-26-000101", False, "8.01"),
        ("0001193125-26-000002", True, "7.01,8.01"),
    ]


def test_the_ledger_comes_back(example: Example) -> None:
    """Steps with their counted changes and missing accessions."""
    assert load_ledger(example.store, CIK, "bitcoin") == list(example.steps)


# ── the same again changes nothing, and what changed is seen ──


def test_saving_again_adds_no_row(example: Example) -> None:
    """Neither to the counts nor to the content, and `stored_at` stays the first day."""
    before, counts = content_hash(example.store), load_counts(example.store)
    assert save_again(example, 1) == Saved(filings=0, documents=0, facts=0)
    assert (content_hash(example.store), load_counts(example.store)) == (before, counts)
    assert {row["stored_at"] for row in example.store.query("SELECT stored_at FROM filings")} == {
        "2026-06-09T06:00:00Z"
    }


def test_the_ledger_is_written_only_when_it_changed(example: Example) -> None:
    """And replaced as a whole when it did."""
    assert save_ledger(example.store, CIK, "bitcoin", example.steps) is False
    changed = [example.steps[0], replace(example.steps[1], note="said otherwise")]
    assert save_ledger(example.store, CIK, "bitcoin", changed) is True
    assert load_ledger(example.store, CIK, "bitcoin") == changed
    assert save_ledger(example.store, CIK, "bitcoin", changed[:1]) is True
    assert load_ledger(example.store, CIK, "bitcoin") == changed[:1]
    assert load_counts(example.store)["ledger_changes"] == 0


def test_a_document_that_comes_anew_supersedes_the_earlier_one(example: Example) -> None:
    """Rule 3: both stay visible, only the facts of the later one count; and the earlier can come back."""
    filing, old = example.filings[1], example.documents[1]
    new = make_document(filing.accession_number, "A correction. It sold 32 bitcoins for $2.5 million.")
    fact = make_sale(new, filing)
    saved = save_filing(
        example.store, filing, archive_sha256=new.sha256, documents=[new], facts=[fact], stored_at=NOW
    )
    assert saved == Saved(filings=0, documents=1, facts=1)
    assert load_changes(example.store, CIK, "bitcoin") == [fact]
    assert load_totals(example.store, CIK, "bitcoin") == [example.facts[0][0]]
    found = example.store.query("SELECT document_id, superseded_by FROM documents WHERE superseded_by IS NOT NULL")
    assert found == [{"document_id": old.document_id, "superseded_by": new.document_id}]
    assert get_document(example.store, old.document_id) == old
    assert load_counts(example.store)["holdings_changes"] == 2

    assert save_again(example, 1) == Saved(filings=0, documents=0, facts=0)
    assert load_changes(example.store, CIK, "bitcoin") == [example.facts[1][0]]


def test_an_exhibit_that_comes_later_supersedes_nothing(example: Example) -> None:
    """A manifest may hold the primary document and the exhibit of one filing in two rows."""
    filing = example.filings[0]
    exhibit = make_document(filing.accession_number, "A press release.", type_="EX-99.1")
    save_filing(example.store, filing, archive_sha256=exhibit.sha256, documents=[exhibit], facts=[], stored_at=NOW)
    assert example.store.query("SELECT 1 FROM documents WHERE superseded_by IS NOT NULL") == []


def test_a_document_read_otherwise_asks_for_a_rebuild(example: Example) -> None:
    """The same bytes with another text: a new reader, and the old quotes would no longer stand."""
    document = replace(example.documents[0], text=example.documents[0].text + " More.")
    with pytest.raises(StoreError, match="monitor rebuild"):
        save_filing(
            example.store,
            example.filings[0],
            archive_sha256=document.sha256,
            documents=[document],
            facts=[],
            stored_at=NOW,
        )


def test_facts_are_known_from_the_acceptance_of_their_filing(example: Example) -> None:
    """A manifest gave the minute, the header of the submission gives the second: the facts follow."""
    accepted_at = example.filings[1].accepted_at + timedelta(seconds=7)
    filing = replace(example.filings[1], accepted_at=accepted_at)
    save_filing(
        example.store,
        filing,
        archive_sha256=example.documents[1].sha256,
        documents=[example.documents[1]],
        facts=[replace(fact, known_at=accepted_at) for fact in example.facts[1]],
        stored_at=NOW,
    )
    assert [change.known_at for change in load_changes(example.store, CIK, "bitcoin")] == [accepted_at]


# ── nothing is half done ──


def test_a_filing_is_saved_whole_or_not_at_all(example: Example) -> None:
    """A fact that quotes a document of nobody undoes the filing and its document."""
    filing = make_filing("0001193125-26-000201")
    document = make_document(filing.accession_number, "It held 7 bitcoins.")
    stranger = make_document(filing.accession_number, "It held 8 bitcoins.")
    before = content_hash(example.store)
    total = make_total(stranger, filing, "8 bitcoins", as_of_on=filing.filed_on, units="8")
    with pytest.raises(StoreError, match="was not saved before it"):
        save_filing(
            example.store, filing, archive_sha256="0" * 64, documents=[document], facts=[total], stored_at=NOW
        )
    assert content_hash(example.store) == before


def test_an_issuer_must_be_saved_before_its_filing(example: Example) -> None:
    """The message says so."""
    filing = replace(make_filing("0001193125-26-000301"), issuer_cik=7)
    with pytest.raises(StoreError, match=r"cannot save filing 0001193125-26-000301: .*not saved before it"):
        save_filing(example.store, filing, archive_sha256="0" * 64, documents=[], facts=[], stored_at=NOW)


def test_a_fact_without_an_id_is_a_bug(example: Example) -> None:
    """Two of them would be taken for one."""
    fact = replace(example.facts[1][0], change_id="")
    with pytest.raises(ValueError, match="without an id"):
        save_again(example, 1, facts=(fact,))


# ── opening ──


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    """Neither schema nor search index nor views are made a second time."""
    views = tmp_path / "views"
    views.mkdir()
    (views / "tickers.sql").write_text("-- all of them\nCREATE VIEW tickers AS SELECT ticker FROM issuers;\n")
    path = tmp_path / "new" / "monitor.db"
    open_store(path, views=views).close()
    with open_store(path, views=views) as store:
        (before,) = store.query("PRAGMA schema_version")
        (writes,) = store.query("PRAGMA data_version")
    with open_store(path, views=views) as store:
        assert store.query("PRAGMA schema_version") == [before]
        assert store.query("PRAGMA data_version") == [writes]
        assert store.query("SELECT * FROM tickers") == []
        settings = [
            next(iter(store.query(f"PRAGMA {name}")[0].values())) for name in ("journal_mode", "foreign_keys")
        ]
    assert settings == ["wal", 1]


def test_a_view_follows_its_file(tmp_path: Path) -> None:
    """Changed, it is made anew; gone, it is dropped; one that makes something else is refused."""
    file = tmp_path / "tickers.sql"
    path = tmp_path / "monitor.db"
    file.write_text("CREATE VIEW tickers AS SELECT ticker FROM issuers")
    open_store(path, views=tmp_path).close()
    file.write_text("CREATE VIEW tickers AS SELECT ticker, name FROM issuers")
    with open_store(path, views=tmp_path) as store:
        assert [row["name"] for row in store.query("SELECT name FROM pragma_table_info('tickers')")] == [
            "ticker",
            "name",
        ]
    file.write_text("CREATE VIEW symbols AS SELECT ticker FROM issuers")
    with pytest.raises(StoreError, match="must hold CREATE VIEW tickers"):
        open_store(path, views=tmp_path)
    file.unlink()
    with open_store(path, views=tmp_path) as store:
        assert store.query("SELECT name FROM sqlite_master WHERE type = 'view'") == []


def test_one_text_makes_what_holds_and_all_its_versions(tmp_path: Path) -> None:
    """Lines that are marked are of one of both; all others are said once."""
    (tmp_path / "steps.sql").write_text(
        "CREATE VIEW steps AS --now\n--versions CREATE VIEW step_versions AS\nSELECT as_of_on, known_at\n"
        "    --versions , superseded_at\nFROM holdings_ledger --now\n--versions FROM holdings_ledger_versions\n"
        "WHERE as_of_on > '2020';\n"
    )
    with open_store(tmp_path / "monitor.db", views=tmp_path) as store:
        made = {row["name"]: row["sql"] for row in store.query("SELECT * FROM sqlite_master WHERE type = 'view'")}
    assert {name: " ".join(sql.split()) for name, sql in made.items()} == {
        "steps": "CREATE VIEW steps AS SELECT as_of_on, known_at FROM holdings_ledger WHERE as_of_on > '2020'",
        "step_versions": "CREATE VIEW step_versions AS SELECT as_of_on, known_at , superseded_at"
        " FROM holdings_ledger_versions WHERE as_of_on > '2020'",
    }


def test_search_leaves_out_what_does_not_match(example: Example) -> None:
    """Searching finds the documents with the word, in any of its forms, and no others; also after a correction."""
    search = (
        "SELECT d.accession_number FROM documents d JOIN documents_fts f ON f.rowid = d.rowid"
        " WHERE documents_fts MATCH ? ORDER BY 1"
    )
    found = {
        word: [row["accession_number"][-1] for row in example.store.query(search, [word])]
        for word in ("bitcoin", "sold", "week", "ether")
    }
    assert found == {"bitcoin": ["1", "2"], "sold": ["2"], "week": ["2"], "ether": []}


def test_a_missing_database_is_not_made_by_a_reader(tmp_path: Path) -> None:
    """`monitor status` on a fresh machine says what to run."""
    with pytest.raises(StoreError, match="there is no database yet"):
        open_store(tmp_path / "monitor.db", create=False)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    """And left as it is."""
    path = tmp_path / "notes.txt"
    path.write_text("buy milk " * 1000)
    with pytest.raises(StoreError, match="not a database"):
        open_store(path)
    assert path.read_text() == "buy milk " * 1000


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    """`--db` pointed at the wrong file must not litter it with our tables."""
    path = tmp_path / "photos.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE photos (name TEXT)")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="database of another program"):
        open_store(path)
    assert path.read_bytes() == before


def test_a_newer_database_is_refused(example: Example) -> None:
    """An old monitor must not write into what it does not understand."""
    example.store.query("INSERT INTO _migrations VALUES ('9999_the_moon', '2030-01-01T00:00:00Z')")
    with pytest.raises(StoreError, match=r"newer monitor \(9999_the_moon\)"):
        open_store(example.store.path)


def test_a_reader_does_not_wait_for_a_writer(example: Example) -> None:
    """`monitor status` opens and reads while a run is in the middle of a transaction."""
    with sqlite3.connect(example.store.path, isolation_level=None) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM ledger_changes")
        with open_store(example.store.path, create=False) as reader:
            assert load_ledger(reader, CIK, "bitcoin") == list(example.steps)
        writer.execute("ROLLBACK")


def test_a_second_writer_is_told(example: Example) -> None:
    """After waiting in vain, by what to do; and nothing of it is saved."""
    example.store.query("PRAGMA busy_timeout = 0")
    with sqlite3.connect(example.store.path, isolation_level=None) as writer:
        writer.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another program writes to it"):
            save_again(example, 1)
        writer.execute("ROLLBACK")
    assert save_again(example, 1) == Saved(filings=0, documents=0, facts=0)


def test_the_lock_of_a_run_is_held_once(tmp_path: Path) -> None:
    """The second run is told at once, and can start when the first has ended."""
    db = tmp_path / "db" / "monitor.db"
    with run_lock(db), pytest.raises(LockedError, match="another run is at work"), run_lock(db):
        pytest.fail("two runs at once")
    with run_lock(db):
        assert (tmp_path / "db" / "monitor.db.lock").exists()


def test_content_does_not_depend_on_when_and_in_which_order(tmp_path: Path) -> None:
    """Saved the other way round and on another day, the content is the same; one figure changed, it is not."""
    example = make_example(tmp_path / "one")
    other = make_example(tmp_path / "other")
    for table in ("holdings_ledger", "holdings_changes", "holdings_totals", "blocks", "documents", "filings"):
        other.store.query(f"DELETE FROM {table}")  # noqa: S608
    for place in (1, 0):
        save_again(other, place)
    save_ledger(other.store, CIK, "bitcoin", other.steps)
    assert content_hash(other.store) == content_hash(example.store)
    other.store.query("UPDATE holdings_changes SET units = 33")
    found, expected = content_hash(other.store), content_hash(example.store)
    assert [table for table in expected if found[table] != expected[table]] == ["holdings_changes"]


def test_figures_add_up_in_sql(example: Example) -> None:
    """A whole number is a number in SQL, so a view can add it."""
    assert example.store.query("SELECT sum(units) AS n, typeof(sum(units)) AS type FROM holdings_totals") == [
        {"n": 1968, "type": "integer"}
    ]
    assert load_totals(example.store, CIK, "bitcoin")[0].cost_usd == Decimal("6.387E+7")
