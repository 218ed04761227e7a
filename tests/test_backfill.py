"""A large archive on a Dask cluster: the result is that of one process, bit for bit."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from road_running import CLEAN, ask, page, read_ledger, run, week, write_manifest, write_weeks

from monitor.pipeline import backfill_store, load_filings
from monitor.sample import MANIFEST
from monitor.settings import Settings, load_settings
from monitor.store.content import content_hash
from monitor.store.database import open_store
from monitor.terminal import Terminal

QUIET = Terminal(quiet=True)
BLOCKED = "import sys\nsys.modules['distributed'] = None\nfrom monitor.cli import main\nmain()"


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """The address of a scheduler in this process, with one worker."""
    distributed = pytest.importorskip("distributed", reason="dask is not installed (the extra `cluster`)")
    cluster = distributed.LocalCluster(
        n_workers=1,
        threads_per_worker=1,
        processes=False,
        protocol="tcp",  # inproc asks for this machine's address outside, and no test may
        host="127.0.0.1",
        dashboard_address=None,
        silence_logs=50,
    )
    with cluster:
        yield cluster.scheduler_address


def settings_in(folder: Path) -> Settings:
    return replace(load_settings(environ={}, db=folder / "db" / "monitor.db"), feeds=folder / "feeds")


def hashes(settings: Settings) -> dict[str, str]:
    with open_store(settings.db, create=False) as store:
        return content_hash(store)


def test_the_sample_is_read_as_by_one_process(tmp_path: Path, scheduler: str) -> None:
    """All 38 filings: every table is the same; and from the archive alone, into an empty database, once more."""
    one, many = settings_in(tmp_path / "one"), settings_in(tmp_path / "many")
    load_filings(one, MANIFEST, QUIET)
    outcome = backfill_store(many, QUIET, manifest=MANIFEST, scheduler=scheduler)
    assert (outcome.filings_added, outcome.exit_code) == (38, 0)
    assert hashes(many) == hashes(one)
    many.db.unlink()
    assert backfill_store(many, QUIET, scheduler=scheduler).filings_added == 38
    assert hashes(many) == hashes(one)


def test_what_is_stored_is_left_alone_and_what_is_wrong_is_told(tmp_path: Path, scheduler: str) -> None:
    """A file that is missing and one that cannot be read are problems, as for `load`; later nothing is new."""
    rows = write_weeks(tmp_path, 3)
    (tmp_path / "1.htm").unlink()
    (tmp_path / "2.htm").write_bytes(b"%PDF-1.7 no page")
    path = write_manifest(tmp_path, rows)
    settings = settings_in(tmp_path)
    assert backfill_store(settings, QUIET, manifest=path, scheduler=scheduler).exit_code == 3
    assert ask(tmp_path, "SELECT accession_number FROM filings") == [(rows[0]["accession_number"],)]
    told = ask(tmp_path, "SELECT kind, accession_number FROM problems ORDER BY accession_number")
    kinds = {1: "manifest_row", 2: "unreadable_document"}
    assert told == [(kind, rows[number]["accession_number"]) for number, kind in kinds.items()]
    for number in (1, 2):
        (tmp_path / f"{number}.htm").write_text(page(week(number)), encoding="utf-8")
    assert backfill_store(settings, QUIET, manifest=path, scheduler=scheduler).filings_added == 2
    assert [status for _, _, status in read_ledger(tmp_path)] == ["opening", "reconciled", "reconciled"]
    again = backfill_store(settings, QUIET, manifest=path, scheduler=scheduler)
    assert (again.filings_added, again.facts_added) == (0, 0)


def test_processes_of_its_own(tmp_path: Path) -> None:
    """`monitor backfill` as a person runs it: two processes read, the ledger adds up."""
    pytest.importorskip("distributed", reason="dask is not installed (the extra `cluster`)")
    write_manifest(tmp_path, write_weeks(tmp_path, 3))
    done = subprocess.run(
        [Path(sys.executable).with_name("monitor"), "backfill", "manifest.csv", "--workers", "2"],
        cwd=tmp_path,
        env=CLEAN,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert [units for _, units, _ in read_ledger(tmp_path)] == [1100, 1200, 1300]
    assert ask(tmp_path, "SELECT command, exit_code FROM runs") == [("backfill", 0)]


def test_without_dask_the_remedy_is_told(tmp_path: Path) -> None:
    """Exit 2, one line, and nothing is written."""
    write_manifest(tmp_path, write_weeks(tmp_path, 1))
    done = subprocess.run(
        [sys.executable, "-c", BLOCKED, "backfill", "manifest.csv"],
        cwd=tmp_path,
        env=CLEAN,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "pip install 'filing-monitor[cluster]'" in done.stderr
    assert not (tmp_path / "db").exists()


def test_a_scheduler_that_is_none_is_named(tmp_path: Path) -> None:
    """With what an address looks like; nothing is written."""
    pytest.importorskip("distributed", reason="dask is not installed (the extra `cluster`)")
    write_manifest(tmp_path, write_weeks(tmp_path, 1))
    done = run(tmp_path, "backfill", "manifest.csv", "--scheduler", "pigeon://coop")
    assert (done.code, "tcp://10.0.0.5:8786" in done.err) == (2, True)
    assert not (tmp_path / "db").exists()


def test_an_empty_archive_is_told(tmp_path: Path, scheduler: str) -> None:
    """Without a manifest there must be one."""
    done = run(tmp_path, "backfill", "--scheduler", scheduler)
    assert (done.code, "the archive is empty; name a manifest" in done.err) == (2, True)
