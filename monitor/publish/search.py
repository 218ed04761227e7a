"""Full-text search over the documents: where the words stand, and a link that opens the document there."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from urllib.parse import urlencode

from markupsafe import Markup, escape

from monitor.publish.figures import format_day
from monitor.publish.rows import fetch_rows

OPEN, CLOSE = "\x02", "\x03"  # around matched words in a snippet: no filing's text holds them after reading
HITS_SHOWN = 50
COUNTED = 2_000  # more documents than that are neither counted nor ranked: the newest ones are shown
PLACE_LENGTH = 160  # characters of the snippet that are looked up again in the document


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One document that holds the words."""

    title: str  # "MSTR 8-K, 2 Jun 2026", or the headline of an article
    type: str  # of the document, or who printed the article and when
    path: str  # of the document, opened at the words
    snippet: Markup
    accession_number: str
    reconstruction: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """The best hits first, at most `HITS_SHOWN` of `count`; the newest ones when they are more than COUNTED."""

    words: str
    count: int
    hits: tuple[Hit, ...]
    more: bool = False  # there are more than `count`


def search_documents(connection: sqlite3.Connection, words: str) -> Hits:
    """Documents that hold all the words; words in double quotes must stand together."""
    query = write_query(words)
    if not query:
        return Hits(words=words, count=0, hits=())
    count = connection.execute(
        f"""SELECT count(*) FROM (SELECT 1 FROM documents_fts JOIN documents d ON d.rowid = documents_fts.rowid
            WHERE documents_fts MATCH ? LIMIT {COUNTED + 1})""",  # noqa: S608 - a constant of ours
        (query,),
    ).fetchone()
    order = "documents_fts.rank" if count[0] <= COUNTED else "documents_fts.rowid DESC"
    rows = fetch_rows(
        connection,
        f"""SELECT d.document_id, d.type, f.accession_number, f.form, f.filed_on, f.reconstruction, i.ticker,
                   a.title, a.source, substr(coalesce(a.published_at, a.fetched_at), 1, 10) AS said_on,
                   snippet(documents_fts, -1, '{OPEN}', '{CLOSE}', '', 40) AS snippet
            FROM documents_fts
            JOIN documents d ON d.rowid = documents_fts.rowid
            LEFT JOIN filings f ON f.accession_number = d.accession_number
            LEFT JOIN issuers i ON i.issuer_cik = f.issuer_cik
            LEFT JOIN articles a ON a.article_id = d.article_id
            WHERE documents_fts MATCH :query ORDER BY {order} LIMIT {HITS_SHOWN}""",  # noqa: S608 - constants of ours
        {"query": query},
    )
    hits = tuple(
        Hit(
            title=f"{row['ticker']} {row['form']}, {format_day(row['filed_on'])}"
            if row["form"]
            else row["title"] or row["type"],
            type=f"{row['source']}, {format_day(row['said_on'])}" if row["source"] else row["type"],
            path=f"/document/{row['document_id']}?{urlencode({'find': find_place(row['snippet'])})}#quote",
            snippet=mark_snippet(row["snippet"]),
            accession_number=row["accession_number"] or "",
            reconstruction=bool(row["reconstruction"]),
        )
        for row in rows
    )
    return Hits(words=words, count=min(count[0], COUNTED), more=count[0] > COUNTED, hits=hits)


def write_query(words: str) -> str:
    """What was typed as an FTS5 query in which nothing but quoted phrases has a meaning."""
    terms = [term.strip('"') for term in re.findall(r'"[^"]+"|[^\s"]+', words)]
    return " ".join(f'"{term}"' for term in terms if re.search(r"\w", term))


def mark_snippet(snippet: str) -> Markup:
    """The snippet escaped, its matched words in `<mark>`."""
    safe = str(escape(" ".join(snippet.split())))
    return Markup(safe.replace(OPEN, "<mark>").replace(CLOSE, "</mark>"))  # noqa: S704 - escaped one line above


def find_place(snippet: str) -> str:
    """The words from the first match to the last one, as far as they stand close together."""
    matched = snippet[snippet.find(OPEN) + 1 : snippet.rfind(CLOSE)] if OPEN in snippet else snippet
    if len(matched) > PLACE_LENGTH:
        matched = matched[: matched.find(CLOSE)] if CLOSE in matched else matched[:PLACE_LENGTH]
    return " ".join(matched.replace(OPEN, "").replace(CLOSE, "").split())
