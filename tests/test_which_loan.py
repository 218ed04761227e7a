"""A loan that is not named is the one that was outstanding then, and no other."""

from __future__ import annotations

import pytest
from stated_facts import found_in
from test_capital_verdicts import record

from monitor.judges.verdicts import Finding


def found(text: str, said_on: str) -> Finding:
    """By a record whose only loan was lent in March 2022 and paid back on 24 March 2023."""
    return found_in(record(), text, said_on)


@pytest.mark.parametrize(
    ("text", "said_on", "label"),
    [
        ("MicroStrategy paid its term loan back.", "2023-04-03", "supported"),
        ("MicroStrategy paid a term loan back in March 2023.", "2025-04-03", "supported"),
        ("MicroStrategy paid its $205 million loan back early.", "2025-04-03", "supported"),
        ("MicroStrategy paid its 2025 term loan back early.", "2025-04-03", "supported"),
        ("MicroStrategy paid its Silvergate loan back early.", "2025-04-03", "supported"),
        ("MicroStrategy paid its bank loan back on March 14, 2023.", "2023-04-03", "refuted"),
        ("MicroStrategy paid its Silvergate loan back on June 3, 2025.", "2025-06-10", "refuted"),
        ("MicroStrategy sold coins to pay off its bank loan.", "2023-04-03", "refuted"),
        ("The lender seized MicroStrategy's collateral.", "2023-04-03", "refuted"),
    ],
)
def test_that_loan(text: str, said_on: str, label: str) -> None:
    """Named by its lender, sum or year, or outstanding in the days that are spoken of."""
    assert found(text, said_on).label == label


@pytest.mark.parametrize(
    "text",
    [
        "Strategy paid its term loan back.",
        "Strategy paid back a term loan between June 1 and June 5, 2025.",
        "Strategy repaid its margin loan in June 2025.",
        "Strategy sold 2,310 bitcoin and paid its term loan back with the money.",
        "Strategy sold coins to pay off a bank loan.",
        "Strategy borrowed $100 million from a bank last week, a loan of three years.",
        "The bank that lent to Strategy has seized its collateral.",
        "Strategy still owes $90 million on a bank loan.",
        "Strategy's lender forced it to repay its loan.",
        "Strategy has pledged 20,000 of its coins for a bank loan.",
    ],
)
def test_another_loan(text: str) -> None:
    """Two years after the only known loan was paid back, a loan without a name is none that a filing tells of."""
    assert found(text, "2025-06-06").label == "not_enough_evidence"


def test_pledged_coins_of_long_ago() -> None:
    """What was pledged three years before says nothing of coins that are pledged now, for no one knows what."""
    assert found("Strategy has pledged 20,000 of its coins.", "2025-06-06").label == "not_enough_evidence"
    assert found("MicroStrategy has pledged 20,000 of its coins.", "2022-06-10").label == "refuted"
