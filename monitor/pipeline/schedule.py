"""`monitor schedule`: what to install so that `monitor update` runs by itself, and `update --scheduled`."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Literal, get_args

from monitor.errors import SettingsError, StoreError
from monitor.pipeline._run import utc_now
from monitor.schedule.cron import render_cron, render_notes
from monitor.schedule.installation import Installation, find_installation
from monitor.schedule.launchd import label_of, render_agent
from monitor.schedule.plan import is_due
from monitor.schedule.systemd import render_units
from monitor.schedule.writing import install_cron, install_launchd, install_systemd, write_env_file
from monitor.settings import Settings
from monitor.store.health import find_health

Scheduler = Literal["cron", "systemd", "launchd"]
SCHEDULERS: tuple[Scheduler, ...] = get_args(Scheduler)


def find_scheduler() -> Scheduler:
    """The one of this machine."""
    if sys.platform == "darwin":
        return "launchd"
    return "systemd" if Path("/run/systemd/system").exists() else "cron"


def print_schedule(settings: Settings, scheduler: Scheduler, name: str) -> Iterator[str]:
    """What to install, and how. The contact stands in a file of its own and is not printed."""
    installation = find_installation(settings, name, os.environ)
    env = shlex.quote(str(installation.env_file))
    yield f"# `monitor schedule --{scheduler} --write` does all of this. By hand:"
    yield "# 1. Who asks, as the SEC wants to know, in a file that its owner alone can read:"
    yield f"#      mkdir -p {shlex.quote(str(installation.env_file.parent))} && touch {env} && chmod 600 {env}"
    yield f"#      echo 'MONITOR_IDENTITY=\"Your Name you@example.org\"' >>{env}"
    if scheduler == "cron":
        yield "# 2. These lines into the crontab (`crontab -e`), with both marks:\n"
        yield render_cron(installation)
        yield render_notes(installation)
        return
    files = render_units(installation) if scheduler == "systemd" else render_agent(installation)
    folder = "~/.config/systemd/user" if scheduler == "systemd" else "~/Library/LaunchAgents"
    yield f"# 2. {'These files' if len(files) > 1 else 'This file'} into {folder} (it may have to be made):\n"
    for file, content in files.items():
        yield f"# {folder}/{file}\n{content}"
    first, *more = _start(installation, scheduler)
    yield "\n".join([f"# 3. {first}", *(f"#    {line}" for line in more)])


def write_schedule(settings: Settings, scheduler: Scheduler, name: str) -> Iterator[str]:
    """Install it, and say each thing done. Raises SettingsError when the scheduler is not there."""
    installation = find_installation(settings, name, os.environ)
    if not installation.command.exists():
        raise SettingsError(f"{installation.command}: there is no such command; install the package first")
    installation.db.parent.mkdir(parents=True, exist_ok=True)  # the log lies there before the database does
    yield from write_env_file(installation, settings.identity)
    if scheduler == "cron":
        yield from install_cron(installation)
    elif scheduler == "systemd":
        yield from install_systemd(installation, os.environ)
    else:
        yield from install_launchd(installation, os.environ)


def is_update_due(settings: Settings, *, now: Callable[[], datetime] = utc_now) -> bool:
    """Whether the plan wants an update now. A health file that cannot be read is no reason to stay silent."""
    try:
        health = find_health(settings.db)
    except StoreError:
        return True
    return is_due(now(), health.last_update_at if health else None)


def _start(installation: Installation, scheduler: Scheduler) -> list[str]:
    """How to start it, to see whether it runs, and to end it."""
    timer, label = f"{installation.name}.timer", label_of(installation)
    if scheduler == "systemd":
        return [
            f"Start it:  systemctl --user daemon-reload && systemctl --user enable --now {timer}",
            "so that it runs while nobody is logged in, too:  loginctl enable-linger",
            f"When it runs next:  systemctl --user list-timers {timer}    what it says:  journalctl --user",
            f"End it:  systemctl --user disable --now {timer}",
        ]
    return [
        f"Start it:  launchctl bootstrap gui/$(id -u) ~/Library/LaunchAgents/{label}.plist",
        f"Whether it runs:  launchctl print gui/$(id -u)/{label}    what it says:  {installation.log}",
        f"End it:  launchctl bootout gui/$(id -u)/{label}",
    ]
