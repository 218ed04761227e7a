"""Claims and verdicts come back as they were, and history is only added to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from saying import ISSUERS, read_claim
from store_examples import NOW, Example, make_example

from monitor.records import Article, Claim, Document, Evidence, Verdict
from monitor.store.articles import save_article
from monitor.store.claims import load_claims, save_claims
from monitor.store.content import content_hash
from monitor.store.saving import save_issuers
from monitor.store.verdicts import load_scores, load_verdicts, save_history

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


def save(example: Example, *verdicts: Verdict, from_day: int = 1, hour: int = 12) -> None:
    """The history of the claim from a day in June on, as judged at an hour of its 10th."""
    save_history(
        example.store,
        verdicts[0].claim_id,
        verdicts,
        from_on=date(2026, 6, from_day),
        judged_at=datetime(2026, 6, 10, hour, tzinfo=UTC),
    )


def test_a_verdict_is_added_only_when_it_changed(example: Example, claim: Claim) -> None:
    """The same on a later day is no news; another label or other evidence is, and the old one stays."""
    document, filing = example.documents[1], example.filings[1]
    piece = Evidence(
        accession_number=filing.accession_number, url=filing.url, stance="refutes", source=document.quote(0, 20)
    )
    first = [judged(claim, day, label="not_enough_evidence") for day in (5, 6)]
    save(example, *first, judged(claim, 8, piece), judged(claim, 9, piece))
    found = load_verdicts(example.store, claim.claim_id)
    assert [(one.as_of.day, one.label, one.evidence) for one in found] == [
        (5, "not_enough_evidence", ()),
        (8, "refuted", (piece,)),
    ]
    assert [day.day for day, _ in load_scores(example.store)[claim.claim_id]] == [5, 8]


def test_the_history_does_not_depend_on_how_often_it_was_judged(example: Example, claim: Claim) -> None:
    """Day by day or all at once, the ids are the same."""
    days = [judged(claim, 5, label="not_enough_evidence"), judged(claim, 8), judged(claim, 9, label="supported")]
    for verdict in days:
        save(example, verdict, from_day=verdict.as_of.day)
    before = content_hash(example.store)
    save(example, *days)
    assert (content_hash(example.store), len(load_verdicts(example.store, claim.claim_id))) == (before, 3)


def test_a_verdict_that_was_corrected_stays(example: Example, claim: Claim) -> None:
    """What the store learns late changes what was said of a day: both stay, and only the later one holds."""
    save(example, judged(claim, 8, label="not_enough_evidence"))
    save(example, judged(claim, 8), hour=20)
    found = load_verdicts(example.store, claim.claim_id)
    assert [(one.label, one.corrected_at is None) for one in found] == [
        ("not_enough_evidence", False),
        ("refuted", True),
    ]
    assert load_scores(example.store)[claim.claim_id] == [(found[1].as_of, found[1].score)]


def test_a_correction_can_be_taken_back(example: Example, claim: Claim) -> None:
    """The verdict that held first holds again, under the same id and with its first clock."""
    for hour, label in ((12, "not_enough_evidence"), (14, "refuted"), (16, "not_enough_evidence")):
        save(example, judged(claim, 8, label=label), hour=hour)
    held = [one for one in load_verdicts(example.store, claim.claim_id) if one.corrected_at is None]
    assert [(one.label, one.judged_at.hour) for one in held] == [("not_enough_evidence", 12)]


def test_a_claim_that_is_read_no_more_goes(example: Example, claim: Claim) -> None:
    """With its verdicts: they speak of words that nobody said."""
    save(example, judged(claim, 5))
    save_claims(example.store, claim.source.document_id, [])
    assert (load_claims(example.store), load_verdicts(example.store, claim.claim_id)) == ([], [])
