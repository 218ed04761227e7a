"""The news crawler against a real site on the loopback interface."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from news_site import NewsSite, Page, article, feed, gzip_bomb

from monitor.crawlers._web import Answer, WebClient
from monitor.crawlers.news import (
    FeedNews,
    NewsItem,
    RefusedError,
    clean_url,
    discover_articles,
    fetch_article,
    open_client,
)
from monitor.errors import SourceError
from monitor.records import Asset, Fetch, Issuer, Validator
from monitor.settings import NewsFeed, Settings, load_settings, packaged

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
STRATEGY = Issuer(
    issuer_cik=1050446,
    ticker="MSTR",
    name="Strategy Inc",
    names=("Strategy", "MicroStrategy"),
    assets=(Asset(asset="bitcoin", words=("bitcoin", "BTC")),),
)
SETTINGS = Settings(db=Path("unused"), feeds=Path("unused"), issuers=(STRATEGY,))


@pytest.fixture
def site() -> Iterator[NewsSite]:
    with NewsSite() as site:
        yield site


class Crawl:
    """A client whose waits are written down. `names`: host names that resolve to this machine."""

    def __init__(self, site: NewsSite, *, allowed: tuple[str, ...] | None = None, names: str = "") -> None:
        self.site = site
        hosts = (site.host,) if allowed is None else allowed
        self.settings = replace(SETTINGS, private_hosts=hosts)
        self.waits: list[float] = []
        self.fetches: list[Fetch] = []
        self.client: WebClient = open_client(
            self.settings,
            on_fetch=self.fetches.append,
            resolve=(lambda *_: ["127.0.0.1"]) if names else None,
            now=lambda: NOON,
            sleep=self.waits.append,
        )

    def discover(
        self, *paths: str, validators: Mapping[str, Validator] | None = None, known: tuple[str, ...] = ()
    ) -> FeedNews:
        feeds = [NewsFeed(name=f"Feed {path}", url=self.site.url + path) for path in paths or ("/feed",)]
        return discover_articles(
            self.client, self.settings, feeds, validators=validators or {}, known_urls=known, now=NOON
        )

    def fetch(self, path: str, *, base: str = "") -> bytes:
        return fetch_article(self.client, item_of((base or self.site.url) + path))


def item_of(url: str) -> NewsItem:
    return NewsItem(
        url=url,
        source="Example",
        feed_url="",
        title="",
        author="",
        summary="",
        language="",
        published_at=None,
    )


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


def test_robots_txt_is_asked_once_and_obeyed(site: NewsSite) -> None:
    """What it forbids is refused before it is asked for."""
    site.pages["/robots.txt"] = Page(body=b"User-agent: *\nDisallow: /private/\n", kind="text/plain")
    site.pages["/open"] = Page(body=b"words")
    crawl = Crawl(site)
    assert crawl.fetch("/open") == b"words"
    with pytest.raises(RefusedError, match=r"robots\.txt does not want it fetched"):
        crawl.fetch("/private/1")
    assert [path for _, path in site.asked] == ["/robots.txt", "/open"]


def test_robots_txt_that_speaks_to_us_by_name(site: NewsSite) -> None:
    """Its own group counts, not the one for all."""
    rules = b"User-agent: *\nDisallow:\n\nUser-agent: filing-monitor\nDisallow: /\n"
    site.pages["/robots.txt"] = Page(body=rules, kind="text/plain")
    with pytest.raises(RefusedError):
        Crawl(site).fetch("/open")
    assert site.headers[0]["user-agent"].startswith("filing-monitor/")


def test_robots_txt_that_cannot_be_had_closes_the_site(site: NewsSite) -> None:
    """A server error is no permission (RFC 9309, 2.3.1.4)."""
    site.pages["/robots.txt"] = Page(status=500)
    with pytest.raises(SourceError, match="not asked for, because") as caught:
        Crawl(site).fetch("/open")
    assert not isinstance(caught.value, RefusedError)
    assert site.paths() == []


def test_crawl_delay_is_kept_per_host(site: NewsSite) -> None:
    """Seven seconds before every further request; a second where the site asks for nothing."""
    site.pages["/robots.txt"] = Page(body=b"User-agent: *\nCrawl-delay: 7\n", kind="text/plain")
    site.pages["/1"] = site.pages["/2"] = Page(body=b"words")
    crawl = Crawl(site)
    crawl.fetch("/1")
    crawl.fetch("/2")
    assert crawl.waits == [7.0, 7.0]


def test_a_crawl_delay_of_an_hour_leaves_the_site_alone(site: NewsSite) -> None:
    """Said as what it is."""
    site.pages["/robots.txt"] = Page(body=b"User-agent: *\nCrawl-delay: 3600\n", kind="text/plain")
    with pytest.raises(RefusedError, match="asks for 3600 seconds between requests"):
        Crawl(site).fetch("/1")


def test_no_address_of_this_machine_unless_named(site: NewsSite) -> None:
    """Without the setting nothing is asked at all."""
    crawl = Crawl(site, allowed=())
    with pytest.raises(RefusedError, match=r"leads to 127\.0\.0\.1, inside this machine or its network"):
        crawl.fetch("/1")
    assert site.asked == []


def test_a_redirect_into_this_machine_is_refused(site: NewsSite) -> None:
    """The first host is allowed; the second resolves to 127.0.0.1 and is not."""
    inside = f"http://intranet.example:{site.port}/secret"
    site.pages["/moved"] = Page(status=302, headers={"Location": inside})
    site.pages["/secret"] = Page(body=b"secret")
    crawl = Crawl(site, allowed=("news.example",), names="all")
    with pytest.raises(RefusedError, match=r"intranet\.example leads to 127\.0\.0\.1"):
        crawl.fetch("/moved", base=f"http://news.example:{site.port}")
    assert site.paths() == ["/moved"]
    assert {host for host, _ in site.asked} == {f"news.example:{site.port}"}


@pytest.mark.parametrize(
    "location",
    [
        "file:///etc/passwd", "ftp://127.0.0.1/x", "http://[::1", "http://user:word@news.example/", "gopher:x",
        "http://127.0.0.1/", "http://127.1/", "http://2130706433/", "http://0x7f000001/", "http://[::1]/",
        "http://169.254.169.254/latest/meta-data/", "http://[::ffff:127.0.0.1]/", "http://0.0.0.0/",
    ],
)  # fmt: skip
def test_a_redirect_out_of_the_web_is_refused(site: NewsSite, location: str) -> None:
    """Files, other protocols, and every spelling of an address inside."""
    site.pages["/moved"] = Page(status=301, headers={"Location": location})
    crawl = Crawl(site)
    with pytest.raises(SourceError):
        crawl.fetch("/moved")
    assert set(site.paths()) == {"/moved"}


def test_a_redirect_is_followed_and_its_site_asked_for_its_rules(site: NewsSite) -> None:
    """The robots.txt of the second host counts for the second hop."""
    there = f"http://second.example:{site.port}/page"
    site.pages["/moved"] = Page(status=302, headers={"Location": there})
    site.pages["/page"] = Page(body=b"words")
    crawl = Crawl(site, allowed=("news.example", "second.example"), names="all")
    assert crawl.fetch("/moved", base=f"http://news.example:{site.port}") == b"words"
    first, second = f"news.example:{site.port}", f"second.example:{site.port}"
    assert site.asked == [(first, "/robots.txt"), (first, "/moved"), (second, "/robots.txt"), (second, "/page")]


def test_redirects_in_a_circle_end(site: NewsSite) -> None:
    """Five hops and no more, for robots.txt as well."""
    site.pages["/a"] = site.pages["/robots.txt"] = Page(status=302, headers={"Location": "/a"})
    with pytest.raises(SourceError, match="redirected more than 5 times"):
        Crawl(site).fetch("/a")


def test_a_gzip_bomb_is_capped(site: NewsSite) -> None:
    """100 MB of zeros travel as 100 kB; they are stopped at 10 MB while they stream."""
    site.pages["/bomb"] = Page(body=gzip_bomb(100_000_000), headers={"Content-Encoding": "gzip"})
    with pytest.raises(SourceError, match="longer than 10,000,000 bytes"):
        Crawl(site).fetch("/bomb")
    assert site.paths() == ["/bomb"]


def test_a_bomb_within_a_bomb_is_not_unpacked(site: NewsSite) -> None:
    """Packed twice, its first bytes alone could fill the memory."""
    site.pages["/bomb"] = Page(body=gzip_bomb(1000), headers={"Content-Encoding": "gzip, gzip"})
    with pytest.raises(SourceError, match="packed more than once"):
        Crawl(site).fetch("/bomb")


def test_a_forbidden_page_is_asked_for_once(site: NewsSite) -> None:
    """403 is an answer of a news site; at the SEC it means: too fast."""
    site.pages["/1"] = Page(status=403)
    with pytest.raises(SourceError, match="answered 403; check the address"):
        Crawl(site).fetch("/1")
    assert site.paths() == ["/1"]


def test_news_sites_are_not_told_the_contact_for_the_sec(site: NewsSite) -> None:
    """The User-Agent names the program only."""
    site.pages["/1"] = Page(body=b"words")
    crawl = Crawl(site)
    settings = replace(crawl.settings, identity="Ann Example ann@example.org")
    with open_client(settings, now=lambda: NOON, sleep=crawl.waits.append) as client:
        fetch_article(client, item_of(site.url + "/1"))
    assert {headers["user-agent"].partition("/")[0] for headers in site.headers} == {"filing-monitor"}


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


def test_pages_of_the_example_are_articles() -> None:
    """The page maker of the tests makes what the reader reads (see test_article.py)."""
    assert b"<article>" in article("Title", "Words.")
