"""EDGAR's feed of current filings: what was accepted a moment ago, before the submissions JSON lists it.

    <title>8-K - Hyundai Auto Receivables Trust 2026-C (0002151096) (Filer)</title>      one entry per co-filer
    <summary>Filed: 2026-09-23 AccNo: 0001104659-26-109902 ... Item 1.01: ...</summary>
    <updated>2026-09-23T13:06:46-04:00</updated>                                         accepted at

Read without edgartools: its own reader of this feed does the fetching too, and costs 1.75 s of import on a road
that mostly finds nothing. Source: https://www.sec.gov/cgi-bin/browse-edgar?action=getcurrent
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import quote

from monitor.crawlers._web import WebClient
from monitor.errors import SourceError
from monitor.records import IndexedFiling, Issuer
from monitor.settings import Settings


def discover_current(
    client: WebClient,
    settings: Settings,
    issuers: Iterable[Issuer],
    *,
    known: Collection[str],
    form: str = "8-K",
    count: int = 100,
) -> tuple[IndexedFiling, ...]:
    """Filings of watched issuers among the newest `count` of a form and its amendments: one request for them all.

    The feed names a filing once for each co-filer. A filing in which the issuer only reports about someone else
    ("Reporting", "Filed by") is left out. Raises SourceError when the answer is no feed.
    """
    from lxml import etree

    url = (
        f"{settings.base_url}/cgi-bin/browse-edgar?action=getcurrent&type={quote(form)}"
        f"&company=&dateb=&owner=include&start=0&count={count}&output=atom"
    )
    answer = client.get(url)
    try:
        feed = etree.fromstring(answer.body, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise SourceError(f"{url}: no feed, but {answer.summary}", url=url, status=answer.status) from error
    if etree.QName(feed).localname != "feed":
        raise SourceError(f"{url}: no feed, but <{etree.QName(feed).localname}>", url=url, status=answer.status)
    watched = {issuer.issuer_cik for issuer in issuers}
    found: dict[tuple[int, str], IndexedFiling] = {}
    for entry in feed.iterfind("{*}entry"):
        filing = _read_entry(entry, form)
        if filing and filing.issuer_cik in watched and filing.accession_number not in known:
            found[filing.issuer_cik, filing.accession_number] = filing
    return tuple(sorted(found.values(), key=lambda filing: (filing.filed_on, filing.accession_number)))


def _read_entry(entry: Any, form: str) -> IndexedFiling | None:
    """One entry of the feed, unless it is of another form or not the named company's own."""
    heading = " ".join((entry.findtext("{*}title") or "").split())
    title = re.fullmatch(r"(\S.*?) - (.*) \((\d{10})\) \((.*)\)", heading)
    summary = entry.findtext("{*}summary") or ""
    filed = re.search(r"Filed:</b>\s*(\d{4}-\d\d-\d\d)", summary)
    accession = re.search(r"accession-number=(\d{10}-\d\d-\d{6})", entry.findtext("{*}id") or "")
    if not (title and filed and accession):
        return None
    if title[1] not in (form, f"{form}/A") or title[4] in ("Reporting", "Filed by"):
        return None
    updated = entry.findtext("{*}updated")
    return IndexedFiling(
        accession_number=accession[1],
        issuer_cik=int(title[3]),
        form=title[1],
        filed_on=date.fromisoformat(filed[1]),
        accepted_at=datetime.fromisoformat(updated).astimezone(UTC) if updated else None,
        period_on=None,
        items=",".join(re.findall(r"Item (\d\.\d\d)", summary)),
        primary_document="",
        stored=False,
    )
