"""`verdict_changes.atom`: the newest verdicts that changed, for a feed reader. Read from the database alone."""

from __future__ import annotations

import sqlite3
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from monitor.publish.atom import AtomFeed, Entry, render_atom
from monitor.publish.rows import Row, fetch_rows

VERDICT_CHANGES_FEED = "verdict_changes.atom"
SHOWN = 200
NEW_YORK = ZoneInfo("America/New_York")
NEWEST = "SELECT * FROM verdict_changes ORDER BY as_of DESC, judged_at DESC, verdict_id LIMIT :shown"


def render_verdict_changes(connection: sqlite3.Connection, address: str) -> AtomFeed:
    """The changes of the newest days, whenever judged: an archive that is loaded late tells nobody old news."""
    rows = fetch_rows(connection, NEWEST, {"shown": SHOWN})
    entries = [_write_entry(row) for row in rows]
    return render_atom("verdict_changes", "Filing monitor: changed verdicts", entries, address=address)


def _write_entry(row: Row) -> Entry:
    before, after = (_say(row[name]) for name in ("label_before", "label"))
    issuer = f"{row['ticker']}: " if row["ticker"] else ""
    turn = f"{before} is now {after}" if before != after else f"still {after}, for another reason"
    return Entry(
        id=row["verdict_id"],
        title=f"{issuer}{turn}: {row['quote']}",
        text=(
            f"“{row['quote']}”\nSaid by {row['source'] or 'an unnamed source'} on {row['claimed_at'][:10]}.\n"
            f"{row['as_of_before']}: {before} ({_say(row['reason_before'])}).\n"
            f"{row['as_of']}: {after} ({_say(row['reason'])}). {row['rationale']}"
        ),
        updated_at=_find_instant(row),
        url=row["url"] or "",
        category=row["reason"],
    )


def _say(name: str) -> str:
    return name.replace("_", " ")


def _find_instant(row: Row) -> str:
    """When it changed: by the end of its day in New York at the latest; a correction, when it was judged."""
    judged_at: str = row["judged_at"]
    if row["as_of"] == row["as_of_before"]:
        return judged_at
    day = datetime.combine(date.fromisoformat(row["as_of"]), time(), tzinfo=NEW_YORK)
    end = day + timedelta(days=1, seconds=-1)
    return min(judged_at, end.astimezone(ZoneInfo("UTC")).strftime("%Y-%m-%dT%H:%M:%SZ"))
