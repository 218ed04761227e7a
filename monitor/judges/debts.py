"""All that is judged of one issuer's debts from all that is known: what is owed, what falls due, out of which
cash, and what that means at a price.

One question asked of a record, so that the record of a past instant (`cut`) is asked the very same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from monitor.judges._days import new_york_day
from monitor.judges._payment_dates import add_months
from monitor.judges.chain import judge_chain
from monitor.judges.instruments import Instruments, judge_instruments
from monitor.judges.obligations import Obligations, judge_obligations
from monitor.judges.payment_coverage import judge_payment_coverage
from monitor.judges.stress import judge_stress
from monitor.records import (
    BalanceSheet,
    ChainStage,
    Filing,
    HoldingsChange,
    HoldingsTotal,
    InstrumentEvent,
    InstrumentTerm,
    Issuance,
    Issuer,
    PaymentCoverage,
    Reserve,
    StatedPayment,
    StressMeasure,
)

HORIZON_MONTHS = 36  # of the calendar, from the newest filing: a rebuild years later gives the same one
Known = TypeVar("Known")


@dataclass(frozen=True, slots=True, kw_only=True)
class DebtRecord:
    """The facts that debts are judged by, of one issuer. There is at least one filing."""

    issuer: Issuer
    filings: Mapping[str, Filing]  # document_id -> its filing
    terms: Sequence[InstrumentTerm] = ()
    events: Sequence[InstrumentEvent] = ()
    issuances: Sequence[Issuance] = ()
    payments: Sequence[StatedPayment] = ()
    reserves: Sequence[Reserve] = ()
    changes: Sequence[HoldingsChange] = ()
    totals: Sequence[HoldingsTotal] = ()
    sheets: Sequence[BalanceSheet] = ()
    closes: Mapping[str, Mapping[date, Decimal]] = field(default_factory=dict)  # by asset, ticker or "market"

    @property
    def newest_on(self) -> date:
        """The New York day of the newest filing."""
        return max(new_york_day(filing.accepted_at) for filing in self.filings.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    """What the figures mean on a day."""

    measures: tuple[StressMeasure, ...]
    stages: tuple[ChainStage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Debts:
    """What follows from a record."""

    instruments: Instruments
    obligations: Obligations
    coverages: tuple[PaymentCoverage, ...]


def cut(record: DebtRecord, known_by: datetime) -> DebtRecord:
    """The record as it was at an instant; a close is known on its day."""

    def known(facts: Sequence[Known]) -> tuple[Known, ...]:
        return tuple(fact for fact in facts if _known_at(fact) <= known_by)

    day = new_york_day(known_by)
    return replace(
        record,
        filings={key: filing for key, filing in record.filings.items() if filing.accepted_at <= known_by},
        terms=known(record.terms),
        events=known(record.events),
        issuances=known(record.issuances),
        payments=known(record.payments),
        reserves=known(record.reserves),
        changes=known(record.changes),
        totals=known(record.totals),
        sheets=known(record.sheets),
        closes={
            name: {on: close for on, close in closes.items() if on <= day}
            for name, closes in record.closes.items()
        },
    )


def judge_debts(record: DebtRecord, instruments: Instruments | None = None) -> Debts:
    """Instruments, obligations and coverage. `instruments`: those of this record, when they are judged already."""
    if instruments is None:
        instruments = judge_instruments(
            record.terms, record.events, filings=record.filings, issuances=record.issuances
        )
    obligations = judge_obligations(
        instruments,
        filings=record.filings,
        until_on=add_months(record.newest_on, HORIZON_MONTHS),
        payments=record.payments,
    )
    coverages = judge_payment_coverage(
        record.reserves, instruments, obligations, filings=record.filings, payments=record.payments
    )
    return Debts(instruments=instruments, obligations=obligations, coverages=coverages)


def picture_debts(record: DebtRecord, instruments: Instruments) -> Pictures:
    """Stress and the chain on the newest day that the record speaks of: that of a filing, or of a close."""
    measures: list[StressMeasure] = []
    stages: tuple[ChainStage, ...] = ()
    for asset in record.issuer.assets:
        held = [total for total in record.totals if total.asset == asset.asset]
        if not held:
            continue
        # A close is known on its day: with prices in the store the picture is of the last of them.
        day = max(record.newest_on, max(record.closes.get(asset.asset, {}), default=record.newest_on))
        measures += judge_stress(
            day,
            issuer_cik=record.issuer.issuer_cik,
            asset=asset.asset,
            totals=held,
            filings=record.filings,
            instruments=instruments,
            payments=record.payments,
            balance_sheets=record.sheets,
            closes=record.closes.get(asset.asset),
        )
        if not stages:  # the chain is the issuer's, told of the asset that it mainly holds
            stages = judge_chain(
                day,
                issuer=record.issuer,
                asset=asset.asset,
                changes=record.changes,
                totals=held,
                issuances=record.issuances,
                closes=record.closes,
            )
    return Pictures(measures=tuple(measures), stages=stages)


def _known_at(fact: Any) -> datetime:
    instant: datetime = fact.known_at
    return instant
