"""How people's predictions came out, and how the claims of each source fared."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from monitor.publish.as_of import NOW, AsOf
from monitor.publish.rows import Row, fetch_rows
from monitor.publish.said import HELD, LABELS, NEWEST

SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class PredictionsPage:
    """Predictions, the newest first, and the record of each person. A status is that of now."""

    predictions: list[Row]
    people: list[Row]  # those with most predictions first
    who: str  # "" for everybody


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesPage:
    """Sources with most claims first, each with its claims by label."""

    sources: list[Row]
    bounded: bool


def read_predictions_page(connection: sqlite3.Connection, *, as_of: AsOf = NOW, who: str = "") -> PredictionsPage:
    """Everything on the page. What was resolved after the day was still open on it."""
    values = as_of.values | {"who": who}
    status = "CASE WHEN p.resolved_on > :on AND p.status IN ('came_true', 'failed') THEN 'open' ELSE p.status END"
    return PredictionsPage(
        predictions=fetch_rows(
            connection,
            f"""SELECT p.claim_id, p.who, p.asset, p.target_usd, p.direction, p.horizon_on, p.condition,
                       {status} AS status, CASE WHEN p.resolved_on <= :on THEN p.resolved_on END AS resolved_on,
                       substr(c.claimed_at, 1, 10) AS said_on, c.quote, c.document_id, c.quote_start, c.quote_end,
                       a.source
                FROM predictions p JOIN claims c ON c.claim_id = p.claim_id
                LEFT JOIN articles a ON a.article_id = c.article_id
                WHERE c.claimed_at <= :until AND (:who = '' OR p.who = :who)
                ORDER BY c.claimed_at DESC, p.claim_id LIMIT {SHOWN}""",  # noqa: S608 - constants of ours
            values,
        ),
        people=fetch_rows(
            connection,
            f"""SELECT who, count(*) AS predictions, sum(status = 'came_true') AS came_true,
                       sum(status = 'failed') AS failed, sum(status IN ('open', 'no_horizon')) AS undecided,
                       sum(status = 'no_prices') AS no_prices
                FROM (SELECT p.who, {status} AS status FROM predictions p JOIN claims c USING (claim_id)
                      WHERE c.claimed_at <= :until)
                GROUP BY who ORDER BY predictions DESC, who LIMIT {SHOWN}""",  # noqa: S608 - constants of ours
            values,
        ),
        who=who,
    )


def read_sources_page(connection: sqlite3.Connection, *, as_of: AsOf = NOW) -> SourcesPage:
    """How the newest claims of each source fared, by the verdicts that held on the day."""
    sums = ", ".join(f"sum(v.label IS '{label}') AS {label}" for label in LABELS)
    rows = fetch_rows(
        connection,
        f"""SELECT a.source, count(*) AS claims, {sums}, count(DISTINCT a.article_id) AS articles,
                   min(c.claimed_at) AS first_seen_at, max(c.claimed_at) AS last_seen_at
            FROM (SELECT claim_id, article_id, claimed_at FROM claims WHERE claimed_at <= :until
                  ORDER BY claimed_at DESC LIMIT {NEWEST}) c
            JOIN articles a ON a.article_id = c.article_id
            LEFT JOIN verdicts v ON v.verdict_id = {HELD}
            GROUP BY a.source ORDER BY claims DESC, a.source LIMIT {SHOWN}""",  # noqa: S608 - constants of ours
        dict(as_of.values),
    )
    return SourcesPage(sources=rows, bounded=sum(row["claims"] for row in rows) >= NEWEST)
