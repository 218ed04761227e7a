"""Putting the schedule in place: doing it again changes nothing, and each step is told."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from monitor.errors import SettingsError
from monitor.schedule.cron import begin_mark, end_mark, render_cron
from monitor.schedule.installation import Installation
from monitor.schedule.launchd import label_of, render_agent
from monitor.schedule.systemd import render_units

PRIVATE = 0o600


def install_cron(installation: Installation) -> Iterator[str]:
    """Our lines into the crontab of this user, in the place of those of before; the others are left alone."""
    before = _read_crontab()
    block = render_cron(installation)
    marks = re.escape(begin_mark(installation)), re.escape(end_mark(installation))
    ours = re.compile(rf"^{marks[0]}\n.*?^{marks[1]}\n?", re.DOTALL | re.MULTILINE)
    rest = ours.sub("", before)
    after = ours.sub(lambda _: block, before, count=1) if ours.search(before) else _append(rest, block)
    if after == before:
        yield "the crontab has these lines already"
        return
    _run(["crontab", "-"], after)
    yield "the lines are in the crontab; `crontab -l` shows them"


def install_systemd(installation: Installation, environ: Mapping[str, str]) -> Iterator[str]:
    """Units of this user, and the timer started."""
    home = Path(environ.get("HOME") or Path.home())
    folder = Path(environ.get("XDG_CONFIG_HOME") or home / ".config") / "systemd" / "user"
    yield from _write_files(folder, render_units(installation))
    _run(["systemctl", "--user", "daemon-reload"])
    _run(["systemctl", "--user", "enable", "--now", f"{installation.name}.timer"])
    yield f"the timer is started; `systemctl --user list-timers {installation.name}.timer` shows the next run"
    yield "`loginctl enable-linger` lets it run while nobody is logged in; `journalctl --user` has what it says"


def install_launchd(installation: Installation, environ: Mapping[str, str]) -> Iterator[str]:
    """A launch agent of this user, loaded anew."""
    folder = Path(environ.get("HOME") or Path.home()) / "Library" / "LaunchAgents"
    files = render_agent(installation)
    yield from _write_files(folder, files)
    target = f"gui/{os.getuid()}"
    _run(["launchctl", "bootout", f"{target}/{label_of(installation)}"], may_fail=True)  # it may not be loaded yet
    _run(["launchctl", "bootstrap", target, str(folder / next(iter(files)))])
    yield f"the agent is loaded; `launchctl print {target}/{label_of(installation)}` shows it"
    yield f"what it says goes to {installation.log}; newsyslog keeps it short (man newsyslog.conf)"


def write_env_file(installation: Installation, identity: str | None) -> Iterator[str]:
    """The file with the contact, readable by its owner alone. One that is there is left as it is."""
    path = installation.env_file
    if path.exists():
        yield f"{path} is left as it is"
        if path.stat().st_mode & 0o077:
            path.chmod(PRIVATE)
            yield f"{path} could be read by others; now it cannot"
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    line = f"MONITOR_IDENTITY={_quote(identity)}" if identity else '# MONITOR_IDENTITY="Your Name you@example.org"'
    note = "# Who asks, as the SEC wants to know; and passwords that monitor.toml names as ${NAME}."
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE), "w", encoding="utf-8") as file:
        file.write(f"{note}\n{line}\n")
    yield f"{path} is written" + ("" if identity else "; write your contact into it, as the SEC demands")


def _quote(value: str) -> str:
    """As both a shell and systemd read it."""
    return '"' + re.sub(r'([\\"$`])', r"\\\1", value) + '"'


def _write_files(folder: Path, files: Mapping[str, str]) -> Iterator[str]:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        path = folder / name
        if path.exists() and path.read_text(encoding="utf-8") == content:
            yield f"{path} is there already"
            continue
        path.write_text(content, encoding="utf-8")
        yield f"{path} is written"


def _append(crontab: str, block: str) -> str:
    gap = "" if not crontab or crontab.endswith("\n") else "\n"
    return f"{crontab}{gap}{block}"


def _read_crontab() -> str:
    """The crontab of this user; "" when there is none (then crontab fails and says so). Any other failure is one:
    what could not be read must not be written over."""
    done = _run(["crontab", "-l"], may_fail=True)
    if done.returncode == 0:
        return done.stdout
    if not re.search(r"no crontab|no such file", done.stderr, re.IGNORECASE):
        raise SettingsError(f"the crontab cannot be read, so it is left alone: {done.stderr.strip()}")
    return ""


def _run(
    command: list[str], given: str | None = None, *, may_fail: bool = False
) -> subprocess.CompletedProcess[str]:
    """Raises SettingsError when the command is not there or (unless it may) fails."""
    try:
        done = subprocess.run(command, input=given, capture_output=True, text=True, check=False)  # noqa: S603
    except FileNotFoundError:
        raise SettingsError(
            f"there is no {command[0]} on this machine; choose another of --cron, --systemd and --launchd, or "
            "leave out --write and install what is printed by hand"
        ) from None
    if done.returncode and not may_fail:
        raise SettingsError(f"`{' '.join(command)}` failed: {done.stderr.strip() or f'exit {done.returncode}'}")
    return done
