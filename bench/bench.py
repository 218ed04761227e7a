"""Times and memory on the corpus, beside their targets: `make bench`.

Nothing here is a test: a busy machine is no reason for a red build. The reading is measured as a ratio to
edgartools' text extraction of the same files in one run, so that the machine drops out of it.
"""

from __future__ import annotations

import argparse
import csv
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from said_articles import write_articles, write_statements

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
MONITOR = Path(sys.executable).with_name("monitor")
TABLES = ("filings", "documents", "holdings_changes", "holdings_totals", "holdings_ledger")


def main() -> int:
    """Print one line per measurement. The exit code says whether the benchmark ran, not whether it was fast."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="a folder with filings.csv")
    manifest = parser.parse_args().corpus / "filings.csv"
    if not manifest.exists():
        print(
            f"skipped: the benchmark needs a corpus and {manifest} does not exist (--corpus FOLDER names another)"
        )
        return 0
    print(f"{'measured':<44}{'value':>14}   target")
    help_seconds = statistics.median(run([str(MONITOR), "--help"])[0] for _ in range(5))
    show("monitor --help, median of 5", f"{help_seconds:.2f} s", "at most 0.5 s")
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder) / "monitor.db"
        os.environ["MONITOR_FEEDS"] = str(Path(folder) / "feeds")
        load = [str(MONITOR), "--quiet", "--db", str(db), "load", str(manifest)]
        seconds, megabytes = run(load, allowed=(0, 3))
        counts = count_rows(db)
        show("monitor load, all of the corpus", f"{seconds:.1f} s", "at most 30 s on 2 cores")
        show("  peak memory of all its processes", f"{megabytes:.0f} MB", "at most 800 MB")
        seconds, _ = run(load, allowed=(0, 3))
        added = sum(count_rows(db).values()) - sum(counts.values())
        show("monitor load, again", f"{seconds:.1f} s", "at most 4 s")
        show("  rows added", str(added), "0")
        seconds, _ = run([str(MONITOR), "--quiet", "--db", str(db), "verify"], allowed=(0, 1))
        show("monitor verify", f"{seconds:.1f} s", "")
        measure_judging(db, Path(folder))
    pages = load_pages(manifest)
    ours = best_of(3, lambda: read_ours(pages))
    theirs = best_of(1, lambda: read_edgartools(pages))
    size = sum(len(page) for page in pages) / 1e6
    show(f"reading {len(pages)} HTML documents, {size:.1f} MB", f"{ours:.1f} s", "")
    show("edgartools' text() of the same", f"{theirs:.1f} s", "")
    show("  times as fast", f"{theirs / ours:.1f}", "at least 3")
    return 0


def measure_judging(db: Path, folder: Path) -> None:
    """Statements, then articles, over the filings in `db`. Seconds of processor time stand beside the clock's."""
    monitor = [str(MONITOR), "--quiet", "--db", str(db)]
    told = []
    for count in (1, 100):
        spent = spent_by_children()
        seconds, _ = run(
            [
                *monitor,
                "check",
                "--format",
                "jsonl",
                "--claims",
                str(write_statements(folder / "said.jsonl", count)),
            ]
        )
        told.append((seconds, spent_by_children() - spent))
    show(
        "monitor check --claims, 1 statement",
        f"{told[0][0]:.1f} s",
        f"at most 3 s ({told[0][1]:.1f} s of processor)",
    )
    more = told[1][0] - told[0][0], told[1][1] - told[0][1]
    show("  99 more, each as of another day", f"{more[0]:.1f} s", f"at most 10 s ({more[1]:.1f} s of processor)")
    articles = write_articles(folder / "articles.jsonl", 1000)
    spent = spent_by_children()
    seconds, _ = run([*monitor, "load", "--articles", str(articles)], allowed=(0, 3))
    spent = spent_by_children() - spent
    show(
        "monitor load --articles, 1,000 articles", f"{seconds:.1f} s", f"at most 60 s ({spent:.1f} s of processor)"
    )


def spent_by_children() -> float:
    """Seconds of processor time that the processes started so far have used."""
    used = os.times()
    return used.children_user + used.children_system


def show(what: str, value: str, target: str) -> None:
    """One line of the report, at once."""
    print(f"{what:<44}{value:>14}   {target}", flush=True)


def run(command: Sequence[str], *, allowed: tuple[int, ...] = (0,)) -> tuple[float, float]:
    """Wall seconds and peak resident megabytes, summed over the process and its children (Linux; else 0)."""
    started = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603 (the monitor's own script)
    peak = 0.0
    done = threading.Event()

    def watch() -> None:
        nonlocal peak
        while not done.wait(0.02):
            peak = max(peak, sum(resident(process) for process in family(child.pid)))

    watcher = threading.Thread(target=watch)
    watcher.start()
    code = child.wait()
    seconds = time.perf_counter() - started
    done.set()
    watcher.join()
    if code not in allowed:
        raise SystemExit(f"{' '.join(command)} ended with exit code {code}")
    return seconds, peak / 1e6


def family(process: int) -> list[int]:
    """The process and everything it started."""
    try:
        tasks = [path.read_text() for path in Path(f"/proc/{process}/task").glob("*/children")]
    except OSError:
        return []
    return [process, *(each for task in tasks for child in task.split() for each in family(int(child)))]


def resident(process: int) -> float:
    """Proportional share of memory in bytes: pages that forked processes share are counted once."""
    try:
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024.0
    except OSError:
        return 0.0
    return 0.0


def count_rows(db: Path) -> dict[str, int]:
    """Rows per table."""
    with sqlite3.connect(db) as connection:
        return {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES}  # noqa: S608


def load_pages(manifest: Path) -> list[bytes]:
    """The HTML documents of the corpus (both sides read the same bytes)."""
    rows = csv.DictReader(manifest.read_text(encoding="utf-8").splitlines())
    paths = [manifest.parent / row["file"] for row in rows]
    return [path.read_bytes() for path in paths if path.suffix != ".txt"]


def best_of(times: int, work: Callable[[], None]) -> float:
    """The shortest of several runs, in seconds of processor time: what the work costs without the neighbours."""
    found = []
    for _ in range(times):
        started = time.process_time()
        work()
        found.append(time.process_time() - started)
    return min(found)


def read_ours(pages: Sequence[bytes]) -> None:
    """Text, blocks, sections, tables, footnotes and inline XBRL of every page."""
    from monitor.readers import read_document

    for page in pages:
        read_document(page, accession_number="0000000000-00-000000", type="8-K", url="")


def read_edgartools(pages: Sequence[bytes]) -> None:
    """What `Filing.text()` of edgartools does with the primary document, without its fetching."""
    from edgar.documents import HTMLParser, ParserConfig

    for page in pages:
        HTMLParser(ParserConfig(form="8-K")).parse(page.decode("utf-8", "replace")).text(table_max_col_width=500)


if __name__ == "__main__":
    raise SystemExit(main())
