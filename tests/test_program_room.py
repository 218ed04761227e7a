"""What is left under programs of stock sales, and what a share brought: sentences of our own."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache

import pytest
from stated_facts import Facts, found_in

from monitor.judges.knowledge import Record
from monitor.records import Issuance

MOST = "Shares may be sold for an aggregate offering price of up to $1.0 billion."
ALL = "The cumulative offering price of the Shares sold so far was approximately $1.0 billion."
PART = "The cumulative offering price of the Shares sold so far was approximately $640.0 million."
SIZES = "The Common ATM has a size of $21 billion, the STRC ATM one of $4.2 billion."
COMMON = "MSTR Stock 820,000 shares $147.6 million; $9,430.0 million available"
STRETCH = "STRC Stock no shares; $4,200.0 million available"


@cache
def agreed(day: str, line: str) -> Record:
    """An older program, of which the filing tells in words alone."""
    facts = Facts()
    facts.file(day, MOST, line)
    return facts.record


@cache
def weekly() -> Record:
    """A week of two programs."""
    facts = Facts()
    facts.file("2025-12-01", SIZES, COMMON, STRETCH)
    week = {"period_start_on": date(2025, 11, 24), "period_end_on": date(2025, 11, 30)}
    facts.keep(
        Issuance, "issuance_id", COMMON, kind="atm", security="MSTR Stock", shares=Decimal(820_000),
        net_proceeds_usd=Decimal("1.476E+8"), available_usd=Decimal("9.430E+9"), **week,
    )  # fmt: skip
    facts.keep(
        Issuance, "issuance_id", STRETCH, kind="atm", security="STRC Stock", shares=Decimal(0),
        available_usd=Decimal("4.2000E+9"), **week,
    )  # fmt: skip
    return facts.record


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Strategy can still sell $9.43 billion of common stock under its ATM.", "supported"),
        ("Strategy can still sell $94.3 billion of common stock under its ATM.", "refuted"),
        ("Less than $10 billion is left of Strategy's $21 billion common ATM.", "supported"),
        ("Less than $5 billion is left of Strategy's $21 billion common ATM.", "refuted"),
        ("Strategy's common ATM is used up.", "refuted"),
        ("The $4.2 billion STRC ATM is still untouched.", "supported"),
        ("Strategy has not sold a single share under its common ATM, which is untouched.", "refuted"),
        ("Room left on the STRC ATM: $4.2 billion.", "supported"),
    ],
)
def test_room_under_a_program(text: str, label: str) -> None:
    """What is available under the program meant, its size told apart from what is left."""
    finding = found_in(weekly(), text, "2025-12-02")
    assert (finding.label, finding.judge) == (label, "verdicts.atm_room")


def test_a_size_that_no_filing_prints_is_open() -> None:
    """The room is right, and of another program."""
    finding = found_in(
        weekly(), "There is $9.43 billion left out of Strategy's $42 billion common ATM.", "2025-12-02"
    )
    assert finding.label != "supported"


@pytest.mark.parametrize(("line", "label"), [(ALL, "supported"), (PART, "refuted")])
def test_what_was_sold_in_all_against_the_size(line: str, label: str) -> None:
    """Without a table of programs the words of the newest filing tell what is left."""
    record = agreed("2021-12-30", line)
    finding = found_in(record, "MicroStrategy's billion-dollar share-sale program is all used up.", "2021-12-31")
    assert finding.label == label


@pytest.mark.parametrize(("price", "label"), [("180", "supported"), ("210", "refuted")])
def test_what_a_share_brought(price: str, label: str) -> None:
    """Net proceeds by the number of shares."""
    text = f"The 820,000 common shares sold in the last week of November went for about ${price} each."
    assert found_in(weekly(), text, "2025-12-02").label == label
