"""What was judged at every instant before, kept beside what is judged now: only what is new is judged."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from monitor.judges._days import new_york_day
from monitor.judges.debts import DebtRecord, Debts, Pictures, picture_debts
from monitor.judges.ledger import Ledger
from monitor.judges.versions import (
    count_kept,
    find_turns,
    judge_debts_then,
    judge_ledger_then,
    mark_debts,
    mark_funds,
    mark_ledger,
    picture_days,
)
from monitor.records import (
    Fact,
    Filing,
    FundsBalance,
    HoldingsChange,
    HoldingsTotal,
    IndexedFiling,
    Issuer,
    Moment,
)
from monitor.store.database import Store
from monitor.store.versions import (
    VersionTable,
    is_current,
    load_moments,
    save_days,
    save_moments,
    save_turns,
)

Rows = tuple[datetime, Sequence[Any]]


def save_ledger_then(
    store: Store,
    changes: Sequence[HoldingsChange],
    totals: Sequence[HoldingsTotal],
    *,
    issuer: Issuer,
    asset: str,
    filings: Mapping[str, Filing],
    index: Sequence[IndexedFiling],
    now: Ledger,
) -> None:
    """The versions of one ledger; `now` is the ledger of everything known."""
    cik, subject = issuer.issuer_cik, f"ledger of {asset}"
    table = VersionTable(
        name="holdings_ledger_versions", whose={"issuer_cik": cik, "asset": asset}, key=("as_of_on",)
    )
    moments = mark_ledger(changes, totals, issuer=issuer, filings=filings, index=index)
    for kept in _tries(load_moments(store, cik, subject), moments):
        ledgers = judge_ledger_then(
            moments[max(kept - 1, 0) :] if kept < len(moments) else (),
            changes,
            totals,
            issuer=issuer,
            asset=asset,
            filings=filings,
            index=index,
        )
        _save(store, cik, subject, moments=moments, kept=kept, judged=[(table, ledgers)])
        if is_current(store, table, now.steps):
            return


def save_debts_then(store: Store, record: DebtRecord, now: Debts) -> None:
    """The versions of obligations and coverage, and the pictures of stress and the chain day by day."""
    cik, subject = record.issuer.issuer_cik, "debts"
    due = VersionTable(name="obligation_versions", whose={"issuer_cik": cik}, key=("obligation_id",))
    covered = VersionTable(name="payment_coverage_versions", whose={"issuer_cik": cik}, key=("as_of_on",))
    moments = mark_debts(record)
    for kept in _tries(load_moments(store, cik, subject), moments):
        rest = moments[max(kept - 1, 0) :] if kept < len(moments) else ()
        judged = list(picture_days(judge_debts_then(rest, record), record))
        _save(
            store,
            cik,
            subject,
            moments=moments,
            kept=kept,
            judged=[
                (due, [(instant, debts.obligations.due) for instant, debts, _ in judged]),
                (covered, [(instant, debts.coverages) for instant, debts, _ in judged]),
            ],
        )
        _save_pictures(store, record, moments=moments, judged=judged, now=now)
        if is_current(store, due, now.obligations.due) and is_current(store, covered, now.coverages):
            return


def save_funds_then(
    store: Store,
    issuer: Issuer,
    facts: Iterable[Fact],
    filings: Mapping[str, Filing],
    judge: Callable[[datetime | None], Sequence[FundsBalance]],
) -> None:
    """The versions of sources and uses. `judge` makes them of what was known by an instant; None: by now."""
    cik, subject = issuer.issuer_cik, "funds"
    table = VersionTable(
        name="funds_balance_versions", whose={"issuer_cik": cik}, key=("period_start_on", "period_end_on")
    )
    moments = mark_funds(issuer, facts, filings)
    for kept in _tries(load_moments(store, cik, subject), moments):
        rest = moments[max(kept - 1, 0) :] if kept < len(moments) else ()
        judged = ((moment.known_at, judge(moment.known_at)) for moment in rest)
        _save(store, cik, subject, moments=moments, kept=kept, judged=[(table, judged)])
        if is_current(store, table, judge(None)):
            return


def _tries(stored: Sequence[Moment], moments: Sequence[Moment]) -> tuple[int, ...]:
    """How many moments to keep: those judged on the same facts. When what then holds is not what is judged now,
    the judge itself has changed since: none."""
    kept = count_kept(stored, moments)
    return (kept, 0) if kept else (0,)


def _save(
    store: Store,
    cik: int,
    subject: str,
    *,
    moments: Sequence[Moment],
    kept: int,
    judged: Sequence[tuple[VersionTable, Iterable[Rows]]],
) -> None:
    if kept == len(moments) == len(load_moments(store, cik, subject)):
        return
    after = moments[kept - 1].known_at if kept else None
    found = []
    for table, pictures in judged:
        turns = find_turns(pictures, partial(_find_key, table.key), resumed=kept > 0)
        found.append((table, [(turn.known_at, turn.begun, turn.ended) for turn in turns]))
    with store.transaction(f"save the versions of {subject} of {cik}"):
        for table, turned in found:
            save_turns(store, table, after, turned)
        save_moments(store, cik, subject, moments, kept)


def _save_pictures(
    store: Store,
    record: DebtRecord,
    *,
    moments: Sequence[Moment],
    judged: Sequence[tuple[datetime, Debts, Pictures | None]],
    now: Debts,
) -> None:
    """Stress and the chain of every day with a filing, and of the last day with a close when that is later."""
    days = {new_york_day(moment.known_at) for moment in moments}
    kept = sorted(days - {new_york_day(instant) for instant, *_ in judged})
    found = [pictures for *_, pictures in judged if pictures]
    last = picture_debts(record, now.instruments)
    measures = [one for pictures in found for one in pictures.measures]
    measures += [one for one in last.measures if one.as_of_on not in days]
    stages = [one for pictures in found for one in pictures.stages]
    stages += [one for one in last.stages if one.as_of_on not in days]
    save_days(store, "stress_measures", record.issuer.issuer_cik, kept, measures)
    save_days(store, "chain_stages", record.issuer.issuer_cik, kept, stages)


def _find_key(names: Sequence[str], record: Any) -> tuple[Hashable, ...]:
    return tuple(getattr(record, name) for name in names)
