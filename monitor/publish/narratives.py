"""The pages of stories: the catalogue with its scores, and one story with its volume, sources and claims."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from monitor.publish.as_of import NOW, AsOf
from monitor.publish.bars import Stack
from monitor.publish.figures import find_number, format_day, read_day
from monitor.publish.rows import Row, fetch_rows, find_row
from monitor.publish.said import COLUMNS, HELD, JOINS, LABELS, NEWEST

SHOWN = 50
WEEKS_DRAWN = 104
# What is counted by label is counted over the newest claims alone, see NEWEST.
COUNTED = f"""
    SELECT m.narrative_id, c.claim_id, c.claimed_at, a.source, v.label, v.score, c.negated
    FROM (SELECT claim_id, claimed_at, article_id, negated FROM claims
          WHERE claimed_at <= :until ORDER BY claimed_at DESC LIMIT {NEWEST}) c
    JOIN narrative_claims m ON m.claim_id = c.claim_id
    LEFT JOIN articles a ON a.article_id = c.article_id
    LEFT JOIN verdicts v ON v.verdict_id = {HELD}
"""  # noqa: S608 - constants of ours
TOLD = f"""
    SELECT c.narrative_id, c.claim_id, c.claimed_at, a.source, v.label, v.score, c.negated
    FROM (SELECT m.narrative_id, c.claim_id, c.claimed_at, c.article_id, c.negated
          FROM narrative_claims m JOIN claims c ON c.claim_id = m.claim_id
          WHERE m.narrative_id = :id AND c.claimed_at <= :until LIMIT {NEWEST}) c
    LEFT JOIN articles a ON a.article_id = c.article_id
    LEFT JOIN verdicts v ON v.verdict_id = {HELD}
"""  # noqa: S608 - constants of ours


@dataclass(frozen=True, slots=True, kw_only=True)
class NarrativesPage:
    """Every story that had been told by the day, the one told last first, with `labels` and `loudest`."""

    narratives: list[Row]
    weeks: list[Stack]  # of all stories, by label
    bounded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NarrativePage:
    """One story."""

    narrative: Row
    labels: dict[str, int]
    sources: list[Row]  # loudest first, with the claims of each by label
    weeks: list[Stack]
    claims: list[Row]  # the newest of them


def read_narratives_page(connection: sqlite3.Connection, *, as_of: AsOf = NOW, limit: int = 200) -> NarrativesPage:
    """The stories that had been told by the day, with score, labels and loudest source as of it.

    The score of a day in the past turns denials round; that other words speak against a story is not known here.
    """
    stories = fetch_rows(
        connection,
        """SELECT n.*, i.ticker FROM narratives n LEFT JOIN issuers i USING (issuer_cik)
           WHERE n.first_seen_at <= :until ORDER BY n.last_seen_at DESC, n.narrative_id LIMIT :limit""",
        as_of.values | {"limit": limit},
    )
    rows = fetch_rows(connection, COUNTED, dict(as_of.values))
    told: dict[str, list[Row]] = {}
    for row in rows:
        told.setdefault(row["narrative_id"], []).append(row)
    return NarrativesPage(
        narratives=[_sum_up(story, told.get(story["narrative_id"], []), as_of) for story in stories],
        weeks=stack_weeks(rows),
        bounded=len(rows) >= NEWEST,
    )


def read_narrative_page(
    connection: sqlite3.Connection, narrative_id: str, *, as_of: AsOf = NOW
) -> NarrativePage | None:
    """One story, or None when there is none of that id."""
    values = {"id": narrative_id, **as_of.values}
    story = find_row(
        connection,
        """SELECT n.*, i.ticker FROM narratives n LEFT JOIN issuers i USING (issuer_cik)
           WHERE n.narrative_id = :id""",
        values,
    )
    if story is None:
        return None
    rows = fetch_rows(connection, TOLD, values)
    summed = _sum_up(story, rows, as_of)
    return NarrativePage(
        narrative=summed,
        labels=summed["labels"],
        sources=_sum_sources(rows),
        weeks=stack_weeks(rows),
        claims=fetch_rows(
            connection,
            f"""SELECT {COLUMNS} FROM narrative_claims m JOIN claims c ON c.claim_id = m.claim_id {JOINS}
                WHERE m.narrative_id = :id AND c.claimed_at <= :until
                ORDER BY c.claimed_at DESC, c.claim_id LIMIT {SHOWN}""",  # noqa: S608 - constants of ours
            values,
        ),
    )


def stack_weeks(rows: list[Row]) -> list[Stack]:
    """One bar for each week from the first to the last, those without a claim included."""
    weeks: dict[date, dict[str, int]] = {}
    for row in rows:
        if day := read_day(row["claimed_at"]):
            amounts = weeks.setdefault(day - timedelta(days=day.weekday()), {})
            label = row["label"] or "unjudged"
            amounts[label] = amounts.get(label, 0) + 1
    if not weeks:
        return []
    first, last = min(weeks), max(weeks)
    mondays = [first + timedelta(weeks=week) for week in range((last - first).days // 7 + 1)][-WEEKS_DRAWN:]
    return [
        Stack(
            name=f"week of {format_day(monday)}", tick=f"{monday.day} {monday:%b}", amounts=weeks.get(monday, {})
        )
        for monday in mondays
    ]


def _sum_up(story: Row, rows: list[Row], as_of: AsOf) -> Row:
    labels = {label: sum(row["label"] == label for row in rows) for label in LABELS}
    sources = _sum_sources(rows)
    now = as_of.day is None
    return story | {
        "labels": labels,
        "claims": story["claims"] if now else len(rows),
        "sources": story["sources"] if now else len(sources),
        "score": story["score"] if now else _mean(rows),
        "last_seen_at": story["last_seen_at"] if now or not rows else max(row["claimed_at"] for row in rows),
        "loudest_source": story["loudest_source"] if now or not sources else sources[0]["source"],
    }


def _mean(rows: list[Row]) -> Decimal | None:
    """The mean score of the claims, denials turned round, as the judge has it."""
    scores = [
        -score if row["negated"] else score for row in rows if (score := find_number(row["score"])) is not None
    ]
    return (sum(scores, Decimal(0)) / len(scores)).quantize(Decimal("0.001")) if scores else None


def _sum_sources(rows: list[Row]) -> list[Row]:
    sums: dict[str, Row] = {}
    for row in rows:
        source = row["source"] or "unknown"
        entry = sums.setdefault(source, {"source": source, "claims": 0, **dict.fromkeys(LABELS, 0)})
        entry["claims"] += 1
        if row["label"] in LABELS:
            entry[row["label"]] += 1
    return sorted(sums.values(), key=lambda entry: (-entry["claims"], entry["source"]))
