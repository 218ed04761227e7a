"""The one place where facts about instruments are made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from monitor.extractors.instruments._names import InstrumentMention
from monitor.records import (
    Document,
    EventKind,
    Filing,
    InstrumentEvent,
    InstrumentTerm,
    Issuer,
    ObligationKind,
    StatedPayment,
    TermName,
)

FoundInstrument = InstrumentTerm | InstrumentEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where facts come from: one document read by one rule."""

    document: Document
    filing: Filing
    issuer: Issuer
    extractor: str

    def term(
        self,
        span: tuple[int, int],
        mention: InstrumentMention,
        term: TermName,
        *,
        figure: Decimal | None = None,
        day_on: date | None = None,
        words: str | None = None,
        as_of_on: date | None = None,
    ) -> InstrumentTerm:
        """A term stated at ``text[span]``."""
        return InstrumentTerm(
            instrument_id=mention.instrument_id,
            issuer_cik=self.issuer.issuer_cik,
            kind=mention.kind,
            name=mention.name,
            series=mention.series,
            term=term,
            figure=figure,
            day_on=day_on,
            words=words,
            as_of_on=as_of_on,
            source=self.document.quote(*span),
            known_at=self.filing.accepted_at,
            extractor=self.extractor,
        )

    def event(
        self,
        span: tuple[int, int],
        mention: InstrumentMention,
        kind: EventKind,
        happened_on: date | None,
        *,
        amount: Decimal | None = None,
        shares: Decimal | None = None,
        paid: Decimal | None = None,
        rates: tuple[Decimal, Decimal] | None = None,
    ) -> InstrumentEvent:
        """An event stated at ``text[span]``."""
        return InstrumentEvent(
            instrument_id=mention.instrument_id,
            issuer_cik=self.issuer.issuer_cik,
            name=mention.name,
            kind=kind,
            happened_on=happened_on,
            amount_usd=amount,
            shares=shares,
            paid_usd=paid,
            rate_from=rates[0] if rates else None,
            rate_to=rates[1] if rates else None,
            source=self.document.quote(*span),
            known_at=self.filing.accepted_at,
            extractor=self.extractor,
        )

    def payment(
        self,
        span: tuple[int, int],
        mention: InstrumentMention,
        kind: ObligationKind,
        due_on: date,
        *,
        is_paid: bool,
        per_share: Decimal | None = None,
        amount: Decimal | None = None,
        currency: str = "USD",
        record_on: date | None = None,
    ) -> StatedPayment:
        """A payment stated at ``text[span]``, in `currency`."""
        usd = currency == "USD"
        return StatedPayment(
            instrument_id=mention.instrument_id,
            issuer_cik=self.issuer.issuer_cik,
            name=mention.name,
            kind=kind,
            due_on=due_on,
            per_share_usd=per_share if usd else None,
            amount_usd=amount if usd else None,
            per_share_other=None if usd else per_share,
            amount_other=None if usd else amount,
            currency=currency,
            record_on=record_on,
            is_paid=is_paid,
            source=self.document.quote(*span),
            known_at=self.filing.accepted_at,
            extractor=self.extractor,
        )
