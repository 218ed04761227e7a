"""Statements about coins: money given to the coins it stands by, supposed prices, what is still to come."""

from __future__ import annotations

from datetime import date

import pytest
from verdict_examples import claims_of, example_record, judged

from monitor.extractors.claims.plain import find_days, find_figures
from monitor.judges.figure_groups import weigh_groups
from monitor.judges.knowledge import know
from monitor.judges.statement import Judged, decide
from monitor.judges.unread import Unread
from monitor.judges.verdicts import judge_claim

DAY = date(2025, 11, 18)


def weighed(text: str) -> str:
    """The label of a statement after its figures were grouped."""
    known = know(example_record(), DAY)
    claims = claims_of(text, DAY.isoformat())
    found = [Judged(claim=claim, finding=judge_claim(claim, known)) for claim in claims]
    unread = Unread(
        text=text,
        figures=tuple(find_figures(text, 0, len(text), DAY)),
        days=tuple(find_days(text, 0, len(text), DAY)),
    )
    return weigh_groups(decide(found), found, unread, known).finding.label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (
            "Strategy took 8,178 bitcoin for $835.6 million and sits on 649,870 coins that cost $48.37 billion.",
            "supported",
        ),
        (
            "Strategy took 8,178 bitcoin for $835.6 million and sits on 649,870 coins that cost $43.87 billion.",
            "refuted",
        ),
        ("Strategy's 649,870 coins were bought at $74,343 on average.", "refuted"),
        ("Strategy's whole 649,870-coin pile was bought for $48.37 million.", "refuted"),
    ],
)
def test_money_is_of_the_coins_it_stands_by(text: str, label: str) -> None:
    """A sum is weighed against the row of its own coins, whichever words divide the sentence."""
    assert weighed(text) == label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("At $100,000 a coin, Strategy's 649,870 bitcoin would be worth $64.99 billion.", "supported"),
        ("At $100,000 a coin, Strategy's 649,870 bitcoin would be worth $46.99 billion.", "refuted"),
        ("If bitcoin fell to $70,000, Strategy's 649,870 coins would still be in profit.", "refuted"),
        ("Strategy will own a million bitcoin by 2030.", "not_enough_evidence"),
        ("Strategy is on track to hold 700,000 bitcoin by year-end.", "not_enough_evidence"),
        ("Strategy is a miner that mined 8,178 coins last week.", "refuted"),
        ("Strategy's holdings have shrunk to 437,000 BTC.", "refuted"),
        ("Strategy was a net seller between November 3 and November 16, 2025.", "refuted"),
    ],
)
def test_what_is_supposed_or_still_to_come(text: str, label: str) -> None:
    """A supposed price is reckoned, a holding to come is open unless what it starts from is false."""
    assert judged(text, DAY.isoformat()).label == label
