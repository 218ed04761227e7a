"""`monitor load` of the whole corpus: what is in the store afterwards, and what a second load changes.

The judge's own view of the same filings is in test_ledger_corpus.py; here it is the road that is walked.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest
from road_running import Done, ask, count_rows, run, write_manifest

pytestmark = pytest.mark.corpus

# Coins that no filing of the corpus discloses, by the day of the total that shows them (corpus README).
GAPS = {
    "2020-12-31": 29645,
    "2023-09-24": 467,
    "2023-11-29": 155,
    "2024-02-25": 850,
    "2024-06-20": 154,
    "2024-09-30": 25889,
    "2025-11-09": 1174,
    "2026-01-25": 59715,
    "2026-05-17": 105367,
}


class Loaded:
    """The corpus, loaded once for all tests of this file."""

    def __init__(self, folder: Path, corpus: Path) -> None:
        self.folder = folder
        self.first: Done = run(folder, "load", str(corpus / "filings.csv"))
        self.rows: Mapping[str, int] = count_rows(folder)
        self.verified: Done = run(folder, "verify")
        self.second: Done = run(folder, "load", str(corpus / "filings.csv"))
        self.rows_afterwards: Mapping[str, int] = count_rows(folder)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory, corpus: Path) -> Loaded:
    return Loaded(tmp_path_factory.mktemp("corpus"), corpus)


def test_every_filing_is_stored(loaded: Loaded, corpus: Path) -> None:
    """As many as the manifest lists, each with a document, and no complaint about any."""
    with (corpus / "filings.csv").open(encoding="utf-8") as lines:
        listed = sorted(line["accession_number"] for line in csv.DictReader(lines))
    assert loaded.first.code == 0
    assert [
        number for (number,) in ask(loaded.folder, "SELECT accession_number FROM filings ORDER BY 1")
    ] == listed
    assert loaded.rows["documents"] == len(listed)
    complaints = ask(loaded.folder, "SELECT kind, message FROM problems WHERE severity = 'error'")
    assert complaints == []


def test_every_step_adds_up_but_the_withheld_stretches(loaded: Loaded) -> None:
    """The gaps are named with their coins and days; nothing is unexplained."""
    steps = ask(loaded.folder, "SELECT as_of_on, status, residual_units, uncovered_days FROM holdings_ledger")
    assert {day: units for day, status, units, _ in steps if status == "missing_filing"} == GAPS
    assert all(days > 0 for _, status, _, days in steps if status == "missing_filing")
    assert {status for _, status, _, _ in steps} == {"opening", "reconciled", "rounding", "missing_filing"}
    assert all(abs(units) <= 1 for _, status, units, _ in steps if status != "missing_filing")


def test_two_sales_and_no_more(loaded: Loaded) -> None:
    """704 on 22 December 2022, and 32 in the last week of May 2026, with their proceeds."""
    sales = ask(
        loaded.folder,
        "SELECT units, usd_amount, period_start_on, period_end_on FROM holdings_changes"
        " WHERE kind = 'sold' ORDER BY period_start_on",
    )
    assert sales == [(704, 11_800_000, "2022-12-22", "2022-12-22"), (32, 2_500_000, "2026-05-26", "2026-05-31")]


def test_the_sale_of_2026_is_in_the_ledger(loaded: Loaded) -> None:
    """843,738 less 32 is 843,706; a week later 1,550 more make 845,256."""
    steps = ask(
        loaded.folder,
        "SELECT as_of_on, opening_units, acquired_units, sold_units, reported_units, status FROM holdings_ledger"
        " WHERE as_of_on >= '2026-05-18' ORDER BY 1",
    )
    assert steps[-2:] == [
        ("2026-05-31", 843738, 0, 32, 843706, "reconciled"),
        ("2026-06-07", 843706, 1550, 0, 845256, "reconciled"),
    ]


def test_the_totals_are_those_of_the_issuers_own_table(loaded: Loaded, corpus: Path) -> None:
    """By the day of the filing, give or take the coin of rounding."""
    with (corpus / "truth" / "bitcoin_purchases_official.csv").open(encoding="utf-8") as lines:
        truth = {
            f"{datetime.strptime(line['reported'], '%m/%d/%Y').date()}": int(line["btc_holdings"])  # noqa: DTZ007
            for line in csv.DictReader(lines)
        }
    sql = (
        "SELECT f.filed_on, max(l.reported_units) FROM holdings_ledger l JOIN filings f USING (accession_number)"
        " WHERE f.form = '8-K' GROUP BY 1"
    )
    reported = dict(ask(loaded.folder, sql))
    shared = truth.keys() & reported.keys()
    assert len(shared) > 40
    assert {day: reported[day] for day in shared if abs(reported[day] - truth[day]) > 1} == {}


def test_loading_again_adds_no_row(loaded: Loaded) -> None:
    """In no content table, and no problem is raised anew."""
    assert loaded.second.code == 0
    assert loaded.second.err.splitlines()[-1].startswith("0 filings and 0 facts added")
    assert loaded.rows_afterwards == loaded.rows
    runs = ask(
        loaded.folder, "SELECT filings_added, facts_added, problems_raised FROM runs WHERE command = 'load'"
    )
    assert runs[1] == (0, 0, 0)


def test_every_promise_holds(loaded: Loaded) -> None:
    """All quotes equal their slices, the archive is whole, the arithmetic is right."""
    assert loaded.verified.code == 0
    assert all(line.endswith("    0 broken") for line in loaded.verified.out.splitlines())


def test_the_archive_makes_the_same_database(loaded: Loaded) -> None:
    """Bit for bit, every table."""
    done = run(loaded.folder, "--quiet", "rebuild", "--check")
    assert (done.code, done.out.count("DIFFERS")) == (0, 0)
    assert done.out.count("the same") >= 10


# ── issuers that monitor.toml does not know ──────────────────────────────────────────────────────────────


def other(corpus: Path, folder: Path, *rows: tuple[str, str, str, str]) -> Path:
    return write_manifest(
        folder,
        [
            {
                "file": str(corpus / "other" / file),
                "cik": cik,
                "accession_number": number,
                "form": form,
                "filed_on": number_day,
                "accepted_at": f"{number_day}T12:00:00Z",
                "period_on": "",
                "items": "",
                "primary_document": "",
                "reconstruction": "no",
            }
            for file, cik, number, form in rows
            for number_day in ["2025-10-20" if form == "6-K" else "2025-08-01"]
        ],
    )


def test_other_issuers_walk_the_same_road(tmp_path: Path, corpus: Path) -> None:
    """A foreign 6-K as a full submission makes a profile from its header, and shows in status; the miners have
    profiles of their own. No sale is invented: a quarter's own sales are of a miner, and negated ones are none."""
    other(
        corpus,
        tmp_path,
        ("ddc-2025-10-20_6K_1083btc-holdings.txt", "1808110", "0001213900-25-100181", "6-K"),
        ("riot-RIOT_June-30-2025.html", "1167419", "0001167419-25-000001", "10-Q"),
        ("clsk-10q-10Q-2025-06-30.html", "827876", "0000827876-25-000001", "10-Q"),
    )
    done = run(tmp_path, "load", "manifest.csv")
    assert done.code == 0, done.err
    assert ask(tmp_path, "SELECT ticker, name, watched FROM issuers WHERE issuer_cik = 1808110") == [
        ("CIK1808110", "DDC Enterprise Ltd", 0)
    ]
    ddc = ask(tmp_path, "SELECT reported_units, status FROM holdings_ledger WHERE issuer_cik = 1808110")
    assert ddc[-1] == (1083, "opening")
    assert "1,083 bitcoin" in run(tmp_path, "status").out
    ciks = ask(tmp_path, "SELECT DISTINCT issuer_cik FROM holdings_totals ORDER BY 1")
    assert ciks == [(827876,), (1167419,), (1808110,)]
    assert run(tmp_path, "verify").code == 0
    assert run(tmp_path, "--quiet", "rebuild", "--check").code == 0
