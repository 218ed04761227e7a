"""What was known of an issuer at an instant: everything a verdict may use, and nothing else.

Two clocks: every fact has the period it speaks of and the instant it was known. `know` cuts by the second, so a
verdict as of a day answers as it would have then. What follows from the facts is worked out when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from monitor.judges._statements import Statement, date_changes
from monitor.judges._supersession import find_superseded
from monitor.judges._totals import DayTotal, settle_totals
from monitor.judges.instruments import Instruments, judge_instruments
from monitor.judges.ledger import Ledger, build_ledger
from monitor.records import (
    Asset,
    Document,
    Filing,
    Flow,
    HoldingsChange,
    HoldingsTotal,
    IndexedFiling,
    InsiderTrade,
    InstrumentEvent,
    InstrumentTerm,
    Issuance,
    Issuer,
    PaymentStatement,
    Price,
    PurchaseFunding,
    Reserve,
    ReserveMovement,
)

NEW_YORK = ZoneInfo("America/New_York")
Known = TypeVar("Known")
Found = TypeVar("Found")
NO_LEDGER = Ledger(steps=(), problems=(), spoken=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """All facts of one issuer in the store, whenever they were known, each list in the order known."""

    issuer: Issuer
    filings: Mapping[str, Filing]  # document_id -> its filing
    documents: Mapping[str, Document] = field(default_factory=dict)  # with their text; blocks may be left out
    index: Sequence[IndexedFiling] = ()
    changes: Sequence[HoldingsChange] = ()
    totals: Sequence[HoldingsTotal] = ()
    terms: Sequence[InstrumentTerm] = ()
    events: Sequence[InstrumentEvent] = ()
    reserves: Sequence[Reserve] = ()
    movements: Sequence[ReserveMovement] = ()
    statements: Sequence[PaymentStatement] = ()
    issuances: Sequence[Issuance] = ()
    fundings: Sequence[PurchaseFunding] = ()
    trades: Sequence[InsiderTrade] = ()
    prices: Sequence[Price] = ()  # of every asset in the store; known on their day
    flows: Sequence[Flow] = ()  # of every fund in the store; known on their day


@dataclass(frozen=True, kw_only=True)
class Knowledge:
    """The record cut at `known_by`, with what follows from it as it stood then."""

    as_of: date
    known_by: datetime
    record: Record  # cut
    worked_out: dict[object, Any] = field(default_factory=dict, repr=False, compare=False)  # what `once` keeps

    def once(self, key: object, work: Callable[[], Found]) -> Found:
        """What a judge works out of the record, the same for every claim of that day: worked out once."""
        if key not in self.worked_out:
            self.worked_out[key] = work()
        found: Found = self.worked_out[key]
        return found

    @property
    def asset(self) -> str:
        """What the issuer holds, where a claim does not say which: the first asset of its profile."""
        return self.record.issuer.assets[0].asset if self.record.issuer.assets else "bitcoin"

    @cached_property
    def ledgers(self) -> Mapping[str, Ledger]:
        """By asset."""
        return {asset.asset: self._ledger(asset) for asset in self.record.issuer.assets}

    @cached_property
    def settled(self) -> Mapping[str, tuple[DayTotal, ...]]:
        """The reported totals by asset, one a day, oldest first."""
        return {
            asset.asset: settle_totals(
                (total for total in self.record.totals if total.asset == asset.asset), self.record.filings
            )[0]
            for asset in self.record.issuer.assets
        }

    @cached_property
    def disclosed(self) -> Mapping[str, tuple[Statement, ...]]:
        """The disclosed changes that move a holding, by asset and last day; amended ones left out."""
        found = {}
        for asset in self.record.issuer.assets:
            changes = [change for change in self.record.changes if change.asset == asset.asset]
            totals = [total for total in self.record.totals if total.asset == asset.asset]
            gone = find_superseded(sorted(changes, key=lambda one: one.change_id), self.record.filings)
            dated = date_changes([one for one in changes if one.change_id not in gone], totals)
            found[asset.asset] = tuple(
                sorted(dated, key=lambda one: (one.span[1], one.change.known_at, one.change.change_id))
            )
        return found

    @cached_property
    def instruments(self) -> Instruments:
        """Debt and preferred stock in all their versions."""
        record = self.record
        return judge_instruments(
            record.terms,
            record.events,
            filings=record.filings,
            issuances=record.issuances,
            known_by=self.known_by,
        )

    def _ledger(self, asset: Asset) -> Ledger:
        return build_ledger(
            self.record.changes,
            self.record.totals,
            issuer=self.record.issuer,
            asset=asset.asset,
            filings=self.record.filings,
            index=self.record.index,
            known_by=self.known_by,
        )


def end_of_day(day: date) -> datetime:
    """The last instant of a day in New York, in UTC: filings accepted until then count for `--as-of DAY`."""
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=NEW_YORK).astimezone(UTC) - timedelta(
        seconds=1
    )


def know(record: Record, as_of: date) -> Knowledge:
    """What was known of the issuer by the end of `as_of` in New York."""
    known_by = end_of_day(as_of)

    def cut(facts: Sequence[Known]) -> tuple[Known, ...]:
        return tuple(fact for fact in facts if _known_at(fact) <= known_by)

    filings = {key: filing for key, filing in record.filings.items() if filing.accepted_at <= known_by}
    known = Record(
        issuer=record.issuer,
        filings=filings,
        documents={key: document for key, document in record.documents.items() if key in filings},
        index=tuple(row for row in record.index if row.accepted_at is None or row.accepted_at <= known_by),
        changes=cut(record.changes),
        totals=cut(record.totals),
        terms=cut(record.terms),
        events=cut(record.events),
        reserves=cut(record.reserves),
        movements=cut(record.movements),
        statements=cut(record.statements),
        issuances=cut(record.issuances),
        fundings=cut(record.fundings),
        trades=cut(record.trades),
        prices=tuple(price for price in record.prices if price.day_on <= as_of),
        flows=tuple(flow for flow in record.flows if flow.day_on <= as_of),
    )
    return Knowledge(as_of=as_of, known_by=known_by, record=known)


def _known_at(fact: Any) -> datetime:
    instant: datetime = fact.known_at
    return instant
