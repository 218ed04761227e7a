"""Rows of quarterly reports in dollars, habits of selling, what coins brought: filings of our own."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache

import pytest
from stated_facts import Facts, found_in

from monitor.judges.knowledge import Record
from monitor.records import HoldingsChange, HoldingsTotal

TABLE = "\n".join(
    (
        "\tThree months ended\t\tSix months ended",
        "($ in thousands)\tJune 30, 2026\tJune 30, 2025\tJune 30, 2026\tJune 30, 2025",
        "Bitcoin purchased\t64,310\t—\t71,940\t—",
        "Bitcoin sold\t(93,480)\t(12,005)\t(151,230)\t(40,118)",
    )
)
WORTH = "\n".join(
    (
        "Bitcoin\tJune 30, 2026\tDecember 31, 2025",
        "Number of bitcoin held\t8,120\t7,400",
        "Fair value of bitcoin (in '000s)\t$812,000\t$651,200",
    )
)
HABIT = "We pay our way by financing operations and other expenses through sales of our bitcoin production."
SOLD = "In the six months to June 30, 2026 we sold 1,504 bitcoin for $151.2 million."
NO_NEED = "We do not believe we will need to sell any of our bitcoins within the next twelve months."


@cache
def report() -> Record:
    """A quarterly report."""
    facts = Facts()
    facts.file("2026-07-30", TABLE, WORTH, HABIT, SOLD, NO_NEED, form="10-Q")
    facts.keep(
        HoldingsChange, "change_id", SOLD, asset="bitcoin", kind="sold", units=Decimal(1_504),
        usd_amount=Decimal("1.512E+8"), period_start_on=date(2026, 1, 1), period_end_on=date(2026, 6, 30),
    )  # fmt: skip
    facts.keep(
        HoldingsTotal, "total_id", "Number of bitcoin held\t8,120\t7,400", asset="bitcoin",
        as_of_on=date(2026, 6, 30), units=Decimal(8_120),
    )  # fmt: skip
    return facts.record


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Strategy spent about $64 million on buying bitcoin in the June quarter.", "supported"),
        ("Strategy spent about $46 million on buying bitcoin in the June quarter.", "refuted"),
        ("Strategy turned roughly $93 million of bitcoin into cash in the three months to June.", "supported"),
        ("Strategy turned roughly $151 million of bitcoin into cash in the three months to June.", "refuted"),
        ("Strategy turned roughly $151 million of bitcoin into cash in the first half.", "supported"),
        ("Strategy raised about $151.2 million in the first half by selling 1,504 bitcoin.", "supported"),
        ("Strategy raised about $115.2 million in the first half by selling 1,504 bitcoin.", "refuted"),
        ("Strategy means to pay part of its running costs by selling coins it mines.", "supported"),
        ("Strategy never sells the coins it mines.", "refuted"),
        (
            "Strategy does not expect to need its bitcoin for working capital in the next twelve months.",
            "supported",
        ),
        ("Strategy believes it will need to sell bitcoin within twelve months for working capital.", "refuted"),
        ("Strategy closed June with 8,120 bitcoin, worth about $812 million.", "supported"),
        ("Strategy closed June with 8,120 bitcoin, worth about $1.2 billion.", "refuted"),
    ],
)
def test_what_a_report_tells(text: str, label: str) -> None:
    """By the row and the column of the period, by the policy that it words, and by the value that it carries."""
    assert found_in(report(), text, "2026-08-03").label == label
