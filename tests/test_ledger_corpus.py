"""The ledger of the real filings, read and extracted anew. Skips without ../shared/corpus."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from monitor.crawlers.manifest import ManifestRow, load_manifest
from monitor.extractors import extract_facts
from monitor.judges.ledger import Ledger, build_ledger
from monitor.readers import read_document
from monitor.records import Filing, HoldingsChange, HoldingsTotal, IndexedFiling
from monitor.settings import load_settings, packaged

pytestmark = pytest.mark.corpus

CIK = 1050446
# Coins that no filing of the corpus discloses, and the days of which none speaks (corpus README).
GAPS = {
    date(2020, 12, 31): (29645, date(2020, 12, 5), date(2020, 12, 31), 27),
    date(2023, 9, 24): (467, date(2023, 6, 28), date(2023, 7, 31), 34),
    date(2023, 11, 29): (155, date(2023, 9, 25), date(2023, 10, 31), 37),
    date(2024, 2, 25): (850, date(2024, 1, 1), date(2024, 2, 14), 45),
    date(2024, 6, 20): (154, date(2024, 3, 19), date(2024, 6, 20), 40),
    date(2024, 9, 30): (25889, date(2024, 6, 21), date(2024, 9, 30), 102),
    date(2025, 11, 9): (1174, date(2025, 9, 29), date(2025, 11, 2), 35),
    date(2026, 1, 25): (59715, date(2025, 12, 1), date(2026, 1, 19), 50),
    date(2026, 5, 17): (105367, date(2026, 2, 2), date(2026, 5, 10), 98),
}
# Withheld stretches that the figure for a longer period closes: named as well, although they reconcile.
CLOSED_BY_LONGER_PERIODS = {date(2021, 3, 31), date(2021, 6, 30), date(2024, 12, 31), date(2025, 6, 1)}


def read_index(corpus: Path, stored: set[str]) -> list[IndexedFiling]:
    """What EDGAR listed on 6 February 2026."""
    recent = json.loads((corpus / "sec_json" / f"CIK{CIK:010}-2026-02-06.json").read_bytes())["filings"]["recent"]
    return [
        IndexedFiling(
            accession_number=accession,
            issuer_cik=CIK,
            form=form,
            filed_on=date.fromisoformat(filed),
            accepted_at=None,
            period_on=date.fromisoformat(period) if period else None,
            items="",
            primary_document="",
            stored=accession in stored,
        )
        for accession, form, filed, period in zip(
            recent["accessionNumber"], recent["form"], recent["filingDate"], recent["reportDate"], strict=True
        )
    ]


@pytest.fixture(scope="module")
def ledger(corpus: Path) -> Ledger:
    issuer = load_settings(config=packaged("monitor.toml"), environ={}).find_issuer(CIK)
    assert issuer is not None
    filings: dict[str, Filing] = {}
    changes: list[HoldingsChange] = []
    totals: list[HoldingsTotal] = []
    for row in load_manifest(corpus / "filings.csv"):
        assert isinstance(row, ManifestRow)
        filing = row.filing
        document = read_document(
            row.path.read_bytes(), accession_number=filing.accession_number, type=row.type, url=filing.url
        )
        filings[document.document_id] = filing
        for fact in extract_facts(document, filing, issuer):
            if isinstance(fact, HoldingsChange):
                changes.append(fact)
            elif isinstance(fact, HoldingsTotal):
                totals.append(fact)
    stored = {filing.accession_number for filing in filings.values()}
    return build_ledger(
        changes, totals, issuer=issuer, asset="bitcoin", filings=filings, index=read_index(corpus, stored)
    )


def test_every_step_adds_up_but_the_withheld_stretches(ledger: Ledger) -> None:
    """Reconciled or rounding everywhere, except the gaps, each with its coins and days."""
    gaps = {
        step.as_of_on: (
            int(step.residual_units),
            step.uncovered_from_on,
            step.uncovered_until_on,
            step.uncovered_days,
        )
        for step in ledger.steps
        if step.status == "missing_filing"
    }
    assert gaps == GAPS
    assert {step.status for step in ledger.steps} == {"opening", "reconciled", "rounding", "missing_filing"}


def test_stretches_closed_by_a_longer_period_are_named(ledger: Ledger) -> None:
    """A quarter's figure makes the arithmetic whole; the days without a filing of their own stay named."""
    reconciled = [step for step in ledger.steps if step.status in ("reconciled", "rounding")]
    assert {step.as_of_on for step in reconciled if step.uncovered_days} == CLOSED_BY_LONGER_PERIODS


def test_gap_names_the_filings_that_the_index_lists(ledger: Ledger) -> None:
    """Autumn 2025: the index of February 2026 lists the current reports and the 10-Q that the corpus lacks."""
    step = next(step for step in ledger.steps if step.as_of_on == date(2025, 11, 9))
    assert len(step.missing_accessions) == 11
    assert step.note.endswith(
        "no disclosure in the store speaks of 29 September-2 November 2025 (35 days); the index lists 11 filings "
        "that the store lacks, from 0001193125-25-225904 to 0001193125-25-271105."
    )


def test_no_problem_beyond_careless_rounding(ledger: Ledger) -> None:
    """No contradiction between the filings; only last digits, and one cost after a sale of picked coins."""
    assert {(problem.kind, problem.severity) for problem in ledger.problems} == {("cost_mismatch", "notice")}


def test_two_sales_and_no_more(ledger: Ledger) -> None:
    """704 in December 2022 and 32 in May 2026 are all that was ever sold."""
    assert [(step.as_of_on.year, int(step.sold_units)) for step in ledger.steps if step.sold_units] == [
        (2022, 704),
        (2026, 32),
    ]
