"""What ran, what was asked of whom, and which answers need not be asked for again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from monitor.records import Fetch, Validator, content_id
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


def save_counts(
    store: Store,
    run_id: str,
    *,
    filings_added: int = 0,
    facts_added: int = 0,
    problems_raised: int = 0,
    requests: int = 0,
) -> None:
    """What a run did so far: before it publishes, for the manifest names the run that changed something last."""
    with store.transaction("count what a run did") as connection:
        connection.execute(
            "UPDATE runs SET filings_added = ?, facts_added = ?, problems_raised = ?, requests = ?"
            " WHERE run_id = ?",
            [filings_added, facts_added, problems_raised, requests, run_id],
        )


def finish_run(store: Store, run_id: str, *, finished_at: datetime, exit_code: int, **counts: int) -> None:
    """Close a run with its outcome and the counts of `save_counts`. One without `finished_at` was interrupted."""
    with store.transaction("finish a run") as connection:
        save_counts(store, run_id, **counts)
        connection.execute(
            "UPDATE runs SET finished_at = ?, exit_code = ? WHERE run_id = ?",
            [instant_to_column(finished_at), exit_code, run_id],
        )


def save_fetches(store: Store, fetches: Iterable[Fetch], *, run_id: str | None) -> None:
    """What was asked of whom, in the order asked."""
    with store.transaction("save fetches") as connection:
        for fetch in fetches:
            insert(connection, "fetches", row_of(fetch) | {"run_id": run_id})


def load_validators(store: Store) -> dict[str, Validator]:
    """The validator of the last full answer of each URL."""
    rows = store.query("SELECT * FROM validators ORDER BY url")
    return {row["url"]: record_of(Validator, row) for row in rows}


def save_validator(store: Store, validator: Validator) -> None:
    """Keep the validator of an answer."""
    with store.transaction(f"save the validator of {validator.url}") as connection:
        upsert(connection, "validators", row_of(validator), key=("url",))
