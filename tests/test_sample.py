"""The embedded sample: labelled everywhere, true to the disclosed figures, and a ledger that names its gaps."""

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
from monitor.pipeline.load import load_filings
from monitor.readers import read_document
from monitor.readers.submission import is_submission, read_submission
from monitor.records import Document, HoldingsChange
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


def test_its_ledger_has_the_gaps_that_the_readme_names_and_no_other(tmp_path: Path) -> None:
    """Every step reconciles but those listed in monitor/sample/README.md, each with its number of coins."""
    settings = load_settings(db=tmp_path / "monitor.db", environ={"MONITOR_FEEDS": str(tmp_path / "feeds")})
    load_filings(settings, MANIFEST, Terminal(quiet=True))
    listed = re.findall(r"^\| (\d{4}-\d\d-\d\d) \| ([\d,]+) \|", (MANIFEST.parent / "README.md").read_text(), re.M)
    expected = [(day, int(coins.replace(",", "")), "missing_filing") for day, coins in listed]
    with sqlite3.connect(settings.db) as connection:
        found = connection.execute(
            "SELECT as_of_on, residual_units, status FROM holdings_ledger"
            " WHERE status NOT IN ('opening', 'reconciled', 'rounding') ORDER BY as_of_on"
        ).fetchall()
    assert found == expected
