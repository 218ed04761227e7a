"""For how many months the cash of a day pays interest and dividends.

Numerator: the latest balance of each kind, as known when the balance of the day was. The USD Reserve lies in the
same banks as the cash of a balance sheet, so the two are not added blindly: of cash counted on a day on which a
reserve already stood, only what exceeds it is added; cash counted before the reserve was set up is added whole;
and when a filing says that USD Cash includes the USD Reserve, only USD Cash counts. A balance older than 200 days
counts for nothing. Denominator: interest and dividends due in dollars in the twelve months after, as known then;
puts, maturities and redemptions, what is paid in another currency, and instruments of whose payments no filing
says enough are left out and named. The note says all of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from monitor.judges._days import say_day
from monitor.judges._outstanding import agree
from monitor.judges._payment_dates import add_months
from monitor.judges._precision import ZERO, say_dollars
from monitor.judges._sums_due import REGULAR, say_sum, say_unsummed, sum_dollars
from monitor.judges.instruments import Instruments, as_known, instruments_on
from monitor.judges.obligations import Obligations, judge_obligations
from monitor.records import Filing, Obligation, PaymentCoverage, Reserve, StatedPayment

STALE = timedelta(days=200)  # two quarters and the time to report them
NAMES = {"usd_reserve": "USD Reserve", "usd_cash": "USD Cash", "cash": "cash and cash equivalents"}
INCLUDES = re.compile(
    r"\bUSD\s+Cash\b[^.;]*\b(?:includ\w+|compris\w+|consist\w+|of\s+which)\b[^.;]*\bUSD\s+Reserve\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Dollars at hand, the balances that they come from, and how they were added."""

    amount: Decimal
    reserves: tuple[Reserve, ...]
    words: tuple[str, ...]


def judge_payment_coverage(
    reserves: Iterable[Reserve],
    instruments: Instruments,
    obligations: Obligations,
    *,
    filings: Mapping[str, Filing],
    payments: Iterable[StatedPayment] = (),
) -> tuple[PaymentCoverage, ...]:
    """One coverage for each day of a stated balance on which something was known to fall due; oldest first.

    `obligations` are those of today: the ids of a coverage are of those among them that were foreseen on its day.
    """
    everything = sorted(reserves, key=lambda one: (one.known_at, one.reserve_id))
    said = list(payments)
    standing = {one.obligation_id for one in obligations.due}
    found = []
    for day in sorted({one.as_of_on for one in everything}):
        newest = _settle([one for one in everything if one.as_of_on == day])[-1]
        known = [one for one in everything if one.known_at <= newest.known_at and one.as_of_on <= day]
        until = add_months(day, 12)
        then = as_known(instruments, newest.known_at)
        due = judge_obligations(
            then,
            filings=filings,
            until_on=until,
            payments=[one for one in said if one.known_at <= newest.known_at],
        ).due
        year = _split([one for one in due if day < one.due_on <= until])
        outstanding = instruments_on(day, then.versions, newest.known_at)
        if not year.total:
            continue
        counted = count_cash(day, known)
        months = (counted.amount / year.total * 12).quantize(Decimal("0.1"))
        ids = tuple(one.obligation_id for one in year.regular if one.obligation_id in standing)
        found.append(
            PaymentCoverage(
                issuer_cik=newest.issuer_cik,
                as_of_on=day,
                reserves_usd=counted.amount,
                obligations_usd=year.total,
                months=months,
                reserve_ids=tuple(one.reserve_id for one in counted.reserves),
                obligation_ids=ids,
                note=" ".join(
                    [
                        *_note(day, counted, year, months=months, gone=len(year.regular) - len(ids)),
                        *say_unsummed(outstanding, [*year.regular, *year.abroad, *year.other]),
                    ]
                ),
                accession_number=filings[newest.source.document_id].accession_number,
                known_at=newest.known_at,
            )
        )
    return tuple(found)


def count_cash(day: date, known: Sequence[Reserve]) -> Counted:
    """What is at hand on a day by the balances known, each dollar once."""
    latest: dict[str, Reserve] = {}
    words = []
    for kind in ("usd_cash", "usd_reserve", "cash"):
        of_kind = [one for one in known if one.kind == kind]
        if not of_kind:
            continue
        last_day = max(one.as_of_on for one in of_kind)
        balance = _settle([one for one in of_kind if one.as_of_on == last_day])[-1]
        if day - last_day > STALE:
            words.append(f"{NAMES[kind]} of {_say(balance)} is too old to count")
        else:
            latest[kind] = balance
    amount = ZERO
    usd_cash, reserve, cash = latest.get("usd_cash"), latest.get("usd_reserve"), latest.get("cash")
    if usd_cash and reserve and any(INCLUDES.search(one.source.quote) for one in known if one.kind == "usd_cash"):
        words.append(f"the USD Reserve of {_say(reserve)} is part of USD Cash by the filing's own words")
        del latest["usd_reserve"]
        reserve = None
    for named in (usd_cash, reserve):
        if named is not None:
            amount += named.amount_usd
            words.append(f"{NAMES[named.kind]} {_say(named)}")
    if cash is not None:
        more, how = _add_cash(cash, [one for one in known if one.kind != "cash"])
        amount += more
        words.append(how)
    return Counted(amount=amount, reserves=tuple(latest.values()), words=tuple(words))


def _add_cash(cash: Reserve, named: Sequence[Reserve]) -> tuple[Decimal, str]:
    """What balance-sheet cash adds to the named reserves, and why."""
    inside = ZERO
    for kind in ("usd_cash", "usd_reserve"):
        before = [one for one in named if one.kind == kind and one.as_of_on <= cash.as_of_on]
        if before:
            last_day = max(one.as_of_on for one in before)
            inside = max(inside, _settle([one for one in before if one.as_of_on == last_day])[-1].amount_usd)
    words = f"{NAMES['cash']} {_say(cash)}"
    if not inside:
        return cash.amount_usd, words + (", counted before the reserve was set up" if named else "")
    more = max(ZERO, cash.amount_usd - inside)
    return (
        more,
        f"of {words}, taken to hold the {say_dollars(inside)} reserved then, the other {say_dollars(more)}",
    )


def _settle(balances: Sequence[Reserve]) -> list[Reserve]:
    """Statements of one day without repetitions, in the order known: the last one stands."""
    kept: list[Reserve] = []
    for one in sorted(balances, key=lambda each: (each.known_at, each.reserve_id)):
        if not any(one.kind == other.kind and agree(one.amount_usd, other.amount_usd) for other in kept):
            kept.append(one)
    return kept


@dataclass(frozen=True, slots=True, kw_only=True)
class _Year:
    """What falls due in the twelve months after a day."""

    regular: tuple[Obligation, ...]  # interest and dividends in dollars
    abroad: tuple[Obligation, ...]  # those in another currency
    other: tuple[Obligation, ...]
    total: Decimal  # of the regular ones

    @property
    def interest(self) -> Decimal:
        return sum_dollars(one for one in self.regular if one.kind == "interest")


def _split(due: Sequence[Obligation]) -> _Year:
    regular = tuple(one for one in due if one.kind in REGULAR)
    in_dollars = tuple(one for one in regular if one.amount_usd is not None)
    return _Year(
        regular=in_dollars,
        abroad=tuple(one for one in regular if one.amount_usd is None),
        other=tuple(one for one in due if one.kind not in REGULAR),
        total=sum_dollars(in_dollars),
    )


def _note(day: date, counted: Counted, year: _Year, *, months: Decimal, gone: int) -> Iterator[str]:
    yield f"At hand: {'; '.join(counted.words)}: {say_dollars(counted.amount)}."
    yield (
        f"Due in the twelve months after {say_day(day)}, as known then: interest {say_dollars(year.interest)} and "
        f"dividends {say_dollars(year.total - year.interest)}, {say_dollars(year.total)}."
    )
    if in_kind := sum_dollars(one for one in year.regular if one.certainty == "issuer_option"):
        yield f"Of this {say_dollars(in_kind)} may be paid in more notes instead of cash."
    yield f"{say_dollars(counted.amount)} / {say_dollars(year.total)} × 12 = {months} months."
    if year.other:
        named = ", ".join(
            f"{one.kind} of {one.name} {say_sum(one)} on {say_day(one.due_on)}" for one in year.other
        )
        yield f"Left out: {named}."
    if gone:
        yield f"{gone} of these payments fell away since, because terms changed."


def _say(balance: Reserve) -> str:
    return f"{say_dollars(balance.amount_usd)} ({say_day(balance.as_of_on)})"
