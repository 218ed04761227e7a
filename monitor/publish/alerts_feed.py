"""`alerts.atom`: the newest alerts, for a feed reader. Read from the database alone."""

from __future__ import annotations

import sqlite3
from textwrap import shorten

from monitor.publish.atom import AtomFeed, Entry, render_atom
from monitor.publish.rows import fetch_rows

ALERTS_FEED = "alerts.atom"
SHOWN = 200
TITLE_LENGTH = 110  # a list of titles is all that many readers show
NEWEST = """
SELECT a.*, i.ticker, f.url FROM alerts a
LEFT JOIN issuers i USING (issuer_cik)
LEFT JOIN filings f ON f.accession_number = json_extract(a.evidence, '$.accession_number')
ORDER BY a.known_at DESC, a.alert_id LIMIT :shown
"""


def render_alerts(connection: sqlite3.Connection, address: str) -> AtomFeed:
    """The newest by the instant they could be known: an archive that is loaded late tells nobody old news."""
    rows = fetch_rows(connection, NEWEST, {"shown": SHOWN})
    entries = [
        Entry(
            id=row["alert_id"],
            title=shorten(row["message"], TITLE_LENGTH, placeholder=" …"),
            text=(
                f"{row['message']}\nKind: {row['kind'].replace('_', ' ')}. Severity: {row['severity']}. "
                f"Known at {row['known_at']}."
            ),
            updated_at=row["known_at"],
            url=row["url"] or "",
            category=row["kind"],
        )
        for row in rows
    ]
    return render_atom("alerts", "Filing monitor: alerts", entries, address=address)
