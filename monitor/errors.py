"""The errors of the monitor, one small tree:

    MonitorError
    ├── SourceError      a source gave no usable answer (network, status, incomplete bytes)
    ├── DocumentError    bytes arrived that nobody can read as the document they claim to be
    ├── SettingsError    a setting, option or input file of yours is wrong; the message holds the remedy
    └── StoreError       the database refuses or contradicts itself
        └── LockedError  another run is at work on it

Bad outside data (the first two) becomes a row in `problems` and the run goes on. A bug of ours is none of
these and is allowed to raise.
"""

from __future__ import annotations


class MonitorError(Exception):
    """Something went wrong that the monitor understands."""


class SourceError(MonitorError):
    """A source did not answer, or answered with something incomplete."""

    def __init__(self, message: str, *, url: str | None = None, status: int | None = None) -> None:
        super().__init__(message)
        self.url = url
        self.status = status


class DocumentError(MonitorError):
    """Bytes that cannot be read as the document they claim to be."""


class SettingsError(MonitorError):
    """A setting or an input file is wrong. The message names file, line and remedy."""


class StoreError(MonitorError):
    """The database is missing, locked, of another version, or breaks one of its own promises."""


class LockedError(StoreError):
    """Another run holds the lock of the database: exit code 75, and cron tries again next time."""
