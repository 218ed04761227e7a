"""The rows of any table, view or query as an Atom feed: `/monitor/changes.atom?kind=sold` follows the sales.

An entry is dated by the row's own clock; else by that of the change, claim, filing or document it belongs to; else
by the last run that changed the store, as for the table of issuers. The hour at which the feed is asked for is
not in it, so an unchanged database gives the same bytes.

datasette-atom would ask for three more columns in each view, fails when there is no row, and brings a library that
is kept up no longer; the writer of our own feeds does it as well.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from monitor.publish.atom import NEVER, AtomFeed, Entry, render_atom
from monitor.publish.cells import draw_plain, sentence_path
from monitor.publish.feeds import LAST_RUN
from monitor.publish.tables import is_shown

TOLD = 6  # columns in the title of an entry
LENGTH = 90  # characters of each
# A column that says when a row could be known, the best first; the last ones tell of sums.
CLOCKS = (
    "known_at", "accepted_at", "claimed_at", "told_at", "published_at", "fetched_at", "raised_at", "listed_at",
    "started_at", "attempted_at", "checked_at", "applied_at", "last_seen_at", "last_filing_accepted_at", "day_on",
)  # fmt: skip
# A column that says when a row became another one: the later one counts. A verdict is of its day, whenever judged.
TURNS = ("superseded_at", "corrected_at", "resolved_at", "finished_at", "resolved_on", "as_of")
TIME = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?")
# What a row belongs to, by the column that names it, the nearest first; `?` is a JSON list of ids.
OWNERS = {
    "change_id": """SELECT change_id, known_at FROM holdings_changes
                    WHERE change_id IN (SELECT value FROM json_each(?))""",
    "verdict_id": "SELECT verdict_id, as_of FROM verdicts WHERE verdict_id IN (SELECT value FROM json_each(?))",
    "claim_id": "SELECT claim_id, claimed_at FROM claims WHERE claim_id IN (SELECT value FROM json_each(?))",
    "alert_id": "SELECT alert_id, known_at FROM alerts WHERE alert_id IN (SELECT value FROM json_each(?))",
    "narrative_id": """SELECT narrative_id, last_seen_at FROM narratives
                       WHERE narrative_id IN (SELECT value FROM json_each(?))""",
    "accession_number": """SELECT accession_number, accepted_at FROM filings
                           WHERE accession_number IN (SELECT value FROM json_each(?))""",
    "document_id": """SELECT d.document_id, coalesce(f.accepted_at, a.published_at, a.fetched_at) FROM documents d
                      LEFT JOIN filings f ON f.accession_number = d.accession_number
                      LEFT JOIN articles a ON a.article_id = d.article_id
                      WHERE d.document_id IN (SELECT value FROM json_each(?))""",
}

Row = Mapping[str, Any]


def date_rows(connection: sqlite3.Connection, rows: Sequence[Row]) -> list[str]:
    """When each row was told, as UTC ISO text, in their order."""
    plain = [_make_plain(row) for row in rows]
    dates = [find_clock(row) for row in plain]
    for column, query in OWNERS.items():
        wanted = {str(row[column]) for row, told in zip(plain, dates, strict=True) if not told and row.get(column)}
        if wanted:
            found = dict(connection.execute(query, [json.dumps(sorted(wanted))]).fetchall())
            dates = [
                told or _read_time(found.get(row.get(column))) for row, told in zip(plain, dates, strict=True)
            ]
    last = _find_last_change(connection) if None in dates else ""
    return [told or last for told in dates]


def find_clock(row: Row) -> str | None:
    """What the row itself says of when it was told, or None."""
    own = next((told for name in CLOCKS if (told := _read_time(row.get(name)))), None)
    turns = [told for name in TURNS if (told := _read_time(row.get(name)))]
    return max([*turns, own] if own else turns, default=None)


def render_rows(
    rows: Sequence[Row],
    dates: Sequence[str],
    absolute: Callable[[str], str],
    *,
    name: str,
    title: str,
    address: str,
) -> AtomFeed:
    """A feed with an entry for each row, in their order, of the `dates` that `date_rows` gives.

    The id of an entry is a hash of its row, so a row that changes comes as a new entry. `absolute` makes a path of
    the site an address; `address` is that of the feed.
    """
    seen: Counter[str] = Counter()
    entries = []
    for row, told_at in zip(rows, dates, strict=True):
        entry_id = _hash_row(row)
        seen[entry_id] += 1  # a query may give the same row twice
        entries.append(
            _write_entry(
                _make_plain(row),
                f"{entry_id}-{seen[entry_id]}" if seen[entry_id] > 1 else entry_id,
                told_at,
                absolute,
            )
        )
    return render_atom(name, title, entries, address=address)


def _write_entry(plain: Row, entry_id: str, told_at: str, absolute: Callable[[str], str]) -> Entry:
    shown = {
        column: draw_plain(column, value)
        for column, value in plain.items()
        if value not in (None, "") and is_shown(column, view=True)
    }
    path = sentence_path(plain)
    return Entry(
        id=entry_id,
        title=" · ".join(words[:LENGTH] for words in list(shown.values())[:TOLD]) or entry_id,
        text="\n".join(f"{column}: {words}" for column, words in shown.items()),
        updated_at=told_at,
        url=absolute(path) if path else str(plain.get("url") or ""),
    )


def _make_plain(row: Row) -> dict[str, Any]:
    """A foreign key that the site expanded is its value."""
    plain = {column: row[column] for column in row.keys()}  # noqa: SIM118 - sqlite3.Row
    return {name: value.get("value") if isinstance(value, Mapping) else value for name, value in plain.items()}


def _hash_row(row: Row) -> str:
    stored = json.dumps(_make_plain(row), sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(stored.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _read_time(value: object) -> str | None:
    """An instant as it stands, a day as its beginning; what is neither is no time."""
    if not isinstance(value, str) or not TIME.fullmatch(value):
        return None
    return value if "T" in value else f"{value}T00:00:00Z"


def _find_last_change(connection: sqlite3.Connection) -> str:
    """When the run that last changed the store ended, or began if it was cut off."""
    run = connection.execute(
        f"SELECT coalesce(finished_at, started_at) FROM runs WHERE run_id = ({LAST_RUN})"  # noqa: S608 - ours
    ).fetchone()
    return (_read_time(run[0]) if run else None) or NEVER
