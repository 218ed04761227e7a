"""Full-text search over the stored filings: which documents speak of something."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from monitor.store.database import Store


def find_holders(store: Store, words: Sequence[str], *, issuer_cik: int) -> Mapping[str, frozenset[str]]:
    """For each word the ids of an issuer's documents that hold it, whenever they were filed."""
    plain = [
        word for word in dict.fromkeys(re.sub(r'["\s]+', " ", word).strip().lower() for word in words) if word
    ]
    return {word: _find_documents(store, word, issuer_cik) for word in plain}


def _find_documents(store: Store, word: str, issuer_cik: int) -> frozenset[str]:
    rows = store.query(
        "SELECT documents.document_id FROM documents_fts"
        " JOIN documents ON documents.rowid = documents_fts.rowid"
        " JOIN filings ON filings.accession_number = documents.accession_number"
        " WHERE documents_fts MATCH ?1 AND filings.issuer_cik = ?2 AND documents.superseded_by IS NULL",
        [f'"{word}"', issuer_cik],
    )
    return frozenset(row["document_id"] for row in rows)
