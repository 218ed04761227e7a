"""The commands as a person and as cron meet them: exit codes, what is said where, and what is not imported."""

from __future__ import annotations

import json
import re
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from road_running import (
    CIK,
    CLEAN,
    accession,
    ask,
    count_rows,
    run,
    run_apart,
    write_manifest,
    write_weeks,
)

from monitor.sample.edgar_server import LoopbackEdgar
from monitor.store.locking import run_lock

COMMANDS = (
    "update",
    "load",
    "demo",
    "serve",
    "feeds",
    "status",
    "verify",
    "rebuild",
    "alerts",
    "schedule",
    "backfill",
)
HEAVY = {"edgar", "datasette", "lxml", "bs4", "sqlite_utils", "httpx", "rich", "pandas", "pyarrow", "sqlite3"}


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which three weeks were loaded; tests look and do not touch."""
    folder = tmp_path_factory.mktemp("loaded")
    write_manifest(folder, write_weeks(folder, 3))
    assert run(folder, "load", "manifest.csv").code == 0
    return folder


@pytest.fixture
def edgar(tmp_path: Path) -> Iterator[LoopbackEdgar]:
    with LoopbackEdgar(write_manifest(tmp_path, write_weeks(tmp_path, 2))) as server:
        yield server


# ── help ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_help_lists_the_commands_and_imports_nothing_heavy(tmp_path: Path) -> None:
    """It must be there within half a second, which none of these is."""
    done, modules = run_apart(tmp_path, "--help")
    assert done.code == 0
    for command in COMMANDS:
        assert f"  {command} " in done.out
    assert modules & HEAVY == set()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(tmp_path: Path, command: str) -> None:
    """-h works everywhere and touches nothing."""
    done = run(tmp_path, command, "-h")
    assert (done.code, done.out.startswith("Usage: ")) == (0, True)
    assert list(tmp_path.iterdir()) == []


# ── usage and settings: 2 ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "arguments",
    [("no-such-command",), ("load",), ("update", "--since", "yesterday"), ("update", "--only", "tweets")],
)
def test_wrong_usage_is_exit_2(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """And no database is made."""
    assert run(tmp_path, *arguments).code == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("toml", "hint"),
    [
        ("issuers = [", "not valid TOML"),
        ("colour = 'blue'", "unknown key 'colour'"),
        ("[[issuers]]\nticker = 'A'\ncik = 1\nname = 'A'\ncadense = 'weekly'", "unknown key 'cadense'"),
        ("requests_per_second = 50", "from 0.1 to 10"),
    ],
)
def test_wrong_settings_are_exit_2_and_one_line(tmp_path: Path, toml: str, hint: str) -> None:
    """The line names the file, what is wrong in it and the remedy."""
    (tmp_path / "monitor.toml").write_text(toml, encoding="utf-8")
    done = run(tmp_path, "update", MONITOR_IDENTITY="Jane Doe jane@example.org")
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert done.err.startswith("monitor: monitor.toml")
    assert hint in done.err


def test_without_a_contact_nothing_leaves_for_the_sec(tmp_path: Path) -> None:
    """Exit 2 before any request, and the line says what to set. A socket would raise here."""
    done = run(tmp_path, "update")
    assert done.code == 2
    assert 'MONITOR_IDENTITY="Your Name you@example.org"' in done.err
    assert list(tmp_path.iterdir()) == []


def test_without_a_contact_a_name_of_the_sec_does_not_help(tmp_path: Path) -> None:
    """MONITOR_EDGAR_URL set to the SEC itself needs the contact all the same; the run is on record as failed."""
    done = run(tmp_path, "update", MONITOR_EDGAR_URL="https://www.sec.gov")
    assert (done.code, "MONITOR_IDENTITY" in done.err) == (2, True)
    assert ask(tmp_path, "SELECT exit_code, requests FROM runs") == [(2, 0)]
    assert ask(tmp_path, "SELECT count(*) FROM fetches") == [(0,)]


def test_the_contact_goes_along_with_every_request(tmp_path: Path, edgar: LoopbackEdgar) -> None:
    """As the SEC asks: a name and a mail address in the User-Agent."""
    run(tmp_path, "update", MONITOR_EDGAR_URL=edgar.url, EDGAR_IDENTITY="Jane Doe jane@example.org")
    assert {request.headers["user-agent"] for request in edgar.requests} == {"Jane Doe jane@example.org"}


@pytest.mark.parametrize("command", ["status", "verify", "feeds", "serve", "rebuild"])
def test_without_a_database_the_remedy_is_named(tmp_path: Path, command: str) -> None:
    """One line, exit 2, and no empty database left behind."""
    done = run(tmp_path, command)
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert "`monitor load" in done.err
    assert not (tmp_path / "db" / "monitor.db").exists()


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_an_address_in_use_is_exit_2(loaded: Path, tmp_path: Path, command: str) -> None:
    """Before anything else is done, and with the remedy."""
    folder = loaded if command == "serve" else tmp_path
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = run(folder, command, "--port", f"{taken.getsockname()[1]}")
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert "choose another with --port" in done.err
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_database_is_exit_2(tmp_path: Path) -> None:
    """The message names it; the file is left alone."""
    (tmp_path / "letter.txt").write_text("Dear reader, " * 100, encoding="utf-8")
    done = run(tmp_path, "--db", "letter.txt", "status")
    assert (done.code, done.err.startswith("monitor: letter.txt: ")) == (2, True)


def test_an_unknown_issuer_is_named_with_the_known_ones(tmp_path: Path, edgar: LoopbackEdgar) -> None:
    """And nothing is asked."""
    done = run(tmp_path, "update", "--issuer", "MSFT", MONITOR_EDGAR_URL=edgar.url)
    assert done.code == 2
    assert "MSTR, RIOT, CLSK, MARA" in done.err
    assert edgar.requests == []


# ── 75, 1 and 3 ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "arguments", [("update",), ("load", "manifest.csv"), ("rebuild",), ("demo", "--no-serve")]
)
def test_a_second_run_is_exit_75(tmp_path: Path, edgar: LoopbackEdgar, arguments: tuple[str, ...]) -> None:
    """Cron tries again next time; the run at work is not disturbed, and EDGAR is not asked."""
    (tmp_path / "db").mkdir()
    with run_lock(tmp_path / "db" / "monitor.db"):
        done = run(tmp_path, *arguments, MONITOR_EDGAR_URL=edgar.url)
    assert (done.code, "another run is at work" in done.err) == (75, True)
    assert edgar.requests == []


def test_verify_finds_a_breach(tmp_path: Path) -> None:
    """A quote that was tampered with: exit 1, the breach is named, the counts stand last."""
    write_manifest(tmp_path, write_weeks(tmp_path, 2))
    assert run(tmp_path, "load", "manifest.csv").code == 0
    assert run(tmp_path, "verify").code == 0
    with sqlite3.connect(tmp_path / "db" / "monitor.db") as connection:
        connection.execute("UPDATE holdings_changes SET quote = quote || '!' WHERE units = 100")
    done = run(tmp_path, "verify")
    assert done.code == 1
    assert done.out.startswith("quotes: holdings_changes ")
    assert done.out.splitlines()[-1].startswith("integrity ")
    told = json.loads(run(tmp_path, "verify", "--json").out)
    assert (told["ok"], {breach["check"] for breach in told["breaches"]}) == (False, {"quotes"})


def test_status_is_exit_1_when_a_disclosure_is_overdue(loaded: Path) -> None:
    """The last holding is of May 2026 and the issuer reports weekly: the days since are named."""
    done = run(loaded, "status")
    assert done.code == 1
    assert "1,300 bitcoin" in done.out
    assert "2026-05-24" in done.out
    assert "ALARM  MSTR: nothing is known after 2026-05-24" in done.out


def test_status_as_json_says_the_same(loaded: Path) -> None:
    """Exit 1 too; dates and figures are text, so nothing is lost."""
    done = run(loaded, "status", "--json")
    told = json.loads(done.out)
    assert (done.code, done.err) == (1, "")
    (held,) = told["holdings"]
    assert (held["ticker"], held["units"], held["as_of_on"]) == ("MSTR", "1300", "2026-05-24")
    assert held["uncovered_from_on"] == "2026-05-25"
    assert told["alarms"]


def test_status_is_exit_0_when_all_is_fresh(tmp_path: Path) -> None:
    """An issuer nobody watches, loaded from disk: nothing is stale and nothing is due that we should have."""
    (tmp_path / "monitor.toml").write_text(
        f'[[issuers]]\nticker = "MSTR"\ncik = {CIK}\nname = "Strategy"\nwatch = false\n', encoding="utf-8"
    )
    write_manifest(tmp_path, write_weeks(tmp_path, 1))
    assert run(tmp_path, "load", "manifest.csv").code == 0
    done = run(tmp_path, "status")
    assert (done.code, done.out.splitlines()[-1]) == (0, "No source is stale and no disclosure is overdue.")


def test_a_source_that_went_silent_is_stale(tmp_path: Path, edgar: LoopbackEdgar) -> None:
    """Two days after its last answer status raises the alarm, whatever the holdings say."""
    assert run(tmp_path, "update", MONITOR_EDGAR_URL=edgar.url).code == 0
    earlier = f"{datetime.now(UTC) - timedelta(days=2):%Y-%m-%dT%H:%M:%SZ}"
    with sqlite3.connect(tmp_path / "db" / "monitor.db") as connection:
        connection.execute("UPDATE fetches SET fetched_at = ?", [earlier])
    done = run(tmp_path, "status")
    assert done.code == 1
    assert "ALARM  edgar last answered 48 hours ago; run `monitor update`" in done.out


# ── what is said, and where ──────────────────────────────────────────────────────────────────────────────


def test_a_dry_run_stores_no_filing(tmp_path: Path, edgar: LoopbackEdgar) -> None:
    """It lists on stdout what would be fetched, and the real run afterwards fetches it."""
    done = run(tmp_path, "--quiet", "update", "--dry-run", MONITOR_EDGAR_URL=edgar.url)
    assert (done.code, done.err) == (0, "")
    assert [line.split()[:3] for line in done.out.splitlines()] == [
        ["would", "fetch", accession(0)],
        ["would", "fetch", accession(1)],
    ]
    assert count_rows(tmp_path)["filings"] == 0
    assert not any(request.path.endswith(".txt") for request in edgar.requests)
    assert run(tmp_path, "update", MONITOR_EDGAR_URL=edgar.url).code == 0
    assert count_rows(tmp_path)["filings"] == 2


def test_since_leaves_older_filings_alone(tmp_path: Path, edgar: LoopbackEdgar) -> None:
    """Only the filing of the second week is fetched; without the option the first one follows."""
    assert run(tmp_path, "update", "--since", "2026-05-12", MONITOR_EDGAR_URL=edgar.url).code == 0
    assert ask(tmp_path, "SELECT accession_number FROM filings") == [(accession(1),)]
    assert run(tmp_path, "update", MONITOR_EDGAR_URL=edgar.url).code == 0
    assert count_rows(tmp_path)["filings"] == 2


def test_progress_is_plain_lines_off_a_terminal(tmp_path: Path) -> None:
    """On stderr, with nothing that moves a cursor; stdout is kept for results."""
    write_manifest(tmp_path, write_weeks(tmp_path, 2))
    done = run(tmp_path, "load", "manifest.csv")
    assert done.out == ""
    progress, summary = done.err.splitlines()
    assert progress == "filings: 2 of 2"
    assert re.fullmatch(r"2 filings and \d+ facts added in \d+\.\d s", summary)
    assert "\x1b" not in done.err


def test_quiet_says_nothing_but_problems(tmp_path: Path) -> None:
    """Cron mails what a command says: a good night says nothing."""
    rows = write_weeks(tmp_path, 2)
    write_manifest(tmp_path, rows)
    done = run(tmp_path, "--quiet", "load", "manifest.csv")
    assert (done.code, done.out, done.err) == (0, "", "")
    write_manifest(tmp_path, [*rows, rows[0] | {"form": ""}], name="more.csv")
    done = run(tmp_path, "--quiet", "load", "more.csv")
    assert (done.code, done.out) == (3, "")
    assert done.err == "error: more.csv, line 4: form is empty; write the form type, such as 8-K\n"


def test_verbose_says_every_filing(tmp_path: Path) -> None:
    """One line each, with accession number, form and day."""
    write_manifest(tmp_path, write_weeks(tmp_path, 2))
    done = run(tmp_path, "-v", "load", "manifest.csv")
    assert f"{accession(0)}  8-K    2026-05-11  0.htm" in done.err
    assert f"{accession(1)}  8-K    2026-05-18  1.htm" in done.err


def test_feeds_are_written_where_asked(loaded: Path, tmp_path: Path) -> None:
    """The feeds and their manifest, in a folder of choice; twice the same bytes."""
    assert run(loaded, "feeds", str(tmp_path / "a")).code == 0
    assert run(loaded, "feeds", str(tmp_path / "b")).code == 0
    names = {path.name for path in (tmp_path / "a").iterdir()}
    assert {"holdings_ledger.csv", "holdings_changes.csv", "filings.csv", "manifest.json"} <= names
    for name in names - {"manifest.json"}:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_the_database_may_lie_anywhere(tmp_path: Path) -> None:
    """--db, with the archive beside it; the working folder gets the feeds and nothing else."""
    write_manifest(tmp_path, write_weeks(tmp_path, 1))
    work = tmp_path / "work"
    work.mkdir()
    assert run(work, "--db", "../elsewhere/x.db", "load", "../manifest.csv").code == 0
    assert {"x.db", "archive"} <= {path.name for path in (tmp_path / "elsewhere").iterdir()}
    assert [path.name for path in work.iterdir()] == ["feeds"]


def test_the_demo_runs_from_an_empty_folder(tmp_path: Path) -> None:
    """The installed command, without network and settings: the sample, its ledger, its news, a clean verify. What
    is replayed is an alert for nobody: the channel that nobody answers is not tried."""
    command = Path(sys.executable).with_name("monitor")
    done = subprocess.run(
        [command, "demo", "--no-serve"],
        cwd=tmp_path,
        env=CLEAN | {"MONITOR_ALERTS": "json://127.0.0.1:1/"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "13 articles, 38 filings" in done.stderr
    assert ask(tmp_path, "SELECT count(*), sum(reconstruction) FROM filings") == [(38, 38)]
    assert ask(tmp_path, "SELECT units FROM holdings_changes WHERE kind = 'sold' ORDER BY 1") == [(32,), (704,)]
    assert (tmp_path / "feeds" / "manifest.json").exists()
    assert run(tmp_path, "verify").code == 0


def test_the_demo_keeps_out_of_a_real_database(loaded: Path) -> None:
    """Our words must not come among filings as filed."""
    done = run(loaded, "demo", "--no-serve")
    assert (done.code, "--db demo/monitor.db" in done.err) == (2, True)
