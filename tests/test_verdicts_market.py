"""Statements of prices and flows: judged by the closes and flows in the store, left open where there are none."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache

import pytest
from verdict_examples import claims_of, example_record, judged

from monitor.judges.knowledge import Record, know
from monitor.judges.statement import Judged, decide
from monitor.judges.verdicts import Finding, judge_claim
from monitor.records import Document, Filing, Flow, Price

OPEN = ("not_enough_evidence", "outside_filings")
RIGHT = ("supported", "matches_disclosure")
WRONG = ("refuted", "contradicts_disclosure")
FIRST = date(2025, 10, 1)


@cache
def market() -> Record:
    """October 2025: bitcoin falls from 120,000 by 1,000 a day, the share closes at 300 each weekday, and the funds
    lose 100 million a day, 900 million on the 16th."""
    days = [FIRST + timedelta(days=number) for number in range(31)]
    weekdays = [day for day in days if day.weekday() < 5]
    prices = [
        Price(asset="bitcoin", day_on=day, close_usd=Decimal(120_000 - 1000 * number), source="closes.csv")
        for number, day in enumerate(days)
    ]
    prices += [
        Price(asset="MSTR", day_on=day, close_usd=Decimal("300.10"), source="closes.csv") for day in weekdays
    ]
    flows = [
        Flow(fund=fund, day_on=day, net_usd=Decimal(-900 if day.day == 16 else -100) * share, source="flows.csv")
        for fund, share in (("all", 1_000_000), ("IBIT", 400_000))
        for day in weekdays
    ]
    return replace(example_record(), prices=prices, flows=flows)


def find(text: str, said_on: str = "2025-11-03") -> Finding:
    known = know(market(), date.fromisoformat(said_on))
    return decide(
        [Judged(claim=claim, finding=judge_claim(claim, known)) for claim in claims_of(text, said_on)]
    ).finding


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Spot bitcoin ETFs saw net outflows of $900 million on October 16, 2025.", RIGHT),
        ("Spot bitcoin ETFs saw net outflows of $1.9 billion on October 16, 2025.", WRONG),
        ("US spot bitcoin ETFs took in $900 million on October 16, 2025.", WRONG),
        ("Bitcoin ETFs lost more than $3 billion in October 2025.", RIGHT),
        ("Investors pulled $5 billion from bitcoin ETFs in October 2025.", WRONG),
        ("Investors pulled $3.3 billion from bitcoin ETFs in October 2025.", OPEN),  # sources differ by so much
        ("IBIT recorded an outflow of $360 million on October 16, 2025.", RIGHT),
        (
            "BlackRock's bitcoin ETF recorded an outflow of $360 million on October 16, 2025.",
            OPEN,
        ),  # which of its funds?
        ("Spot bitcoin ETFs saw net outflows of $900 million on October 18, 2025.", OPEN),  # a Saturday
        ("Spot bitcoin ETFs saw net outflows of $900 million on September 16, 2025.", OPEN),
        ("Spot bitcoin ETFs saw net outflows of $900 million since September 20, 2025.", OPEN),
    ],
)
def test_flows_of_funds(text: str, expected: tuple[str, str]) -> None:
    """By the sum of the days that are named, when none of them is missing."""
    found = find(text)
    assert (found.label, found.reason) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bitcoin fell below $100,000 in October 2025.", RIGHT),
        ("Bitcoin fell below $60,000 in October 2025.", WRONG),
        ("Bitcoin fell below $88,000 in October 2025.", OPEN),  # an hour of a day may have seen it
        ("Bitcoin dropped 25% in October 2025.", RIGHT),
        ("Bitcoin dropped 50% in October 2025.", WRONG),
        ("Bitcoin rose 20% in October 2025.", WRONG),
        ("Bitcoin closed at $110,000 on October 11, 2025.", RIGHT),
        ("Bitcoin closed at $90,000 on October 11, 2025.", WRONG),
        ("MSTR shares closed at $300.10 on October 10, 2025.", RIGHT),
        ("MSTR shares closed at $310.20 on October 10, 2025.", WRONG),
        ("Bitcoin fell below $100,000 in August 2025.", OPEN),
        ("Strategy shares have fallen 65% since July 2025.", OPEN),  # the closes begin in October
    ],
)
def test_moves_of_the_market(text: str, expected: tuple[str, str]) -> None:
    """By the closes of the days that are named; what they nearly show is left open."""
    found = find(text)
    assert (found.label, found.reason) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Analyst Nora Quill predicts bitcoin will fall to $100,000 by October 25, 2025.", "supported"),
        ("Analyst Nora Quill predicts bitcoin will fall to $80,000 by October 25, 2025.", "refuted"),
        ("Analyst Nora Quill predicts bitcoin will rise to $130,000 by October 25, 2025.", "refuted"),
        ("Bitcoin will not fall below $110,000 by October 25, 2025.", "refuted"),
        ("Bitcoin will not fall below $80,000 by October 25, 2025.", "supported"),
        ("If rates are cut, bitcoin will fall to $100,000 by October 25, 2025.", "not_enough_evidence"),
        ("Analyst Nora Quill predicts bitcoin will fall to $80,000 by December 25, 2025.", "not_enough_evidence"),
    ],
)
def test_forecasts_end_as_the_ledger_of_predictions_has_it(text: str, expected: str) -> None:
    """Settled by the closes up to the horizon; a condition keeps it open."""
    claim = claims_of(text, "2025-10-06")[0]
    found = judge_claim(claim, know(market(), date(2025, 10, 31)))
    assert (found.label, found.reason) == (expected, "prediction")


@cache
def listed() -> Record:
    """The same with a quarterly report whose cover states 240 million shares."""
    record = market()
    filing = Filing(
        accession_number="0000950170-25-100009",
        issuer_cik=record.issuer.issuer_cik,
        form="10-Q",
        filed_on=date(2025, 9, 30),
        accepted_at=datetime(2025, 9, 30, 12, tzinfo=UTC),
    )
    words = (
        "As of September 24, 2025, the registrant had 220,000,000 and 20,000,000 shares of class A common stock"
    )
    cover = Document(
        document_id="cover",
        accession_number=filing.accession_number,
        type="10-Q",
        url="",
        sha256="",
        text=f"{words} and class B common stock outstanding, respectively.",
    )
    return replace(
        record, filings={**record.filings, "cover": filing}, documents={**record.documents, "cover": cover}
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Strategy trades at an mNAV of 1.21.", RIGHT),  # 240 million at $300.10, 640,808 coins at $93,000
        ("Strategy trades at an mNAV of 1.5.", OPEN),  # diluted, or with its debt, perhaps
        ("Strategy trades at an mNAV of 2.4.", WRONG),
        ("Strategy trades at a premium of 21% to its bitcoin.", RIGHT),
        ("Strategy trades at a premium of 150% to its bitcoin.", WRONG),
        ("Strategy's market value is about $72 billion.", RIGHT),
        ("Strategy's market value is about $150 billion.", WRONG),
        ("Strategy's enterprise value is about $150 billion.", OPEN),
    ],
)
def test_what_the_shares_come_to(text: str, expected: tuple[str, str]) -> None:
    """By the cover's shares, the closes and the last holding; what writers count differently is left open."""
    claim = claims_of(text, "2025-10-28")[0]
    found = judge_claim(claim, know(listed(), date(2025, 10, 28)))
    assert (found.label, found.reason, bool(found.evidence)) == (*expected, expected != OPEN)


def test_a_market_value_without_a_share_count_is_outside() -> None:
    """Closes alone say nothing of it."""
    found = find("Strategy trades at an mNAV of 1.04.")
    assert (found.label, found.reason) == OPEN


@pytest.mark.parametrize(
    "text",
    [
        "Spot bitcoin ETFs saw net outflows of $900 million on October 16, 2025.",
        "Bitcoin dropped 25% in October 2025.",
        "MSTR shares closed at $300.10 on October 10, 2025.",
    ],
)
def test_without_closes_and_flows_all_is_outside(text: str) -> None:
    """Filings tell nothing of it, and nothing is made up."""
    found = judged(text, "2025-11-03")
    assert (found.label, found.reason) == OPEN


def test_the_figures_and_their_source_are_told() -> None:
    """A layman reads what the store holds, and from which file."""
    found = find("Bitcoin dropped 50% in October 2025.")
    assert found.rationale == (
        "Closes of bitcoin in 1-31 October 2025 (closes.csv): down 25.0 % from the first to the last; "
        "50 % is claimed."
    )


def test_a_close_is_known_on_its_day_and_not_before() -> None:
    """As of the 10th, the fall of the rest of the month has not happened."""
    text = "Bitcoin fell below $100,000 in October 2025."
    claim = claims_of(text, "2025-10-10")[0]
    assert judge_claim(claim, know(market(), date(2025, 10, 10))).label != "supported"
