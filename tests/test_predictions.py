"""Predictions are settled by daily closes, and only by them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from saying import read_claim

from monitor.judges.predictions import build_predictions
from monitor.records import Prediction, Price

FALL = "Analyst Nora Quill predicts bitcoin will fall to $25,000 by the end of 2026."


def settle(text: str, *, low: str = "", until: date = date(2027, 1, 2)) -> Prediction:
    """The prediction of a text said on 2 February 2026, closes of $70,000 until a day, one of them at `low`."""
    days = [date(2026, 2, 1) + timedelta(days=n) for n in range((until - date(2026, 2, 1)).days + 1)]
    closes = dict.fromkeys(days, Decimal(70000)) | ({date(2026, 7, 1): Decimal(low)} if low else {})
    prices = [Price(asset="bitcoin", day_on=day, close_usd=closes[day], source="test") for day in closes]
    claim = read_claim(text, 2026, 2, 2)
    (made,) = build_predictions(
        [claim], sources={claim.claim_id: "x.example"}, prices=prices, as_of=date(2027, 1, 2)
    )
    return made


@pytest.mark.parametrize(
    ("low", "until", "status", "resolved_on"),
    [
        ("24000", date(2027, 1, 2), "came_true", date(2026, 7, 1)),
        ("", date(2027, 1, 2), "failed", date(2026, 12, 31)),
        ("", date(2026, 9, 1), "no_prices", None),
    ],
)
def test_the_horizon_has_passed(low: str, until: date, status: str, resolved_on: date | None) -> None:
    """Reached by a close, not reached by any, or closes are missing."""
    made = settle(FALL, low=low, until=until)
    assert (made.status, made.resolved_on) == (status, resolved_on)


def test_who_and_which_way() -> None:
    """The person without the office, and the direction of the move."""
    made = settle(FALL)
    assert (made.who, made.direction, made.target_usd) == ("Nora Quill", "at_most", Decimal("25000"))


def test_a_condition_keeps_it_open() -> None:
    """If A then B: the price alone settles nothing (contract, Verdicts, 7)."""
    made = settle(
        "Nora Quill predicts bitcoin will fall to $25,000 by the end of 2026 if funds are withdrawn.", low="24000"
    )
    assert (made.status, made.condition) == ("open", "if funds are withdrawn")


def test_without_a_day_it_never_fails() -> None:
    """A target without a horizon."""
    assert settle("Nora Quill predicts bitcoin will fall to $25,000.").status == "no_horizon"
