"""Obligations: from terms to dated cash needs.

    interest      coupon × principal / payments a year, on the payment days; a broken first period by days
    dividend      rate in force on the day × liquidation preference × shares / payments a year; only if declared
    put           the principal, on the day on which the holder may ask for it, or what holders did ask for
    maturity      the principal, unless converted, redeemed or repurchased before
    redemption    announced by the issuer for a day to come

Each rests on the version of its instrument that was in force on the day due; days to come rest on the newest. What
a filing states (a declared dividend, an amount to be redeemed) takes the place of what is computed. Nothing is
guessed: without payment days there is no dated interest, and a problem says what is missing. Days are those of the
terms: when one is no business day, payment moves to the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from monitor.judges._days import ONE_DAY, Span, begin_of, new_york_day
from monitor.judges._due import due_of_version
from monitor.judges._instrument_ids import InstrumentFact, fact_id
from monitor.judges._payment_dates import read_payment_days
from monitor.judges._precision import ZERO
from monitor.judges._redemptions_due import due_puts, due_redemptions
from monitor.judges._stated_payments import replace_stated
from monitor.judges._stated_rhythm import find_rhythm
from monitor.judges._sums_due import preference_of
from monitor.judges.instruments import Instruments, VersionMemory
from monitor.records import Filing, Instrument, Obligation, ObligationKind, Problem, StatedPayment


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligations:
    """What falls due, in order of days; and which terms are missing to know what else does."""

    due: tuple[Obligation, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterSum:
    """Dollars due in one calendar quarter, by kind; what is paid in another currency is in none of the sums.

    Puts and maturities of one note exclude each other.
    """

    quarter_start_on: date
    quarter_end_on: date
    interest_usd: Decimal
    dividends_usd: Decimal
    puts_usd: Decimal
    maturities_usd: Decimal
    redemptions_usd: Decimal


def judge_obligations(
    instruments: Instruments,
    *,
    filings: Mapping[str, Filing],
    until_on: date,
    payments: Iterable[StatedPayment] = (),
) -> Obligations:
    """All that fell due since each instrument was first known, and falls due until `until_on`. Of principal, which
    falls due on few days, all days that the terms give.

    `filings` maps document_id to Filing; `payments` are those that filings state: each takes
    the place of what is computed for its day.
    """
    said = tuple(payments)
    due: list[Obligation] = []
    problems: list[Problem] = []
    for instrument_id, facts in instruments.facts.items():
        versions = [one for one in instruments.versions if one.instrument_id == instrument_id]
        if not versions:
            continue
        by_id = {fact_id(fact): fact for fact in facts}
        newest = versions[-1]
        redemptions = list(due_redemptions(versions, facts, until_on))
        asked = {one.due_on: one for one in due_puts(versions, facts, until_on)}
        stop = min((one.due_on for one, whole in redemptions if whole), default=None)
        for version in versions:
            if version.status == "retired":
                continue
            window, principal_until = _window(version, until_on, stop), _window(version, date.max, stop)[1]
            found = _recall_due(version, window, facts, principal_until, instruments.memory)
            told = [one for one in said if one.instrument_id == instrument_id]
            ahead = _ahead(version, told, window, by_id)
            # On the day of a redemption in full its price, interest included, takes the place of all else.
            due += [
                one
                for one in (*found, *ahead)
                if one.due_on != stop and not (one.kind == "put" and one.due_on in asked)
            ]
        due += [*(one for one, _ in redemptions), *asked.values()]
        if find_rhythm(newest, (one for one in said if one.instrument_id == instrument_id), facts) is None:
            problems += _find_missing(newest)
    stated = replace_stated(due, said, instruments, filings=filings, until_on=until_on)
    return Obligations(
        due=tuple(sorted(stated.due, key=lambda one: (one.due_on, one.instrument_id, one.kind))),
        problems=tuple(sorted([*problems, *stated.problems], key=lambda one: (one.kind, one.message))),
    )


def _recall_due(
    version: Instrument,
    window: Span,
    facts: tuple[InstrumentFact, ...],
    principal_until: date,
    memory: VersionMemory,
) -> tuple[Obligation, ...]:
    """What a version makes fall due: worked out once for all the days on which it is asked."""
    key = (version.instrument_id, version.known_at, version.superseded_at, window, principal_until)
    if key not in memory.due or memory.due[key][0] != (version, facts):
        by_id = {fact_id(fact): fact for fact in facts}
        memory.due[key] = (version, facts), tuple(due_of_version(version, window, by_id, principal_until))
    return memory.due[key][1]


def _ahead(
    version: Instrument, said: Sequence[StatedPayment], window: Span, by_id: Mapping[str, InstrumentFact]
) -> Iterator[Obligation]:
    """The dividends after the last stated one, of a series whose terms are told by that one alone."""
    rhythm = find_rhythm(version, said, by_id.values())
    if rhythm is None:
        return
    first, last = max(window[0], rhythm.payment.due_on + ONE_DAY), window[1]
    for one in due_of_version(rhythm.version, (first, last), by_id, last):
        known_at = max(one.known_at, rhythm.payment.known_at)
        yield replace(one, note=f"{one.note} {rhythm.words}", source=rhythm.payment.source, known_at=known_at)


def sum_quarters(obligations: Iterable[Obligation], from_on: date, until_on: date) -> tuple[QuarterSum, ...]:
    """Sums of each calendar quarter that `from_on` to `until_on` touches, empty quarters included."""
    due = [one for one in obligations if from_on <= one.due_on <= until_on]
    sums = []
    start = date(from_on.year, 3 * ((from_on.month - 1) // 3) + 1, 1)
    while start <= until_on:
        after = date(start.year + (start.month == 10), (start.month + 2) % 12 + 1, 1)
        by_kind: dict[ObligationKind, Decimal] = {}
        for one in due:
            if start <= one.due_on < after:
                by_kind[one.kind] = by_kind.get(one.kind, ZERO) + (one.amount_usd or ZERO)
        sums.append(
            QuarterSum(
                quarter_start_on=start,
                quarter_end_on=after - ONE_DAY,
                interest_usd=by_kind.get("interest", ZERO),
                dividends_usd=by_kind.get("dividend", ZERO),
                puts_usd=by_kind.get("put", ZERO),
                maturities_usd=by_kind.get("maturity", ZERO),
                redemptions_usd=by_kind.get("redemption", ZERO),
            )
        )
        start = after
    return tuple(sums)


def _window(version: Instrument, until_on: date, stop: date | None) -> Span:
    """The days due on which a version answers for: since it was known until the next one was.

    What was announced ahead changes a version as its day begins, and what is paid on that day is paid on what
    stood before: a coupon on the principal that is repaid with it.
    """
    last = until_on if stop is None else min(until_on, stop)
    if version.superseded_at is not None:
        until = new_york_day(version.superseded_at)
        last = min(last, until if version.superseded_at == begin_of(until) else until - ONE_DAY)
    first = new_york_day(version.known_at)
    return first + ONE_DAY if version.known_at == begin_of(first) else first, last


def _find_missing(version: Instrument) -> Iterator[Problem]:
    """What has to be known to date the payments of an outstanding instrument, and is not."""
    if version.status == "retired":
        return
    preferred = version.kind == "preferred"
    needed: dict[str, object] = (
        {
            "the dividend rate": version.dividend_rate,
            "the shares outstanding": version.shares,
            "the liquidation preference": preference_of(version),
        }
        if preferred
        else {
            "the coupon": version.coupon_rate,
            "the principal outstanding": version.principal_usd,
            "the maturity": version.matures_on or version.matures_in,
        }
    )
    lacking = [name for name, value in needed.items() if value is None]
    rate = version.dividend_rate if preferred else version.coupon_rate
    if rate and not read_payment_days(version.payment_days or ""):
        lacking.append("the payment days")
    if lacking:
        yield Problem(
            kind="terms_missing",
            severity="notice",
            accession_number=version.accession_number,
            issuer_cik=version.issuer_cik,
            message=(
                f"{version.name}: no filing in the store states {', '.join(lacking)}, so what falls due of it is "
                "not computed in full. Load the 8-K of its issue, its indenture or the debt note of a 10-Q."
            ),
        )
