"""When something was judged, and by what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

Judged = TypeVar("Judged")


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """An instant at which something came in that is judged by, with a digest of all that was known by then."""

    known_at: datetime
    inputs: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Version(Generic[Judged]):
    """What was to be judged of one thing for a while."""

    record: Judged
    known_at: datetime  # from when on
    superseded_at: datetime | None  # None: it holds
