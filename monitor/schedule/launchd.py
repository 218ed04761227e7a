"""A launch agent for macOS.

launchd knows the time of the place only, and hours of New York are other hours there for some weeks of the year.
So it wakes the monitor up every 15 minutes, and `--scheduled` looks at the clock of New York.
"""

from __future__ import annotations

import plistlib

from monitor.schedule.installation import Installation
from monitor.schedule.plan import EVERY_MINUTES


def render_agent(installation: Installation) -> dict[str, str]:
    """File name -> content."""
    agent = {
        "Label": label_of(installation),
        "ProgramArguments": ["/bin/sh", "-c", installation.shell_line()],
        "WorkingDirectory": str(installation.folder),
        "StartInterval": EVERY_MINUTES * 60,
        "RunAtLoad": True,  # after a night off it runs at once, and one run catches up
        "ProcessType": "Background",
        "LowPriorityIO": True,
    }
    return {f"{label_of(installation)}.plist": plistlib.dumps(agent).decode()}


def label_of(installation: Installation) -> str:
    """The name of the agent."""
    return f"local.{installation.name}"
