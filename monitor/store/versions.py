"""The versions of what is judged: each row with the instant from which it held and the one from which it did not.

A version table has the columns of the table of what holds now, but `known_at` is the instant at which the version
came to hold; when the last fact that it rests on was known is `facts_known_at`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from monitor.records import LedgerStep, Moment, Version
from monitor.store.columns import Value, instant_to_column, record_of, row_of, scalar_to_column
from monitor.store.database import Store
from monitor.store.saving import insert, save_rows

# Rows that began at an instant, and the keys of those that ended, a tuple each: see `monitor.judges.versions`.
Turned = tuple[datetime, Sequence[Any], Sequence[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionTable:
    """Whose rows in which table: all share the columns of `whose`, those of `key` tell one from another."""

    name: str
    whose: dict[str, Value]
    key: tuple[str, ...]

    @property
    def where(self) -> str:
        return " AND ".join(f"{name} = :{name}" for name in self.whose)


def load_moments(store: Store, issuer_cik: int, subject: str) -> list[Moment]:
    """The moments of which the versions of a subject were judged, oldest first."""
    rows = store.query(
        "SELECT known_at, inputs FROM judged_moments WHERE issuer_cik = ? AND subject = ? ORDER BY known_at",
        [issuer_cik, subject],
    )
    return [record_of(Moment, row) for row in rows]


def save_moments(store: Store, issuer_cik: int, subject: str, moments: Sequence[Moment], kept: int) -> None:
    """Replace the moments after the first `kept` ones. To be called in the transaction that saves the versions."""
    before = instant_to_column(moments[kept - 1].known_at) if kept else ""
    store.connection.execute(
        "DELETE FROM judged_moments WHERE issuer_cik = ? AND subject = ? AND known_at > ?",
        [issuer_cik, subject, before],
    )
    for moment in moments[kept:]:
        row: dict[str, Value] = {"issuer_cik": issuer_cik, "subject": subject}
        insert(store.connection, "judged_moments", row | row_of(moment))


def save_turns(store: Store, table: VersionTable, after: datetime | None, turns: Iterable[Turned]) -> None:
    """Take back what was saved of the time after an instant (None: all), and save the turns since."""
    until = instant_to_column(after) if after else ""
    values = {**table.whose, "until": until}
    with store.transaction(f"save {table.name}") as connection:
        connection.execute(f"DELETE FROM {table.name} WHERE {table.where} AND known_at > :until", values)  # noqa: S608
        connection.execute(
            f"UPDATE {table.name} SET superseded_at = NULL WHERE {table.where} AND superseded_at > :until",  # noqa: S608
            values,
        )
        for instant, begun, ended in turns:
            known_at = instant_to_column(instant)
            connection.executemany(
                f"UPDATE {table.name} SET superseded_at = :known_at WHERE {table.where}"  # noqa: S608 - our own names
                f" AND {' AND '.join(f'{name} = :{name}' for name in table.key)} AND superseded_at IS NULL",
                [
                    {**table.whose, "known_at": known_at}
                    | {name: scalar_to_column(value) for name, value in zip(table.key, key, strict=True)}
                    for key in ended
                ],
            )
            for record in begun:
                insert(connection, table.name, version_row(record) | {"known_at": known_at})


def is_current(store: Store, table: VersionTable, records: Sequence[Any]) -> bool:
    """Whether the versions that hold are these records, and no others."""
    rows = [version_row(record) for record in records]
    names = ", ".join(rows[0] if rows else table.key)
    stored = store.query(
        f"SELECT {names} FROM {table.name} WHERE {table.where} AND superseded_at IS NULL",  # noqa: S608
        dict(table.whose),
    )
    by_key = [{tuple(row[name] for name in table.key): row for row in some} for some in (stored, rows)]
    return by_key[0] == by_key[1]


def save_days(store: Store, table: str, issuer_cik: int, kept: Sequence[date], records: Sequence[Any]) -> bool:
    """Replace the pictures of all days but those kept. False, and nothing is written, when they are the same."""
    rows = [row_of(record) for record in records]
    marks = ", ".join("?" * len(kept))
    where = f"issuer_cik = ? AND as_of_on NOT IN ({marks})"
    values = [issuer_cik, *(day.isoformat() for day in kept)]
    names = ", ".join(rows[0]) if rows else "issuer_cik"
    stored = store.query(f"SELECT {names} FROM {table} WHERE {where} ORDER BY rowid", values)  # noqa: S608 - our own names
    if stored == rows:
        return False
    with store.transaction(f"save {table} of {issuer_cik}") as connection:
        connection.execute(f"DELETE FROM {table} WHERE {where}", values)  # noqa: S608 - our own names
        for row in rows:
            insert(connection, table, row)
    return True


def save_versions(store: Store, table: str, issuer_cik: int, versions: Sequence[Version[Any]]) -> bool:
    """Replace all versions of an issuer. False, and nothing is written, when they are the same."""
    rows = [
        version_row(one.record)
        | {
            "known_at": instant_to_column(one.known_at),
            "superseded_at": instant_to_column(one.superseded_at) if one.superseded_at else None,
        }
        for one in versions
    ]
    return save_rows(store, table, issuer_cik, rows)


def version_row(record: Any) -> dict[str, Value]:
    """The columns of a record in its version table, without the two clocks of the version."""
    row = row_of(record)
    row["facts_known_at"] = row.pop("known_at")
    if isinstance(record, LedgerStep):
        row["changes"] = json.dumps([row_of(change) for change in record.changes])
    return row
