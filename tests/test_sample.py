"""The embedded sample: labelled everywhere, true to the disclosed figures, with something for every page."""

from __future__ import annotations

import csv
import re
import sqlite3
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from monitor.crawlers.manifest import ManifestRow, load_manifest
from monitor.extractors.holdings import extract as extract_holdings
from monitor.extractors.instruments import extract as extract_instruments
from monitor.pipeline.load import load_filings
from monitor.readers import read_document
from monitor.readers.ownership import is_ownership_xml, read_ownership
from monitor.readers.submission import is_submission, read_submission
from monitor.records import Document, HoldingsChange, InstrumentTerm
from monitor.sample import FILINGS, LABEL, MANIFEST
from monitor.settings import load_settings
from monitor.terminal import Terminal

SETTINGS = load_settings(environ={})
ISSUERS = {issuer.issuer_cik: issuer for issuer in SETTINGS.issuers}
SLIP = "0001193125-26-260709"  # two digits of its total are transposed on purpose; its amendment puts it right


def rows_of(manifest: Path) -> list[ManifestRow]:
    rows = list(load_manifest(manifest))
    assert [row for row in rows if not isinstance(row, ManifestRow)] == []
    return [row for row in rows if isinstance(row, ManifestRow)]


def read(row: ManifestRow) -> Document:
    raw = row.path.read_bytes()
    if is_submission(raw):
        raw = read_submission(raw).documents[0].body
    if is_ownership_xml(raw):
        number = row.filing.accession_number
        return read_ownership(raw, accession_number=number, type=row.type, filename=row.path.name, url="")[0]
    return read_document(raw, accession_number=row.filing.accession_number, type=row.type, url="")


def figures(row: ManifestRow) -> Iterator[Decimal]:
    """Every figure of every fact: units, dollars and averages."""
    for fact in extract_holdings(read(row), row.filing, ISSUERS[row.filing.issuer_cik]):
        if isinstance(fact, HoldingsChange):
            found = (fact.units, fact.usd_amount, fact.average_price_usd)
        else:
            found = (fact.units, fact.cost_usd, fact.average_cost_usd)
        yield from (figure for figure in found if figure is not None)


def states(row: ManifestRow, figure: Decimal) -> bool:
    """Whether a filing gives the figure, as it stands or more finely: its tables in thousands outdo its prose."""
    return any(finer.quantize(figure) == figure for finer in figures(row))


def terms(row: ManifestRow) -> set[tuple[object, ...]]:
    """(term, figure, day) of every instrument."""
    found = extract_instruments(read(row), row.filing, ISSUERS[row.filing.issuer_cik])
    return {
        (one.term, one.figure, one.day_on) for one in found if isinstance(one, InstrumentTerm) and not one.words
    }


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """A store that the sample was loaded into."""
    folder = tmp_path_factory.mktemp("sample")
    settings = load_settings(db=folder / "monitor.db", environ={"MONITOR_FEEDS": str(folder / "feeds")})
    load_filings(settings, MANIFEST, Terminal(quiet=True))
    with sqlite3.connect(settings.db) as connection:
        yield connection


@pytest.mark.parametrize("row", rows_of(MANIFEST), ids=lambda row: row.path.name)
def test_every_document_says_what_it_is(row: ManifestRow) -> None:
    """Nobody who opens a document of the sample can take it for the filing itself."""
    assert row.filing.reconstruction
    assert LABEL in " ".join(read(row).text.split())


def test_the_manifest_lists_every_file_once_in_order_of_acceptance() -> None:
    """A test may serve the first rows now and the rest later."""
    with MANIFEST.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert sorted(row["file"] for row in rows) == sorted(f"filings/{path.name}" for path in FILINGS.iterdir())
    assert [row["accepted_at"] for row in rows] == sorted(row["accepted_at"] for row in rows)


@pytest.mark.corpus
def test_its_figures_are_the_disclosed_ones(corpus: Path) -> None:
    """Read by the same rules, a reconstruction holds no figure that the filing of its number does not hold."""
    filed = {row.filing.accession_number: row for row in rows_of(corpus / "filings.csv")}
    found = {
        row.path.name: surplus
        for row in rows_of(MANIFEST)
        if row.filing.accession_number in filed and row.filing.accession_number != SLIP
        if (
            surplus := [
                figure for figure in figures(row) if not states(filed[row.filing.accession_number], figure)
            ]
        )
    }
    assert found == {}


@pytest.mark.corpus
def test_its_terms_are_the_disclosed_ones(corpus: Path) -> None:
    """Every principal, rate, day and price of an instrument stands in the filing of that number too."""
    filed = {row.filing.accession_number: row for row in rows_of(corpus / "filings.csv")}
    found = {
        row.path.name: surplus
        for row in rows_of(MANIFEST)
        if row.filing.accession_number in filed
        if (surplus := terms(row) - terms(filed[row.filing.accession_number]))
    }
    assert found == {}


def test_its_ledger_has_the_gaps_that_the_readme_names_and_no_other(loaded: sqlite3.Connection) -> None:
    """Every step reconciles but those listed in monitor/sample/README.md, each with its number of coins."""
    listed = re.findall(r"^\| (\d{4}-\d\d-\d\d) \| ([\d,]+) \|", (MANIFEST.parent / "README.md").read_text(), re.M)
    expected = [(day, int(coins.replace(",", "")), "missing_filing") for day, coins in listed]
    found = loaded.execute(
        "SELECT as_of_on, residual_units, status FROM holdings_ledger"
        " WHERE status NOT IN ('opening', 'reconciled', 'rounding') ORDER BY as_of_on"
    ).fetchall()
    assert found == expected


def test_the_debt_table_is_the_disclosed_one(loaded: sqlite3.Connection) -> None:
    """Six notes, each with principal, coupon, maturity, put, call and conversion price after the split."""
    found = loaded.execute(
        "SELECT series, principal_usd, coupon_rate, matures_on, put_on, callable_from_on, conversion_price_usd"
        " FROM instruments WHERE superseded_at IS NULL AND kind = 'convertible_note' AND status = 'outstanding'"
        " ORDER BY matures_on"
    ).fetchall()
    assert found == [
        ("2028 Convertible Notes", 1_010_000_000, "0.625", "2028-09-15", "2027-09-15", "2027-12-20", "183.19"),
        ("2029 Convertible Notes", 3_000_000_000, 0, "2029-12-01", "2028-06-01", "2026-12-04", "672.4"),
        ("2030B Notes", 2_000_000_000, 0, "2030-03-01", "2028-03-01", "2027-03-05", "433.43"),
        ("2030A Convertible Notes", 800_000_000, "0.625", "2030-03-15", "2028-09-15", "2027-03-22", "149.77"),
        ("2031 Notes", 603_750_000, "0.875", "2031-03-15", "2028-09-15", "2028-03-22", "232.72"),
        ("2032 Notes", 800_000_000, "2.25", "2032-06-15", "2029-06-15", "2029-06-20", "204.33"),
    ]


def test_what_was_retired_and_what_was_superseded_stays_in_sight(loaded: sqlite3.Connection) -> None:
    """The 2027 notes are gone but listed, and the 2030 notes keep the conversion price from before the split."""
    retired = loaded.execute("SELECT DISTINCT series FROM instruments WHERE status = 'retired'").fetchall()
    earlier = loaded.execute(
        "SELECT conversion_price_usd FROM instruments WHERE series LIKE '2030%' AND superseded_at IS NOT NULL"
        " AND coupon_rate = '0.625'"
    ).fetchall()
    assert (retired, ("1497.68",) in earlier) == ([("2027 Notes",)], True)


def test_the_preferred_stock_pays_what_was_disclosed(loaded: sqlite3.Connection) -> None:
    """Fixed, variable and non-cumulative series; the rate of the variable one is the latest that was set."""
    found = loaded.execute(
        "SELECT series, dividend_rate, payments_per_year, cumulative FROM instruments"
        " WHERE superseded_at IS NULL AND kind = 'preferred' ORDER BY series"
    ).fetchall()
    assert found == [
        ("STRC", "11.25", 12, "yes"),
        ("STRD", 10, 4, "no"),
        ("STRF", 10, 4, "yes"),
        ("STRK", 8, 4, "yes"),
    ]


def test_the_reserve_has_a_balance_for_each_day_that_states_one(loaded: sqlite3.Connection) -> None:
    """Set up with $1.44 billion, and three later balances."""
    found = loaded.execute("SELECT as_of_on, amount_usd FROM reserves ORDER BY as_of_on").fetchall()
    assert found == [
        ("2025-12-01", 1_440_000_000),
        ("2026-05-25", 870_000_000),
        ("2026-05-31", 900_000_000),
        ("2026-06-07", 1_000_000_000),
    ]


def test_the_sales_of_the_invented_insider_follow_the_notice(loaded: sqlite3.Connection) -> None:
    """Both sales are joined to the Form 144; what the issuer kept for taxes is no sale and follows nothing."""
    found = loaded.execute(
        "SELECT code, shares, is_10b5_1, notice_id IS NOT NULL FROM insider_trades WHERE form = '4'"
        " AND is_derivative = 0 ORDER BY code, shares"
    ).fetchall()
    assert found == [("F", 400, 1, 0), ("M", 3000, 1, 0), ("S", 1200, 1, 1), ("S", 1800, 1, 1)]


@pytest.mark.parametrize(
    "table",
    ["obligations", "payment_coverages", "issuances", "funds_balances", "payment_statements", "chain_stages"],
)
def test_no_page_is_empty(table: str, loaded: sqlite3.Connection) -> None:
    """The demo shows what every page is for."""
    assert loaded.execute(f"SELECT count(*) > 0 FROM {table}").fetchall() == [(1,)]  # noqa: S608


def test_it_raises_no_problem(loaded: sqlite3.Connection) -> None:
    """What the sample leaves out is a gap of the ledger; nothing else is wrong with it."""
    assert loaded.execute("SELECT kind, message FROM problems WHERE resolved_at IS NULL").fetchall() == []
