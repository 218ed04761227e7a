"""What was known of an issuer at an instant: everything a verdict may use, and nothing else.

Two clocks: every fact has the period it speaks of and the instant it was known. `know` cuts by the second, so a
verdict as of a day answers as it would have then.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from monitor.judges.ledger import Ledger, build_ledger
from monitor.records import (
    Filing,
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """All facts of one issuer in the store, whenever they were known, each list in the order known."""

    issuer: Issuer
    filings: Mapping[str, Filing]  # document_id -> its filing
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """The record cut at `known_by`, with the ledger of each asset as it stood then."""

    as_of: date
    known_by: datetime
    record: Record  # cut
    ledgers: Mapping[str, Ledger] = field(default_factory=dict)  # by asset


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

    issuer = record.issuer
    known = Record(
        issuer=issuer,
        filings={key: filing for key, filing in record.filings.items() if filing.accepted_at <= known_by},
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
    )
    ledgers = {
        asset.asset: build_ledger(
            known.changes,
            known.totals,
            issuer=issuer,
            asset=asset.asset,
            filings=known.filings,
            index=known.index,
            known_by=known_by,
        )
        for asset in issuer.assets
    }
    return Knowledge(as_of=as_of, known_by=known_by, record=known, ledgers=ledgers)


def _known_at(fact: Any) -> datetime:
    instant: datetime = fact.known_at
    return instant
