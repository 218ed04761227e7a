"""The dividend or interest rate of an instrument changes: announced in a filing, or taken from its terms; or a
declared dividend a share does, and the rate does not explain it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise

from monitor.judges.alerts._raising import cite, make_alert, say_percent
from monitor.judges.alerts._seen import Seen
from monitor.judges.alerts._share_dividends import Dividend, find_dividend_changes
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
    yield from _find_rates(seen)
    for instrument_id in dict.fromkeys(payment.instrument_id for payment in seen.payments):
        for before, after in find_dividend_changes(seen, instrument_id):
            yield _dividend(seen, before, after)


def _dividend(seen: Seen, before: Dividend, after: Dividend) -> Alert:
    payment = after.payment
    share = after.usd / before.usd - 1
    return make_alert(
        "dividend_or_rate_change",
        "notice" if share > 0 else "warning",
        issuer_cik=payment.issuer_cik,
        event=(payment.instrument_id, "a share", after.due_on),
        known_at=payment.known_at,
        message=(
            f"{seen.ticker}: the dividend on {payment.name} due on {after.due_on} is ${after.usd:f} a share, "
            f"{say_percent(abs(share))} {'more' if share > 0 else 'less'} than the ${before.usd:f} of "
            f"{before.due_on}; its rate does not explain it"
        ),
        evidence=cite(payment.source, seen.accession_of(payment.source.document_id)),
    )


def _find_rates(seen: Seen) -> Iterator[Alert]:
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
        when = f" on {change.from_on}" if change.from_on else ""
        yield make_alert(
            "dividend_or_rate_change",
            "notice" if change.rate_from is not None and rate > change.rate_from else "warning",
            issuer_cik=seen.issuer.issuer_cik if seen.issuer else None,
            event=(instrument_id, rate.normalize(), reached[rate]),
            known_at=change.known_at,
            message=f"{seen.ticker}: the rate of {change.name} changes{when}{was} to {rate:f} % a year",
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
