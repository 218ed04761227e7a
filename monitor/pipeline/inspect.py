"""Looking without touching: `monitor status` and `monitor verify`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from monitor.judges._days import new_york_day
from monitor.judges.coverage import find_blind_window
from monitor.judges.due import next_disclosure_after
from monitor.judges.ledger import build_ledger
from monitor.pipeline._models import find_models
from monitor.pipeline._run import utc_now
from monitor.records import LedgerStep, Problem
from monitor.settings import Settings, name_sources, unprofiled_issuer
from monitor.store.archive import Archive
from monitor.store.database import Store, open_store
from monitor.store.health import Health, find_health
from monitor.store.loading import load_changes, load_filings_by_document, load_index, load_totals
from monitor.store.problems import load_open_problems
from monitor.store.status import (
    IssuerFreshness,
    RunOutcome,
    SourceFreshness,
    load_counts,
    load_issuers,
    load_last_runs,
    load_sources,
)
from monitor.store.upkeep import find_issuer_name, load_ciks
from monitor.store.verify import VerifyReport, verify
from monitor.terminal import count

STALE_AFTER = timedelta(hours=36)  # a source that a daily schedule asks, and a missed night
SILENT_AFTER = timedelta(days=14)  # a feed that answers and never changes


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingStatus:
    """One issuer and asset: the last reported holding, the steps that do not add up, and what is not covered."""

    ticker: str
    watched: bool
    asset: str
    units: Decimal
    as_of_on: date
    gaps: tuple[LedgerStep, ...]
    uncovered_from_on: date | None
    uncovered_days: int
    due_on: date  # when the days not covered, or those to come, should be disclosed
    due_basis: str
    overdue_since_on: date | None  # a disclosure was due on this day and is not in the store


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """All that `monitor status` tells."""

    asked_at: datetime
    counts: dict[str, int]
    holdings: tuple[HoldingStatus, ...]
    issuers: tuple[IssuerFreshness, ...]
    sources: tuple[SourceFreshness, ...]
    runs: tuple[RunOutcome, ...]
    problems: tuple[Problem, ...]
    models: dict[str, str]  # those in use, each with its version
    health: Health | None  # as `health.json` says; None before the first run
    alarms: tuple[str, ...]  # why the exit code is 1

    def as_json(self) -> dict[str, Any]:
        """For machines: dates and figures as text."""
        plain: dict[str, Any] = _plain(asdict(self))
        return plain

    def as_text(self) -> str:
        """For a tired analyst: what matters stands first and last."""
        from monitor.pipeline._status_text import write_status

        return write_status(self)


def read_status(settings: Settings, *, now: Callable[[], datetime] = utc_now) -> Status:
    """How fresh everything is. Raises StoreError when there is no database yet."""
    with open_store(settings.db, create=False) as store:
        asked_at = now()
        issuers = tuple(_count_lacking(store, settings, issuer) for issuer in load_issuers(store))
        sources = tuple(load_sources(store, name_sources(settings)))
        holdings = tuple(_read_holdings(store, settings, asked_at))
        health = find_health(settings.db)
        return Status(
            asked_at=asked_at,
            counts=load_counts(store),
            holdings=holdings,
            issuers=issuers,
            sources=sources,
            runs=tuple(load_last_runs(store)),
            problems=tuple(load_open_problems(store)),
            models=find_models(),
            health=health,
            alarms=(*_find_alarms(asked_at, issuers, sources, holdings), *_find_standstill(asked_at, health)),
        )


def verify_store(settings: Settings) -> VerifyReport:
    """Check every promise of the database and its archive. Raises StoreError when there is no database yet."""
    with open_store(settings.db, create=False) as store:
        return verify(store, Archive(settings.archive))


def _count_lacking(store: Store, settings: Settings, freshness: IssuerFreshness) -> IssuerFreshness:
    """Without the filings before the day from which the issuer's are asked for: listed, but not wanted."""
    profile = settings.find_issuer(freshness.issuer_cik)
    if profile is None or profile.since_on is None:
        return freshness
    index = load_index(store, freshness.issuer_cik)
    return replace(freshness, lacking=sum(not f.stored and f.filed_on >= profile.since_on for f in index))


def _read_holdings(store: Store, settings: Settings, now: datetime) -> list[HoldingStatus]:
    found, today = [], new_york_day(now)
    for cik in dict.fromkeys([*(issuer.issuer_cik for issuer in settings.issuers), *load_ciks(store)]):
        issuer = settings.find_issuer(cik) or unprofiled_issuer(cik, find_issuer_name(store, cik))
        filings = load_filings_by_document(store, cik)
        for asset in issuer.assets:
            totals = load_totals(store, cik, asset.asset)
            changes = load_changes(store, cik, asset.asset)
            if not totals:
                continue
            ledger = build_ledger(
                changes, totals, issuer=issuer, asset=asset.asset, filings=filings, index=load_index(store, cik)
            )
            last = ledger.steps[-1]
            known = tuple(dict.fromkeys(filings.values()))
            blind = find_blind_window(today, ledger, issuer=issuer, filings=known, totals=totals)
            told_on = max(new_york_day(total.known_at) for total in totals)  # the filing of a day is not due on it
            expected = next_disclosure_after(told_on, issuer=issuer, filings=known, totals=totals)
            due = blind.due if blind else expected
            found.append(
                HoldingStatus(
                    ticker=issuer.ticker,
                    watched=issuer.watched,
                    asset=asset.asset,
                    units=last.reported_units,
                    as_of_on=last.as_of_on,
                    gaps=tuple(s for s in ledger.steps if s.status not in ("opening", "reconciled", "rounding")),
                    uncovered_from_on=blind.uncovered[0][0] if blind else None,
                    uncovered_days=blind.days if blind else 0,
                    due_on=due.due_on,
                    due_basis=due.basis,
                    overdue_since_on=expected.due_on if expected.due_on < today else None,
                )
            )
    return found


def _find_alarms(
    now: datetime,
    issuers: tuple[IssuerFreshness, ...],
    sources: tuple[SourceFreshness, ...],
    holdings: tuple[HoldingStatus, ...],
) -> list[str]:
    alarms = []
    for source in sources:
        if source.answered_at is None:
            alarms.append(f"{source.source} has never answered: {source.error or 'no reason given'}")
        elif now - source.answered_at > STALE_AFTER:
            hours = (now - source.answered_at).total_seconds() / 3600
            alarms.append(f"{source.source} last answered {hours:.0f} hours ago; run `monitor update`")
        elif source.changed_at is not None and now - source.changed_at > SILENT_AFTER:
            days = (now - source.changed_at).days
            alarms.append(f"{source.source} answers, but has said nothing new for {days} days")
    for issuer in issuers:
        if issuer.watched and not issuer.filings:
            alarms.append(f"{issuer.ticker} is watched, but the store has no filing of it; run `monitor update`")
        if issuer.watched and issuer.lacking:
            lacking = count(issuer.lacking, "filing")
            alarms.append(f"{issuer.ticker}: EDGAR lists {lacking} that the store lacks; run `monitor update`")
    today = new_york_day(now)
    return alarms + [
        f"{held.ticker}: nothing is known after {held.as_of_on}, {(today - held.as_of_on).days} days ago; a "
        f"disclosure was due on {held.overdue_since_on} ({held.due_basis})"
        for held in holdings
        if held.watched and held.overdue_since_on
    ]


def _find_standstill(now: datetime, health: Health | None) -> list[str]:
    """Why nobody brings the store up to date: the schedule stands still, or no update goes well any more."""
    if health is None or health.last_update_at is None:
        return []  # never updated: what was loaded from disk is not stale
    if now - health.last_update_at > STALE_AFTER:
        hours = (now - health.last_update_at).total_seconds() / 3600
        return [f"the last update began {hours:.0f} hours ago; is `monitor schedule` installed?"]
    if health.last_success_at is None or now - health.last_success_at > STALE_AFTER:
        since = f"{health.last_success_at:%Y-%m-%d %H:%M} UTC" if health.last_success_at else "the first one"
        return [f"no update has gone well since {since}; see the open problems"]
    return []


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value
