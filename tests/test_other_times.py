"""Figures of another time or of the other side, and what each source paid in a quarter: all of our own."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache

import pytest
from stated_facts import Facts, found_in

from monitor.extractors.claims.plain import find_days, find_figures
from monitor.judges.by_figures import judge_by_figures
from monitor.judges.knowledge import Record, know
from monitor.records import PurchaseFunding

DAY = date(2022, 5, 10)
TOLD = (
    "Digital asset impairment losses\t$151.31 million\t$187.42 million",
    "As of March 31, 2022, we carried $2.741 billion of digital assets on our balance sheet, compared to a "
    "carrying value of $1.853 billion of digital assets on March 31, 2021.",
    "We had an unrealized gain of $812.4 million, and an unrealized loss of $633.7 million in the year before.",
)
FUNDS = (
    "Coins were bought using $4.1 billion of the Common ATM.",
    "Coins were bought using $512.0 million of the STRK ATM.",
)


@cache
def report() -> Record:
    """A quarterly report with a row of two years and a comparison."""
    facts = Facts()
    facts.file("2022-05-03", *TOLD)
    return facts.record


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("The impairment charge shrank to $151.31 million from $187.42 million a year before.", "supported"),
        ("The impairment charge rose to $187.42 million from $151.31 million a year before.", None),
        ("The carrying value rose to $2.741 billion from $1.853 billion.", "supported"),
        ("The carrying value fell to $1.853 billion from $2.741 billion.", None),
        ("Its unrealized gain was $812.4 million.", "supported"),
        ("Its unrealized loss was $812.4 million.", None),
    ],
)
def test_a_figure_is_of_its_own_time(words: str, label: str | None) -> None:
    """What a filing tells of the year before is not told of this one, nor a gain of a loss."""
    figures = list(find_figures(words, 0, len(words), DAY))
    days = list(find_days(words, 0, len(words), DAY))
    finding = judge_by_figures(words, figures, days, DAY, know(report(), DAY))
    assert (finding.label if finding else None) == label


@cache
def quarter() -> Record:
    """What each program paid of a quarter's coins."""
    facts = Facts()
    facts.file("2025-07-07", *FUNDS)
    for line, paper, amount in zip(FUNDS, ("Common ATM", "STRK ATM"), ("4.1E+9", "5.120E+8"), strict=True):
        facts.keep(
            PurchaseFunding, "funding_id", line, asset="bitcoin", period_start_on=date(2025, 4, 1),
            period_end_on=date(2025, 6, 30), securities=paper, other_sources="", amount_usd=Decimal(amount),
        )  # fmt: skip
    return facts.record


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Strategy bought coins with $4.1 billion from its common ATM in the second quarter.", "supported"),
        ("Strategy bought coins with $512 million from its common ATM in the second quarter.", "refuted"),
        ("In the second quarter Strategy paid for coins with $512 million from its STRK ATM.", "supported"),
    ],
)
def test_what_a_paper_paid_in_a_quarter(text: str, label: str) -> None:
    """The sum of the one that is named."""
    assert found_in(quarter(), text, "2025-07-10").label == label


@pytest.mark.parametrize(
    ("text", "as_of"),
    [
        ("Strategy's unrealized gain for the second quarter will top $800 million.", "2022-06-20"),
        ("Cumulative impairments on Strategy's hoard came to $264.8 million.", "2022-06-20"),
    ],
)
def test_what_no_holding_and_no_past_quarter_tells(text: str, as_of: str) -> None:
    """A forecast is not answered by what was, nor an impairment by the holding."""
    assert found_in(report(), text, as_of).label == "not_enough_evidence"
