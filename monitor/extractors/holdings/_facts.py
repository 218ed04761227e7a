"""The one place where holdings facts are made: who, what asset, in which document, by which rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from monitor.extractors.holdings._words import AssetWords
from monitor.records import ChangeKind, Document, Filing, HoldingsChange, HoldingsTotal, Issuer

Days = tuple[date | None, date | None]  # first and last day, both included
Found = HoldingsChange | HoldingsTotal


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where facts come from: one document read by one rule for one asset."""

    document: Document
    filing: Filing
    issuer: Issuer
    words: AssetWords
    extractor: str

    def change(
        self,
        span: tuple[int, int],
        kind: ChangeKind,
        units: Decimal,
        days: Days,
        *,
        amount: Decimal | None = None,
        average: Decimal | None = None,
        purpose: str | None = None,
    ) -> HoldingsChange:
        """A change stated at ``text[span]``. What was mined, moved or pledged has no price: none is kept."""
        priced = kind in ("acquired", "sold") and purpose != MINED
        return HoldingsChange(
            issuer_cik=self.issuer.issuer_cik,
            asset=self.words.asset,
            kind=kind,
            units=units,
            usd_amount=amount if priced else None,
            average_price_usd=average if priced else None,
            period_start_on=days[0],
            period_end_on=days[1],
            purpose=purpose,
            source=self.document.quote(*span),
            known_at=self.filing.accepted_at,
            extractor=self.extractor,
        )

    def total(
        self,
        span: tuple[int, int],
        units: Decimal,
        as_of_on: date,
        *,
        cost: Decimal | None = None,
        average: Decimal | None = None,
    ) -> HoldingsTotal:
        """A whole holding stated at ``text[span]``."""
        return HoldingsTotal(
            issuer_cik=self.issuer.issuer_cik,
            asset=self.words.asset,
            as_of_on=as_of_on,
            units=units,
            cost_usd=cost,
            average_cost_usd=average,
            source=self.document.quote(*span),
            known_at=self.filing.accepted_at,
            extractor=self.extractor,
        )


MINED = "mined"  # the purpose of what was produced, not bought
# The purpose of a `none` that denies one side only: "did not purchase any bitcoin" does not deny a sale.
NO_PURCHASES = "no purchases"
NO_SALES = "no sales"
