"""Units for systemd's timers, of a user or (with `User=` added) of the system."""

from __future__ import annotations

from pathlib import Path

from monitor.schedule.installation import Installation


def render_units(installation: Installation) -> dict[str, str]:
    """File name -> content."""
    return {
        f"{installation.name}.service": _service(installation),
        f"{installation.name}.timer": _timer(installation),
    }


def _service(installation: Installation) -> str:
    words = " ".join(_quote(word) for word in installation.arguments(scheduled=False))
    return f"""[Unit]
Description=Filing monitor: fetch what is new, read it, publish, alert
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
WorkingDirectory={_path(installation.folder)}
# The contact for the SEC and passwords of channels: readable by its owner alone.
EnvironmentFile=-{_path(installation.env_file)}
ExecStart={words}
# 75: another run is at work. 3: a source failed; the unit then shows in `systemctl --user --failed`.
SuccessExitStatus=75
TimeoutStartSec=6h
Nice=10
NoNewPrivileges=yes
"""


def _timer(installation: Installation) -> str:
    return f"""[Unit]
Description=Filing monitor: every 15 minutes in filing hours, every 6 hours else

[Timer]
# Hours of New York, where EDGAR is; systemd knows when its clocks change.
OnCalendar=Mon..Fri *-*-* 06..21:00/15:00 America/New_York
OnCalendar=Mon..Fri *-*-* 22:05:00 America/New_York
OnCalendar=*-*-* 00/6:20:00 America/New_York
# Not all monitors of the world at the same second.
RandomizedDelaySec=60
AccuracySec=5s
# After a night off it runs at once, and one run catches up.
Persistent=true
Unit={installation.name}.service

[Install]
WantedBy=timers.target
"""


def _path(path: Path) -> str:
    return str(path).replace("%", "%%")


def _quote(word: str) -> str:
    """A word of ExecStart: per cent and dollar signs are doubled, quotes and backslashes escaped."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"' if any(sign in word for sign in " \t\"'\\;") else escaped
