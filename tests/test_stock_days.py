"""Verdicts on what a share of preferred stock gets, and on the days of a stock split: figures of the real ones,
sentences of our own."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache

import pytest
from stated_facts import CIK, Facts, found_in

from monitor.judges.knowledge import Record
from monitor.records import StatedPayment

SPLIT = (
    "The board has declared a 10-for-1 stock split of both classes. It goes to the holders of record at the end "
    "of business on August 1, 2024. The new shares are to be distributed after the close of trading on "
    "August 7, 2024. Trading is expected to begin at the new price on August 8, 2024."
)
DECLARED = {
    "2025-09-02": (
        ("STRF", "2025-09-30", "2.50"),
        ("STRD", "2025-09-30", "3.055555556"),
        ("STRC", "2025-09-30", "0.8333"),
    ),
    "2026-02-02": (("STRC", "2026-02-28", "0.9375"),),
}


@cache
def record() -> Record:
    facts = Facts()
    facts.file("2024-07-11", SPLIT)
    for day, payments in DECLARED.items():
        lines = [f"{series}\t{each} a share\t{due}" for series, due, each in payments]
        facts.file(day, *lines)
        for line, (series, due, each) in zip(lines, payments, strict=True):
            facts.keep(
                StatedPayment, "payment_id", line, instrument_id=f"{CIK}:preferred:{series}",
                name=f"{series} preferred", kind="dividend", due_on=date.fromisoformat(due),
                per_share_usd=Decimal(each), is_paid=False,
            )  # fmt: skip
    line = "STRC stock pays a dividend of 11.25% a year."
    facts.file("2026-02-02", line)
    key = f"{CIK}:preferred:STRC"
    facts.term(key, "STRC preferred", line, "dividend_rate", figure=Decimal("11.25"), series="STRC")
    return facts.record


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("STRC owners are paid $0.9375 a share for February.", "supported"),
        ("STRC owners are paid $0.9735 a share for February.", "refuted"),
        ("A dividend of close to 94 cents a share was declared on Stretch for February.", "supported"),
        ("A dividend of 89 cents a share was declared on Stretch for February.", "refuted"),
        ("For February each STRC share receives a dividend of $11.25 per share.", "refuted"),
        ("STRC pays its holders 11.25% in February alone.", "refuted"),
    ],
)
def test_a_dividend_a_share(text: str, label: str) -> None:
    """The declared sum is right in dollars and in cents; swapped digits and the rate of a year are not."""
    assert found_in(record(), text, "2026-02-05").label == label


def test_each_sum_is_of_its_own_series() -> None:
    """ "$2.50 a share on one and $3.06 on another": each is held against its own."""
    right = "It declared $2.50 a share on Strife, and $3.06 a share on Stride, for September."
    swapped = "It declared $3.06 a share on Strife, and $2.50 a share on Stride, for September."
    assert found_in(record(), right, "2025-09-03").label == "supported"
    assert found_in(record(), swapped, "2025-09-03").label == "refuted"


@pytest.mark.parametrize(
    "text",
    [
        "STRC traded at $98.30 a share when it paid its dividend.",
        "STRK will pay its holders $2.00 a share in September.",
    ],
)
def test_no_dividend_that_is_known(text: str) -> None:
    """A price of the stock is no dividend, and what no filing declares is left open."""
    assert found_in(record(), text, "2025-09-03").label == "not_enough_evidence"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The stock is to trade split-adjusted from August 8, 2024 on.", "supported"),
        ("The stock is to trade split-adjusted from August 1, 2024 on.", "refuted"),
        ("The record date of MicroStrategy's 10-for-1 stock split is August 1.", "supported"),
        ("The record date of MicroStrategy's 10-for-1 stock split is August 8.", "refuted"),
        ("In MicroStrategy's stock split the shares are handed out on August 7.", "supported"),
        ("In MicroStrategy's stock split the shares are handed out on August 1.", "refuted"),
        ("MicroStrategy's ten-for-one stock split takes effect on August 8.", "supported"),
        ("MicroStrategy's ten-for-one stock split takes effect on August 1.", "refuted"),
    ],
)
def test_each_day_of_a_split_is_for_something(text: str, label: str) -> None:
    """Whose shares count, when they are handed out and from when they trade are three days: one told for another
    refutes."""
    assert found_in(record(), text, "2024-07-12").label == label
