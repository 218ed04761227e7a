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
from datetime import date
from typing import cast

from monitor.extractors._sentences import split_sentences
from monitor.extractors.instruments._names import find_instruments
from monitor.extractors.payments._amounts import amount_of
from monitor.extractors.payments._context import settings_of
from monitor.extractors.payments._decision import Labels
from monitor.extractors.payments._figures import counts_in_thousands, day_of
from monitor.extractors.payments._heads import load_heads
from monitor.extractors.payments._labels import fold, is_candidate, label_sentences
from monitor.records import Document, Filing, Issuer, Modality, PaymentStatement, PaymentTopic

EXTRACTOR = "payments"


def extract(document: Document, filing: Filing, issuer: Issuer) -> Iterator[PaymentStatement]:
    """The statements of one document, in the order of its text. Pure."""
    text, setting_at, thousands = document.text, settings_of(document), counts_in_thousands(document)
    sums = load_heads().amount
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
    for (start, end), (folded, _), labels in zip(spans, asked, label_sentences(asked), strict=True):
        if labels is not None:
            yield PaymentStatement(
                issuer_cik=issuer.issuer_cik,
                topic=cast(PaymentTopic, labels.topic),
                polarity=labels.polarity,
                modality=cast(Modality, labels.modality),
                tense=labels.tense,
                instrument_id=_find_instrument(document, start, end, issuer),
                amount_usd=amount_of(folded, labels.act, labels.topic, sums, thousands=thousands),
                date_on=_find_day(folded, labels, filing),
                source=document.quote(start, end),
                known_at=filing.accepted_at,
                extractor=EXTRACTOR,
            )


def _find_day(folded: str, labels: Labels, filing: Filing) -> date | None:
    """The day of the act; what has not happened by the day of the filing has none that is still to come."""
    day = day_of(folded, labels.act, labels.topic)
    undone = labels.polarity == "negated" and labels.tense == "past"
    return None if undone and day is not None and day > filing.filed_on else day


def _find_instrument(document: Document, start: int, end: int, issuer: Issuer) -> str | None:
    """The instrument that a sentence names, when it names one alone."""
    named = {mention.instrument_id for mention in find_instruments(document.text, start, end, issuer=issuer)}
    return named.pop() if len(named) == 1 else None
