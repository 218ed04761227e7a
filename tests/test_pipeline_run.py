"""One run and its record: how it ended is written down, whatever ended it, and the lock is let go."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from road_running import ask

from monitor.errors import SettingsError, SourceError
from monitor.pipeline._run import open_run
from monitor.records import Problem
from monitor.settings import Settings
from monitor.terminal import Terminal

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
PROBLEM = Problem(kind="source_failed", severity="error", message="no answer", source="edgar index")


def settings_in(folder: Path) -> Settings:
    return Settings(db=folder / "db" / "monitor.db", feeds=folder / "feeds", issuers=())


@pytest.mark.parametrize(
    ("error", "row"),
    [
        (SettingsError("no contact"), ("2026-06-01T12:00:00Z", 2)),
        (SourceError("no answer"), ("2026-06-01T12:00:00Z", 3)),
        (KeyboardInterrupt(), (None, None)),  # Ctrl-C
        (ZeroDivisionError(), (None, None)),  # a bug of ours
    ],
)
def test_a_run_that_raises_is_not_on_record_as_done(
    tmp_path: Path, error: BaseException, row: tuple[str | None, int | None]
) -> None:
    """What we understand has its exit code; everything else is an interruption. The next run can start."""
    settings = settings_in(tmp_path)
    with pytest.raises(type(error)), open_run(settings, "update", Terminal(quiet=True), now=lambda: NOON):
        raise error
    assert ask(tmp_path, "SELECT finished_at, exit_code FROM runs") == [row]
    with open_run(settings, "update", Terminal(quiet=True), now=lambda: NOON):
        pass
    assert ask(tmp_path, "SELECT exit_code FROM runs ORDER BY rowid")[1:] == [(0,)]


def test_a_reported_error_makes_exit_3_and_a_warning_does_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Both are kept and said; only the error means that something is missing."""
    codes = []
    for severity in ("warning", "error"):
        with open_run(settings_in(tmp_path), "update", Terminal(quiet=True), now=lambda: NOON) as run:
            run.report(Problem(kind="k", severity=severity, message=f"a {severity}"))  # type: ignore[arg-type]
            codes.append(int(run.outcome().exit_code))
    assert codes == [0, 3]
    assert capsys.readouterr().err == "warning: a warning\nerror: a error\n"
    assert ask(tmp_path, "SELECT exit_code, problems_raised FROM runs ORDER BY rowid") == [(0, 1), (3, 1)]


def test_a_problem_known_from_an_earlier_run_is_counted_once(tmp_path: Path) -> None:
    """It is said again and the run fails again, but it is one problem."""
    for _ in range(2):
        with open_run(settings_in(tmp_path), "update", Terminal(quiet=True), now=lambda: NOON) as run:
            run.report(PROBLEM)
            assert int(run.outcome().exit_code) == 3
    assert ask(tmp_path, "SELECT problems_raised FROM runs ORDER BY rowid") == [(1,), (0,)]
    assert ask(tmp_path, "SELECT count(*) FROM problems") == [(1,)]
