"""Alerts: each saved once, with a note for every channel that is still to hear of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import datetime

from monitor.records import Alert, RaisedAlert
from monitor.store.columns import instant_to_column, record_of, row_of
from monitor.store.database import Store
from monitor.store.saving import insert

RAISED = (
    "SELECT a.*, i.ticker, f.url FROM alerts a LEFT JOIN issuers i ON i.issuer_cik = a.issuer_cik"
    " LEFT JOIN filings f ON f.accession_number = json_extract(a.evidence, '$.accession_number')"
)
NEWEST = "ORDER BY a.known_at DESC, a.alert_id"


def save_alerts(
    store: Store,
    alerts: Iterable[Alert],
    *,
    run_id: str,
    raised_at: datetime,
    channels_for: Callable[[Alert], Collection[str]],
) -> list[Alert]:
    """Raise what was not raised before. `channels_for` names the channels that are to hear of a new alert.

    Issuers must have been saved. Returns the new ones.
    """
    added = []
    with store.transaction("save alerts") as connection:
        for alert in alerts:
            row = row_of(alert) | {"raised_at": instant_to_column(raised_at), "run_id": run_id}
            if not insert(connection, "alerts", row, unless=("alert_id",)):
                continue
            added.append(alert)
            for channel in channels_for(alert):
                insert(
                    connection,
                    "deliveries",
                    {"alert_id": alert.alert_id, "channel": channel, "state": "waiting"},
                )
    return added


def load_alerts(
    store: Store, *, kinds: Collection[str] = (), issuer_cik: int | None = None, limit: int = -1
) -> list[RaisedAlert]:
    """What was raised (of these kinds, of one issuer), by the instant it could be known, newest first."""
    marks = ", ".join("?" * len(kinds))
    chosen = f"a.kind IN ({marks})" if kinds else "true"
    rows = store.query(
        f"{RAISED} WHERE {chosen} AND (? IS NULL OR a.issuer_cik = ?) {NEWEST} LIMIT ?",
        [*kinds, issuer_cik, issuer_cik, limit],
    )
    return [record_of(RaisedAlert, row) for row in rows]


def load_waiting(store: Store, channel: str) -> list[RaisedAlert]:
    """What a channel is still to hear of, in the order in which it could be known."""
    rows = store.query(
        f"{RAISED} JOIN deliveries d USING (alert_id) WHERE d.channel = ? AND d.state = 'waiting'"
        " ORDER BY a.known_at, a.alert_id",
        [channel],
    )
    return [record_of(RaisedAlert, row) for row in rows]


def note_delivery(
    store: Store, channel: str, alert_ids: Iterable[str], *, error: str | None, attempted_at: datetime
) -> None:
    """Write down that a channel heard of alerts, or (`error`) that it could not be reached."""
    with store.transaction(f"note what went to {channel}") as connection:
        connection.executemany(
            "UPDATE deliveries SET state = ?, attempts = attempts + 1, attempted_at = ?, error = ?"
            " WHERE alert_id = ? AND channel = ?",
            [
                ("waiting" if error else "delivered", instant_to_column(attempted_at), error, alert_id, channel)
                for alert_id in alert_ids
            ],
        )
