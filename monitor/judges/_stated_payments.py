"""What filings state of a payment takes the place of what is computed: declared dividends, interest due.

A statement counts when it names its instrument, an amount and a day on which (or near which) that instrument pays.
An amount per share is multiplied by the shares outstanding.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from monitor.judges._precision import say_dollars, say_units
from monitor.judges.instruments import Instruments, instruments_on
from monitor.records import Filing, Obligation, ObligationKind, PaymentStatement, PaymentTopic, Problem

TOPICS: dict[PaymentTopic, ObligationKind] = {
    "dividend_declared": "dividend",
    "dividend_paid": "dividend",
    "interest_due": "interest",
    "interest_paid": "interest",
}
NEAR = timedelta(days=7)  # a payment day that is no business day moves to the next one
PER_SHARE = re.compile(r"\bper\s+(?:\w+\s+)?share\b|\ba\s+share\b", re.IGNORECASE)
LARGEST_PER_SHARE = Decimal(1000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """Obligations after the stated ones took their places, and statements that fit none."""

    due: tuple[Obligation, ...]
    problems: tuple[Problem, ...]


def replace_stated(
    computed: Sequence[Obligation],
    statements: Iterable[PaymentStatement],
    instruments: Instruments,
    *,
    filings: Mapping[str, Filing],
    until_on: date,
) -> Stated:
    """The latest statement of a payment wins; one that fits no payment day is left out, with a problem."""
    due = {one.obligation_id: one for one in computed}
    problems = []
    for statement in sorted(statements, key=lambda one: (one.known_at, one.statement_id)):
        kind = TOPICS.get(statement.topic)
        day, amount = statement.date_on, statement.amount_usd
        if kind is None or day is None or amount is None or statement.instrument_id is None or day > until_on:
            continue
        if statement.polarity == "negated" or statement.modality not in ("fact", "obligation"):
            continue
        of_instrument = [
            one for one in due.values() if (one.instrument_id, one.kind) == (statement.instrument_id, kind)
        ]
        fitting = min(
            (one for one in of_instrument if abs(one.due_on - day) <= NEAR),
            key=lambda one: abs(one.due_on - day),
            default=None,
        )
        total = _total(statement, amount, instruments, day)
        if fitting is None or total is None:
            if of_instrument:
                problems.append(_unplaced(statement, filings))
            continue
        sum_usd, arithmetic = total
        due[fitting.obligation_id] = replace(
            fitting, amount_usd=sum_usd, basis="stated", source=statement.source, known_at=statement.known_at,
            certainty="contractual",
            note=f"Stated: {arithmetic}. Computed from the terms: {say_dollars(fitting.amount_usd)}.",
        )  # fmt: skip
    return Stated(due=tuple(due.values()), problems=tuple(problems))


def _total(
    statement: PaymentStatement, amount: Decimal, instruments: Instruments, day: date
) -> tuple[Decimal, str] | None:
    """The dollars of a statement, and how they come about; None when the shares are not known."""
    if amount > LARGEST_PER_SHARE or not PER_SHARE.search(statement.source.quote):
        return amount, say_dollars(amount)
    # The newest terms of the instrument at the time of payment; of the instrument as known now when it is gone.
    current = instruments_on(day, instruments.versions) or instruments.versions
    shares = next((one.shares for one in current if one.instrument_id == statement.instrument_id), None)
    if shares is None:
        return None
    total = (amount * shares).quantize(Decimal("0.01"))
    return total, f"{say_dollars(amount)} a share × {say_units(shares)} shares = {say_dollars(total)}"


def _unplaced(statement: PaymentStatement, filings: Mapping[str, Filing]) -> Problem:
    accession = filings[statement.source.document_id].accession_number
    return Problem(
        kind="stated_payment_unplaced",
        severity="notice",
        accession_number=accession,
        issuer_cik=statement.issuer_cik,
        message=(
            f"{accession}: {statement.topic.replace('_', ' ')} for {statement.date_on} fits no payment day of "
            f"{statement.instrument_id}; it may be the day of record. What is computed stays."
        ),
    )
