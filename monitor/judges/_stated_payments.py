"""What filings state of a payment takes the place of what is computed: declared and paid dividends, interest due.

Of the statements of one payment a sum of the whole stands before a sum a share, then the latest. A sum a share is
multiplied by the shares outstanding on the day of record, else of payment, and stays in the currency that it is
stated in. A payment near no computed one (of a series whose terms no filing in the store gives yet, an extra
dividend) stands by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from monitor.judges._days import say_day
from monitor.judges._precision import SIGNS, say_money, say_units
from monitor.judges._sums_due import say_sum
from monitor.judges.instruments import Instruments, instruments_on
from monitor.records import Filing, Obligation, Problem, StatedPayment, content_id

NEAR = timedelta(days=7)  # a payment day that is no business day moves to the next one


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """Obligations after the stated ones took their places, and statements that give no sum."""

    due: tuple[Obligation, ...]
    problems: tuple[Problem, ...]


def replace_stated(
    computed: Sequence[Obligation],
    payments: Iterable[StatedPayment],
    instruments: Instruments,
    *,
    filings: Mapping[str, Filing],
    until_on: date,
) -> Stated:
    """Obligations with the stated payments in their places. Without shares a sum a share is a problem."""
    due = {one.obligation_id: one for one in computed}
    told: dict[tuple[str, str, date], list[StatedPayment]] = {}
    for payment in sorted(payments, key=lambda one: (one.known_at, one.payment_id)):
        if payment.due_on <= until_on:
            told.setdefault((payment.instrument_id, payment.kind, payment.due_on), []).append(payment)
    problems = []
    taken: set[str] = set()
    for (instrument_id, kind, day), said in sorted(told.items(), key=lambda one: (one[0][2], one[0])):
        last = max(said, key=lambda one: (_is_whole(one), one.known_at, one.payment_id))
        sums = _total(last, instruments)
        if sums is None:
            problems.append(_unsized(last, filings))
            continue
        fitting = min(
            (
                one
                for one in due.values()
                if (one.instrument_id, one.kind) == (instrument_id, kind)
                and abs(one.due_on - day) <= NEAR
                and one.obligation_id not in taken
            ),
            key=lambda one: abs(one.due_on - day),
            default=None,
        )
        note = f"Stated{' as paid' if last.is_paid else ''}: {sums.arithmetic}."
        # From the filing that is quoted; what was known of the payment before stands in earlier versions.
        known_at = last.known_at
        if fitting is not None:
            taken.add(fitting.obligation_id)
            due[fitting.obligation_id] = replace(
                fitting, amount_usd=sums.usd, amount_other=sums.other, currency=last.currency, basis="stated",
                source=last.source, known_at=known_at, due_on=day, certainty="contractual",
                note=f"{note} Computed from the terms: {say_sum(fitting)}.",
            )  # fmt: skip
            continue
        obligation_id = content_id("obligation", instrument_id, kind, day)
        taken.add(obligation_id)
        due[obligation_id] = Obligation(
            obligation_id=obligation_id,
            instrument_id=instrument_id,
            issuer_cik=last.issuer_cik,
            name=_name(last, instruments),
            kind=last.kind,
            due_on=day,
            amount_usd=sums.usd,
            amount_other=sums.other,
            currency=last.currency,
            basis="stated",
            certainty="contractual",
            period_start_on=None,
            period_end_on=None,
            note=f"{note} No payment is computed for {say_day(day)}: the terms in the store give none.",
            source=last.source,
            known_at=known_at,
            extractor=last.extractor,
        )
    return Stated(due=tuple(due.values()), problems=tuple(problems))


@dataclass(frozen=True, slots=True)
class _Sums:
    """All of a payment, in dollars or in another currency, and how it comes about."""

    usd: Decimal | None
    other: Decimal | None
    arithmetic: str


def _is_whole(payment: StatedPayment) -> bool:
    return payment.amount_usd is not None or payment.amount_other is not None


def _total(payment: StatedPayment, instruments: Instruments) -> _Sums | None:
    """The sum of a payment; None when the shares are not known."""
    if payment.amount_usd is not None or payment.amount_other is not None:
        whole = payment.amount_usd if payment.amount_usd is not None else payment.amount_other
        return _Sums(payment.amount_usd, payment.amount_other, say_money(whole or Decimal(0), payment.currency))
    each = payment.per_share_usd if payment.per_share_usd is not None else payment.per_share_other
    if each is None:
        return None
    # The terms of the day of record; those known now when the series is gone or was known only later.
    on = instruments_on(payment.record_on or payment.due_on, instruments.versions)
    shares = next(
        (
            one.shares
            for one in (*on, *reversed(instruments.versions))
            if one.instrument_id == payment.instrument_id and one.shares
        ),
        None,
    )
    if shares is None:
        return None
    total = (each * shares).quantize(Decimal("0.01"))
    said = f"{SIGNS.get(payment.currency, f'{payment.currency} ')}{each:f} a share"
    said += f" × {say_units(shares)} shares = {say_money(total, payment.currency)}"
    in_dollars = payment.currency == "USD"
    return _Sums(total if in_dollars else None, None if in_dollars else total, said)


def _name(payment: StatedPayment, instruments: Instruments) -> str:
    named = (one.name for one in reversed(instruments.versions) if one.instrument_id == payment.instrument_id)
    return next(named, payment.name)


def _unsized(payment: StatedPayment, filings: Mapping[str, Filing]) -> Problem:
    accession = filings[payment.source.document_id].accession_number
    return Problem(
        kind="stated_payment_unplaced",
        severity="notice",
        accession_number=accession,
        issuer_cik=payment.issuer_cik,
        message=(
            f"{accession}: a {payment.kind} of {payment.per_share_usd or payment.per_share_other} a share on "
            f"{payment.name} is due on "
            f"{payment.due_on}, and no filing in the store says how many shares there are. Load the filing of "
            "their issue."
        ),
    )
