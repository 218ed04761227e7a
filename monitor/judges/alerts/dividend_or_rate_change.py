"""The dividend or interest rate of an instrument changes: announced in a filing, or taken from its terms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise

from monitor.judges.alerts._raising import cite, make_alert
from monitor.judges.alerts._seen import Seen
from monitor.records import Instrument, InstrumentEvent
from monitor.records.alerts import Alert


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    name: str
    rate_from: Decimal | None
    rate_to: Decimal
    from_on: date | None
    known_at: datetime
    evidence: dict[str, object]


def find_alerts(seen: Seen) -> Iterator[Alert]:
    """One for each change; what an event announced and the terms confirm later is one."""
    changes: defaultdict[str, list[_Change]] = defaultdict(list)
    for event in seen.events:
        if event.kind == "rate_changed" and event.rate_to is not None:
            changes[event.instrument_id].append(_announced(seen, event, event.rate_to))
    for before, after in pairwise(sorted(seen.instruments, key=lambda one: (one.instrument_id, one.known_at))):
        rate_from, rate_to = _rate(before), _rate(after)
        if before.instrument_id == after.instrument_id and rate_from and rate_to and rate_from != rate_to:
            evidence: dict[str, object] = {"accession_number": after.accession_number}
            change = _Change(
                name=after.name,
                rate_from=rate_from,
                rate_to=rate_to,
                from_on=None,
                known_at=after.known_at,
                evidence=evidence,
            )
            changes[after.instrument_id].append(change)
    for instrument_id, found in sorted(changes.items()):
        yield from _alerts(seen, instrument_id, sorted(found, key=lambda one: one.known_at))


def _alerts(seen: Seen, instrument_id: str, changes: list[_Change]) -> Iterator[Alert]:
    rate: Decimal | None = None
    reached: defaultdict[Decimal, int] = defaultdict(int)  # a rate that is reached again is another event
    for change in changes:
        if change.rate_to == rate:
            continue
        rate = change.rate_to
        reached[rate] += 1
        was = f" from {change.rate_from:f} %" if change.rate_from is not None else ""
        since = f", of {change.from_on}" if change.from_on else ""
        yield make_alert(
            "dividend_or_rate_change",
            "notice" if change.rate_from is not None and rate > change.rate_from else "warning",
            issuer_cik=seen.issuer.issuer_cik if seen.issuer else None,
            event=(instrument_id, rate.normalize(), reached[rate]),
            known_at=change.known_at,
            message=f"{seen.ticker}: the rate of {change.name} changes{was} to {rate:f} % a year{since}",
            evidence=change.evidence,
        )


def _announced(seen: Seen, event: InstrumentEvent, rate_to: Decimal) -> _Change:
    return _Change(
        name=event.name,
        rate_from=event.rate_from,
        rate_to=rate_to,
        from_on=event.happened_on,
        known_at=event.known_at,
        evidence=cite(event.source, seen.accession_of(event.source.document_id)),
    )


def _rate(instrument: Instrument) -> Decimal | None:
    return instrument.dividend_rate if instrument.kind == "preferred" else instrument.coupon_rate
