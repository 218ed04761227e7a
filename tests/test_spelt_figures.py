"""Figures in words, as a reader of the news takes them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from monitor.extractors.claims._amounts import find_amounts


@pytest.mark.parametrize(
    ("words", "value", "unit"),
    [
        ("two billion and ten million dollars", "2010000000", "USD"),
        ("seven hundred forty-two million dollars", "742000000", "USD"),
        ("a cool billion", "1000000000", "USD"),
        ("a quarter of a billion dollars of stock", "250000000", "USD"),
        ("the billion-dollar program", "1000000000", "USD"),
        ("102 grand a coin", "102000", "USD"),
        ("SOFR plus 370 basis points", "3.70", "percent"),
    ],
)
def test_spelt_figures(words: str, value: str, unit: str) -> None:
    """A figure in words is the number that a reader takes it for."""
    found = [(one.value, one.unit) for one in find_amounts(words, 0, len(words), [])]
    assert found == [(Decimal(value), unit)]
