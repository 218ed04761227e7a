"""What ran, what went wrong, how fresh everything is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from store_examples import CIK, NOW, Example, make_example, make_listed

from monitor.records import Fetch, Problem, Validator
from monitor.store.database import open_store
from monitor.store.problems import load_open_problems, resolve_problems, save_problems
from monitor.store.runs import finish_run, load_validators, save_fetches, save_validator, start_run
from monitor.store.saving import save_index
from monitor.store.status import (
    IssuerFreshness,
    RunOutcome,
    SourceFreshness,
    load_counts,
    load_issuers,
    load_last_runs,
    load_sources,
)
from monitor.store.upkeep import carry_over, carry_over_problems

MISMATCH = Problem(kind="cost_mismatch", message="32 x 78,125.50 is not 2.5 million", issuer_cik=CIK)
EMPTY = Problem(kind="empty_document", message="a.htm is empty", severity="error", source="a.htm", line=3)


URL = "https://data.sec.gov/submissions/CIK0001050446.json"


@pytest.fixture
def example(tmp_path: Path) -> Iterator[Example]:
    example = make_example(tmp_path)
    with example.store:
        yield example


def test_a_run_has_a_beginning_and_an_end(example: Example) -> None:
    """The last run of each command counts; one that was interrupted has no end."""
    for hours in (0, 1):
        started_at = NOW + timedelta(hours=hours)
        run_id = start_run(example.store, "update", started_at=started_at, version="0.1.0")
        finish_run(example.store, run_id, finished_at=started_at, exit_code=3, filings_added=hours, requests=2)
    start_run(example.store, "load", started_at=NOW, version="0.1.0")
    outcome = RunOutcome(
        command="update",
        started_at=NOW + timedelta(hours=1),
        finished_at=NOW + timedelta(hours=1),
        exit_code=3,
        filings_added=1,
        facts_added=0,
        problems_raised=0,
        requests=2,
    )
    interrupted = replace(
        outcome, command="load", started_at=NOW, finished_at=None, exit_code=None, filings_added=0, requests=0
    )
    assert load_last_runs(example.store) == [interrupted, outcome]


def test_two_runs_in_the_same_second_are_two(example: Example) -> None:
    """Their ids differ."""
    ids = {start_run(example.store, "update", started_at=NOW, version="0.1.0") for _ in range(3)}
    assert len(ids) == 3


def test_a_problem_is_raised_once(example: Example) -> None:
    """Seen by a second run it is not raised again; the first sighting stays."""
    run_id = start_run(example.store, "load", started_at=NOW, version="0.1.0")
    assert save_problems(example.store, [MISMATCH, EMPTY, EMPTY], run_id=run_id, raised_at=NOW) == [
        MISMATCH,
        EMPTY,
    ]
    assert save_problems(example.store, [EMPTY], run_id=None, raised_at=NOW + timedelta(days=1)) == []
    assert load_open_problems(example.store) == [EMPTY, MISMATCH]
    assert load_open_problems(example.store, CIK) == [MISMATCH]
    assert {row["raised_at"] for row in example.store.query("SELECT raised_at FROM problems")} == {
        "2026-06-09T06:00:00Z"
    }


def test_a_problem_that_is_gone_is_resolved_and_can_return(example: Example) -> None:
    """Only the kinds looked for, and only in the scope looked at."""
    save_problems(example.store, [MISMATCH, EMPTY], run_id=None, raised_at=NOW)
    kinds = {"cost_mismatch", "empty_document"}
    assert resolve_problems(example.store, {"other"}, still=[], resolved_at=NOW) == 0
    assert resolve_problems(example.store, kinds, still=[], resolved_at=NOW, issuer_cik=7) == 0
    assert resolve_problems(example.store, kinds, still=[MISMATCH], resolved_at=NOW, issuer_cik=CIK) == 0
    assert resolve_problems(example.store, kinds, still=[], resolved_at=NOW, issuer_cik=CIK) == 1
    assert load_open_problems(example.store) == [EMPTY]
    assert save_problems(example.store, [MISMATCH], run_id=None, raised_at=NOW) == [MISMATCH]
    assert load_open_problems(example.store) == [EMPTY, MISMATCH]


def make_fetch(source: str, status: int | None, fetched_at: datetime = NOW, error: str | None = None) -> Fetch:
    return Fetch(
        source=source,
        url=URL,
        status=status,
        bytes=10 if status else None,
        sha256="0" * 64 if status else None,
        fetched_at=fetched_at,
        elapsed_ms=7,
        error=error,
    )


def test_a_source_is_as_fresh_as_its_last_answer(example: Example) -> None:
    """A 304 is an answer; a 503 or no answer at all is none, and the reason is kept."""
    later = [NOW + timedelta(minutes=minutes) for minutes in range(3)]
    fetches = [
        make_fetch("edgar", 304, later[0]),
        make_fetch("edgar", 503, later[1]),
        make_fetch("edgar", None, later[2], "no answer"),
        make_fetch("news", 200),
        make_fetch("prices", 503),
    ]
    save_fetches(example.store, fetches, run_id=None)
    assert load_sources(example.store) == [
        SourceFreshness(source="edgar", asked_at=later[2], answered_at=later[0], error="no answer"),
        SourceFreshness(source="news", asked_at=NOW, answered_at=NOW, error=None),
        SourceFreshness(source="prices", asked_at=NOW, answered_at=None, error="HTTP status 503"),
    ]


def test_a_validator_is_that_of_the_last_answer(example: Example) -> None:
    """What to send so that the server may say 304."""
    assert load_validators(example.store) == {}
    for etag in ('"a"', '"b"'):
        validator = Validator(url=URL, etag=etag, last_modified=None, sha256="0" * 64, checked_at=NOW)
        save_validator(example.store, validator)
        assert load_validators(example.store) == {URL: validator}


def test_a_rebuilt_store_takes_over_what_happened(example: Example, tmp_path: Path) -> None:
    """Runs, fetches, validators and problems do not follow from the archive; what is there already stays."""
    run_id = start_run(example.store, "update", started_at=NOW, version="0.1.0")
    save_problems(example.store, [MISMATCH, EMPTY], run_id=run_id, raised_at=NOW)
    save_fetches(example.store, [make_fetch("edgar", 200)], run_id=run_id)
    rebuilt = make_example(tmp_path / "rebuilt").store
    with rebuilt:
        rebuilt.query("UPDATE filings SET stored_at = '2030-01-01T00:00:00Z'")
        carry_over_problems(rebuilt, example.store.path)
        start_run(rebuilt, "rebuild", started_at=NOW, version="0.1.0")
        assert save_problems(rebuilt, [EMPTY], run_id=None, raised_at=NOW + timedelta(days=1)) == []
        for _ in range(2):
            carry_over(rebuilt, example.store.path)
        assert [run.command for run in load_last_runs(rebuilt)] == ["rebuild", "update"]
        assert load_open_problems(rebuilt) == [EMPTY, MISMATCH]
        assert [source.source for source in load_sources(rebuilt)] == ["edgar"]
        assert rebuilt.query("SELECT DISTINCT stored_at FROM filings") == [{"stored_at": "2026-06-09T06:00:00Z"}]


def test_an_older_schema_is_carried_over_too(example: Example, tmp_path: Path) -> None:
    """Rebuilding is what one does after an upgrade: columns that the earlier database lacks take their default."""
    start_run(example.store, "update", started_at=NOW, version="0.1.0")
    example.store.query("ALTER TABLE runs DROP COLUMN requests")
    with open_store(tmp_path / "rebuilt.db") as rebuilt:
        carry_over(rebuilt, example.store.path)
        assert [(run.command, run.requests) for run in load_last_runs(rebuilt)] == [("update", 0)]


def test_an_issuer_is_as_fresh_as_its_newest_filing(example: Example) -> None:
    """And lacks what the index lists and the store does not have."""
    save_index(example.store, [make_listed("0001193125-26-000101")], source="submissions", listed_at=NOW)
    assert load_issuers(example.store) == [
        IssuerFreshness(
            issuer_cik=CIK,
            ticker="MSTR",
            watched=True,
            filings=2,
            newest_accession="0001193125-26-000002",
            newest_filed_on=date(2026, 6, 8),
            newest_accepted_at=datetime(2026, 6, 8, 12, 1, tzinfo=UTC),
            lacking=1,
        )
    ]


def test_counts_speak_of_content(example: Example) -> None:
    """Rows of the tables that hold something, not of the search index."""
    counts = load_counts(example.store)
    assert {table: count for table, count in counts.items() if count} == {
        "blocks": 2,
        "documents": 2,
        "filing_index": 2,
        "filings": 2,
        "holdings_changes": 1,
        "holdings_ledger": 2,
        "holdings_totals": 2,
        "issuers": 1,
        "ledger_changes": 1,
    }
    assert not any("fts" in table for table in counts)
