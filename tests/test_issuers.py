"""Issuers without a profile are known by what the first pages of their filings call them."""

from __future__ import annotations

import pytest

from monitor.pipeline._issuers import find_symbols, short_names


@pytest.mark.parametrize(
    ("front", "symbol"),
    [
        ("Title of 12(b) Security\tCommon Stock\nTrading Symbol\tACME\n", "ACME"),
        ("Title of each class\tTrading Symbol(s)\tName of exchange\nCommon Stock\tACME\tNasdaq\n", "ACME"),
        ("Acme Limited (NYSE American: ACME) today said", "ACME"),
        ("the terms “ACME,” “Company,” and “we” refer to Acme Limited.", "ACME"),
    ],
)
def test_the_ticker_stands_on_the_cover(front: str, symbol: str) -> None:
    """In a table, in brackets, or defined as the name that the filing goes by."""
    assert list(find_symbols([front])) == [symbol]


def test_a_cover_without_a_ticker_gives_none() -> None:
    """The agency's own capitals are no ticker."""
    assert list(find_symbols(["UNITED STATES\nSECURITIES AND EXCHANGE COMMISSION (SEC)\nFORM 8-K"])) == []


def test_a_name_without_its_legal_form() -> None:
    """What is left of a name that is told in short."""
    assert list(short_names("ACME HOLDINGS, INC."))[-1] == "Acme"
