"""The site over a small store, asked through Datasette's own client. What it says, never just that it answers."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from example_store import HOSTILE, LAST_SALE_SENTENCE, TOLD, make_example_store, read_told

from monitor.errors import StoreError
from monitor.publish.home import read_home
from monitor.publish.site import build_datasette
from monitor.store.database import open_store

Get = Callable[..., Any]
RECONSTRUCTION = "Reconstruction: written by us from disclosed figures, not the filing itself"


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_example_store(tmp_path_factory.mktemp("site") / "anything.db")


@pytest.fixture(scope="module")
def get(db: Path) -> Get:
    """Ask the site for a path; the answer must have the status, 200 unless told otherwise."""
    site = build_datasette(db)

    def ask(path: str, status: int = 200) -> Any:
        answer = asyncio.run(site.client.get(path))
        assert answer.status_code == status, answer.text
        return answer

    return ask


def page(answer: Any) -> BeautifulSoup:
    return BeautifulSoup(answer.text, "lxml")


def words(element: Any) -> str:
    return " ".join(element.get_text(" ").split())


def document_of(accession: str) -> tuple[str, str]:
    """The id and the text of the example document of a filing."""
    document = next(read_told(told)[1] for told in TOLD if told.accession == accession)
    return document.document_id, document.text


# ── the home page ────────────────────────────────────────────────────────────────────────────────────────


def test_the_home_page_tells_the_figures(get: Get) -> None:
    """Held now, average cost, last change and last sale, each a link to the page that marks its sentence."""
    home = page(get("/"))
    cards = {words(card.dt): card for card in home.select(".figures > div")}
    assert {title: words(card.dd) for title, card in cards.items()} == {
        "Held on 31 May 2026": "843,706 bitcoin",
        "Average cost": "$75,699 each",
        "Last change": "−32 sold",
        "Last sale": "−32 sold",
    }
    sentence = page(get(cards["Last sale"].a["href"])).select_one("mark.quote")
    assert sentence["id"] == "quote"
    assert words(sentence) == LAST_SALE_SENTENCE
    assert all("Reconstruction" in words(card) for title, card in cards.items() if title != "Average cost")


def test_the_home_page_tells_what_is_not_known(get: Get) -> None:
    """Freshness, the filing that is missing, the open problem, and each gap with its days and coins."""
    home = page(get("/"))
    fresh = words(home.select_one(".fresh"))
    assert "Not covered yet:" in fresh
    assert "after 31 May 2026" in fresh
    assert "Last filing accepted: 8-K , 31 May 2026, 08:01 New York" in fresh
    assert "Last run: 2026-06-01 12:30 UTC" in fresh
    assert "4 of 6 ledger steps add up · 6 filings , 2 of them reconstructions" in fresh
    assert "1 listed by EDGAR but not in the store · 1 open problem" in fresh
    assert [[words(cell) for cell in row.select("td")] for row in home.select("table.plain tbody tr")] == [
        ["23 Dec 2022", "10 May 2026", "1,235", "729,042", "unexplained increase", "next reported total"],
        ["15 Sep 2020", "18 Feb 2021", "157", "32,829", "missing filing", "next reported total"],
    ]


def test_days_are_counted_in_new_york(db: Path) -> None:
    """The days since the last disclosure, and those that nothing covers yet."""
    with open_store(db) as store:
        home = read_home(store.connection, today=date(2026, 6, 7))
    assert (home.days_since_disclosure, home.uncovered_days) == (7, 7)


def test_the_chart_is_in_the_page(get: Get) -> None:
    """Drawn by the server: a stepped line, every total with its title, both sales, both gaps."""
    home = page(get("/"))
    chart = home.select_one("svg.chart-wide")
    titles = [words(title) for title in chart.select("circle.point title")]
    assert titles[0] == "11 Aug 2020: 21,454 bitcoin, average cost $11,653"
    assert titles[-1] == "31 May 2026: 843,706 bitcoin, average cost $75,699"
    assert re.fullmatch(r"M[\d.]+ [\d.]+([HV][\d.]+|M[\d.]+ [\d.]+)+", chart.select_one(".line-holdings")["d"])
    assert [words(sale.title) for sale in chart.select("path.sale")] == [
        "22 Dec 2022: sold 704 bitcoin for $11,800,000",
        "31 May 2026: sold 32 bitcoin for $2,500,000",
    ]
    assert [words(gap.title) for gap in chart.select("rect.gap")] == [
        "Gap, 15 Sep 2020 to 18 Feb 2021: 32,829 acquired or not explained by any disclosure in the store "
        "(missing filing)",
        "Gap, 23 Dec 2022 to 10 May 2026: 729,042 acquired or not explained by any disclosure in the store "
        "(unexplained increase)",
    ]
    assert "From 21,454 bitcoin on 11 Aug 2020 to 843,706 on 31 May 2026" in words(chart.desc)


def test_an_empty_store_says_how_to_fill_it(tmp_path: Path) -> None:
    """Nothing loaded yet: the home page names the commands."""
    open_store(tmp_path / "empty.db").close()
    answer = asyncio.run(build_datasette(tmp_path / "empty.db").client.get("/"))
    assert "No holdings are in the store yet. Run monitor demo" in words(page(answer).select_one(".notice"))


# ── the tables ───────────────────────────────────────────────────────────────────────────────────────────


def test_the_ledger_page(get: Get) -> None:
    """Newest first, figures with separators, each total a link to its sentence, facets by status."""
    ledger = page(get("/monitor/ledger"))
    rows = [[words(row.select_one(f".col-{name}")) for name in ("as_of_on", "status", "reported_units")]
            for row in ledger.select("tbody tr")]  # fmt: skip
    assert rows[:3] == [
        ["31 May 2026", "reconciled", "843,706"],
        ["17 May 2026", "unexplained increase", "843,738"],
        ["22 Dec 2022", "reconciled", "89,827"],
    ]
    link = ledger.select_one("td.col-reported_units a")["href"]
    assert words(page(get(link)).select_one("mark.quote")) == "843,706 bitcoins remained"
    assert "missing filing 1" in words(ledger.select_one(".facets"))


@pytest.mark.parametrize("table", ["changes", "holdings_changes"])
def test_a_change_links_to_its_sentence(get: Get, table: str) -> None:
    """The view and the table alike: the quote is a link to the page that marks it."""
    rows = page(get(f"/monitor/{table}?kind=sold")).select("tbody tr")
    assert len(rows) == 2
    for row in rows:
        quote = row.select_one("td.col-quote a")
        assert words(page(get(quote["href"])).select_one("mark.quote")) == words(quote)


def test_a_foreign_key_is_labelled(get: Get) -> None:
    """A filing names its issuer by ticker and is told to be a reconstruction where it is one."""
    row = page(get("/monitor/filings?accession_number=0001193125-26-249768")).select_one("tbody tr")
    assert words(row.select_one(".col-issuer_cik")) == "MSTR 1050446"
    assert words(row.select_one(".col-reconstruction")) == "Reconstruction"


def test_every_table_says_licence_source_and_columns(get: Get, db: Path) -> None:
    """Each table and view that shows: a title, a description, licence and source, and what each column means."""
    tables = [table for table in get("/monitor.json").json()["tables"] if not table["hidden"]]
    names = [table["name"] for table in tables] + [view["name"] for view in get("/monitor.json").json()["views"]]
    assert {"ledger", "changes", "totals", "filings", "documents", "problems", "gaps", "filing_gaps"} <= set(names)
    connection = sqlite3.connect(db)
    for name in names:
        found = page(get(f"/monitor/{name}"))
        assert words(found.h1) != name.capitalize() or found.select_one(".lead"), name
        assert "Licence: CC0 · Source: SEC EDGAR" in words(found.main), name
        explained = {words(term) for term in found.select("details.columns dt")}
        assert {row[1] for row in connection.execute(f"PRAGMA table_info({name})")} - explained == set(), name
    connection.close()


def test_csv_and_json_keep_what_a_page_hides(get: Get) -> None:
    """The figures as stored and the place of the sentence."""
    change = get("/monitor/changes.json?kind=sold&_shape=objects").json()["rows"][0]
    assert (change["units"], change["usd_amount"], change["quote"]) == (32, 2500000, LAST_SALE_SENTENCE)
    document_id, text = document_of("0001193125-26-249768")
    assert change["document_id"] == document_id
    assert text[change["quote_start"] : change["quote_end"]] == change["quote"]


def test_the_filing_that_is_missing(get: Get) -> None:
    """Listed by the index, absent from the store."""
    row = page(get("/monitor/filing_gaps")).select_one("tbody tr")
    assert words(row.select_one(".col-accession_number")) == "0001193125-20-324331"


# ── search ───────────────────────────────────────────────────────────────────────────────────────────────


def test_search_leaves_documents_out(get: Get) -> None:
    """Full-text search shows the words in their sentence, excludes the rest, and opens the document there."""
    found = page(get('/search?q="tax loss"'))
    assert words(found.select_one("[role=status]")) == "1 document"
    assert [words(mark) for mark in found.select(".snippet mark")] == ["tax loss"]
    opened = page(get(found.select_one(".hits a")["href"]))
    assert words(opened.select_one("mark.quote")) == "tax loss"
    assert len(page(get("/monitor/documents?_search=tax")).select("tbody tr")) == 1


@pytest.mark.parametrize("typed", ['"', "AND", "sold*(", "text:sold", "NEAR(a b", "'; DROP TABLE filings;--", "-"])
def test_search_takes_anything(get: Get, typed: str) -> None:
    """What people type is words, never query syntax."""
    assert (
        words(page(get("/search?q=" + typed.replace(" ", "+").replace(";", "%3B"))).h1) == "Search the documents"
    )


# ── the document page ────────────────────────────────────────────────────────────────────────────────────


def test_the_document_page_names_the_filing(get: Get) -> None:
    """Issuer, form, accession number, acceptance in New York, and the original on sec.gov."""
    document_id, text = document_of("0001193125-20-215604")
    found = page(get(f"/document/{document_id}"))
    filing = {words(row.dt): words(row.dd) for row in found.select(".filing > div")}
    assert filing == {
        "Issuer": "Strategy Inc (MSTR)",
        "Form": "8-K",
        "Accession number": "0001193125-20-215604",
        "Accepted": "11 Aug 2020, 08:01 New York",
        "Filed on": "11 Aug 2020",
        "Original": "www.sec.gov ↗",
    }
    assert words(found.select_one(".words h3")) == "Item 8.01 Other Events"
    assert "".join(words(found.select_one(".words")).split()) == "".join(text.split())
    assert not found.select(".reconstruction-banner, mark.quote")
    assert [words(mark) for mark in found.select(".marks li")] == [
        "Acquired 21,454 bitcoin for $250 million",
        "Held 21,454 bitcoin on 11 Aug 2020, cost $250 million",
    ]


def test_a_reconstruction_says_so(get: Get) -> None:
    """Above its words, in full; its table stands as a table with the figures marked across cells."""
    document_id, text = document_of("0001193125-26-227918")
    start = text.index("24,869")
    found = page(get(f"/document/{document_id}?start={start}&end={start + 23}"))
    assert words(found.select_one(".reconstruction-banner")) == RECONSTRUCTION
    assert [words(cell) for cell in found.select(".words tr:nth-of-type(2) td")][:3] == [
        "24,869",
        "$2,010.0",
        "$80,985",
    ]
    assert [words(mark) for mark in found.select("mark.quote")] == ["24,869", "$2,010.0", "$80,985"]
    assert len(found.select("#quote")) == 1


def test_hostile_text_is_inert(get: Get) -> None:
    """A script, a formula and a javascript link in a filing are words, on every page that shows them."""
    document_id, text = document_of("0001193125-21-062322")
    start = text.index("<script>")
    paths = [f"/document/{document_id}?start={start}&end={len(text)}", "/search?q=alert", "/monitor/documents"]
    for path in paths:
        found = page(get(path))
        assert [script for script in found.select("script") if not script.get("src")] == [], path
        assert not found.select("img, [onerror], a[href^=javascript]"), path
    assert words(page(get(paths[0])).select_one("mark.quote")) == HOSTILE


@pytest.mark.parametrize(
    "query", ["start=5&end=99999999", "start=9&end=3", "start=x&end=y", "start=-1&end=4", "end=3"]
)
def test_a_wrong_place_is_told(get: Get, query: str) -> None:
    """The document is shown all the same, with a word about the link."""
    document_id, _ = document_of("0001193125-20-215604")
    found = page(get(f"/document/{document_id}?{query}"))
    assert "The whole document follows" in words(found.select_one(".notice"))
    assert "21,454 bitcoins" in words(found.select_one(".words"))


def test_an_unknown_document(get: Get) -> None:
    """404, and what to do."""
    assert "search for its words" in words(page(get("/document/nothing", status=404)).main)


# ── the house rules ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "path", ["/", "/monitor", "/monitor/ledger", "/monitor/changes", "/monitor?sql=select+1", "/search"]
)
def test_no_script_stands_inside_a_page(get: Get, path: str) -> None:
    """The content policy allows none, so a page with one would be broken; all others come from this host."""
    answer = get(path)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'; script-src 'self';" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    sources = [script.get("src") for script in page(answer).select("script")]
    assert sources
    assert all(source and source.startswith("/") for source in sources)


def test_no_large_table_is_sorted(db: Path) -> None:
    """The views that can grow large walk an index: the plan builds no tree to sort the whole of them."""
    connection = sqlite3.connect(db)
    for view in ("ledger", "filing_gaps", "latest_holdings", "freshness"):
        plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN SELECT * FROM {view}")]  # noqa: S608 - our names
        assert "USE TEMP B-TREE FOR ORDER BY" not in plan, (view, plan)
    connection.close()


def test_a_missing_database_names_the_remedy(tmp_path: Path) -> None:
    """Missing, or of another program: the message says what to run."""
    with pytest.raises(StoreError, match="there is no database yet; run `monitor demo`"):
        build_datasette(tmp_path / "none.db")
    sqlite3.connect(tmp_path / "other.db").execute("CREATE TABLE a (b)")
    with pytest.raises(StoreError, match="it lacks changes"):
        build_datasette(tmp_path / "other.db")
    (tmp_path / "text.db").write_text("not a database, whatever its name says" * 50)
    with pytest.raises(StoreError, match="not a database that can be read"):
        build_datasette(tmp_path / "text.db")
