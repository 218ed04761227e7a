"""Claims, verdicts, stories and records as pages: what they say, and what they say to programs."""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from example_said import FORECAST, HOLDS, HOSTILE_AUTHOR, HOSTILE_SAID, RUMOUR, make_said_store
from site_asking import Get, open_site, page, sentence, words

from monitor.publish.claim_review import review_claim, write_block
from monitor.publish.error_rates import read_error_rates


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_said_store(tmp_path_factory.mktemp("said") / "monitor.db")


@pytest.fixture(scope="module")
def get(db: Path) -> Get:
    return open_site(db)


def claim_of(db: Path, text: str) -> str:
    """The id of the first claim with these words."""
    with sqlite3.connect(db) as connection:
        return str(
            connection.execute("SELECT claim_id FROM claims WHERE quote LIKE ?", [f"%{text}%"]).fetchone()[0]
        )


def review(found: Any) -> dict[str, Any]:
    """The ClaimReview of a page."""
    blocks = found.select('script[type="application/ld+json"]')
    assert len(blocks) == 1
    return dict(json.loads(blocks[0].string))


def test_claims_are_listed_with_what_holds(get: Get) -> None:
    """Latest said first, each with label, score, reason and who said it; shares by month as a chart."""
    found = page(get("/claims"))
    cards = [words(card) for card in found.select(".claims li")]
    assert len(cards) == 6
    assert cards[0].startswith(HOLDS)
    assert "supported +0.9 matches disclosure · wire.example · 1 Jun 2026" in cards[0]
    titles = [words(title) for title in found.select(".chart-wide .bar title")]
    assert titles == [
        "May 2026: 2 not enough evidence",
        "May 2026: 2 refuted",
        "June 2026: 2 supported",
    ]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("label=refuted", 2),
        ("q=700+bitcoin", 1),
        ("type=price_prediction", 2),
        ("source=wire.example", 3),
        ("q=%22+OR+1=1", 0),
        ("start=5", 1),
        ("label=nonsense", 6),
        ("start=x", 6),
    ],
)
def test_claims_are_chosen(get: Get, query: str, count: int) -> None:
    """By verdict, words, type and source; nonsense chooses nothing and breaks nothing."""
    assert len(page(get(f"/claims?{query}")).select(".claims li")) == count


def test_a_claim_tells_its_history(get: Get, db: Path) -> None:
    """What holds, the sentence it rests on, the verdict before, and the story that the claim is part of."""
    found = page(get(f"/claim/{claim_of(db, '700 bitcoin')}"))
    assert words(found.h1) == f"“{RUMOUR}”"
    assert words(found.select_one(".verdict-label")) == "Refuted −0.98"
    evidence = found.select_one(".claims .claim-words a")
    assert sentence(get, evidence["href"]) == words(evidence)
    assert [words(line.a) for line in found.select(".versions li")] == ["18 May 2026", "15 May 2026"]
    assert "Hidden sales of bitcoin" in words(found.main)


def test_an_article_names_its_claims(get: Get, db: Path) -> None:
    """Headline, source, author and day; the claim is marked and leads to its page."""
    claim = claim_of(db, "700 bitcoin")
    found = page(get(page(get(f"/claim/{claim}")).find("a", string="where it stands")["href"]))
    told = {words(line.dt): words(line.dd) for line in found.select(".filing > div")}
    assert words(found.h1) == "Wallets on the move"
    assert told["Source"] == "wire.example"
    assert told["Author"] == "Ada Lorne"
    assert told["Published"] == "15 May 2026, 11:00 New York"
    assert words(found.select_one("mark.quote")) == RUMOUR
    assert [link["href"] for link in found.select(".marks a")] == [f"/claim/{claim}"]


def test_an_earlier_verdict_keeps_its_address(get: Get, db: Path) -> None:
    """The page of the first verdict says what it said, and that another one holds now."""
    claim = page(get(f"/claim/{claim_of(db, '700 bitcoin')}"))
    earlier = page(get(claim.select(".versions li a")[-1]["href"]))
    assert words(earlier.select_one(".verdict-label")) == "Not enough evidence +0.04"
    assert "as of 18 May 2026 it is refuted" in words(earlier.select_one(".notice"))
    assert review(earlier)["reviewRating"]["ratingValue"] == 3


def test_a_verdict_reads_as_claim_review(get: Get, db: Path) -> None:
    """Claim, day, author, rating and evidence, under whole addresses, as aggregators of fact checks read them."""
    found = review(page(get(f"/claim/{claim_of(db, '700 bitcoin')}")))
    assert (found["@context"], found["@type"]) == ("https://schema.org", "ClaimReview")
    assert found["claimReviewed"] == RUMOUR
    assert found["datePublished"] == "2026-05-18"
    assert found["url"].startswith("http://localhost/verdict/")
    assert found["author"] == {"@type": "Organization", "name": "Filing monitor", "url": "http://localhost/"}
    assert found["itemReviewed"] == {
        "@type": "Claim",
        "datePublished": "2026-05-15",
        "author": {"@type": "Person", "name": "people who follow its wallets"},
        "appearance": {
            "@type": "CreativeWork",
            "url": "https://wire.example/0",
            "headline": "Wallets on the move",
        },
    }
    rating = found["reviewRating"]
    assert (rating["ratingValue"], rating["worstRating"], rating["bestRating"]) == (1, 1, 5)
    assert rating["alternateName"] == "Refuted"
    (cited,) = found["citation"]
    assert cited["identifier"] == "0001193125-20-215604"
    assert sentence(get, cited["url"].removeprefix("http://localhost")) == cited["text"]


@pytest.mark.parametrize(
    ("named", "kind"), [("Strategy", "Organization"), ("Nora Quill", "Person"), ("", "Organization")]
)
def test_a_company_that_speaks_of_itself_is_no_person(named: str, kind: str) -> None:
    """The issuer itself is an organization, anybody else a person, and nobody named is the paper."""
    claim = dict.fromkeys(("author", "url", "title", "quote"), "") | {
        "said_on": "2026-06-01", "source": "Wire", "attribution": named, "issuer_name": "Strategy Inc",
    }  # fmt: skip
    verdict = {
        "label": "supported", "verdict_id": "1", "as_of": "", "judged_at": "", "rationale": "", "evidence": [],
    }  # fmt: skip
    found = review_claim(claim, verdict, str)["itemReviewed"]["author"]
    assert found == {"@type": kind, "name": named or "Wire"}


def test_the_method_page_tells_how_often_it_is_wrong(get: Get) -> None:
    """The same lines as in the documentation, each with the set and the result."""
    rows = [[words(cell) for cell in row.select("td")] for row in page(get("/method")).select("tbody tr")]
    assert rows == read_error_rates()[1:]
    assert all(len(row) == 3 and re.search(r"\d", row[2]) for row in rows)


def test_a_strangers_words_cannot_end_the_block(get: Get, db: Path) -> None:
    """`</script>` in claim, headline and author: the block reads back whole and no element came of it."""
    answer = get(f"/claim/{claim_of(db, '650 bitcoin')}")
    found = page(answer)
    told = review(found)
    assert told["claimReviewed"] == HOSTILE_SAID
    assert told["itemReviewed"]["author"]["name"] == HOSTILE_AUTHOR
    assert [script.get("src") or script["type"] for script in found.select("script")] == [
        "/assets/site.js",
        "application/ld+json",
    ]
    assert found.select("img") == []
    assert str(write_block({"a": "</script>&\u2028"})) == (
        '<script type="application/ld+json">{\n "a": "\\u003c/script\\u003e\\u0026\\u2028"\n}</script>'
    )


def test_a_claim_is_named_where_its_key_stands(get: Get, db: Path) -> None:
    """A row of `verdicts` shows the words of its claim, and leads to the page of the claim."""
    claim = claim_of(db, "700 bitcoin")
    cell = page(get(f"/monitor/verdicts?claim_id={claim}")).select_one("td.col-claim_id a")
    assert cell["href"] == f"/claim/{claim}"
    assert RUMOUR.startswith(words(cell).removesuffix(" …"))


def test_narratives_have_scores_and_volume(get: Get) -> None:
    """The rumour with two numbers is one story of two sources; its page tells who tells it."""
    found = page(get("/narratives"))
    rows = {words(row.td.a): [words(cell) for cell in row.select("td")] for row in found.select("tbody tr")}
    story = rows["Hidden sales of bitcoin: 650 to 700 bitcoin"]
    assert (story[1], story[3:6]) == ("−0.98", ["2", "2", "evil.example"])
    assert len(found.select(".chart-wide .bar")) > 0
    told = page(get(found.find("a", string="Hidden sales of bitcoin: 650 to 700 bitcoin")["href"]))
    assert words(told.select_one(".figures dd")) == "−0.98"
    assert [words(cell) for cell in told.select_one("table.plain tbody tr").select("td")] == [
        "evil.example", "1", "0", "1", "0",
    ]  # fmt: skip


def test_predictions_have_a_record(get: Get) -> None:
    """One open, one failed, of one person; her own page lists them."""
    found = page(get("/predictions"))
    assert [words(cell) for cell in found.select_one("table.plain tbody tr").select("td")] == [
        "Nora Quill", "2", "0", "1", "1", "0",
    ]  # fmt: skip
    assert len(page(get("/predictions?who=Nora+Quill")).select(".rows-and-columns tbody tr")) == 2
    assert page(get("/predictions?who=nobody")).select(".rows-and-columns tbody tr") == []
    assert FORECAST in words(found)


def test_sources_have_a_record(get: Get) -> None:
    """Claims by label, the source with most claims first."""
    row = page(get("/sources")).select_one("tbody tr")
    assert [words(cell) for cell in row.select("td")] == [
        "wire.example", "", "3", "2", "1", "0", "2", "1 Jun 2026",
    ]  # fmt: skip


def test_sales_stand_on_a_page_of_their_own(get: Get) -> None:
    """Both disclosed sales, newest first, each with its sentence."""
    found = page(get("/sales"))
    assert words(found.select_one(".figures dd")) == "736 bitcoin"
    rows = found.select("tbody tr")
    assert [words(row.select_one(".col-units")) for row in rows] == ["32", "704"]
    quote = rows[0].select_one("td.col-quote a")
    assert sentence(get, quote["href"]) == words(quote)


@pytest.mark.parametrize("path", ["/claim/none", "/verdict/none", "/narrative/none", "/feeds/none.csv"])
def test_what_is_not_there_says_so(get: Get, path: str) -> None:
    """A page with status 404 and a sentence."""
    assert "There is no such" in words(page(get(path, status=404)))


def test_an_empty_store_has_all_pages(tmp_path: Path) -> None:
    """Nothing is in the store: each page says so and none breaks."""
    from monitor.store.database import open_store

    open_store(tmp_path / "empty.db").close()
    ask = open_site(tmp_path / "empty.db")
    for path in ("/claims", "/narratives", "/predictions", "/sources", "/alerts", "/sales", "/feeds"):
        assert page(ask(path)).select_one(".notice"), path


def test_questions_have_answers(get: Get) -> None:
    """Each canned query opens without a blank filled in, and says what it answers."""
    links = page(get("/questions")).select(".claims a")
    assert len(links) >= 6
    for link in links:
        answer = page(get(link["href"]))
        assert words(answer.h1) == words(link)
        assert not answer.select(".message-error"), link["href"]


def test_holdings_as_of_a_day_know_nothing_later(get: Get) -> None:
    """On 20 May 2026 the total of 31 May had not been filed."""
    rows = get("/monitor/holdings_as_of_a_day.json?_shape=array&day=2026-05-20").json()
    assert [(row["as_of_on"], row["reported_units"]) for row in rows] == [("2026-05-17", 843738)]


def test_what_falls_due_before_a_day(get: Get) -> None:
    """The dividend of June and the interest of September, with their sum so far."""
    rows = get("/monitor/what_falls_due_before.json?_shape=array&day=2026-12-31&ticker=mstr").json()
    assert [(row["due_on"], row["regular_so_far_usd"]) for row in rows] == [
        ("2026-06-30", 30400000),
        ("2026-09-15", 32900000),
    ]


def test_claims_about_words(get: Get) -> None:
    """Words in the claim, a percent sign among them taken as it is typed by nobody."""
    rows = get("/monitor/claims_about.json?_shape=array&words=wallets").json()
    assert [(row["quote"], row["label"]) for row in rows] == [(RUMOUR, "refuted")]


def test_a_search_names_the_article(get: Get) -> None:
    """By its headline, with who printed it and when: that it is an article says little."""
    hit = page(get("/search?q=wallets+700")).select_one(".hits li")
    assert (words(hit.a), words(hit.select_one(".small"))) == ("Wallets on the move", "wire.example, 15 May 2026")
