"""The page of alerts, newest first."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from monitor.publish.rows import Row, fetch_rows

SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertsPage:
    """Rows of the table `alerts` with the ticker, and the `path` of the sentence where there is one."""

    alerts: list[Row]
    kinds: Counter[str]  # of the newest ones
    kind: str  # "" for all


def read_alerts_page(connection: sqlite3.Connection, *, kind: str = "") -> AlertsPage:
    """Everything on the page: the newest alerts."""
    rows = fetch_alerts(connection, limit=SHOWN)
    return AlertsPage(
        alerts=[row for row in rows if not kind or row["kind"] == kind],
        kinds=Counter(row["kind"] for row in rows),
        kind=kind,
    )


def fetch_alerts(connection: sqlite3.Connection, *, limit: int) -> list[Row]:
    """The newest alerts."""
    rows = fetch_rows(
        connection,
        """SELECT s.*, i.ticker, substr(s.known_at, 1, 10) AS day_on FROM alerts s
           LEFT JOIN issuers i ON i.issuer_cik = s.issuer_cik
           ORDER BY s.known_at DESC, s.alert_id LIMIT :limit""",
        {"limit": limit},
    )
    return [row | {"path": find_sentence(row["evidence"])} for row in rows]


def find_sentence(evidence: str | None) -> str:
    """The page of the document in the evidence of an alert, opened at its quote; "" when it names none."""
    try:
        told = json.loads(evidence or "{}")
    except ValueError:
        return ""
    if not isinstance(told, Mapping) or not isinstance(told.get("document_id"), str):
        return ""
    words = told.get("quote")
    place = f"?{urlencode({'find': words[:400]})}#quote" if isinstance(words, str) and words else ""
    return f"/document/{told['document_id']}{place}"
