"""`monitor rebuild`: the raw archive alone makes the database again; in trouble the old one stays."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from road_running import (
    ask,
    count_rows,
    open_problems,
    page,
    read_ledger,
    row,
    run,
    week,
    write_manifest,
    write_weeks,
)

from monitor.sample.edgar_server import LoopbackEdgar


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two weeks fetched from EDGAR, and a third from disk."""
    rows = write_weeks(tmp_path, 3)
    with LoopbackEdgar(write_manifest(tmp_path, rows[:2])) as edgar:
        assert run(tmp_path, "update", MONITOR_EDGAR_URL=edgar.url).code == 0
    write_manifest(tmp_path, rows[2:])
    assert run(tmp_path, "load", "manifest.csv").code == 0
    return tmp_path


def test_a_lost_database_comes_back(folder: Path) -> None:
    """Filings, facts, index and ledger; what was fetched when has gone with it."""
    before, ledger = count_rows(folder), read_ledger(folder)
    for path in folder.glob("db/monitor.db*"):
        path.unlink()
    assert run(folder, "rebuild").code == 0
    assert (count_rows(folder), read_ledger(folder)) == (before, ledger)
    assert ask(folder, "SELECT count(*) FROM fetches") == [(0,)]
    assert run(folder, "verify").code == 0


def test_what_only_a_run_could_see_is_carried_over(folder: Path) -> None:
    """Runs, fetches and the day of storing; and the next update is told "unchanged" as before."""
    fetched = ask(folder, "SELECT url, fetched_at FROM fetches ORDER BY fetch_id")
    stored = ask(folder, "SELECT accession_number, stored_at FROM filings ORDER BY 1")
    assert run(folder, "rebuild").code == 0
    assert ask(folder, "SELECT url, fetched_at FROM fetches ORDER BY fetch_id") == fetched
    assert ask(folder, "SELECT accession_number, stored_at FROM filings ORDER BY 1") == stored
    assert ask(folder, "SELECT count(*) FROM validators") != [(0,)]
    assert [command for (command,) in ask(folder, "SELECT command FROM runs ORDER BY rowid")].count("rebuild") == 1


def test_a_check_names_what_would_come_out_differently(folder: Path) -> None:
    """A figure changed by hand: exit 1 and the name of its table; the database is not touched by the check."""
    with sqlite3.connect(folder / "db" / "monitor.db") as connection:
        connection.execute("UPDATE holdings_changes SET units = 101")
    done = run(folder, "--quiet", "rebuild", "--check")
    differing = [line.split()[0] for line in done.out.splitlines() if line.endswith("DIFFERS")]
    assert (done.code, differing) == (1, ["holdings_changes"])
    assert ask(folder, "SELECT DISTINCT units FROM holdings_changes") == [(101,)]
    assert run(folder, "rebuild").code == 0
    assert ask(folder, "SELECT DISTINCT units FROM holdings_changes") == [(100,)]


def test_a_damaged_archive_leaves_the_database_as_it_is(folder: Path) -> None:
    """Exit 2 with the path of the lost bytes, and the old database still answers."""
    before = read_ledger(folder)
    lost = next((folder / "db" / "archive" / "raw").rglob("*.gz"))
    lost.unlink()
    done = run(folder, "rebuild")
    assert (done.code, lost.name in done.err) == (2, True)
    assert read_ledger(folder) == before
    assert run(folder, "verify").code == 1


def test_an_empty_archive_is_no_reason_for_an_empty_database(folder: Path) -> None:
    """Exit 2, and nothing is replaced."""
    shutil.rmtree(folder / "db" / "archive")
    done = run(folder, "rebuild")
    assert (done.code, "the archive is empty" in done.err) == (2, True)
    assert len(read_ledger(folder)) == 3


def test_versions_are_rebuilt_in_their_order(folder: Path) -> None:
    """A filing that came anew with other words: the later document is current, the earlier one is kept, and a
    first version that nobody could read is history, not a problem."""
    (folder / "2.htm").write_bytes(b"%PDF-1.4")
    write_manifest(folder, [row(2), row(3)])
    (folder / "3.htm").write_bytes(b"")
    assert run(folder, "load", "manifest.csv").code == 3
    (folder / "2.htm").write_text(page(week(2), "Corrected by the agent."), encoding="utf-8")
    (folder / "3.htm").write_text(page(week(3)), encoding="utf-8")
    assert run(folder, "load", "manifest.csv").code == 0
    for _ in range(2):
        assert read_ledger(folder)[-2:] == [("2026-05-24", 1300, "reconciled"), ("2026-05-31", 1400, "reconciled")]
        assert ask(folder, "SELECT count(*), count(superseded_by) FROM documents") == [(5, 1)]
        assert open_problems(folder) == []
        assert run(folder, "rebuild").code == 0
