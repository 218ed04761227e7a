"""The only HTTP client: who asks is stated, how fast is limited, and an answer is whole or it is an error.

- **Identity.** No request leaves for a host of the SEC without the contact of `Settings.identity` (fail closed).
- **Pace.** One request every 1/`requests_per_second` over all processes of the machine (`_pace.py`).
- **Patience.** 403, 429, 5xx, refused connections and incomplete bodies are tried again, four times in all,
  waiting as long as Retry-After asks; beyond MAX_WAIT it is not sat through: the error names the day and hour.
- **Completeness.** Fewer bytes than Content-Length, or more than `max_bytes` after decompression: SourceError.
- **Manners** (`_manners.py`), for hosts that we do not know: robots.txt and its crawl-delay, one connection per
  host, no address inside this machine or its network at any hop, tighter caps on bytes, seconds and waits.

The loop is ours rather than stamina's, because each wait depends on the answer and time is passed in by the tests.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from monitor import __version__
from monitor.crawlers._address import follow, require_web
from monitor.crawlers._answer import RETRIED, Answer, RefusedError, TryAgainError, read_retry_after, remedy
from monitor.crawlers._manners import Manners
from monitor.crawlers._pace import Pace
from monitor.crawlers._robots import AGENT
from monitor.errors import SourceError
from monitor.records import Fetch
from monitor.settings import Settings

if TYPE_CHECKING:
    import httpx

__all__ = ["Answer", "Fetch", "WebClient"]

ATTEMPTS = 4
MAX_WAIT = 600.0  # seconds; the SEC keeps a client that went too fast limited for ten minutes
MAX_REDIRECTS = 5
MAX_FAILURES = 3  # addresses of one host in a row, after which the host is left alone for the rest of the run


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
        manners: Manners | None = None,
    ) -> None:
        self._settings = settings
        self._source = source
        self._on_fetch = on_fetch
        self._pace = pace
        self._turnstile: Pace | None = None
        self._now = now
        self._sleep = sleep
        self._manners = manners
        self._clients: dict[str, httpx.Client] = {}  # by origin when there are manners, else one for all
        self._asked: dict[str, datetime] = {}  # when each host was asked last
        self._failures: dict[str, int] = {}
        self.requests = 0

    def __enter__(self) -> WebClient:
        return self

    def __exit__(self, *_: object) -> None:
        for client in self._clients.values():
            client.close()
        if self._turnstile is not None:
            self._turnstile.close()

    def get(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Answer:
        """The answer at `url`. Raises SourceError with url, status and remedy, SettingsError without identity."""
        host = require_web(url).netloc
        if self._failures.get(host, 0) >= MAX_FAILURES:
            raise SourceError(
                f"{url}: not asked, because {host} failed {MAX_FAILURES} times in a row; run again later",
                url=url,
            )
        validators = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        try:
            answer = self._get_patiently(url, {name: value for name, value in validators.items() if value})
        except RefusedError:
            raise
        except SourceError as error:
            if error.status is None or error.status in RETRIED:
                self._failures[host] = self._failures.get(host, 0) + 1
            raise
        self._failures[host] = 0
        return answer

    def _get_patiently(self, url: str, headers: dict[str, str]) -> Answer:
        attempts, max_wait = ATTEMPTS, MAX_WAIT
        if self._manners is not None:
            attempts, max_wait = self._manners.attempts, self._manners.max_wait
        for attempt in range(1, attempts + 1):
            try:
                return self._get_following(url, headers)
            except TryAgainError as error:
                wait = error.wait if error.wait is not None else 2.0 ** (attempt - 1)
                if wait > max_wait:
                    until = self._now() + timedelta(seconds=wait)
                    raise SourceError(
                        f"{error}; it asks to wait until {until:%Y-%m-%d %H:%M} UTC: run again after that",
                        url=url,
                        status=error.status,
                    ) from error
                if attempt == attempts:
                    raise SourceError(
                        f"{error}, {attempts} times; {self._remedy(error.status)}", url=url, status=error.status
                    ) from error
                self._sleep(wait)
        raise AssertionError("the loop ends in a return or a raise")

    def _get_following(self, url: str, headers: dict[str, str]) -> Answer:
        for _ in range(MAX_REDIRECTS):
            delay = 0.0
            if self._manners is not None:  # each hop may lead to another site, with rules of its own
                delay = self._manners.robots.admit(url, lambda address: self._get_patiently(address, {}))
            found = self._get_once(url, headers, delay)
            if isinstance(found, Answer):
                return found
            url = found
        raise SourceError(f"{url}: redirected more than {MAX_REDIRECTS} times", url=url)

    def _get_once(self, url: str, headers: dict[str, str], delay: float) -> Answer | str:
        """One request, on record: the answer, or the address it was moved to."""
        import httpx

        agent = self._user_agent(url)
        try:
            # Before our turn comes: loading certificates takes 0.1 s.
            client, target, extensions = self._aim(url)
        except httpx.InvalidURL as error:
            raise SourceError(f"{url}: {type(error).__name__}: {error}", url=url) from error
        except OSError as error:
            raise TryAgainError(f"{url}: its host is not found: {error}", status=None, wait=None) from error
        host = {"Host": httpx.URL(url).netloc.decode()}
        headers = {**headers, **host, "User-Agent": agent, "Accept-Encoding": "gzip, deflate"}
        self._wait_turn(url, delay)
        self.requests += 1
        started_at, started = self._now(), time.monotonic()
        found: Answer | str | SourceError | TryAgainError
        try:
            with client.stream("GET", target, headers=headers, extensions=extensions) as response:
                found = self._read(response, url)
        except (httpx.TransportError, httpx.DecodingError) as error:
            found = TryAgainError(f"{url}: {type(error).__name__}: {error}", status=None, wait=None)
        except (httpx.HTTPError, httpx.InvalidURL) as error:  # the address that a redirect names may be none
            found = SourceError(f"{url}: {type(error).__name__}: {error}", url=url)
        except (SourceError, TryAgainError) as error:
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

    def _read(self, response: httpx.Response, url: str) -> Answer | str:
        status = response.status_code
        if response.is_redirect and "Location" in response.headers:
            return follow(url, str(response.headers["Location"]))
        # 403 is how the SEC says "too fast"; elsewhere it is an answer.
        if status in RETRIED and (status != 403 or self._manners is None):
            wait = read_retry_after(response.headers.get("Retry-After", ""), self._now())
            raise TryAgainError(f"{url}: answered {status}", status=status, wait=wait)
        if status not in (200, 304):
            raise SourceError(f"{url}: answered {status}; {self._remedy(status)}", url=url, status=status)
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
        limit, advice = self._settings.max_bytes, "; raise max_bytes if this is expected"
        deadline = float("inf")
        if self._manners is not None:
            limit, advice = min(limit, self._manners.max_bytes), ""
            deadline = time.monotonic() + self._manners.max_seconds
        too_long = SourceError(f"{url}: longer than {limit:,} bytes{advice}", url=url, status=200)
        if "," in response.headers.get("Content-Encoding", ""):
            # gzip within gzip: the first chunk alone could unfold to more than the memory holds
            raise SourceError(f"{url}: packed more than once", url=url, status=200)
        announced = response.headers.get("Content-Length", "")
        if announced.isdigit() and int(announced) > limit:
            raise too_long
        body = bytearray()
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) > limit:
                raise too_long
            if time.monotonic() > deadline:
                raise SourceError(f"{url}: still not whole when its time was up", url=url, status=200)
        if announced.isdigit() and response.num_bytes_downloaded < int(announced) and response.status_code == 200:
            raise TryAgainError(
                f"{url}: incomplete, {response.num_bytes_downloaded:,} of {announced} bytes", status=200, wait=None
            )
        return bytes(body)

    def _remedy(self, status: int | None) -> str:
        return remedy(status, filings=self._manners is None)

    def _user_agent(self, url: str) -> str:
        if _is_sec(url):
            return self._settings.require_identity()
        if self._manners is not None:  # the contact is for the SEC, and nobody else's business
            return f"{AGENT}/{__version__}"
        return self._settings.identity or AGENT

    def _wait_turn(self, url: str, delay: float) -> None:
        """Until the host may be asked: the shared pace for EDGAR, with manners the host's own spacing."""
        if self._manners is None or _is_sec(url):
            if self._pace is None:
                self._turnstile = Pace(self._settings.requests_per_second)
                self._pace = self._turnstile.wait
            self._pace()
            return
        host = require_web(url).netloc
        if host in self._asked:
            passed = (self._now() - self._asked[host]).total_seconds()
            wait = max(delay, self._manners.spacing) - passed
            if wait > 0:
                self._sleep(wait)
        self._asked[host] = self._now()

    def _aim(self, url: str) -> tuple[httpx.Client, httpx.URL, dict[str, Any]]:
        """The connection to ask on, the address to ask, and whose certificate is wanted there.

        Raises RefusedError when the address is inside this machine or its network, OSError when there is none.
        """
        import httpx

        target = httpx.URL(url)
        if self._manners is None:
            if "" not in self._clients:
                self._clients[""] = httpx.Client(
                    timeout=httpx.Timeout(60.0, connect=10.0),
                    # A proxy of the environment cannot reach a replay server on this machine.
                    mounts={"all://127.0.0.1": None, "all://localhost": None, "all://[::1]": None},
                )
            return self._clients[""], target, {}
        port = target.port or (443 if target.scheme == "https" else 80)
        name = target.raw_host.decode()
        address, *_ = self._manners.guard.find_addresses(name, port, url=url)
        origin = f"{target.scheme}://{name}:{port}"
        if origin not in self._clients:
            self._clients[origin] = httpx.Client(
                timeout=httpx.Timeout(20.0, connect=10.0),
                limits=httpx.Limits(max_connections=1, max_keepalive_connections=1),
                trust_env=False,  # a proxy would resolve the name itself, out of our sight
            )
        return self._clients[origin], target.copy_with(host=address), {"sni_hostname": name}


def _is_sec(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    return host == "sec.gov" or host.endswith(".sec.gov")
