"""The rows of any table or view as an Atom feed: `/monitor/changes.atom?kind=sold` follows the sales.

datasette-atom would ask for three more columns in each view, fails when there is no row, and brings a library that
is kept up no longer; the writer of our own feeds does it as well.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from monitor.publish.as_of import DAY_CLOCKS, find_clock
from monitor.publish.atom import AtomFeed, Entry, render_atom
from monitor.publish.cells import draw_plain, sentence_path
from monitor.publish.tables import is_shown

TOLD = 6  # columns in the title of an entry
LENGTH = 90  # characters of each


def has_clock(columns: Sequence[str]) -> bool:
    """Whether rows with these columns can be a feed: an entry must say when it was updated."""
    return find_clock(columns) is not None


def render_rows(
    name: str, title: str, rows: Sequence[Mapping[str, Any]], absolute: Callable[[str], str]
) -> AtomFeed:
    """A feed with an entry for each row, in their order. The id of an entry is a hash of its row, so a row that
    changes comes as a new entry. `absolute` makes a path of the site an address."""
    return render_atom(name, title, [_write_entry(row, absolute) for row in rows])


def _write_entry(row: Mapping[str, Any], absolute: Callable[[str], str]) -> Entry:
    plain = {column: _plain(row[column]) for column in row.keys()}  # noqa: SIM118 - sqlite3.Row
    shown = {
        column: draw_plain(column, value)
        for column, value in plain.items()
        if value not in (None, "") and is_shown(column, view=True)
    }
    clock = find_clock(tuple(plain)) or ""
    told_at = str(plain.get(clock) or "1970-01-01")
    stored = json.dumps(plain, sort_keys=True, ensure_ascii=False, default=str)
    path = sentence_path(plain)
    return Entry(
        id=hashlib.sha256(stored.encode()).hexdigest()[:16],
        title=" · ".join(words[:LENGTH] for words in list(shown.values())[:TOLD]),
        text="\n".join(f"{column}: {words}" for column, words in shown.items()),
        updated_at=f"{told_at}T00:00:00Z" if clock in DAY_CLOCKS or len(told_at) == 10 else told_at,
        url=absolute(path) if path else str(plain.get("url") or ""),
    )


def _plain(value: Any) -> Any:
    """A foreign key that the site expanded is its value."""
    return value.get("value") if isinstance(value, Mapping) else value
