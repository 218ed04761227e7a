"""The extractor on real filings: every purchase of the issuer's own table, and no sale that was none."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from monitor.extractors.holdings import extract
from monitor.readers import read_document
from monitor.records import Fact, Filing, HoldingsChange, HoldingsTotal
from monitor.settings import load_settings, packaged

pytestmark = pytest.mark.corpus

# Rows whose filing or exhibit is not in the corpus (its README lists them), by the day in the table.
ABSENT = {
    "12/21/2020", "1/22/2021", "2/2/2021", "2/19/2021", "3/1/2021", "3/5/2021", "3/12/2021",
    "6/21/2021", "8/1/2023", "11/1/2023", "2/6/2024", "4/29/2024", "8/1/2024", "9/13/2024", "9/20/2024",
    "11/11/2024", "11/18/2024", "11/25/2024", "12/2/2024", "12/9/2024", "12/16/2024", "12/23/2024",
    "12/30/2024", "5/26/2025", "7/29/2025",
}  # fmt: skip
DIFFERENT = {"9/13/2021", "12/28/2022"}  # the filings say it otherwise, and they win
MISSING_DAYS = 5  # from the table's day to the filing's


@cache
def read_corpus(corpus: Path) -> list[tuple[Filing, tuple[Fact, ...]]]:
    """Every filing of the manifest with its facts."""
    issuer = next(
        i for i in load_settings(config=packaged("monitor.toml"), environ={}).issuers if i.ticker == "MSTR"
    )
    found = []
    with (corpus / "filings.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            filing = Filing(
                accession_number=row["accession_number"],
                issuer_cik=int(row["cik"]),
                form=row["form"],
                filed_on=date.fromisoformat(row["filed_on"]),
                accepted_at=datetime.fromisoformat(row["accepted_at"]).astimezone(UTC),
                period_on=date.fromisoformat(row["period_on"]) if row["period_on"] else None,
            )
            document = read_document(
                (corpus / row["file"]).read_bytes(),
                accession_number=filing.accession_number,
                type=filing.form,
                url="",
                filename=row["file"],
            )
            found.append((filing, tuple(extract(document, filing, issuer))))
    return found


def changes(corpus: Path, kind: str) -> list[tuple[Filing, HoldingsChange]]:
    """All changes of a kind with their filings."""
    return [
        (filing, fact)
        for filing, facts in read_corpus(corpus)
        for fact in facts
        if isinstance(fact, HoldingsChange) and fact.kind == kind
    ]


def within(printed: Decimal | None, true: Decimal, least: str) -> bool:
    """Whether a printed figure is the true one, to its own last digit or to the table's (`least`)."""
    if printed is None:
        return False
    step = max(Decimal(1).scaleb(int(printed.as_tuple().exponent)), Decimal(least))
    return abs(printed - true) <= step


def test_every_purchase_in_the_corpus_is_found(corpus: Path) -> None:
    """Units, amount, average and the holding after it, within the printed rounding."""
    bought = changes(corpus, "acquired")
    totals = [
        (filing, fact)
        for filing, facts in read_corpus(corpus)
        for fact in facts
        if isinstance(fact, HoldingsTotal)
    ]
    wrong = []
    with (corpus / "truth" / "bitcoin_purchases_official.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["reported"] not in ABSENT | DIFFERENT]
    for row in rows:
        month, day, year = map(int, row["reported"].split("/"))
        on = date(year, month, day)
        units, cost = Decimal(row["btc_acq"]), Decimal(row["acq_cost_usd_m"].replace(",", "")) * 1_000_000
        found = [
            fact
            for filing, fact in bought
            if fact.units == units
            and abs((filing.filed_on - on).days) <= MISSING_DAYS
            and within(fact.usd_amount, cost, "1E6")
            # the first two purchases state no average
            and (
                fact.average_price_usd is None or within(fact.average_price_usd, Decimal(row["avg_cost_usd"]), "1")
            )
        ]
        held = [
            fact
            for filing, fact in totals
            if abs(fact.units - Decimal(row["btc_holdings"])) <= 1
            and abs((filing.filed_on - on).days) <= MISSING_DAYS
        ]
        # 0001193125-20-215604 is the first purchase: the filing gives no holding beside it
        if not found or not (held or row["reported"] == "8/10/2020"):
            wrong.append(row["reported"])
    assert (len(rows), wrong) == (54, [])


def test_the_only_sales_are_the_real_ones(corpus: Path) -> None:
    """704 coins in December 2022 and 32 in May 2026 (a reconstruction), with proceeds, average and purpose."""
    found = [
        (filing.accession_number, fact.units, fact.usd_amount, fact.average_price_usd, bool(fact.purpose))
        for filing, fact in changes(corpus, "sold")
    ]
    assert found == [
        ("0001193125-22-313098", Decimal(704), Decimal("11.8E6"), Decimal(16776), True),
        ("0001193125-26-249768", Decimal(32), Decimal("2.5E6"), Decimal(77135), True),
    ]


def test_no_purchase_is_invented(corpus: Path) -> None:
    """In a current report each purchase agrees with itself: units times average is the amount, as printed."""
    wrong = []
    for filing, fact in changes(corpus, "acquired"):
        if fact.usd_amount is None or fact.average_price_usd is None:
            continue
        # half a percent: the reconstruction 0001193125-26-227918 prints a rounded amount with a decimal too many
        if abs(fact.units * fact.average_price_usd / fact.usd_amount - 1) > Decimal("0.005"):
            step = Decimal(1).scaleb(int(fact.usd_amount.as_tuple().exponent))
            if abs(fact.units * fact.average_price_usd - fact.usd_amount) > step:
                wrong.append((filing.accession_number, fact.units))
    assert wrong == []


def test_collateral_is_pledged_and_not_sold(corpus: Path) -> None:
    """0001564590-22-017437 and 0001193125-23-079839 speak of coins in collateral accounts."""
    found = sorted({fact.units for _, fact in changes(corpus, "pledged")})
    assert found == [Decimal(14109), Decimal(19466), Decimal(34619)]
