"""The only HTTP client: who asks is stated, how fast is limited, and an answer is whole or it is an error.

- **Identity.** No request leaves for a host of the SEC without the contact of `Settings.identity` (fail closed).
- **Pace.** One request every 1/`requests_per_second` over all processes of the machine (`_pace.py`).
- **Patience.** 403, 429, 5xx, refused connections and incomplete bodies are tried again, four times in all,
  waiting as long as Retry-After asks; beyond MAX_WAIT it is not sat through: the error names the day and hour.
- **Completeness.** Fewer bytes than Content-Length, or more than `max_bytes` after decompression: SourceError.

The loop is ours rather than stamina's, because each wait depends on the answer and time is passed in by the tests.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from monitor.crawlers._pace import Pace
from monitor.errors import SourceError
from monitor.records import Fetch
from monitor.settings import Settings

if TYPE_CHECKING:
    import httpx

ATTEMPTS = 4
MAX_WAIT = 600.0  # seconds; the SEC keeps a client that went too fast limited for ten minutes
MAX_REDIRECTS = 5
MAX_FAILURES = 3  # addresses of one host in a row, after which the host is left alone for the rest of the run
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


class WebClient:
    """GET with manners. Use as a context manager, one per run and source."""

    def __init__(
        self,
        settings: Settings,
        *,
        source: str,
        on_fetch: Callable[[Fetch], None] | None = None,
        pace: Callable[[], None] | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._settings = settings
        self._source = source
        self._on_fetch = on_fetch
        self._pace = pace
        self._turnstile: Pace | None = None
        self._now = now
        self._sleep = sleep
        self._http: httpx.Client | None = None
        self._failures: dict[str, int] = {}
        self.requests = 0

    def __enter__(self) -> WebClient:
        return self

    def __exit__(self, *_: object) -> None:
        if self._http is not None:
            self._http.close()
        if self._turnstile is not None:
            self._turnstile.close()

    def get(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Answer:
        """The answer at `url`. Raises SourceError with url, status and remedy, SettingsError without identity."""
        host = urlsplit(url).netloc
        if self._failures.get(host, 0) >= MAX_FAILURES:
            raise SourceError(
                f"{url}: not asked, because {host} failed {MAX_FAILURES} times in a row; run again later",
                url=url,
            )
        validators = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        try:
            answer = self._get_patiently(url, {name: value for name, value in validators.items() if value})
        except SourceError as error:
            if error.status is None or error.status in RETRIED:
                self._failures[host] = self._failures.get(host, 0) + 1
            raise
        self._failures[host] = 0
        return answer

    def _get_patiently(self, url: str, headers: dict[str, str]) -> Answer:
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return self._get_following(url, headers)
            except _TryAgainError as error:
                wait = error.wait if error.wait is not None else 2.0 ** (attempt - 1)
                if wait > MAX_WAIT:
                    until = self._now() + timedelta(seconds=wait)
                    raise SourceError(
                        f"{error}; it asks to wait until {until:%Y-%m-%d %H:%M} UTC: run again after that",
                        url=url,
                        status=error.status,
                    ) from error
                if attempt == ATTEMPTS:
                    raise SourceError(
                        f"{error}, {ATTEMPTS} times; {_remedy(error.status)}", url=url, status=error.status
                    ) from error
                self._sleep(wait)
        raise AssertionError("the loop ends in a return or a raise")

    def _get_following(self, url: str, headers: dict[str, str]) -> Answer:
        for _ in range(MAX_REDIRECTS):
            found = self._get_once(url, headers)
            if isinstance(found, Answer):
                return found
            url = found
        raise SourceError(f"{url}: redirected more than {MAX_REDIRECTS} times", url=url)

    def _get_once(self, url: str, headers: dict[str, str]) -> Answer | str:
        """One request, on record: the answer, or the address it was moved to."""
        import httpx

        headers = {**headers, "User-Agent": self._user_agent(url), "Accept-Encoding": "gzip, deflate"}
        client = self._client()  # made before our turn comes: loading certificates takes 0.1 s
        self._wait_turn()
        self.requests += 1
        started_at, started = self._now(), time.monotonic()
        found: Answer | str | SourceError | _TryAgainError
        try:
            found = self._exchange(client, url, headers)
        except (httpx.TransportError, httpx.DecodingError) as error:
            found = _TryAgainError(f"{url}: {type(error).__name__}: {error}", status=None, wait=None)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            found = SourceError(f"{url}: {type(error).__name__}: {error}", url=url)
        except (SourceError, _TryAgainError) as error:
            found = error
        if self._on_fetch is not None:
            self._on_fetch(
                Fetch(
                    source=self._source,
                    url=url,
                    status=302 if isinstance(found, str) else found.status,
                    bytes=len(found.body) if isinstance(found, Answer) else None,
                    sha256=found.sha256 if isinstance(found, Answer) and found.body else None,
                    fetched_at=started_at,
                    elapsed_ms=round((time.monotonic() - started) * 1000),
                    error=str(found) if isinstance(found, Exception) else None,
                )
            )
        if isinstance(found, Exception):
            raise found
        return found

    def _exchange(self, client: httpx.Client, url: str, headers: dict[str, str]) -> Answer | str:
        with client.stream("GET", url, headers=headers) as response:
            status = response.status_code
            if response.is_redirect and "Location" in response.headers:
                return urljoin(url, str(response.headers["Location"]))
            if status in RETRIED:
                raise _TryAgainError(f"{url}: answered {status}", status=status, wait=self._retry_after(response))
            if status not in (200, 304):
                raise SourceError(f"{url}: answered {status}; {_remedy(status)}", url=url, status=status)
            return Answer(
                url=url,
                status=status,
                body=self._read_body(response, url),
                content_type=response.headers.get("Content-Type", ""),
                etag=response.headers.get("ETag"),
                last_modified=response.headers.get("Last-Modified"),
            )

    def _read_body(self, response: httpx.Response, url: str) -> bytes:
        """The body while it streams, at most `max_bytes` after decompression and no less than was announced."""
        limit = self._settings.max_bytes
        too_long = SourceError(
            f"{url}: longer than {limit:,} bytes; raise max_bytes if this is expected", url=url, status=200
        )
        announced = response.headers.get("Content-Length", "")
        if announced.isdigit() and int(announced) > limit:
            raise too_long
        body = bytearray()
        for chunk in response.iter_bytes(65_536):
            body += chunk
            if len(body) > limit:
                raise too_long
        if announced.isdigit() and response.num_bytes_downloaded < int(announced) and response.status_code == 200:
            raise _TryAgainError(
                f"{url}: incomplete, {response.num_bytes_downloaded:,} of {announced} bytes", status=200, wait=None
            )
        return bytes(body)

    def _user_agent(self, url: str) -> str:
        host = urlsplit(url).hostname or ""
        if host == "sec.gov" or host.endswith(".sec.gov"):
            return self._settings.require_identity()
        return self._settings.identity or "filing-monitor"

    def _retry_after(self, response: httpx.Response) -> float | None:
        """Seconds to wait, from seconds or an HTTP date (RFC 9110, 10.2.3); None when it does not say."""
        value = response.headers.get("Retry-After", "").strip()
        if value.isdigit():
            return float(value)
        try:
            instant = parsedate_to_datetime(value)
        except ValueError:
            return None
        if instant.tzinfo is None:
            instant = instant.replace(tzinfo=UTC)
        return max(0.0, (instant - self._now()).total_seconds())

    def _wait_turn(self) -> None:
        if self._pace is None:
            self._turnstile = Pace(self._settings.requests_per_second)
            self._pace = self._turnstile.wait
        self._pace()

    def _client(self) -> httpx.Client:
        if self._http is None:
            import httpx

            self._http = httpx.Client(
                timeout=httpx.Timeout(60.0, connect=10.0),
                # A proxy of the environment cannot reach a replay server on this machine.
                mounts={"all://127.0.0.1": None, "all://localhost": None, "all://[::1]": None},
            )
        return self._http


class _TryAgainError(Exception):
    """An answer that another attempt may better."""

    def __init__(self, message: str, *, status: int | None, wait: float | None) -> None:
        super().__init__(message)
        self.status = status
        self.wait = wait


def _remedy(status: int | None) -> str:
    if status in REFUSED:
        return "check the contact in MONITOR_IDENTITY and lower requests_per_second, then wait ten minutes"
    if status == 404:
        return "check the CIK or accession number"
    if status is None:
        return "check the network, and MONITOR_EDGAR_URL if it is set"
    return "run again later"
