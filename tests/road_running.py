"""Running the monitor as a person does, on filings written by us: shared by the tests of the whole road."""

from __future__ import annotations

import csv
import io
import os
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from monitor.cli import main
from monitor.crawlers.manifest import COLUMNS
from monitor.store.database import open_store
from monitor.store.status import load_counts

CIK = 1050446
MONDAY = date(2026, 5, 4)
CLEAN = {name: value for name, value in os.environ.items() if not name.startswith(("MONITOR_", "EDGAR_"))}
PEEK = (
    "import sys\nfrom monitor.cli import main\ntry:\n    main()\nexcept SystemExit as end:\n    code = end.code\n"
    "print('modules', *sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)\nsys.exit(code)"
)


@dataclass(frozen=True)
class Done:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str


def run(folder: Path, *arguments: str, **environment: str) -> Done:
    """`monitor ARGUMENTS` in a folder, in this process. Environment and folder are put back afterwards."""
    out, err, code = io.StringIO(), io.StringIO(), 0
    before, earlier, argv = Path.cwd(), dict(os.environ), sys.argv
    try:
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(CLEAN | environment)
        sys.argv = ["monitor", *arguments]
        with redirect_stdout(out), redirect_stderr(err):
            main()
    except SystemExit as end:
        code = int(end.code or 0)
    finally:
        os.chdir(before)
        os.environ.clear()
        os.environ.update(earlier)
        sys.argv = argv
    return Done(code, out.getvalue(), err.getvalue())


def run_apart(folder: Path, *arguments: str, **environment: str) -> tuple[Done, set[str]]:
    """The same in a process of its own, and the top-level modules it had imported at the end."""
    done = subprocess.run(
        [sys.executable, "-c", PEEK, *arguments],
        cwd=folder,
        env=CLEAN | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    said, _, modules = done.stderr.rpartition("modules ")
    return Done(done.returncode, done.stdout, said), set(modules.split())


def page(*paragraphs: str, registrant: str = "Strategy Inc", cik: int | None = CIK) -> str:
    """An 8-K with a cover: tagged with a CIK, or naming the registrant in print only."""
    tag = (
        ""
        if cik is None
        else f'<ix:nonNumeric name="dei:EntityCentralIndexKey" contextRef="c">{cik:010d}</ix:nonNumeric>'
    )
    body = "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<html><body><div style='display:none'>{tag}</div><p>FORM 8-K</p><p>{registrant}</p>"
        f"<p>(Exact name of registrant as specified in its charter)</p><p>Item 8.01 Other Events.</p>{body}"
        "<p>SIGNATURE</p></body></html>"
    )


def week(number: int, *, name: str = "Strategy", bought: int = 100) -> str:
    """What the filing of a week says: 100 bitcoin bought, so many held. Week 0 is the first."""
    first = MONDAY + timedelta(weeks=number)
    last = first + timedelta(days=6)
    held = 1000 + 100 * number + bought
    return (
        f"During the period between {_day(first)} and {_day(last)}, {name} acquired approximately {bought}"
        f" bitcoins for about ${bought * 0.08:.1f} million in cash, at an average price of about $80,000 per"
        f" bitcoin, inclusive of fees and expenses. As of {_day(last)}, {name} held about {held:,} bitcoins."
    )


def _day(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


def row(number: int, **changes: str) -> dict[str, str]:
    """The line of a manifest for the filing of a week, made on the Monday after it."""
    filed_on = MONDAY + timedelta(weeks=number, days=7)
    return {
        "file": f"{number}.htm",
        "cik": f"{CIK}",
        "accession_number": accession(number),
        "form": "8-K",
        "filed_on": f"{filed_on}",
        "accepted_at": f"{filed_on}T12:00:00Z",
        "period_on": f"{filed_on}",
        "items": "8.01",
        "primary_document": f"week-{number}.htm",
        "reconstruction": "no",
    } | changes


def accession(number: int) -> str:
    """The accession number of the filing of a week."""
    return f"0001050446-26-{number:06d}"


def write_weeks(folder: Path, count: int) -> list[dict[str, str]]:
    """The files of so many weeks, and the lines of their manifest."""
    for number in range(count):
        (folder / f"{number}.htm").write_text(page(week(number)), encoding="utf-8")
    return [row(number) for number in range(count)]


def write_manifest(folder: Path, rows: list[dict[str, str]], *, name: str = "manifest.csv") -> Path:
    """A manifest with exactly the columns of its rows."""
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, list(rows[0]) if rows else list(COLUMNS))
        writer.writeheader()
        writer.writerows(rows)
    return path


def ask(folder: Path, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """Rows of the database that the commands made in a folder."""
    connection = sqlite3.connect(folder / "db" / "monitor.db")
    try:
        return connection.execute(sql, values).fetchall()
    finally:
        connection.close()


def count_rows(folder: Path) -> Mapping[str, int]:
    """The number of rows of every content table."""
    with open_store(folder / "db" / "monitor.db", create=False) as store:
        return load_counts(store)


def read_ledger(folder: Path) -> list[tuple[str, int, str]]:
    """Day, reported units and status of every step."""
    return ask(
        folder, "SELECT as_of_on, reported_units, status FROM holdings_ledger ORDER BY issuer_cik, as_of_on"
    )


def open_problems(folder: Path) -> list[tuple[str, str]]:
    """Kind and message of every open problem."""
    return ask(folder, "SELECT kind, message FROM problems WHERE resolved_at IS NULL ORDER BY line, problem_id")
