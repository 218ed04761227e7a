"""What a printed figure can mean: a Decimal keeps the precision it was printed with in its exponent."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

ROUNDING = Decimal(1)  # units; reported totals can differ by one coin from the arithmetic
HALF = Decimal("0.5")
ZERO = Decimal(0)
SIGNS = {"USD": "$", "EUR": "€", "GBP": "£"}


def half_digit(figure: Decimal) -> Decimal:
    """By how much the true figure can differ from the printed one when it was rounded correctly."""
    exponent = figure.as_tuple().exponent
    return _half_of(exponent) if isinstance(exponent, int) else ZERO


@cache
def _half_of(exponent: int) -> Decimal:
    return Decimal(1).scaleb(exponent) * HALF


def roughness(units: Decimal) -> int:
    """How many whole digits of a number of units may be rounding: 4 for "130,000", 0 for "129,999"."""
    exponent = units.normalize().as_tuple().exponent if units else 0
    return max(0, exponent) if isinstance(exponent, int) else 0


def rounds_to(exact: Decimal, rough: Decimal) -> bool:
    """Whether `rough` is what a writer makes of `exact` who drops the digits that `rough` has as zeros."""
    return abs(exact - rough) <= Decimal(1).scaleb(roughness(rough)) * HALF


def say_units(units: Decimal) -> str:
    """ "649,870", "19,211.5": no exponent, no idle zeros."""
    whole = units.quantize(Decimal(1)) if units == units.to_integral_value() else units.normalize()
    return f"{whole:,f}"


def say_usd(amount: Decimal) -> str:
    """ "$63,870,000,000"."""
    return f"{'-' if amount < 0 else ''}${say_units(abs(amount))}"


def say_money(amount: Decimal, currency: str) -> str:
    """ "$3,156,250", "€10,333,333.33", "CHF 1,000": a sum that we work out ourselves, in its own currency."""
    sign = SIGNS.get(currency, f"{currency} ")
    return say_dollars(amount).replace("$", sign)


def say_dollars(amount: Decimal) -> str:
    """ "$23,342,592.50", "$3,156,250": cents when there are any. For sums that we work out ourselves."""
    cents = amount.quantize(Decimal("0.01"))
    return say_usd(amount) if cents == cents.to_integral_value() else f"{'-' if cents < 0 else ''}${abs(cents):,f}"
