"""robots.txt: what a site asks of crawlers (RFC 9309), read by protego, one file per origin and run.

- Answered 4xx: there are no rules, everything may be asked for (2.3.1.3). 429 is no such answer.
- Not answered, or answered 5xx: nothing may be asked for (2.3.1.4); the next run asks again.
- Crawl-delay, and Request-rate where it is slower, are seconds between two requests to the host.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from monitor.crawlers._answer import Answer, RefusedError
from monitor.errors import SourceError

if TYPE_CHECKING:
    from protego import Protego

AGENT = "filing-monitor"  # the name by which a site can speak to us in its robots.txt
MAX_LENGTH = 512_000  # bytes that are read of it (RFC 9309, 2.5)
MAX_DELAY = 60.0  # seconds; a site that asks for more is left alone


class Robots:
    """The rules of the sites asked in one run."""

    def __init__(self) -> None:
        self._rules: dict[str, Protego | SourceError | None] = {}

    def admit(self, url: str, get: Callable[[str], Answer]) -> float:
        """Seconds that the site wants between requests, 0.0 when it does not say. `get` fetches its robots.txt.

        Raises RefusedError when the site does not want `url` asked for, SourceError while its rules cannot be had.
        """
        parts = urlsplit(url)
        if parts.path == "/robots.txt":
            return 0.0
        origin = f"{parts.scheme}://{parts.netloc}".lower()
        if origin not in self._rules:
            self._rules[origin] = None  # while it is fetched: it may be moved to a page of the same site
            self._rules[origin] = _fetch_rules(f"{origin}/robots.txt", get)
        rules = self._rules[origin]
        if isinstance(rules, SourceError):
            raise SourceError(f"{url}: not asked for, because {rules}", url=url, status=rules.status)
        if rules is None:
            return 0.0
        if not rules.can_fetch(url, AGENT):
            raise RefusedError(f"{url}: {origin}/robots.txt does not want it fetched; it is left alone", url=url)
        return _find_delay(rules, url)


def _fetch_rules(url: str, get: Callable[[str], Answer]) -> Protego | SourceError | None:
    try:
        answer = get(url)
    except RefusedError:
        raise
    except SourceError as error:
        if error.status is not None and 400 <= error.status < 500 and error.status != 429:
            return None
        return error
    from protego import Protego

    return Protego.parse(answer.body[:MAX_LENGTH].decode("utf-8-sig", "replace"))


def _find_delay(rules: Protego, url: str) -> float:
    delay = float(rules.crawl_delay(AGENT) or 0.0)
    if (rate := rules.request_rate(AGENT)) is not None and rate.requests:
        delay = max(delay, rate.seconds / rate.requests)
    if delay > MAX_DELAY:
        raise RefusedError(
            f"{url}: robots.txt asks for {delay:g} seconds between requests, more than {MAX_DELAY:g}; left alone",
            url=url,
        )
    return delay
