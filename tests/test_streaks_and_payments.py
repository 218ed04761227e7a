"""Weeks without a gap, the company's own stock told as an insider's, and dividends that were paid."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache

import pytest
from stated_facts import Facts, found_in
from verdict_examples import claims_of, judged

from monitor.judges.knowledge import Record
from monitor.records import Issuance

ROW = "MSTR Stock 640,500 shares $92.3 million"
STRIKE = (
    "A quarterly dividend on the Perpetual Strike Preferred Stock was declared. "
    "A total dividend payment of $7.4 million was made on March 31, 2026 to holders of record."
)


@cache
def filed() -> Record:
    """A week of stock sales, and a dividend."""
    facts = Facts()
    facts.file("2026-04-06", ROW, STRIKE)
    facts.keep(
        Issuance, "issuance_id", ROW, kind="atm", security="MSTR Stock", shares=Decimal(640_500),
        net_proceeds_usd=Decimal("9.23E+7"), period_start_on=date(2026, 3, 30), period_end_on=date(2026, 4, 5),
    )  # fmt: skip
    return facts.record


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Strategy has bought bitcoin every week since October 20.", "supported"),
        ("Strategy hasn't missed a week of buying bitcoin since October 20.", "supported"),
        ("Since October 20 not a single week has passed without a purchase of bitcoin by Strategy.", "supported"),
        ("Strategy never stopped buying bitcoin, not even between November 3 and November 9.", "supported"),
    ],
)
def test_no_week_without_a_purchase(text: str, label: str) -> None:
    """Said by a denial or not, it is no denial of the purchases."""
    assert judged(text, "2025-11-18").label == label


def test_never_stopping_is_no_denial() -> None:
    """Two negations are none."""
    (claim,) = claims_of("Strategy never stopped buying bitcoin.", "2025-11-18")
    assert not claim.negated


@pytest.mark.parametrize(
    "text",
    [
        "Saylor cashed out $92.3 million of MSTR stock last week.",
        "The chairman pocketed $92.3 million by selling stock last week.",
        "Insiders dumped 640,500 MSTR shares last week.",
    ],
)
def test_the_companys_own_stock_is_no_insiders(text: str) -> None:
    """Figures of the program, told of a person."""
    finding = found_in(filed(), text, "2026-04-07")
    assert (finding.label, finding.judge) == ("refuted", "verdicts.issuers_own_sale")


def test_another_sum_of_an_insider_is_open() -> None:
    """A sum that no program has is none of the company's."""
    assert (
        found_in(filed(), "Saylor cashed out $17.8 million of MSTR stock last week.", "2026-04-07").label
        != "refuted"
    )


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The March 31 dividend on STRK never got paid.", "refuted"),
        ("Strategy skipped the March 31 dividend on STRK.", "refuted"),
        ("Strategy paid $7.4 million of STRK dividends on March 31.", "supported"),
        ("Strategy paid $9.4 million of STRK dividends on March 31.", "refuted"),
        ("The March 31 dividend on STRF never got paid.", "not_enough_evidence"),
    ],
)
def test_a_dividend_that_was_paid(text: str, label: str) -> None:
    """By the sentence of the filing, of that series and day."""
    assert found_in(filed(), text, "2026-04-07").label == label
