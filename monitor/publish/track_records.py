"""How people's predictions came out, and how the claims of each source fared."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from monitor.publish.rows import Row, fetch_rows
from monitor.publish.said import HELD, LABELS, NEWEST

SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class PredictionsPage:
    """Predictions, the newest first, and the record of each person."""

    predictions: list[Row]
    people: list[Row]  # those with most predictions first
    who: str  # "" for everybody


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesPage:
    """Sources with most claims first, each with its claims by label."""

    sources: list[Row]
    bounded: bool


def read_predictions_page(connection: sqlite3.Connection, *, who: str = "") -> PredictionsPage:
    """Everything on the page."""
    values = {"who": who}
    return PredictionsPage(
        predictions=fetch_rows(
            connection,
            f"""SELECT p.claim_id, p.who, p.asset, p.target_usd, p.direction, p.horizon_on, p.condition,
                       p.status, p.resolved_on,
                       substr(c.claimed_at, 1, 10) AS said_on, c.quote, c.document_id, c.quote_start, c.quote_end,
                       a.source
                FROM predictions p JOIN claims c ON c.claim_id = p.claim_id
                LEFT JOIN articles a ON a.article_id = c.article_id
                WHERE :who = '' OR p.who = :who
                ORDER BY c.claimed_at DESC, p.claim_id LIMIT {SHOWN}""",  # noqa: S608 - constants of ours
            values,
        ),
        people=fetch_rows(
            connection,
            f"""SELECT who, count(*) AS predictions, sum(status = 'came_true') AS came_true,
                       sum(status = 'failed') AS failed, sum(status IN ('open', 'no_horizon')) AS undecided,
                       sum(status = 'no_prices') AS no_prices
                FROM predictions GROUP BY who ORDER BY predictions DESC, who LIMIT {SHOWN}""",  # noqa: S608 - constants of ours
            values,
        ),
        who=who,
    )


def read_sources_page(connection: sqlite3.Connection) -> SourcesPage:
    """How the newest claims of each source fared, by the verdicts that hold."""
    sums = ", ".join(f"sum(v.label IS '{label}') AS {label}" for label in LABELS)
    rows = fetch_rows(
        connection,
        f"""SELECT a.source, count(*) AS claims, {sums}, count(DISTINCT a.article_id) AS articles,
                   min(c.claimed_at) AS first_seen_at, max(c.claimed_at) AS last_seen_at
            FROM (SELECT claim_id, article_id, claimed_at FROM claims
                  ORDER BY claimed_at DESC LIMIT {NEWEST}) c
            JOIN articles a ON a.article_id = c.article_id
            LEFT JOIN verdicts v ON v.verdict_id = {HELD}
            GROUP BY a.source ORDER BY claims DESC, a.source LIMIT {SHOWN}""",  # noqa: S608 - constants of ours
    )
    return SourcesPage(sources=rows, bounded=sum(row["claims"] for row in rows) >= NEWEST)
