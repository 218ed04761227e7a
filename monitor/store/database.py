"""The database: open it, bring its schema, views and full-text search up to date, change it in transactions.

One writer at a time (see `locking`), any number of readers (WAL).
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from monitor.errors import StoreError
from monitor.settings import packaged
from monitor.store.migrations import MIGRATIONS

BUSY_SECONDS = 10
VERSIONS_MARK = "--versions "


@dataclass(frozen=True, slots=True)
class Store:
    """An open database. Close it, or use it in a `with` statement."""

    path: Path
    connection: sqlite3.Connection

    def query(self, sql: str, parameters: Sequence[object] | dict[str, object] = ()) -> list[dict[str, Any]]:
        """All rows of a query. Raises StoreError when the database refuses."""
        try:
            return [dict(row) for row in self.connection.execute(sql, parameters)]
        except sqlite3.Error as error:
            raise StoreError(f"{self.path}: {error}") from error

    @contextmanager
    def transaction(self, change: str) -> Iterator[sqlite3.Connection]:
        """All or nothing. `change` says in the message of a StoreError what could not be done.

        Inside another transaction it is a part of that one: only the outermost commits.
        """
        if self.connection.in_transaction:
            yield self.connection
            return
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            yield self.connection
            self.connection.execute("COMMIT")
        except sqlite3.Error as error:
            raise StoreError(f"{self.path}: cannot {change}: {_explain(error)}") from error
        finally:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")

    def close(self) -> None:
        """Close the connection; SQLite folds the write-ahead log into the database."""
        self.connection.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_store(path: Path, *, create: bool = True, views: Path | None = None) -> Store:
    """Open the database, making it or bringing it up to date as needed.

    `views` is the folder of `<view>.sql` files (default: those that ship with the monitor). Raises StoreError when
    the file is missing (and `create` is false), is no database, is not ours, is newer than we are, or is locked.
    """
    if not path.exists():
        if not create:
            raise StoreError(f"{path}: there is no database yet; `monitor update` or `monitor load` makes it")
        path.parent.mkdir(parents=True, exist_ok=True)
    try:
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    except sqlite3.Error as error:
        raise StoreError(f"{path}: cannot be opened: {_explain(error)}") from error
    store = Store(path, connection)
    with ExitStack() as undone:
        undone.callback(connection.close)
        try:
            connection.row_factory = sqlite3.Row
            _refuse_strangers(store)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA secure_delete = OFF")  # nothing secret is kept; FTS merges are faster
            connection.execute("PRAGMA cache_size = -32000")
            _migrate(store)
            _enable_search(store)
            _renew_views(store, views or packaged("db") / "views")
        except sqlite3.Error as error:
            raise StoreError(f"{path}: cannot be opened: {_explain(error)}") from error
        undone.pop_all()  # it is open, and stays so
    return store


def _explain(error: sqlite3.Error) -> str:
    if "locked" in str(error):
        return f"{error}: another program writes to it; try again when it has finished"
    if "FOREIGN KEY" in str(error):
        return f"{error}: a row speaks of an issuer, filing, document or run that was not saved before it"
    return str(error)


def _refuse_strangers(store: Store) -> None:
    """Never write into a file that is not ours, and never into one that a newer version made."""
    tables = {
        row["name"] for row in store.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    }
    if not tables:
        return
    if "_migrations" not in tables:
        raise StoreError(f"{store.path}: is a database of another program; choose another file with --db")
    known = {name for name, _ in MIGRATIONS}
    applied = [row["name"] for row in store.connection.execute("SELECT name FROM _migrations ORDER BY name")]
    if unknown := [name for name in applied if name not in known]:
        raise StoreError(
            f"{store.path}: was made by a newer monitor ({unknown[0]}); upgrade this one, or use --db"
        )


def _migrate(store: Store) -> None:
    connection = store.connection
    if not store.query("SELECT 1 FROM sqlite_master WHERE name = '_views'"):
        # Only then: whoever opens a finished database, to read its status, must not wait for the run that writes.
        with store.transaction("make the tables of migrations and views"):
            connection.execute("CREATE TABLE _migrations (name TEXT PRIMARY KEY, applied_at TEXT NOT NULL) STRICT")
            connection.execute("CREATE TABLE _views (name TEXT PRIMARY KEY, sha256 TEXT NOT NULL) STRICT")
    applied = {row["name"] for row in connection.execute("SELECT name FROM _migrations")}
    for name, script in MIGRATIONS:
        if name not in applied:
            with store.transaction(f"apply migration {name}"):
                _execute_script(connection, script)
                connection.execute(
                    "INSERT INTO _migrations VALUES (?, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))", [name]
                )


def _execute_script(connection: sqlite3.Connection, script: str) -> None:
    """Each statement of a script. `executescript` would commit the transaction that we are in."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""
    connection.execute(statement)


def _enable_search(store: Store) -> None:
    """Full-text search over documents, once. The last trigger is there only when all of it is.

    Made by sqlite-utils because Datasette silently ignores a hand-made `content=` table.
    """
    made = store.query("SELECT 1 FROM sqlite_master WHERE type = 'trigger' AND name = 'documents_au'")
    if not made:
        from sqlite_utils import Database

        Database(store.connection).table("documents").enable_fts(
            ["text"], create_triggers=True, tokenize="porter unicode61", replace=True
        )


def read_views(folder: Path) -> dict[str, str]:
    """The statement of each view: one a file, and of what is judged a second one over all its versions.

    Both stand in one text: a line that ends in `--now` is of the first alone, one that begins with `--versions` of
    the second.
    """
    views = {}
    for path in sorted(folder.glob("*.sql")):
        lines = path.read_text(encoding="utf-8").splitlines()
        now = [line.removesuffix(" --now") for line in lines if not line.lstrip().startswith(VERSIONS_MARK)]
        views[path.stem] = "\n".join(now) + "\n"
        if len(now) < len(lines):
            told = [line.replace(VERSIONS_MARK, "", 1) for line in lines if not line.endswith(" --now")]
            script = "\n".join(told) + "\n"
            views[script.partition("CREATE VIEW ")[2].split()[0]] = script
    return views


def _renew_views(store: Store, folder: Path) -> None:
    """Drop and create the views whose file changed; drop those whose file has gone."""
    scripts = read_views(folder)
    wanted = {name: hashlib.sha256(script.encode()).hexdigest() for name, script in scripts.items()}
    connection = store.connection
    made: dict[str, Any] = {row["name"]: row["sha256"] for row in connection.execute("SELECT * FROM _views")}
    for name in sorted(made.keys() | wanted.keys()):
        if made.get(name) == wanted.get(name):
            continue
        with store.transaction(f"make view {name} from {folder / name}.sql"):
            connection.execute(f'DROP VIEW IF EXISTS "{name}"')
            connection.execute("DELETE FROM _views WHERE name = ?", [name])
            if name in scripts:
                _execute_script(connection, scripts[name])
                connection.execute("INSERT INTO _views VALUES (?, ?)", [name, wanted[name]])
                if not store.query("SELECT 1 FROM sqlite_master WHERE type = 'view' AND name = ?", [name]):
                    raise StoreError(f"{folder / name}.sql: must hold CREATE VIEW {name}")
