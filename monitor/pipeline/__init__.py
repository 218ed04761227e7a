"""The table of contents: crawl -> read -> extract -> judge -> store -> publish.

_run.py        one run: lock, store, archive, counters, problems, exit code
_road.py       one filing down the road: archive, read, extract, save
_conclude.py   after the filings: amendments, ledgers, feeds
load.py        filings that lie on disk
update.py      filings that EDGAR has and the store lacks
rebuild.py     everything anew from the raw archive
check.py       the claims of a text or a file, each with its verdict (_check_text.py: as written out)
inspect.py     status and verify (_status_text.py: as people read it)
demo.py        the whole road on the embedded sample
"""

from monitor.pipeline._check_text import write_answers
from monitor.pipeline._run import Outcome
from monitor.pipeline.check import answer_claims, answer_text
from monitor.pipeline.demo import run_demo
from monitor.pipeline.inspect import Status, read_status, verify_store
from monitor.pipeline.load import load_filings
from monitor.pipeline.publish import publish_store
from monitor.pipeline.rebuild import check_rebuild, rebuild_store
from monitor.pipeline.update import update_store

__all__ = [
    "Outcome",
    "Status",
    "answer_claims",
    "answer_text",
    "check_rebuild",
    "load_filings",
    "publish_store",
    "read_status",
    "rebuild_store",
    "run_demo",
    "update_store",
    "verify_store",
    "write_answers",
]
