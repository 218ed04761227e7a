"""Insiders of another issuer, from forms on disk to the tables: conversions, gifts, amended figures."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest
from edgar_examples import write_manifest
from insider_examples import EXAMPLES

from monitor.pipeline.load import load_filings
from monitor.records import Asset, Issuer
from monitor.settings import Settings
from monitor.store.archive import Archive
from monitor.store.database import open_store
from monitor.store.verify import verify
from monitor.terminal import Terminal

HARBOR = Issuer(
    issuer_cik=1900001,
    ticker="HLDG",
    name="Harbor Ledger Holdings, Inc.",
    assets=(Asset(asset="bitcoin", words=("bitcoin",)),),
)
FORMS = (
    ("harbor-form5.xml", "5", "2027-02-10", "2026-12-31"),
    ("harbor-form3.xml", "3", "2027-03-05", "2027-03-01"),
    ("harbor-form144.xml", "144", "2027-05-04", ""),
    ("harbor-form144a.xml", "144/A", "2027-05-05", ""),
    ("harbor-form4-joint.xml", "4", "2027-05-06", "2027-05-04"),
    ("harbor-form4-director.xml", "4", "2027-05-07", "2027-05-05"),
    ("harbor-form4-fund.xml", "4", "2027-05-07", "2027-05-05"),
    ("harbor-form4-of-another-company.xml", "4", "2027-05-07", "2027-05-05"),
    ("harbor-form4a.xml", "4/A", "2027-05-10", "2027-05-04"),
)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A store of all the forms."""
    folder = tmp_path_factory.mktemp("harbor")
    rows = []
    for number, (name, form, day, period) in enumerate(FORMS):
        (folder / name).write_bytes((EXAMPLES / name).read_bytes())
        rows.append(
            {
                "file": name,
                "cik": "1900001",
                "accession_number": f"0001900001-27-{number:06d}",
                "form": form,
                "filed_on": day,
                "accepted_at": f"{day}T22:{30 + number}:00Z",
                "period_on": period,
                "items": "",
                "primary_document": name,
                "reconstruction": "yes",
            }
        )
    settings = Settings(db=folder / "db" / "monitor.db", feeds=folder / "feeds", issuers=(HARBOR,))
    load_filings(settings, write_manifest(folder, *rows), Terminal(quiet=True))
    return settings


def ask(settings: Settings, sql: str) -> list[tuple[Any, ...]]:
    with sqlite3.connect(settings.db) as connection:
        return [tuple(str(one) for one in row) for row in connection.execute(sql).fetchall()]


def test_every_line_has_its_code(settings: Settings) -> None:
    """Conversion (C), sale (S), tax (F), gift (G) to a trust, disposition (D), other (J), small (L)."""
    found = ask(
        settings, "SELECT form, code, count(*), sum(shares) FROM insider_trades GROUP BY 1, 2 ORDER BY 1, 2"
    )
    assert found == [
        ("144", "", "2", "10400"),
        ("144/A", "", "1", "14500"),
        ("3", "", "3", "None"),
        ("4", "", "1", "None"),
        ("4", "C", "2", "80000"),
        ("4", "D", "1", "700"),
        ("4", "F", "1", "1500"),
        ("4", "G", "2", "10000"),
        ("4", "J", "1", "300"),
        ("4", "S", "4", "212000"),
        ("4/A", "S", "1", "12500"),
        ("5", "G", "1", "800"),
        ("5", "L", "1", "15"),
    ]


def test_a_company_in_which_the_issuer_holds_shares_is_left_out(settings: Settings) -> None:
    """The issuer sold shares of Tidewater Corp: no insider of the issuer did anything."""
    assert ask(settings, "SELECT count(*) FROM insider_trades WHERE owner LIKE 'Harbor%'") == [("0",)]
    assert ask(settings, "SELECT kind FROM problems") == [("other_issuer",)]


def test_the_footnote_of_a_line_tells_of_its_plan(settings: Settings) -> None:
    """One mark for the whole form; one of the two sales was under the plan, as the footnotes say."""
    sql = (
        "SELECT shares, is_10b5_1 FROM insider_trades WHERE code = 'S' AND owner LIKE 'Lowe%' ORDER BY shares + 0"
    )
    assert ask(settings, sql) == [("2000", "0"), ("10000", "1"), ("12500", "1")]


def test_an_amendment_of_all_three_figures_replaces_the_line(settings: Settings) -> None:
    """10,000 at $171.25 were 12,500 at $170.85: the sale counts once, with the figures of the amendment."""
    sql = "SELECT shares FROM insiders WHERE superseded AND form = '4'"
    assert ask(settings, sql) == [("10000",)]
    sql = "SELECT sold_shares, sold_usd, plan_sold_shares, noticed_sold_shares FROM insiders_people WHERE owner LIKE 'Lowe%' AND security LIKE 'Class A%'"  # noqa: E501
    # 12,500 x 170.85 + 2,000 x 171.90
    assert ask(settings, sql) == [("14500", "2479425", "12500", "14500")]


def test_an_amended_notice_was_given_when_the_first_was(settings: Settings) -> None:
    """10,000 shares announced on the 4th were 14,500 by the amendment of the 5th: the sales of the 4th are its."""
    sql = (
        "SELECT DISTINCT notice_accession_number FROM insiders"
        " WHERE code = 'S' AND owner LIKE 'Lowe%' AND NOT superseded"
    )
    assert ask(settings, sql) == [("0001900001-27-000003",)]
    assert ask(settings, "SELECT sum(planned_shares) FROM insiders_weekly WHERE security = 'Common'") == [
        ("14500",)
    ]


def test_a_sale_that_director_and_fund_report_counts_once_in_its_week(settings: Settings) -> None:
    """100,000 shares in two forms: once in the week, once with either person. 12,500 + 2,000 are Lowe's."""
    sql = "SELECT sold_shares, withheld_shares, other_acquired_shares, other_disposed_shares FROM insiders_weekly WHERE week_start_on = '2027-05-03' AND security LIKE 'Class A%'"  # noqa: E501
    assert ask(settings, sql) == [("114500", "1500", "45000", "6000")]
    sql = "SELECT owner, sold_shares FROM insiders_people WHERE sold_shares = 100000 ORDER BY owner"
    assert ask(settings, sql) == [("Breakwater Partners LP", "100000"), ("Quay Owen", "100000")]


def test_the_store_is_sound(settings: Settings) -> None:
    """Every line has its quote."""
    with open_store(settings.db) as store:
        assert verify(store, Archive(settings.archive)).breaches == ()
