"""Verdicts on the day of a sale, on a purchase claimed beside a holding, on forecasts beside an average, on coins
of a person, and on warnings of others. The figures are those of `verdict_examples.py`."""

from __future__ import annotations

import pytest
from verdict_examples import checked, claims_of, judged


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("MicroStrategy sold 704 BTC on December 28.", "refuted"),
        ("MicroStrategy's sale of 704 bitcoin was made on December 28.", "refuted"),
        ("MicroStrategy's sale of 704 bitcoin was made on December 22.", "supported"),
        ("MicroStrategy disclosed on December 28 that it had sold 704 BTC.", "supported"),
    ],
)
def test_the_day_of_the_filing_is_no_day_of_the_sale(text: str, label: str) -> None:
    assert judged(text, "2022-12-30").label == label


@pytest.mark.parametrize("words", ["used the dip to buy more bitcoin, adding to", "bought more coins and sits on"])
def test_who_says_that_more_was_bought_claims_a_purchase_beside_the_holding(words: str) -> None:
    said = f"Strategy last week {words} its 640,418 BTC."
    assert judged(said, "2025-10-21").label != "supported"


def test_a_purchase_that_the_filing_shows_bears_out_both() -> None:
    assert (
        judged("Strategy bought more bitcoin last week and sits on 649,870 BTC.", "2025-11-17").label
        == "supported"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Once bitcoin breaks Strategy's average cost it will slide to $50,000, a trader says.",
        "With bitcoin under Strategy's break-even price, $30,000 is next.",
    ],
)
def test_a_price_to_come_is_no_average_of_what_was_paid(text: str) -> None:
    assert judged(text, "2025-11-18").label == "not_enough_evidence"


@pytest.mark.parametrize(
    "text",
    [
        "Saylor disclosed that he himself owns 17,732 BTC.",
        "Saylor says he owns 17,732 bitcoin himself.",
        "Saylor holds 17,732 bitcoin of his own.",
    ],
)
def test_coins_of_a_person_are_no_holding_of_the_company(text: str) -> None:
    assert judged(text, "2025-11-18").label == "not_enough_evidence"


@pytest.mark.parametrize("who", ["An analyst warns that", "Critics warn that", "JPMorgan cautions that"])
def test_what_others_warn_of_is_no_reading_of_a_filing(who: str) -> None:
    found = judged(f"{who} Strategy will have to sell bitcoin by the end of next year.", "2025-11-18")
    assert found.label == "not_enough_evidence"


def test_a_plan_that_the_filing_is_said_to_warn_of_is_misread() -> None:
    found = judged("Strategy's filing warns that it will sell bitcoin next year.", "2025-11-18")
    assert found.reason == "misread_filing"


def test_the_sell_off_of_a_market_is_no_sale_of_the_company() -> None:
    types = [
        one.claim_type for one in claims_of("Strategy used last week's sell-off to buy bitcoin.", "2025-11-18")
    ]
    assert types == ["purchase"]
    assert checked("Strategy used last week's sell-off to buy bitcoin.", "2025-11-17").label != "refuted"
