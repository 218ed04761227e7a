"""What a server may answer: a whole page, a refusal, or something that another attempt may better."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from monitor.errors import SourceError

REFUSED = {403, 429}
RETRIED = REFUSED | {408, 500, 502, 503, 504}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A whole answer: status 200, or 304 with an empty body when the validators sent still hold."""

    url: str
    status: int
    body: bytes
    content_type: str
    etag: str | None
    last_modified: str | None

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.body).hexdigest()

    @property
    def summary(self) -> str:
        """What it is, for a person to recognise an error page: its title, or its first words."""
        text = self.body[:4096].decode("utf-8", "replace")
        title = re.search(r"<title>\s*(.*?)\s*</title>", text, re.IGNORECASE | re.DOTALL)
        return f"a page titled {title[1]!r}" if title else repr(" ".join(text.split())[:60])


class RefusedError(SourceError):
    """We may not, or will not, ask for this address: asking again changes nothing."""


class TryAgainError(Exception):
    """An answer that another attempt may better."""

    def __init__(self, message: str, *, status: int | None, wait: float | None) -> None:
        super().__init__(message)
        self.status = status
        self.wait = wait


def read_retry_after(value: str, now: datetime) -> float | None:
    """Seconds to wait, from seconds or an HTTP date (RFC 9110, 10.2.3); None when it does not say."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value)
    try:
        instant = parsedate_to_datetime(value)
    except ValueError:
        return None
    if instant.tzinfo is None:
        instant = instant.replace(tzinfo=UTC)
    return max(0.0, (instant - now).total_seconds())


def remedy(status: int | None, *, filings: bool) -> str:
    """What a person can do about an answer; `filings`: of EDGAR, or a server that stands for it."""
    if not filings:
        passing = status is None or status in RETRIED - {403}
        return "the next run asks again" if passing else "check the address"
    if status in REFUSED:
        return "check the contact in MONITOR_IDENTITY and lower requests_per_second, then wait ten minutes"
    if status == 404:
        return "check the CIK or accession number"
    if status is None:
        return "check the network, and MONITOR_EDGAR_URL if it is set"
    return "run again later"
