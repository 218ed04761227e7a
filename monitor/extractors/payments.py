"""Payments: every sentence about paying or not paying interest, dividends and principal.

    "The notes will mature on December 15, 2025"                  -> maturity, affirmed, obligation, future
    "has not declared any dividend on the preferred stock"        -> dividend_declared, negated, fact, past
    "may be required to sell bitcoin to satisfy our obligations"  -> source_of_funds, affirmed, risk_factor, future

Labels and conventions: `models/payments/README.md`. Rules: `models/payments/*.toml`, card in `rules.md`. What is
due to the company, leases, taxes, buybacks of common stock and standards quoted back are about no payment.
Filings: Forms 8-K, 10-Q, 10-K and their exhibits, prospectus supplements; tables are left to other topics.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from monitor.extractors._payment_context import settings_of
from monitor.extractors._payment_figures import amount_of, day_of
from monitor.extractors._payment_labels import Labels, fold, is_candidate, label_sentences
from monitor.extractors._sentences import split_sentences
from monitor.records import Document, Filing, Issuer, Modality, PaymentStatement, PaymentTopic

EXTRACTOR = "payments"


def extract(document: Document, filing: Filing, issuer: Issuer) -> Iterator[PaymentStatement]:
    """The statements of one document, in the order of its text. Pure."""
    text, setting_at = document.text, settings_of(document)
    spans: list[tuple[int, int]] = []
    asked = []
    for block in document.blocks:
        if block.kind == "table":
            continue
        for start, end in split_sentences(text, block.start, block.end):
            folded = fold(text[start:end])
            if is_candidate(folded):
                spans.append((start, end))
                asked.append((folded, setting_at(start)))
    for span, (folded, _), labels in zip(spans, asked, label_sentences(asked), strict=True):
        if labels is not None:
            yield _statement(document, filing, issuer, span, folded, labels)


def _statement(
    document: Document, filing: Filing, issuer: Issuer, span: tuple[int, int], folded: str, labels: Labels
) -> PaymentStatement:
    act = (labels.act_start, labels.act_end)
    return PaymentStatement(
        issuer_cik=issuer.issuer_cik,
        topic=labels.topic,
        polarity=labels.polarity,
        modality=labels.modality,
        tense=labels.tense,
        amount_usd=amount_of(folded, act, labels.topic),
        date_on=day_of(folded, act, labels.topic),
        source=document.quote(*span),
        known_at=filing.accepted_at,
        extractor=EXTRACTOR,
    )
