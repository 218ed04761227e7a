"""Sources and uses of the real filings: each week balances within rounding, or is named as not adding up."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from monitor.extractors import holdings, issuances, reserves
from monitor.judges.funds import Funds, judge_funds
from monitor.readers import read_document
from monitor.records import Filing, HoldingsChange, Issuance, PurchaseFunding, Reserve, ReserveMovement
from monitor.settings import load_settings, packaged

pytestmark = pytest.mark.corpus

# Weeks since January 2025 by their last day; in millions of dollars what remained or lacked, where it is more than
# rounding allows. Of the week to 17 May 2026 the corpus holds no table of shares sold.
KEPT = {
    "2025-03-23": "9.6", "2025-04-27": "17.5", "2025-05-18": "0.5", "2025-06-08": "2.0", "2025-06-15": "6.9",
    "2025-06-29": "46.2", "2025-07-20": "0.5", "2025-09-01": "22.5", "2025-09-14": "8.0", "2025-09-21": "0.3",
    "2025-09-28": "106.0", "2025-11-16": "4.4", "2025-11-30": "26.4", "2026-02-01": "30.8", "2026-05-31": "100.8",
}  # fmt: skip
OTHER_CASH = {
    "2025-04-20": "-0.3", "2025-06-01": "-0.5", "2025-08-10": "-4.4", "2025-08-17": "-1.0", "2026-06-07": "-20.3",
}  # fmt: skip
UNKNOWN = {"2026-05-17"}
WEEKLY = 15  # days at most


@cache
def judge_corpus(corpus: Path) -> Funds:
    """The balances of all filings of the manifest."""
    settings = load_settings(config=packaged("monitor.toml"), environ={})
    issuer = next(one for one in settings.issuers if one.ticker == "MSTR")
    facts: list[Any] = []
    filings: dict[str, Filing] = {}
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
            filings[document.document_id] = filing
            for topic in (holdings, issuances, reserves):
                facts.extend(topic.extract(document, filing, issuer))
    kinds = (Issuance, PurchaseFunding, HoldingsChange, Reserve, ReserveMovement)
    groups: list[Any] = [[fact for fact in facts if isinstance(fact, kind)] for kind in kinds]
    return judge_funds(*groups, filings=filings)


def test_each_week_balances_or_is_named(corpus: Path) -> None:
    """Weeks since 2025: 25 within rounding, the others with what was kept or lacking."""
    weeks = [
        one
        for one in judge_corpus(corpus).balances
        if one.period_end_on.year >= 2025 and (one.period_end_on - one.period_start_on).days < WEEKLY
    ]
    named: dict[str, dict[str, str]] = {}
    for one in weeks:
        if one.status not in ("balanced", "within_rounding"):
            found = named.setdefault(one.status, {})
            found[one.period_end_on.isoformat()] = f"{one.residual_usd / 1_000_000:.1f}"
    assert set(named.pop("unknown")) == UNKNOWN
    assert named == {"proceeds_kept": KEPT, "other_cash_used": OTHER_CASH}
    assert len(weeks) == 46


def test_quarters_balance_as_the_filings_say(corpus: Path) -> None:
    """0000950170-25-001854 and 0000950170-25-073989 give whole quarters: programs, preferred stock and notes."""
    quarters = {
        (one.period_start_on, one.period_end_on): one.status
        for one in judge_corpus(corpus).balances
        if (one.period_end_on - one.period_start_on).days > 80 and one.period_end_on.year >= 2024
    }
    assert quarters[date(2024, 10, 1), date(2024, 12, 31)] == "within_rounding"
    assert quarters[date(2025, 1, 1), date(2025, 3, 31)] == "within_rounding"
    assert quarters[date(2025, 4, 1), date(2025, 6, 30)] == "proceeds_kept"


def test_every_balance_shows_its_arithmetic(corpus: Path) -> None:
    """The residual is what the terms make, and the note ends in a verdict."""
    for one in judge_corpus(corpus).balances:
        came = one.proceeds_usd + one.sales_usd
        went = one.purchases_usd + one.repurchases_usd + (one.reserve_change_usd or 0)
        assert one.residual_usd == came - went
        assert "rounding allows" in one.note


def test_no_two_filings_contradict_each_other(corpus: Path) -> None:
    """What lacks a named source is a notice; nothing is stated twice with other figures."""
    assert {problem.kind for problem in judge_corpus(corpus).problems} == {"unnamed_source"}
