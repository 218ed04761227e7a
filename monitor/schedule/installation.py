"""This installation, as a scheduler must be told of it: absolute paths, for schedulers begin elsewhere."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from monitor.settings import Settings, packaged

LOG = "monitor.log"
# Up to 51 seconds, so that not all monitors ask EDGAR at the same one. /dev/urandom is everywhere, the
# RANDOM of bash is not; and there is no per cent sign in it, which crontab reads as the end of the line.
JITTER = "sleep $(($(od -An -N1 -tu1 /dev/urandom) / 5))"


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """What runs, where, on what."""

    name: str  # of the timer: "filing-monitor"
    command: Path  # the console script
    folder: Path  # where it is run: relative paths in monitor.toml begin here
    db: Path
    config: Path | None  # None: the packaged settings
    env_file: Path  # holds the contact and passwords, readable by its owner alone

    @property
    def log(self) -> Path:
        """Where what a run says is kept, for schedulers that have no journal."""
        return self.db.with_name(LOG)

    def arguments(self, *, scheduled: bool) -> list[str]:
        """The command line of a run. `scheduled`: it asks the plan itself whether it is due."""
        config = ["--config", str(self.config)] if self.config else []
        update = ["update", "--scheduled"] if scheduled else ["update"]
        return [str(self.command), "--db", str(self.db), *config, "--quiet", *update]

    def shell_line(self) -> str:
        """A run for schedulers that call a shell: after a random wait, with the environment file."""
        env = shlex.quote(str(self.env_file))
        run = shlex.join(self.arguments(scheduled=True))
        log = shlex.quote(str(self.log))
        folder, logs = shlex.quote(str(self.folder)), shlex.quote(str(self.log.parent))
        # Without the log's folder nothing would run, and nobody would be told.
        return f"{JITTER}; set -a; [ ! -r {env} ] || . {env}; cd {folder} && mkdir -p {logs} && {run} >>{log} 2>&1"


def find_installation(settings: Settings, name: str, environ: Mapping[str, str]) -> Installation:
    """The installation that runs now."""
    home = Path(environ.get("HOME") or Path.home())
    packaged_config = settings.config is None or settings.config.resolve() == packaged("monitor.toml").resolve()
    return Installation(
        name=name,
        command=_find_command(),
        folder=Path.cwd(),
        db=settings.db.resolve(),
        config=None if packaged_config or settings.config is None else settings.config.resolve(),
        env_file=_config_folder(home, environ) / name / "env",
    )


def _find_command() -> Path:
    """The console script beside the interpreter: its path names the environment too."""
    return Path(sys.executable).with_name("monitor")


def _config_folder(home: Path, environ: Mapping[str, str]) -> Path:
    return Path(environ.get("XDG_CONFIG_HOME") or home / ".config")
