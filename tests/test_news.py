"""The news crawler against a real site on the loopback interface."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from news_crawl import Crawl
from news_site import NewsSite, Page, feed

from monitor.crawlers._web import Answer
from monitor.crawlers.news import clean_url
from monitor.settings import NewsFeed, load_settings, packaged


@pytest.fixture
def site() -> Iterator[NewsSite]:
    with NewsSite() as site:
        yield site


def serve(site: NewsSite, body: bytes, **page: object) -> None:
    site.pages["/feed"] = Page(body=body, kind="application/rss+xml", **page)  # type: ignore[arg-type]


def test_a_feed_gives_what_speaks_of_the_watchlist(site: NewsSite) -> None:
    """Name, ticker, person and asset open the gate; a headline without any of them is counted and left."""
    headlines = [
        "Strategy buys again", "Why MSTR fell", "Saylor speaks in Miami", "BTC slides", "Chip makers rally",
        "A marketing strategy that works",
    ]  # fmt: skip
    serve(site, feed(*[(title, f"{site.url}/{number}") for number, title in enumerate(headlines)]))
    found = Crawl(site).discover()
    assert [item.title for item in found.items] == headlines[:4]
    assert (found.listed, found.problems) == (6, ())


def test_the_summary_opens_the_gate_as_well(site: NewsSite) -> None:
    """A headline may leave the name out."""
    serve(site, feed(("He did it again", f"{site.url}/1"), summary="&lt;p&gt;Michael Saylor&lt;/p&gt;"))
    assert [item.summary for item in Crawl(site).discover().items] == ["Michael Saylor"]


def test_an_empty_description_does_not_hide_the_one_before_it(site: NewsSite) -> None:
    """As in CoinDesk's feed, where <dc:description/> follows the description."""
    serve(
        site,
        feed(
            ("He did it again", f"{site.url}/1"),
            summary="Bitcoin</description><dc:description/><x>y</x><description>",
        ),
    )
    body = site.pages["/feed"].body.replace(
        b'version="2.0"', b'version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    )
    serve(site, body.replace(b"<x>y</x><description></description>", b""))
    assert [item.summary for item in Crawl(site).discover().items] == ["Bitcoin"]


def test_what_an_item_says_of_itself(site: NewsSite) -> None:
    """Title, both dates, language; marks of trackers are cut from the address."""
    serve(site, feed(("Strategy &amp;amp; bitcoin", f"{site.url}/1?id=7&amp;utm_source=rss#top"), language="de"))
    [item] = Crawl(site).discover().items
    assert (item.title, item.url, item.language) == ("Strategy & bitcoin", f"{site.url}/1?id=7", "de")
    assert item.published_at == datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


def test_an_unchanged_feed_costs_one_small_answer(site: NewsSite) -> None:
    """The validator of the last answer brings 304, and no item is listed again."""
    serve(site, feed(("Strategy buys", f"{site.url}/1")), etag='"7"')
    crawl = Crawl(site)
    first = crawl.discover()
    again = crawl.discover(validators={validator.url: validator for validator in first.validators})
    assert (len(first.items), len(again.items), again.problems) == (1, 0, ())
    assert [fetch.status for fetch in crawl.fetches if fetch.url.endswith("/feed")] == [200, 304]
    assert [validator.sha256 for validator in again.validators] == [first.validators[0].sha256]


def test_a_known_article_is_not_listed_again(site: NewsSite) -> None:
    """Whatever the trackers in its address."""
    serve(site, feed(("Strategy buys", f"{site.url}/1?utm_campaign=x"), ("Strategy sells", f"{site.url}/2")))
    found = Crawl(site).discover(known=(f"{site.url}/1",))
    assert [item.title for item in found.items] == ["Strategy sells"]


def test_two_feeds_that_list_one_article(site: NewsSite) -> None:
    """It is one item, of the feed named first."""
    serve(site, feed(("Strategy buys", f"{site.url}/1")))
    site.pages["/other"] = site.pages["/feed"]
    assert [item.source for item in Crawl(site).discover("/feed", "/other").items] == ["Feed /feed"]


def test_a_feed_of_2000_items(site: NewsSite) -> None:
    """All of them are read."""
    serve(site, feed(*[(f"Bitcoin note {number}", f"{site.url}/{number}") for number in range(2000)]))
    found = Crawl(site).discover()
    assert (found.listed, len(found.items)) == (2000, 2000)


def test_broken_xml_is_a_problem_and_its_items_are_kept(site: NewsSite) -> None:
    """An ampersand in the open, and an end that never comes."""
    body = feed(("Strategy &amp; bitcoin", f"{site.url}/1"), ("Strategy sells", f"{site.url}/2"))
    serve(site, body.replace(b"&amp;", b" & <b>").replace(b"</channel></rss>", b""))
    found = Crawl(site).discover()
    assert len(found.items) == 2
    assert [problem.kind for problem in found.problems] == ["feed_damaged"]
    assert "2 items could be read all the same" in found.problems[0].message


@pytest.mark.parametrize(
    ("encoding", "declared", "header"),
    [
        ("utf-8", "iso-8859-1", ""),
        ("utf-8", "UTF-8", "; charset=iso-8859-1"),
        ("cp1252", "UTF-8", ""),
        ("cp1252", "windows-1252", "; charset=utf-8"),
        ("utf-16", "UTF-16", ""),
        ("iso-8859-2", "iso-8859-2", ""),
    ],
)
def test_a_wrong_charset_does_no_harm(site: NewsSite, encoding: str, declared: str, header: str) -> None:
    """Whatever header and XML say, the letters come out as they were meant."""
    title = "Börse: Strategy größer"
    text = feed((title, f"{site.url}/1")).decode().replace("UTF-8", declared)
    site.pages["/feed"] = Page(body=text.encode(encoding), kind=f"application/rss+xml{header}")
    assert [item.title for item in Crawl(site).discover().items] == [title]


def test_one_broken_byte_leaves_the_other_letters_alone(site: NewsSite) -> None:
    """It becomes the replacement character; the rest stays UTF-8."""
    body = feed(("Börse größer über Strategy: XX", f"{site.url}/1")).replace(b"XX", b"\xff")
    serve(site, body)
    assert [item.title for item in Crawl(site).discover().items] == ["Börse größer über Strategy: \ufffd"]


ENTITIES = b"""<?xml version="1.0"?>
<!DOCTYPE rss [<!ENTITY a "Strategy"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY f SYSTEM "file:///etc/passwd">]>
<rss version="2.0"><channel><title>x</title><item><title>Strategy &c; &f;</title><link>http://a.example/1</link></item>
</channel></rss>"""


def test_entities_of_a_document_type_are_not_expanded(site: NewsSite) -> None:
    """Neither the nested ones nor the one that names a file of ours."""
    serve(site, ENTITIES)
    [item] = Crawl(site).discover().items
    assert "root:" not in item.title
    assert item.title.count("Strategy") < 12


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"<html><title>Down for maintenance</title></html>", "no feed, but a page titled 'Down for maintenance'"),
        (b"", "no feed"),
        (feed(), "lists no article with an address; the source has fallen silent"),
        (feed(("Strategy", "javascript:alert(1)"), ("Strategy", "file:///etc/passwd")), "fallen silent"),
    ],
)
def test_a_feed_that_says_nothing_is_a_problem(site: NewsSite, body: bytes, said: str) -> None:
    """And its validator is not kept, or the next run would take 304 for an answer."""
    serve(site, body)
    found = Crawl(site).discover()
    assert [problem.kind for problem in found.problems] == ["source_failed"]
    assert said in found.problems[0].message
    assert found.validators == ()


def test_a_feed_that_fails_does_not_stop_the_others(site: NewsSite) -> None:
    """One problem, and the items of the other."""
    serve(site, feed(("Strategy buys", f"{site.url}/1")))
    site.pages["/down"] = Page(status=503, headers={"Retry-After": "5"})
    crawl = Crawl(site)
    found = crawl.discover("/down", "/feed")
    assert ([item.title for item in found.items], len(found.problems)) == (["Strategy buys"], 1)
    assert crawl.waits.count(5.0) == 2


def test_a_feed_without_a_bottom_is_not_read(site: NewsSite) -> None:
    """A third of a megabyte of opened elements would keep the parser busy for minutes."""
    serve(site, b'<rss version="2.0"><channel>' + b"<a>" * 110_000)
    assert "elements that it never closes" in Crawl(site).discover().problems[0].message


def test_a_feed_dated_ahead_is_not_believed(site: NewsSite) -> None:
    """A year from now nothing can have been published."""
    serve(site, feed(("Strategy buys", f"{site.url}/1")).replace(b"Mar 2026", b"Mar 2027"))
    assert [item.published_at for item in Crawl(site).discover().items] == [None]


def test_a_long_retry_after_is_left_to_the_next_run(site: NewsSite) -> None:
    """Nobody sits through an hour, and no second request leaves."""
    site.pages["/feed"] = Page(status=429, headers={"Retry-After": "3600"})
    found = Crawl(site).discover()
    assert "it asks to wait until 2026-03-02 13:00 UTC" in found.problems[0].message
    assert site.paths() == ["/feed"]


@pytest.mark.parametrize(
    ("url", "clean"),
    [
        ("HTTPS://Example.org/A?utm_source=x&b=1&b=2#c", "https://example.org/A?b=1&b=2"),
        ("https://example.org/a?q=%20x", "https://example.org/a?q=%20x"),
        ("javascript:alert(1)", None),
        ("/relative", None),
    ],
)
def test_clean_addresses(url: str, clean: str | None) -> None:
    """An address without trackers stays as it is, letter for letter."""
    assert clean_url(url) == clean


def test_the_packaged_feeds_are_usable_and_switchable() -> None:
    """Some on, some off, crypto, business and SEC among them."""
    feeds = load_settings(config=packaged("monitor.toml"), environ={}).news
    assert {feed.enabled for feed in feeds} == {True, False}
    assert all(feed.url.startswith("https://") for feed in feeds)
    assert any("sec.gov" in feed.url and feed.enabled for feed in feeds)


def test_a_real_feed(corpus: Path) -> None:
    """CoinDesk's of 25 September 2026: both items, with their summaries."""
    from monitor.crawlers.news import _read_feed

    raw = (corpus / "rss-coindesk-2026-09-25.xml").read_bytes()
    feed_ = NewsFeed(name="CoinDesk", url="https://www.coindesk.com/arc/outboundfeeds/rss")
    answer = Answer(url=feed_.url, status=200, body=raw, content_type="text/xml", etag=None, last_modified=None)
    items, complaint = _read_feed(answer, feed_, datetime(2026, 9, 26, tzinfo=UTC))
    assert (len(items), complaint) == (raw.count(b"<item>"), "")
    assert all(len(item.summary) > 100 and item.published_at and item.author for item in items)
