"""The guard before `supported`: every figure, day and particular must be shown by what it rests on."""

from __future__ import annotations

import pytest
from verdict_examples import checked

RIGHT = [
    ("2025-11-18", "Strategy bought 8,178 BTC for $835.6 million."),
    ("2025-11-18", "Strategy bought 8,178 BTC between November 10 and November 16, lifting its total to 649,870."),
    ("2025-11-18", "Strategy bought 8,178 BTC at an average of $102,171 last week, a filing shows."),
    ("2025-11-18", "Strategy holds 649,870 BTC, more than 3% of the 21 million that will ever exist."),
    ("2022-12-29", "MicroStrategy sold 704 bitcoin on December 22, its first sale."),
]
HELD_BACK = [
    ("2025-11-18", "Strategy bought 8,178 BTC and hired 55 people."),
    ("2025-11-18", "Strategy holds 649,870 BTC, the first company to do so."),
    ("2025-11-18", "Strategy holds 649,870 BTC, twice as many as a year ago."),
    ("2025-11-18", "Strategy holds 649,870 BTC, and STRK will pay for the next ones."),
    ("2025-11-18", "Strategy holds 649,870 BTC so that it can pay its taxes, in order to avoid tax."),
]


@pytest.mark.parametrize(("said_on", "text"), RIGHT)
def test_what_is_shown_stays_supported(said_on: str, text: str) -> None:
    """A plain true statement passes."""
    assert checked(text, said_on).label == "supported"


@pytest.mark.parametrize(("said_on", "text"), HELD_BACK)
def test_what_is_shown_nowhere_holds_back(said_on: str, text: str) -> None:
    """A true figure carries nothing else along, and the reader is told what was not found."""
    found = checked(text, said_on)
    assert (found.label, found.reason) == ("not_enough_evidence", "unverified_detail")
    assert "nothing checked tells" in found.rationale


def test_a_refuted_statement_is_left_alone() -> None:
    """The guard only ever takes `supported` back."""
    assert checked("Strategy bought 8,187 BTC and hired 55 people.", "2025-11-18").label == "refuted"
