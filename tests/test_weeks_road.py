"""Weeks of two other issuers from disk to the tables: ledger, sources and uses, the chain, and an amendment."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from edgar_examples import write_manifest

from monitor.pipeline.load import load_filings
from monitor.records import Asset, Issuer
from monitor.settings import Settings
from monitor.store.archive import Archive
from monitor.store.database import open_store
from monitor.store.verify import verify
from monitor.terminal import Terminal

EXAMPLES = Path(__file__).parent / "examples" / "weeks"
BITCOIN = Asset(asset="bitcoin", words=("bitcoin", "bitcoins", "BTC"))
ISSUERS = {
    "HLDG": Issuer(
        issuer_cik=1900001,
        ticker="HLDG",
        name="Harbor Ledger Holdings, Inc.",
        names=("Harbor",),
        assets=(BITCOIN,),
    ),
    "NAUT": Issuer(
        issuer_cik=1900002, ticker="NAUT", name="Nautilus Reserve Corp", names=("Nautilus",), assets=(BITCOIN,)
    ),
}
WEEKS = (
    "prose_two_securities_and_cash",
    "columns_reversed_in_thousands",
    "amended_number_of_shares",
    "sold_and_bought_back_in_one_table",
    "funded_partly_by_a_sale",
    "sources_do_not_add_up",
    "amended_in_prose",
    "loan_repaid_by_a_sale",
)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A store of the weeks."""
    folder = tmp_path_factory.mktemp("weeks")
    rows = []
    for number, name in enumerate(WEEKS):
        source = (EXAMPLES / f"{name}.html").read_text(encoding="utf-8")
        (folder / f"{name}.html").write_text(source, encoding="utf-8")
        said = dict(re.findall(r"(\w+)=(\S+)", source.split("-->", 1)[0]))
        cik = ISSUERS[said["issuer"]].issuer_cik
        rows.append(
            {
                "file": f"{name}.html",
                "cik": f"{cik}",
                "accession_number": f"{cik:010d}-27-{number:06d}",
                "form": said["form"],
                "filed_on": said["period_on"],
                "accepted_at": f"{said['period_on']}T12:00:00Z",
                "period_on": said["period_on"],
                "items": "8.01",
                "primary_document": f"{name}.html",
                "reconstruction": "no",
            }
        )
    settings = Settings(db=folder / "monitor.db", feeds=folder / "feeds", issuers=tuple(ISSUERS.values()))
    load_filings(settings, write_manifest(folder, *rows), Terminal(quiet=True))
    return settings


def ask(settings: Settings, sql: str) -> list[tuple[Any, ...]]:
    with sqlite3.connect(settings.db) as connection:
        return connection.execute(sql).fetchall()


def test_sources_and_uses_of_each_week(settings: Settings) -> None:
    """An amended number of shares counts once although the security has another name ("HLPC Stock ATM"): 44,012 +
    16,779 + 6,210 + 19,878 thousand. The week that did not add up does so with the amended $47.1 million."""
    found = ask(
        settings,
        "SELECT period_start_on, CAST(proceeds_usd AS TEXT), CAST(sales_usd AS TEXT), CAST(purchases_usd AS TEXT),"
        " CAST(repurchases_usd AS TEXT), CAST(residual_usd AS TEXT), status FROM funds_balances"
        " ORDER BY period_start_on",
    )
    assert found == [
        ("2027-02-08", "30100000", "0", "33900000", "0", "-3800000", "other_cash_used"),
        ("2027-03-01", "86879000", "0", "76174000", "0", "10705000", "proceeds_kept"),
        ("2027-05-03", "11900000", "0", "0", "38300000", "0", "balanced"),
        ("2027-06-07", "22400000", "9400000", "38100000", "0", "-6300000", "other_cash_used"),
        ("2027-06-14", "47100000", "0", "47000000", "0", "100000", "within_rounding"),
        ("2027-06-28", "0", "58200000", "0", "0", "58200000", "proceeds_kept"),
    ]


def test_the_ledger_adds_up(settings: Settings) -> None:
    """Bought, sold and parted with: every total follows from the one before."""
    sql = "SELECT as_of_on, reported_units, status FROM holdings_ledger ORDER BY issuer_cik, as_of_on"
    assert ask(settings, sql) == [
        ("2027-03-07", 41226, "opening"),
        ("2027-05-09", 41226, "reconciled"),
        ("2027-02-14", 7104, "opening"),
        ("2027-06-13", 7414, "reconciled"),
        ("2027-06-20", 7914, "reconciled"),
        ("2027-07-05", 7274, "reconciled"),
    ]


def test_the_chain_on_two_days(settings: Settings) -> None:
    """A sale that paid for other coins is a sale, and meets no obligation; the one that repaid a loan does."""
    sql = (
        "SELECT as_of_on, stage, state FROM chain_stages WHERE issuer_cik = 1900002 AND stage IN (4, 5)"
        " AND as_of_on IN ('2027-06-14', '2027-07-06') ORDER BY as_of_on, stage"
    )
    assert ask(settings, sql) == [
        ("2027-06-14", 4, "not_observed"),
        ("2027-06-14", 5, "observed"),
        ("2027-07-06", 4, "observed"),
        ("2027-07-06", 5, "observed"),
    ]


def test_the_store_is_sound(settings: Settings) -> None:
    """Quotes, arithmetic and orphans."""
    with open_store(settings.db) as store:
        assert verify(store, Archive(settings.archive)).breaches == ()
