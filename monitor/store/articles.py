"""Articles and their documents, prices and flows: saved once however often they come."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime

from monitor.records import Article, Document, Flow, Price
from monitor.store.columns import instant_to_column, record_of, row_of
from monitor.store.database import Store
from monitor.store.loading import get_document
from monitor.store.saving import insert, upsert
from monitor.store.unsettled import mark_unsettled

SAID_AT = "min(coalesce(published_at, fetched_at), fetched_at)"  # as `judges.duplicates.said_at` has it


def save_article(store: Store, article: Article, document: Document) -> bool:
    """Add an article with its document; False, and nothing is written, when it is stored.

    It is stored under its address, headline and text, so an article that was edited is another one, and a copy of
    the first. Seen again, it keeps the instant at which it was seen first.
    """
    with store.transaction(f"save article {article.article_id}") as connection:
        if not insert(connection, "articles", row_of(article), unless=("article_id",)):
            connection.execute(
                "UPDATE articles SET fetched_at = min(fetched_at, ?) WHERE article_id = ?",
                [instant_to_column(article.fetched_at), article.article_id],
            )
            return False
        insert(connection, "documents", row_of(document))
        mark_unsettled(connection, "article", document.document_id, article.fetched_at.date())
        connection.executemany(
            "INSERT INTO blocks (document_id, start, end, kind, section) VALUES (?, ?, ?, ?, ?)",
            [
                (document.document_id, block.start, block.end, block.kind, block.section)
                for block in document.blocks
            ],
        )
    return True


def load_articles(store: Store, *, since: datetime | None = None, originals: bool = False) -> list[Article]:
    """The articles said at `since` or later (published then, as far as known, else seen), in that order.

    `originals`: without those that are copies.
    """
    rows = store.query(
        f"SELECT * FROM articles WHERE {SAID_AT} >= ?"  # noqa: S608 - our own expression
        f" AND (NOT ? OR duplicate_of IS NULL) ORDER BY {SAID_AT}, article_id",
        [instant_to_column(since) if since else "", originals],
    )
    return [record_of(Article, row) for row in rows]


def load_article_documents(store: Store, article_ids: Collection[str] | None = None) -> dict[str, Document]:
    """For each article (or those named) its document, with its text and without blocks."""
    rows = store.query("SELECT * FROM documents WHERE article_id IS NOT NULL ORDER BY article_id")
    return {
        row["article_id"]: record_of(Document, row, blocks=(), tables=(), tagged=())
        for row in rows
        if article_ids is None or row["article_id"] in article_ids
    }


def load_articles_to_read(store: Store, document_ids: Collection[str]) -> Iterator[tuple[Article, Document]]:
    """The articles of these documents, and copies of others that were read for claims before they were known to be
    copies; in the order in which they were said, each with its document."""
    chosen = json.dumps(sorted(document_ids))
    rows = store.query(
        "SELECT a.article_id, d.document_id FROM documents d JOIN articles a USING (article_id)"  # noqa: S608 - ours
        " WHERE d.document_id IN (SELECT value FROM json_each(?)) OR (a.duplicate_of IS NOT NULL"
        " AND EXISTS (SELECT 1 FROM claims c WHERE c.document_id = d.document_id))"
        f" ORDER BY {SAID_AT}, a.article_id",
        [chosen],
    )
    for row in rows:
        (article,) = store.query("SELECT * FROM articles WHERE article_id = ?", [row["article_id"]])
        yield record_of(Article, article), get_document(store, row["document_id"])


def load_known_urls(store: Store, settled: Collection[str]) -> set[str]:
    """The addresses that need not be fetched: of stored articles, and those with a problem of a `settled` kind."""
    known = {row["url"] for row in store.query("SELECT DISTINCT url FROM articles WHERE url <> ''")}
    for row in store.query("SELECT kind, source FROM problems WHERE source IS NOT NULL"):
        if row["kind"] in settled:
            known.add(row["source"])
    return known


def save_copies(store: Store, copies: Mapping[str, str | None]) -> int:
    """Write down of which article each is a copy; returns how many rows that changed."""
    changed = 0
    with store.transaction("join the copies of articles") as connection:
        for article_id, first in copies.items():
            changed += connection.execute(
                "UPDATE articles SET duplicate_of = ?2 WHERE article_id = ?1 AND duplicate_of IS NOT ?2",
                [article_id, first],
            ).rowcount
    return changed


def save_prices(store: Store, prices: Iterable[Price]) -> int:
    """Add closes; of two for one day the later one saved counts. Returns how many days are new."""
    known = {(price.asset, price.day_on): price for price in load_prices(store)}
    added = 0
    with store.transaction("save prices") as connection:
        for price in prices:
            if known.get((price.asset, price.day_on)) != price:
                added += upsert(connection, "prices", row_of(price), key=("asset", "day_on"))
                mark_unsettled(connection, "prices", price.asset, price.day_on)
    return added


def load_prices(store: Store, asset: str | None = None) -> list[Price]:
    """The closes of an asset (or all), by day."""
    rows = store.query("SELECT * FROM prices WHERE ?1 IS NULL OR asset = ?1 ORDER BY asset, day_on", [asset])
    return [record_of(Price, row) for row in rows]


def save_flows(store: Store, flows: Iterable[Flow]) -> int:
    """Add flows; of two for one fund and day the later one saved counts. Returns how many are new."""
    known = {(flow.fund, flow.day_on): flow for flow in load_flows(store)}
    added = 0
    with store.transaction("save flows") as connection:
        for flow in flows:
            if known.get((flow.fund, flow.day_on)) != flow:
                added += upsert(connection, "flows", row_of(flow), key=("fund", "day_on"))
                mark_unsettled(connection, "prices", f"flows of {flow.fund}", flow.day_on)
    return added


def load_flows(store: Store, fund: str | None = None) -> list[Flow]:
    """The flows of a fund (or all), by day."""
    rows = store.query("SELECT * FROM flows WHERE ?1 IS NULL OR fund = ?1 ORDER BY fund, day_on", [fund])
    return [record_of(Flow, row) for row in rows]
