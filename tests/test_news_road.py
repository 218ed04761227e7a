"""Articles, prices and flows: from the feeds and from files into the store, and anew from the archive."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from news_crawl import STRATEGY
from news_site import NewsSite, Page, article, feed
from test_article import BODY, WIRE

from monitor.crawlers.news import open_client
from monitor.errors import SettingsError
from monitor.pipeline._run import Exit, Outcome, open_run
from monitor.pipeline.news import load_articles, rebuild_articles, update_news
from monitor.pipeline.prices import load_flows, load_prices, rebuild_prices, update_prices
from monitor.records import Article, Price
from monitor.settings import NewsFeed, PriceSource, Settings
from monitor.store.articles import load_article_documents
from monitor.store.articles import load_articles as stored_articles
from monitor.store.articles import load_flows as stored_flows
from monitor.store.articles import load_prices as stored_prices
from monitor.store.database import open_store
from monitor.store.problems import load_open_problems
from monitor.terminal import Terminal

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
QUIET = Terminal(quiet=True, verbose=False)


@pytest.fixture
def site() -> Iterator[NewsSite]:
    with NewsSite() as site:
        yield site


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(db=tmp_path / "db" / "monitor.db", feeds=tmp_path / "feeds", issuers=(STRATEGY,))


def crawl(settings: Settings, site: NewsSite) -> tuple[list[Article], Outcome]:
    """One run of the news over the site's feed, waits left out."""
    feeds = (NewsFeed(name="Example", url=f"{site.url}/feed"),)
    settings = replace(settings, news=feeds, private_hosts=(site.host,))
    with (
        open_run(settings, "update", QUIET, now=lambda: NOON) as run,
        open_client(settings, now=lambda: NOON, sleep=lambda _: None) as client,
    ):
        return update_news(run, client), run.outcome()


def kinds(settings: Settings) -> list[str]:
    with open_store(settings.db) as store:
        return sorted(problem.kind for problem in load_open_problems(store))


def articles(settings: Settings) -> list[Article]:
    with open_store(settings.db) as store:
        return stored_articles(store)


def publish(site: NewsSite, **pages: Page) -> None:
    """A feed that lists these pages, each under a headline about the watchlist."""
    items = [(f"Strategy and bitcoin: {name}", f"{site.url}/{name}") for name in pages]
    site.pages["/feed"] = Page(body=feed(*items), kind="application/rss+xml", etag=f'"{len(pages)}"')
    site.pages |= {f"/{name}": page for name, page in pages.items()}


def test_from_a_feed_into_the_store(settings: Settings, site: NewsSite) -> None:
    """Article, document and blocks; a second run asks for the feed alone."""
    publish(site, one=Page(body=article("Strategy buys", *BODY)))
    added, outcome = crawl(settings, site)
    assert (len(added), outcome.exit_code, outcome.problems) == (1, Exit.DONE, ())
    [stored] = articles(settings)
    assert (stored.title, stored.source) == ("Strategy and bitcoin: one", "Example")
    assert (stored.published_at, stored.fetched_at) == (datetime(2026, 3, 2, 10, 0, tzinfo=UTC), NOON)
    with open_store(settings.db) as store:
        document = load_article_documents(store)[stored.article_id]
        [found] = store.query("SELECT count(*) AS rows FROM documents_fts WHERE documents_fts MATCH 'proceeds'")
    assert (document.text.endswith(stored.text), found["rows"]) == (True, 1)
    site.asked.clear()
    assert crawl(settings, site)[0] == []
    assert site.paths() == ["/feed"]


def test_what_is_no_article_is_a_problem_and_settled(settings: Settings, site: NewsSite) -> None:
    """Wall, robots.txt, gone: each is said once, none makes the run fail, and none is asked for again."""
    site.pages["/robots.txt"] = Page(body=b"User-agent: *\nDisallow: /closed\n", kind="text/plain")
    publish(
        site,
        wall=Page(body=article("Strategy", BODY[0], "Subscribe to continue reading.")),
        closed=Page(body=article("Strategy", *BODY)),
        gone=Page(status=410),
        good=Page(body=article("Strategy", *BODY)),
    )
    added, outcome = crawl(settings, site)
    assert (len(added), outcome.exit_code) == (1, Exit.DONE)
    assert kinds(settings) == ["article_gone", "article_refused", "unreadable_article"]
    site.asked.clear()
    site.pages["/feed"] = replace(site.pages["/feed"], etag=None)
    crawl(settings, site)
    assert site.paths() == ["/feed"]


def test_a_page_that_fails_is_asked_for_again(settings: Settings, site: NewsSite) -> None:
    """The feed's validator is not kept until it has come, and then the problem is resolved."""
    publish(site, one=Page(status=503))
    assert (crawl(settings, site)[0], kinds(settings)) == ([], ["source_failed"])
    site.pages["/one"] = Page(body=article("Strategy buys", *BODY))
    assert (len(crawl(settings, site)[0]), kinds(settings)) == (1, [])
    assert crawl(settings, site)[0] == []


def test_a_feed_that_fails_makes_the_run_fail(settings: Settings, site: NewsSite) -> None:
    """Exit code 3 until it is back."""
    assert crawl(settings, site)[1].exit_code == Exit.SOURCE_FAILED
    publish(site, one=Page(body=article("Strategy buys", *BODY)))
    assert crawl(settings, site)[1].exit_code == Exit.DONE
    assert kinds(settings) == []


def write(path: Path, *values: dict[str, str]) -> Path:
    path.write_text("".join(json.dumps(value) + "\n" for value in values), encoding="utf-8")
    return path


def test_from_a_file_into_the_store(settings: Settings, tmp_path: Path) -> None:
    """Text and HTML alike; the same file again adds nothing; copies are joined to the first one published."""
    path = write(
        tmp_path / "news.jsonl",
        {"url": "https://b.example/2", "published_at": "2026-02-10T10:00:00Z", "text": WIRE + " By Wire.",
         "fetched_at": "2026-02-11T00:00:00Z"},
        {"url": "https://a.example/1", "published_at": "2026-02-09T10:00:00Z", "html": f"<p>{WIRE}</p>",
         "fetched_at": "2026-02-11T00:00:00Z"},
    )  # fmt: skip
    for _ in range(2):
        assert load_articles(settings, path, QUIET).exit_code == Exit.DONE
    first, copy = articles(settings)
    assert (first.url, first.duplicate_of) == ("https://a.example/1", None)
    assert (copy.url, copy.duplicate_of) == ("https://b.example/2", first.article_id)


def test_an_earlier_copy_that_comes_later_becomes_the_first(settings: Settings, tmp_path: Path) -> None:
    """However they come, the first is the one published first."""
    for day in ("10", "09", "11"):
        values = {"url": f"https://{day}.example/", "text": WIRE, "published_at": f"2026-02-{day}T10:00:00Z"}
        load_articles(settings, write(tmp_path / f"{day}.jsonl", values), QUIET)
    found = articles(settings)
    assert [article.duplicate_of for article in found] == [None, found[0].article_id, found[0].article_id]


def test_lines_that_cannot_be_used_are_problems(settings: Settings, tmp_path: Path) -> None:
    """File and line, exit code 3; they are resolved when the file is right."""
    path = write(tmp_path / "news.jsonl", {"text": "Strategy sold BTC."}, {"url": "https://a.example/"})
    outcome = load_articles(settings, path, QUIET)
    assert outcome.exit_code == Exit.SOURCE_FAILED
    assert [problem.message for problem in outcome.problems] == [
        f"{path}, line 2: has neither text nor html; one of them holds the article"
    ]
    write(path, {"text": "Strategy sold BTC."})
    assert (load_articles(settings, path, QUIET).exit_code, kinds(settings)) == (Exit.DONE, [])


def test_a_file_that_is_not_there(settings: Settings, tmp_path: Path) -> None:
    """Named, and nothing is made."""
    with pytest.raises(SettingsError, match=r"none\.jsonl: cannot be read"):
        load_articles(settings, tmp_path / "none.jsonl", QUIET)
    assert not settings.db.exists()


CLOSES = 'Date,Close\n2026-02-02,78115.25\n2026-02-03,"76,100"\n2026-02-04,none\n'
FLOWS = "fund,date,net_usd_millions\nIBIT,2026-01-29,(317.8)\nTotal,2026-01-29,-817.9\n"


def test_prices_from_a_csv_file(settings: Settings, tmp_path: Path) -> None:
    """Closes exact to the cent; a row that is none names file and line."""
    path = tmp_path / "btc.csv"
    path.write_text(CLOSES, encoding="utf-8")
    outcome = load_prices(settings, path, QUIET, asset="BTC")
    assert [problem.message for problem in outcome.problems] == [
        f"{path}, line 4: 'none' is not a figure such as 86123.45"
    ]
    with open_store(settings.db) as store:
        assert stored_prices(store, "bitcoin") == [
            Price(asset="bitcoin", day_on=date(2026, 2, 2), close_usd=Decimal("78115.25"), source="btc.csv"),
            Price(asset="bitcoin", day_on=date(2026, 2, 3), close_usd=Decimal(76100), source="btc.csv"),
        ]


def test_flows_from_a_csv_file(settings: Settings, tmp_path: Path) -> None:
    """Brackets are outflows, millions are counted out, and the sum of all funds is `all`."""
    path = tmp_path / "flows.csv"
    path.write_text(FLOWS, encoding="utf-8")
    load_flows(settings, path, QUIET)
    with open_store(settings.db) as store:
        found = {flow.fund: flow.net_usd for flow in stored_flows(store)}
    assert found == {"IBIT": Decimal(-317_800_000), "all": Decimal(-817_900_000)}


CANDLES = [[1772323200, 1, 2, 3, 84000.5, 9], [1772409600, 1, 2, 3, 85000, 9]]  # 1 and 2 March 2026


def test_prices_from_a_source_without_a_key(settings: Settings, site: NewsSite) -> None:
    """Rows of a list by position; the day that is not over is left out; a second run asks conditionally."""
    source = PriceSource(
        asset="bitcoin", name="Example", url=f"{site.url}/candles", format="json", day="0", close="4"
    )
    settings = replace(settings, prices=(source,), private_hosts=(site.host,))
    site.pages["/candles"] = Page(body=json.dumps(CANDLES).encode(), kind="application/json", etag='"1"')
    for added in (1, 0):
        with (
            open_run(settings, "update", QUIET, now=lambda: NOON) as run,
            open_client(settings, now=lambda: NOON, sleep=lambda _: None) as client,
        ):
            assert update_prices(run, client) == added
    with open_store(settings.db) as store:
        [price] = stored_prices(store)
    assert (price.day_on, price.close_usd, price.source) == (date(2026, 3, 1), Decimal("84000.5"), "Example")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"Exceeded the daily hits limit", "there is no column date"),
        (b"Date,Close\n", "no row below it"),
        (b"Date,Close\n2026-02-02,-3\n", "a close is above zero"),
        (b"Date,Close\n2026-03-02,3\n", "lists no close at all"),
        (b"<html><title>Robot?</title></html>", "a page titled 'Robot?'"),
    ],
)
def test_a_price_source_that_says_something_else(
    settings: Settings, site: NewsSite, body: bytes, said: str
) -> None:
    """A problem that shows what came, and no price."""
    source = PriceSource(asset="bitcoin", name="Example", url=f"{site.url}/prices.csv")
    settings = replace(settings, prices=(source,), private_hosts=(site.host,))
    site.pages["/prices.csv"] = Page(body=body, kind="text/csv")
    with (
        open_run(settings, "update", QUIET, now=lambda: NOON) as run,
        open_client(settings, now=lambda: NOON, sleep=lambda _: None) as client,
    ):
        update_prices(run, client)
        [problem] = run.problems
    assert (problem.severity, problem.source) == ("error", source.url)
    assert said in problem.message


def test_everything_comes_again_from_the_archive(settings: Settings, site: NewsSite, tmp_path: Path) -> None:
    """Articles, copies, prices and flows, row by row, without the network."""
    publish(site, one=Page(body=article("Strategy", *BODY)), two=Page(body=article("Strategy", WIRE, WIRE)))
    crawl(settings, site)
    lines = write(tmp_path / "news.jsonl", {"text": WIRE, "title": "T"}, {"text": WIRE + " End.", "title": "U"})
    load_articles(settings, lines, QUIET)
    for name, text in (("btc.csv", CLOSES), ("flows.csv", FLOWS)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    load_prices(settings, tmp_path / "btc.csv", QUIET, asset="bitcoin")
    load_flows(settings, tmp_path / "flows.csv", QUIET)
    fresh = replace(settings, db=tmp_path / "fresh" / "monitor.db")
    with open_run(settings, "rebuild", QUIET) as old, open_run(fresh, "rebuild", QUIET) as new:
        new.archive = old.archive
        rebuild_articles(new)
        rebuild_prices(new)
        for table in ("articles", "documents", "blocks", "prices", "flows"):
            rows = f"SELECT * FROM {table} ORDER BY 1, 2"  # noqa: S608
            assert new.store.query(rows) == old.store.query(rows)
        assert len(new.store.query("SELECT * FROM articles")) == 4
