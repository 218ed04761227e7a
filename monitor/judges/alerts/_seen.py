"""What alerts are judged from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from monitor._alert_settings import AlertLimits
from monitor.records import (
    Filing,
    HoldingsChange,
    HoldingsTotal,
    InsiderTrade,
    Instrument,
    InstrumentEvent,
    Issuer,
    LedgerStep,
    Obligation,
    PaymentCoverage,
    PaymentStatement,
    StatedPayment,
)
from monitor.records.alerts import RunEnd, SourceAnswer, Telling, VerdictChange


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What is known at `now` of one issuer; or, without an issuer, of what is said and of the monitor itself."""

    now: datetime
    limits: AlertLimits
    issuer: Issuer | None = None
    filings: Mapping[str, Filing] = field(default_factory=dict)  # by document
    steps: Sequence[LedgerStep] = ()  # of all assets, oldest first
    changes: Sequence[HoldingsChange] = ()
    totals: Sequence[HoldingsTotal] = ()
    instruments: Sequence[Instrument] = ()
    events: Sequence[InstrumentEvent] = ()
    obligations: Sequence[Obligation] = ()
    payments: Sequence[StatedPayment] = ()  # declared or paid, as filings state them
    statements: Sequence[PaymentStatement] = ()
    coverages: Sequence[PaymentCoverage] = ()
    trades: Sequence[InsiderTrade] = ()
    verdicts: Sequence[VerdictChange] = ()
    tellings: Sequence[Telling] = ()  # by story, oldest first
    sources: Sequence[SourceAnswer] = ()
    runs: Sequence[RunEnd] = ()  # that ended, oldest first

    @property
    def ticker(self) -> str:
        """Of the issuer, as messages begin."""
        return self.issuer.ticker if self.issuer else ""

    def accession_of(self, document_id: str) -> str | None:
        """The filing of a document."""
        filing = self.filings.get(document_id)
        return filing.accession_number if filing else None
