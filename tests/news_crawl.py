"""A crawl of a loopback news site whose waits are written down: shared by the tests of the news crawler."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from news_site import NewsSite

from monitor.crawlers._web import WebClient
from monitor.crawlers.news import FeedNews, NewsItem, discover_articles, fetch_article, open_client
from monitor.records import Asset, Fetch, Issuer, Validator
from monitor.settings import NewsFeed, Settings

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
STRATEGY = Issuer(
    issuer_cik=1050446,
    ticker="MSTR",
    name="Strategy Inc",
    names=("Strategy", "MicroStrategy"),
    assets=(Asset(asset="bitcoin", words=("bitcoin", "BTC")),),
)
SETTINGS = Settings(db=Path("unused"), feeds=Path("unused"), issuers=(STRATEGY,))


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
