"""The database as Datasette asks it: what is known now, or what was known on the day of the request."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, TypeVar

from datasette.database import Database

from monitor.publish.as_of import NOW, AsOf
from monitor.publish.known_then import know_then

ASKED: ContextVar[AsOf] = ContextVar("asked", default=NOW)  # the day of the request that is being answered
Found = TypeVar("Found")


def keep_path(action: int, name: str | None, *_: str | None) -> int:
    """Lets SQLite answer whatever is asked, but not where on the server the file of the database lies."""
    asked = action == sqlite3.SQLITE_PRAGMA and name == "database_list"
    return sqlite3.SQLITE_IGNORE if asked else sqlite3.SQLITE_OK


class SiteDatabase(Database):  # type: ignore[misc]
    """Queries go to the day of the request; what Datasette asks of the schema is the same on any day."""

    def __init__(self, site: Any, path: str) -> None:
        super().__init__(site, path=path, is_mutable=True)
        self.then = ThenDatabase(site, path=path, is_mutable=True)
        self.then.name = "then"  # Datasette keeps the connections of each thread under the name

    async def execute(self, sql: str, *given: Any, **named: Any) -> Any:
        """The rows of a query."""
        if ASKED.get().day is None:
            return await super().execute(sql, *given, **named)
        return await self.then.execute(sql, *given, **named)

    async def ask(self, read: Callable[[sqlite3.Connection], Found]) -> Found:
        """What `read` finds, on one of Datasette's threads."""
        database = self if ASKED.get().day is None else self.then
        found: Found = await database.execute_fn(read)
        return found

    def close(self) -> None:
        """Close all connections."""
        super().close()
        self.then.close()


class ThenDatabase(Database):  # type: ignore[misc]
    """Connections that know what was known on the day of the request."""

    def __init__(self, site: Any, **given: Any) -> None:
        super().__init__(site, **given)
        self._thread = threading.local()  # a connection is of one thread, and so is the day it is asked for

    def connect(self, write: bool = False) -> sqlite3.Connection:
        """A connection whose tables and views are those of the day."""
        connection: sqlite3.Connection = super().connect(write=write)
        know_then(connection, lambda: self._thread.asked)
        return connection

    async def execute_fn(self, read: Callable[[sqlite3.Connection], Found]) -> Found:
        """What `read` finds as of the day."""
        asked = ASKED.get()

        def read_then(connection: sqlite3.Connection) -> Found:
            self._thread.asked = asked
            return read(connection)

        found: Found = await super().execute_fn(read_then)
        return found
