"""Claims, the stories they are joined into, and the predictions."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Sequence

from monitor.records import (
    Claim,
    ClaimFigure,
    Document,
    Narrative,
    Prediction,
)
from monitor.store.columns import (
    Value,
    precision_to_column,
    record_of,
    row_of,
)
from monitor.store.database import Store
from monitor.store.loading import get_document
from monitor.store.saving import insert, upsert


def save_claims(store: Store, document_id: str, claims: Sequence[Claim]) -> int:
    """The claims of a document are these, and no others: one that is read no more goes with its verdicts, for they
    speak of words that nobody said. Returns how many are new; the same again changes nothing.

    Issuers that they are about must have been saved.
    """
    stored = store.query("SELECT article_id FROM documents WHERE document_id = ?", [document_id])
    article_id = stored[0]["article_id"] if stored else None
    with store.transaction(f"save the claims of {document_id}") as connection:
        _forget(connection, store, document_id, {claim.claim_id for claim in claims})
        added = 0
        for claim in claims:
            added += upsert(connection, "claims", row_of(claim) | {"article_id": article_id}, key=("claim_id",))
            _save_figures(connection, store, claim)
    return added


def _forget(connection: sqlite3.Connection, store: Store, document_id: str, kept: Collection[str]) -> None:
    for row in store.query("SELECT claim_id FROM claims WHERE document_id = ?", [document_id]):
        if row["claim_id"] not in kept:
            for table in ("verdicts", "narrative_claims", "predictions", "claims"):
                connection.execute(f"DELETE FROM {table} WHERE claim_id = ?", [row["claim_id"]])  # noqa: S608


def _save_figures(connection: sqlite3.Connection, store: Store, claim: Claim) -> None:
    rows: list[dict[str, Value]] = []
    for position, figure in enumerate(claim.figures):
        place: dict[str, Value] = {"claim_id": claim.claim_id, "position": position}
        rows.append(place | row_of(figure) | {"value_precision": precision_to_column(figure.value)})
    found = store.query("SELECT * FROM claim_figures WHERE claim_id = ? ORDER BY position", [claim.claim_id])
    if found != rows:
        connection.execute("DELETE FROM claim_figures WHERE claim_id = ?", [claim.claim_id])
        for row in rows:
            insert(connection, "claim_figures", row)


def load_claims(store: Store, *, document_id: str | None = None) -> list[Claim]:
    """The claims of a document (or all), in the order in which they were said, with their figures."""
    figures: defaultdict[str, list[ClaimFigure]] = defaultdict(list)
    for row in store.query("SELECT * FROM claim_figures ORDER BY claim_id, position"):
        figures[row["claim_id"]].append(record_of(ClaimFigure, row))
    texts: dict[str, Document] = {}
    claims = []
    for row in store.query(
        "SELECT * FROM claims WHERE ?1 IS NULL OR document_id = ?1"
        " ORDER BY claimed_at, document_id, quote_start, quote_end, rowid",
        [document_id],
    ):
        if row["document_id"] not in texts:
            texts[row["document_id"]] = get_document(store, row["document_id"])
        source = texts[row["document_id"]].quote(row["quote_start"], row["quote_end"])
        claims.append(record_of(Claim, row, figures=tuple(figures[row["claim_id"]]), source=source))
    return claims


def load_claim_sources(store: Store) -> dict[str, str]:
    """For each claim of an article, who printed it."""
    rows = store.query("SELECT c.claim_id, a.source FROM claims c JOIN articles a USING (article_id)")
    return {row["claim_id"]: row["source"] for row in rows}


def save_narratives(store: Store, narratives: Sequence[Narrative]) -> bool:
    """Replace all stories. False, and nothing is written, when they are the same."""
    rows: list[dict[str, Value]] = []
    told: dict[str, list[dict[str, Value]]] = {"narrative_claims": [], "narrative_scores": []}
    for narrative in sorted(narratives, key=lambda one: one.narrative_id):
        rows.append(row_of(narrative))
        whose: dict[str, Value] = {"narrative_id": narrative.narrative_id}
        told["narrative_claims"] += [
            whose | row_of(one) for one in sorted(narrative.members, key=lambda one: one.claim_id)
        ]
        told["narrative_scores"] += [whose | row_of(one) for one in narrative.scores]
    if store.query("SELECT * FROM narratives ORDER BY narrative_id") == rows and all(
        store.query(f"SELECT * FROM {table} ORDER BY 1, 2") == found  # noqa: S608 - our own names
        for table, found in told.items()
    ):
        return False
    with store.transaction("save narratives") as connection:
        connection.execute("DELETE FROM narratives")  # what was told of them goes with them
        for table, found in {"narratives": rows, **told}.items():
            for row in found:
                insert(connection, table, row)
    return True


def save_predictions(store: Store, predictions: Sequence[Prediction]) -> bool:
    """Replace all predictions. False, and nothing is written, when they are the same."""
    rows = [row_of(prediction) for prediction in sorted(predictions, key=lambda one: one.claim_id)]
    if store.query("SELECT * FROM predictions ORDER BY claim_id") == rows:
        return False
    with store.transaction("save predictions") as connection:
        connection.execute("DELETE FROM predictions")
        for row in rows:
            insert(connection, "predictions", row)
    return True
