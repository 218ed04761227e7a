"""What is installed so that the monitor runs by itself: printed, written, and right in New York."""

from __future__ import annotations

import json
import plistlib
import re
import shlex
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from road_running import CLEAN, Done, ask, run, write_manifest, write_weeks

from monitor.pipeline._run import open_run
from monitor.pipeline.inspect import read_status
from monitor.pipeline.schedule import is_update_due
from monitor.sample.edgar_server import LoopbackEdgar, Reply
from monitor.schedule.cron import render_cron
from monitor.schedule.installation import Installation
from monitor.schedule.plan import is_due
from monitor.schedule.systemd import render_units
from monitor.settings import Settings
from monitor.store.health import find_health
from monitor.terminal import Terminal

IDENTITY = "Jane O'Doe $x jane@example.org"
CRONTAB = """#!/bin/sh
# What a crontab command does, with a file in HOME.
case "$1" in
  -l) cat "$HOME/crontab" 2>/dev/null || { echo "no crontab for you" >&2; exit 1; } ;;
  -) cat >"$HOME/crontab" ;;
esac
"""
NOTER = '#!/bin/sh\necho "$(basename "$0") $*" >>"$HOME/called"\n'


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-06-01 09:59", False),  # Monday 5:59 in New York, summer time
        ("2026-06-01 10:00", True),
        ("2026-06-02 02:10", True),  # Monday 22:10
        ("2026-06-02 02:15", False),
        ("2026-01-05 10:59", False),  # Monday 5:59, winter time
        ("2026-01-05 11:00", True),
        ("2026-06-06 15:00", False),  # Saturday
        ("2026-03-09 10:00", True),  # the Monday after the clocks change in New York, and not yet in Europe
        ("2026-11-02 10:30", False),
    ],
)
def test_filing_hours_are_those_of_new_york(now: str, due: bool) -> None:
    """An hour after the last run: only filing hours are due, whatever the season."""
    assert is_due(at(now), at(now) - timedelta(hours=1)) is due


def test_outside_filing_hours_a_run_is_due_every_six_hours() -> None:
    """Woken up every 15 minutes over a weekend, it runs 8 times; and at once when it never ran."""
    now, last, runs = at("2026-06-06 04:00"), None, 0
    while now < at("2026-06-08 04:00"):
        if is_due(now, last):
            last, runs = now, runs + 1
        now += timedelta(minutes=15)
    assert runs == 8


# ── what is printed ──────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    """A folder whose name has everything that a scheduler might trip over."""
    folder = tmp_path / "my 100% $monitor"
    folder.mkdir()
    return Installation(
        name="filing-monitor",
        command=folder / "bin" / "monitor",
        folder=folder,
        db=folder / "db" / "monitor.db",
        config=None,
        env_file=folder / "env",
    )


def cron_command(text: str) -> str:
    """The command of the one line that is no comment, as cron hands it to the shell."""
    (line,) = [line for line in text.splitlines() if line and not line.startswith("#")]
    schedule = re.match(r"\*/15 \* \* \* \* ", line)
    assert schedule is not None
    command = line[schedule.end() :]
    assert re.search(r"(?<!\\)%", command) is None  # cron ends the command there
    return command.replace("\\%", "%")


def make_witness(installation: Installation) -> None:
    """In the place of the monitor: it writes down how it was called, where, and by whom."""
    installation.command.parent.mkdir()
    installation.command.write_text(
        f"#!{sys.executable}\nimport json, os, sys\n"
        "print(json.dumps([sys.argv[1:], os.getcwd(), os.environ.get('MONITOR_IDENTITY')]))\n",
        encoding="utf-8",
    )
    installation.command.chmod(0o755)
    installation.db.parent.mkdir()


def test_the_line_of_cron_runs(installation: Installation) -> None:
    """By a shell without any environment: in the folder, with the contact, its words in the log."""
    make_witness(installation)
    installation.env_file.write_text('MONITOR_IDENTITY="Jane Doe jane@example.org"\n', encoding="utf-8")
    command = re.sub(r"^sleep \$\(\(.*?\)\);", ":;", cron_command(render_cron(installation)))
    installation.db.parent.rmdir()  # before the first run, for who installed by hand
    done = subprocess.run(["/bin/sh", "-c", command], env={}, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert json.loads(installation.log.read_text(encoding="utf-8")) == [
        ["--db", str(installation.db), "--quiet", "update", "--scheduled"],
        str(installation.folder),
        "Jane Doe jane@example.org",
    ]


def test_the_wait_before_a_run_is_short(installation: Installation) -> None:
    """Less than a minute, and a number whatever the dice say."""
    expression = re.match(r"sleep (\$\(\(.*?\)\));", installation.shell_line())
    assert expression is not None
    done = subprocess.run(
        ["/bin/sh", "-c", f"echo {expression[1]}"], capture_output=True, text=True, check=True, env=CLEAN
    )
    assert 0 <= int(done.stdout) < 60


def test_cron_is_told_of_cron_tz() -> None:
    """And of who honours it, of the lock, and of the log's rotation."""
    done = subprocess.run(
        [Path(sys.executable).with_name("monitor"), "schedule", "--cron"],
        capture_output=True,
        text=True,
        check=True,
        env=CLEAN,
    )
    for told in ("CRON_TZ=America/New_York", "cronie", "exit code 75", "logrotate"):
        assert told in done.stdout


@pytest.mark.parametrize("scheduler", ["cron", "systemd", "launchd"])
def test_what_is_printed_is_all_that_a_newcomer_needs(home: Path, scheduler: str) -> None:
    """The file of the contact, made by the very commands that are printed; how to start it, and to end it. The
    lines for cron are a crontab as they stand."""
    work = home / "work"
    work.mkdir()
    done = run(work, "schedule", f"--{scheduler}", HOME=str(home), XDG_CONFIG_HOME="")
    assert done.code == 0
    steps = re.findall(r"^#      (.*)$", done.out, re.MULTILINE)
    subprocess.run(["/bin/sh", "-ec", "\n".join(steps)], check=True)
    env = home / ".config" / "filing-monitor" / "env"
    assert env.read_text(encoding="utf-8") == 'MONITOR_IDENTITY="Your Name you@example.org"\n'
    assert stat.S_IMODE(env.stat().st_mode) == 0o600
    lines = [line for line in done.out.splitlines() if line and not line.startswith("#")]
    if scheduler == "cron":
        assert [line[:15] for line in lines] == ["*/15 * * * * sl"]
    elif scheduler == "systemd":
        assert "systemctl --user enable --now filing-monitor.timer" in done.out
        assert "systemctl --user disable --now filing-monitor.timer" in done.out
    else:
        agent = plistlib.loads("\n".join(lines).encode())
        assert "~/Library/LaunchAgents/local.filing-monitor.plist\n" in done.out  # and none of others
        assert f"launchctl bootout gui/$(id -u)/{agent['Label']}" in done.out


def test_systemd_verifies_the_units(installation: Installation) -> None:
    """As systemd itself reads them: no complaint, and hours of New York."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed")
    make_witness(installation)
    for name, content in render_units(installation).items():
        (installation.folder / name).write_text(content, encoding="utf-8")
    timer = installation.folder / "filing-monitor.timer"
    done = subprocess.run(
        ["systemd-analyze", "verify", "--user", timer],
        capture_output=True,
        text=True,
        check=False,
        env=CLEAN | {"XDG_RUNTIME_DIR": str(installation.folder)},
    )
    assert [line for line in done.stderr.splitlines() if "filing-monitor" in line] == []
    for calendar in re.findall(r"^OnCalendar=(.*)$", timer.read_text(encoding="utf-8"), re.MULTILINE):
        asked = ["systemd-analyze", "calendar", "--base-time=2026-11-02 00:00:00 UTC", calendar]
        found = subprocess.run(asked, capture_output=True, text=True, check=False, env=CLEAN | {"TZ": "UTC"})
        assert found.returncode == 0, found.stderr
        assert "America/New_York" in found.stdout


def test_systemd_reads_odd_paths_as_they_are(installation: Installation) -> None:
    """Per cent and dollar signs are doubled, a space is quoted, once for each that it means."""
    service = render_units(installation)["filing-monitor.service"]
    doubled = str(installation.folder).replace("%", "%%")
    assert f"\nWorkingDirectory={doubled}\n" in service
    assert f"\nEnvironmentFile=-{doubled}/env\n" in service
    (line,) = re.findall(r"^ExecStart=(.*)$", service, re.MULTILINE)
    words = [word.replace("%%", "%").replace("$$", "$") for word in shlex.split(line)]
    assert words == installation.arguments(scheduled=False)


# ── what is written ──────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with commands of our own on the PATH."""
    folder = tmp_path / "home"
    (folder / "bin").mkdir(parents=True)
    for name, script in (("crontab", CRONTAB), ("systemctl", NOTER), ("launchctl", NOTER)):
        (folder / "bin" / name).write_text(script, encoding="utf-8")
        (folder / "bin" / name).chmod(0o755)
    return folder


def schedule(home: Path, *arguments: str, **environment: str) -> Done:
    work = home / "work"
    work.mkdir(exist_ok=True)
    path = f"{home / 'bin'}:{CLEAN.get('PATH', '')}"
    return run(
        work, "schedule", *arguments, "--write", HOME=str(home), PATH=path, XDG_CONFIG_HOME="", **environment
    )


def test_cron_is_written_once(home: Path) -> None:
    """After the lines of others, which stay; written again it changes nothing; another folder takes its place."""
    (home / "crontab").write_text("0 1 * * * backup", encoding="utf-8")
    done = schedule(home, "--cron", MONITOR_IDENTITY=IDENTITY)
    assert (done.code, "the lines are in the crontab" in done.out) == (0, True)
    written = (home / "crontab").read_text(encoding="utf-8")
    assert written.startswith("0 1 * * * backup\n# >>> filing-monitor >>>\n")
    assert f"cd {home}/work && " in written
    done = schedule(home, "--cron", MONITOR_IDENTITY=IDENTITY)
    assert "the crontab has these lines already" in done.out
    assert (home / "crontab").read_text(encoding="utf-8") == written
    schedule(home, "--cron", MONITOR_IDENTITY=IDENTITY, MONITOR_DB="other.db")
    replaced = (home / "crontab").read_text(encoding="utf-8")
    assert (replaced.count(">>> filing-monitor >>>"), "/work/other.db" in replaced) == (1, True)


def test_the_contact_is_for_its_owner_alone(home: Path) -> None:
    """In a file of mode 600 that a shell and systemd read alike, in no crontab or message; never overwritten."""
    done = schedule(home, "--cron", MONITOR_IDENTITY=IDENTITY)
    env = home / ".config" / "filing-monitor" / "env"
    assert stat.S_IMODE(env.stat().st_mode) == 0o600
    shell = subprocess.run(
        ["/bin/sh", "-c", f'. {shlex.quote(str(env))}; printf %s "$MONITOR_IDENTITY"'],
        capture_output=True,
        text=True,
        check=True,
        env={},
    )
    assert shell.stdout == IDENTITY
    assert "jane@example.org" not in done.out + (home / "crontab").read_text(encoding="utf-8")
    env.chmod(0o644)
    done = schedule(home, "--systemd", MONITOR_IDENTITY="Other Name other@example.org")
    assert ("jane@example.org" in env.read_text(encoding="utf-8"), stat.S_IMODE(env.stat().st_mode)) == (
        True,
        0o600,
    )
    assert "could be read by others; now it cannot" in done.out


def test_systemd_units_are_written_and_started(home: Path) -> None:
    """The timer is enabled; again, the files are there already."""
    done = schedule(home, "--systemd", "--name", "second")
    folder = home / ".config" / "systemd" / "user"
    assert done.code == 0
    assert sorted(path.name for path in folder.iterdir()) == ["second.service", "second.timer"]
    assert (home / "called").read_text(encoding="utf-8").splitlines() == [
        "systemctl --user daemon-reload",
        "systemctl --user enable --now second.timer",
    ]
    assert schedule(home, "--systemd", "--name", "second").out.count("is there already") == 2


def test_a_launch_agent_is_written_and_loaded(home: Path) -> None:
    """Every quarter of an hour, and the clock of New York is looked at by the monitor."""
    assert schedule(home, "--launchd").code == 0
    path = home / "Library" / "LaunchAgents" / "local.filing-monitor.plist"
    agent = plistlib.loads(path.read_bytes())
    assert (agent["Label"], agent["StartInterval"]) == ("local.filing-monitor", 900)
    assert "update --scheduled" in agent["ProgramArguments"][-1]
    calls = (home / "called").read_text(encoding="utf-8").splitlines()
    assert [call.split()[:2] for call in calls] == [["launchctl", "bootout"], ["launchctl", "bootstrap"]]


def test_without_the_scheduler_the_remedy_is_told(home: Path) -> None:
    """Exit 2, and nothing is left half done but the file of the contact."""
    (home / "bin" / "crontab").unlink()
    if shutil.which("crontab"):
        pytest.skip("this machine has a crontab of its own, which must be left alone")
    done = schedule(home, "--cron")
    assert (done.code, "there is no crontab on this machine" in done.err) == (2, True)


def test_a_crontab_that_cannot_be_read_is_left_alone(home: Path) -> None:
    """Not taken for an empty one: the lines of others would be lost."""
    (home / "bin" / "crontab").write_text(
        '#!/bin/sh\n[ "$1" = -l ] && { echo "you are not allowed" >&2; exit 1; }\ncat >"$HOME/crontab"\n'
    )
    done = schedule(home, "--cron")
    assert (done.code, "left alone: you are not allowed" in done.err) == (2, True)
    assert not (home / "crontab").exists()


def test_a_scheduler_that_refuses_is_told(home: Path) -> None:
    """systemd without a session of the user: its own words."""
    (home / "bin" / "systemctl").write_text("#!/bin/sh\necho 'Failed to connect to bus' >&2\nexit 1\n")
    done = schedule(home, "--systemd")
    assert (done.code, "Failed to connect to bus" in done.err) == (2, True)


# ── health ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def edgar(tmp_path: Path) -> Iterator[LoopbackEdgar]:
    with LoopbackEdgar(write_manifest(tmp_path, write_weeks(tmp_path, 2))) as server:
        yield server


def test_every_run_leaves_its_health(tmp_path: Path, edgar: LoopbackEdgar) -> None:
    """What ran, how it ended, the last update that went well; an update that fails does not change that."""
    assert run(tmp_path, "update", MONITOR_EDGAR_URL=edgar.url).code == 0
    good = json.loads((tmp_path / "db" / "health.json").read_text(encoding="utf-8"))
    assert (good["command"], good["exit_code"], good["stale_sources"]) == ("update", 0, [])
    assert good["last_success_at"] == good["finished_at"]
    edgar.respond("/submissions/CIK0001050446.json", Reply(status=404))
    assert run(tmp_path, "update", MONITOR_EDGAR_URL=edgar.url).code == 3
    bad = json.loads((tmp_path / "db" / "health.json").read_text(encoding="utf-8"))
    assert (bad["exit_code"], bad["last_success_at"]) == (3, good["last_success_at"])
    assert bad["open_errors"] > 0
    told = run(tmp_path, "status").out
    assert "Last run: monitor update" in told
    assert re.search(r"^Models: en.core.web.sm\S* \d", told, re.MULTILINE)


def test_what_was_written_runs(home: Path, edgar: LoopbackEdgar) -> None:
    """The line of the crontab and the command of the launch agent, called as their schedulers do: the monitor
    itself, with nothing but what `--write` left in the home, asks, stores, publishes and tells its health."""
    assert schedule(home, "--cron", MONITOR_IDENTITY=IDENTITY).code == 0
    assert schedule(home, "--launchd").code == 0
    with (home / ".config" / "filing-monitor" / "env").open("a", encoding="utf-8") as env:
        env.write(f"MONITOR_EDGAR_URL={edgar.url}\n")
    agent = plistlib.loads((home / "Library" / "LaunchAgents" / "local.filing-monitor.plist").read_bytes())
    commands = [
        ["/bin/sh", "-c", cron_command((home / "crontab").read_text(encoding="utf-8"))],
        agent["ProgramArguments"],
    ]
    for command in commands:
        now = [re.sub(r"sleep \$\(\(.*?\)\);", ":;", word) for word in command]
        (health := home / "work" / "db" / "health.json").unlink(missing_ok=True)  # so that it is due
        done = subprocess.run(now, cwd="/", env={"HOME": str(home)}, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        assert json.loads(health.read_text(encoding="utf-8"))["exit_code"] == 0
    assert ask(home / "work", "SELECT command, exit_code FROM runs") == [("update", 0), ("update", 0)]
    assert ask(home / "work", "SELECT count(*) FROM filings") == [(2,)]
    assert (home / "work" / "feeds" / "manifest.json").exists()


def test_a_schedule_that_stands_still_is_an_alarm(tmp_path: Path) -> None:
    """Two days after the last update began, whatever its outcome; and when none goes well any more."""
    settings = Settings(db=tmp_path / "db" / "monitor.db", feeds=tmp_path / "feeds", issuers=())
    noon = at("2026-06-01 12:00")
    with open_run(settings, "update", Terminal(quiet=True), now=lambda: noon):
        pass
    assert read_status(settings, now=lambda: noon + timedelta(hours=30)).alarms == ()
    assert read_status(settings, now=lambda: noon + timedelta(hours=40)).alarms == (
        "the last update began 40 hours ago; is `monitor schedule` installed?",
    )
    later = noon + timedelta(hours=40)
    with open_run(settings, "update", Terminal(quiet=True), now=lambda: later) as failing:
        failing.failed = True
    assert read_status(settings, now=lambda: later).alarms == (
        "no update has gone well since 2026-06-01 12:00 UTC; see the open problems",
    )


def test_a_scheduled_update_asks_the_plan(tmp_path: Path) -> None:
    """By the health file alone, without opening the database: Saturday, one and seven hours after a run."""
    settings = Settings(db=tmp_path / "db" / "monitor.db", feeds=tmp_path / "feeds", issuers=())
    saturday = at("2026-06-06 15:00")
    assert is_update_due(settings, now=lambda: saturday)
    with open_run(settings, "update", Terminal(quiet=True), now=lambda: saturday):
        pass
    found = [is_update_due(settings, now=lambda h=h: saturday + timedelta(hours=h)) for h in (1, 7)]  # type: ignore[misc]
    assert found == [False, True]


def test_a_damaged_health_file_is_named(tmp_path: Path) -> None:
    """By status; a scheduled update runs all the same and writes it anew."""
    write_manifest(tmp_path, write_weeks(tmp_path, 1))
    assert run(tmp_path, "load", "manifest.csv").code == 0
    (tmp_path / "db" / "health.json").write_text("{", encoding="utf-8")
    done = run(tmp_path, "status")
    assert (done.code, "health.json: is damaged" in done.err) == (2, True)
    assert run(tmp_path, "load", "manifest.csv").code == 0
    assert find_health(tmp_path / "db" / "monitor.db") is not None
    assert ask(tmp_path, "SELECT count(*) FROM runs") == [(2,)]
