"""Instants as feeds, pages and lines print them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

NEW_YORK = ZoneInfo("America/New_York")


def read_instant(text: str) -> datetime | None:
    """The UTC instant of an ISO 8601 or RFC 822 date, to the second; None for anything else.

    Without a zone it is UTC. A day without a time means its end in New York, as for the day of a verdict.
    """
    text = text.strip()
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            instant = datetime.combine(date.fromisoformat(text), time(23, 59, 59), NEW_YORK)
        elif re.match(r"\d{4}-\d\d-\d\d[T ]", text):
            instant = datetime.fromisoformat(text)
        else:
            instant = parsedate_to_datetime(text)
        if instant.tzinfo is None:
            instant = instant.replace(tzinfo=UTC)
        return instant.astimezone(UTC).replace(microsecond=0)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
