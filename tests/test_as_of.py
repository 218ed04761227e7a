"""Any page as it was known on a day: what came later is not in it, and the day goes with the visitor."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from example_said import make_said_store
from site_asking import Get, open_site, page, words

from monitor.publish.as_of import end_of_day, read_as_of
from monitor.publish.kept_day import keep_day

DAY = "as_of=2026-05-20"


@pytest.fixture(scope="module")
def get(tmp_path_factory: pytest.TempPathFactory) -> Get:
    return open_site(make_said_store(Path(tmp_path_factory.mktemp("as_of")) / "monitor.db"))


def test_the_home_page_of_a_day(get: Get) -> None:
    """On 20 May the sale of 31 May had not been filed: held, last change, last sale and days since are of then."""
    home = page(get(f"/?{DAY}"))
    cards = {words(card.dt): words(card.dd) for card in home.select(".figures > div")}
    assert cards["Held on 17 May 2026"] == "843,738 bitcoin"
    assert cards["Last sale"] == "−704 sold"
    assert "the 3 days after 17 May 2026" in words(home.select_one(".fresh"))
    assert "Articles newest fetched 2026-05-16 15:00 UTC" in words(home.select_one(".fresh"))
    assert "As known at the end of 20 May 2026 in New York, and as it was to be judged then." in words(
        home.select_one(".as-of-banner")
    )
    assert [words(sale.title) for sale in home.select(".chart-wide path.sale")] == [
        "22 Dec 2022: sold 704 bitcoin for $11,800,000"
    ]


def test_a_verdict_of_then(get: Get) -> None:
    """On 16 May the rumour was open; on 20 May it was refuted, and the claim of June had not been made."""
    then, later = page(get("/claims?as_of=2026-05-16")), page(get(f"/claims?{DAY}"))
    assert {words(pill) for pill in then.select(".claims .pill")} == {"not enough evidence"}
    assert len(later.select(".claims li")) == 4
    assert [words(pill) for pill in later.select(".claims .pill-refuted")] == ["refuted"] * 2
    link = next(card.a["href"] for card in then.select(".claims li") if "700" in words(card))
    assert words(page(get(link)).select_one(".verdict-label")) == "Not enough evidence +0.04"


def test_a_story_of_then(get: Get) -> None:
    """Its score on a day is that of the verdicts of the day."""
    rows = page(get("/narratives?as_of=2026-05-16")).select("tbody tr")
    scores = {words(row.td.a): words(row.select("td")[1]) for row in rows}
    assert scores["Hidden sales of bitcoin: 650 to 700 bitcoin"] == "+0.04"


@pytest.mark.parametrize(
    ("path", "count"),
    [
        ("/monitor/ledger", 5),
        ("/monitor/changes", 5),
        ("/monitor/totals", 5),
        ("/monitor/filings", 7),
        ("/monitor/verdicts", 6),
        ("/monitor/claims_with_verdicts", 4),
    ],
)
def test_tables_and_views_of_then(get: Get, path: str, count: int) -> None:
    """Rows are chosen by their clock; facets, CSV and JSON are of the same rows."""
    found = page(get(f"{path}?{DAY}"))
    assert len(found.select("tbody tr")) == count
    assert "known by 20 May 2026" in words(found.select_one(".rows-line"))
    assert len(get(f"{path}.json?_shape=array&{DAY}").json()) == count
    assert len(get(f"{path}.csv?{DAY}").text.splitlines()) >= count + 1


@pytest.mark.parametrize("path", ["/monitor/issuers", "/monitor/issuers/1050446", "/feeds"])
def test_a_page_that_cannot_says_so(get: Get, path: str) -> None:
    """The table of issuers has no clock, and what is published is what is known now."""
    assert "can only show what is known now" in words(page(get(f"{path}?{DAY}")).select_one(".as-of-banner"))


@pytest.mark.parametrize(
    ("day", "statuses"), [("2026-05-20", ["unexplained_increase", "missing_filing"]), ("2020-12-06", [])]
)
def test_gaps_of_then(get: Get, day: str, statuses: list[str]) -> None:
    """The address is that of the table of now, and so is the place in the navigation."""
    asked = get(f"/monitor/gaps.json?_shape=array&as_of={day}").json()
    assert [row["status"] for row in asked] == statuses
    shown = page(get(f"/monitor/gaps?as_of={day}"))
    assert "Gaps" in [words(link) for link in shown.select(".within a[aria-current]")]


@pytest.mark.parametrize(
    "path", ["/", "/claims", "/monitor/ledger", "/debt", "/obligations", "/coverage", "/stress"]
)
def test_links_keep_the_day(get: Get, path: str) -> None:
    """Every link to a page of the site has it, but those to assets and feeds and the one back to now."""
    found = page(get(f"{path}?{DAY}"))
    links = [link["href"] for link in found.select("a[href]")]
    inside = [link for link in links if link.startswith(("/", "?")) and not link.startswith(("/feeds", "/-/"))]
    lost = [link for link in inside if "as_of=2026-05-20" not in link]
    assert len(inside) > 10
    assert lost == ["?as_of="]
    assert found.select_one('.within input[name="as_of"]')["value"] == "2026-05-20"


def test_what_is_no_day_is_said(get: Get) -> None:
    """The page shows now, and says why."""
    assert "“soon” is no day" in words(page(get("/claims?as_of=soon")).select_one(".notice"))
    assert read_as_of("<b>").day is None


def test_a_day_ends_in_new_york() -> None:
    """Midnight there is 04:00 UTC in summer and 05:00 UTC in winter."""
    assert end_of_day(date(2026, 6, 1)) == "2026-06-02T03:59:59Z"
    assert end_of_day(date(2026, 1, 31)) == "2026-02-01T04:59:59Z"
    assert end_of_day(None) > "2500"


def test_only_links_of_the_site_get_the_day() -> None:
    """Not those to other hosts, to places on the page, or to what is the same on any day."""
    page = (
        '<a href="/x?a=1#q">1</a><a href="https://sec.gov/x">2</a><a href="#q">3</a>'
        '<link href="/assets/site.css"><a href="?b=2">4</a><a href="//evil.example">5</a>&#34;href=&#34;/y'
    )
    assert keep_day(page, date(2026, 5, 20)) == (
        '<a href="/x?a=1&amp;as_of=2026-05-20#q">1</a><a href="https://sec.gov/x">2</a><a href="#q">3</a>'
        '<link href="/assets/site.css"><a href="?b=2&amp;as_of=2026-05-20">4</a>'
        '<a href="//evil.example">5</a>&#34;href=&#34;/y'
    )
