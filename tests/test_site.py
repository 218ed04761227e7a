"""The home page, the tables and the rules of the whole site. What it says, never just that it answers."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

import pytest
from example_filings import LAST_SALE_SENTENCE
from example_store import make_example_store
from site_asking import Get, document_of, open_site, page, sentence, words

from monitor.errors import StoreError
from monitor.publish.home import read_home
from monitor.publish.site import build_datasette
from monitor.store.database import open_store


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_example_store(tmp_path_factory.mktemp("site") / "anything.db")


@pytest.fixture(scope="module")
def get(db: Path) -> Get:
    return open_site(db)


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
    assert "Last filing accepted 8-K , 31 May 2026, 08:01 New York" in fresh
    assert "Last run 2026-06-01 12:30 UTC" in fresh
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
        "Gap, 15 Sep 2020 to 18 Feb 2021: 32,829 more than disclosed (missing filing)",
        "Gap, 23 Dec 2022 to 10 May 2026: 729,042 more than disclosed (unexplained increase)",
    ]
    assert "From 21,454 bitcoin on 11 Aug 2020 to 843,706 on 31 May 2026" in words(chart.desc)


def test_an_empty_store_says_how_to_fill_it(tmp_path: Path) -> None:
    """Nothing loaded yet: the home page names the commands."""
    open_store(tmp_path / "empty.db").close()
    home = page(open_site(tmp_path / "empty.db")("/"))
    assert "No holdings are in the store yet. Run monitor demo" in words(home.select_one(".notice"))


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


def test_what_is_counted_stands_beside_the_figures(get: Get) -> None:
    """Coins of which asset: in the ledger, the changes and the totals."""
    for view in ("ledger", "changes", "totals", "gaps"):
        row = page(get(f"/monitor/{view}")).select_one("tbody tr")
        assert words(row.select_one(".col-asset")) == "bitcoin", view


def test_every_figure_of_a_step_opens_its_sentence(get: Get) -> None:
    """The total before, what was sold since, the total, its cost and average; what is computed opens none."""
    row = page(get("/monitor/ledger")).select_one("tbody tr")
    linked = {cell["class"][0]: sentence(get, cell.a["href"]) for cell in row.select("td:has(a.figure)")}
    assert {name: told[:22] for name, told in linked.items()} == {
        "col-opening_units": "843,738",
        "col-sold_units": LAST_SALE_SENTENCE[:22],
        "col-reported_units": "843,706 bitcoins remai",
        "col-average_cost_usd": "843,706 bitcoins remai",
        "col-cost_usd": "843,706 bitcoins remai",
    }


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
    assert words(row.select_one(".col-issuer_cik")) == "MSTR"
    assert words(row.select_one(".col-reconstruction")) == "Reconstruction"


def test_the_page_of_a_filing_leads_to_its_words(get: Get) -> None:
    """Its facts, the document, and the rows that belong to it by the names of their tables."""
    found = page(get("/monitor/filings/0001193125-26-249768"))
    assert words(found.h1) == "Filings: 0001193125-26-249768"
    assert found.select_one('.row-facts a[href="/monitor/issuers/1050446"]').text == "MSTR"
    document_id, _ = document_of("0001193125-26-249768")
    assert found.select_one(f'a[href="/document/{document_id}"]').text == "8-K"
    assert [words(link) for link in found.select("ul.pages a")][:2] == ["Documents", "Ledger as judged"]


def test_a_card_on_a_phone_leaves_out_what_is_empty(get: Get) -> None:
    """A cell without a value has no content at all, which is what the style sheet asks for."""
    cell = page(get("/monitor/ledger")).select_one("tbody .col-uncovered_from_on")
    assert not cell.contents


def test_a_page_that_is_not_there(get: Get) -> None:
    """Said in words of the visitor, in no group of the navigation."""
    for path in ("/nothing", "/monitor/nothing", "/monitor/filings/nothing"):
        found = page(get(path, 404))
        assert words(found.select_one(".message-error")) == "There is no page at this address."
        assert found.title.text == "Not found: filing monitor"
        assert not found.select("[aria-current]")
    assert "no such document" in get("/document/nothing", 404).text


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


def test_a_formula_in_csv_is_disarmed(get: Get) -> None:
    """The CSV that the site streams is as safe as the feeds; JSON keeps what is stored."""
    sql = """select '=1+1' as a, -5 as b, '-0.5' as c, 'x\ny, "z"' as d union all select '@x', 1, '+2', null"""
    for download in ({}, {"_dl": "1"}):
        answer = get(f"/monitor.csv?{urlencode({'sql': sql, **download})}")
        rows = list(csv.reader(io.StringIO(answer.text, newline="")))
        assert rows[0] == ["a", "b", "c", "d"]
        assert sorted(rows[1:]) == [["'=1+1", "-5", "-0.5", 'x\ny, "z"'], ["'@x", "1", "'+2", ""]]
    stored = get(f"/monitor.json?{urlencode({'sql': sql, '_shape': 'arrays'})}").json()["rows"]
    assert sorted(row[0] for row in stored) == ["=1+1", "@x"]


def test_the_filing_that_is_missing(get: Get) -> None:
    """Listed by the index, absent from the store."""
    row = page(get("/monitor/filing_gaps")).select_one("tbody tr")
    assert words(row.select_one(".col-accession_number")) == "0001193125-20-324331"


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


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/-/databases.json", '"path": "anything.db"'),
        ("/-/databases", "anything.db"),
        ("/monitor.json", "holdings_ledger"),
        ("/monitor.json?sql=SELECT+file+FROM+pragma_database_list", '"rows": []'),
        ("/monitor.json?sql=SELECT+file+FROM+pragma_database_list&as_of=2026-05-20", '"rows": []'),
        ("/monitor/issuers.json?_where=(SELECT+file+FROM+pragma_database_list)+LIKE+'/%25'", '"rows": []'),
    ],
)
def test_nobody_is_told_where_the_file_lies(get: Get, db: Path, path: str, told: str) -> None:
    """Neither by Datasette's own pages nor by SQLite, in whatever way it is asked."""
    answer = get(path)
    assert told in answer.text
    assert str(db.parent) not in answer.text


def test_no_large_table_is_sorted(db: Path) -> None:
    """The views that can grow large walk an index: the plan builds no tree to sort the whole of them."""
    connection = sqlite3.connect(db)
    for view in ("ledger", "filing_gaps", "latest_holdings", "freshness", "payments"):
        steps = connection.execute(f"EXPLAIN QUERY PLAN SELECT * FROM {view}").fetchall()  # noqa: S608 - our names
        plan = [words for _, parent, _, words in steps if parent == 0]  # what a row looks up may sort its few
        assert "USE TEMP B-TREE FOR ORDER BY" not in plan, (view, plan)
    connection.close()


def test_a_missing_database_names_the_remedy(tmp_path: Path) -> None:
    """Missing, or of another program: the message says what to run."""
    with pytest.raises(StoreError, match="there is no database yet; run `monitor demo`"):
        build_datasette(tmp_path / "none.db")
    sqlite3.connect(tmp_path / "other.db").execute("CREATE TABLE a (b)")
    with pytest.raises(StoreError, match="it lacks alerts"):
        build_datasette(tmp_path / "other.db")
    (tmp_path / "text.db").write_text("not a database, whatever its name says" * 50)
    with pytest.raises(StoreError, match="not a database that can be read"):
        build_datasette(tmp_path / "text.db")
