"""Bands of prices that a variable rate follows, the room under a program in two reports, dividends compared, and
days that are named with their weekday: sentences and figures of our own."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache

import pytest
from stated_facts import CIK, Facts, found_in

from monitor.extractors.claims._calendar import find_whens
from monitor.judges.knowledge import Record
from monitor.judges.verdicts._money_words import read_money
from monitor.records import Issuance, StatedPayment

BANDS = (
    "The dividend rate of STRC Stock is to be looked at each month as follows:",
    "Below $94.00: Recommend a dividend rate increase of 50 basis points or more.",
    "$94.00 – $98.99: Recommend a dividend rate increase of 25 basis points or more.",
    "$99.00 – $101.99: No change in the dividend rate is anticipated. It may recommend a minor increase.",
    "$102.00 and above: Recommend a dividend rate decrease of 25 basis points.",
)


@cache
def bands() -> Record:
    """A filing that sets bands."""
    facts = Facts()
    facts.file("2025-08-28", *BANDS)
    return facts.record


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("With Stretch between $94 and $98.99 Strategy would recommend raising its rate.", "supported"),
        ("With Stretch between $94 and $98.99 Strategy would recommend cutting its rate.", "refuted"),
        (
            "Should STRC average under $94, Strategy means to lift the dividend by at least half a point.",
            "supported",
        ),
        ("Should STRC average under $94, Strategy means to lift the dividend by a quarter point.", "refuted"),
        ("At $100 the Stretch dividend would be left alone.", "supported"),
        ("Above $102 Strategy plans to raise the Stretch dividend.", "refuted"),
    ],
)
def test_what_a_price_leads_to(text: str, label: str) -> None:
    """The band that the price lies in, which way the rate goes there, and by how much."""
    assert found_in(bands(), text, "2025-08-29").label == label


@pytest.mark.parametrize(
    "text",
    [
        "Strategy must raise the Stretch dividend whenever the stock is below $94.",
        "Stretch trades below $94 and pays a dividend of 9%.",
        "With Strife under $94 Strategy would recommend raising its dividend rate.",
    ],
)
def test_what_no_band_says(text: str) -> None:
    """An obligation, a plain price and another paper are not judged by bands."""
    assert found_in(bands(), text, "2025-08-29").judge != "verdicts.rate_by_price"


@cache
def two_reports() -> Record:
    """What is left under one program, a week apart."""
    facts = Facts()
    for start, end, filed, left in (
        ("2025-04-14", "2025-04-20", "2025-04-21", "1.60E+9"),
        ("2025-04-21", "2025-04-27", "2025-04-28", "3.00E+8"),
    ):
        line = f"Common ATM: {left} available on {end}."
        facts.file(filed, line)
        facts.keep(
            Issuance, "issuance_id", line, kind="atm", security="Common ATM", shares=Decimal(4_000_000),
            available_usd=Decimal(left), period_start_on=date.fromisoformat(start),
            period_end_on=date.fromisoformat(end),
        )  # fmt: skip
    return facts.record


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Only $300 million is left in Strategy's common ATM, against $1.6 billion a week before.", "supported"),
        (
            "Strategy's common program has $300 million left, down from $1.6 billion seven days earlier.",
            "supported",
        ),
        ("Only $300 million is left in Strategy's common ATM, against $2.6 billion a week before.", "refuted"),
        ("Only $400 million is left in Strategy's common ATM, against $1.6 billion a week before.", "refuted"),
        ("Strategy's share program still has $1.6 billion of capacity.", "refuted"),
    ],
)
def test_the_room_then_and_now(text: str, label: str) -> None:
    """Each sum is of its own report."""
    assert found_in(two_reports(), text, "2025-04-28").label == label


@cache
def dividends() -> Record:
    """Two series and what a share of each gets."""
    facts = Facts()
    for ticker, amount in (("STRD", "3.05"), ("STRF", "2.50")):
        line = f"{ticker}: ${amount} a share on September 30, 2025."
        facts.file("2025-09-02", line)
        facts.keep(
            StatedPayment, "payment_id", line, instrument_id=f"{CIK}:preferred:{ticker}", name=ticker,
            kind="dividend", due_on=date(2025, 9, 30), per_share_usd=Decimal(amount), amount_usd=None,
            record_on=None, is_paid=False,
        )  # fmt: skip
    return facts.record


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Stride holders get $3.05 a share on September 30, more than the $2.50 on Strife.", "supported"),
        ("Stride holders get $3.05 a share on September 30, less than the $2.50 on Strife.", "refuted"),
        ("Stride holders get $3.05 a share on September 30, more than the $2.75 on Strife.", "refuted"),
    ],
)
def test_a_dividend_beside_another(text: str, label: str) -> None:
    """The figure that another is compared with is bounded by nothing."""
    assert found_in(dividends(), text, "2025-09-03").label == label


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("since Monday, May 5", "2025-05-05", "2025-05-10"),
        ("between Monday, April 28 and Sunday, May 4", "2025-04-28", "2025-05-04"),
        ("on Friday, May 9", "2025-05-09", "2025-05-09"),
        ("since Monday", "2025-05-05", "2025-05-10"),
    ],
)
def test_a_day_with_its_weekday_is_one_day(text: str, first: str, last: str) -> None:
    """A weekday before a date is no day of its own."""
    found = [(str(one.start_on), str(one.end_on)) for one in find_whens(text, 0, len(text), date(2025, 5, 10))]
    assert found == [(first, last)]


def test_what_covered_the_bill_was_used() -> None:
    """A bill is paid with what covered most of it."""
    money = read_money("Preferred stock covered most of the bill for the coins.")
    assert money is not None
    assert (money.named, money.share) == (("preferred stock",), "most")
