"""Debt and preferred stock: the terms that filings state, the instruments they make up, and what falls due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from monitor.records.documents import Quote

InstrumentKind = Literal["convertible_note", "senior_note", "preferred", "loan"]
TermName = Literal[
    "principal_usd",  # outstanding, as of `as_of_on`
    "shares",  # preferred shares outstanding, as of `as_of_on`
    "liquidation_preference_usd",  # per preferred share
    "liquidation_preference_other",  # per preferred share, not in dollars: `words` is the currency, "EUR"
    "coupon_rate",  # percent a year: Decimal("0.625"); from `as_of_on`, where it steps on a day
    "dividend_rate",  # percent a year on the liquidation preference, from `as_of_on`
    "payments_per_year",
    "payment_days",  # "03-15,09-15"
    "instalments",  # "8,3,2027-04-30": equal parts of the principal, months between them, day of the first
    "first_payment_on",  # no payment day before it counts
    "cumulative",  # "yes" or "no"
    "issued_on",
    "matures_on",
    "matures_in",  # the month, "2029-03", when the filing says no day
    "put_on",  # the holder may make the issuer buy it back
    "callable_from_on",  # the issuer may redeem it
    "conversion_price_usd",
    "conversion_rate",  # shares for each $1,000 of principal, or for each preferred share
    "formerly",  # the id under which a loan was known before it was made larger
]
EventKind = Literal[
    "priced", "issued", "option_exercised", "converted", "repurchased", "redeemed", "rate_changed", "matured"
]
ObligationKind = Literal["interest", "dividend", "put", "maturity", "redemption"]


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentTerm:
    """One term of one instrument, as one filing states it. What a filing does not say has no term."""

    term_id: str = ""
    instrument_id: str  # the same for every mention of the instrument (`monitor.extractors.instruments._names`)
    issuer_cik: int
    kind: InstrumentKind
    name: str  # "0.625% Convertible Senior Notes due 2030", "10.00% Series A Perpetual Strife Preferred Stock"
    series: str = ""  # short name or ticker that the filing gives it: "2030A Convertible Notes", "STRF"
    term: TermName
    figure: Decimal | None = None  # of a term that is a number
    day_on: date | None = None  # of a term that is a day
    words: str | None = None  # of a term that is neither
    as_of_on: date | None = None  # the day the statement speaks of; None: from the filing on
    source: Quote
    known_at: datetime
    extractor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentEvent:
    """Something that happened to an instrument."""

    event_id: str = ""
    instrument_id: str
    issuer_cik: int
    name: str
    kind: EventKind
    happened_on: date | None  # None: the filing does not say the day
    happened_in: str | None = None  # "2020-12", when the filing says the month alone
    amount_usd: Decimal | None = None  # principal, or liquidation preference
    shares: Decimal | None = None  # issued on conversion, or preferred shares bought back
    paid_usd: Decimal | None = None  # cash paid for it
    rate_from: Decimal | None = None
    rate_to: Decimal | None = None
    source: Quote
    known_at: datetime
    extractor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """One version of an instrument: its terms as known from `known_at` until `superseded_at` (None: still)."""

    instrument_id: str
    issuer_cik: int
    kind: InstrumentKind
    name: str
    series: str
    status: Literal["outstanding", "retired"]
    principal_usd: Decimal | None
    principal_as_of_on: date | None
    shares: Decimal | None
    liquidation_preference_usd: Decimal | None
    liquidation_preference_other: Decimal | None = None  # in `currency`, when that is not the dollar
    currency: str = "USD"  # of the preference and of what is paid on it, as in ISO 4217
    coupon_rate: Decimal | None
    dividend_rate: Decimal | None
    payments_per_year: Decimal | None
    payment_days: str | None
    cumulative: str | None
    issued_on: date | None
    matures_on: date | None
    put_on: date | None
    callable_from_on: date | None
    conversion_price_usd: Decimal | None
    conversion_rate: Decimal | None
    known_at: datetime
    superseded_at: datetime | None
    accession_number: str  # of the filing that made this version
    term_ids: tuple[str, ...]  # one fact for each figure above: its sentence
    matures_in: str | None = None  # "2029-03", when filings say the month alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """Cash that must, or at a holder's choice may, be paid on a day."""

    obligation_id: str = ""
    instrument_id: str
    issuer_cik: int
    name: str
    kind: ObligationKind
    due_on: date  # with `due_in` the last day of that month
    amount_usd: Decimal | None  # None: it is not paid in dollars
    amount_other: Decimal | None = None  # in `currency`, when that is not the dollar; never added to dollars
    currency: str = "USD"  # as in ISO 4217
    basis: Literal["stated", "computed"]
    certainty: Literal["contractual", "if_declared", "holder_option", "issuer_option"]
    period_start_on: date | None  # of the interest or dividend
    period_end_on: date | None
    note: str  # the arithmetic in plain English
    due_in: str | None = None  # "2029-03": filings say the month and no day
    source: Quote  # the sentence that states it, or the term that the computation rests on most
    known_at: datetime
    extractor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedPayment:
    """A payment that a filing states: a dividend declared or paid, interest due on a day.

    At least one sum is given: in dollars, or in the `currency` that the filing states it in.
    """

    payment_id: str = ""
    instrument_id: str
    issuer_cik: int
    name: str
    kind: ObligationKind
    due_on: date
    per_share_usd: Decimal | None = None
    amount_usd: Decimal | None = None  # of the whole payment
    per_share_other: Decimal | None = None  # in `currency`, when that is not the dollar
    amount_other: Decimal | None = None
    currency: str = "USD"  # as in ISO 4217
    record_on: date | None = None  # who holds the shares at the end of this day is paid
    is_paid: bool  # False: declared, or due
    source: Quote
    known_at: datetime
    extractor: str


# ── cash ─────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Reserve:
    """Dollars set aside or at hand at the end of a day."""

    reserve_id: str = ""
    issuer_cik: int
    as_of_on: date
    kind: Literal["usd_reserve", "usd_cash", "cash"]
    amount_usd: Decimal
    source: Quote
    known_at: datetime
    extractor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReserveMovement:
    """Dollars put into or taken from a reserve."""

    movement_id: str = ""
    issuer_cik: int
    kind: Literal["usd_reserve", "usd_cash", "cash"]
    direction: Literal["added", "used"]
    amount_usd: Decimal
    period_start_on: date | None = None
    period_end_on: date | None = None
    purpose: str | None = None
    source: Quote
    known_at: datetime
    extractor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentCoverage:
    """How many months of obligations the cash of one day pays for. Numerator and denominator name their facts."""

    issuer_cik: int
    as_of_on: date
    reserves_usd: Decimal  # sum of the latest balance of each kind
    obligations_usd: Decimal  # due in the 12 months after, puts and maturities left out
    months: Decimal  # reserves / obligations * 12, one decimal
    reserve_ids: tuple[str, ...]
    obligation_ids: tuple[str, ...]
    note: str
    accession_number: str
    known_at: datetime


# ── words ────────────────────────────────────────────────────────────────────────────────────────────────

PaymentTopic = Literal[
    "interest_paid",
    "interest_due",
    "interest_deferred_or_pik",
    "dividend_declared",
    "dividend_paid",
    "dividend_suspended",
    "rate_change",
    "redemption",
    "repurchase",
    "holder_put",
    "conversion",
    "refinancing",
    "maturity",
    "default",
    "covenant",
    "waiver",
    "margin_call",
    "going_concern",
    "source_of_funds",
    "reserve_funding",
]
Modality = Literal["fact", "intention", "authorised", "obligation", "possibility", "risk_factor", "boilerplate"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentStatement:
    """A sentence about paying or not paying, labelled as in `models/payments/README.md`."""

    statement_id: str = ""
    issuer_cik: int
    topic: PaymentTopic
    polarity: Literal["affirmed", "negated"]
    modality: Modality
    tense: Literal["past", "present", "future"]
    instrument_id: str | None = None
    amount_usd: Decimal | None = None
    date_on: date | None = None
    source: Quote
    known_at: datetime
    extractor: str
