"""A small store for the tests of the site and the feeds, made of the example filings."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from example_filings import CIK, ISSUER, MISSING_ACCESSION, TOLD, Told, at, read_told

from monitor.records import (
    CountedChange,
    Document,
    Filing,
    HoldingsChange,
    HoldingsTotal,
    IndexedFiling,
    LedgerStep,
    Problem,
)
from monitor.store.database import open_store
from monitor.store.problems import save_problems
from monitor.store.runs import finish_run, start_run
from monitor.store.saving import save_filing, save_index, save_issuers, save_ledger
from monitor.store.versions import VersionTable, save_turns


def make_example_store(path: Path) -> Path:
    """The database, with one finished run, one missing filing and one open problem."""
    with open_store(path) as store:
        run = start_run(store, "load", started_at=at("2026-06-01T12:30:00"), version="0.1.0")
        save_issuers(store, [ISSUER])
        saved = [read_told(told) for told in TOLD]
        for filing, document, change, total in saved:
            save_filing(
                store,
                filing,
                archive_sha256="0" * 64,
                documents=[document],
                facts=[change, total],
                stored_at=at("2026-06-01T12:30:05"),
            )
        steps = [_step(told, *facts) for told, facts in zip(TOLD, saved, strict=True)]
        save_ledger(store, CIK, "bitcoin", steps)
        versions = VersionTable(
            name="holdings_ledger_versions", whose={"issuer_cik": CIK, "asset": "bitcoin"}, key=("as_of_on",)
        )
        save_turns(store, versions, None, [(step.known_at, [step], ()) for step in steps])
        save_index(
            store,
            [
                IndexedFiling(
                    accession_number=MISSING_ACCESSION,
                    issuer_cik=CIK,
                    form="8-K",
                    filed_on=date(2020, 12, 21),
                    accepted_at=None,
                    period_on=None,
                    items="8.01",
                    primary_document="d8k.htm",
                    stored=False,
                )
            ],
            source="submissions",
            listed_at=at("2026-06-01T12:30:01"),
        )
        problem = Problem(
            kind="empty_document", message="8k/empty.html, line 3: the file is empty; fetch it again"
        )
        save_problems(store, [problem], run_id=run, raised_at=at("2026-06-01T12:30:06"))
        finish_run(store, run, finished_at=at("2026-06-01T12:30:09"), exit_code=0, filings_added=6, facts_added=12)
    return path


def _step(told: Told, filing: Filing, _: Document, change: HoldingsChange, total: HoldingsTotal) -> LedgerStep:
    acquired, sold = (told.units, 0) if told.kind == "acquired" else (0, told.units)
    expected = told.opening + acquired - sold
    first, last = (date.fromisoformat(day) for day in told.uncovered) if told.uncovered else (None, None)
    return LedgerStep(
        issuer_cik=CIK,
        asset="bitcoin",
        as_of_on=total.as_of_on,
        opening_on=date.fromisoformat(told.opening_on) if told.opening_on else None,
        opening_units=Decimal(told.opening),
        acquired_units=Decimal(acquired),
        sold_units=Decimal(sold),
        expected_units=Decimal(expected),
        reported_units=total.units,
        residual_units=total.units - expected,
        status=told.status,
        cost_usd=total.cost_usd,
        average_cost_usd=total.average_cost_usd,
        uncovered_from_on=first,
        uncovered_until_on=last,
        uncovered_days=(last - first).days + 1 if first and last else 0,
        missing_accessions=(MISSING_ACCESSION,) if told.status == "missing_filing" else (),
        note=f"{told.opening:,} + {acquired:,} − {sold:,} = {expected:,}; the filing says {told.held:,}.",
        total_id=total.total_id,
        accession_number=filing.accession_number,
        known_at=filing.accepted_at,
        changes=(CountedChange(change_id=change.change_id, counted_units=change.units, treatment="counted"),),
    )
