"""The feeds: what they hold, that they stay the same, and that a spreadsheet runs nothing in them."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from example_filings import MISSING_ACCESSION, at
from example_judged import make_debt_store
from example_store import make_example_store
from hypothesis import given
from hypothesis import strategies as st

from monitor.errors import StoreError
from monitor.pipeline.publish import publish_store
from monitor.publish.feeds import FORMULA_STARTS, disarm, publish_feeds, write_csv
from monitor.settings import Settings, packaged
from monitor.store.database import open_store
from monitor.store.runs import finish_run, start_run

NAMES = ["filings.csv", "holdings_changes.csv", "holdings_ledger.csv", "holdings_totals.csv"]
DEBT_NAMES = [
    "chain_stages.csv", "funds_balances.csv", "instruments.csv", "issuances.csv", "obligations.csv",
    "payment_coverages.csv", "payment_statements.csv", "reserves.csv", "stress_measures.csv",
]  # fmt: skip
CALENDAR = "obligations.ics"
OTHERS = [CALENDAR, "alerts.atom", "datapackage.json", "verdict_changes.atom"]
EVERY = sorted([*(f"{query.stem}.csv" for query in packaged("db").glob("feeds/*.sql")), *OTHERS])


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_example_store(tmp_path_factory.mktemp("feeds") / "monitor.db")


@pytest.fixture(scope="module")
def paid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The feeds of a store with debt, cash and funding in it."""
    folder = tmp_path_factory.mktemp("paid")
    publish_feeds(make_debt_store(folder / "monitor.db"), folder / "feeds")
    return folder


def read_feed(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file, strict=True))


def test_the_ledger_feed_adds_up(db: Path, tmp_path: Path) -> None:
    """Opening + acquired - sold = expected, and the rows are those of the ledger in order of time."""
    publish_feeds(db, tmp_path)
    rows = read_feed(tmp_path, "holdings_ledger.csv")
    assert [(row["as_of_on"], row["reported_units"], row["status"]) for row in rows] == [
        ("2020-08-11", "21454", "opening"),
        ("2020-09-14", "38250", "reconciled"),
        ("2021-02-24", "90531", "missing_filing"),
        ("2022-12-22", "89827", "reconciled"),
        ("2026-05-17", "843738", "unexplained_increase"),
        ("2026-05-31", "843706", "reconciled"),
    ]
    assert rows[2]["missing_accessions"] == MISSING_ACCESSION
    for row in rows:
        found = int(row["opening_units"]) + int(row["acquired_units"]) - int(row["sold_units"])
        assert found == int(row["expected_units"])


def test_every_row_links_to_its_sentence(db: Path, tmp_path: Path) -> None:
    """A row of the changes holds the quote, the filing on sec.gov and the page that shows the sentence."""
    publish_feeds(db, tmp_path)
    sale = read_feed(tmp_path, "holdings_changes.csv")[-1]
    found = {name: sale[name] for name in ("kind", "units", "usd_amount", "quote", "reconstruction")}
    assert found == {
        "kind": "sold",
        "units": "32",
        "usd_amount": "2500000",
        "quote": "sold 32 bitcoins for $2.5 million in cash",
        "reconstruction": "1",
    }
    assert re.fullmatch(r"https://www\.sec\.gov/Archives/edgar/data/1050446/.*-index\.htm", sale["url"])
    expected = f"/document/{sale['document_id']}?start={sale['quote_start']}&end={sale['quote_end']}#quote"
    assert sale["document_path"] == expected
    for name in NAMES:
        assert all(
            row["document_path"].startswith("/document/") and row["url"] for row in read_feed(tmp_path, name)
        )


def test_columns_are_those_of_the_tables(db: Path, tmp_path: Path) -> None:
    """A feed begins with the columns of its table, under their names; what is joined comes after them."""
    publish_feeds(db, tmp_path)
    connection = sqlite3.connect(db)
    left_out = {"stored_at"}  # when we stored a filing changes with every rebuild and says nothing of it
    for name in NAMES:
        table = name.removesuffix(".csv")
        columns = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")} - left_out
        assert columns <= set(read_feed(tmp_path, name)[0]), name
    connection.close()


def test_what_must_be_paid_is_fed(paid: Path) -> None:
    """Every feed of debt and funding has rows, each with its filing and the page of its sentence."""
    rows = {name: read_feed(paid / "feeds", name) for name in DEBT_NAMES}
    assert {name: len(found) for name, found in rows.items()} == {
        "chain_stages.csv": 7,
        "funds_balances.csv": 1,
        "instruments.csv": 3,
        "issuances.csv": 1,
        "obligations.csv": 6,
        "payment_coverages.csv": 2,
        "payment_statements.csv": 2,
        "reserves.csv": 1,
        "stress_measures.csv": 6,
    }
    for name, found in rows.items():
        told = [row for row in found if row.get("state") in (None, "observed")]  # a stage unseen has no sentence
        assert all(row["document_path"].startswith("/document/") and row["url"] for row in told), name


@pytest.mark.parametrize("name", ["obligations", "payment_statements", "issuances", "instruments", "reserves"])
def test_a_feed_has_the_columns_of_the_contract(paid: Path, name: str) -> None:
    """All columns of its table, provenance included."""
    with sqlite3.connect(paid / "monitor.db") as connection:
        columns = {row[1] for row in connection.execute(f"PRAGMA table_info({name})")}
    connection.close()
    assert columns <= set(read_feed(paid / "feeds", f"{name}.csv")[0])


def test_the_calendar_holds_the_days_of_the_page(paid: Path) -> None:
    """`obligations.ics` and the view `obligation_calendar` are of one mind, and the manifest counts the events."""
    with sqlite3.connect(paid / "monitor.db") as connection:
        days = [row[0].replace("-", "") for row in connection.execute("SELECT due_on FROM obligation_calendar")]
    connection.close()
    text = (paid / "feeds" / CALENDAR).read_text(encoding="utf-8")
    assert re.findall(r"DTSTART;VALUE=DATE:(\d{8})", text) == days
    manifest = json.loads((paid / "feeds" / "manifest.json").read_text(encoding="utf-8"))
    assert {feed["name"]: feed["rows"] for feed in manifest["feeds"]}[CALENDAR] == 4


def test_a_superseded_version_stays_in_the_feed(paid: Path) -> None:
    """Both versions of the note, in order of time, and the page of each figure's sentence."""
    rows = [row for row in read_feed(paid / "feeds", "instruments.csv") if row["kind"] == "convertible_note"]
    assert [(row["principal_usd"], row["superseded_at"]) for row in rows] == [
        ("805000000", "2026-05-18T12:00:00Z"),
        ("800000000", ""),
    ]
    assert set(json.loads(rows[0]["sentences"])) == {"principal_usd", "coupon_rate", "matures_on"}


def count_rows(folder: Path, name: str, content: bytes) -> int:
    """Records of a table, events of the calendar, entries of an Atom feed, feeds in the package."""
    counted = {".ics": b"BEGIN:VEVENT", ".atom": b"<entry>", ".json": b'"path": "'}
    suffix = Path(name).suffix
    if suffix == ".csv":
        return len(read_feed(folder, name))
    return content.count(counted[suffix]) - (
        2 if suffix == ".json" else 0
    )  # its licence and source have paths too


def test_the_manifest_describes_the_files(db: Path, tmp_path: Path) -> None:
    """Per feed: schema version, rows, sha256, newest known_at; and the run that wrote what is in them."""
    publish_feeds(db, tmp_path)
    manifest = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    assert [feed["name"] for feed in manifest["feeds"]] == EVERY
    for feed in manifest["feeds"]:
        content = (tmp_path / feed["name"]).read_bytes()
        is_package = feed["name"] == "datapackage.json"
        assert feed == {
            "name": feed["name"],
            "schema_version": 3 if feed["name"] in ("instruments.csv", "obligations.csv") else 1,
            "rows": count_rows(tmp_path, feed["name"], content),
            "sha256": hashlib.sha256(content).hexdigest(),
            "newest_known_at": "2026-05-31T12:01:00Z" if feed["rows"] and not is_package else None,
        }
    with open_store(db) as store:
        assert manifest["run_id"] == store.query("SELECT run_id FROM runs")[0]["run_id"]


def test_an_unchanged_database_gives_the_same_bytes(tmp_path: Path) -> None:
    """Written twice, elsewhere, and after a run that found nothing new: byte-identical, the manifest too."""
    db = make_example_store(tmp_path / "monitor.db")
    publish_feeds(db, tmp_path / "one")
    publish_feeds(db, tmp_path / "one")
    with open_store(db) as store:
        run = start_run(store, "update", started_at=at("2026-06-02T12:00:00"), version="0.1.0")
        publish_feeds(db, tmp_path / "during")
        finish_run(store, run, finished_at=at("2026-06-02T12:00:02"), exit_code=0)
    publish_feeds(db, tmp_path / "after")
    first = {path.name: path.read_bytes() for path in (tmp_path / "one").iterdir()}
    assert sorted(first) == sorted([*EVERY, "manifest.json"])  # and no temporary file is left
    for folder in ("during", "after"):
        assert {path.name: path.read_bytes() for path in (tmp_path / folder).iterdir()} == first


def test_the_run_at_work_signs_what_it_stored(tmp_path: Path) -> None:
    """While a run publishes, its counts are not written yet: it signs all the same, and later too."""
    db = make_example_store(tmp_path / "monitor.db")
    with open_store(db) as store:
        run = start_run(store, "update", started_at=at("2026-06-03T12:00:00"), version="0.1.0")
        with store.transaction("store a filing anew") as connection:
            connection.execute("UPDATE filings SET stored_at = '2026-06-03T12:00:01Z' WHERE reconstruction = 1")
        during = publish_feeds(db, tmp_path / "feeds").run_id
        finish_run(store, run, finished_at=at("2026-06-03T12:00:02"), exit_code=0, filings_added=2)
    assert during == run
    assert publish_feeds(db, tmp_path / "feeds").run_id == run


def test_rfc_4180() -> None:
    """CRLF, quotes doubled, a line break within a cell kept, nothing for NULL."""
    found = write_csv(["a", "b"], [("x\ny", 'say "no"'), (None, -5)])
    assert found == b'a,b\r\n"x\ny","say ""no"""\r\n,-5\r\n'


@pytest.mark.parametrize(
    "formula", ["=1+1", "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "-", "-1-1", "--5", "+44 20"]
)
def test_a_formula_is_disarmed(formula: str) -> None:
    """Text that a spreadsheet would run gets an apostrophe in front."""
    assert disarm(formula) == "'" + formula


@pytest.mark.parametrize("number", [-32, "-32", "-0.5", "-1.5E-7", "704", 0, None])
def test_a_number_is_left_alone(number: object) -> None:
    """Negative numbers are figures, whether they are stored whole or as exact decimal text."""
    assert disarm(number) == number


@given(st.text())
def test_no_cell_starts_like_a_formula(text: str) -> None:
    """Whatever a filing says: a cell that starts like a formula is a plain number."""
    found = str(disarm(text))
    assert not found.startswith(FORMULA_STARTS) or re.fullmatch(r"-?\d+(\.\d+)?([eE][+-]?\d+)?", found)


def test_a_missing_database_names_the_remedy(tmp_path: Path) -> None:
    """No database: nothing is written, and the message says what to run."""
    with pytest.raises(StoreError, match=r"no such database; run `monitor load"):
        publish_feeds(tmp_path / "none.db", tmp_path / "feeds")


def test_a_store_of_an_earlier_version_is_brought_up_to_date(tmp_path: Path) -> None:
    """A view was not known when it was made: the feeds of today come out all the same."""
    db = make_debt_store(tmp_path / "monitor.db")
    with closing(sqlite3.connect(db)) as older, older:
        older.execute("DROP VIEW verdict_changes")
        older.execute("DELETE FROM _views WHERE name = 'verdict_changes'")
    settings = Settings(db=db, feeds=tmp_path / "feeds", issuers=())
    assert "verdict_changes.atom" in {feed.name for feed in publish_store(settings).feeds}
