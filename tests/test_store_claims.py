"""Claims and verdicts come back as they were, and history is only added to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from saying import ISSUERS, read_claim
from store_examples import NOW, Example, make_example

from monitor.records import Article, Claim, Document, Evidence, Verdict
from monitor.store.articles import save_article
from monitor.store.claims import load_claims, load_current_verdicts, load_verdicts, save_claims, save_verdicts
from monitor.store.content import content_hash
from monitor.store.saving import save_issuers

TEXT = "Strategy dumped 47,000 BTC, a wallet tracker says."


@pytest.fixture
def example(tmp_path: Path) -> Iterator[Example]:
    made = make_example(tmp_path)
    save_issuers(made.store, ISSUERS)
    yield made
    made.store.close()


@pytest.fixture
def claim(example: Example) -> Claim:
    """A claim whose article is stored."""
    found = read_claim(TEXT, 2026, 6, 5)
    article = Article(
        article_id="a",
        url="https://x.example/1",
        source="x.example",
        title="",
        author="",
        published_at=NOW,
        fetched_at=NOW,
        language="en",
        duplicate_of=None,
        text=TEXT,
    )
    document = Document(
        document_id=found.source.document_id,
        accession_number=None,
        article_id="a",
        type="article",
        url=article.url,
        sha256="",
        text=TEXT,
    )
    save_article(example.store, article, document)
    save_claims(example.store, document.document_id, [found])
    return found


def judged(claim: Claim, day: int, *evidence: Evidence, label: str = "refuted") -> Verdict:
    return Verdict(
        claim_id=claim.claim_id,
        as_of=date(2026, 6, day),
        label=label,  # type: ignore[arg-type]
        score=Decimal("-0.9"),
        p_supported=Decimal("0.02"),
        p_refuted=Decimal("0.92"),
        p_not_enough_evidence=Decimal("0.06"),
        reason="reconciled_no_sale",
        rationale="No sale was filed.",
        resolves_by_on=None,
        judge="verdicts.sales",
        judged_at=datetime(2026, 6, day, 12, tzinfo=UTC),
        evidence=evidence,
    )


def test_a_claim_comes_back_as_it_was(example: Example, claim: Claim) -> None:
    """Every field, figures and printed precision included; saved again, nothing changes."""
    before = content_hash(example.store)
    assert save_claims(example.store, claim.source.document_id, [claim]) == 0
    assert (load_claims(example.store), content_hash(example.store)) == ([claim], before)


def test_a_verdict_is_added_only_when_it_changed(example: Example, claim: Claim) -> None:
    """The same on a later day is no news; another label or other evidence is, and the old one stays."""
    document, filing = example.documents[1], example.filings[1]
    piece = Evidence(
        accession_number=filing.accession_number, url=filing.url, stance="refutes", source=document.quote(0, 20)
    )
    for verdict in (
        judged(claim, 5, label="not_enough_evidence"),
        judged(claim, 6, label="not_enough_evidence"),
        judged(claim, 8, piece),
        judged(claim, 9, piece),
    ):
        save_verdicts(example.store, [verdict])
    found = load_verdicts(example.store, claim.claim_id)
    assert [(one.as_of.day, one.label, one.evidence) for one in found] == [
        (5, "not_enough_evidence", ()),
        (8, "refuted", (piece,)),
    ]
    assert load_current_verdicts(example.store)[claim.claim_id].as_of.day == 8


def test_two_verdicts_of_one_day_both_stay(example: Example, claim: Claim) -> None:
    """A filing that lands in the afternoon changes what was said of that day in the morning."""
    morning = judged(claim, 8, label="not_enough_evidence")
    evening = replace(judged(claim, 8), judged_at=datetime(2026, 6, 8, 20, tzinfo=UTC))
    save_verdicts(example.store, [morning, evening])
    assert [one.label for one in load_verdicts(example.store, claim.claim_id)] == [
        "not_enough_evidence",
        "refuted",
    ]


def test_a_claim_that_is_read_no_more_goes(example: Example, claim: Claim) -> None:
    """With its verdicts: they speak of words that nobody said."""
    save_verdicts(example.store, [judged(claim, 5)])
    save_claims(example.store, claim.source.document_id, [])
    assert (load_claims(example.store), load_verdicts(example.store, claim.claim_id)) == ([], [])
