"""How a preferred stock's rate has moved since its IPO or since a month: sentences and figures of our own."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache

import pytest
from stated_facts import CIK, Facts, found_in

from monitor.judges.knowledge import Record
from monitor.records import InstrumentTerm

NAME = "Variable Rate Series A Perpetual Stretch Preferred Stock"
RATES = (("2025-07-29", "9.00"), ("2025-09-01", "9.75"), ("2025-10-01", "10.00"))


@cache
def rates() -> Record:
    """Three rates of one stock, each filed on the day from which it is paid."""
    facts = Facts()
    before = ""
    for day, percent in RATES:
        moved = f" from {before}% to {percent}%" if before else f" of {percent}%"
        line = f"{NAME} has a dividend rate{moved} as of {day}."
        before = percent
        facts.file(day, line)
        facts.keep(
            InstrumentTerm, "term_id", line, instrument_id=f"{CIK}:preferred:STRC", kind="preferred", name=NAME,
            series="STRC", term="dividend_rate", figure=Decimal(percent), as_of_on=date.fromisoformat(day),
        )  # fmt: skip
    return facts.record


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Stretch's rate is up by a full point since the IPO.", "supported"),
        ("Stretch's rate is up by a quarter point since the IPO.", "refuted"),
        ("The dividend rate on STRC has been cut since it came to market.", "refuted"),
        ("Stretch now pays a quarter point more than in September.", "supported"),
        ("Stretch now pays a quarter point more than in August.", "refuted"),
        ("Stretch's dividend rate has fallen since August.", "refuted"),
        ("STRC's rate went up by 25 basis points.", "supported"),
        ("STRC's rate went up by 50 basis points.", "refuted"),
        ("Stretch's price is up by two points since the IPO, and its rate is what it is.", "not_enough_evidence"),
    ],
)
def test_steps_of_a_rate(text: str, label: str) -> None:
    """From the rate of the time that is named; without one, from the last."""
    assert found_in(rates(), text, "2025-10-02").label == label
