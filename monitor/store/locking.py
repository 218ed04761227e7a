"""One run at a time may write: a lock file beside the database, let go by the system when a run dies."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from monitor.errors import LockedError


@contextmanager
def run_lock(db: Path) -> Iterator[None]:
    """Hold the lock of a database. Raises LockedError at once when another run holds it."""
    from filelock import FileLock, Timeout

    path = db.with_name(f"{db.name}.lock")
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path, blocking=False)
    try:
        lock.acquire()
    except Timeout:
        raise LockedError(f"{path}: another run is at work on {db}; this one has nothing to do") from None
    try:
        yield
    finally:
        lock.release()
