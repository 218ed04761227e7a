"""Parts of a sum and of a reserve, and what is told of days that no filing covers yet: sentences of our own."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache

import pytest
from stated_facts import CIK, Facts, found_in

from monitor.judges.knowledge import Record
from monitor.records import InstrumentTerm, Issuance, Reserve

BALANCES = (("2025-12-01", "1.20E+9"), ("2026-05-24", "6.0E+8"), ("2026-05-31", "7.5E+8"))
STRETCH = f"{CIK}:preferred:STRC"
NAME = "Variable Rate Series A Perpetual Stretch Preferred Stock"


@cache
def reserve(until: str = "2026-12-31") -> Record:
    """A reserve that halved and was topped up a little; each balance is filed a day later."""
    facts = Facts()
    for day, amount in BALANCES:
        if day <= until:
            line = f"The USD Reserve was {amount} on {day}."
            filed = date.fromordinal(date.fromisoformat(day).toordinal() + (day != "2025-12-01"))
            facts.file(f"{filed}", line)
            facts.keep(
                Reserve, "reserve_id", line, kind="usd_reserve", as_of_on=date.fromisoformat(day),
                amount_usd=Decimal(amount),
            )  # fmt: skip
    return facts.record


@pytest.mark.parametrize(
    ("text", "as_of", "label"),
    [
        ("The reserve Strategy unveiled last December has shrunk by half, about 50%.", "2026-05-26", "supported"),
        (
            "Strategy's dollar reserve is down some 38% from the $1.2 billion it began with.",
            "2026-06-02",
            "supported",
        ),
        ("Strategy's dollar reserve swelled 25% in a week.", "2026-06-02", "supported"),
        ("Strategy's dollar reserve shrank 25% in a week.", "2026-06-02", "refuted"),
        ("The reserve Strategy unveiled last December is 80% smaller.", "2026-06-02", "refuted"),
        ("Strategy's dollar reserve has fallen by 12%.", "2026-06-02", "not_enough_evidence"),
    ],
)
def test_a_share_of_the_reserve(text: str, as_of: str, label: str) -> None:
    """A percentage is of the balance that the words name, and says nothing where they name none."""
    assert found_in(reserve(), text, as_of).label == label


@pytest.mark.parametrize(
    ("text", "as_of", "label"),
    [
        (
            "Another drop left the dollar reserve of Strategy at $0.59 billion at the end of May.",
            "2026-05-29",
            "open",
        ),
        ("By this Sunday Strategy will have $0.75 billion in its dollar reserve.", "2026-05-29", "open"),
        ("Strategy's dollar reserve will climb to $0.6 billion.", "2026-05-26", "open"),
        ("The dollar reserve rose to $0.9 billion, Strategy said on June 1.", "2026-06-01", "refuted"),
        ("Strategy's dollar reserve fell to $0.6 billion by May 24.", "2026-05-26", "supported"),
    ],
)
def test_a_balance_of_a_day_that_is_not_covered(text: str, as_of: str, label: str) -> None:
    """Neither near the last balance nor far from it is any ground; what has been filed is."""
    until = "2026-05-24" if label == "open" else as_of
    found = found_in(reserve(until), text, as_of)
    assert found.label == ("not_enough_evidence" if label == "open" else label)


@cache
def rates(*months: tuple[str, str, str]) -> Record:
    """A variable rate: filed on, paid from, percent."""
    facts = Facts()
    for filed, start, percent in months:
        line = f"{NAME} pays {percent}% from {start}."
        facts.file(filed, line)
        facts.keep(
            InstrumentTerm, "term_id", line, instrument_id=STRETCH, kind="preferred", name=NAME, series="STRC",
            term="dividend_rate", figure=Decimal(percent), as_of_on=date.fromisoformat(start),
        )  # fmt: skip
    return facts.record


@pytest.mark.parametrize(
    ("text", "as_of", "label"),
    [
        ("Stretch's dividend rate rises to 9.5% for November.", "2025-10-28", "not_enough_evidence"),
        ("STRC will pay 9% in November as well.", "2025-10-28", "not_enough_evidence"),
        ("Strategy will leave the STRC rate at 9% next month.", "2025-10-28", "not_enough_evidence"),
        ("Stretch's dividend rate rises to 9.5% for November.", "2025-10-31", "supported"),
        ("Stretch's dividend rate falls to 9.5% from November 1.", "2025-10-31", "refuted"),
        ("Strategy will leave the STRC rate at 9% next month.", "2025-10-31", "refuted"),
        ("Stretch carries a yearly dividend rate of 9%.", "2025-10-28", "not_refuted"),
    ],
)
def test_the_rate_of_a_month_to_come(text: str, as_of: str, label: str) -> None:
    """The rate of today says nothing of a month for which none is set; a yearly rate is no yearly payment."""
    told = rates(("2025-10-01", "2025-10-01", "9.00"), ("2025-10-31", "2025-11-01", "9.50"))
    found = found_in(told, text, as_of)
    assert (found.label == label) if label != "not_refuted" else (found.label != "refuted")


@cache
def january() -> Record:
    """A week in which two papers were sold."""
    facts = Facts()
    lines = ("MSTR Stock: 900,000 shares for $153.0 million", "STRC Stock: 470,000 shares for $47.0 million")
    facts.file("2026-01-26", *lines)
    for line, paper, shares, money in zip(
        lines, ("MSTR Stock", "STRC Stock"), (900_000, 470_000), ("1.530E+8", "4.70E+7"), strict=True
    ):
        facts.keep(
            Issuance, "issuance_id", line, kind="atm", security=paper, shares=Decimal(shares),
            net_proceeds_usd=Decimal(money), period_start_on=date(2026, 1, 19), period_end_on=date(2026, 1, 25),
        )  # fmt: skip
    return facts.record


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (
            "Of the $200 million raised from January 19 to 25, all but $47 million came from common stock.",
            "supported",
        ),
        ("Of the $200 million raised from January 19 to 25, $47 million came from common stock.", "refuted"),
        ("Most of the $200 million Strategy raised from January 19 to 25 came from common stock.", "supported"),
        ("Most of the $200 million Strategy raised from January 19 to 25 came from Stretch.", "refuted"),
        ("Most of the $300 million Strategy raised from January 19 to 25 came from common stock.", "refuted"),
    ],
)
def test_a_part_of_what_was_raised(text: str, label: str) -> None:
    """The whole is of all papers, the part of the one that is named."""
    assert found_in(january(), text, "2026-01-26").label == label
