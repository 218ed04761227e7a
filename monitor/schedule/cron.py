"""What to put into a crontab."""

from __future__ import annotations

from monitor.schedule.installation import Installation
from monitor.schedule.plan import EVERY_MINUTES


def render_cron(installation: Installation) -> str:
    """The lines between two marks, so that they can be found and replaced."""
    line = installation.shell_line().replace("%", "\\%")  # an unescaped per cent sign ends the command
    return f"""{begin_mark(installation)}
# Every {EVERY_MINUTES} minutes; `--scheduled` looks at the clock of New York and runs in filing hours (6:00-22:00,
# Monday to Friday), else every 6 hours. So it is right with every cron, also when clocks change.
# Two runs never collide: the second one ends with exit code 75. After a week off one run catches up.
*/{EVERY_MINUTES} * * * * {line}
{end_mark(installation)}
"""


def render_notes(installation: Installation) -> str:
    """What else can be done, for who installs by hand: none of it is needed."""
    return f"""# What a run says goes to a log. logrotate keeps it short, by /etc/logrotate.d/{installation.name}:
#   {installation.log} {{ weekly rotate 8 compress missingok notifempty copytruncate }}
# cronie (`crond -V` says so) can keep New York's time itself and wakes up less: then write, in a crontab of the
# monitor's own, for CRON_TZ holds for all lines below it, and with `update` in the place of `update --scheduled`:
#   CRON_TZ=America/New_York
#   */15 6-21 * * 1-5  (the command above)
#   5 22 * * 1-5       (the command above)
#   20 */6 * * *       (the command above)
# Other crons (Debian's, busybox's, macOS's) ignore CRON_TZ and would keep the hours of this place."""


def begin_mark(installation: Installation) -> str:
    """The line before ours in a crontab."""
    return f"# >>> {installation.name} >>>"


def end_mark(installation: Installation) -> str:
    """The line after ours in a crontab."""
    return f"# <<< {installation.name} <<<"
