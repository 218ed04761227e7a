"""The table of contents: crawl -> read -> extract -> judge -> store -> publish.

_run.py        one run: lock, store, archive, counters, problems, exit code
_road.py       one filing down the road: archive, read and extract (_reading.py: pure), save
_conclude.py   afterwards: amendments, ledgers, claims and their verdicts, feeds
load.py        what lies on disk
backfill.py    much of it, on a Dask cluster (_cluster.py)
update.py      what the sources have and the store lacks
filings.py     of these, filings
news.py        ... articles
prices.py      ... prices and flows
narrate.py     claims, their verdicts through time (_judging.py), stories, predictions
rebuild.py     everything anew from the raw archive
check.py       the claims of a text or a file, each with its verdict (_check_text.py: as written out)
_judge_sentence.py   the claims of one sentence as of a day, whoever asks: check.py and narrate.py
alerts.py      what somebody should hear of: judged, delivered, listed
schedule.py    what makes it run by itself
inspect.py     status and verify (_status_text.py: as people read it)
demo.py        the whole road on the embedded sample
"""

from monitor.pipeline._check_text import write_answers
from monitor.pipeline._run import Outcome
from monitor.pipeline.alerts import list_alerts, try_channels, write_alerts
from monitor.pipeline.backfill import backfill_store
from monitor.pipeline.check import answer_claims, answer_text
from monitor.pipeline.demo import run_demo
from monitor.pipeline.inspect import Status, read_status, verify_store
from monitor.pipeline.load import load_files, load_filings
from monitor.pipeline.publish import publish_store
from monitor.pipeline.rebuild import check_rebuild, rebuild_store
from monitor.pipeline.schedule import SCHEDULERS, find_scheduler, is_update_due, print_schedule, write_schedule
from monitor.pipeline.update import SOURCES, update_store

__all__ = [
    "SCHEDULERS",
    "SOURCES",
    "Outcome",
    "Status",
    "answer_claims",
    "answer_text",
    "backfill_store",
    "check_rebuild",
    "find_scheduler",
    "is_update_due",
    "list_alerts",
    "load_files",
    "load_filings",
    "print_schedule",
    "publish_store",
    "read_status",
    "rebuild_store",
    "run_demo",
    "try_channels",
    "update_store",
    "verify_store",
    "write_alerts",
    "write_answers",
    "write_schedule",
]
