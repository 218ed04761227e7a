"""Reserves: balances and movements stated as facts, and nothing that is only meant."""

from __future__ import annotations

import html
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from monitor.extractors.reserves import extract
from monitor.readers import read_document
from monitor.records import Document, Filing, Issuer, Reserve

ISSUER = Issuer(issuer_cik=1050446, ticker="MSTR", name="Strategy Inc", names=("Strategy",))


def file(form: str = "8-K") -> Filing:
    return Filing(
        accession_number="0000000000-26-000001", issuer_cik=1050446, form=form, filed_on=date(2026, 9, 7),
        accepted_at=datetime(2026, 9, 7, 12, tzinfo=UTC), period_on=date(2026, 9, 6),
    )  # fmt: skip


def read(body: str, form: str = "8-K") -> Document:
    raw = f"<html><body>{body}</body></html>".encode()
    return read_document(raw, accession_number="0000000000-26-000001", type=form, url="", filename="a.htm")


def find(body: str, form: str = "8-K") -> list[tuple[str, str, str, str]]:
    """Kind, "held" or the direction, amount and day of each fact."""
    found = []
    for fact in extract(read(body, form), file(form), ISSUER):
        if isinstance(fact, Reserve):
            found.append((fact.kind, "held", f"{fact.amount_usd:f}", str(fact.as_of_on)))
        else:
            found.append((fact.kind, fact.direction, f"{fact.amount_usd:f}", str(fact.period_end_on)))
    return found


def say(sentence: str) -> list[tuple[str, str, str, str]]:
    return find(f"<p>Item 8.01 Other Events</p><p>{html.escape(sentence)}</p>")


SAID = [
    (
        "As of June 7, 2026, the balance of the USD Reserve is $1.00 billion.",
        ["usd_reserve held 1000000000 2026-06-07"],
    ),
    ("As of May 31, 2026, our USD Reserve stood at $0.90 billion.", ["usd_reserve held 900000000 2026-05-31"]),
    (
        "On December 1, 2025, we set up a US dollar reserve (“USD Reserve”) of $1.44 billion.",
        ["usd_reserve held 1440000000 2025-12-01", "usd_reserve added 1440000000 2025-12-01"],
    ),
    ("We established a $1.44 billion USD Reserve.", [
        "usd_reserve held 1440000000 2026-09-06", "usd_reserve added 1440000000 2026-09-06"]),
    (
        "On December 22, 2025, Strategy increased its USD Reserve by $748 million to $2.19 billion.",
        ["usd_reserve held 2190000000 2025-12-22", "usd_reserve added 748000000 2025-12-22"],
    ),
    (
        "Between August 24, 2026 and August 30, 2026 we used $57.4 million of the USD Reserve to pay dividends.",
        ["usd_reserve used 57400000 2026-08-30"],
    ),
    (
        "We paid $104.5 million of dividends on August 31, 2026 using the USD Reserve, reducing it to $0.80 "
        "billion.",
        ["usd_reserve held 800000000 2026-08-31", "usd_reserve used 104500000 2026-08-31"],
    ),
    ("Net proceeds of $25.0 million were added to USD Cash.", ["usd_cash added 25000000 2026-09-06"]),
    (
        "The balances of the USD Reserve and USD Cash were $0.95 billion and $1.20 billion, respectively, as of "
        "August 16, 2026.",
        ["usd_reserve held 950000000 2026-08-16", "usd_cash held 1200000000 2026-08-16"],
    ),
    (
        "The years differ, but as of June 30, 2026 we had cash and cash equivalents of $2.30 billion.",
        ["cash held 2300000000 2026-06-30"],
    ),
    (
        "As of March 31, 2026 and December 31, 2025, we had cash and cash equivalents of $2.25 billion and $2.30 "
        "billion, respectively.",
        ["cash held 2250000000 2026-03-31", "cash held 2300000000 2025-12-31"],
    ),
]  # fmt: skip
UNSAID = [
    "We intend to maintain a USD Reserve sufficient to fund at least twelve months of dividends of $700 million.",
    "Strategy plans to increase the USD Reserve to $3.0 billion.",
    "We may use up to $500 million of the USD Reserve to repurchase notes.",
    "We did not use any of the $0.90 billion USD Reserve.",
    "The loan requires a reserve account of $5.0 million in cash.",
    "As of June 30, 2026, the cash and cash equivalents held by our U.S. entities was $22.2 million.",
    "As of June 30, 2026, we had restricted cash of $6.3 million.",
    "Cash and cash equivalents of $6.3 million came with the acquired company.",
]


@pytest.mark.parametrize(("sentence", "expected"), SAID, ids=[sentence[:40] for sentence, _ in SAID])
def test_what_is_said_is_found(sentence: str, expected: list[str]) -> None:
    """Balance or movement, its amount as printed, its own day; else the day of the report."""
    assert sorted(" ".join(fact) for fact in say(sentence)) == sorted(expected)


@pytest.mark.parametrize("sentence", UNSAID, ids=[sentence[:40] for sentence in UNSAID])
def test_plans_parts_and_denials_are_no_balance(sentence: str) -> None:
    """Intentions, limits, denials, restricted and foreign cash."""
    assert say(sentence) == []


def test_a_movement_keeps_its_purpose() -> None:
    """In the filing's own words, up to the next figure."""
    body = (
        "<p>We used $57.4 million of the USD Reserve to pay dividends on STRC Stock and $9.1 million of the USD "
        "Reserve to pay interest.</p>"
    )
    purposes = [getattr(fact, "purpose", None) for fact in extract(read(body), file(), ISSUER)]
    assert purposes == ["to pay dividends on STRC Stock", "to pay interest"]


def test_the_reserve_of_a_risk_factor_needs_a_day() -> None:
    """Without a day of its own it is an example, with one it is told."""
    risk = "<p>Item 8.01 Other Events</p><h2>Risk Factor Update</h2><p>{}</p>"
    assert find(risk.format("Our USD Reserve is $1.00 billion, and it could be lost.")) == []
    assert find(risk.format("Our USD Reserve was $1.00 billion as of June 7, 2026.")) == [
        ("usd_reserve", "held", "1000000000", "2026-06-07")
    ]


SHEET = (
    "<p>CONSOLIDATED BALANCE SHEETS (in thousands)</p>"
    "<table><tr><td></td><td>June 30, 2026</td><td>December 31, 2025</td></tr>"
    "<tr><td>Cash and cash equivalents</td><td>$92,677</td><td>$63,356</td></tr>"
    "<tr><td>Restricted cash</td><td>6,265</td><td>1,078</td></tr>{}</table>"
)
TOTAL = "<tr><td>Total assets</td><td>$3,638,387</td><td>$3,557,124</td></tr>"


def test_a_balance_sheet_gives_cash_for_each_column() -> None:
    """In thousands by its caption; the same cash in prose, rounded, is not told twice."""
    prose = "<p>As of June 30, 2026, we had cash and cash equivalents of $92.7 million.</p>"
    assert sorted(find(SHEET.format(TOTAL) + prose)) == [
        ("cash", "held", "63356000", "2025-12-31"),
        ("cash", "held", "92677000", "2026-06-30"),
    ]


def test_what_an_acquired_company_had_is_not_cash_at_hand() -> None:
    """A table without total assets is no balance sheet."""
    assert find(SHEET.format("<tr><td>Total assets acquired</td><td>$7,000</td><td>$8,000</td></tr>")) == []


def test_a_table_of_reserves_is_read_by_its_headings() -> None:
    """Named by the heading, scaled and dated by it."""
    body = (
        "<table><tr><td></td><td>As of August 30, 2026</td><td></td></tr>"
        "<tr><td></td><td>USD Reserve (in billions)</td><td>USD Cash (in billions)</td></tr>"
        "<tr><td></td><td>$0.95</td><td>$1.20</td></tr></table>"
    )
    assert find(body) == [
        ("usd_reserve", "held", "950000000", "2026-08-30"),
        ("usd_cash", "held", "1200000000", "2026-08-30"),
    ]


def test_the_quote_holds_the_figure() -> None:
    """And is the sentence, no more."""
    body = "<p>First. As of June 7, 2026, the balance of the USD Reserve is $1.00 billion. Last.</p>"
    (fact,) = extract(read(body), file(), ISSUER)
    assert fact.source.quote == "As of June 7, 2026, the balance of the USD Reserve is $1.00 billion."
    assert fact.amount_usd == Decimal("1.00E+9")
