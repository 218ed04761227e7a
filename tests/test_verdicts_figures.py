"""When a figure is right: precision, round figures, comparators, slips."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.judges.verdicts._figures import is_meant, is_right
from monitor.records import ClaimFigure, Comparator


def figure(value: str, comparator: Comparator = "exactly", unit: str = "bitcoin") -> ClaimFigure:
    return ClaimFigure(value=Decimal(value), unit=unit, role="units", comparator=comparator, start=0, end=1)


@pytest.mark.parametrize(
    ("claimed", "comparator", "actual", "right"),
    [
        ("712647", "exactly", "712647", True),
        ("712647", "exactly", "712648", False),
        ("5.42E+10", "exactly", "5.419E+10", True),  # "$54.2 billion" to the last digit
        ("5.41E+10", "exactly", "5.419E+10", False),
        ("8E+9", "about", "8.22E+9", True),
        ("1.50E+8", "about", "1.462E+8", True),  # zeros may be rounding after "roughly"
        ("437000", "about", "484000", False),
        ("500000", "nearly", "499096", True),
        ("500000", "nearly", "512000", False),
        ("400000", "more_than", "713502", True),
        ("800000", "more_than", "713502", False),
        ("3.05E+8", "more_than", "3.05E+8", False),
        ("600000", "less_than", "597325", True),
    ],
)
def test_precision_and_comparators(claimed: str, comparator: Comparator, actual: str, right: bool) -> None:
    """A figure is right within the precision it is written with, and comparators are honoured."""
    assert is_right(figure(claimed, comparator), Decimal(actual)) is right


@given(st.integers(min_value=1, max_value=10**9))
def test_every_figure_is_right_of_itself(units: int) -> None:
    """Whatever is printed, the same figure makes it true."""
    assert is_right(figure(str(units)), Decimal(units))


@given(st.integers(min_value=10_001, max_value=10**7).filter(lambda number: number % 1000))
def test_one_unit_off_is_wrong(units: int) -> None:
    """A number printed to the coin is wrong by one coin."""
    assert not is_right(figure(str(units)), Decimal(units + 1))


@pytest.mark.parametrize(
    ("claimed", "actual"), [("10455", "10445"), ("4084", "4048"), ("81780", "8178"), ("52706", "42706")]
)
def test_slips_are_known_for_what_they_mean(claimed: str, actual: str) -> None:
    """A digit changed or swapped, or a factor of ten, points to the disclosed figure."""
    assert is_meant(figure(claimed), Decimal(actual))


def test_another_figure_is_no_slip() -> None:
    """A figure unlike the disclosed one means something else."""
    assert not is_meant(figure("15000"), Decimal(8178))
