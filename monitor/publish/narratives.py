"""The pages of stories: the catalogue with its scores, and one story with its volume, sources and claims."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date, timedelta

from monitor.publish.bars import Stack
from monitor.publish.figures import format_day, read_day
from monitor.publish.rows import Row, fetch_rows, find_row
from monitor.publish.said import COLUMNS, HELD, JOINS, LABELS, NEWEST

SHOWN = 50
WEEKS_DRAWN = 104
# What is counted by label is counted over the newest claims alone, see NEWEST.
COUNTED = f"""
    SELECT m.narrative_id, c.claim_id, c.claimed_at, a.source, v.label
    FROM (SELECT claim_id, claimed_at, article_id FROM claims
          ORDER BY claimed_at DESC LIMIT {NEWEST}) c
    JOIN narrative_claims m ON m.claim_id = c.claim_id
    LEFT JOIN articles a ON a.article_id = c.article_id
    LEFT JOIN verdicts v ON v.verdict_id = {HELD}
"""  # noqa: S608 - constants of ours
TOLD = f"""
    SELECT c.narrative_id, c.claim_id, c.claimed_at, a.source, v.label
    FROM (SELECT m.narrative_id, c.claim_id, c.claimed_at, c.article_id
          FROM narrative_claims m JOIN claims c ON c.claim_id = m.claim_id
          WHERE m.narrative_id = :id LIMIT {NEWEST}) c
    LEFT JOIN articles a ON a.article_id = c.article_id
    LEFT JOIN verdicts v ON v.verdict_id = {HELD}
"""  # noqa: S608 - constants of ours


@dataclass(frozen=True, slots=True, kw_only=True)
class NarrativesPage:
    """Every story, the one told last first, with `labels`."""

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


def read_narratives_page(connection: sqlite3.Connection, *, limit: int = 200) -> NarrativesPage:
    """The stories, with how the newest claims of all fare."""
    stories = fetch_rows(
        connection,
        """SELECT n.*, i.ticker FROM narratives n LEFT JOIN issuers i USING (issuer_cik)
           ORDER BY n.last_seen_at DESC, n.narrative_id LIMIT :limit""",
        {"limit": limit},
    )
    rows = fetch_rows(connection, COUNTED)
    told: dict[str, list[Row]] = {}
    for row in rows:
        told.setdefault(row["narrative_id"], []).append(row)
    return NarrativesPage(
        narratives=[_sum_up(story, told.get(story["narrative_id"], [])) for story in stories],
        weeks=stack_weeks(rows),
        bounded=len(rows) >= NEWEST,
    )


def read_narrative_page(connection: sqlite3.Connection, narrative_id: str) -> NarrativePage | None:
    """One story, or None when there is none of that id."""
    values = {"id": narrative_id}
    story = find_row(
        connection,
        """SELECT n.*, i.ticker FROM narratives n LEFT JOIN issuers i USING (issuer_cik)
           WHERE n.narrative_id = :id""",
        values,
    )
    if story is None:
        return None
    rows = fetch_rows(connection, TOLD, values)
    summed = _sum_up(story, rows)
    return NarrativePage(
        narrative=summed,
        labels=summed["labels"],
        sources=_sum_sources(rows),
        weeks=stack_weeks(rows),
        claims=fetch_rows(
            connection,
            f"""SELECT {COLUMNS} FROM narrative_claims m JOIN claims c ON c.claim_id = m.claim_id {JOINS}
                WHERE m.narrative_id = :id
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
    written = "%b %Y" if mondays[0].year < mondays[-1].year else "%b"
    return [
        Stack(
            name=f"week of {format_day(monday)}",
            tick=f"{monday.day} {monday:{written}}",
            amounts=weeks.get(monday, {}),
        )
        for monday in mondays
    ]


def _sum_up(story: Row, rows: list[Row]) -> Row:
    return story | {"labels": {label: sum(row["label"] == label for row in rows) for label in LABELS}}


def _sum_sources(rows: list[Row]) -> list[Row]:
    sums: dict[str, Row] = {}
    for row in rows:
        source = row["source"] or "unknown"
        entry = sums.setdefault(source, {"source": source, "claims": 0, **dict.fromkeys(LABELS, 0)})
        entry["claims"] += 1
        if row["label"] in LABELS:
            entry[row["label"]] += 1
    return sorted(sums.values(), key=lambda entry: (-entry["claims"], entry["source"]))
