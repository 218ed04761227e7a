"""Full-text search over the stored filings: which documents speak of something, best first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from monitor.store.columns import instant_to_column
from monitor.store.database import Store


def search_documents(
    store: Store, words: Sequence[str], *, issuer_cik: int, known_by: datetime, limit: int = 12
) -> list[str]:
    """The ids of an issuer's documents that hold any of the words, by BM25; only what was known by then."""
    plain = [word for word in dict.fromkeys(re.sub(r'["\s]+', " ", word).strip() for word in words) if word]
    if not plain:
        return []
    rows = store.query(
        "SELECT documents.document_id FROM documents_fts"
        " JOIN documents ON documents.rowid = documents_fts.rowid"
        " JOIN filings ON filings.accession_number = documents.accession_number"
        " WHERE documents_fts MATCH ?1 AND filings.issuer_cik = ?2 AND filings.accepted_at <= ?3"
        " AND documents.superseded_by IS NULL ORDER BY bm25(documents_fts), documents.document_id LIMIT ?4",
        [" OR ".join(f'"{word}"' for word in plain), issuer_cik, instant_to_column(known_by), limit],
    )
    return [row["document_id"] for row in rows]
