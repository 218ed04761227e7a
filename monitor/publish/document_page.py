"""The document page: a filing's words as we stored them, with the quoted ones marked and its facts listed."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass, field

from markupsafe import Markup

from monitor.publish._marked_text import render_text
from monitor.publish.figures import format_day, format_new_york
from monitor.publish.marks import Mark, read_marks
from monitor.publish.paths import is_web_address
from monitor.publish.rows import Row, fetch_rows

RECONSTRUCTION = "Reconstruction: written by us from disclosed figures, not the filing itself"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPage:
    """All that the template `document.html` shows."""

    title: str
    filing: dict[str, str]  # label -> words, in reading order
    url: str  # on sec.gov, "" when it is no web address
    accession_number: str
    reconstruction: str  # the label, "" for a filing as filed
    notice: str  # what is wrong with the link, "" when nothing
    newer_path: str  # of the document that replaced this one, "" when it is current
    quote: str
    marks: tuple[Mark, ...] = ()
    body: Markup = field(default_factory=Markup)


def read_document_page(
    connection: sqlite3.Connection,
    document_id: str,
    *,
    start: str | None = None,
    end: str | None = None,
    find: str | None = None,
) -> DocumentPage | None:
    """The page of one document, or None when there is no such document.

    `start` and `end` are character offsets into its text as they stand in the link; `find` is a phrase, whose
    first appearance is marked.
    """
    row = connection.execute(
        """SELECT d.text, d.type, d.url AS document_url, d.accession_number, f.form, f.accepted_at, f.filed_on,
                  f.url, f.reconstruction, f.amends, i.name, i.ticker, d.superseded_by,
                  a.source, a.title, a.author, a.published_at, a.fetched_at
           FROM documents d LEFT JOIN articles a ON a.article_id = d.article_id
           LEFT JOIN filings f ON f.accession_number = d.accession_number
           LEFT JOIN issuers i ON i.issuer_cik = f.issuer_cik
           WHERE d.document_id = ?""",
        (document_id,),
    ).fetchone()
    if row is None:
        return None
    (
        text,
        kind,
        document_url,
        accession,
        form,
        accepted_at,
        filed_on,
        url,
        rebuilt,
        amends,
        name,
        ticker,
        newer,
        printer,
        headline,
        author,
        published_at,
        fetched_at,
    ) = row
    span, notice = _find_span(text, start, end, find)
    marks = tuple(read_marks(connection, document_id, text))
    blocks = connection.execute(
        "SELECT start, end, kind FROM blocks WHERE document_id = ? ORDER BY start", (document_id,)
    ).fetchall()
    filing = {
        "Issuer": f"{name} ({ticker})" if name else "",
        "Form": (f"{form}, {kind}" if form and form != kind else kind) if not printer else "",
        "Source": printer or "",
        "Author": author or "",
        "Published": format_new_york(published_at) if published_at else "",
        "Fetched": format_new_york(fetched_at) if fetched_at else "",
        "Accession number": accession or "",
        "Accepted": format_new_york(accepted_at) if accepted_at else "",
        "Filed on": format_day(filed_on) if filed_on else "",
        "Amends": amends or "",
    }
    source = next((link for link in (document_url, url) if is_web_address(link)), "")
    return DocumentPage(
        title=headline
        or " ".join(part for part in (ticker, form or kind, format_day(filed_on) if filed_on else "") if part),
        filing={label: words for label, words in filing.items() if words},
        url=source,
        accession_number=accession or "",
        reconstruction=RECONSTRUCTION if rebuilt else "",
        notice=notice,
        newer_path=f"/document/{newer}" if newer else "",
        quote=text[span[0] : span[1]] if span else "",
        marks=marks,
        body=render_text(text, [(b[0], b[1], b[2]) for b in blocks], span, [(m.start, m.end) for m in marks]),
    )


def list_documents(connection: sqlite3.Connection, accession_number: str) -> list[Row]:
    """The documents of a filing as received last, with `document_id` and `type`; exhibits come last."""
    return fetch_rows(
        connection,
        """SELECT document_id, type FROM documents WHERE accession_number = :accession AND superseded_by IS NULL
           ORDER BY type LIKE 'EX%', document_id""",
        {"accession": accession_number},
    )


def _find_span(
    text: str, start: str | None, end: str | None, find: str | None
) -> tuple[tuple[int, int] | None, str]:
    if find:
        place = re.search(r"\s+".join(map(re.escape, find.split())), text, re.IGNORECASE)
        return (
            (place.span(), "")
            if place
            else (None, f"“{find[:200]}” does not stand in this document in one piece.")
        )
    if start is None and end is None:
        return None, ""
    if re.fullmatch(r"\d{1,9}", start or "") and re.fullmatch(r"\d{1,9}", end or ""):
        first, last = int(start or 0), int(end or 0)
        if 0 <= first < last <= len(text):
            return (first, last), ""
    return None, (
        f"This link points to characters {start} to {end}, but the document has {len(text):,} characters. "
        "The whole document follows."
    )
