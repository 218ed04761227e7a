"""A loopback news site: the articles of the embedded sample as pages and feeds, and closes of bitcoin.

    /feeds/<source>.xml      RSS, one feed for each source
    /<source>/<slug>.html    the pages
    /closes.csv              daily closes, constructed

with ETag and 304. Every page says above its text that it is a sample.
"""

from __future__ import annotations

import hashlib
import threading
import tomllib
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

FOLDER = Path(__file__).parent / "news"
LABEL = "Sample article for demonstration: written by the monitor's authors, sources and persons invented."
PORT = 8017  # the same every time, so that the articles keep their addresses


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleArticle:
    """An article as `articles.toml` has it."""

    source: str
    slug: str
    title: str
    published_at: datetime
    paragraphs: tuple[str, ...]

    @property
    def path(self) -> str:
        """Where its page is served."""
        return f"/{_slug(self.source)}/{self.slug}.html"


def read_articles() -> list[SampleArticle]:
    """The articles of the sample, in the order of the file."""
    rows = tomllib.loads((FOLDER / "articles.toml").read_text(encoding="utf-8"))["article"]
    return [SampleArticle(**row | {"paragraphs": tuple(row["paragraphs"])}) for row in rows]


class LoopbackNews:
    """Serve while the context is open. `feeds` are the name and the address of each source's feed."""

    def __init__(self, *, port: int = PORT) -> None:
        articles = read_articles()
        self._pages = {article.path: (_page(article), "text/html; charset=utf-8") for article in articles}
        self._sources = list(dict.fromkeys(article.source for article in articles))
        for source in self._sources:
            of_source = [article for article in articles if article.source == source]
            self._pages[_feed_path(source)] = (_feed(source, of_source), "application/rss+xml; charset=utf-8")
        self._pages["/closes.csv"] = ((FOLDER / "closes.csv").read_bytes(), "text/csv; charset=utf-8")
        handler = _handler_of(self._pages)
        try:
            self._server = ThreadingHTTPServer(("127.0.0.1", port), handler)
        except OSError:  # taken: the articles come under other addresses
            self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)

    @property
    def host(self) -> str:
        """Host and port, as `private_hosts` wants them."""
        return f"127.0.0.1:{self._server.server_address[1]}"

    @property
    def url(self) -> str:
        """Where it is served, without a trailing slash."""
        return f"http://{self.host}"

    @property
    def feeds(self) -> dict[str, str]:
        """The address of each source's feed, by its name."""
        return {source: self.url + _feed_path(source) for source in self._sources}

    def __enter__(self) -> LoopbackNews:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def _slug(source: str) -> str:
    return source.lower().replace(" ", "-")


def _feed_path(source: str) -> str:
    return f"/feeds/{_slug(source)}.xml"


def _feed(source: str, articles: list[SampleArticle]) -> bytes:
    items = "".join(
        f"<item><title>{escape(article.title)}</title><link>{article.path}</link>"
        f"<description>{escape(article.paragraphs[0])}</description>"
        f"<pubDate>{format_datetime(article.published_at)}</pubDate></item>\n"
        for article in articles
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel><title>{escape(source)}</title>'
        f"<description>{escape(LABEL)}</description><language>en</language>\n{items}</channel></rss>\n"
    ).encode()


def _page(article: SampleArticle) -> bytes:
    paragraphs = "".join(f"<p>{escape(paragraph)}</p>\n" for paragraph in article.paragraphs)
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(article.title)}</title>\n'
        f'<meta property="article:published_time" content="{article.published_at.isoformat()}"></head>\n'
        f"<body><header>{escape(article.source)}</header>\n<article><h1>{escape(article.title)}</h1>\n"
        f"<p><em>{escape(LABEL)}</em></p>\n{paragraphs}</article></body></html>\n"
    ).encode()


def _handler_of(pages: dict[str, tuple[bytes, str]]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body, kind = pages.get(self.path, (b"", ""))
            etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
            status = 404 if not kind else 304 if self.headers.get("If-None-Match") == etag else 200
            self.send_response(status)
            if status != 404:
                self.send_header("ETag", etag)
                self.send_header("Content-Type", kind)
            if status != 304:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if status == 200:
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing on the terminal."""

    return Handler
