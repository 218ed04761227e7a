"""Verdicts on how much of a purchase each source paid for: figures of the real one, sentences of our own."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache

import pytest
from stated_facts import Facts, found_in

from monitor.judges.knowledge import Record
from monitor.records import HoldingsChange, PurchaseFunding

BOUGHT = "12,000 bitcoins were acquired for $821.7 million: $781.1 million from notes, $40.6 million in cash."


@cache
def record() -> Record:
    facts = Facts()
    facts.file("2024-03-11", BOUGHT)
    days = {"period_start_on": date(2024, 2, 26), "period_end_on": date(2024, 3, 10)}
    facts.keep(
        HoldingsChange, "change_id", BOUGHT, asset="bitcoin", kind="acquired", units=Decimal(12_000),
        usd_amount=Decimal("821.7E6"), average_price_usd=Decimal(68_477), purpose=None, **days,
    )  # fmt: skip
    for securities, other, amount in (("convertible senior notes", "", "781.1E6"), ("", "excess cash", "40.6E6")):
        facts.keep(
            PurchaseFunding, "funding_id", BOUGHT, asset="bitcoin", securities=securities, other_sources=other,
            amount_usd=Decimal(amount), **days,
        )  # fmt: skip
    return facts.record


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (
            "MicroStrategy paid for 12,000 BTC with $781 million from its notes and $41 million in cash.",
            "supported",
        ),
        ("For 12,000 BTC MicroStrategy took some $41 million of its own cash.", "supported"),
        ("MicroStrategy acquired 12,000 coins, with notes contributing $781.1 million.", "supported"),
        ("MicroStrategy paid for 12,000 BTC with $718 million from its notes.", "refuted"),
        ("MicroStrategy paid for 12,000 BTC with $781 million of cash.", "refuted"),
        ("MicroStrategy bought 12,000 BTC, spending $821.7 million from its convertible notes.", "refuted"),
    ],
)
def test_each_source_paid_its_part(text: str, label: str) -> None:
    """A sum is held against what its own source paid; the part of another and the whole price are wrong."""
    assert found_in(record(), text, "2024-03-12").label == label
