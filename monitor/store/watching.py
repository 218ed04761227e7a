"""What alerts are judged from beside the facts: derived rows, verdicts that changed, stories, sources and runs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TypeVar

from monitor.records import (
    Instrument,
    Obligation,
    PaymentCoverage,
    RunEnd,
    SourceAnswer,
    Telling,
    VerdictChange,
)
from monitor.store.columns import instant_from_column, record_of
from monitor.store.database import Store
from monitor.store.loading import get_document

Derived = TypeVar("Derived", Instrument, PaymentCoverage)
DERIVED_TABLES: dict[type[object], str] = {Instrument: "instruments", PaymentCoverage: "payment_coverages"}


def load_derived(store: Store, record: type[Derived], issuer_cik: int) -> list[Derived]:
    """What a judge derived for an issuer, in the order saved."""
    table = DERIVED_TABLES[record]
    rows = store.query(f"SELECT * FROM {table} WHERE issuer_cik = ? ORDER BY rowid", [issuer_cik])  # noqa: S608
    return [record_of(record, row) for row in rows]


def load_obligations(store: Store, issuer_cik: int, *, from_on: str, until_on: str) -> list[Obligation]:
    """What falls due between two ISO days, both included, each with its sentence."""
    rows = store.query(
        "SELECT * FROM obligations WHERE issuer_cik = ? AND due_on BETWEEN ? AND ? ORDER BY due_on, obligation_id",
        [issuer_cik, from_on, until_on],
    )
    documents = {row["document_id"] for row in rows}
    texts = {document_id: get_document(store, document_id) for document_id in sorted(documents)}
    return [
        record_of(Obligation, row, source=texts[row["document_id"]].quote(row["quote_start"], row["quote_end"]))
        for row in rows
    ]


def load_verdict_changes(store: Store) -> list[VerdictChange]:
    """Verdicts whose label differs from the one before (the view of the site), oldest first."""
    rows = store.query("SELECT * FROM verdict_changes WHERE label <> label_before ORDER BY judged_at, verdict_id")
    return [record_of(VerdictChange, row) for row in rows]


def load_tellings(store: Store) -> list[Telling]:
    """The claims of every story, story by story, in the order said."""
    rows = store.query(
        "SELECT n.narrative_id, n.catalogue, n.name, n.issuer_cik, c.claim_id, c.claimed_at,"
        " coalesce(a.fetched_at, c.claimed_at) AS known_at,"
        " coalesce(a.source, '') AS source, c.document_id, c.quote_start, c.quote_end, c.quote"
        " FROM narratives n JOIN narrative_claims USING (narrative_id) JOIN claims c USING (claim_id)"
        " LEFT JOIN articles a ON a.article_id = c.article_id"
        " ORDER BY n.narrative_id, c.claimed_at, c.claim_id"
    )
    return [record_of(Telling, row) for row in rows]


def load_source_answers(store: Store, named: Mapping[str, str]) -> list[SourceAnswer]:
    """How each source that was ever asked answers, by source. `named`: the address of a feed or price source ->
    its name; these are told one by one, so that one which fell silent is not hidden by the others."""
    found = [_answer(store, name, "url", url) for url, name in named.items()]
    told = {one.source.partition(":")[0] for one in found if one}  # "news" of "news: CoinDesk"
    clients = [row["source"] for row in store.query("SELECT DISTINCT source FROM fetches")]
    found += [_answer(store, client, "source", client) for client in clients if client not in told]
    return sorted((one for one in found if one), key=lambda one: one.source)


def _answer(store: Store, name: str, column: str, value: str) -> SourceAnswer | None:
    """Each subquery walks an index from one end: years of fetches are not read."""
    chosen = f"FROM fetches WHERE {column} = ?1"  # url or source
    (row,) = store.query(
        f"SELECT (SELECT min(fetched_at) {chosen}) AS first_asked_at,"
        f" (SELECT max(fetched_at) {chosen}) AS asked_at,"
        f" (SELECT fetched_at {chosen} AND error IS NULL AND status < 400 ORDER BY fetched_at DESC LIMIT 1)"
        "  AS answered_at,"
        f" (SELECT coalesce(error, CASE WHEN status >= 400 THEN 'HTTP status ' || status END) {chosen}"
        "  ORDER BY fetched_at DESC, fetch_id DESC LIMIT 1) AS error",
        [value],
    )
    return record_of(SourceAnswer, row | {"source": name}) if row["asked_at"] else None


def find_last_update(store: Store, *, but: str) -> datetime | None:
    """When the last update that went well began, without the run at work (`but`); None before the first."""
    (row,) = store.query(
        "SELECT max(started_at) AS began FROM runs WHERE command = 'update' AND exit_code = 0 AND run_id <> ?",
        [but],
    )
    return instant_from_column(row["began"]) if row["began"] else None


def load_run_ends(store: Store, *, but: str) -> list[RunEnd]:
    """How the runs of each command ended since the last one that went well, oldest first, without the one at work
    (`but`). What failed before that was told when it failed: years of runs are not read."""
    rows = store.query(
        "WITH good AS (SELECT command, max(rowid) AS place FROM runs"
        "  WHERE exit_code IN (0, 1) AND run_id <> ?1 GROUP BY command)"
        " SELECT r.*, (SELECT message FROM problems p WHERE p.run_id = r.run_id AND p.severity = 'error'"
        "  ORDER BY p.raised_at, p.problem_id LIMIT 1) AS error"
        " FROM runs r LEFT JOIN good USING (command)"
        " WHERE r.run_id <> ?1 AND (place IS NULL OR r.rowid > place) ORDER BY r.started_at, r.rowid",
        [but],
    )
    return [record_of(RunEnd, row) for row in rows]
