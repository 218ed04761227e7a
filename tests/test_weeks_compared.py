"""One week beside another, of stock and of the reserve; gains and losses of a quarter: sentences of our own."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import cache

import pytest
from stated_facts import Facts, claims_of, found_in

from monitor.judges.knowledge import Record
from monitor.records import Issuance, Reserve

MONDAY = date(2025, 9, 1)
WEEKS = ((400, 20), (180, 5), (240, 0))  # millions of common stock and of Strife
GAIN = "For the quarter ended June 30, 2025, we had an unrealized gain on digital assets of $13.7 billion."
LOSS = "For the quarter ended March 31, 2025, we had an unrealized loss on digital assets of $5.2 billion."


@cache
def sold() -> Record:
    """Three reports on two programs."""
    facts = Facts()
    for week, sums in enumerate(WEEKS):
        start = MONDAY + timedelta(days=7 * week)
        papers = dict(zip(("MSTR ATM", "STRF ATM"), sums, strict=True))
        facts.file(
            f"{start + timedelta(days=7)}",
            *(f"{paper}, {start}: {sum_} million" for paper, sum_ in papers.items()),
        )
        for paper, millions in papers.items():
            facts.keep(
                Issuance, "issuance_id", f"{paper}, {start}: {millions} million", kind="atm", security=paper,
                shares=Decimal(millions * 3_000), net_proceeds_usd=Decimal(millions).scaleb(6),
                period_start_on=start, period_end_on=start + timedelta(days=6),
            )  # fmt: skip
    return facts.record


@pytest.mark.parametrize(
    ("text", "as_of", "label"),
    [
        ("Strategy took in less from common stock last week than in the week before.", "2025-09-15", "supported"),
        ("Strategy took in more from common stock last week than in the week before.", "2025-09-15", "refuted"),
        ("Common stock brought $240 million, up from $180 million the week before.", "2025-09-22", "supported"),
        ("Common stock brought $240 million, up from $400 million the week before.", "2025-09-22", "refuted"),
        (
            "Common stock brought $180 million, less than half of the prior week's $400 million.",
            "2025-09-15",
            "supported",
        ),
        (
            "Common stock brought $180 million, more than half of the prior week's $400 million.",
            "2025-09-15",
            "refuted",
        ),
        ("Strategy raised $5 million from Strife, after $20 million a week earlier.", "2025-09-15", "supported"),
        ("Strategy raised $20 million from Strife, after $5 million a week earlier.", "2025-09-15", "refuted"),
    ],
)
def test_a_week_of_stock_beside_the_one_before(text: str, as_of: str, label: str) -> None:
    """Each sum is of its own week, and so is the way it went."""
    found = found_in(sold(), text, as_of)
    assert (found.label, found.judge) == (label, "verdicts.weeks_compared")


@pytest.mark.parametrize(
    "text",
    [
        "Strategy will raise more from common stock than the week before.",
        "Strategy bought more bitcoin with its common stock than the week before.",
        "Strategy raised $180 million from common stock.",
    ],
)
def test_what_compares_no_weeks(text: str) -> None:
    """Forecasts, purchases and one week alone are for other rules."""
    assert found_in(sold(), text, "2025-09-15").judge != "verdicts.weeks_compared"


@cache
def reserve() -> Record:
    """A reserve of four days."""
    facts = Facts()
    for day, filed, amount in (
        ("2025-12-01", "2025-12-01", "1.20E+9"), ("2026-05-24", "2026-05-25", "6.0E+8"),
        ("2026-05-31", "2026-06-01", "6.5E+8"), ("2026-06-07", "2026-06-08", "7.5E+8"),
    ):  # fmt: skip
        line = f"The USD Reserve was {amount} on {day}."
        facts.file(filed, line)
        facts.keep(
            Reserve, "reserve_id", line, kind="usd_reserve", as_of_on=date.fromisoformat(day),
            amount_usd=Decimal(amount),
        )  # fmt: skip
    return facts.record


@pytest.mark.parametrize(
    ("text", "as_of", "label"),
    [
        ("Strategy's dollar reserve gained $100 million in the first days of June.", "2026-06-08", "supported"),
        ("Strategy's dollar reserve lost $100 million in the first days of June.", "2026-06-08", "refuted"),
        ("Strategy's dollar reserve gained $150 million in the first days of June.", "2026-06-08", "refuted"),
        ("The dollar reserve of Strategy grew for the second week running.", "2026-06-08", "supported"),
        ("The dollar reserve of Strategy shrank last week.", "2026-06-08", "refuted"),
        ("Strategy's dollar reserve is still below where it started.", "2026-06-08", "supported"),
        ("Strategy's dollar reserve is back above its original level.", "2026-06-08", "refuted"),
        ("Strategy's dollar reserve shrank last week.", "2026-07-08", "not_enough_evidence"),
        ("Strategy's dollar reserve stands at $0.9 billion.", "2026-07-20", "not_enough_evidence"),
    ],
)
def test_which_way_a_reserve_went(text: str, as_of: str, label: str) -> None:
    """Two balances tell it; where the later one is missing, nothing does."""
    assert found_in(reserve(), text, as_of).label == label


@cache
def results() -> Record:
    """A gain of one quarter and a loss of another."""
    facts = Facts()
    facts.file("2025-07-07", GAIN, LOSS)
    return facts.record


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Strategy's unrealized gain in the second quarter was $13.7 billion.", "supported"),
        ("Strategy's unrealized loss in the second quarter was $13.7 billion.", "refuted"),
        ("Strategy's unrealized gain in the first quarter was $13.7 billion.", "refuted"),
        ("Strategy's unrealized loss for the first quarter came to about $5.2 billion.", "supported"),
    ],
)
def test_a_gain_is_of_its_quarter(text: str, label: str) -> None:
    """Neither a loss nor another quarter's."""
    assert found_in(results(), text, "2025-07-08").label == label


def test_a_loss_told_of_a_quarter_is_a_claim() -> None:
    """A time may stand between the words and their sum."""
    (claim,) = claims_of("Its net loss for the second quarter was about $5 billion, Strategy said.", "2025-07-08")
    assert (claim.action, claim.quantity) == ("lose", Decimal("5E+9"))


def test_common_stock_is_no_preferred() -> None:
    """The sum of one told of the other."""
    said = "Strategy raised $180 million from preferred shares in the week to September 14."
    assert found_in(sold(), said, "2025-09-15").label == "refuted"
