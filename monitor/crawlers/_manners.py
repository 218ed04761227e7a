"""How hosts that we do not know are asked: news sites and price sources, whose addresses strangers may write.

EDGAR, or the server that the settings name in its place, needs none of this (`_web.py` has its rules).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from monitor.crawlers._address import AddressGuard, Resolve
from monitor.crawlers._robots import Robots
from monitor.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """One set per run: it remembers each site's robots.txt. The caps are of one answer."""

    guard: AddressGuard
    robots: Robots = field(default_factory=Robots)
    attempts: int = 3
    spacing: float = 1.0  # seconds between two requests to one host that does not ask for more
    max_bytes: int = 10_000_000  # after decompression
    max_seconds: float = 60.0
    max_wait: float = 60.0  # a longer Retry-After is left to the next run


def make_manners(settings: Settings, *, resolve: Resolve | None = None) -> Manners:
    """The manners that the settings ask for. `resolve` turns a name into addresses (default: the system)."""
    guard = AddressGuard(settings.private_hosts, resolve=resolve)
    return Manners(guard=guard, spacing=settings.news_spacing)
