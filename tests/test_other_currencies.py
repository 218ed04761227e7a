"""What is not paid in dollars: shown with its currency on every page and feed, and in no sum of dollars."""

from __future__ import annotations

import csv
import io
import sqlite3
from pathlib import Path

import pytest
from example_debts import STRF_NAME
from example_judged import make_debt_store
from icalendar import Calendar
from site_asking import Get, open_site, page, words

from monitor.publish.feeds import publish_feeds

IN_EUROS = """
UPDATE obligations SET amount_usd = NULL, amount_usd_precision = NULL, amount_other = 30384657.5,
    amount_other_precision = '0.1', currency = 'EUR' WHERE kind = 'dividend';
UPDATE instruments SET liquidation_preference_usd = NULL, liquidation_preference_other = 100, currency = 'EUR'
WHERE kind = 'preferred';
"""


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of the debt examples, its preferred series counted in euros."""
    path = make_debt_store(tmp_path_factory.mktemp("euros") / "monitor.db")
    with sqlite3.connect(path) as connection:
        connection.executescript(IN_EUROS.replace("30384657.5,", "'30384657.5',"))
    return path


@pytest.fixture(scope="module")
def get(db: Path) -> Get:
    return open_site(db)


def test_the_calendar_lists_it_beside_the_sum(get: Get) -> None:
    """The quarter's dollars, and the euros after them."""
    found = page(get("/obligations"))
    quarter = found.select_one("[id='2026-Q2']")
    assert words(quarter.summary) == "2026 Q2 $0 interest and dividends and €30.38 million"
    assert words(quarter.select_one("td.col-amount")) == "€30,384,657.50"


def test_the_stack_names_it_and_does_not_add_it(get: Get) -> None:
    """Shares × €100 stand in the table; the sums in dollars say that they are without it."""
    found = page(get("/debt"))
    assert [words(found.select_one(f"td.col-{name}")) for name in ("preference", "amount")] == [
        "€100", "€1,215,386,300",
    ]  # fmt: skip
    figures = {words(one.dt): words(one) for one in found.select(".figures > div")}
    assert figures["Preferred stock"].startswith("Preferred stock $0")
    assert f"and €1.22 billion of {STRF_NAME}, not in dollars" in figures["Together"]


def test_quarters_and_feeds_say_the_currency(get: Get, db: Path, tmp_path: Path) -> None:
    """A column of its own in the sums by quarter; amount, currency and no dollars in the feeds."""
    rows = get("/monitor/obligation_quarters.json?_shape=array&quarter=2026+Q2").json()
    assert [(row["dividends_usd"], row["not_in_dollars"]) for row in rows] == [(0, "EUR 30384657.50")]
    publish_feeds(db, tmp_path)
    told = list(csv.DictReader(io.StringIO((tmp_path / "obligations.csv").read_text(encoding="utf-8"))))
    assert [(row["amount_usd"], row["amount_other"]) for row in told if row["currency"] == "EUR"] == [
        ("", "30384657.5")
    ]
    events = Calendar.from_ical((tmp_path / "obligations.ics").read_bytes()).walk("VEVENT")
    assert f"MSTR: dividend €30.38 million, {STRF_NAME}" in [str(event["summary"]) for event in events]
