"""What ran, what was asked of whom, and which answers need not be asked for again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from monitor.records import content_id
from monitor.store.columns import Value, instant_to_column, record_of, row_of
from monitor.store.database import Store
from monitor.store.saving import insert, upsert


def start_run(store: Store, command: str, *, started_at: datetime, version: str) -> str:
    """Open a run; returns its id, under which fetches and problems are filed."""
    with store.transaction("start a run") as connection:
        (count,) = connection.execute("SELECT count(*) FROM runs").fetchone()
        run_id = content_id("run", command, instant_to_column(started_at), version, count)
        row: dict[str, Value] = {
            "run_id": run_id,
            "command": command,
            "started_at": instant_to_column(started_at),
            "version": version,
        }
        insert(connection, "runs", row)
    return run_id


def finish_run(
    store: Store,
    run_id: str,
    *,
    finished_at: datetime,
    exit_code: int,
    filings_added: int = 0,
    facts_added: int = 0,
    problems_raised: int = 0,
    requests: int = 0,
) -> None:
    """Close a run with its outcome. A run without `finished_at` was interrupted."""
    with store.transaction("finish a run") as connection:
        connection.execute(
            "UPDATE runs SET finished_at = ?, exit_code = ?, filings_added = ?, facts_added = ?,"
            " problems_raised = ?, requests = ? WHERE run_id = ?",
            [
                instant_to_column(finished_at),
                exit_code,
                filings_added,
                facts_added,
                problems_raised,
                requests,
                run_id,
            ],
        )


def save_fetch(
    store: Store,
    *,
    run_id: str | None,
    source: str,
    url: str,
    status: int | None,
    size: int | None,
    sha256: str | None,
    fetched_at: datetime,
    elapsed_ms: int | None,
    error: str | None,
) -> None:
    """One request: `size` in bytes; `status` is None when no answer came, and `error` says why."""
    row: dict[str, Value] = {
        "run_id": run_id,
        "source": source,
        "url": url,
        "status": status,
        "bytes": size,
        "sha256": sha256,
        "fetched_at": instant_to_column(fetched_at),
        "elapsed_ms": elapsed_ms,
        "error": error,
    }
    with store.transaction(f"save the fetch of {url}") as connection:
        insert(connection, "fetches", row)


class Validated(Protocol):
    """What to send along so that a server may answer 304 Not Modified (RFC 9110, section 13), and what it was."""

    @property
    def url(self) -> str: ...
    @property
    def etag(self) -> str | None: ...
    @property
    def last_modified(self) -> str | None: ...
    @property
    def sha256(self) -> str: ...
    @property
    def checked_at(self) -> datetime: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredValidator:
    """A validator as it was saved."""

    url: str
    etag: str | None
    last_modified: str | None
    sha256: str
    checked_at: datetime


def load_validators(store: Store) -> dict[str, StoredValidator]:
    """The validator of the last full answer of each URL."""
    rows = store.query("SELECT * FROM validators ORDER BY url")
    return {row["url"]: record_of(StoredValidator, row) for row in rows}


def save_validator(store: Store, validator: Validated) -> None:
    """Keep the validator of an answer."""
    with store.transaction(f"save the validator of {validator.url}") as connection:
        upsert(connection, "validators", row_of(validator), key=("url",))
