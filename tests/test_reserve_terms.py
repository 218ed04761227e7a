"""Verdicts on what binds a dollar reserve, what filled it, and whether coins secure a debt."""

from __future__ import annotations

from functools import cache

import pytest
from stated_facts import Facts, found_in

from monitor.judges.knowledge import Record

AIM = "The USD Reserve is to fund at least twelve months of dividends, with the goal of 24 months or more."
AT_WILL = "The terms and amount of the USD Reserve remain at the sole and absolute discretion of the company."
FUNDED = "The USD Reserve was funded using proceeds from sales of class A common stock under the program."
OPEN = "Our bitcoin does not serve as collateral for any of our outstanding debt."
OWED = "Our outstanding indebtedness was $8.22 billion."


@cache
def record() -> Record:
    facts = Facts()
    facts.file("2025-11-03", OPEN, OWED)
    facts.file("2025-12-01", AIM, AT_WILL, FUNDED)
    return facts.record


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Strategy must hold a year of dividends in its dollar reserve.", "refuted"),
        ("Strategy promised never to let the reserve drop under 24 months of dividends.", "refuted"),
        ("Strategy is bound to keep two years of dividends and interest in cash.", "refuted"),
        ("Strategy intends to keep at least 12 months of dividends in its dollar reserve.", "supported"),
        ("How large the dollar reserve is Strategy decides at its own discretion.", "supported"),
    ],
)
def test_an_aim_binds_nobody(text: str, label: str) -> None:
    """What a filing calls an aim that may change at will is no duty; that it may is right."""
    assert found_in(record(), text, "2025-12-03").label == label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Strategy gave up some of its coins for the dollar reserve.", "refuted"),
        ("For its dollar reserve Strategy had to dip into its bitcoin.", "refuted"),
        ("The dollar reserve came from letting go of bitcoin.", "refuted"),
        ("Sales of Stretch preferred stock paid for the dollar reserve.", "refuted"),
        ("Sales of common stock paid for the dollar reserve.", "supported"),
        ("No coins were sold to fund the dollar reserve; it was paid for by selling common stock.", "supported"),
    ],
)
def test_what_filled_the_reserve(text: str, label: str) -> None:
    """Coins, or another class of stock than the one that was sold, filled nothing, whatever parting is called."""
    assert found_in(record(), text, "2025-12-01").label == label


def test_coins_sold_for_a_reserve_later() -> None:
    """What was done after the filing that told of the reserve, no filing tells yet."""
    words = "Strategy sold some of its coins in the first week of December for the dollar reserve."
    assert found_in(record(), words, "2025-12-08").label == "not_enough_evidence"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The $8.22 billion that Strategy owes is secured by its bitcoin.", "refuted"),
        ("Creditors hold Strategy's coins as security for its debt of $8.22 billion.", "refuted"),
        ("None of Strategy's debt of $8.22 billion is secured by its bitcoin.", "supported"),
    ],
)
def test_coins_that_secure_nothing(text: str, label: str) -> None:
    """Where the last filing says that coins serve as no collateral, a debt that they secure is none."""
    assert found_in(record(), text, "2025-11-10").label == label
