"""Looking without touching: `monitor status` and `monitor verify`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from monitor.judges.coverage import find_blind_window
from monitor.judges.due import next_disclosure_due
from monitor.judges.ledger import build_ledger
from monitor.pipeline._run import utc_now
from monitor.records import LedgerStep, Problem
from monitor.settings import Settings
from monitor.store.archive import Archive
from monitor.store.database import Store, open_store
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
from monitor.store.verify import VerifyReport, verify
from monitor.terminal import as_table

STALE_AFTER = timedelta(hours=36)  # a source that a daily schedule asks, and a missed night


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
    due_on: date
    due_basis: str
    overdue: bool  # a disclosure was due before today and no later one is in the store


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
    alarms: tuple[str, ...]  # why the exit code is 1

    def as_json(self) -> dict[str, Any]:
        """For machines: dates and figures as text."""
        plain: dict[str, Any] = _plain(asdict(self))
        return plain

    def as_text(self) -> str:
        """For a tired analyst: what matters first."""
        parts = [_holdings_text(self.holdings)]
        if gaps := [(held.ticker, step) for held in self.holdings for step in held.gaps]:
            parts.append(
                "Steps that do not add up\n"
                + as_table(
                    ("issuer", "from", "to", "status", "coins", "days uncovered"),
                    [
                        (
                            ticker,
                            f"{step.opening_on}",
                            f"{step.as_of_on}",
                            step.status,
                            f"{step.residual_units:+,f}",
                            f"{step.uncovered_days}",
                        )
                        for ticker, step in gaps
                    ],
                    right=(4, 5),
                )
            )
        parts.append(_sources_text(self))
        if self.problems:
            shown = [f"  {problem.severity:<8} {problem.message}" for problem in self.problems[:10]]
            more = len(self.problems) - len(shown)
            parts.append("\n".join(["Open problems", *shown, *([f"  ... and {more} more"] if more else [])]))
        counted = ", ".join(f"{count:,} {table}" for table, count in self.counts.items() if count)
        parts.append(f"In the store: {counted or 'nothing yet'}")
        parts.append("\n".join(f"ALARM  {alarm}" for alarm in self.alarms) or "All fresh.")
        return "\n\n".join(part for part in parts if part)


def read_status(settings: Settings, *, now: Callable[[], datetime] = utc_now) -> Status:
    """How fresh everything is. Raises StoreError when there is no database yet."""
    with open_store(settings.db, create=False) as store:
        asked_at = now()
        issuers, sources = tuple(load_issuers(store)), tuple(load_sources(store))
        holdings = tuple(_read_holdings(store, settings, asked_at))
        return Status(
            asked_at=asked_at,
            counts=load_counts(store),
            holdings=holdings,
            issuers=issuers,
            sources=sources,
            runs=tuple(load_last_runs(store)),
            problems=tuple(load_open_problems(store)),
            alarms=tuple(_find_alarms(asked_at, issuers, sources, holdings)),
        )


def verify_store(settings: Settings) -> VerifyReport:
    """Check every promise of the database and its archive. Raises StoreError when there is no database yet."""
    with open_store(settings.db, create=False) as store:
        return verify(store, Archive(settings.archive))


def _read_holdings(store: Store, settings: Settings, now: datetime) -> list[HoldingStatus]:
    found = []
    for issuer in settings.issuers:
        cik = issuer.issuer_cik
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
            known = dict.fromkeys(filings.values())
            blind = find_blind_window(now.date(), ledger, issuer=issuer, filings=known, totals=totals)
            expected = next_disclosure_due(last.as_of_on, issuer=issuer, filings=known, totals=totals)
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
                    overdue=expected.due_on < now.date(),
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
            alarms.append(f"{source.source} has never answered: {source.error}")
        elif now - source.answered_at > STALE_AFTER:
            hours = (now - source.answered_at).total_seconds() / 3600
            alarms.append(f"{source.source} last answered {hours:.0f} hours ago; run `monitor update`")
    for issuer in issuers:
        if issuer.watched and not issuer.filings:
            alarms.append(f"{issuer.ticker} is watched, but the store has no filing of it; run `monitor update`")
        if issuer.watched and issuer.lacking:
            alarms.append(f"{issuer.ticker}: {issuer.lacking} filings that EDGAR lists are not in the store")
    blind = (held for held in holdings if held.watched and held.overdue)
    return alarms + [
        f"{held.ticker}: blind since {held.uncovered_from_on} ({held.uncovered_days} days): a disclosure was due "
        "and is not in the store"
        for held in blind
    ]


def _holdings_text(holdings: tuple[HoldingStatus, ...]) -> str:
    if not holdings:
        return "No holdings yet: run `monitor update`, `monitor load` or `monitor demo`."
    rows = [
        (
            held.ticker,
            f"{held.units:,f} {held.asset}",
            f"{held.as_of_on}",
            f"{held.uncovered_from_on} ({held.uncovered_days} days)" if held.uncovered_from_on else "none",
            f"{held.due_on} ({held.due_basis})",
        )
        for held in holdings
    ]
    return "Holdings\n" + as_table(("issuer", "holds", "as of", "not covered since", "next due"), rows, right=(1,))


def _sources_text(status: Status) -> str:
    rows = [
        (source.source, _when(source.asked_at), _when(source.answered_at), source.error or "")
        for source in status.sources
    ]
    for run in status.runs:
        outcome = "interrupted or running" if run.exit_code is None else f"exit {run.exit_code}"
        rows.append((f"monitor {run.command}", _when(run.started_at), _when(run.finished_at), outcome))
    return "Sources and runs\n" + as_table(("what", "asked", "answered", "outcome"), rows) if rows else ""


def _when(instant: datetime | None) -> str:
    return f"{instant:%Y-%m-%d %H:%M} UTC" if instant else "never"


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
