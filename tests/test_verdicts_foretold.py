"""Verdicts on trades that were foretold, once their days have passed, on a sale told of before its days are over,
and on the cost told as what the market pays. The figures are those of `verdict_examples.py`."""

from __future__ import annotations

from datetime import date

import pytest
from disclosing import disclose
from verdict_examples import STRATEGY, claims_of, judged

from monitor.judges.knowledge import Record, know
from monitor.judges.verdicts import judge_claim


@pytest.mark.parametrize(
    ("text", "as_of", "label"),
    [
        ("Strategy will buy more bitcoin by November 16, a trader bets.", "2025-11-18", "supported"),
        ("Strategy will buy 8,178 bitcoin by November 16, a trader bets.", "2025-11-18", "supported"),
        ("Strategy will buy more bitcoin by November 16, a trader bets.", "2025-11-12", "not_enough_evidence"),
        ("Strategy will sell some of its bitcoin by November 15.", "2025-11-18", "refuted"),
        ("Strategy may sell some of its bitcoin by November 15.", "2025-11-18", "not_enough_evidence"),
        ("If its stock falls, Strategy will sell bitcoin by November 15.", "2025-11-18", "not_enough_evidence"),
    ],
)
def test_a_forecast_is_decided_when_its_days_have_passed(text: str, as_of: str, label: str) -> None:
    assert judged(text, "2025-11-11", as_of).label == label


def test_a_purchase_to_be_announced_is_that_of_the_filing_of_that_day() -> None:
    said = "Strategy is expected to announce another bitcoin purchase on Monday."
    assert judged(said, "2025-11-14", "2025-11-17").label == "supported"
    assert judged(said, "2025-11-14", "2025-11-14").label == "not_enough_evidence"


def test_days_that_were_still_to_come_hold_a_sale_made_in_them() -> None:
    told = (
        disclose("1", "2025-10-05", "held 500 2025-10-04"),
        disclose("2", "2025-10-13", "sold 30 2025-10-06 2025-10-11 3.00E+6 100000", "held 470 2025-10-11"),
    )
    record = Record(
        issuer=STRATEGY,
        filings={one.document_id: one.filing for one in told},
        changes=[change for one in told for change in one.changes],
        totals=[total for one in told for total in one.totals],
    )
    said = "Word is that Strategy sold bitcoin between October 5, 2025 and October 12, 2025."
    (claim,) = claims_of(said, "2025-10-09")
    assert judge_claim(claim, know(record, date(2025, 10, 14))).label == "supported"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Strategy's 649,870 bitcoin are worth $48.37 billion on the market.", "refuted"),
        ("Strategy's 649,870 bitcoin cost it $48.37 billion.", "supported"),
    ],
)
def test_what_was_paid_is_not_what_the_market_pays(text: str, label: str) -> None:
    assert judged(text, "2025-11-18").label == label


def test_coins_that_are_called_a_sale_are_what_was_sold() -> None:
    (claim,) = claims_of("MicroStrategy's 704 BTC were its first bitcoin sale.", "2022-12-30")
    assert claim.claim_type == "btc_sale_past"
    assert claim.quantity == 704
