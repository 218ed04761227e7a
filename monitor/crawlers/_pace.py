"""How fast we may ask, counted over every process of this machine.

The SEC allows 10 requests a second over all machines of one user and keeps whoever goes over limited for ten
minutes (https://www.sec.gov/os/accessing-edgar-data). Requests are spaced evenly, one every 1/rate seconds: a
burst of eight followed by the next eight a second later can reach the server as nine within one second.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from monitor.errors import SettingsError

KEPT_MS = 60_000  # longer than any spacing, because another process may run at a slower rate


class Pace:
    """A turnstile shared by all processes that name the same file. `wait` returns when it is our turn."""

    def __init__(
        self, rate: float, *, path: Path | None = None, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        from pyrate_limiter import Rate, SQLiteBucket

        self._sleep = sleep
        self._spacing_ms = round(1000 / rate)
        path = path or default_path()
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._bucket = SQLiteBucket.init_from_file(
                [Rate(1, self._spacing_ms)], db_path=str(path), use_file_lock=True
            )
        except (sqlite3.DatabaseError, OSError) as error:
            raise SettingsError(
                f"{path}: the shared request counter cannot be used ({error}); delete it"
            ) from error

    def wait(self) -> None:
        """Sleep until one more request is allowed."""
        from pyrate_limiter import RateItem

        while True:
            # pyrate's own Limiter stamps the request before it queues for the lock, so under contention the stamps
            # are older than the requests. Stamped inside the lock, they are not.
            with self._bucket.lock:
                now = self._bucket.now()
                self._bucket.leak(now - KEPT_MS)
                item = RateItem("request", now)
                if self._bucket.put(item):
                    return
                milliseconds = self._bucket.waiting(item)
                if milliseconds > self._spacing_ms + 1:  # the clock was set back: stamps from the future
                    self._bucket.flush()
                    milliseconds = self._spacing_ms
            self._sleep(max(1, milliseconds) / 1000)

    def close(self) -> None:
        """Let go of the counter's file."""
        self._bucket.close()


def default_path() -> Path:
    """The counter of this user on this machine: in the cache folder, else in the temporary folder."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    try:
        (cache / "filing-monitor").mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError:
        return Path(tempfile.gettempdir()) / f"filing-monitor-{os.getuid()}" / "pace.sqlite"
    return cache / "filing-monitor" / "pace.sqlite"
