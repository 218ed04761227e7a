"""Where the money comes from and who sells: issuance, repurchases, what paid for purchases, insiders."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from monitor.records.documents import Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuance:
    """Securities sold (or bought back) in a period under one program or offering. A repurchase is never negative
    issuance: it has a kind of its own."""

    issuance_id: str = ""
    issuer_cik: int
    kind: Literal["atm", "offering", "repurchase"]
    security: str  # as printed: "STRF Stock", "Common ATM", "MSTR Stock"
    shares: Decimal | None = None
    notional_usd: Decimal | None = None  # face value of preferred stock sold
    net_proceeds_usd: Decimal | None = None  # of a repurchase: what was paid
    available_usd: Decimal | None = None  # what may still be issued (or bought back) under the program
    period_start_on: date | None = None
    period_end_on: date | None = None
    use_of_proceeds: str | None = None  # the filing's own words
    source: Quote
    known_at: datetime
    extractor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseFunding:
    """What a period's purchases were paid with: the words of the footnote, and the securities it names."""

    funding_id: str = ""
    issuer_cik: int
    asset: str
    period_start_on: date | None
    period_end_on: date | None
    securities: str  # as in `Issuance.security`, joined by ", "; "" when it names none
    other_sources: str  # "cash", "excess cash", "convertible notes", joined by ", "
    amount_usd: Decimal | None = None  # when the words give one
    source: Quote
    known_at: datetime
    extractor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FundsBalance:
    """Sources and uses of one period: net proceeds, against purchases and additions to reserves."""

    issuer_cik: int
    period_start_on: date
    period_end_on: date
    proceeds_usd: Decimal
    sales_usd: Decimal  # of the asset
    purchases_usd: Decimal
    repurchases_usd: Decimal
    reserve_change_usd: Decimal | None  # None: no balance at both ends
    residual_usd: Decimal  # proceeds + sales - purchases - repurchases - change of the reserve
    tolerance_usd: Decimal  # what the printed precisions allow
    status: Literal["balanced", "within_rounding", "other_cash_used", "proceeds_kept", "unknown"]
    note: str
    accession_number: str
    known_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class InsiderTrade:
    """One line of a Form 3, 4, 5 or 144. A Form 144 is a notice of a sale that may follow, not a sale."""

    trade_id: str
    issuer_cik: int
    accession_number: str
    document_id: str
    form: str
    owner: str
    owner_cik: int | None
    relationship: str  # "director, 10% owner", "EVP & CFO"
    security: str
    code: str  # Form 4, General Instruction 8: P purchase, S sale, F tax withholding, M exercise, G gift
    shares: Decimal | None
    price_usd: Decimal | None
    traded_on: date | None
    acquired: bool | None  # None: a holding or a notice
    ownership: Literal["direct", "indirect", ""]
    shares_after: Decimal | None
    is_10b5_1: bool | None  # None: the form does not say (before April 2023)
    is_notice: bool
    notice_id: str | None  # the Form 144 line that this sale followed
    known_at: datetime
