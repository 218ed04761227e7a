"""`health.json` beside the database: how the last run ended, for whoever watches without opening it."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from monitor.errors import StoreError
from monitor.store.columns import instant_from_column, instant_to_column
from monitor.store.database import Store
from monitor.store.watching import load_source_answers

HEALTH = "health.json"
INSTANTS = ("started_at", "finished_at", "last_update_at", "last_success_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class StaleSource:
    """A source that has not answered for longer than [alerts] silent_hours."""

    source: str
    answered_at: str | None  # UTC; None: never
    error: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How the last run ended, and the last update that went well."""

    version: str
    command: str
    started_at: datetime
    finished_at: datetime
    exit_code: int
    last_update_at: datetime | None  # when the last `update` began, however it ended
    last_success_at: datetime | None  # when the last `update` ended with exit code 0
    open_errors: int  # problems of that severity
    waiting_alerts: int  # not delivered yet
    stale_sources: tuple[StaleSource, ...]


def health_path(db: Path) -> Path:
    """Where it lies."""
    return db.with_name(HEALTH)


def write_health(
    store: Store, run_id: str, *, now: datetime, patience: timedelta, named: Mapping[str, str]
) -> None:
    """Written when a run has ended, under a temporary name and renamed. `named`: see `load_source_answers`."""
    (run,) = store.query("SELECT * FROM runs WHERE run_id = ?", [run_id])
    (known,) = store.query(
        "SELECT (SELECT max(started_at) FROM runs WHERE command = 'update') AS last_update_at,"
        " (SELECT max(finished_at) FROM runs WHERE command = 'update' AND exit_code = 0) AS last_success_at,"
        " (SELECT count(*) FROM problems WHERE resolved_at IS NULL AND severity = 'error') AS open_errors,"
        " (SELECT count(*) FROM deliveries WHERE state = 'waiting') AS waiting_alerts"
    )
    stale = [
        StaleSource(
            source=one.source,
            answered_at=instant_to_column(one.answered_at) if one.answered_at else None,
            error=one.error,
        )
        for one in load_source_answers(store, named)
        if now - (one.answered_at or one.first_asked_at) > patience
    ]
    names = ("version", "command", "started_at", "finished_at", "exit_code")
    content = {name: run[name] for name in names} | known | {"stale_sources": [asdict(one) for one in stale]}
    path = health_path(store.path)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    temporary.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    temporary.replace(path)


def find_health(db: Path) -> Health | None:
    """What the file says; None when there is none. Raises StoreError when somebody else wrote it."""
    path = health_path(db)
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        for name in INSTANTS:
            content[name] = instant_from_column(content[name]) if content[name] else None
        content["stale_sources"] = tuple(StaleSource(**one) for one in content["stale_sources"])
        return Health(**content)
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{path}: is damaged ({error!r}); remove it, the next run writes it anew") from error
