"""How news sites are asked: robots.txt, crawl-delay, redirects, addresses inside, bombs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from news_crawl import NOON, Crawl, item_of
from news_site import NewsSite, Page, gzip_bomb

from monitor.crawlers.news import RefusedError, fetch_article, open_client
from monitor.errors import SourceError


@pytest.fixture
def site() -> Iterator[NewsSite]:
    with NewsSite() as site:
        yield site


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
