"""Verdicts on rows of reports, now and before: figures of the real ones, sentences of our own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache

import pytest
from stated_facts import Facts, found_in
from verdict_examples import STRATEGY

from monitor.judges.knowledge import Record

CIK = STRATEGY.issuer_cik
BALANCE = "(in thousands)\n\n\tMarch 31,\tDecember 31,\n\t2022\t2021\nLong-term debt, net\t2,361,865\t2,155,151\n"
RESULTS = (
    "(in thousands)\n\n\tThree Months Ended\n\tMarch 31,\n\t2022\t2021\nTotal revenues\t119,277\t122,902\n"
    "Digital asset impairment losses\t170,091\t194,095\nNet loss\t$(130,751)\t$(110,020)\n"
)
FAIR = "(in thousands):\n2025 Convertible Notes\t$650,000\t$(11,370)\t$638,630\t$908,622\tLevel 2\n"
IN_ALL = "The carrying value reflects cumulative impairments of $1.071 billion."
PLEDGED = (
    "The notes are secured by security interests on its assets, including bitcoins acquired later, but excluding "
    "its existing bitcoins."
)


@cache
def record() -> Record:
    """A report of a quarter, a paper and its collateral."""
    facts = Facts()
    facts.file("2021-06-14", PLEDGED)
    facts.file("2022-05-03", BALANCE, RESULTS, FAIR, IN_ALL, form="10-Q")
    key, name = f"{CIK}:convertible_note:0.75-2025", "0.75% convertible senior notes due 2025"
    facts.term(key, name, IN_ALL, "principal_usd", figure=Decimal("6.5E+8"), as_of_on=date(2022, 3, 31))
    facts.term(key, name, IN_ALL, "matures_on", day_on=date(2025, 12, 15))
    kept = facts.record
    filings = {
        key: replace(one, period_on=date(2022, 3, 31)) if one.form == "10-Q" else one
        for key, one in kept.filings.items()
    }
    return replace(kept, filings=filings)


@pytest.mark.parametrize(
    ("text", "label", "judge"),
    [
        ("Its long-term debt grew from $2.16 billion to $2.36 billion.", "supported", "reported_rows"),
        ("Its long-term debt fell from $2.36 billion to $2.16 billion.", "refuted", "reported_rows"),
        (
            "MicroStrategy's impairments came to $170.1 million in the first quarter of 2022.",
            "supported",
            "reported_rows",
        ),
        (
            "MicroStrategy's impairments came to $194.1 million in the first quarter of 2022.",
            "refuted",
            "reported_rows",
        ),
        (
            "MicroStrategy's impairments came to $194.1 million in the first quarter of 2021.",
            "supported",
            "reported_rows",
        ),
        (
            "MicroStrategy took a bigger impairment in the first quarter of 2022 than in that of 2021.",
            "refuted",
            "reported_rows",
        ),
        (
            "MicroStrategy took a smaller impairment than in the same quarter of 2021.",
            "supported",
            "reported_rows",
        ),
        ("MicroStrategy's net loss widened from a year earlier.", "supported", "reported_rows"),
        ("A net loss of $130.8 million, against one of $110 million.", "supported", "reported_rows"),
        ("MicroStrategy turned a profit in the first quarter of 2022.", "refuted", "reported_rows"),
        ("Its quarterly revenue climbed to $122.9 million from $119.3 million.", "refuted", "reported_rows"),
        ("Since it began buying, it has written over $1 billion off its coins.", "supported", "impairments"),
        ("MicroStrategy has taken $2 billion of impairments on its coins to date.", "refuted", "impairments"),
        ("The fair value of the 2025 notes was $908.6 million.", "supported", "fair_value_of_notes"),
        ("The fair value of the 2025 notes was $650 million.", "refuted", "fair_value_of_notes"),
        ("Its existing bitcoins secure the junk bonds.", "refuted", "collateral_left_out"),
        ("Coins it already held are not pledged to the junk bonds.", "supported", "collateral_left_out"),
    ],
)
def test_kinds(text: str, label: str, judge: str) -> None:
    """Each measure against its own columns."""
    finding = found_in(record(), text, "2022-05-04")
    assert (finding.label, finding.judge) == (label, f"verdicts.{judge}")


@pytest.mark.parametrize(
    "text",
    [
        "MicroStrategy's impairments came to $194.1 million in the third quarter of 2021.",  # of another quarter
        "MicroStrategy expects an impairment of $300 million in the first quarter of 2022.",
        "Its unrealized loss was $130.8 million in the first quarter of 2022.",
    ],
)
def test_left_alone(text: str) -> None:
    """What the report's columns do not tell is not judged by them."""
    assert found_in(record(), text, "2022-05-04").judge != "verdicts.reported_rows"
