"""Holdings: what was found of them in filings, and the ledger that follows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from monitor.records.documents import Quote

# How the purpose begins of coins transferred or pledged that left or entered the holding thereby: wages paid in
# coins, a loan, an account for collateral that the issuer counts apart. Others stay in it: a move to a custodian.
LEFT = "left the holding: "
ENTERED = "entered the holding: "

ChangeKind = Literal["acquired", "sold", "transferred", "pledged", "none"]
LedgerStatus = Literal[
    "opening", "reconciled", "rounding", "missing_filing", "unexplained_increase", "unexplained_decrease"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingsChange:
    """Units of an asset acquired, sold, moved between custodians, or put up as collateral; or a period in
    which nothing was (`none`, 0 units). What was said, not what was meant: netting is the ledger's work."""

    change_id: str = ""  # given by `monitor.extractors`
    issuer_cik: int
    asset: str
    kind: ChangeKind
    units: Decimal
    usd_amount: Decimal | None = None  # purchase price with fees, or sale proceeds net of them
    average_price_usd: Decimal | None = None
    period_start_on: date | None = None  # None: the filing does not say since when
    period_end_on: date | None = None
    purpose: str | None = None  # the filing's own words for what the money was for
    source: Quote
    known_at: datetime
    extractor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingsTotal:
    """The whole holding of the issuer and its subsidiaries at the end of a day."""

    total_id: str = ""
    issuer_cik: int
    asset: str
    as_of_on: date
    units: Decimal
    cost_usd: Decimal | None = None
    average_cost_usd: Decimal | None = None
    source: Quote
    known_at: datetime
    extractor: str


HoldingsFact = HoldingsChange | HoldingsTotal


def direction_of(change: HoldingsChange) -> int:
    """1 when the units of a change add to the holding, -1 when they leave it, 0 when it stays as it is."""
    if change.kind in ("acquired", "sold"):
        return 1 if change.kind == "acquired" else -1
    purpose = change.purpose or ""
    return -1 if purpose.startswith(LEFT) else 1 if purpose.startswith(ENTERED) else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedChange:
    """How one disclosed change entered one step of the ledger."""

    change_id: str
    counted_units: Decimal  # after netting; 0 for a repetition
    treatment: Literal["counted", "netted", "repeated", "superseded"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerStep:
    """From one reported total to the next: opening + acquired - sold = expected, against reported.

    What came or went otherwise (`direction_of`) is within the acquired and the sold; the note tells it apart.
    """

    issuer_cik: int
    asset: str
    as_of_on: date
    opening_on: date | None
    opening_units: Decimal
    acquired_units: Decimal
    sold_units: Decimal
    expected_units: Decimal
    reported_units: Decimal
    residual_units: Decimal  # reported - expected; within 1 it is rounding
    status: LedgerStatus
    cost_usd: Decimal | None
    average_cost_usd: Decimal | None
    # First and last day that no disclosure of its own speaks of; a whole quarter's figure may still explain them.
    uncovered_from_on: date | None
    uncovered_until_on: date | None
    uncovered_days: int
    missing_accessions: tuple[str, ...]  # listed by the index inside the step, absent from the store
    note: str  # plain English, with the arithmetic
    total_id: str  # the total that closes the step
    accession_number: str  # the filing of that total
    known_at: datetime  # when the last fact that the step rests on was known
    changes: tuple[CountedChange, ...]
