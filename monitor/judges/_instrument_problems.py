"""Statements about an instrument that cannot both be right, or do not say enough."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from monitor.judges._instrument_ids import InstrumentFact
from monitor.judges._terms import tells_change, terms_agree, value_of
from monitor.records import Filing, InstrumentEvent, InstrumentTerm, Problem, TermName


def find_term_problems(facts: Sequence[InstrumentFact], filings: Mapping[str, Filing]) -> Iterable[Problem]:
    """Two statements of one filing that cannot both be right, and events that do not say how much they took."""
    told: dict[tuple[str, TermName, date | None], InstrumentTerm] = {}
    for fact in facts:
        accession = filings[fact.source.document_id].accession_number
        if isinstance(fact, InstrumentEvent):
            if fact.kind in ("converted", "repurchased") and fact.amount_usd is None and fact.shares is None:
                yield Problem(
                    kind="amount_missing", severity="notice", accession_number=accession,
                    issuer_cik=fact.issuer_cik,
                    message=f"{accession}: {fact.name} was {fact.kind}, and nothing says how much of it. "
                    "What is outstanding is as last stated.",
                )  # fmt: skip
            continue
        if fact.term in ("principal_usd", "shares", "dividend_rate"):
            continue  # these change from day to day, and within a filing from sentence to sentence
        first = told.setdefault((accession, fact.term, fact.as_of_on), fact)
        if tells_change(first) != tells_change(fact):
            continue  # 0001193125-25-012671 has the conversion price as it was and as adjusted
        if not terms_agree(first, fact):
            yield Problem(
                kind="term_contradiction", severity="warning", accession_number=accession,
                issuer_cik=fact.issuer_cik,
                message=f"{accession}: {fact.term} of {fact.name} is {value_of(first)} and also {value_of(fact)}. "
                "See both sentences: one may speak of another instrument.",
            )  # fmt: skip
