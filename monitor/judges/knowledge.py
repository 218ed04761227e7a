"""What was known of an issuer at an instant: everything a verdict may use, and nothing else.

Two clocks: every fact has the period it speaks of and the instant it was known. `know` cuts by the second, so a
verdict as of a day answers as it would have then. What follows from the facts is worked out when it is asked for,
and once: `timeline.py` lends it to all days up to the next filing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from monitor.judges._statements import Statement, date_changes
from monitor.judges._supersession import find_superseded
from monitor.judges._totals import DayTotal, settle_totals
from monitor.judges.instruments import Instruments, VersionMemory, judge_instruments
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
    StatedPayment,
)

NEW_YORK = ZoneInfo("America/New_York")
Known = TypeVar("Known")
Found = TypeVar("Found")
FACTS = (
    "changes", "totals", "terms", "events", "reserves", "movements", "statements", "issuances", "fundings",
    "trades", "payments",
)  # fmt: skip
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
    payments: Sequence[StatedPayment] = ()
    prices: Sequence[Price] = ()  # of every asset in the store; known on their day
    flows: Sequence[Flow] = ()  # of every fund in the store; known on their day


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """The record cut at `known_by`, with what follows from it as it stood then."""

    as_of: date
    known_by: datetime
    record: Record  # cut
    effects: int = 0  # how many days have passed on which something announced took effect
    worked_out: dict[object, Any] = field(default_factory=dict, repr=False, compare=False)  # what `once` keeps
    memory: VersionMemory = field(default_factory=VersionMemory, repr=False, compare=False)

    def once(self, key: object, work: Callable[[], Found]) -> Found:
        """What a judge works out of the facts of filings, worked out once for all claims and days until more
        becomes known. `work` must not look at the day itself, at prices or at flows: put those into the key."""
        if key not in self.worked_out:
            self.worked_out[key] = work()
        found: Found = self.worked_out[key]
        return found

    @property
    def asset(self) -> str:
        """What the issuer holds, where a claim does not say which: the first asset of its profile."""
        return self.record.issuer.assets[0].asset if self.record.issuer.assets else "bitcoin"

    @property
    def ledgers(self) -> Mapping[str, Ledger]:
        """By asset."""
        return self.once("ledgers", lambda: {one.asset: self._ledger(one) for one in self.record.issuer.assets})

    @property
    def settled(self) -> Mapping[str, tuple[DayTotal, ...]]:
        """The reported totals by asset, one a day, oldest first."""
        return self.once("settled", lambda: {one.asset: self._settle(one) for one in self.record.issuer.assets})

    @property
    def disclosed(self) -> Mapping[str, tuple[Statement, ...]]:
        """The disclosed changes that move a holding, by asset and last day; amended ones left out."""
        return self.once("disclosed", lambda: {one.asset: self._date(one) for one in self.record.issuer.assets})

    @property
    def instruments(self) -> Instruments:
        """Debt and preferred stock in all their versions."""
        return self.once(("instruments", self.effects), self._judge_instruments)

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

    def _settle(self, asset: Asset) -> tuple[DayTotal, ...]:
        told = (total for total in self.record.totals if total.asset == asset.asset)
        return settle_totals(told, self.record.filings)[0]

    def _date(self, asset: Asset) -> tuple[Statement, ...]:
        changes = [change for change in self.record.changes if change.asset == asset.asset]
        totals = [total for total in self.record.totals if total.asset == asset.asset]
        gone = find_superseded(sorted(changes, key=lambda one: one.change_id), self.record.filings)
        dated = date_changes([one for one in changes if one.change_id not in gone], totals)
        return tuple(sorted(dated, key=lambda one: (one.span[1], one.change.known_at, one.change.change_id)))

    def _judge_instruments(self) -> Instruments:
        record = self.record
        return judge_instruments(
            record.terms,
            record.events,
            filings=record.filings,
            issuances=record.issuances,
            known_by=self.known_by,
            memory=self.memory,
        )


def end_of_day(day: date) -> datetime:
    """The last instant of a day in New York, in UTC: filings accepted until then count for `--as-of DAY`."""
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=NEW_YORK).astimezone(UTC) - timedelta(
        seconds=1
    )


def know(record: Record, as_of: date) -> Knowledge:
    """What was known of the issuer by the end of `as_of` in New York."""
    known_by = end_of_day(as_of)
    return Knowledge(as_of=as_of, known_by=known_by, record=cut_market(cut_facts(record, known_by), as_of))


def cut_facts(record: Record, known_by: datetime) -> Record:
    """The record without the filings and facts known later; prices and flows are left as they are."""

    def cut(facts: Sequence[Known]) -> tuple[Known, ...]:
        return tuple(fact for fact in facts if _known_at(fact) <= known_by)

    filings = {key: filing for key, filing in record.filings.items() if filing.accepted_at <= known_by}
    facts: dict[str, Any] = {name: cut(getattr(record, name)) for name in FACTS}
    return replace(
        record,
        filings=filings,
        documents={key: document for key, document in record.documents.items() if key in filings},
        index=tuple(row for row in record.index if row.accepted_at is None or row.accepted_at <= known_by),
        **facts,
    )


def cut_market(record: Record, as_of: date) -> Record:
    """The record without the prices and flows of later days."""
    if not record.prices and not record.flows:
        return record
    return replace(
        record,
        prices=tuple(price for price in record.prices if price.day_on <= as_of),
        flows=tuple(flow for flow in record.flows if flow.day_on <= as_of),
    )


def _known_at(fact: Any) -> datetime:
    instant: datetime = fact.known_at
    return instant
