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


# Exchange Act section 16 and Securities Act Rule 144; each with its amendments (/A).
OWNERSHIP_FORMS = ("3", "4", "5", "144")


@dataclass(frozen=True, slots=True, kw_only=True)
class InsiderTrade:
    """One line of a Form 3, 4, 5 or 144. A Form 144 is a notice of a sale that may follow, not a sale.

    Code F (shares withheld for tax) is a disposal to the issuer and not a sale; code S is. A line with
    `superseded_by` was replaced by a line of an amendment, and counts no more.
    """

    trade_id: str
    issuer_cik: int
    accession_number: str
    document_id: str
    form: str
    owner: str  # as filed ("Doe Jane"); who files jointly is joined by "; ", the first one counts
    owner_cik: int | None
    relationship: str  # "director, 10% owner", "EVP & CFO"
    security: str
    is_derivative: bool  # of Table II: options, units, convertible securities
    code: str  # Form 4, General Instruction 8: P purchase, S sale, F tax withholding, M exercise, G gift
    shares: Decimal | None
    price_usd: Decimal | None
    traded_on: date | None  # of a notice: the day about which the sale is planned
    acquired: bool | None  # None: a holding or a notice
    ownership: Literal["direct", "indirect", ""]
    nature: str  # of indirect ownership, in the form's words: "By Trust"
    shares_after: Decimal | None
    is_10b5_1: bool | None  # None: the form does not say (before April 2023)
    is_notice: bool
    footnotes: str  # the words of the footnotes that the line points to
    notice_id: str | None = None  # the Form 144 line that this sale followed
    superseded_by: str | None = None  # the line of an amendment that took its place
    quote_start: int  # the line in our rendition of the form
    quote_end: int
    quote: str
    known_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class InsiderSum:
    """What insiders did in one security: all of them in one week, or one of them over all time.

    Lines of Table I that no amendment took back; shares withheld for tax (code F) are no sale, nor are notices.
    """

    sum_id: str
    issuer_cik: int
    week_start_on: date | None  # a Monday; None: over all time
    owner: str  # "": everybody
    owner_cik: int | None
    security: str
    bought_shares: Decimal  # code P
    bought_usd: Decimal  # of the lines with a price
    sold_shares: Decimal  # code S
    sold_usd: Decimal  # of the lines with a price
    plan_sold_shares: Decimal  # those of the sold that the form puts under a Rule 10b5-1 plan
    noticed_sold_shares: Decimal  # those of the sold that a Form 144 announced
    withheld_shares: Decimal  # code F
    other_acquired_shares: Decimal  # awards, exercises, gifts received, ...
    other_disposed_shares: Decimal  # gifts, dispositions to the issuer, ...
    planned_shares: Decimal  # in notices
    unpriced_lines: int  # bought or sold without a price on the line
    first_on: date
    last_on: date
    known_at: datetime
