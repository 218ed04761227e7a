"""What the sources have and the store lacks: `monitor update`, what cron calls."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Literal, get_args
from urllib.parse import urlsplit

from monitor.errors import SettingsError
from monitor.pipeline._conclude import conclude
from monitor.pipeline._run import Outcome, open_run, utc_now
from monitor.pipeline.alerts import deliver_alerts, failure_told
from monitor.pipeline.filings import update_filings
from monitor.pipeline.news import update_news
from monitor.pipeline.prices import update_prices
from monitor.settings import Settings
from monitor.store.saving import save_issuers
from monitor.terminal import Terminal

Source = Literal["filings", "news", "prices"]
SOURCES: tuple[Source, ...] = get_args(Source)


def update_store(
    settings: Settings,
    terminal: Terminal,
    *,
    tickers: Sequence[str] = (),
    only: Collection[Source] = (),
    since: date | None = None,
    dry_run: bool = False,
    reconstructions: Collection[str] = (),
    now: Callable[[], datetime] = utc_now,
) -> Outcome:
    """Crawl what is new for the watched issuers (or those named), walk it down the road, publish, deliver alerts.

    `only`: these sources (default: all). `reconstructions`: accession numbers that a replay server serves in our
    own words, to be labelled as such. A source that fails is a problem and exit code 3; everything else is stored.
    Raises SettingsError without a contact for the SEC, before any request.
    """
    named = [settings.get_issuer(ticker) for ticker in tickers]
    issuers = named or [issuer for issuer in settings.issuers if issuer.watched]
    if not issuers:
        raise SettingsError(f"{settings.config}: no issuer is watched; leave out `watch = false` in a profile")
    if not only:
        settings = _replayed(settings)
    chosen = only or SOURCES
    if "filings" in chosen and settings.edgar_url is None:
        settings.require_identity()
    with open_run(settings, "update", terminal, now=now) as run, failure_told(run):
        save_issuers(run.store, settings.issuers)
        if "filings" in chosen:
            update_filings(run, issuers, since=since, dry_run=dry_run, reconstructions=reconstructions)
        if "news" in chosen and settings.news:
            update_news(run, issuers=named, since=since, dry_run=dry_run)
        if "prices" in chosen and settings.prices:
            update_prices(run, issuers=named, dry_run=dry_run)
        if not dry_run:
            conclude(run, {issuer.issuer_cik for issuer in issuers} if "filings" in chosen else ())
            deliver_alerts(run)
        return run.outcome()


def _replayed(settings: Settings) -> Settings:
    """Against an EDGAR on this machine everything stays on it: the news and prices of the world are not those of a
    replay. Sources on `private_hosts` are asked, and so are all that `--only` names."""
    host = urlsplit(settings.edgar_url or "").hostname
    if host not in ("127.0.0.1", "::1", "localhost"):
        return settings
    inside = settings.private_hosts

    def is_inside(url: str) -> bool:
        parts = urlsplit(url)
        return parts.netloc in inside or parts.hostname in inside

    return replace(
        settings,
        news=tuple(feed for feed in settings.news if is_inside(feed.url)),
        prices=tuple(source for source in settings.prices if is_inside(source.url)),
    )
