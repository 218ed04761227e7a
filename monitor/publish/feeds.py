"""The feeds: one CSV file for each query in `db/feeds/`, the calendar and the Atom feeds, `datapackage.json` that
describes them, and `manifest.json`.

To add a feed, add a query; one that is no table has a line in RENDERED.

RFC 4180 (CRLF, quotes doubled), UTF-8, a stable row order: an unchanged database gives byte-identical files,
whichever folder they are written to and however many runs found nothing new in between.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import urljoin

from monitor.errors import StoreError
from monitor.publish.alerts_feed import ALERTS_FEED, render_alerts
from monitor.publish.calendar import CALENDAR_FEED, render_calendar
from monitor.publish.datapackage import DATAPACKAGE, Resource, find_fields, render_package
from monitor.publish.verdict_changes_feed import VERDICT_CHANGES_FEED, render_verdict_changes
from monitor.settings import packaged

# A spreadsheet runs a cell that starts like this; a quote from a filing may. Numbers are let through below.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?")

# The run that last changed what the feeds say. Runs that found nothing new do not count, else an unchanged
# database would give another manifest after each of them. While a run publishes, its own counts may not be
# written yet: then it is the unfinished run under which the newest filing was stored.
LAST_RUN = """
WITH newest AS (SELECT max(stored_at) AS stored_at FROM filings),
productive AS (SELECT * FROM runs WHERE filings_added > 0 OR facts_added > 0)
SELECT run_id FROM runs
WHERE run_id IN (SELECT run_id FROM productive)
   OR run_id IN (SELECT run_id FROM alerts)
   OR (finished_at IS NULL AND started_at <= (SELECT stored_at FROM newest)
       AND NOT EXISTS (SELECT 1 FROM productive p, newest n
                       WHERE n.stored_at BETWEEN p.started_at AND p.finished_at))
ORDER BY started_at DESC, run_id DESC LIMIT 1
"""


class Rendered(Protocol):
    """The bytes of a feed that is no table, how much is in it, and when the newest of it was known."""

    @property
    def content(self) -> bytes: ...
    @property
    def rows(self) -> int: ...
    @property
    def newest_known_at(self) -> str | None: ...


# Each is given the connection and its own address.
RENDERED: dict[str, Callable[[sqlite3.Connection, str], Rendered]] = {
    CALENDAR_FEED: lambda connection, _: render_calendar(connection),
    ALERTS_FEED: render_alerts,
    VERDICT_CHANGES_FEED: render_verdict_changes,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One published file."""

    name: str  # "holdings_ledger.csv"
    schema_version: int  # from the first line of its query; raised when a column goes or changes its meaning
    rows: int
    sha256: str  # of the file's bytes
    newest_known_at: str | None  # UTC; None for an empty feed


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedsManifest:
    """What `manifest.json` says."""

    run_id: str | None  # the last run that changed what the feeds say
    feeds: tuple[Feed, ...]  # by name


def publish_feeds(db: Path, folder: Path, address: str | None = None) -> FeedsManifest:
    """Write every feed and then the manifest into `folder`, each under a temporary name and renamed.

    `address` is where others find the folder ("https://example.org/feeds/"); without one a feed names itself
    relative to where it was read. All feeds come from one snapshot of the database. Raises StoreError when there
    is no database.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _snapshot(db) as connection:
        written = [_publish_table(connection, query, folder) for query in packaged("db").glob("feeds/*.sql")]
        for name, render in RENDERED.items():
            written.append(_publish_rendered(name, render(connection, urljoin(address or "", name)), folder))
        run = connection.execute(LAST_RUN).fetchone()
    written.sort(key=lambda pair: pair[0].name)
    feeds = [feed for feed, _ in written]
    feeds.append(_publish_package([resource for _, resource in written], folder))
    manifest = FeedsManifest(
        run_id=run[0] if run else None, feeds=tuple(sorted(feeds, key=lambda feed: feed.name))
    )
    text = json.dumps(asdict(manifest), indent=2, ensure_ascii=False) + "\n"
    _write_whole(folder / "manifest.json", text.encode())
    return manifest


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The rows as RFC 4180 CSV. None is an empty cell, a formula is disarmed."""
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([disarm(value) for value in row] for row in rows)
    return sheet.getvalue().encode()


def disarm(value: object) -> object:
    """Text that a spreadsheet would run gets an apostrophe in front; numbers, negative ones too, do not."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS) and not NUMBER.fullmatch(value):
        return "'" + value
    return value


@contextmanager
def _snapshot(db: Path) -> Iterator[sqlite3.Connection]:
    if not db.exists():
        raise StoreError(f"{db}: no such database; run `monitor load MANIFEST.csv` or `monitor demo` first")
    connection = sqlite3.connect(f"{db.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)
    try:
        connection.execute("BEGIN")
        yield connection
    except sqlite3.DatabaseError as error:
        raise StoreError(f"{db}: cannot be published: {error}") from error
    finally:
        connection.close()


def _publish_table(connection: sqlite3.Connection, query: Path, folder: Path) -> tuple[Feed, Resource]:
    sql = query.read_text(encoding="utf-8")
    if not (version := re.match(r"-- version: (\d+)\n", sql)):
        raise StoreError(f"{query}: the first line must be `-- version: 1`")
    fields = find_fields(connection, sql)
    columns = [name for name, _ in fields]
    clock = columns.index("known_at" if "known_at" in columns else "accepted_at")
    rows = connection.execute(sql).fetchall()
    newest = max((row[clock] for row in rows if row[clock]), default=None)
    content = write_csv(columns, rows)
    feed = _write_feed(folder / f"{query.stem}.csv", content, int(version[1]), len(rows), newest)
    return feed, Resource(name=feed.name, sha256=feed.sha256, bytes=len(content), fields=fields)


def _publish_rendered(name: str, found: Rendered, folder: Path) -> tuple[Feed, Resource]:
    feed = _write_feed(folder / name, found.content, 1, found.rows, found.newest_known_at)
    return feed, Resource(name=name, sha256=feed.sha256, bytes=len(found.content))


def _publish_package(resources: Sequence[Resource], folder: Path) -> Feed:
    return _write_feed(folder / DATAPACKAGE, render_package(resources), 1, len(resources), None)


def _write_feed(path: Path, content: bytes, version: int, rows: int, newest_known_at: str | None) -> Feed:
    _write_whole(path, content)
    sha256 = hashlib.sha256(content).hexdigest()
    return Feed(name=path.name, schema_version=version, rows=rows, sha256=sha256, newest_known_at=newest_known_at)


def _write_whole(path: Path, content: bytes) -> None:
    """A reader sees the old file or the new one, never half of one, and neither does a power cut."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
