"""Every figure of a statement with its own row of the record: several things told in one sentence."""

from __future__ import annotations

from datetime import date

import pytest
from verdict_examples import claims_of, example_record

from monitor.extractors.claims.plain import find_days, find_figures
from monitor.judges.figure_rows import place_figures
from monitor.judges.knowledge import know
from monitor.judges.statement import Judged
from monitor.judges.unread import Unread, hold_back
from monitor.judges.verdicts import judge_claim

DAY = date(2025, 11, 18)


def placed(text: str, day: date = DAY) -> str:
    """The label that the rows of the example record give a statement, "" where one figure has none."""
    known = know(example_record(), day)
    unread = Unread(
        text=text,
        figures=tuple(find_figures(text, 0, len(text), day)),
        days=tuple(find_days(text, 0, len(text), day)),
    )
    judged = [Judged(claim=one, finding=judge_claim(one, known)) for one in claims_of(text, day.isoformat())]
    found = place_figures(judged, unread, known) if judged else None
    return hold_back(found, [found], unread).finding.label if found else ""


@pytest.mark.parametrize(
    "text",
    [
        "For $835.6 million Strategy lifted its stack to 649,870 coins.",
        "Strategy bought 8,178 coins at $102,171, far above its $74,433 average.",
        "Strategy's cost per coin moved from $74,079 to $74,433 with the latest purchase.",
        "487 and 8,178 coins in consecutive weeks: Strategy spent $885.5 million in a fortnight.",
        "Strategy bought 8,178 coins last week and went from 641,692 to 649,870.",
        "With $1.44 billion set aside in a dollar reserve, Strategy bought 8,178 coins last week.",
    ],
)
def test_each_figure_has_its_own_row(text: str) -> None:
    """Coins bought and held, their money, what stood before, sums and the reserve, in one sentence."""
    assert placed(text) == "supported"


@pytest.mark.parametrize(
    "text",
    [
        "For $853.6 million Strategy lifted its stack to 649,870 coins.",
        "Strategy bought 8,178 coins at $74,433, far below its $102,171 average.",
        "Strategy bought 8,178 coins for $48.37 billion and holds 649,870.",
        "Strategy bought 8,178 coins last week and went from 614,692 to 649,870.",
        "Strategy bought 8,178 coins and spent its $1.44 billion reserve on them.",
        "Strategy bought 8,178 coins for $835.6 million between November 3 and 9.",
        "Strategy bought 649,870 coins last week and holds 8,178.",
        "Strategy could buy 8,178 coins more for $835.6 million.",
        "8,178 coins of Strategy, $835.6 million, sit in wallets of a lender.",
    ],
)
def test_a_figure_of_another_row_vouches_for_nothing(text: str) -> None:
    """The right figure with the wrong word, the wrong days or the wrong coins beside it has no row."""
    assert placed(text) != "supported"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (
            "MicroStrategy got $11.8 million for 704 coins and paid $13.6 million for 810 two days later.",
            "supported",
        ),
        ("MicroStrategy paid $11.8 million for 704 coins and got $13.6 million for 810 two days later.", ""),
    ],
)
def test_money_paid_and_money_got(text: str, label: str) -> None:
    """What was paid is of coins that were bought, what was got is of coins that were sold."""
    assert placed(text, date(2022, 12, 30)) == label
