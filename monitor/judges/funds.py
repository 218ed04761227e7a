"""Sources and uses: where the money of each reported period came from and where it went.

    net proceeds of securities + proceeds of coins sold
        = coins bought + securities bought back + added to the reserve

Printed figures are rounded: what their last digits allow is the tolerance. What remains beyond it has a name:
other cash was used, or proceeds were kept; where a side is not disclosed, it is unknown. What another filing
repeats counts once. Pure: the same facts in any order give the same balances.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.judges._days import ONE_DAY, Span, count_days
from monitor.judges._funds_periods import Reported, complete, find_periods
from monitor.judges._funds_repeats import Flow, find_contradictions, settle_offerings, span_of
from monitor.judges._funds_sums import Account, sum_funds
from monitor.judges._funds_words import say_balance
from monitor.judges._precision import say_usd
from monitor.records import (
    Filing,
    FundsBalance,
    HoldingsChange,
    Issuance,
    Problem,
    PurchaseFunding,
    Reserve,
    ReserveMovement,
)

MINED = "mined"  # `HoldingsChange.purpose` of coins that were produced, not bought
Told = Issuance | PurchaseFunding | HoldingsChange | Reserve | ReserveMovement


@dataclass(frozen=True, slots=True, kw_only=True)
class Funds:
    """Balances in order of days, and the problems met on the way."""

    balances: tuple[FundsBalance, ...]
    problems: tuple[Problem, ...]


def judge_funds(
    issuances: Iterable[Issuance],
    fundings: Iterable[PurchaseFunding],
    changes: Iterable[HoldingsChange],
    reserves: Iterable[Reserve],
    movements: Iterable[ReserveMovement] = (),
    *,
    filings: Mapping[str, Filing],
    known_by: datetime | None = None,
) -> Funds:
    """Balances of every issuer among the facts, one for each period that its filings report.

    `filings` maps the document_id of every fact to its Filing; KeyError without. `known_by` leaves out whatever
    was known later. Periods that a filing gives no first day of have no balance.
    """
    facts: list[Told] = [*issuances, *fundings, *changes, *reserves, *movements]
    known = sorted((one for one in facts if known_by is None or one.known_at <= known_by), key=_order)
    balances: list[FundsBalance] = []
    problems: dict[str, Problem] = {}
    for cik in sorted({one.issuer_cik for one in known}):
        found = _judge_issuer([one for one in known if one.issuer_cik == cik], filings)
        balances += found.balances
        problems |= {one.problem_id: one for one in found.problems}
    return Funds(balances=tuple(balances), problems=tuple(problems.values()))


def _judge_issuer(facts: Sequence[Told], filings: Mapping[str, Filing]) -> Funds:
    issued = [one for one in facts if isinstance(one, Issuance)]
    offerings = settle_offerings(one for one in issued if one.kind == "offering")
    flows: list[Flow] = [one for one in issued if one.kind != "offering" and span_of(one)]
    flows += [one for one in facts if isinstance(one, HoldingsChange) and _moves_money(one)]
    fundings = [one for one in facts if isinstance(one, PurchaseFunding)]
    reserves = [one for one in facts if isinstance(one, Reserve) and one.kind != "cash"]
    movements = [one for one in facts if isinstance(one, ReserveMovement) and one.kind != "cash"]
    balances: list[FundsBalance] = []
    problems: list[Problem] = []
    for period in _complete_periods(flows, filings):
        closed = [one for one in offerings if _is_inside(span_of(one), period.span)]
        said = [one for one in fundings if _is_inside(_days(one), period.span)]
        around = [one for one in fundings if one not in said and _meets(_days(one), period.span)]
        before = [one for one in balances if one.period_end_on == period.span[0] - ONE_DAY]
        sums = sum_funds(period, closed, reserves, movements)
        account = Account(period, closed, said, sums, before[-1] if before else None, around)
        balances.append(_balance(account, filings))
        problems += find_contradictions(period.issued, flows, filings)
        named = any(one.other_sources for one in said) or account.earlier_proceeds or account.was_kept_before
        if account.status == "other_cash_used" and not named:
            problems.append(_unnamed(balances[-1]))
    return Funds(balances=tuple(balances), problems=tuple(problems))


def _complete_periods(flows: Sequence[Flow], filings: Mapping[str, Filing]) -> list[Reported]:
    """The periods that say anything of money; those whose purchases only make up a longer one are left out."""
    periods = [one for one in find_periods(flows, filings) if one.issued or one.changed or _buys_back(one)]
    parts: set[Span] = set()
    selling = {period.span for period in periods if period.issued or _buys_back(period)}
    for period in sorted(periods, key=lambda one: -count_days((one.span,))):
        told = any(one.net_proceeds_usd is not None for one in period.issued) or _buys_back(period)
        whole = told and not period.changed
        complete(period, flows, filings)
        if whole:
            parts |= {span for one in period.changed if (span := span_of(one))}
    return [one for one in periods if (one.span in selling or one.span not in parts) and _says_anything(one)]


def _balance(account: Account, filings: Mapping[str, Filing]) -> FundsBalance:
    period, sums = account.period, account.sums
    flows: list[Flow] = [*period.issued, *period.repurchased, *period.changed]
    rest: list[Told] = [*flows, *account.offerings, *sums.ends]
    last = max(flows, key=lambda one: (one.known_at, one.source.document_id))
    return FundsBalance(
        issuer_cik=last.issuer_cik,
        period_start_on=period.span[0],
        period_end_on=period.span[1],
        proceeds_usd=sums.proceeds,
        sales_usd=sums.sales,
        purchases_usd=sums.purchases,
        repurchases_usd=sums.repurchases,
        reserve_change_usd=sums.reserve_change,
        residual_usd=sums.residual,
        tolerance_usd=sums.tolerance,
        status=account.status,
        note=say_balance(account),
        accession_number=filings[last.source.document_id].accession_number,
        known_at=max(one.known_at for one in rest),
    )


def _unnamed(balance: FundsBalance) -> Problem:
    return Problem(
        kind="unnamed_source",
        message=f"{balance.period_start_on} to {balance.period_end_on}: {say_usd(-balance.residual_usd)} more were"
        " spent than the disclosed sources brought, and the filing names no other source",
        severity="notice",
        accession_number=balance.accession_number,
        issuer_cik=balance.issuer_cik,
    )


def _moves_money(change: HoldingsChange) -> bool:
    return change.kind in ("acquired", "sold", "none") and change.purpose != MINED and span_of(change) is not None


def _says_anything(period: Reported) -> bool:
    return bool(period.issued) or _buys_back(period) or any(one.usd_amount for one in period.changed)


def _buys_back(period: Reported) -> bool:
    """Whether anything was bought back: Regulation S-K item 703 has a row for each month of a quarter, and a month
    without a purchase tells of no money."""
    return any(one.shares or one.notional_usd or one.net_proceeds_usd for one in period.repurchased)


def _days(funding: PurchaseFunding) -> Span | None:
    end = funding.period_end_on
    return None if end is None else (funding.period_start_on or end, end)


def _is_inside(span: Span | None, whole: Span) -> bool:
    return span is not None and whole[0] <= span[0] and span[1] <= whole[1]


def _meets(span: Span | None, other: Span) -> bool:
    return span is not None and span[0] <= other[1] and other[0] <= span[1]


def _order(fact: Told) -> tuple[object, ...]:
    return fact.known_at, fact.source.document_id, fact.source.quote_start, fact.source.quote_end, repr(fact)
