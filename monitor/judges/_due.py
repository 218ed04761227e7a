"""What one version of an instrument makes fall due in a window of days, with arithmetic and sentence."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from monitor.judges._coupons import split_period
from monitor.judges._days import ONE_DAY, Span, say_day
from monitor.judges._instalments import Instalments, find_instalments
from monitor.judges._instrument_ids import InstrumentFact
from monitor.judges._payment_dates import Payment, list_payments, read_payment_days
from monitor.judges._precision import ZERO, say_dollars, say_money, say_units
from monitor.judges._sums_due import preference_of
from monitor.judges._terms import find_current_rate, find_first_payment, find_payment_days, floats_on
from monitor.records import (
    Instrument,
    InstrumentEvent,
    InstrumentTerm,
    Obligation,
    ObligationKind,
    TermName,
    content_id,
)

EXTRACTOR = "judges.obligations"
CENT = Decimal("0.01")
OFTEN = {1: "once a year", 2: "twice a year", 4: "four times a year", 12: "every month"}
UNLESS = "unless converted, redeemed or repurchased before"
KEPT = {
    "yes": " Cumulative: what is not declared is owed still.",
    "no": " Not cumulative: what is not declared is not owed.",
}
AMOUNTS = ("principal_usd", "shares", "liquidation_preference_usd", "liquidation_preference_other")
IN_KIND = re.compile(r"\bPIK\b|\bpayment-in-kind\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """How an obligation comes about: the words, the terms used (the one to show first), who decides."""

    note: str
    terms: tuple[str, ...]
    certainty: Literal["contractual", "if_declared", "holder_option", "issuer_option"]
    stated: bool = False
    payment: Payment | None = None
    due_in: str | None = None
    rests_on: InstrumentFact | None = None


def due_of_version(
    version: Instrument, window: Span, by_id: Mapping[str, InstrumentFact], principal_until: date
) -> Iterator[Obligation]:
    """Interest or dividends with a day inside `window`, put and maturity from its first day to `principal_until`.

    `by_id`: the instrument's facts. Notes that are priced and not yet issued bear no interest.
    """
    first, last = window
    facts = [by_id[one] for one in version.term_ids if one in by_id]
    priced = any(isinstance(fact, InstrumentEvent) and fact.kind == "priced" for fact in facts)
    if not (priced and version.issued_on is None):
        yield from _regular(version, window, facts, list(by_id.values()))
    principal = version.principal_usd
    if not principal or version.kind == "preferred":
        return
    last = principal_until
    if version.put_on is not None and first <= version.put_on <= last:
        note = f"Holders may ask for {say_dollars(principal)} of principal on {say_day(version.put_on)}, {UNLESS}."
        basis = Basis(note=note, terms=("put_on",), certainty="holder_option")
        yield make_obligation(version, "put", version.put_on, principal, basis=basis, facts=facts)
    if plan := find_instalments(version, by_id.values()):
        yield from _instalments(version, plan, (first, last), facts)
        return
    ends_on = _ends_on(version)
    if ends_on is not None and first <= ends_on <= last:
        day, month = version.matures_on, version.matures_in
        note = f"Principal of {say_dollars(principal)} is due {_say_end(day, ends_on)}, {UNLESS}."
        if day is None:
            note += " The filing names the month and no day: its last day stands for it."
        term: TermName = "matures_in" if day is None else "matures_on"
        basis = Basis(note=note, terms=(term,), certainty="contractual", due_in=month if day is None else None)
        yield make_obligation(version, "maturity", ends_on, principal, basis=basis, facts=facts)


def _instalments(
    version: Instrument, plan: Instalments, window: Span, facts: Sequence[InstrumentFact]
) -> Iterator[Obligation]:
    """The principal, in parts."""
    before = plan.number - len(plan.parts)
    for at, (day, amount) in enumerate(plan.parts, start=1 + before):
        note = (
            f"Instalment {at} of {plan.number}: {say_dollars(amount)}, an equal part of the "
            f"{say_dollars(version.principal_usd or ZERO)} outstanding, due on {say_day(day)}."
        )
        basis = Basis(note=note, terms=("instalments",), certainty="contractual", rests_on=plan.term)
        if window[0] <= day <= window[1]:
            yield make_obligation(version, "maturity", day, amount, basis=basis, facts=[*facts, plan.term])


def _regular(
    version: Instrument, window: Span, facts: Sequence[InstrumentFact], known: Sequence[InstrumentFact]
) -> Iterator[Obligation]:
    """Interest or dividends in a window of days. Payment days that change from a later day on count from it."""
    if version.matures_on is None and (ends_on := _ends_on(version)):
        window = window[0], min(window[1], ends_on)  # the last payment comes with a day that no filing names
    plan = find_instalments(version, known)
    for (first, last), words in find_payment_days(version.payment_days or "", known, window):
        days = read_payment_days(words)
        if not days or first > last:
            continue
        for payment in list_payments(
            days,
            issued_on=version.issued_on,
            from_on=first,
            until_on=last,
            ends_on=version.matures_on,
            first_on=find_first_payment(known),
        ):
            if version.kind == "preferred":
                yield from _dividend(version, payment, len(days), facts, known)
            elif version.principal_usd:
                paid = plan.paid_before(payment.due_on) if plan else ZERO
                if paid < version.principal_usd:
                    yield from _interest(version, payment, len(days), facts=facts, known=known, paid=paid)


def _interest(
    version: Instrument,
    payment: Payment,
    times: int,
    *,
    facts: Sequence[InstrumentFact],
    known: Sequence[InstrumentFact],
    paid: Decimal,
) -> Iterator[Obligation]:
    """`paid`: principal that instalments have paid back before; `known`: all facts, for steps of the coupon."""
    principal = (version.principal_usd or ZERO) - paid
    parts, step = split_period(version, payment, known)
    rated = [(one.rate, one.share, one.start_on) for one in parts if one.rate is not None]
    if len(rated) < len(parts) or not any(rate for rate, _, _ in rated):
        return  # nobody knows it, it floats by then, or there is none
    amount = sum((principal * rate / 100 * share for rate, share, _ in rated), ZERO).quantize(CENT)
    rates = f"{say_units(rated[0][0])} % a year" + "".join(
        f" and {say_units(rate)} % from {say_day(since)}" for rate, _, since in rated[1:]
    )
    note = (
        f"{rates} of {say_dollars(principal)}, paid {_often(times)}: {say_dollars(amount)} "
        f"for {_say_period(payment)}."
    )
    in_kind = IN_KIND.search(version.name)
    basis = Basis(
        note=f"{note} The notes let the issuer pay it in more notes." if in_kind else note,
        terms=("coupon_rate", "payment_days"),
        certainty="issuer_option" if in_kind else "contractual",
        payment=payment,
        rests_on=step,
    )
    used = [*facts, *([step] if step and step not in facts else [])]
    yield make_obligation(version, "interest", payment.due_on, amount, basis=basis, facts=used)


def _dividend(
    version: Instrument,
    payment: Payment,
    times: int,
    facts: Sequence[InstrumentFact],
    known: Sequence[InstrumentFact],
) -> Iterator[Obligation]:
    """`known`: all facts of the instrument, for a rate that changes counts from its own day."""
    if floats_on(known, payment.start_on):
        return
    current = find_current_rate(known, payment.due_on)
    if current and isinstance(current[1], InstrumentTerm) and current[1].as_of_on == payment.due_on:
        # A rate that begins on the day of payment is that of the time after it.
        current = find_current_rate(known, payment.due_on - ONE_DAY) or current
    rate = current[0] if current else version.dividend_rate
    preference = preference_of(version)
    if not version.shares or not preference or not rate:
        return
    amount = (version.shares * preference * rate / 100 * payment.share).quantize(CENT)
    note = (
        f"{say_units(rate)} % a year of {say_units(version.shares)} shares × "
        f"{say_money(preference, version.currency)}, paid {_often(times)}: {say_money(amount, version.currency)} "
        f"for {_say_period(payment)}, if declared."
        f"{KEPT.get(version.cumulative or '', '')}"
    )
    rests_on = current[1] if current else None
    used = [*facts, *([rests_on] if rests_on and rests_on not in facts else [])]
    basis = Basis(
        note=note,
        terms=("dividend_rate", "payment_days"),
        certainty="if_declared",
        payment=payment,
        rests_on=rests_on,
    )
    yield make_obligation(
        version, "dividend", payment.due_on, amount, basis=basis, facts=used, currency=version.currency
    )


def make_obligation(
    version: Instrument,
    kind: ObligationKind,
    due_on: date,
    amount: Decimal,
    *,
    basis: Basis,
    facts: Sequence[InstrumentFact],
    currency: str = "USD",
) -> Obligation:
    used = [fact for fact in facts if isinstance(fact, InstrumentEvent) or fact.term in (*AMOUNTS, *basis.terms)]
    named = (
        fact for name in basis.terms for fact in used if isinstance(fact, InstrumentTerm) and fact.term == name
    )
    shown = basis.rests_on or next(named, used[0])
    return Obligation(
        obligation_id=content_id("obligation", version.instrument_id, kind, due_on),
        instrument_id=version.instrument_id,
        issuer_cik=version.issuer_cik,
        name=version.name,
        kind=kind,
        due_on=due_on,
        amount_usd=amount if currency == "USD" else None,
        amount_other=None if currency == "USD" else amount,
        currency=currency,
        basis="stated" if basis.stated else "computed",
        certainty=basis.certainty,
        period_start_on=basis.payment.start_on if basis.payment else None,
        period_end_on=basis.payment.due_on if basis.payment else None,
        note=basis.note,
        due_in=basis.due_in,
        source=shown.source,
        # Shares sold since are no terms: the version knows when they were known. The rate of a period that is over
        # may be told only with the next change of it.
        known_at=max(version.known_at, shown.known_at)
        if kind == "dividend"
        else max(fact.known_at for fact in used),
        extractor=EXTRACTOR,
    )


def _ends_on(version: Instrument) -> date | None:
    """The day of maturity, else the last day of its month."""
    if version.matures_on is not None or version.matures_in is None:
        return version.matures_on
    year, month = map(int, version.matures_in.split("-"))
    return date(year, month, monthrange(year, month)[1])


def _say_end(day: date | None, ends_on: date) -> str:
    return f"on {say_day(day)}" if day else f"in {ends_on:%B %Y}"


def _often(times: int) -> str:
    return OFTEN.get(times, f"{times} times a year")


def _say_period(payment: Payment) -> str:
    words = f"{say_day(payment.start_on)} to {say_day(payment.due_on)}"
    return words if payment.regular else f"{words} (a broken period, by days of a 360-day year)"
