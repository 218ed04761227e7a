"""The [[news]] and [[prices]] tables of `monitor.toml`: which sources are asked beside EDGAR, each switchable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from monitor.errors import SettingsError

NEWS_KEYS = {"name", "url", "enabled"}
PRICE_KEYS = {"asset", "name", "url", "format", "rows", "day", "close", "enabled"}
FORMATS = ("csv", "json")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsFeed:
    """An RSS or Atom feed."""

    name: str  # shown as the source of its articles
    url: str
    enabled: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceSource:
    """An address that answers with daily closes of one asset, without a key.

    `day` and `close` name a column (CSV), a key, or the position in a list (JSON); `rows` is the way to the list
    of rows in JSON, keys joined by dots, "" when the answer is the list itself. A day is an ISO date or seconds or
    milliseconds since 1970, UTC.
    """

    asset: str  # "bitcoin", "MSTR"
    name: str
    url: str
    format: Literal["csv", "json"] = "csv"
    rows: str = ""
    day: str = "Date"
    close: str = "Close"
    enabled: bool = True


def read_news(values: Any, path: Path) -> tuple[NewsFeed, ...]:
    """The feeds, in their order. Raises SettingsError naming the file, the feed and the remedy."""
    feeds: list[NewsFeed] = []
    for number, value in enumerate(_require_tables(values, "news", path), 1):
        where = f"{path}: news {number}"
        _require_keys(value, where, known=NEWS_KEYS, needed=("name", "url"))
        feeds.append(NewsFeed(name=value["name"], url=_read_url(value, where), enabled=_read_switch(value, where)))
    _require_once([feed.url for feed in feeds], path, "news feeds have the url")
    _require_once([feed.name for feed in feeds], path, "news feeds have the name")
    return tuple(feeds)


def read_prices(values: Any, path: Path) -> tuple[PriceSource, ...]:
    """The price sources, in their order: where two have a close of the same day, the later one counts."""
    sources: list[PriceSource] = []
    for number, value in enumerate(_require_tables(values, "prices", path), 1):
        where = f"{path}: prices {number}"
        _require_keys(value, where, known=PRICE_KEYS, needed=("asset", "name", "url"))
        if (format_ := value.get("format", "csv")) not in FORMATS:
            raise SettingsError(f"{where}: format = {format_!r}; choose one of {', '.join(FORMATS)}")
        sources.append(
            PriceSource(
                asset=value["asset"],
                name=value["name"],
                url=_read_url(value, where),
                format=format_,
                rows=value.get("rows", ""),
                day=value.get("day", "Date"),
                close=value.get("close", "Close"),
                enabled=_read_switch(value, where),
            )
        )
    _require_once([source.url for source in sources], path, "price sources have the url")
    return tuple(sources)


def read_hosts(environ: Mapping[str, str], values: Mapping[str, Any], path: Path) -> tuple[str, ...]:
    """Hosts inside this machine or its network that news and prices may be fetched from all the same."""
    if listed := environ.get("MONITOR_PRIVATE_HOSTS"):
        return tuple(host.strip() for host in listed.split(",") if host.strip())
    hosts = values.get("private_hosts", [])
    if not isinstance(hosts, list) or not all(isinstance(host, str) for host in hosts):
        raise SettingsError(f'{path}: private_hosts = {hosts!r}; write a list of hosts such as ["wiki.local"]')
    return tuple(hosts)


def _require_tables(values: Any, name: str, path: Path) -> list[dict[str, Any]]:
    if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
        raise SettingsError(f"{path}: {name} is not a list of tables; begin each source with [[{name}]]")
    return values


def _require_keys(value: dict[str, Any], where: str, *, known: set[str], needed: tuple[str, ...]) -> None:
    if unknown := sorted(value.keys() - known):
        raise SettingsError(f"{where}: unknown key {unknown[0]!r}; known are {', '.join(sorted(known))}")
    for key in known - {"enabled"}:
        if not isinstance(value.get(key, ""), str):
            raise SettingsError(f"{where}: {key} = {value[key]!r}; write a text in quotes")
    if missing := [key for key in needed if not value.get(key)]:
        raise SettingsError(f"{where}: {missing[0]} is missing")


def _read_url(value: dict[str, Any], where: str) -> str:
    url: str = value["url"]
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and parts.hostname and (parts.port or 1) > 0
    except ValueError:
        usable = False
    if not usable:
        raise SettingsError(f"{where}: url = {url!r} is not an address such as https://example.org/feed")
    return url


def _read_switch(value: dict[str, Any], where: str) -> bool:
    if not isinstance(enabled := value.get("enabled", True), bool):
        raise SettingsError(f"{where}: enabled = {enabled!r}; write true or false, without quotes")
    return enabled


def _require_once(values: list[str], path: Path, what: str) -> None:
    if twice := [value for value in values if values.count(value) > 1]:
        raise SettingsError(f"{path}: two {what} {twice[0]}")
