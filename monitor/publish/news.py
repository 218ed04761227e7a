"""What is new, for the home page: the stories that are open, what changed this week, how fresh each source is."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date, timedelta

from monitor._alert_settings import SEVERITIES
from monitor.publish.alert_list import fetch_alerts
from monitor.publish.as_of import ALWAYS
from monitor.publish.narratives import read_narratives_page
from monitor.publish.rows import Row, fetch_rows

STORIES, LINES, SOURCES, ALERTS = 5, 6, 6, 3  # at most so many are shown of each
NEWEST = 40  # alerts among which the gravest are looked for
WEEK = timedelta(days=7)
# What happened in the week, each line with its day, words and path, newest first.
CHANGED = """
SELECT day_on, words, path FROM (
    SELECT substr(c.known_at, 1, 10) AS day_on, c.known_at AS at,
           CASE c.kind WHEN 'acquired' THEN 'acquired ' WHEN 'sold' THEN 'sold ' ELSE c.kind || ' ' END
               || printf('%,d', c.units) || ' ' || c.asset AS words,
           '/document/' || c.document_id || '?start=' || c.quote_start || '&end=' || c.quote_end || '#quote'
               AS path
    FROM holdings_changes c
    JOIN ledger_changes t ON t.change_id = c.change_id AND t.treatment IN ('counted', 'netted')
    WHERE c.issuer_cik = :cik AND c.kind <> 'none' AND c.known_at > :since
    UNION ALL
    SELECT v.as_of, v.judged_at,
           replace(b.label, '_', ' ') || ' is now ' || replace(v.label, '_', ' ') || ': '
               || substr(c.quote, 1, 90),
           '/verdict/' || v.verdict_id
    FROM verdicts v JOIN claims c ON c.claim_id = v.claim_id
    JOIN verdicts b ON b.verdict_id = (
        SELECT n.verdict_id FROM verdicts n
        WHERE n.claim_id = v.claim_id AND n.corrected_at IS NULL AND n.as_of < v.as_of
        ORDER BY n.as_of DESC LIMIT 1)
    WHERE v.corrected_at IS NULL AND v.as_of > :first AND b.label <> v.label
    UNION ALL
    SELECT substr(f.accepted_at, 1, 10), f.accepted_at, f.form || ' filed',
           '/monitor/filings/' || f.accession_number
    FROM filings f WHERE f.issuer_cik = :cik AND f.accepted_at > :since
) ORDER BY day_on DESC, at DESC, path LIMIT :lines
"""
# The newest row of each source is looked up in an index; no table is read through, and none as of a day.
FRESH = """
WITH RECURSIVE asked(source) AS (
    SELECT min(source) FROM main.fetches
    UNION ALL SELECT (SELECT min(f.source) FROM main.fetches f WHERE f.source > asked.source)
    FROM asked WHERE asked.source IS NOT NULL
)
SELECT * FROM (
    SELECT source AS words,
           (SELECT max(f.fetched_at) FROM fetches f WHERE f.source = asked.source) AS at
    FROM asked WHERE source IS NOT NULL
) WHERE at IS NOT NULL ORDER BY at DESC, words LIMIT :sources
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """Each line may lead somewhere by its `path`."""

    stories: list[Row]  # with claims that the filings have not settled, or told in the last sixty days
    stories_told: int  # in all
    changed: list[Row]  # day_on, words, path
    alerts: list[Row]  # the gravest first
    sources: list[Row]  # words, at: when each was asked last
    articles_at: str | None  # when the newest article was fetched
    prices_on: str | None  # the newest close


def read_news(connection: sqlite3.Connection, issuer_cik: int | None, *, today: date, until: str = ALWAYS) -> News:
    """Everything that is new. `today` is New York's day, or the day that was asked for and `until` its end."""
    first = today - WEEK
    values: Row = {
        "cik": issuer_cik,
        "since": f"{first.isoformat()}T24",  # after every instant of that day
        "first": first.isoformat(),
        "lines": LINES,
        "sources": SOURCES,
    }
    stories = read_narratives_page(connection).narratives
    recent = (today - timedelta(days=60)).isoformat()
    return News(
        stories=[row for row in stories if row["labels"]["not_enough_evidence"] or row["last_seen_at"] >= recent][
            :STORIES
        ],
        stories_told=len(stories),
        changed=fetch_rows(connection, CHANGED, values),
        alerts=_choose_alerts(fetch_alerts(connection, limit=NEWEST), first.isoformat()),
        sources=fetch_rows(connection, FRESH, values),
        articles_at=connection.execute(
            "SELECT max(fetched_at) FROM articles WHERE fetched_at <= ?", (until,)
        ).fetchone()[0],
        prices_on=connection.execute("SELECT max(day_on) FROM prices").fetchone()[0],
    )


def _choose_alerts(newest: list[Row], first: str) -> list[Row]:
    """The gravest of the week, then the newest; a verdict that turned stands among the changes already."""
    week = [row for row in newest if row["day_on"] > first and row["kind"] != "verdict_change"]
    return sorted(week, key=lambda row: -SEVERITIES.index(row["severity"]))[:ALERTS]
