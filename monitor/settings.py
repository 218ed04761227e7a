"""Settings: `monitor.toml` and `MONITOR_*` into one frozen Settings, passed down, never global.

Order of precedence: command line, environment, `monitor.toml` in the working folder (or `--config`), and the
`monitor.toml` that ships with the package.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from monitor._alert_settings import AlertSettings, read_alerts
from monitor._source_settings import NewsFeed, PriceSource, read_hosts, read_news, read_prices
from monitor.errors import SettingsError
from monitor.records import Asset, Issuer

__all__ = [
    "SEC_DATA_URL",
    "SEC_URL",
    "NewsFeed",
    "PriceSource",
    "Settings",
    "load_settings",
    "name_sources",
    "packaged",
    "unprofiled_issuer",
]

SEC_URL = "https://www.sec.gov"
SEC_DATA_URL = "https://data.sec.gov"
CADENCES = ("weekly", "monthly", "quarterly")
KEYS = {
    *(
        "alerts",
        "issuers",
        "db",
        "feeds",
        "feeds_address",
        "edgar_url",
        "requests_per_second",
        "max_bytes",
        "news",
        "prices",
        "private_hosts",
        "news_spacing",
        "semantic",
    ),
}
ISSUER_KEYS = {"ticker", "cik", "name", "names", "cadence", "watch", "since", "assets"}


def packaged(name: str) -> Path:
    """The folder or file `name` that ships with the monitor ("db", "models", "monitor.toml").

    In a wheel it lies inside the package, in a checkout beside it. Raises SettingsError when it is in neither.
    """
    here = Path(__file__).parent
    for path in (here / name, here.parent / name):
        if path.exists():
            return path
    raise SettingsError(f"the installation is incomplete: {name!r} is neither in {here} nor in {here.parent}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything a run needs to know that is not in the database."""

    db: Path
    feeds: Path
    issuers: tuple[Issuer, ...]
    feeds_address: str | None = (
        None  # where others find the feeds, with a slash at the end: Atom names itself by it
    )
    identity: str | None = None  # "Name mail@host", sent to the SEC with every request
    edgar_url: str | None = None  # another EDGAR (mirror, replay server); None: the SEC
    requests_per_second: float = 8.0  # over all processes of this machine
    max_bytes: int = 200_000_000  # of one answer, after decompression
    config: Path | None = None
    news: tuple[NewsFeed, ...] = ()
    prices: tuple[PriceSource, ...] = ()
    alerts: AlertSettings = field(default_factory=AlertSettings)
    private_hosts: tuple[str, ...] = ()  # "127.0.0.1:8002": inside, and yet news may be fetched from there
    semantic: str | None = None  # "on", or a model of the hub: sentences of filings are also ranked by likeness
    news_spacing: float = 1.0  # seconds between two requests to one site, unless its robots.txt asks for more

    @property
    def archive(self) -> Path:
        """The raw archive stands beside the database: without it nothing can be rebuilt."""
        return self.db.parent / "archive"

    @property
    def base_url(self) -> str:
        """Where filings and the current-filings feed are served (no trailing slash)."""
        return self.edgar_url or SEC_URL

    @property
    def data_url(self) -> str:
        """Where submissions and company facts are served (no trailing slash)."""
        return self.edgar_url or SEC_DATA_URL

    def find_issuer(self, cik: int) -> Issuer | None:
        """The profile of a CIK, if there is one."""
        return next((issuer for issuer in self.issuers if issuer.issuer_cik == cik), None)

    def get_issuer(self, ticker: str) -> Issuer:
        """The profile of a ticker or CIK as typed on the command line. Raises SettingsError with the choices."""
        for issuer in self.issuers:
            if ticker.upper() == issuer.ticker.upper() or ticker.lstrip("0") == str(issuer.issuer_cik):
                return issuer
        known = ", ".join(issuer.ticker for issuer in self.issuers) or "none"
        raise SettingsError(
            f"no issuer {ticker!r} in {self.config}: known are {known}. "
            "Add an [[issuers]] profile with ticker, cik, name and assets."
        )

    def require_identity(self) -> str:
        """The contact that the SEC asks for (fair access). Raises SettingsError when it is missing or unusable."""
        if self.identity is None:
            raise SettingsError(
                'the SEC refuses requests without a contact: set MONITOR_IDENTITY="Your Name you@example.org"'
            )
        return self.identity


def load_settings(
    *,
    config: Path | None = None,
    db: Path | None = None,
    environ: Mapping[str, str] | None = None,
) -> Settings:
    """Read the settings. Raises SettingsError naming the file, the key and the remedy."""
    environ = os.environ if environ is None else environ
    path = config or _as_path(environ.get("MONITOR_CONFIG")) or _default_config()
    values = _read_toml(path)
    if unknown := sorted(values.keys() - KEYS):
        raise SettingsError(f"{path}: unknown key {unknown[0]!r}; known are {', '.join(sorted(KEYS))}")
    for key in ("db", "feeds", "feeds_address", "edgar_url"):
        if not isinstance(values.get(key, ""), str):
            raise SettingsError(f"{path}: {key} = {values[key]!r}; write a text in quotes")
    edgar_url = _read_address(environ, values, "edgar_url", "http://127.0.0.1:8002")
    feeds_address = _read_address(environ, values, "feeds_address", "https://example.org/feeds/")
    return Settings(
        db=db or _as_path(environ.get("MONITOR_DB")) or _as_path(values.get("db")) or Path("db/monitor.db"),
        feeds=_as_path(environ.get("MONITOR_FEEDS")) or _as_path(values.get("feeds")) or Path("feeds"),
        issuers=_read_issuers(values.get("issuers", []), path),
        identity=_read_identity(environ),
        feeds_address=f"{feeds_address}/" if feeds_address else None,
        edgar_url=edgar_url,
        requests_per_second=_read_number(environ, values, "requests_per_second", 8.0, path, low=0.1, high=10.0),
        max_bytes=int(_read_number(environ, values, "max_bytes", 200_000_000, path, low=1_000_000, high=2e9)),
        config=path,
        news=read_news(values.get("news", []), path),
        prices=read_prices(values.get("prices", []), path),
        private_hosts=read_hosts(environ, values, path),
        semantic=_read_semantic(environ, values, path),
        news_spacing=_read_number(environ, values, "news_spacing", 1.0, path, low=0.0, high=60.0),
        alerts=read_alerts(values.get("alerts", {}), environ, path),
    )


def _read_semantic(environ: Mapping[str, str], values: Mapping[str, Any], path: Path) -> str | None:
    """ "off" (the default), "on" for the packaged MiniLM, or the name or folder of a model."""
    value = environ.get("MONITOR_SEMANTIC") or values.get("semantic", "off")
    if not isinstance(value, str):
        raise SettingsError(f'{path}: semantic = {value!r}; write "off", "on" or the name of a model')
    return None if value in ("", "off") else value


def _read_address(environ: Mapping[str, str], values: Mapping[str, Any], key: str, example: str) -> str | None:
    """The address without a slash at its end."""
    address: str | None = environ.get(f"MONITOR_{key.upper()}") or values.get(key)
    if address and not re.fullmatch(r"https?://[^\s/]\S*", address):
        raise SettingsError(f"{key} = {address!r} is not an address such as {example}")
    return address.rstrip("/") if address else None


def _as_path(value: str | None) -> Path | None:
    return Path(value).expanduser() if value else None


def _default_config() -> Path:
    local = Path("monitor.toml")
    return local if local.exists() else packaged("monitor.toml")


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SettingsError(f"{path}: no such settings file; leave out --config to use the default") from None
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: not valid TOML: {error}") from error


def _read_identity(environ: Mapping[str, str]) -> str | None:
    """ "Name mail@host": the SEC rejects URLs and parentheses in the User-Agent."""
    for name in ("MONITOR_IDENTITY", "EDGAR_IDENTITY"):
        value = environ.get(name, "").strip()
        if not value:
            continue
        if not re.fullmatch(r"[^()/@<>\r\n]*[^()/@<>\s]\s+[^()/@<>\s]+@[\w-]+(\.[\w-]+)+", value):
            raise SettingsError(
                f'{name}={value!r} is not a contact: write a name and a mail address, "Your Name you@example.org"'
            )
        return value
    return None


def _read_number(
    environ: Mapping[str, str],
    values: Mapping[str, Any],
    key: str,
    default: float,
    path: Path,
    *,
    low: float,
    high: float,
) -> float:
    name = f"MONITOR_{key.upper()}"
    where, value = (name, environ[name]) if environ.get(name) else (f"{path}: {key}", values.get(key, default))
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise SettingsError(f"{where} = {value!r} is not a number") from None
    if not low <= number <= high:
        raise SettingsError(f"{where} = {value} is out of range; choose from {low:g} to {high:g}")
    return number


def _read_issuers(values: Any, path: Path) -> tuple[Issuer, ...]:
    if not isinstance(values, list):
        raise SettingsError(f"{path}: issuers is not a list; begin each profile with [[issuers]]")
    issuers = [_read_issuer(value, f"{path}: issuer {number}") for number, value in enumerate(values, 1)]
    for key in ("ticker", "issuer_cik"):
        seen: set[object] = set()
        for issuer in issuers:
            if (found := getattr(issuer, key)) in seen:
                raise SettingsError(f"{path}: two issuers have the {key} {found}")
            seen.add(found)
    return tuple(issuers)


def _read_issuer(value: Any, where: str) -> Issuer:
    if not isinstance(value, dict):
        raise SettingsError(f"{where}: write a table with ticker, cik, name and assets")
    if unknown := sorted(value.keys() - ISSUER_KEYS):
        raise SettingsError(f"{where}: unknown key {unknown[0]!r}; known are {', '.join(sorted(ISSUER_KEYS))}")
    if missing := [key for key in ("ticker", "cik", "name") if not value.get(key)]:
        raise SettingsError(f"{where}: {missing[0]} is missing")
    if not isinstance(value["name"], str) or not _is_texts(value.get("names", [])):
        raise SettingsError(f'{where}: name is a text, and names is a list of texts such as ["Strategy"]')
    if not isinstance(value.get("watch", True), bool):
        raise SettingsError(f"{where}: watch = {value['watch']!r}; write true or false, without quotes")
    try:
        cik = int(value["cik"])
    except (TypeError, ValueError):
        raise SettingsError(f"{where}: cik = {value['cik']!r} is not a number such as 1050446") from None
    if (cadence := value.get("cadence", "quarterly")) not in CADENCES:
        raise SettingsError(f"{where}: cadence = {cadence!r}; choose one of {', '.join(CADENCES)}")
    since = value.get("since")
    if since is not None and (isinstance(since, datetime) or not isinstance(since, date)):
        raise SettingsError(f"{where}: since = {since!r}; write a date without quotes, such as 2020-08-01")
    return Issuer(
        issuer_cik=cik,
        ticker=str(value["ticker"]).upper(),
        name=value["name"],
        names=tuple(value.get("names", ())),
        assets=_read_assets(value.get("assets", BITCOIN), where),
        cadence=cadence,
        watched=value.get("watch", True),
        since_on=since,
    )


def _read_assets(values: Any, where: str) -> tuple[Asset, ...]:
    found = []
    for value in values if isinstance(values, list) else [None]:
        asset = value if isinstance(value, dict) else {}
        name, words = asset.get("asset"), asset.get("words")
        if not isinstance(name, str) or words is None or not _is_texts(words):
            raise SettingsError(
                f'{where}: assets is a list such as [{{ asset = "bitcoin", words = ["bitcoin", "BTC"] }}]'
            )
        found.append(Asset(asset=name, words=tuple(words)))
    return tuple(found)


def _is_texts(value: Any) -> bool:
    """A single text would be taken apart into its letters."""
    return isinstance(value, list) and all(isinstance(text, str) for text in value)


BITCOIN = [{"asset": "bitcoin", "words": ["bitcoin", "bitcoins", "BTC"]}]


def unprofiled_issuer(cik: int, name: str = "") -> Issuer:
    """A profile for an issuer that `monitor.toml` does not know: enough to read its filings for bitcoin."""
    return Issuer(
        issuer_cik=cik,
        ticker=f"CIK{cik}",
        name=name or f"CIK {cik}",
        names=(name,) if name else (),
        assets=_read_assets(BITCOIN, ""),
        watched=False,
    )


def name_sources(settings: Settings) -> dict[str, str]:
    """The feeds and price sources that are switched on: address -> name."""
    feeds = {feed.url: f"news: {feed.name}" for feed in settings.news if feed.enabled}
    return feeds | {source.url: f"prices: {source.name}" for source in settings.prices if source.enabled}
