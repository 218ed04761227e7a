"""Coverage, stress, funding, the words about paying, and how the pages hang together."""

from __future__ import annotations

import shutil
import sqlite3
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from example_debts import NOTE_NAME, STRF_NAME
from example_judged import make_debt_store
from site_asking import Get, open_site, page, sentence, words

from monitor.publish.coverage import draw_coverage, read_coverage_page
from monitor.publish.dues import read_dues
from monitor.publish.navigation import GROUPS, find_navigation
from monitor.store.database import open_store


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_debt_store(tmp_path_factory.mktemp("debts") / "monitor.db")


@pytest.fixture(scope="module")
def get(db: Path) -> Get:
    return open_site(db)


# ── coverage, stress, funding ────────────────────────────────────────────────────────────────────────────


def test_coverage_names_every_balance_and_payment(get: Get) -> None:
    """Numerator and denominator each with its quote; an earlier day by its link."""
    found = page(get("/coverage"))
    assert words(found.select_one(".figures dd")) == "294.9 months"
    assert "$870,000,000 / $35,400,000 × 12 = 294.9 months." in words(found.select_one(".arithmetic"))
    quotes = [words(cell) for cell in found.select("td.col-quote")]
    assert quotes[0] == "The USD Reserve stood at $870.0 million"
    assert len(quotes) == 4
    assert len(found.select("svg.chart-wide circle.point")) == 2
    assert words(page(get("/coverage?day=2026-04-30")).select_one(".figures dd")) == "250 months"


def test_the_payments_of_a_day_are_those_that_were_counted(db: Path, tmp_path: Path) -> None:
    """A rate that rose later changes what falls due, and nothing of the denominator of an earlier day."""
    path = tmp_path / "monitor.db"
    shutil.copy(db, path)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE obligations SET amount_usd = 99000000 WHERE kind = 'dividend'")
        found = read_coverage_page(connection)
    assert [row["amount_usd"] for row in found.payments if row["kind"] == "dividend"] == [30400000]


def test_each_stage_is_answered(get: Get) -> None:
    """Seven stages with observable, state and reason; evidence where there is some."""
    found = page(get("/stress"))
    stages = found.select(".chain li")
    assert [words(stage.select_one(".pill")) for stage in stages].count("cannot be seen") == 5
    assert "1 of 7 stages observed, 1 not observed, 5 that cannot be seen" in words(found)
    assert sentence(get, stages[4].select_one("a.sentence")["href"]) == "It may be required to sell bitcoin"
    assert all("Would show in: sales of the asset" in words(stage) for stage in stages)


def test_measures_stand_by_price(get: Get) -> None:
    """One line for each price; a flag reads yes or no."""
    found = page(get("/stress"))
    assert [words(cell) for cell in found.select("tbody td")[:5]] == [
        "$70,000", "under water", "−$4.81 billion", "−7.5 %", "505.7 bitcoin",
    ]  # fmt: skip
    measures = {words(one.dt): words(one.dd) for one in found.select(".measures > div")}
    assert measures == {"Average cost": "$75,700", "Reduction of 1 percent": "no"}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("payments?modality=risk_factor", "It may be required to sell bitcoin to pay dividends."),
        ("cash_balances", "The USD Reserve stood at $870.0 million"),
        ("cash_movements?direction=used", "$30.0 million from the USD Reserve"),
        ("issuance?kind=atm", "101,500 MSTR shares for $16.3 million; $8.1 billion"),
        ("purchase_funding", "The purchases were paid with the ATM and excess cash"),
        ("events?kind=converted", "$5.0 million had been converted"),
        ("terms?term=put_on", "September 15, 2028"),
    ],
)
def test_every_view_leads_to_the_sentence(get: Get, path: str, expected: str) -> None:
    """The quote is a link to the page that marks it."""
    rows = page(get(f"/monitor/{path}")).select("tbody tr")
    assert [sentence(get, row.select_one("td.col-quote a")["href"]) for row in rows] == [expected]


def test_sources_and_uses_link_to_the_facts(get: Get) -> None:
    """Proceeds open the table of the program, purchases the sentence of the purchase; the status is named."""
    row = page(get("/monitor/sources_and_uses")).select_one("tbody tr")
    assert words(row.select_one(".col-status")) == "other cash used"
    assert "101,500 MSTR shares" in sentence(get, row.select_one(".col-proceeds_usd a")["href"])
    assert "24,869" in sentence(get, row.select_one(".col-purchases_usd a")["href"])


def test_the_document_lists_what_was_found_in_it(get: Get) -> None:
    """Terms, cash, issuance and the words about paying, each a link to its place."""
    link = page(get("/monitor/cash_balances")).select_one("td.col-quote a")["href"]
    marks = [words(mark) for mark in page(get(link)).select(".marks li")]
    assert f"{NOTE_NAME}: principal $800,000,000" in marks
    assert f"{STRF_NAME}: dividend rate 10 %" in marks
    assert "USD Reserve $870 million on 17 May 2026" in marks
    assert "Sold 101,500 MSTR Stock for $16.3 million" in marks
    assert any(mark.startswith("Source of funds (risk factor): ") for mark in marks)


# ── the home page and the way around ─────────────────────────────────────────────────────────────────────


def test_the_home_page_tells_what_is_due(get: Get, db: Path) -> None:
    """Next obligation from today on, months of coverage, the reserve, the total, and the chain in a line."""
    with sqlite3.connect(db) as connection:
        dues = read_dues(connection, 1050446, today=date(2026, 7, 1))
    connection.close()
    assert dues.next is not None
    assert (dues.next["due_on"], dues.next["kind"], dues.next["others"]) == ("2026-09-15", "interest", 0)
    assert dues.stack is not None
    assert dues.stack.total_usd == Decimal(2015386300)
    home = page(get("/?as_of=2026-07-01"))
    cards = {words(card.dt): words(card.dd) for card in home.select(".figures-dues > div")}
    assert (cards["Cash lasts"], cards["USD Reserve"]) == ("294.9 months", "$870 million")
    assert cards["Debt and preferred stock"] == "$2.02 billion"
    assert "1 observed, 1 not observed, 5 that filings cannot show" in words(home.select_one(".fresh"))


def test_an_old_balance_is_not_told_as_the_one_of_today(get: Get) -> None:
    """200 days later the months that it lasted are told as past, and the balance as old."""
    home = page(get("/?as_of=2027-01-15"))
    cards = {words(card.dt): words(card) for card in home.select(".figures-dues > div")}
    assert cards["Cash lasts"] == ("Cash lasts not known the last count, of 17 May 2026, is too old: 294.9 months")
    assert cards["USD Reserve"].endswith("on 17 May 2026 old")


def test_coverage_is_drawn_only_while_its_balance_counts() -> None:
    """The line ends 200 days after a balance that no other follows, and begins anew with the next."""
    days = {"2026-05-17": 15, "2026-01-02": 12, "2022-03-31": 31}
    history = [
        {"as_of_on": day, "months": months, "reserves_usd": 1, "obligations_usd": 1}
        for day, months in days.items()
    ]
    line = BeautifulSoup(draw_coverage(history, width=1080), "lxml").select_one("path.line")["d"]
    assert [run.count("H") for run in line.split("M")[1:]] == [2, 2]


def test_every_page_of_the_navigation_exists(get: Get) -> None:
    """Each link of each group answers, and marks its own group and itself."""
    for group in GROUPS:
        for label, path in group.pages:
            found = page(get(path))
            assert words(found.select_one(".top nav [aria-current]")) == group.name, path
            assert words(found.select_one(".within [aria-current]")) == label, path
    assert find_navigation("/instrument/1:loan:x").current == GROUPS[2]
    assert find_navigation("/search").current is None


def test_an_empty_store_has_empty_pages(tmp_path: Path) -> None:
    """No debt in the store: every page says so."""
    open_store(tmp_path / "empty.db").close()
    ask = open_site(tmp_path / "empty.db")
    for path in ("/debt", "/obligations", "/coverage", "/stress"):
        assert page(ask(path)).select_one(".notice"), path
