"""When debt first falls due, how much in a stretch of days, new notes and notes that were called."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache

import pytest
from stated_facts import CIK, Facts, found_in

from monitor.judges.knowledge import Record
from monitor.records import InstrumentEvent

EARLY, LATE = f"{CIK}:convertible_note:0.5-2029", f"{CIK}:convertible_note:1-2032"
EARLY_LINE = "Notes of $900 million at 0.5%, due April 15, 2029; holders may require payment on April 15, 2027."
LATE_LINE = (
    "Notes of $1.6 billion at 1%, due May 1, 2032, convertible at $310.00; repayable to holders on May 1, 2028."
)
CALLED = "All $900 million of the 2029 notes will be redeemed on September 12, 2026."


@cache
def lent() -> Record:
    """Two notes in a quarterly report."""
    facts = Facts()
    facts.file("2026-05-20", EARLY_LINE, LATE_LINE, form="10-Q")
    for key, name, line, sum_usd, rate, due, put, issued in (
        (EARLY, "0.5% convertible notes due 2029", EARLY_LINE, "9E+8", "0.5", (2029, 4, 15), (2027, 4, 15), 2024),
        (LATE, "1% convertible notes due 2032", LATE_LINE, "1.6E+9", "1", (2032, 5, 1), (2028, 5, 1), 2026),
    ):
        facts.term(key, name, line, "principal_usd", figure=Decimal(sum_usd), as_of_on=date(2026, 5, 10))
        facts.term(key, name, line, "coupon_rate", figure=Decimal(rate))
        facts.term(key, name, line, "matures_on", day_on=date(*due))
        facts.term(key, name, line, "put_on", day_on=date(*put))
        facts.keep(
            InstrumentEvent, "event_id", line, instrument_id=key, name=name, kind="issued",
            happened_on=date(issued, 5, 8), amount_usd=Decimal(sum_usd),
        )  # fmt: skip
    facts.term(LATE, "1% convertible notes due 2032", LATE_LINE, "conversion_price_usd", figure=Decimal("310.00"))
    facts.file("2026-08-12", CALLED)
    facts.keep(
        InstrumentEvent, "event_id", CALLED, instrument_id=EARLY, name="0.5% convertible notes due 2029",
        kind="redeemed", happened_on=date(2026, 9, 12),
    )  # fmt: skip
    return facts.record


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The first of Strategy's convertibles matures in April 2029.", "supported"),
        ("The first of Strategy's convertibles matures in 2028.", "refuted"),
        ("None of Strategy's convertibles matures before 2029.", "supported"),
        ("None of Strategy's convertibles matures before 2031.", "refuted"),
        ("The earliest put on Strategy's convertibles comes in April 2027.", "supported"),
        ("Holders cannot put any of Strategy's convertibles before March 2028.", "refuted"),
        ("Holders can put $1.6 billion of Strategy's converts in the three months to June 2028.", "supported"),
        ("Holders can put $2.5 billion of Strategy's converts in the three months to June 2028.", "refuted"),
        ("Strategy's new notes convert at $310 a share.", "supported"),
        ("Strategy's new notes convert at $210 a share.", "refuted"),
        ("Holders may put Strategy's new notes on May 1, 2028.", "supported"),
        ("Holders may put Strategy's new notes on May 1, 2029.", "refuted"),
    ],
)
def test_dues(text: str, label: str) -> None:
    """Of all papers outstanding, by maturity or by put; "the new notes" are those issued last."""
    assert found_in(lent(), text, "2026-06-01").label == label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Strategy is calling all $900 million of its 0.5% 2029 convertibles for September 12.", "supported"),
        ("Strategy is calling all $900 million of its 0.5% 2029 convertibles for October 12.", "refuted"),
        ("Strategy will redeem its 0.5% 2029 notes on September 12, 2026.", "supported"),
        ("Strategy will redeem its 0.5% 2029 notes on November 12, 2026.", "refuted"),
    ],
)
def test_notes_that_are_called(text: str, label: str) -> None:
    """The day of the notice, with or without its year, and the sum of the paper."""
    assert found_in(lent(), text, "2026-08-14").label == label
