"""Sums that fall due: dollars add up, and what is paid in another currency stands beside them, never added."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from monitor.judges._days import say_day
from monitor.judges._precision import ZERO, say_money
from monitor.records import Instrument, Obligation

REGULAR = ("interest", "dividend")


def sum_dollars(due: Iterable[Obligation]) -> Decimal:
    """What falls due in dollars."""
    return sum((one.amount_usd for one in due if one.amount_usd is not None), ZERO)


def say_sum(one: Obligation) -> str:
    """The sum of one payment in its own currency."""
    amount = one.amount_usd if one.amount_usd is not None else one.amount_other
    return say_money(amount if amount is not None else ZERO, one.currency)


def preference_of(one: Instrument) -> Decimal | None:
    """What a preferred share stands for, in the currency of the instrument."""
    return one.liquidation_preference_usd or one.liquidation_preference_other


def say_unsummed(standing: Iterable[Instrument], year: Sequence[Obligation]) -> tuple[str, ...]:
    """Why a sum of dollars over a year is not all of it, in a sentence, or none: payments in other currencies, and
    instruments that bear interest or dividends of which no filing says enough to tell when or how much.

    `standing`: what is outstanding; `year`: all that falls due.
    """
    told = []
    abroad: dict[tuple[str, str], list[Obligation]] = {}
    for one in year:
        if one.amount_usd is None:
            abroad.setdefault((one.name, one.currency), []).append(one)
    for (name, currency), payments in sorted(abroad.items()):
        total = sum((one.amount_other or ZERO for one in payments), ZERO)
        days = ", ".join(say_day(one.due_on) for one in payments)
        told.append(f"{say_money(total, currency)} on {name} ({days}), which is not in dollars")
    ending = ("maturity", "redemption")
    told_of = {one.instrument_id for one in year if one.kind in (*REGULAR, *ending)}
    for instrument in standing:
        rate = instrument.dividend_rate if instrument.kind == "preferred" else instrument.coupon_rate
        if instrument.instrument_id not in told_of and rate != 0:
            told.append(f"what is paid on {instrument.name}, of which no filing in the store says enough")
    return (f"Not counted: {'; '.join(told)}.",) if told else ()
