"""When `monitor update` runs: what to install for cron, systemd or launchd, and whether a run is due now.

plan.py           the hours at which filings come, in New York
installation.py   the paths of this installation, the same for each scheduler
cron.py systemd.py launchd.py   what each is told
writing.py        putting it in place
"""
