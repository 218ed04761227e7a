"""A small site on the loopback interface: feeds and pages that the news tests crawl."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Page:
    """What the site answers at one path. With an `etag` it answers 304 to who sends it back."""

    body: bytes = b""
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    etag: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


class NewsSite:
    """Serve `pages` while the context is open; anything else is 404. `asked` lists (host, path) in order."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.asked: list[tuple[str, str]] = []
        self.headers: list[dict[str, str]] = []
        self._server = _Server(("127.0.0.1", 0), _handler_of(self))

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        return f"http://{self.host}"

    def paths(self) -> list[str]:
        """What was asked for, robots.txt left out."""
        return [path for _, path in self.asked if path != "/robots.txt"]

    def __enter__(self) -> NewsSite:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is its own affair."""


def _handler_of(site: NewsSite) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            asked = {name.lower(): value for name, value in self.headers.items()}
            site.asked.append((asked.get("host", ""), self.path))
            site.headers.append(asked)
            page = site.pages.get(self.path, Page(status=404, body=b"<title>404</title>Not found"))
            headers = {"Content-Type": page.kind} | dict(page.headers)
            status, body = page.status, page.body
            if page.etag:
                headers["ETag"] = page.etag
                if asked.get("if-none-match") == page.etag:
                    status, body = 304, b""
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if status != 304:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing on the terminal."""

    return Handler


def feed(*items: tuple[str, str], language: str = "en", summary: str = "") -> bytes:
    """An RSS feed of (title, link), published a minute apart from 2 March 2026, 10:00 UTC."""
    entries = "".join(
        f"<item><title>{title}</title><link>{link}</link><description>{summary}</description>"
        f"<pubDate>Mon, 02 Mar 2026 10:{number % 60:02d}:00 GMT</pubDate></item>\n"
        for number, (title, link) in enumerate(items)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel><title>Example</title>'
        f"<language>{language}</language>\n{entries}</channel></rss>\n"
    ).encode()


def article(title: str, *paragraphs: str, head: str = "") -> bytes:
    """A news page with a menu, a footer and the paragraphs of its article."""
    body = "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs)
    return (
        f'<!doctype html><html lang="en"><head><title>{title} | Example News</title>{head}</head><body>'
        "<nav><ul><li><a href='/'>Home</a></li><li><a href='/markets'>Markets</a></li></ul></nav>"
        f"<article><h1>{title}</h1>\n{body}</article><footer>Terms of use. All rights reserved.</footer>"
        "</body></html>"
    ).encode()


def gzip_bomb(size: int) -> bytes:
    """Zeros, packed."""
    return gzip.compress(bytes(size))
