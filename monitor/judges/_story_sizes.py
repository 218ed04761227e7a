"""How large a claim says it is: 47,000 bitcoin, 43,415 bitcoin and "$4 billion" can be one rumour. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from monitor.records import Claim, ClaimFigure

OPEN_ENDED = frozenset({"more_than", "at_least"})
CAPPED = frozenset({"less_than", "at_most", "up_to"})
NEAR_DAYS = 45  # a price older or younger than that says nothing of the day


@dataclass(frozen=True, slots=True)
class Size:
    """An amount, with what it leaves open: "more than $1 billion" is also told of $4 billion."""

    amount: Decimal
    at_least: bool = False
    at_most: bool = False

    def agrees(self, other: Size, ratio: Decimal) -> bool:
        """Whether both can be tellings of one event."""
        low, high = sorted((self, other), key=lambda size: size.amount)
        return high.amount <= low.amount * ratio or low.at_least or high.at_most


def find_size(claim: Claim, measure: str, on: date, prices: Mapping[date, Decimal]) -> Size | None:
    """The size of a claim: coins for `units` (dollars over the price of the day, when one is known), dollars a
    piece for `usd_each`. None when it names none. `prices`: closes of the asset, or what purchases were reported
    to have cost a coin."""
    if measure == "usd_each":
        return _as_size(_first(claim, "usd_each"))
    if coins := _as_size(_first(claim, "units")):
        return coins
    before, after = _first(claim, "units_before"), _first(claim, "units_after")
    if before and after and before.value != after.value:
        return Size(abs(before.value - after.value))
    dollars = _as_size(_first(claim, "usd_total") or _first(claim, "usd_value"))
    price = find_price(on, prices)
    if dollars is None or price is None:
        return None
    return Size(dollars.amount / price, dollars.at_least, dollars.at_most)


def find_price(on: date, prices: Mapping[date, Decimal]) -> Decimal | None:
    """The price of the nearest day, the earlier of two; None when none is near."""
    near = [day for day in prices if abs((day - on).days) <= NEAR_DAYS]
    return prices[min(near, key=lambda day: (abs((day - on).days), day))] if near else None


def tell_size(sizes: Sequence[Size], measure: str, asset: str) -> str:
    """ "43,415 to 47,000 bitcoin", "$20,000", "" without a size."""
    if not sizes:
        return ""
    low, high = min(size.amount for size in sizes), max(size.amount for size in sizes)
    dollars, unit = ("$", "") if measure == "usd_each" else ("", f" {asset}")
    ends = dict.fromkeys(f"{dollars}{amount:,.0f}" for amount in (low, high))
    return " to ".join(ends) + unit


def _first(claim: Claim, role: str) -> ClaimFigure | None:
    return next((figure for figure in claim.figures if figure.role == role and figure.value > 0), None)


def _as_size(figure: ClaimFigure | None) -> Size | None:
    if figure is None:
        return None
    return Size(figure.value, figure.comparator in OPEN_ENDED, figure.comparator in CAPPED)
