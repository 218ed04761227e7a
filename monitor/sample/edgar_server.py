"""A loopback EDGAR: filings of a manifest, served in EDGAR's own forms on 127.0.0.1.

`monitor demo` replays the embedded sample through it, and the tests crawl it. It answers what a crawler asks for:

    /submissions/CIK##########.json                      index of an issuer, older filings in paged files
    /Archives/edgar/data/<cik>/<accession, no dashes>/   <accession>.txt, <accession>-index.htm, each document
    /cgi-bin/browse-edgar?action=getcurrent              the current-filings feed (Atom)
    /api/xbrl/companyfacts/CIK##########.json            the frame without facts

with ETag and 304, gzip, and EDGAR's 404 for anything else. `publish_until` holds filings back until an instant, so
that a replay can let time pass; `respond` queues another answer for a path, so that a replay can show an outage.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import sys
import threading
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from monitor.sample._manifest import read_manifest, read_rows
from monitor.sample._submission_text import NEW_YORK, PublishedFiling

JSON, HTML, TEXT, ATOM = "application/json", "text/html", "text/plain", "application/atom+xml"
RECENT_COLUMNS = (
    "accessionNumber", "filingDate", "reportDate", "acceptanceDateTime", "act", "form", "fileNumber", "filmNumber",
    "items", "core_type", "size", "isXBRL", "isInlineXBRL", "primaryDocument", "primaryDocDescription",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer put in the place of the usual one. `cut_at`: hang up after so many bytes of the body."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    cut_at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request that came in."""

    path: str  # with its query
    headers: Mapping[str, str]
    received_at: datetime


class LoopbackEdgar:
    """Serve while the context is open. `url` goes into MONITOR_EDGAR_URL."""

    def __init__(
        self,
        manifest: Path | None = None,
        *,
        port: int = 0,
        page_size: int = 1000,
        names: Mapping[int, str] | None = None,
    ) -> None:
        self.requests: list[Request] = []
        self._page_size = page_size
        self._names = dict(names or {})
        self._filings: dict[str, PublishedFiling] = {}
        self._until: datetime | None = None
        self._replies: dict[str, deque[Reply]] = {}
        self._lock = threading.Lock()
        if manifest is not None:
            self._filings = read_manifest(manifest)
        self._server = _Server(("127.0.0.1", port), _handler_of(self))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> LoopbackEdgar:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def add(self, *rows: Mapping[str, str], folder: Path) -> None:
        """Publish one filing more: rows as in the manifest, the first its primary document, files in `folder`."""
        with self._lock:
            self._filings |= read_rows([(0, row) for row in rows], folder / "add")

    def publish_until(self, instant: datetime | None) -> None:
        """Show the filings accepted by `instant` (UTC) and hold the later ones back; None shows all."""
        with self._lock:
            self._until = instant

    def respond(self, path: str, *replies: Reply) -> None:
        """Answer the next requests for `path` (without its query) with these, one each, then as usual again."""
        with self._lock:
            self._replies.setdefault(path, deque()).extend(replies)

    def answer(self, request: Request) -> tuple[str, Reply]:
        """Content type and answer to one request."""
        address = urlsplit(request.path)
        with self._lock:
            self.requests.append(request)
            if self._replies.get(address.path):
                return HTML, self._replies[address.path].popleft()
            filings = [f for f in self._filings.values() if self._until is None or f.accepted_at <= self._until]
        filings.sort(key=lambda filing: (filing.accepted_at, filing.accession_number), reverse=True)
        found = self._find(address.path, parse_qs(address.query), filings)
        if found is None:
            return HTML, Reply(
                status=404, body=b"<html><head><title>404</title></head><body>Not found</body></html>"
            )
        kind, body = found
        tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if request.headers.get("if-none-match") == tag:
            return kind, Reply(status=304, headers={"ETag": tag})
        return kind, Reply(body=body, headers={"ETag": tag})

    def _find(
        self, path: str, query: Mapping[str, list[str]], filings: list[PublishedFiling]
    ) -> tuple[str, bytes] | None:
        if path == "/cgi-bin/browse-edgar":
            return ATOM, self._write_feed(filings, query)
        if path.startswith("/Archives/edgar/data/"):
            return self._find_document(path, filings)
        stem = path.rpartition("/")[2].removesuffix(".json")
        number, _, page = stem.removeprefix("CIK").partition("-submissions-")
        if not number.isdigit() or not (own := [f for f in filings if f.issuer_cik == int(number)]):
            return None
        if path.startswith("/submissions/"):
            return self._write_index(int(number), own, page)
        if path.startswith("/api/xbrl/companyfacts/"):
            return JSON, json.dumps(
                {"cik": int(number), "entityName": self._name(int(number)), "facts": {}}
            ).encode()
        return None

    def _find_document(self, path: str, filings: list[PublishedFiling]) -> tuple[str, bytes] | None:
        folder, _, name = path.rpartition("/")
        filing = next((filing for filing in filings if filing.folder == folder), None)
        if filing is None:
            return None
        accession = filing.accession_number
        if name == f"{accession}.txt":
            return TEXT, filing.submission_text(self._name(filing.issuer_cik))
        if name == f"{accession}-index.htm":
            links = "".join(f'<li><a href="{d.filename}">{d.type} {d.filename}</a></li>' for d in filing.documents)
            return (
                HTML,
                f"<html><body><h1>{filing.form} {accession}</h1><ul>{links}</ul></body></html>".encode(),
            )
        return next(((HTML, document.body) for document in filing.documents if document.filename == name), None)

    def _write_index(self, cik: int, filings: list[PublishedFiling], page: str) -> tuple[str, bytes] | None:
        size = self._page_size
        pages = [filings[start : start + size] for start in range(size, len(filings), size)]
        if page:
            number = int(page) if page.isdigit() else 0
            return (JSON, json.dumps(_columns(pages[number - 1])).encode()) if 1 <= number <= len(pages) else None
        files = [
            {
                "name": f"CIK{cik:010d}-submissions-{number:03d}.json",
                "filingCount": len(rows),
                "filingFrom": f"{min(row.filed_on for row in rows)}",
                "filingTo": f"{max(row.filed_on for row in rows)}",
            }
            for number, rows in enumerate(pages, 1)
        ]
        company = _company(cik, self._name(cik)) | {
            "filings": {"recent": _columns(filings[:size]), "files": files}
        }
        return JSON, json.dumps(company).encode()

    def _write_feed(self, filings: Iterable[PublishedFiling], query: Mapping[str, list[str]]) -> bytes:
        form = query.get("type", [""])[0]
        start, count = (int(query.get(name, [default])[0]) for name, default in (("start", "0"), ("count", "40")))
        shown = [filing for filing in filings if filing.form.startswith(form)][start : start + count]
        return (
            '<?xml version="1.0" encoding="ISO-8859-1" ?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
            "<title>Latest Filings</title>\n"
            + "".join(self._write_entry(filing) for filing in shown)
            + "</feed>\n"
        ).encode("iso-8859-1", "xmlcharrefreplace")

    def _write_entry(self, filing: PublishedFiling) -> str:
        summary = f"<b>Filed:</b> {filing.filed_on} <b>AccNo:</b> {filing.accession_number} <b>Size:</b> 1 KB"
        link = f"{self.url}{filing.folder}/{filing.accession_number}-index.htm"
        title = f"{filing.form} - {self._name(filing.issuer_cik)} ({filing.issuer_cik:010d}) (Filer)"
        return (
            f'<entry>\n<title>{escape(title)}</title>\n<link rel="alternate" type="text/html" href="{link}"/>\n'
            f'<summary type="html">{escape(summary)}</summary>\n'
            f"<updated>{filing.accepted_at.astimezone(NEW_YORK).isoformat(timespec='seconds')}</updated>\n"
            f'<category scheme="https://www.sec.gov/" label="form type" term="{escape(filing.form)}"/>\n'
            f"<id>urn:tag:sec.gov,2008:accession-number={filing.accession_number}</id>\n</entry>\n"
        )

    def _name(self, cik: int) -> str:
        return self._names.get(cik, f"CIK {cik}")


def _columns(filings: list[PublishedFiling]) -> dict[str, list[Any]]:
    rows = [
        {
            "accessionNumber": filing.accession_number,
            "filingDate": f"{filing.filed_on}",
            "reportDate": f"{filing.period_on or ''}",
            "acceptanceDateTime": f"{filing.accepted_at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.000Z",
            "act": "34",
            "form": filing.form,
            "items": filing.items,
            "size": sum(len(document.body) for document in filing.documents),
            "isXBRL": 0,
            "isInlineXBRL": 0,
            "primaryDocument": filing.primary_document,
            "primaryDocDescription": filing.form,
        }
        for filing in filings
    ]
    return {column: [row.get(column, "") for row in rows] for column in RECENT_COLUMNS}


def _company(cik: int, name: str) -> dict[str, Any]:
    """What EDGAR says of the company itself; a crawler needs none of it, edgartools insists on it."""
    parts = ("street1", "street2", "city", "stateOrCountry", "zipCode", "stateOrCountryDescription")
    address = dict.fromkeys(parts, "")
    texts = ("sic", "sicDescription", "ein", "description", "website", "investorWebsite", "category",
             "fiscalYearEnd", "phone", "flags", "stateOfIncorporation",
             "stateOfIncorporationDescription")  # fmt: skip
    return {
        "cik": f"{cik:010d}",
        "entityType": "operating",
        "name": name,
        "tickers": [],
        "exchanges": [],
        "insiderTransactionForOwnerExists": 0,
        "insiderTransactionForIssuerExists": 0,
        "addresses": {"mailing": address, "business": address},
        "formerNames": [],
        **dict.fromkeys(texts, ""),
    }


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is its own affair; a fault of ours is shown."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def _handler_of(edgar: LoopbackEdgar) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            kind, reply = edgar.answer(Request(path=self.path, headers=headers, received_at=datetime.now(UTC)))
            body, extra = reply.body, dict(reply.headers)
            if (
                "gzip" in headers.get("accept-encoding", "")
                and len(body) > 1000
                and "Content-Encoding" not in extra
            ):
                body = gzip.compress(body, 1)
                extra["Content-Encoding"] = "gzip"
            self.send_response(reply.status)
            for name, value in ({"Content-Type": kind} | extra).items():
                self.send_header(name, value)
            if reply.status != 304:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: reply.cut_at])
            if reply.cut_at is not None:
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Requests are kept in `LoopbackEdgar.requests`, not written to the terminal."""

    return Handler
