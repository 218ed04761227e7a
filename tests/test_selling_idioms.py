"""The many words of the news for coins sold, and for coins kept, are read as what they say."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from stated_facts import Facts, found_in
from verdict_examples import claims_of, judged

from monitor.records import HoldingsChange


@pytest.mark.parametrize(
    "text",
    [
        "Gossip says Strategy let 300 coins go in the first week of November.",
        "Word is that Strategy bled bitcoin between November 10 and November 16.",
        "Strategy slipped some bitcoin out of the vault between November 3 and November 9, they say.",
        "Strategy was a seller of bitcoin between November 3 and November 9.",
        "Strategy cashed in bitcoin on November 12.",
        "Strategy raised money from its coins between November 10 and November 16.",
        "Strategy was forced to dump 2,000 bitcoin between November 3 and November 9.",
        "Strategy unloaded coins between November 3 and November 9 to stay ahead of its lender.",
    ],
)
def test_days_that_add_up_refute_a_sale(text: str) -> None:
    """Whatever the word for selling, covered days without a sale refute it."""
    assert judged(text, "2025-11-18").label == "refuted"


@pytest.mark.parametrize(
    "text",
    [
        "Strategy hasn't touched its coins between November 10 and November 16.",
        "Strategy kept its hands off its coins between November 3 and November 9.",
        "Strategy did not let a single coin go between November 3 and November 9.",
        "Strategy had yet to part with a coin between November 3 and November 9.",
    ],
)
def test_coins_kept_are_a_denial(text: str) -> None:
    """A denial, in whatever words, is supported by days that add up."""
    assert judged(text, "2025-11-18").label == "supported"


@pytest.mark.parametrize(
    "text",
    [
        "Strategy's stash touched 600,000 coins.",
        "Strategy lost $5 billion on its bitcoin on paper.",
        "Analysts let it be known that Strategy holds 649,870 coins.",
    ],
)
def test_other_things_are_no_sale(text: str) -> None:
    """Words that only resemble those of a sale."""
    assert not [claim for claim in claims_of(text, "2025-11-18") if claim.claim_type.startswith("btc_sale")]


def test_a_promise_is_broken_by_a_later_sale() -> None:
    """ "Will never sell" is open until a sale is disclosed."""
    text = "MicroStrategy will never sell a single coin."
    facts = Facts()
    line = "It sold 704 coins on December 22, 2022."
    facts.file("2022-12-28", line)
    day = date(2022, 12, 22)
    facts.keep(
        HoldingsChange, "change_id", line, asset="bitcoin", kind="sold", units=Decimal(704),
        period_start_on=day, period_end_on=day,
    )  # fmt: skip
    assert found_in(facts.record, text, "2022-12-01").label == "not_enough_evidence"
    assert found_in(facts.record, text, "2022-12-01", "2022-12-28").label == "refuted"


def test_a_purchase_of_the_last_full_week() -> None:
    """A week that is covered, and without a purchase, refutes one."""
    assert judged("Strategy kept buying in the last full week of October.", "2025-11-18").label == "supported"
    assert judged("Strategy bought nothing in the last full week of October.", "2025-11-18").label == "refuted"
