"""What is said about an issuer, and what the filings say of it as of a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from monitor.records.documents import Quote

ClaimType = Literal[
    "holdings_total",
    "purchase",
    "btc_sale_past",
    "btc_sale_hidden_or_rumoured",
    "btc_sale_future_or_forced",
    "avg_cost",
    "debt_total",
    "interest_or_dividend_payment",
    "default_or_insolvency",
    "reserve",
    "insider_sale",
    "etf_outflow",
    "price_prediction",
    "mnav_or_valuation",
    "other",
]
ClaimModality = Literal["asserted", "hedged", "predicted", "denied", "reported_speech"]
Comparator = Literal["exactly", "about", "nearly", "more_than", "at_least", "less_than", "at_most", "up_to"]
FigureRole = Literal[
    "units",  # of the asset, changing hands or held
    "units_before",  # "from 484,000 BTC"
    "units_after",  # "to 437,000 BTC", "leaving 843,706"
    "usd_total",  # paid, received, owed, set aside: whatever the action is about
    "usd_each",  # per unit of the asset
    "usd_value",  # "worth", "valued at": a market value, not a cost
    "percent",
    "count",  # "fifth consecutive week", "seven purchases"
    "shares",
    "other",
]
Label = Literal["supported", "refuted", "not_enough_evidence"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFigure:
    """A figure in a claim, as printed: `value` keeps the last printed digit in its exponent."""

    value: Decimal
    unit: str  # "bitcoin", "USD", "percent", "shares", "JPY", "times", "weeks"; an asset's own name
    role: FigureRole
    comparator: Comparator = "exactly"
    start: int  # in the document's text
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One proposition. A denial keeps the proposition that is denied's opposite: `negated` says that the claim is
    that it did not happen. `modality` is its manner, and never changes the verdict."""

    claim_id: str = ""
    issuer_cik: int | None  # None: about nobody in the watchlist (a market, a fund, an economy)
    claim_type: ClaimType
    subject: str  # as written: "Strategy", "Saylor", "the company"
    action: str  # lemma of the verb or noun that carries it: "sell", "hold", "buy", "owe", "force", "fall"
    negated: bool = False  # "has not sold", "without selling", "rejected talk that it sold"
    asset: str | None = None  # "bitcoin"; None when the claim is about something else
    quantity: Decimal | None = None  # the first figure of the claim's own measure, for tables and joins
    unit: str | None = None
    comparator: Comparator | None = None
    figures: tuple[ClaimFigure, ...] = ()  # every figure that the proposition rests on
    qualifiers: tuple[
        str, ...
    ] = ()  # "first", "record", "since 2022", "all", "any", "consecutive", "subset", "plan"
    period_start_on: date | None = None
    period_end_on: date | None = None
    modality: ClaimModality
    attribution: str = ""  # who says so: "Arkham", "analysts", "Saylor"
    checkable: Literal["yes", "partly", "no"]
    source: Quote
    claimed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A sentence of a filing that bears on a claim."""

    accession_number: str
    url: str
    stance: Literal["supports", "refutes", "context"]
    source: Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What was known by the end (New York time) of `as_of` says of a claim."""

    verdict_id: str = ""
    claim_id: str
    as_of: date
    label: Label
    score: Decimal  # p_supported - p_refuted
    p_supported: Decimal
    p_refuted: Decimal
    p_not_enough_evidence: Decimal
    reason: str  # "matches_disclosure", "stale", "blind_window", ... (contract, Verdicts, 9)
    rationale: str  # plain English with the figures and days
    resolves_by_on: date | None
    judge: str  # module and version: "verdicts.sales"
    judged_at: datetime
    corrected_at: datetime | None = None  # when the store learned of what had been known on that day already
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A news article, a post or a pasted text."""

    article_id: str
    url: str
    source: str  # host or feed name
    title: str
    author: str
    published_at: datetime | None
    fetched_at: datetime
    language: str
    duplicate_of: str | None  # article_id of the first copy: syndicated or near-duplicate
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """A daily close."""

    asset: str  # "bitcoin", "MSTR"
    day_on: date
    close_usd: Decimal
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """What flowed into a fund on one day, net; negative when more flowed out."""

    fund: str  # ticker: "IBIT"; "all" for the sum of all funds as the source states it
    day_on: date
    net_usd: Decimal
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """A claim about a price still to come, and how it turned out."""

    claim_id: str
    issuer_cik: int | None
    who: str
    asset: str
    target_usd: Decimal
    direction: Literal["at_least", "at_most", "about"]
    horizon_on: date | None  # None: no day was named
    condition: str
    status: Literal["open", "came_true", "failed", "no_horizon", "no_prices"]
    resolved_on: date | None
