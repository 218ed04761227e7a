"""Claims and their verdicts as rows: the lists that several pages show, and the words for labels and reasons."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable

from monitor.publish.rows import Row, fetch_rows
from monitor.publish.search import write_query

LABELS = {
    "supported": "supported",
    "not_enough_evidence": "not enough evidence",
    "refuted": "refuted",
}
# The verdict that holds; a corrected one held only while the store knew less of its day.
HELD = """(SELECT n.verdict_id FROM verdicts n
           WHERE n.claim_id = c.claim_id AND n.corrected_at IS NULL ORDER BY n.as_of DESC LIMIT 1)"""
COLUMNS = """
    c.*, a.source, a.title, a.author, d.url, i.ticker, i.name AS issuer_name,
    substr(c.claimed_at, 1, 10) AS said_on,
    v.verdict_id, v.label, v.score, v.reason, v.rationale, v.as_of, v.resolves_by_on,
    '/document/' || c.document_id || '?start=' || c.quote_start || '&end=' || c.quote_end || '#quote'
        AS document_path
"""
JOINS = f"""
    JOIN documents d ON d.document_id = c.document_id
    LEFT JOIN articles a ON a.article_id = c.article_id
    LEFT JOIN issuers i ON i.issuer_cik = c.issuer_cik
    LEFT JOIN verdicts v ON v.verdict_id = {HELD}
"""
NEWEST = 3_000  # claims that a count looks at: more would keep a page waiting
FEW = 1_000
WITH_WORDS = """c.document_id IN (SELECT w.document_id FROM documents_fts JOIN documents w
    ON w.rowid = documents_fts.rowid WHERE documents_fts MATCH :query)"""


def fetch_claims(
    connection: sqlite3.Connection,
    *,
    words: str = "",
    label: str = "",
    claim_type: str = "",
    source: str = "",
    limit: int = 50,
    offset: int = 0,
) -> list[Row]:
    """Claims with the verdict that holds, latest said first. `words` must all stand in the claim."""
    values: Row = {"label": label, "type": claim_type, "source": source}
    chosen, walked = ["true"], True
    if terms := re.findall(r"[^\W_]+", words):
        for number, term in enumerate(terms):
            chosen.append(f"c.quote LIKE :term{number}")
            values[f"term{number}"] = f"%{term}%"
        values["query"] = write_query(" ".join(terms))
        if is_few(connection, "documents_fts WHERE documents_fts MATCH :query", values):
            chosen.append(WITH_WORDS)
            walked = False
    if source:
        walked = walked and not is_few(connection, "articles WHERE source = :source", values)
        chosen.append(_of_source(walked=walked))
    if claim_type:
        chosen.append("c.claim_type = :type")
    held = ""
    if label:
        held = f"JOIN verdicts v ON v.verdict_id = {HELD}"
        chosen.append("v.label = :label")
    return fetch_rows(
        connection,
        f"""WITH chosen AS (
                SELECT c.* FROM claims c {held} WHERE {" AND ".join(chosen)}
                ORDER BY {"" if walked else "+"}c.claimed_at DESC, c.claim_id DESC LIMIT :limit OFFSET :offset)
            SELECT {COLUMNS} FROM chosen c {JOINS} ORDER BY c.claimed_at DESC, c.claim_id DESC""",  # noqa: S608 - ours
        values | {"limit": limit, "offset": offset},
    )


def is_few(connection: sqlite3.Connection, chosen: str, values: Row) -> bool:
    """Whether so few rows are chosen that it is best to begin with them. Otherwise the claims are walked in their
    order until a page is full, which then comes soon."""
    query = f"SELECT count(*) FROM (SELECT 1 FROM {chosen} LIMIT {FEW + 1})"  # noqa: S608 - words of ours
    return bool(connection.execute(query, values).fetchone()[0] <= FEW)


def count_labels(connection: sqlite3.Connection, *, source: str = "") -> list[Row]:
    """How many of the newest claims have each label, by month: rows with `month`, `label`, `claims`."""
    values: Row = {"source": source}
    walked = not source or not is_few(connection, "articles WHERE source = :source", values)
    return fetch_rows(
        connection,
        f"""SELECT substr(c.claimed_at, 1, 7) AS month, v.label, count(*) AS claims
            FROM (SELECT claim_id, claimed_at FROM claims c
                  {f"WHERE {_of_source(walked=walked)}" if source else ""}
                  ORDER BY {"" if walked else "+"}c.claimed_at DESC LIMIT {NEWEST if not source else FEW}) c
            LEFT JOIN verdicts v ON v.verdict_id = {HELD}
            GROUP BY 1, 2 ORDER BY 1, 2""",  # noqa: S608 - constants of ours
        values,
    )


def _of_source(*, walked: bool) -> str:
    if walked:
        return "(SELECT a.source FROM articles a WHERE a.article_id = c.article_id) = :source"
    return "c.article_id IN (SELECT a.article_id FROM articles a WHERE a.source = :source)"


def sum_labels(rows: Iterable[Row]) -> dict[str, int]:
    """Claims by label, of rows with `label` and `claims`."""
    sums = dict.fromkeys(LABELS, 0)
    for row in rows:
        if row["label"] in sums:
            sums[row["label"]] += row["claims"]
    return sums
