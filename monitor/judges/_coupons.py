"""The coupon of a note or loan on a day: as last stated, and as steps that are dated change it.

A title repeats the coupon that notes began with ("8.00% Senior Notes due 2032") in every report: beside a step
that has a day it proves nothing. A later sentence that says that the rate was amended does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from monitor.judges._days import ONE_DAY, new_york_day
from monitor.judges._instrument_ids import InstrumentFact
from monitor.judges._payment_dates import Payment, days_360
from monitor.judges._terms import find_latest, tells_change
from monitor.records import Instrument, InstrumentTerm


@dataclass(frozen=True, slots=True, kw_only=True)
class CouponPart:
    """A part of a period of interest at one rate: percent a year, and what part of a year it is."""

    start_on: date
    rate: Decimal | None  # None: it floats
    share: Decimal


def find_coupon(terms: Sequence[InstrumentTerm], on: date) -> InstrumentTerm | None:
    """The term that says the coupon on a day; None when none does."""
    plain = find_latest([one for one in terms if one.as_of_on is None], "coupon_rate")
    step = max(_steps(terms, date.min, on), key=lambda one: (one.as_of_on, one.known_at), default=None)
    if step is None or step.as_of_on is None:
        return plain
    told = plain is not None and tells_change(plain) and plain.known_at > step.known_at
    return plain if told and plain and new_york_day(plain.known_at) >= step.as_of_on else step


def split_period(
    version: Instrument, payment: Payment, facts: Iterable[InstrumentFact]
) -> tuple[tuple[CouponPart, ...], InstrumentTerm | None]:
    """The rates of the period that a payment is for, with the step that changed it last; `facts`: all known ones.

    From the day of the version on its coupon holds until a step; before that day the steps known by then tell.
    """
    terms = [fact for fact in facts if isinstance(fact, InstrumentTerm)]
    cuts = _steps(terms, payment.start_on, payment.due_on - ONE_DAY)
    starts = sorted({payment.start_on, *(one.as_of_on for one in cuts if one.as_of_on)})
    length = days_360(payment.start_on, payment.due_on) or 1
    parts: list[CouponPart] = []
    for start, end in zip(starts, [*starts[1:], payment.due_on], strict=True):
        rate = _rate_on(version, terms, start)
        if parts and parts[-1].rate == rate:
            parts[-1] = CouponPart(
                start_on=parts[-1].start_on, rate=rate, share=parts[-1].share + _part(payment, start, end, length)
            )
        else:
            parts.append(CouponPart(start_on=start, rate=rate, share=_part(payment, start, end, length)))
    if len(parts) == 1:
        parts = [CouponPart(start_on=payment.start_on, rate=parts[0].rate, share=payment.share)]
    steps = _steps(terms, date.min, payment.due_on - ONE_DAY)
    last = max(steps, key=lambda one: (one.as_of_on, one.known_at), default=None)
    return tuple(parts), last if last is not None and last.figure == parts[-1].rate else None


def _part(payment: Payment, start: date, end: date, length: int) -> Decimal:
    return payment.share * days_360(start, end) / length


def _rate_on(version: Instrument, terms: Sequence[InstrumentTerm], day: date) -> Decimal | None:
    since = new_york_day(version.known_at)
    if day < since:
        then = find_coupon([one for one in terms if one.known_at <= version.known_at], day)
        return then.figure if then is not None else version.coupon_rate
    ahead = max(_steps(terms, since + ONE_DAY, day), key=lambda one: (one.as_of_on, one.known_at), default=None)
    return ahead.figure if ahead is not None else version.coupon_rate


def _steps(terms: Iterable[InstrumentTerm], first: date, last: date) -> list[InstrumentTerm]:
    return [one for one in terms if one.term == "coupon_rate" and one.as_of_on and first <= one.as_of_on <= last]
