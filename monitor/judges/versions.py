"""What would have been judged at each instant at which something came in: the versions of what is judged now.

    moments   the instants, each with a digest of all that was known by then
    pictures  the whole of what was judged at a moment
    turns     which rows began and which ended from one picture to the next

A moment whose digest is that of the last run was judged then and is not judged again: a run that adds a filing at
the end judges one moment more, and one that adds a filing of long ago those from there on. The picture of the last
moment is what is judged now.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any, Generic, TypeVar

from monitor.judges._days import NEW_YORK, new_york_day
from monitor.judges._missing import CURRENT, PERIODIC
from monitor.judges.debts import DebtRecord, Debts, Pictures, cut, judge_debts, picture_debts
from monitor.judges.instruments import Instruments, VersionMemory, as_known, judge_instruments
from monitor.judges.ledger import build_ledger
from monitor.records import (
    FACT_TABLES,
    Fact,
    Filing,
    HoldingsChange,
    HoldingsFact,
    HoldingsTotal,
    IndexedFiling,
    Issuer,
    LedgerStep,
    Moment,
)

Judged = TypeVar("Judged")


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn(Generic[Judged]):
    """What one moment made of the picture before: rows that began or changed, and the keys of those that ended."""

    known_at: datetime
    begun: tuple[Judged, ...]
    ended: tuple[Hashable, ...]  # those that changed included


def count_kept(stored: Sequence[Moment], moments: Sequence[Moment]) -> int:
    """How many of the moments, from the first, were judged already on the same facts."""
    kept = 0
    for one, other in zip(stored, moments, strict=False):
        if one != other:
            break
        kept += 1
    return kept


def find_turns(
    pictures: Iterable[tuple[datetime, Sequence[Judged]]], key: Callable[[Judged], Hashable], *, resumed: bool
) -> Iterator[Turn[Judged]]:
    """The turns from picture to picture. `resumed`: the first picture is that from which the others differ."""
    before: dict[Hashable, Judged] = {}
    for number, (instant, rows) in enumerate(pictures):
        now = {key(row): row for row in rows}
        begun = tuple(row for name, row in now.items() if before.get(name) != row)
        ended = tuple(name for name, row in before.items() if now.get(name) != row)
        before = now
        if (begun or ended) and not (resumed and number == 0):
            yield Turn(known_at=instant, begun=begun, ended=ended)


def mark_ledger(
    changes: Sequence[HoldingsChange],
    totals: Sequence[HoldingsTotal],
    *,
    issuer: Issuer,
    filings: Mapping[str, Filing],
    index: Sequence[IndexedFiling],
) -> tuple[Moment, ...]:
    """The moments of one ledger: a fact was filed, or something that is not in the store and tells by itself.

    What is listed counts by the day of the total that closes a step (`find_missing`), so what was accepted on any
    other day is seen first at the next fact; but a periodic report may speak of a step that was closed before.
    """
    facts: tuple[HoldingsFact, ...] = (*changes, *totals)
    told = [(fact.known_at, f"{_fact_id(fact)} {filings[fact.source.document_id]!r}") for fact in facts]
    instants = {instant for instant, _ in told}
    first = min((total.known_at for total in totals), default=None)
    days = {new_york_day(total.known_at) for total in totals}
    for listed in index:
        form = listed.form.removesuffix("/A")
        if listed.stored or form not in (*CURRENT, *PERIODIC):
            continue
        instant = listed.accepted_at or _midnight(listed)
        told.append((instant, repr(listed)))
        if first is not None and instant >= first and (form in PERIODIC or listed.filed_on in days):
            instants.add(instant)
    return _mark(instants, told, repr(issuer))


def judge_ledger_then(
    moments: Iterable[Moment],
    changes: Sequence[HoldingsChange],
    totals: Sequence[HoldingsTotal],
    *,
    issuer: Issuer,
    asset: str,
    filings: Mapping[str, Filing],
    index: Sequence[IndexedFiling],
) -> Iterator[tuple[datetime, tuple[LedgerStep, ...]]]:
    """The ledger of each moment."""
    for moment in moments:
        ledger = build_ledger(
            changes,
            totals,
            issuer=issuer,
            asset=asset,
            filings=filings,
            index=index,
            known_by=moment.known_at,
        )
        yield moment.known_at, ledger.steps


def mark_debts(record: DebtRecord) -> tuple[Moment, ...]:
    """The moments of an issuer's debts: each filing is one, for what falls due is told from the newest one on."""
    told = [(filing.accepted_at, f"{key} {filing!r}") for key, filing in record.filings.items()]
    facts: list[Fact] = [*record.terms, *record.events, *record.issuances, *record.payments]
    facts += [*record.reserves, *record.changes, *record.totals]
    told += [(fact.known_at, _fact_id(fact)) for fact in facts]
    told += [
        (datetime.combine(day, time(), NEW_YORK).astimezone(UTC), f"{name} {day} {close}")
        for name, closes in record.closes.items()
        for day, close in closes.items()
    ]
    return _mark((filing.accepted_at for filing in record.filings.values()), told, repr(record.issuer))


def judge_debts_then(moments: Sequence[Moment], record: DebtRecord) -> Iterator[tuple[datetime, Debts]]:
    """The debts of each moment. Instruments are judged once for all between two filings that tell of them."""
    told = sorted({fact.known_at for facts in (record.terms, record.events, record.issuances) for fact in facts})
    judged: Instruments | None = None
    memory = VersionMemory()
    for number, moment in enumerate(moments):
        news = judged is None or any(moments[number - 1].known_at < one <= moment.known_at for one in told)
        if news:
            after = next((one for one in told if one > moment.known_at), None)
            last = [one for one in moments if after is None or one.known_at < after][-1]
            known = cut(record, moment.known_at)
            judged = judge_instruments(
                known.terms,
                known.events,
                filings=record.filings,
                issuances=known.issuances,
                known_by=last.known_at,
                memory=memory,
            )
        if judged is not None:
            yield moment.known_at, judge_debts(cut(record, moment.known_at), as_known(judged, moment.known_at))


def picture_days(
    judged: Iterable[tuple[datetime, Debts]], record: DebtRecord
) -> Iterator[tuple[datetime, Debts, Pictures | None]]:
    """Each moment with stress and the chain at the end of its day: None unless it is the last of its day."""
    instants = sorted({filing.accepted_at for filing in record.filings.values()})
    last_of_day = {new_york_day(instant): instant for instant in instants}
    for instant, debts in judged:
        is_last = last_of_day.get(new_york_day(instant)) == instant
        yield instant, debts, picture_debts(cut(record, instant), debts.instruments) if is_last else None


def mark_funds(issuer: Issuer, facts: Iterable[Fact], filings: Mapping[str, Filing]) -> tuple[Moment, ...]:
    """The moments of an issuer's sources and uses: a fact that is counted was filed."""
    told = [(fact.known_at, f"{_fact_id(fact)} {filings[fact.source.document_id]!r}") for fact in facts]
    return _mark((instant for instant, _ in told), told, repr(issuer))


def _mark(instants: Iterable[datetime], told: Iterable[tuple[datetime, str]], whole: str) -> tuple[Moment, ...]:
    digest = hashlib.sha256(whole.encode())
    rest = sorted(told)
    moments, place = [], 0
    for instant in sorted(set(instants)):
        while place < len(rest) and rest[place][0] <= instant:
            digest.update(b"\n" + rest[place][1].encode())
            place += 1
        moments.append(Moment(known_at=instant, inputs=digest.hexdigest()[:16]))
    return tuple(moments)


def _fact_id(fact: Any) -> str:
    return str(getattr(fact, FACT_TABLES[type(fact)][1]))


def _midnight(listed: IndexedFiling) -> datetime:
    """Of a filing whose instant the index does not say: the first of its day."""
    return datetime.combine(listed.filed_on, time(), NEW_YORK).astimezone(UTC)
