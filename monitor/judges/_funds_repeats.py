"""The same sale told twice: by a current report and a quarterly one, by an original and its amendment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import TypeVar

from monitor.judges._days import Span
from monitor.judges._precision import half_digit, say_usd
from monitor.judges._security_names import same_security
from monitor.records import Filing, HoldingsChange, Issuance, Problem

SAME_OFFERING = timedelta(days=31)
Flow = Issuance | HoldingsChange
Kind = TypeVar("Kind", Issuance, HoldingsChange)


def span_of(fact: Flow) -> Span | None:
    """Its days, None when it does not say since when or until when."""
    if fact.period_start_on is None or fact.period_end_on is None:
        return None
    return fact.period_start_on, fact.period_end_on


def distinct(facts: Sequence[Kind], filings: Mapping[str, Filing]) -> list[Kind]:
    """Each statement once: the first filing's, or its amendment's. One document repeats nothing by accident."""
    kept: list[Kind] = []
    documents: dict[str, list[Kind]] = {}
    for one in facts:
        documents.setdefault(one.source.document_id, []).append(one)

    def order(document_id: str) -> tuple[bool, float, str]:
        filing = filings[document_id]
        amends = filing.form.endswith("/A")
        stamp = filing.accepted_at.timestamp()
        return (not amends, -stamp if amends else stamp, document_id)

    for document_id in sorted(documents, key=order):
        before = list(kept)
        for one in documents[document_id]:
            if not any(_is_same(one, other) for other in before) and not any(
                _is_repeated(one, other) for other in kept
            ):
                kept.append(one)
    return kept


def _is_repeated(one: Flow, other: Flow) -> bool:
    """Whether one document says it twice: the same coins over nearly the same days."""
    if not (isinstance(one, HoldingsChange) and isinstance(other, HoldingsChange)):
        return False
    return (one.asset, one.kind, one.units) == (other.asset, other.kind, other.units)


def _is_same(one: Flow, other: Flow) -> bool:
    """Whether two documents state the same thing of the same days."""
    if isinstance(one, HoldingsChange) or isinstance(other, HoldingsChange):
        if not (isinstance(one, HoldingsChange) and isinstance(other, HoldingsChange)):
            return False
        return (one.asset, one.kind) == (other.asset, other.kind)
    if one.shares and other.shares:
        return one.shares == other.shares or same_security(one.security, other.security)
    return same_security(one.security, other.security) or _agree(one.net_proceeds_usd, other.net_proceeds_usd)


def _agree(one: Decimal | None, other: Decimal | None) -> bool:
    return one is not None and other is not None and abs(one - other) <= half_digit(one) + half_digit(other)


def _is_same_offering(one: Issuance, other: Issuance) -> bool:
    if one.period_end_on is None or other.period_end_on is None:
        return False
    a_start, b_start = one.period_start_on or one.period_end_on, other.period_start_on or other.period_end_on
    meet = a_start <= other.period_end_on and b_start <= one.period_end_on
    if not meet and abs(one.period_end_on - other.period_end_on) > SAME_OFFERING:
        return False
    if one.shares is not None and one.shares == other.shares:
        return True
    a, b = one.net_proceeds_usd, other.net_proceeds_usd
    # Estimates at closing and the audited figure differ a little: 634.9 and 634.7 million.
    near = a is not None and b is not None and abs(a - b) <= max(a, b) / 200
    return near or (one.notional_usd is not None and one.notional_usd == other.notional_usd)


def settle_offerings(offerings: Iterable[Issuance]) -> list[Issuance]:
    """Each offering once: the first statement that gives its day and its proceeds."""
    kept: list[Issuance] = []
    order = sorted(
        offerings, key=lambda one: (one.net_proceeds_usd is None, _length(one), one.known_at, one.issuance_id)
    )
    for one in order:
        if one.period_end_on is not None and not any(_is_same_offering(one, other) for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: (one.period_end_on or one.known_at.date(), one.security))


def _length(fact: Issuance) -> int:
    """Days that a statement leaves open: 0 for one day."""
    span = span_of(fact)
    return (span[1] - span[0]).days if span else 10**6


def find_contradictions(
    issued: Sequence[Issuance], flows: Sequence[Flow], filings: Mapping[str, Filing]
) -> list[Problem]:
    """Statements of the same sales by two filings, neither an amendment, that differ by more than rounding."""
    found = []
    for one in issued:
        for other in flows:
            if not isinstance(other, Issuance) or other.known_at <= one.known_at or not _is_told_again(one, other):
                continue
            a, b = one.net_proceeds_usd, other.net_proceeds_usd
            first, second = filings[one.source.document_id], filings[other.source.document_id]
            if a is None or b is None or _agree(a, b) or second.form.endswith("/A"):
                continue
            found.append(
                Problem(
                    kind="issuance_contradiction",
                    message=f"{one.security}, {one.period_start_on} to {one.period_end_on}: net proceeds of"
                    f" {say_usd(a)} in {first.accession_number}, {say_usd(b)} in {second.accession_number}",
                    accession_number=second.accession_number,
                    issuer_cik=one.issuer_cik,
                )
            )
    return found


def _is_told_again(one: Issuance, other: Issuance) -> bool:
    if (one.kind, span_of(one)) != (other.kind, span_of(other)):
        return False
    return same_security(one.security, other.security) or (bool(one.shares) and one.shares == other.shares)
