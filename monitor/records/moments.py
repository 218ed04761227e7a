"""When something was judged, and by what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """An instant at which something came in that is judged by, with a digest of all that was known by then."""

    known_at: datetime
    inputs: str
