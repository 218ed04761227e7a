"""What a stated dividend tells of the next ones, of a series whose preference or payment days are in no filing.

"Quarter ending December 31, 2025 | €1.333333333", accrued since the issue on 13 November: 48 days of a 360-day
year at 10 % a year make a preference of €100, and the next quarters end on 31 March, 30 June, 30 September and 31
December (0001193125-25-303157). Taken only where the preference that follows is a whole number, so that days, rate
and sum are known to belong together. The instrument keeps its empty terms: only what falls due is computed, and
its note says from what.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from monitor.judges._days import say_day
from monitor.judges._instrument_ids import InstrumentFact
from monitor.judges._payment_dates import add_months, list_payments, read_payment_days
from monitor.judges._precision import SIGNS, half_digit, say_units
from monitor.judges._sums_due import preference_of
from monitor.judges._terms import find_current_rate
from monitor.records import Instrument, StatedPayment

TIMES = {"quarter": 4, "month": 12}
RHYTHM = re.compile(
    r"\b(?P<regular>quarterly|monthly)\b|\b(?P<period>quarter|month)\s+(?:ending|ended)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """A version with the terms that follow from `payment`, and the words that say how."""

    version: Instrument
    payment: StatedPayment
    words: str


def find_rhythm(
    version: Instrument, payments: Iterable[StatedPayment], facts: Iterable[InstrumentFact]
) -> Rhythm | None:
    """The terms that follow from the last stated dividend of a series; None when none is needed or none fits."""
    if version.kind != "preferred" or not version.shares or version.issued_on is None:
        return None
    preference = preference_of(version)
    if preference is not None and read_payment_days(version.payment_days or ""):
        return None
    told = [
        one
        for one in payments
        if one.kind == "dividend"
        and _per_share(one)
        and RHYTHM.search(one.source.quote)
        and one.due_on > version.issued_on
    ]
    if not told:
        return None
    last = max(told, key=lambda one: (one.due_on, one.known_at, one.payment_id))
    rate = find_current_rate(facts, last.due_on)
    found = RHYTHM.search(last.source.quote)
    if rate is None or not rate[0] or found is None:
        return None
    times = TIMES[(found["period"] or found["regular"]).lower().removesuffix("ly")]
    days = ",".join(
        f"{day.month:02d}-{last.due_on.day:02d}"
        for day in (add_months(last.due_on, number * 12 // times) for number in range(times))
    )
    on = last.due_on
    paid = next(
        list_payments(read_payment_days(days), issued_on=version.issued_on, from_on=on, until_on=on, ends_on=None),
        None,
    )
    if paid is None:
        return None
    each = _per_share(last) or Decimal(0)
    yearly = paid.share * rate[0] / 100
    follows = (each / yearly).quantize(Decimal(1))
    if abs(follows * yearly - each) > half_digit(each) or (preference is not None and preference != follows):
        return None
    dollars = last.currency == "USD"
    completed = replace(
        version,
        payment_days=days,
        liquidation_preference_usd=follows if dollars else None,
        liquidation_preference_other=None if dollars else follows,
        currency=last.currency,
    )
    unsaid = "its payment days" if preference else "its payment days and preference"
    words = (
        f"No filing in the store states {unsaid}: they follow from the dividend of "
        f"{SIGNS.get(last.currency, f'{last.currency} ')}{each:f} a share for {say_day(paid.start_on)} to "
        f"{say_day(paid.due_on)} at {say_units(rate[0])} % a year."
    )
    return Rhythm(version=completed, payment=last, words=words)


def _per_share(payment: StatedPayment) -> Decimal | None:
    return payment.per_share_usd if payment.per_share_usd is not None else payment.per_share_other
