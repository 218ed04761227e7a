"""Alerts: judged when a run ends, delivered by `update`, listed and tested by `monitor alerts`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta

from monitor._alert_settings import KINDS, Channel
from monitor.errors import MonitorError, SettingsError, SourceError, StoreError
from monitor.judges._days import new_york_day
from monitor.judges.alerts import Seen, judge_alerts
from monitor.pipeline._run import Exit, Run, utc_now
from monitor.publish.delivery import as_plain, deliver, make_test_alert
from monitor.records import (
    Alert,
    HoldingsChange,
    HoldingsTotal,
    Instrument,
    InstrumentEvent,
    Issuer,
    PaymentCoverage,
    PaymentStatement,
    Problem,
    RaisedAlert,
    RunEnd,
    StatedPayment,
)
from monitor.settings import Settings, name_sources, unprofiled_issuer
from monitor.store.alerts import load_alerts, load_waiting, note_delivery, save_alerts
from monitor.store.database import open_store
from monitor.store.loading import load_facts, load_filings_by_document, load_ledger
from monitor.store.ownership import load_trades
from monitor.store.problems import resolve_problems
from monitor.store.upkeep import find_issuer_name, load_ciks
from monitor.store.watching import (
    find_last_update,
    load_derived,
    load_obligations,
    load_run_ends,
    load_source_answers,
    load_tellings,
    load_verdict_changes,
)

NOT_DELIVERED = "alert_not_delivered"


def raise_alerts(run: Run) -> list[Alert]:
    """Judge what is seen of every issuer with filings and of everything else, and save what is new.

    All of the past is judged, so an old archive has its history; only what could be known lately, or since the
    last update that went well, goes to the channels, so its first load does not flood them.
    """
    seen = [_see(run, cik) for cik in load_ciks(run.store)] + [_see_around(run)]
    return _save(run, seen)


def deliver_alerts(run: Run) -> None:
    """Send what the channels are still to hear of. One that fails is a problem; the next run tries again."""
    for channel in run.settings.alerts.channels:
        waiting = load_waiting(run.store, channel.name)
        failures: list[Problem] = []
        for alerts, error in deliver(channel, waiting) if waiting else ():
            note_delivery(
                run.store,
                channel.name,
                [alert.alert_id for alert in alerts],
                error=error,
                attempted_at=run.now(),
            )
            if error:
                failures.append(_not_delivered(channel, error))
        resolve_problems(
            run.store, (NOT_DELIVERED,), still=failures, resolved_at=run.now(), source=_source(channel)
        )
        run.report(*failures)


@contextmanager
def failure_told(run: Run) -> Iterator[None]:
    """A run that ends early tells of itself, else nobody would hear of it before one goes well. What else was seen
    is judged by the next run. A database that refuses this too has said enough with its first error."""
    try:
        yield
    except MonitorError as error:
        with suppress(StoreError):
            _tell_of_failure(run, error)
        raise


def _tell_of_failure(run: Run, error: MonitorError) -> None:
    end = RunEnd(
        run_id=run.run_id,
        command=run.command,
        started_at=run.started_at,
        finished_at=run.now(),
        exit_code=int(Exit.SOURCE_FAILED if isinstance(error, SourceError) else Exit.USAGE),
        error=str(error),
    )
    ends = [*load_run_ends(run.store, but=run.run_id), end]
    _save(run, [Seen(now=run.now(), limits=run.settings.alerts.limits, runs=ends)])
    deliver_alerts(run)


def _save(run: Run, seen: Iterable[Seen]) -> list[Alert]:
    settings = run.settings.alerts
    recent = run.now() - timedelta(days=float(settings.recent_days))
    before = find_last_update(run.store, but=run.run_id)
    since = min(recent, before) if before else recent  # what came while nobody looked is news

    def channels_for(alert: Alert) -> list[str]:
        if alert.known_at < since:
            return []
        return [channel.name for channel in settings.channels if channel.wants(alert.kind, alert.severity)]

    found = [alert for one in seen for alert in judge_alerts(one, mute=settings.mute)]
    added = save_alerts(run.store, found, run_id=run.run_id, raised_at=run.now(), channels_for=channels_for)
    for alert in added:
        run.terminal.detail(f"alert: {alert.message}")
    return added


def list_alerts(
    settings: Settings, *, kinds: Iterable[str] = (), ticker: str | None = None, limit: int = -1
) -> list[RaisedAlert]:
    """What was raised, newest first. Raises StoreError when there is no database yet."""
    chosen = tuple(kinds)
    if unknown := [kind for kind in chosen if kind not in KINDS]:
        raise SettingsError(f"no alert of kind {unknown[0]!r}; known are {', '.join(KINDS)}")
    cik = settings.get_issuer(ticker).issuer_cik if ticker else None
    with open_store(settings.db, create=False) as store:
        return load_alerts(store, kinds=chosen, issuer_cik=cik, limit=limit)


def write_alerts(alerts: Sequence[RaisedAlert], *, as_json: bool) -> str:
    """As people read them, or as a JSON list."""
    if as_json:
        return json.dumps([as_plain(alert) for alert in alerts], ensure_ascii=False, indent=2)
    if not alerts:
        return "No alert was raised."
    return "\n".join(
        f"{one.known_at:%Y-%m-%d %H:%M}  {one.severity:<8}  {one.kind}\n    {one.message}" for one in alerts
    )


def try_channels(settings: Settings, *, now: Callable[[], datetime] = utc_now) -> Iterator[tuple[str, str | None]]:
    """Send a test alert through every channel: its name, and why it could not be reached (None: it was).

    Raises SettingsError when no channel is set up.
    """
    if not settings.alerts.channels:
        raise SettingsError(
            f"{settings.config}: no channel; add an [[alerts.channels]] table with name and url or file, "
            'or set MONITOR_ALERTS="ntfy://ntfy.sh/your-topic"'
        )
    for channel in settings.alerts.channels:
        ((_, error),) = deliver(channel, [make_test_alert(now())])
        yield channel.name, error


def _source(channel: Channel) -> str:
    return f"alerts channel {channel.name}"


def _not_delivered(channel: Channel, error: str) -> Problem:
    message = f"alerts channel {channel.name}: {error}; tried again by the next run, or try `monitor alerts test`"
    return Problem(kind=NOT_DELIVERED, severity="error", message=message, source=_source(channel))


def _see(run: Run, cik: int) -> Seen:
    """One issuer."""
    store, now, limits = run.store, run.now(), run.settings.alerts.limits
    issuer: Issuer = run.settings.find_issuer(cik) or unprofiled_issuer(cik, find_issuer_name(store, cik))
    today = new_york_day(now)
    return Seen(
        now=now,
        limits=limits,
        issuer=issuer,
        filings=load_filings_by_document(store, cik),
        steps=[step for asset in issuer.assets for step in load_ledger(store, cik, asset.asset)],
        changes=load_facts(store, HoldingsChange, cik),
        totals=load_facts(store, HoldingsTotal, cik),
        instruments=load_derived(store, Instrument, cik),
        events=load_facts(store, InstrumentEvent, cik),
        obligations=load_obligations(
            store,
            cik,
            from_on="",
            until_on=(today + timedelta(days=int(max(limits.due_days)))).isoformat(),
        ),
        payments=load_facts(store, StatedPayment, cik),
        statements=load_facts(store, PaymentStatement, cik),
        coverages=load_derived(store, PaymentCoverage, cik),
        trades=load_trades(store, cik),
    )


def _see_around(run: Run) -> Seen:
    """What is said, how the sources answer, how the runs ended; the one at work as it stands."""
    ends = load_run_ends(run.store, but=run.run_id)
    if run.failed:
        error = next((problem.message for problem in run.problems if problem.severity == "error"), None)
        ends.append(
            RunEnd(
                run_id=run.run_id,
                command=run.command,
                started_at=run.started_at,
                finished_at=run.now(),
                exit_code=3,
                error=error,
            )
        )
    return Seen(
        now=run.now(),
        limits=run.settings.alerts.limits,
        verdicts=load_verdict_changes(run.store),
        tellings=load_tellings(run.store),
        sources=load_source_answers(run.store, name_sources(run.settings)),
        runs=ends,
    )
