"""What has come since the claims were judged last: articles not read for claims, filings and prices not weighed.

Written in the transaction that saves them and cleared when all verdicts are saved, so a run that is interrupted in
between is taken up by the next one.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date
from typing import Literal

from monitor.store.database import Store

Kind = Literal["article", "filings", "prices"]
EARLIEST = date(1, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsettled:
    """`articles`: ids of documents; `filings`: the issuer's CIK -> the day (New York) of the earliest that is new;
    `prices_from_on`: the earliest day with a new close or flow."""

    articles: frozenset[str]
    filings: dict[int, date]
    prices_from_on: date | None

    def __bool__(self) -> bool:
        return bool(self.articles or self.filings or self.prices_from_on)


def mark_unsettled(connection: sqlite3.Connection, kind: Kind, subject: str, from_on: date) -> None:
    """Note what came, within the transaction that saves it; of two days the earlier one counts."""
    connection.execute(
        "INSERT INTO unsettled (kind, subject, from_on) VALUES (?, ?, ?)"
        " ON CONFLICT (kind, subject) DO UPDATE SET from_on = min(from_on, excluded.from_on)",
        [kind, subject, from_on.isoformat()],
    )


def load_unsettled(store: Store) -> Unsettled:
    """All that is to be weighed."""
    rows = store.query("SELECT * FROM unsettled ORDER BY kind, subject")
    days = {(row["kind"], row["subject"]): date.fromisoformat(row["from_on"]) for row in rows}
    return Unsettled(
        articles=frozenset(subject for kind, subject in days if kind == "article"),
        filings={int(subject): day for (kind, subject), day in days.items() if kind == "filings"},
        prices_from_on=min((day for (kind, _), day in days.items() if kind == "prices"), default=None),
    )


def clear_unsettled(store: Store) -> None:
    """Every claim has its verdicts."""
    with store.transaction("settle what has come") as connection:
        connection.execute("DELETE FROM unsettled")
