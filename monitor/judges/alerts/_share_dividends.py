"""Declared dividends a share that differ from those before, when the rate does not explain it.

A dividend of $0.8958 after one of $0.8542 is what a rate of 10.75 % after 10.25 % comes to: the rate is told, and
the dividend is no news. The first dividend of a series is for the days since its issue ($2.64 before $2.50 a
quarter). A lower one at the same rate is a cut, and the whole one after it ends the cut: both are told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise, product

from monitor.judges._days import new_york_day
from monitor.judges.alerts._seen import Seen
from monitor.records import Instrument, StatedPayment

TOLERANCE = Decimal("0.006")  # "$0.90" for 0.8958, "approximately $2.64" for 2.6389
FIRST_DAYS = 200  # a dividend so soon after the issue can be the first, for more or less than a whole period
RHYTHMS = {24: (13, 18), 12: (26, 33), 4: (85, 96), 2: (175, 190), 1: (355, 375)}  # a year: days between two


@dataclass(frozen=True, slots=True, kw_only=True)
class Dividend:
    """What one share gets on a day, as the first filing states it."""

    due_on: date
    usd: Decimal
    payment: StatedPayment


def find_dividend_changes(seen: Seen, instrument_id: str) -> Iterator[tuple[Dividend, Dividend]]:
    """Dividends of one instrument with the ones before, which they differ from; by the days of payment."""
    declared = _by_day([one for one in seen.payments if one.instrument_id == instrument_id])
    for number, (before, after) in enumerate(pairwise(declared)):
        if abs(after.usd / before.usd - 1) <= TOLERANCE or _follows_rate(seen, before, after):
            continue
        was_whole, is_whole = _is_whole(seen, before, declared), _is_whole(seen, after, declared)
        if not (is_whole and (was_whole or (number == 0 and _is_first(seen, before)))):
            yield before, after


def _by_day(payments: Sequence[StatedPayment]) -> list[Dividend]:
    found: dict[date, Dividend] = {}
    for payment in sorted(payments, key=lambda one: (one.known_at, one.payment_id)):
        if payment.kind == "dividend" and payment.per_share_usd:
            dividend = Dividend(due_on=payment.due_on, usd=payment.per_share_usd, payment=payment)
            found.setdefault(payment.due_on, dividend)
    return [found[day] for day in sorted(found)]


def _versions(seen: Seen, dividend: Dividend) -> list[Instrument]:
    """The instrument as it was between the declaration and the day of payment."""
    return [
        one
        for one in seen.instruments
        if one.instrument_id == dividend.payment.instrument_id
        and new_york_day(one.known_at) <= dividend.due_on
        and (one.superseded_at is None or one.superseded_at > dividend.payment.known_at)
    ]


def _rates(seen: Seen, dividend: Dividend) -> set[Decimal]:
    """Percent a year, in force then or announced by then last."""
    announced = [
        event
        for event in seen.events
        if event.instrument_id == dividend.payment.instrument_id
        and event.rate_to
        and event.known_at <= dividend.payment.known_at
    ]
    last = max(announced, key=lambda one: one.known_at, default=None)
    rates = {one.dividend_rate for one in _versions(seen, dividend)} | {last.rate_to if last else None}
    return {rate for rate in rates if rate}


def _follows_rate(seen: Seen, before: Dividend, after: Dividend) -> bool:
    """Whether the dividend rose or fell as the rate did."""
    pairs = product(_rates(seen, before), _rates(seen, after))
    return any(abs(after.usd / before.usd - later / earlier) <= TOLERANCE for earlier, later in pairs)


def _is_whole(seen: Seen, dividend: Dividend, declared: Sequence[Dividend]) -> bool:
    """Whether it is what a rate of the time comes to, for one period."""
    versions = _versions(seen, dividend)
    near = min(abs((dividend.due_on - other.due_on).days) for other in declared if other is not dividend)
    rhythms = {Decimal(times) for times, (low, high) in RHYTHMS.items() if low <= near <= high}
    rhythms |= {one.payments_per_year for one in versions if one.payments_per_year}
    preferences = {one.liquidation_preference_usd for one in versions if one.liquidation_preference_usd}
    wanted = [
        preference * rate / 100 / times
        for preference, rate, times in product(preferences, _rates(seen, dividend), rhythms)
    ]
    return any(abs(dividend.usd / usd - 1) <= TOLERANCE for usd in wanted)


def _is_first(seen: Seen, dividend: Dividend) -> bool:
    issued_on = next((one.issued_on for one in _versions(seen, dividend) if one.issued_on), None)
    return issued_on is not None and (dividend.due_on - issued_on).days <= FIRST_DAYS
