"""The debt stack, an instrument and what falls due: each figure one click from its sentence, as of any day."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from example_debts import NOTE, NOTE_NAME, STRF, STRF_NAME
from example_judged import make_debt_store
from site_asking import Get, open_site, page, sentence, words

from monitor.publish.as_of import AsOf
from monitor.publish.cells import render_cell
from monitor.publish.debt import read_debt_page
from monitor.publish.known_then import connect_then

LINKS = {"root": "/", "filings": "/monitor/filings/"}


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_debt_store(tmp_path_factory.mktemp("debts") / "monitor.db")


@pytest.fixture(scope="module")
def get(db: Path) -> Get:
    return open_site(db)


# ── the debt stack ───────────────────────────────────────────────────────────────────────────────────────


def test_each_figure_of_the_stack_opens_its_own_sentence(get: Get) -> None:
    """Principal, coupon, maturity, put, call and conversion price each link to other words."""
    row = page(get("/debt")).select_one("tbody tr")
    found = {
        cell["class"][0]: (words(cell), sentence(get, cell.a["href"]))
        for cell in row.select("td")
        if cell.a and "document" in cell.a["href"]
    }
    assert found == {
        "col-principal_usd": ("$800,000,000", "$800.0 million"),
        "col-coupon_rate": ("0.625 %", "0.625% a year"),
        "col-matures_on": ("15 Mar 2030", "March 15, 2030"),
        "col-put_on": ("15 Sep 2028", "September 15, 2028"),
        "col-callable_from_on": ("22 Mar 2027", "March 22, 2027"),
        "col-conversion_price_usd": ("$149.77", "$149.77"),
    }


def test_the_stack_adds_up(get: Get) -> None:
    """Notes, preferred stock at its preference, both, and what a year costs at the rates stated."""
    cards = {words(card.dt): words(card.dd) for card in page(get("/debt")).select(".figures > div")}
    assert cards == {
        "Notes and loans": "$800 million",
        "Preferred stock": "$1.22 billion",
        "Together": "$2.02 billion",
        "A year costs": "$126.54 million",
    }


def test_the_stack_of_an_earlier_day(get: Get, db: Path) -> None:
    """What was known then: the old principal, no put, no preferred stock; nothing before the first filing."""
    row = page(get("/debt?as_of=2025-09-30")).select_one("tbody tr")
    assert words(row.select_one(".col-principal_usd")) == "$805,000,000"
    assert words(row.select_one(".col-put_on")) == ""
    for asked, debt, preferred in (
        (date(2025, 9, 30), [NOTE_NAME], []),
        (date(2025, 5, 4), [], []),
        (date(2026, 5, 18), [NOTE_NAME], [STRF_NAME]),
    ):
        with closing(connect_then(db, AsOf(day=asked))) as connection:
            then = read_debt_page(connection, as_of=asked)
        assert [[row["name"] for row in rows] for rows in (then.debt, then.preferred)] == [debt, preferred]


def test_what_no_filing_says_stays_empty(get: Get) -> None:
    """The example never says when the note was issued."""
    assert words(page(get("/debt")).select_one("td.col-issued_on")) == ""


def test_an_instrument_shows_its_history(get: Get) -> None:
    """Both versions with what changed, the conversion, and the superseded principal beside the one in force."""
    found = page(get(f"/instrument/{NOTE}"))
    assert words(found.h1) == NOTE_NAME
    assert len(found.select(".versions li")) == 2
    newest = words(found.select_one(".versions li"))
    assert "principal $805,000,000 → $800,000,000" in newest
    assert "put 15 Sep 2028" in newest
    standing = {
        (words(row.select_one(".col-stated")), words(row.select_one(".col-standing")))
        for row in found.select("tbody tr")
        if row.select_one(".col-term") and words(row.select_one(".col-term")) == "principal"
    }
    assert standing == {("$805,000,000", "superseded"), ("$800,000,000", "in force")}
    assert "$5.0 million had been converted" in words(found)
    get("/instrument/1:loan:none", 404)


# ── what falls due ───────────────────────────────────────────────────────────────────────────────────────


def test_the_calendar_covers_three_years(get: Get) -> None:
    """From the newest filing on: neither the interest before it nor the one after three years; sums by quarter."""
    found = page(get("/obligations"))
    days = [words(cell) for cell in found.select("td.col-due_on")]
    assert days == ["30 Jun 2026", "15 Sep 2026", "15 Mar 2027", "15 Sep 2028"]
    heads = [words(summary) for summary in found.select("details.quarter summary")]
    assert heads[:2] == [
        "2026 Q2 $30.4 million interest and dividends",
        "2026 Q3 $2.5 million interest and dividends",
    ]
    assert heads[-1] == "2028 Q3 $0 interest and dividends $800 million if holders ask"
    assert len(heads) == 10  # quarters in which nothing falls due are there too
    assert {words(cell) for cell in found.select("td.col-certainty")} == {
        "if declared",
        "contractual",
        "holder option",
    }
    assert "paid twice a year: $2,500,000." in words(found.select("td.col-note")[1])


def test_the_bars_say_what_they_stand_for(get: Get) -> None:
    """One title for each kind in each quarter, and a description for those who see no chart."""
    chart = page(get("/obligations")).select_one("svg.chart-wide")
    assert [words(title) for title in chart.select("rect title")] == [
        "2026 Q2: dividends $30.4 million",
        "2026 Q3: interest $2.5 million",
        "2027 Q1: interest $2.5 million",
        "2028 Q3: if holders ask for it (put) $800 million",
    ]
    assert "10 quarters from 2026 Q2 to 2028 Q3. The most falls due in 2028 Q3: $800 million." in words(chart.desc)


def test_sums_by_quarter_are_a_view(get: Get) -> None:
    """The put stands apart from what is paid in any case."""
    rows = get("/monitor/obligation_quarters.json?_shape=objects").json()["rows"]
    found = {row["quarter"]: (row["interest_usd"], row["dividends_usd"], row["puts_usd"]) for row in rows}
    assert found == {
        "2026 Q2": (0, 30400000, 0),
        "2026 Q3": (2500000, 0, 0),
        "2027 Q1": (2500000, 0, 0),
        "2028 Q3": (0, 0, 800000000),
    }


# ── what nobody should ask ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "path", ["/debt?as_of=nonsense", "/stress?as_of=1", "/debt?issuer=%3Cscript%3E", "/coverage?as_of=1900-01-01"]
)
def test_a_crooked_question_is_answered(get: Get, path: str) -> None:
    """What is no day or no ticker is left aside; nothing of it becomes part of the page."""
    assert "<script>" not in get(path).text.split("<main")[1]


def test_only_our_own_pages_become_links() -> None:
    """A hand-written query may put anything into the columns that hold paths."""
    row = {
        "sentences": json.dumps({"amount_usd": "javascript:alert(1)"}),
        "amount_usd": 5,
        "document_path": "javascript:x",
    }
    assert "javascript" not in str(render_cell(5, "amount_usd", row, LINKS))
    assert render_cell("javascript:x", "document_path", row, LINKS) is None
    assert "javascript" not in str(render_cell(5, "amount_usd", row | {"sentences": "[1]"}, LINKS))


def test_instruments_of_one_name_are_told_apart_by_id(get: Get) -> None:
    """The name in any table is a link to the instrument's own page."""
    link = page(get("/monitor/obligation_calendar?kind=dividend")).select_one("td.col-name a")["href"]
    assert link == f"/instrument/{STRF}"
