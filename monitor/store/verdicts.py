"""The verdicts of each claim through time.

The history of a claim follows from the claim and the facts alone: a verdict for the day on which it was said, and
one for each later day on which another one held. So a rebuild finds the same ids. When the store learns late of
what had been known on a day, the verdicts that it changes stay, marked with `corrected_at`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from monitor.records import Evidence, Verdict, content_id
from monitor.store.columns import (
    Value,
    decimal_from_column,
    decimal_to_column,
    instant_to_column,
    record_of,
    row_of,
)
from monitor.store.database import Store
from monitor.store.loading import get_document
from monitor.store.saving import insert, upsert

HISTORY = "as_of, corrected_at IS NULL, judged_at, verdict_id"  # the last in this order is what holds now
EVIDENCE_COLUMNS = ("accession_number", "stance", "document_id", "quote_start", "quote")
Content = tuple[object, ...]


def save_history(
    store: Store, claim_id: str, verdicts: Iterable[Verdict], *, from_on: date, judged_at: datetime
) -> tuple[Verdict, ...]:
    """Bring the history of a claim from a day on to what these verdicts say; returns those added, with their ids.

    `verdicts`: of days from `from_on` on, oldest first. One is kept when its label, score, reason, day of
    resolution or evidence differ from those of the one before (contract, Verdicts, 10). Of what was stored for
    those days and does not hold, nothing is deleted: it gets `corrected_at`.
    """
    kept = _find_changes(_find_before(store, claim_id, from_on), verdicts)
    stored = store.query(
        "SELECT verdict_id, corrected_at, judged_at FROM verdicts WHERE claim_id = ? AND as_of >= ?",
        [claim_id, from_on.isoformat()],
    )
    known = {row["verdict_id"]: row for row in stored}
    added: list[Verdict] = []
    with store.transaction(f"save the verdicts of {claim_id}") as connection:
        for verdict in kept:
            if verdict.verdict_id in known:
                clock: dict[str, Value] = {"judged_at": known[verdict.verdict_id]["judged_at"]}
                upsert(connection, "verdicts", row_of(verdict) | clock, key=("verdict_id",))
                continue
            named = replace(verdict, judged_at=judged_at)
            insert(connection, "verdicts", row_of(named))
            for position, piece in enumerate(named.evidence):
                place: dict[str, Value] = {"verdict_id": named.verdict_id, "position": position}
                insert(connection, "evidence", place | row_of(piece))
            added.append(named)
        holding = {verdict.verdict_id for verdict in kept}
        for verdict_id, row in known.items():
            if verdict_id not in holding and row["corrected_at"] is None:
                connection.execute(
                    "UPDATE verdicts SET corrected_at = ? WHERE verdict_id = ?",
                    [instant_to_column(judged_at), verdict_id],
                )
    return tuple(added)


def _find_changes(before: Content | None, verdicts: Iterable[Verdict]) -> list[Verdict]:
    """The verdicts that differ from the one before each, with their ids."""
    kept = []
    for verdict in verdicts:
        content = _content(verdict)
        if content == before:
            continue
        before = content
        kept.append(replace(verdict, verdict_id=content_id(verdict.claim_id, verdict.as_of, *content)))
    return kept


def _content(verdict: Verdict) -> Content:
    """What makes a verdict another one."""
    pieces = (row_of(piece) for piece in verdict.evidence)
    return (
        verdict.label,
        decimal_to_column(verdict.score),
        verdict.reason,
        verdict.resolves_by_on.isoformat() if verdict.resolves_by_on else None,
        *(tuple(piece[name] for name in EVIDENCE_COLUMNS) for piece in pieces),
    )


def _find_before(store: Store, claim_id: str, day: date) -> Content | None:
    """The content of the verdict that held before a day; None when there is none."""
    rows = store.query(
        "SELECT verdict_id, label, score, reason, resolves_by_on FROM verdicts"
        " WHERE claim_id = ? AND as_of < ? AND corrected_at IS NULL ORDER BY as_of DESC LIMIT 1",
        [claim_id, day.isoformat()],
    )
    if not rows:
        return None
    pieces = store.query("SELECT * FROM evidence WHERE verdict_id = ? ORDER BY position", [rows[0]["verdict_id"]])
    return (
        *(rows[0][name] for name in ("label", "score", "reason", "resolves_by_on")),
        *(tuple(piece[name] for name in EVIDENCE_COLUMNS) for piece in pieces),
    )


def load_verdicts(store: Store, claim_id: str) -> list[Verdict]:
    """The history of a claim's verdicts by day, corrected ones included and before those that took their place."""
    rows = store.query(f"SELECT * FROM verdicts WHERE claim_id = ? ORDER BY {HISTORY}", [claim_id])  # noqa: S608
    return [_verdict(store, row) for row in rows]


def load_scores(store: Store) -> dict[str, list[tuple[date, Decimal]]]:
    """For each claim the score of each day that holds, oldest first."""
    scores: dict[str, list[tuple[date, Decimal]]] = {}
    for row in store.query(
        "SELECT claim_id, as_of, score FROM verdicts WHERE corrected_at IS NULL ORDER BY as_of"
    ):
        found = scores.setdefault(row["claim_id"], [])
        found.append((date.fromisoformat(row["as_of"]), decimal_from_column(row["score"])))
    return scores


def load_judged(store: Store) -> set[str]:
    """The claims that have a verdict."""
    return {row["claim_id"] for row in store.query("SELECT DISTINCT claim_id FROM verdicts")}


def _verdict(store: Store, row: dict[str, Any]) -> Verdict:
    pieces = store.query("SELECT * FROM evidence WHERE verdict_id = ? ORDER BY position", [row["verdict_id"]])
    return record_of(Verdict, row, evidence=tuple(_evidence(store, piece) for piece in pieces))


def _evidence(store: Store, row: dict[str, Any]) -> Evidence:
    document = get_document(store, row["document_id"])
    return record_of(Evidence, row, source=document.quote(row["quote_start"], row["quote_end"]))
