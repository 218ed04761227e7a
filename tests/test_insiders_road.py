"""Forms 4 and 144 from EDGAR and from disk to tables, views and feed."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from edgar_examples import write_manifest
from insider_examples import (
    EXAMPLES,
    FORM_3,
    FORM_4,
    FORM_4A,
    FORM_144,
    MSTR,
    OTHERS_FORM_4,
    OWNER,
    PERIOD,
    Example,
    row_of_manifest,
)

from monitor.pipeline.load import load_filings
from monitor.pipeline.rebuild import check_rebuild
from monitor.pipeline.update import update_store
from monitor.records import Asset, Issuer
from monitor.sample.edgar_server import LoopbackEdgar
from monitor.settings import Settings
from monitor.store.archive import Archive
from monitor.store.database import open_store
from monitor.store.verify import verify
from monitor.terminal import Terminal

STRATEGY = Issuer(
    issuer_cik=MSTR,
    ticker="MSTR",
    name="Strategy Inc",
    assets=(Asset(asset="bitcoin", words=("bitcoin",)),),
)
ALL = (FORM_3, FORM_144, FORM_4, OTHERS_FORM_4, FORM_4A)
# As EDGAR writes it: an issuer and an owner in the header, the form in an <XML> envelope.
SUBMISSION = """<SEC-DOCUMENT>{accession}.txt : 20260306
<SEC-HEADER>{accession}.hdr.sgml : 20260306
<ACCEPTANCE-DATETIME>20260306173000
ACCESSION NUMBER:\t\t{accession}
CONFORMED SUBMISSION TYPE:\t4
PUBLIC DOCUMENT COUNT:\t\t1
CONFORMED PERIOD OF REPORT:\t20260304
FILED AS OF DATE:\t\t20260306
DATE AS OF CHANGE:\t\t20260306

REPORTING-OWNER:\t

\tOWNER DATA:\t
\t\tCOMPANY CONFORMED NAME:\t\t\tSample Jordan A
\t\tCENTRAL INDEX KEY:\t\t\t0001999001
\tFILING VALUES:
\t\tFORM TYPE:\t\t4
\t\tSEC ACT:\t\t1934 Act

ISSUER:\t\t

\tCOMPANY DATA:\t
\t\tCOMPANY CONFORMED NAME:\t\t\tStrategy Inc
\t\tCENTRAL INDEX KEY:\t\t\t0001050446
</SEC-HEADER>
<DOCUMENT>
<TYPE>4
<SEQUENCE>1
<FILENAME>form4.xml
<TEXT>
<XML>
{xml}</XML>
</TEXT>
</DOCUMENT>
</SEC-DOCUMENT>
"""


def write_forms(folder: Path, *examples: Example, whole: bool = False) -> Path:
    """A manifest of the examples; `whole` makes the Form 4 a full submission."""
    rows = [row_of_manifest(example) for example in examples]
    for row in rows:
        (folder / row["file"]).write_bytes((EXAMPLES / row["file"]).read_bytes())
        if whole and row["file"] == "form4.xml":
            xml = (EXAMPLES / "form4.xml").read_text()
            (folder / "form4.txt").write_text(SUBMISSION.format(accession=row["accession_number"], xml=xml))
            row["file"] = "form4.txt"
    return write_manifest(folder, *rows)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LoopbackEdgar]:
    """An EDGAR that lists an 8-K and the forms of the issuer, one of them about another issuer's shares."""
    with LoopbackEdgar(write_forms(tmp_path, *ALL, whole=True), names={MSTR: "Strategy Inc"}) as server:
        (tmp_path / "8-K.htm").write_text("<html><body><p>Strategy Inc has bought nothing.</p></body></html>")
        report = {"file": "8-K.htm", "form": "8-K", "accession_number": "0001050446-26-000001"}
        server.add(row_of_manifest(FORM_3) | report | {"primary_document": "8-K.htm"}, folder=tmp_path)
        yield server


def settings_for(folder: Path, url: str | None = None) -> Settings:
    return Settings(db=folder / "db" / "monitor.db", feeds=folder / "feeds", issuers=(STRATEGY,), edgar_url=url)


def ask(settings: Settings, sql: str, *parameters: str) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(settings.db)
    rows = connection.execute(sql, parameters).fetchall()
    connection.close()
    return rows


def test_from_edgar_to_the_tables(server: LoopbackEdgar, tmp_path: Path) -> None:
    """Four forms are stored, the notice joined, the amended line replaced; a run without news asks twice."""
    settings = settings_for(tmp_path, server.url)
    outcome = update_store(settings, Terminal(quiet=True))
    assert (int(outcome.exit_code), outcome.filings_added) == (0, 5)
    assert ask(settings, "SELECT form, amends FROM filings WHERE form <> '8-K' ORDER BY accepted_at") == [
        ("3", None), ("144", None), ("4", None), ("4/A", FORM_4[2])]  # fmt: skip
    assert ask(settings, "SELECT form, count(*) FROM insider_trades GROUP BY form") == [
        ("144", 1), ("4", 6), ("4/A", 2)]  # fmt: skip
    followed = "SELECT price_usd, is_10b5_1 FROM insiders WHERE notice_accession_number = ? ORDER BY price_usd"
    assert ask(settings, followed, FORM_144[2]) == [(138, 1), ("140.3333", 1), ("141.52", 1)]
    assert ask(settings, "SELECT price_usd, superseded_by_accession_number FROM insiders WHERE superseded") == [
        ("141.02", FORM_4A[2])]  # fmt: skip
    before = len(server.requests)
    again = update_store(settings, Terminal(quiet=True))
    assert (again.filings_added, again.facts_added, len(server.requests) - before) == (0, 0, 2)


def test_a_form_about_another_issuer_is_left_out(server: LoopbackEdgar, tmp_path: Path) -> None:
    """It stands in the issuer's feed as its owner's: no filing, no trade, no gap, and it is not fetched again."""
    settings = settings_for(tmp_path, server.url)
    update_store(settings, Terminal(quiet=True))
    accession = OTHERS_FORM_4[2]
    assert ask(settings, "SELECT count(*) FROM filings WHERE accession_number = ?", accession) == [(0,)]
    assert ask(settings, "SELECT DISTINCT issuer_cik FROM insider_trades") == [(MSTR,)]
    assert ask(settings, "SELECT accession_number FROM filing_gaps") == []
    assert ask(settings, "SELECT kind, severity FROM problems") == [("other_issuer", "notice")]
    update_store(settings, Terminal(quiet=True))
    fetched = [request.path for request in server.requests if accession in request.path]
    assert len(fetched) == 1


def test_from_disk(tmp_path: Path) -> None:
    """`monitor load` takes the XML itself and full submissions; a second load changes nothing."""
    manifest = write_forms(tmp_path, *ALL)
    settings = settings_for(tmp_path)
    outcome = load_filings(settings, manifest, Terminal(quiet=True))
    assert (int(outcome.exit_code), outcome.filings_added) == (0, 4)
    again = load_filings(settings, manifest, Terminal(quiet=True))
    assert (again.filings_added, again.facts_added) == (0, 0)
    people = ask(settings, "SELECT owner, owner_cik, sold_shares, sold_usd, withheld_shares FROM insiders_people")
    assert people == [
        ("Sample Jordan A", OWNER, "3100.5", "436294.7", 400),
        ("Sample Jordan A", OWNER, 0, 0, 0),  # "Common", as the notice calls it
    ]
    weekly = ask(settings, "SELECT week_start_on, security, sold_shares, planned_shares FROM insiders_weekly")
    assert weekly == [("2026-03-02", "Class A Common Stock", "3100.5", 0), ("2026-03-02", "Common", 0, "3100.5")]


def test_a_form_before_xml_is_kept_as_a_text(tmp_path: Path) -> None:
    """Its words are searched, its trades are not read, and a warning says so."""
    row = row_of_manifest(FORM_4) | {"file": "old.htm", "primary_document": "old.htm"}
    (tmp_path / "old.htm").write_text("<html><body><p>Form 4: sold 10 shares of Strategy Inc</p></body></html>")
    settings = settings_for(tmp_path)
    outcome = load_filings(settings, write_manifest(tmp_path, row), Terminal(quiet=True))
    assert outcome.filings_added == 1
    assert ask(settings, "SELECT count(*) FROM insider_trades") == [(0,)]
    assert [(problem.kind, problem.severity) for problem in outcome.problems] == [
        ("unreadable_document", "warning")
    ]


def test_the_feed(tmp_path: Path) -> None:
    """Every line with its place, exact figures, amended lines among them."""
    settings = settings_for(tmp_path)
    load_filings(settings, write_forms(tmp_path, *ALL), Terminal(quiet=True))
    with (settings.feeds / "insider_trades.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    columns = {column[1] for column in sqlite3.connect(settings.db).execute("PRAGMA table_info(insider_trades)")}
    assert columns <= set(rows[0])
    assert [row["code"] + row["shares"] for row in rows] == [
        "3100.5", "M3000", "S1800", "S1200.5", "M3000", "S1200.5", "F400", "S100", ""]  # fmt: skip
    sale = next(row for row in rows if row["price_usd"] == "140.3333")
    assert (sale["traded_on"], sale["is_10b5_1"], sale["is_notice"]) == (PERIOD, "1", "0")
    start, end = sale["quote_start"], sale["quote_end"]
    assert sale["document_path"] == f"/document/{sale['document_id']}?start={start}&end={end}#quote"
    assert "S (open market or private sale); disposed of 1800 shares at $140.3333" in sale["quote"]


def test_the_store_keeps_its_promises(server: LoopbackEdgar, tmp_path: Path) -> None:
    """Quotes, clocks and archive are sound, and a rebuild from the archive gives the same tables."""
    settings = settings_for(tmp_path, server.url)
    update_store(settings, Terminal(quiet=True))
    with open_store(settings.db) as store:
        report = verify(store, Archive(settings.archive))
    assert report.breaches == ()
    assert report.checked["quotes"] >= 9
    rebuilt = check_rebuild(settings, Terminal(quiet=True))
    assert [table for table, same in rebuilt.items() if not same] == []
