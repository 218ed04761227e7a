"""Claims as they are read from a text, for the tests of what follows from them."""

from __future__ import annotations

from datetime import UTC, datetime

from monitor.extractors.claims import extract_claims
from monitor.records import Claim, Document, content_id
from monitor.settings import load_settings, packaged

ISSUERS = load_settings(config=packaged("monitor.toml"), environ={}).issuers


def read_claim(text: str, year: int, month: int, day: int) -> Claim:
    """The first claim of a text said on a day at 17:00 UTC."""
    document = Document(
        document_id=content_id("document", text),
        accession_number=None,
        article_id=content_id("article", text),
        type="article",
        url="",
        sha256="",
        text=text,
    )
    said = datetime(year, month, day, 17, tzinfo=UTC)
    return next(iter(extract_claims(document, ISSUERS, claimed_at=said, about=ISSUERS[0])))
