"""Weeks in a row with or without sales of stock, and sums of a named week: all of our own."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import cache

import pytest
from stated_facts import Facts, found_in

from monitor.judges.knowledge import Record
from monitor.records import Issuance

FIRST = date(2025, 9, 1)  # a Monday
SOLD = (120_000, 0, 90_000, 70_000)  # common shares, week by week
STRIFE = (0, 0, 0, 0)


@cache
def four_weeks() -> Record:
    """A report each Monday on two programs."""
    facts = Facts()
    for week, (common, strife) in enumerate(zip(SOLD, STRIFE, strict=True)):
        start = FIRST + timedelta(days=7 * week)
        lines = [f"Week {week}: MSTR ATM {common} shares", f"Week {week}: STRF ATM {strife} shares"]
        facts.file(f"{start + timedelta(days=7)}", *lines)
        for line, security, shares in zip(lines, ("MSTR ATM", "STRF ATM"), (common, strife), strict=True):
            facts.keep(
                Issuance, "issuance_id", line, kind="atm", security=security, shares=Decimal(shares),
                net_proceeds_usd=Decimal(shares * 300), period_start_on=start,
                period_end_on=start + timedelta(days=6),
            )  # fmt: skip
    return facts.record


@pytest.mark.parametrize(
    ("text", "as_of", "label"),
    [
        ("Strategy sold common shares for the second week running.", "2025-09-29", "supported"),
        ("Strategy has sold common stock in three consecutive weeks.", "2025-09-29", "refuted"),
        ("For the third straight week Strategy issued common stock.", "2025-09-29", "refuted"),
        ("Strategy has gone two weeks without selling common stock.", "2025-09-22", "refuted"),
        ("It is the third week in a row that Strategy has sold no STRF shares.", "2025-09-22", "supported"),
        ("It is the second week in a row that Strategy has sold no STRF shares.", "2025-09-22", "refuted"),
        ("Four straight weeks without any STRF shares sold, Strategy's filings show.", "2025-09-29", "supported"),
        ("Strategy has sold no STRF shares for the ninth week running.", "2025-09-29", "not_enough_evidence"),
        ("Strategy bought coins for the second week running, selling common shares.", "2025-09-29", "not_ours"),
    ],
)
def test_weeks_in_a_row(text: str, as_of: str, label: str) -> None:
    """A contrary week refutes, a missing one leaves it open; weeks of purchases are counted elsewhere."""
    finding = found_in(four_weeks(), text, as_of)
    if label == "not_ours":
        assert finding.judge != "verdicts.capital_programs"
    else:
        assert finding.label == label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Strategy raised $36 million from its stock between September 1 and 7.", "supported"),
        ("Strategy raised $36 million from its stock between September 8 and 14.", "refuted"),
    ],
)
def test_a_sum_is_of_the_week_that_is_named(text: str, label: str) -> None:
    """What the week before brought is no part of it."""
    assert found_in(four_weeks(), text, "2025-09-15").label == label


@pytest.mark.parametrize(
    ("text", "as_of", "label"),
    [
        ("Strategy sold only MSTR shares in the week to September 7.", "2025-09-08", "supported"),
        ("Strategy sold only STRF shares in the week to September 7.", "2025-09-08", "refuted"),
        ("No shares of any kind were sold by Strategy in the week to September 14.", "2025-09-15", "supported"),
        ("No shares of any kind were sold by Strategy in the week to September 7.", "2025-09-08", "refuted"),
        ("In the week to September 14 Strategy's ATM programs lay idle.", "2025-09-15", "supported"),
    ],
)
def test_what_alone_was_sold_in_a_week(text: str, as_of: str, label: str) -> None:
    """Only one paper, or none."""
    assert found_in(four_weeks(), text, as_of).label == label


def test_who_sells_shares_of_their_own_is_no_program() -> None:
    """What a director sold stands in no row."""
    found = found_in(four_weeks(), "Saylor sold 5,000 MSTR shares in early September.", "2025-09-15")
    assert found.judge != "verdicts.capital_programs"
