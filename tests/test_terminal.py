"""What a run says: a bar on a terminal, plain lines elsewhere, nothing but problems when told to be quiet."""

from __future__ import annotations

import os
import pty
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from road_running import CLEAN, write_manifest, write_weeks

from monitor.terminal import EVERY, Terminal, as_table, count


def test_every_so_many_items_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    """And one at the end; all on stderr."""
    items = list(Terminal().track(range(60), label="filings", total=60))
    assert items == list(range(60))
    out, err = capsys.readouterr()
    assert (out, err.splitlines()) == ("", [f"filings: {n} of 60" for n in (EVERY, 2 * EVERY, 60)])


@pytest.mark.parametrize("terminal", [Terminal(quiet=True), Terminal(verbose=True)])
def test_no_progress_when_quiet_or_verbose(terminal: Terminal, capsys: pytest.CaptureFixture[str]) -> None:
    """Quiet says nothing, and with a line for each item progress only disturbs."""
    assert list(terminal.track(range(60), label="filings", total=60)) == list(range(60))
    assert capsys.readouterr() == ("", "")


def test_who_hears_what(capsys: pytest.CaptureFixture[str]) -> None:
    """A result and a problem always, a step only with -v."""
    for terminal in (Terminal(quiet=True), Terminal(), Terminal(verbose=True)):
        terminal.say("said")
        terminal.detail("detail")
        terminal.complain("problem")
        terminal.result("result")
    out, err = capsys.readouterr()
    assert out.split() == ["result"] * 3
    assert err.split() == ["problem", "said", "problem", "said", "detail", "problem"]


def on_a_terminal(folder: Path, *arguments: str) -> tuple[int, str]:
    """`monitor ARGUMENTS` under a pseudo-terminal: how it ended, and all that a person saw."""
    pid, screen = pty.fork()
    if pid == 0:
        os.chdir(folder)
        command = Path(sys.executable).with_name("monitor")
        os.execve(command, ["monitor", *arguments], CLEAN | {"TERM": "xterm", "COLUMNS": "100"})  # noqa: S606
    seen = b""
    try:
        while chunk := os.read(screen, 4096):
            seen += chunk
    except OSError:  # Linux says so when the other side has closed
        pass
    finally:
        os.close(screen)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), seen.decode()


def test_a_bar_on_a_terminal(tmp_path: Path) -> None:
    """It moves, it is gone at the end, and the problem on the way stands on a line of its own."""
    rows = write_weeks(tmp_path, 3)
    (tmp_path / "1.htm").write_bytes(b"")
    write_manifest(tmp_path, rows)
    code, seen = on_a_terminal(tmp_path, "load", "manifest.csv")
    assert code == 3
    assert "━" in seen
    assert "\x1b[2K" in seen
    lines = [line.rpartition("\x1b[2K")[2].strip() for line in seen.splitlines()]
    (problem,) = [line for line in lines if "1.htm (manifest line 3)" in line]
    assert problem.startswith("error: ")
    assert lines[-1].startswith("2 filings and ")


@given(st.integers(0, 10**6))
def test_a_count_reads_as_english(number: int) -> None:
    """One filing, two filings, 1,432 filings."""
    word = "filing" if number == 1 else "filings"
    assert count(number, "filing") == f"{number:,} {word}"


@given(
    st.lists(st.tuples(*[st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12)] * 3), max_size=5)
)
def test_columns_stand_under_each_other(rows: list[tuple[str, ...]]) -> None:
    """Whatever the cells, the second column begins at the same place in every line."""
    lines = as_table(("one", "two", "three"), rows, right=(2,)).splitlines()
    start = lines[0].index("two")
    assert len(lines) == len(rows) + 2
    for line, cells in zip(lines[2:], rows, strict=True):
        assert line[start:].startswith(cells[1])


def test_a_table_of_nothing_is_its_head() -> None:
    """No row is no error."""
    assert as_table(("issuer", "holds"), []) == "issuer  holds\n──────  ─────"
