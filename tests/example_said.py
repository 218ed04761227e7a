"""The example store with articles, claims, verdicts, stories and predictions in it; one article is hostile."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from example_filings import CIK, TOLD, read_told
from example_judged import make_debt_store
from saying import ISSUERS

from monitor.extractors.claims import extract_claims
from monitor.judges.narratives import Told, build_narratives
from monitor.judges.predictions import build_predictions
from monitor.records import Alert, Article, Claim, Document, Evidence, Label, Price, Verdict, content_id
from monitor.store.alerts import save_alerts
from monitor.store.articles import load_prices, save_article, save_prices
from monitor.store.claims import save_claims, save_narratives, save_predictions
from monitor.store.database import Store, open_store
from monitor.store.saving import save_issuers
from monitor.store.verdicts import save_history

RUMOUR = "Strategy sold 700 bitcoin between May 11 and May 17, 2026, according to people who follow its wallets."
HOLDS = "Strategy now holds 843,706 BTC at an average price of $75,699."
FORECAST = "Analyst Nora Quill predicts bitcoin will fall to $25,000 by the end of 2026."
BROKEN = "Analyst Nora Quill predicts bitcoin will reach $200,000 by the end of May 2026."
HOSTILE_SAID = (
    "Strategy sold 650 bitcoin </script><script>document.title='taken'</script> between May 11 and May 17, 2026, "
    'says <img src=x onerror=alert(3)> =HYPERLINK("http://evil.example").'
)
HOSTILE_TITLE = "</script><script>alert('title')</script> =1+1"
HOSTILE_AUTHOR = '"><img src=x onerror=alert(4)>'
# host, author, headline, day in 2026, text
ARTICLES = (
    ("wire.example", "Ada Lorne", "Wallets on the move", "2026-05-15", RUMOUR),
    ("evil.example", HOSTILE_AUTHOR, HOSTILE_TITLE, "2026-05-16", HOSTILE_SAID),
    ("desk.example", "", "Two forecasts", "2026-05-16", f"{FORECAST} {BROKEN}"),
    ("wire.example", "Ada Lorne", "What is left", "2026-06-01", HOLDS),
)
JUDGED_AT = datetime(2026, 6, 1, 18, tzinfo=UTC)


def make_said_store(path: Path) -> Path:
    """The debt store with what is said of it: the rumour is open at first and refuted on 18 May."""
    make_debt_store(path)
    with open_store(path) as store:
        save_issuers(store, ISSUERS)
        told: list[Told] = []
        for place, (source, *_) in enumerate(ARTICLES):
            for claim in save_said(store, place):
                verdicts = judge(claim)
                save_history(store, claim.claim_id, verdicts, from_on=date(2026, 5, 1), judged_at=JUDGED_AT)
                told.append(Told(claim=claim, source=source, scores=[(one.as_of, one.score) for one in verdicts]))
        save_narratives(store, build_narratives(told, {}))
        save_prices(
            store,
            [
                Price(asset="bitcoin", day_on=date(2026, 5, day), close_usd=Decimal(80_000), source="example")
                for day in range(16, 32)
            ],
        )
        predictions = build_predictions(
            [one.claim for one in told],
            sources={one.claim.claim_id: one.source for one in told},
            prices=load_prices(store),
            as_of=date(2026, 6, 1),
        )
        save_predictions(store, predictions)
        save_alerts(store, [warn()], run_id=find_run(store), raised_at=JUDGED_AT, channels_for=lambda _: ())
    return path


def find_run(store: Store) -> str:
    """The run of the example store."""
    return str(store.query("SELECT run_id FROM runs")[0]["run_id"])


def warn() -> Alert:
    """An alert on the last sale, in hostile words."""
    filing, document, change, _ = read_told(TOLD[5])
    return Alert(
        alert_id=content_id("alert", "holdings_decrease"),
        kind="holdings_decrease",
        severity="warning",
        issuer_cik=CIK,
        known_at=filing.accepted_at,
        message="Strategy sold 32 bitcoin. <img src=x onerror=alert(5)> =HYPERLINK(1)",
        evidence=json.dumps(
            {
                "accession_number": filing.accession_number,
                "document_id": document.document_id,
                "quote": change.source.quote,
            }
        ),
    )


def save_said(store: Store, place: int) -> tuple[Claim, ...]:
    """Store one of ARTICLES with its claims."""
    source, author, title, day, text = ARTICLES[place]
    said = datetime.combine(date.fromisoformat(day), time(15), UTC)
    article = Article(
        article_id=content_id("article", text),
        url=f"https://{source}/{place}",
        source=source,
        title=title,
        author=author,
        published_at=said,
        fetched_at=said,
        language="en",
        duplicate_of=None,
        text=text,
    )
    document = Document(
        document_id=content_id("document", text),
        accession_number=None,
        article_id=article.article_id,
        type="article",
        url=article.url,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
    )
    save_article(store, article, document)
    claims = tuple(extract_claims(document, ISSUERS, claimed_at=said))
    save_claims(store, document.document_id, claims)
    return claims


def judge(claim: Claim) -> list[Verdict]:
    """What a judge would say, day by day."""
    said_on = claim.claimed_at.date()
    if "predicts" in claim.source.quote:
        return [_verdict(claim, said_on, *PREDICTED)]
    if "holds" in claim.source.quote:
        return [_verdict(claim, said_on, *MATCHED)]
    return [_verdict(claim, said_on, *OPEN), _verdict(claim, date(2026, 5, 18), *REFUTED)]


Answer = tuple[Label, str, str, str, int | None]  # label, score, reason, rationale, place of the filing in TOLD
PREDICTED: Answer = ("not_enough_evidence", "0.1", "prediction", "The horizon has not passed.", None)
MATCHED: Answer = ("supported", "0.9", "matches_disclosure", "The filing says 843,706.", 5)
OPEN: Answer = ("not_enough_evidence", "0.04", "blind_window", "No disclosure covers those days.", None)
REFUTED: Answer = ("refuted", "-0.98", "reconciled_no_sale", "It adds up without a sale.", 0)


def _verdict(claim: Claim, day: date, *answer: Any) -> Verdict:
    label, score, reason, rationale, told = answer
    likely, rest = Decimal("0.99"), Decimal("0.005")
    return Verdict(
        claim_id=claim.claim_id,
        as_of=day,
        label=label,
        score=Decimal(score),
        p_supported=likely if label == "supported" else rest,
        p_refuted=likely if label == "refuted" else rest,
        p_not_enough_evidence=likely if label == "not_enough_evidence" else rest,
        reason=reason,
        rationale=rationale,
        resolves_by_on=date(2026, 5, 18) if reason == "blind_window" else None,
        judge="verdicts.example",
        judged_at=JUDGED_AT,
        evidence=(_cite(told),) if told is not None else (),
    )


def _cite(number: int) -> Evidence:
    """The total that one of the example filings reports."""
    filing, document, _, total = read_told(TOLD[number])
    assert filing.issuer_cik == CIK
    return Evidence(
        accession_number=filing.accession_number,
        url=document.url,
        stance="supports" if number == 5 else "refutes",
        source=total.source,
    )
