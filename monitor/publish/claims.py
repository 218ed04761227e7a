"""The pages of what is said: all claims, one claim with the history of its verdicts, one verdict."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date

from monitor.publish.bars import Stack
from monitor.publish.figures import read_day
from monitor.publish.rows import Row, fetch_rows, find_row
from monitor.publish.said import COLUMNS, JOINS, LABELS, NEWEST, count_labels, fetch_claims, sum_labels

PAGE = 50
MONTHS_DRAWN = 36
HISTORY = """
SELECT * FROM verdicts WHERE claim_id = :id
ORDER BY as_of, corrected_at IS NULL, judged_at, verdict_id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimsPage:
    """Claims that were chosen, latest said first, and how the newest of all claims fare."""

    words: str
    label: str
    claim_type: str
    source: str
    types: list[str]
    claims: list[Row]
    start: int  # how many come before the first one shown
    more: bool
    shares: dict[str, int]  # of the newest claims, by label
    bounded: bool  # there are more claims than were counted
    months: list[Stack]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimPage:
    """One claim: who said it where, and every verdict on it, newest first, each with its `evidence`."""

    claim: Row
    verdicts: list[Row]
    shown: Row | None  # the verdict that the page tells in full
    later: Row | None  # the one that holds, when an earlier one is shown
    narratives: list[Row]
    prediction: Row | None


def read_claims_page(
    connection: sqlite3.Connection,
    *,
    words: str = "",
    label: str = "",
    claim_type: str = "",
    source: str = "",
    start: int = 0,
) -> ClaimsPage:
    """Everything on the page of all claims."""
    label = label if label in LABELS else ""
    found = fetch_claims(
        connection,
        words=words,
        label=label,
        claim_type=claim_type,
        source=source,
        limit=PAGE + 1,
        offset=start,
    )
    months = count_labels(connection, source=source)
    shares = sum_labels(months)
    return ClaimsPage(
        words=words,
        label=label,
        claim_type=claim_type,
        source=source,
        types=list_types(connection),
        claims=found[:PAGE],
        start=start,
        more=len(found) > PAGE,
        shares=shares,
        bounded=sum(row["claims"] for row in months) >= NEWEST,
        months=stack_months(months),
    )


def list_types(connection: sqlite3.Connection) -> list[str]:
    """The types of claims that occur, each looked up in the index and none counted."""
    return [
        row["claim_type"]
        for row in fetch_rows(
            connection,
            """WITH RECURSIVE types(claim_type) AS (
                   SELECT min(claim_type) FROM claims
                   UNION ALL
                   SELECT (SELECT min(claim_type) FROM claims WHERE claim_type > types.claim_type)
                   FROM types WHERE types.claim_type IS NOT NULL
               ) SELECT claim_type FROM types WHERE claim_type IS NOT NULL""",
        )
    ]


def stack_months(rows: list[Row]) -> list[Stack]:
    """One bar for each month from the first to the last, those without a claim included."""
    if not rows:
        return []
    by_month: dict[str, dict[str, int]] = {}
    for row in rows:
        by_month.setdefault(row["month"], {})[row["label"] or "unjudged"] = row["claims"]
    names = list_months(min(by_month), max(by_month))[-MONTHS_DRAWN:]
    return [
        Stack(name=f"{day:%B %Y}", tick=f"{day:%b %Y}", amounts=by_month.get(name, {}))
        for name in names
        if (day := date.fromisoformat(f"{name}-01"))
    ]


def list_months(first: str, last: str) -> list[str]:
    """ "2026-05" to "2026-07" as three months."""
    year, month = int(first[:4]), int(first[5:7])
    names = [first]
    while names[-1] < last:
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        names.append(f"{year:04}-{month:02}")
    return names


def read_claim_page(connection: sqlite3.Connection, claim_id: str) -> ClaimPage | None:
    """One claim with the verdict that holds, or None when there is no such claim."""
    return _read_page(connection, claim_id, None)


def read_verdict_page(connection: sqlite3.Connection, verdict_id: str) -> ClaimPage | None:
    """One verdict, whether or not it still holds, or None when there is no such verdict."""
    row = find_row(connection, "SELECT claim_id FROM verdicts WHERE verdict_id = :id", {"id": verdict_id})
    return _read_page(connection, row["claim_id"], verdict_id) if row else None


def _read_page(connection: sqlite3.Connection, claim_id: str, verdict_id: str | None) -> ClaimPage | None:
    values = {"id": claim_id}
    claim = find_row(
        connection,
        f"SELECT {COLUMNS} FROM claims c {JOINS} WHERE c.claim_id = :id",  # noqa: S608 - constants of ours
        values,
    )
    if claim is None:
        return None
    verdicts = [
        row
        | {
            "told_on": read_day(row["as_of"]),
            "evidence": fetch_evidence(connection, row["verdict_id"]),
        }
        for row in fetch_rows(connection, HISTORY, values)[::-1]
    ]
    held = verdicts[0] if verdicts else None
    shown = next((row for row in verdicts if row["verdict_id"] == verdict_id), held)
    return ClaimPage(
        claim=claim,
        verdicts=verdicts,
        shown=shown,
        later=held if held is not shown else None,
        narratives=fetch_rows(
            connection,
            """SELECT n.* FROM narrative_claims m JOIN narratives n USING (narrative_id)
               WHERE m.claim_id = :id ORDER BY n.name""",
            values,
        ),
        prediction=find_row(connection, "SELECT * FROM predictions WHERE claim_id = :id", values),
    )


def fetch_evidence(connection: sqlite3.Connection, verdict_id: str) -> list[Row]:
    """The sentences that a verdict rests on, in its order, each with the filing it stands in."""
    return fetch_rows(
        connection,
        """SELECT e.*, f.form, f.filed_on, f.accepted_at, f.reconstruction, f.url AS filing_url,
                  '/document/' || e.document_id || '?start=' || e.quote_start || '&end=' || e.quote_end
                      || '#quote' AS document_path
           FROM evidence e LEFT JOIN filings f ON f.accession_number = e.accession_number
           WHERE e.verdict_id = :id ORDER BY e.position""",
        {"id": verdict_id},
    )
