"""What the figures mean at a price, and the stages of a feared collapse: computed and cited, never forecast."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from monitor.records.documents import Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class StressMeasure:
    """One figure as of a day, with the arithmetic and the sentence that it rests on most."""

    measure_id: str = ""
    issuer_cik: int
    asset: str
    as_of_on: date
    measure: (
        str  # "average_cost", "loss_at_price", "coins_for_a_year", "obligations_total", "reduction_from_peak", ...
    )
    price_usd: Decimal | None  # of one unit of the asset, for a measure that depends on it
    figure: Decimal
    unit: str  # "USD", "percent", "bitcoin", "months"
    note: str
    source: Quote
    known_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainStage:
    """One stage of the seven-stage chain as of a day. `cannot_be_seen` when no filing, price or flow in the store
    could show it."""

    issuer_cik: int
    as_of_on: date
    stage: int  # 1 to 7
    name: str
    observable: str  # what would show it
    state: Literal["observed", "not_observed", "cannot_be_seen"]
    reason: str
    source: Quote | None
    known_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BalanceSheet:
    """What a balance sheet carries of an asset, against all assets. Read from a document when it is asked for."""

    issuer_cik: int
    asset: str
    as_of_on: date
    asset_usd: Decimal  # as carried: at cost less impairment until 2024, at fair value since (ASU 2023-08)
    total_assets_usd: Decimal
    source: Quote  # the rows from the asset's line to the total
    known_at: datetime
