"""When a figure of a claim is right (contract, Verdicts, 5).

    exactly      rounds to the printed digits: "712,647" is 712,647; "$54.2 billion" is 54.15 to 54.25
    about        within 2 %, or what a writer makes of it who drops the digits written as zeros, within 5 %
    nearly       not above, and within 5 % below
    more_than, at_least, less_than, at_most, up_to      the bound itself

A round figure ("76,000", "$205 million" of 205.0) may stand for what rounds to it: at most 1 % away. A disclosed
figure printed more coarsely than the claim ("$2.01 billion" for "$2,010.4 million") is only as good as that.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from monitor.judges._precision import ZERO, half_digit, roughness, say_units
from monitor.records import ClaimFigure, FigureRole

BOUNDS = ("more_than", "at_least", "less_than", "at_most", "up_to")
LOOSE = Decimal("0.02")  # "about", "roughly", "some"
ROUND = Decimal("0.01")  # what trailing zeros may hide, unhedged
HAIR = Decimal("0.002")  # by which "near" may lie above
EDGE = Decimal("0.001")  # by which a round upper end may be passed: "$75,000 to $76,000" for 76,052
WIDE = Decimal("0.05")  # what trailing zeros may hide after "about"; how far "nearly" may lie below
ROUND_ZEROS = 3  # so many trailing zeros make a round figure
SLIP = Decimal("0.03")  # so near a disclosed figure, a wrong one is meant for it


def is_right(figure: ClaimFigure, actual: Decimal) -> bool:
    """Whether the disclosed `actual` makes the figure of the claim true."""
    value = figure.value
    if figure.comparator in BOUNDS:
        exact = half_digit(actual) if actual != value else ZERO
        bounds = {
            "more_than": actual > value or (exact > 0 and actual + exact > value and actual >= value),
            "at_least": actual >= value,
            "less_than": actual < value,
            "at_most": actual <= value or (roughness(value) >= ROUND_ZEROS and actual <= value * (1 + EDGE)),
            "up_to": actual <= value,
        }
        return bounds[figure.comparator]
    apart = abs(value - actual)
    if apart > WIDE * abs(value) and apart > half_digit(value):
        return False  # the widest that `tolerance` gives: most of what is compared is far away
    if figure.comparator == "nearly":
        return actual <= value + max(half_digit(value), value * HAIR) and apart <= WIDE * abs(value)
    return apart <= tolerance(figure, actual)


def reach_of(figure: ClaimFigure) -> tuple[Decimal, Decimal] | None:
    """The least and the largest disclosed figure that may make it true; None where it is a bound. It sorts out
    most of what many figures are compared with; `is_right` decides."""
    if figure.comparator in BOUNDS:
        return None
    far = max(WIDE * abs(figure.value), half_digit(figure.value))
    return figure.value - far, figure.value + far


def tolerance(figure: ClaimFigure, actual: Decimal) -> Decimal:
    """By how much the true figure may differ from the printed one."""
    value = figure.value
    size = abs(value)
    printed = max(half_digit(value), half_digit(actual) if half_digit(actual) <= ROUND * size else ZERO)
    zeros = Decimal(1).scaleb(roughness(value)) / 2 if roughness(value) >= ROUND_ZEROS else ZERO
    if figure.comparator == "about":
        return max(printed, LOOSE * size, min(zeros, WIDE * size))
    return max(printed, min(zeros, ROUND * size))


def is_meant(figure: ClaimFigure, actual: Decimal) -> bool:
    """Whether a wrong figure is a slip for a disclosed one: close by, digits swapped, or a power of ten off."""
    value = figure.value
    if actual == 0 or value <= 0:
        return False
    if abs(value - actual) <= SLIP * abs(actual):
        return True
    digits, true = _digits(value), _digits(actual)
    if digits.strip("0") == true.strip("0") and len(true.strip("0")) > 1:
        return True  # a factor of ten
    if len(digits) != len(true) or len(true) < 3:
        return False
    unlike = sum(one != other for one, other in zip(digits, true, strict=True))
    return sorted(digits) == sorted(true) or (unlike == 1 and len(true) > 3)


def _digits(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", "").lstrip("0")


def find_figures(figures: Iterable[ClaimFigure], *roles: FigureRole) -> tuple[ClaimFigure, ...]:
    """Those that play one of the roles, in order."""
    return tuple(figure for figure in figures if figure.role in roles)


WORDS = {
    "exactly": "",
    "about": "about ",
    "nearly": "nearly ",
    "more_than": "more than ",
    "at_least": "at least ",
    "less_than": "less than ",
    "at_most": "at most ",
    "up_to": "up to ",
}


def say_figure(figure: ClaimFigure) -> str:
    """ "about $9.9 billion", "more than 400,000", "12 %"."""
    return WORDS[figure.comparator] + say_amount(figure.value, figure.unit)


def say_amount(value: Decimal, unit: str) -> str:
    """ "$9.9 billion", "$83,000", "641,692", "12 %": as a reader would print it."""
    if unit == "percent":
        return f"{say_units(value)} %"
    if unit != "USD":
        return say_units(value)
    for scale, word in ((9, "billion"), (6, "million")):
        if abs(value) >= Decimal(10) ** scale:
            return f"${say_units(value.scaleb(-scale).quantize(Decimal('0.001')).normalize())} {word}"
    return f"${say_units(value.quantize(Decimal('0.01')))}"
