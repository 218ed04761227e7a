"""A loan that is not named is the one that was outstanding then, and no other."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from stated_facts import CIK, Facts, found_in
from test_capital_verdicts import record

from monitor.judges.verdicts import Finding
from monitor.records import InstrumentEvent


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


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The loan from Silvergate may climb to 50% of the collateral.", "supported"),
        ("MicroStrategy has to keep the LTV of the Silvergate loan at 50% or less.", "supported"),
        ("The loan from Silvergate may climb to 75% of the collateral.", "refuted"),
        ("Once the loan-to-value passes 60%, Silvergate can ask MicroStrategy for more coins.", "refuted"),
        ("Bitcoin fell 60% after MicroStrategy took the Silvergate loan.", "not_enough_evidence"),
        ("MicroStrategy put up 15% of its coins for the Silvergate loan.", "not_enough_evidence"),
    ],
)
def test_how_much_of_its_collateral_a_loan_may_be(text: str, label: str) -> None:
    """The ratio that a filing sets, and no other; a share of something else is none."""
    facts = Facts()
    lent = "A loan of $205.0 million was taken from Silvergate Bank (“Silvergate”)."
    ratio = "While it stands, an LTV Ratio of 50% or less must be kept."
    facts.file("2022-03-29", lent, ratio)
    key = f"{CIK}:loan:2022-03-23"
    facts.keep(
        InstrumentEvent, "event_id", lent, instrument_id=key, name="Loan", kind="issued",
        happened_on=date(2022, 3, 23), amount_usd=Decimal("2.050E+8"),
    )  # fmt: skip
    facts.term(key, "Loan", lent, "principal_usd", figure=Decimal("2.050E+8"), as_of_on=date(2022, 3, 23))
    assert found_in(facts.record, text, "2022-04-05").label == label
