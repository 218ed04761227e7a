"""The terms of one balance: what came in, what went out, what the reserve gained, and what rounding allows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Literal

from monitor.judges._funds_periods import Reported
from monitor.judges._funds_repeats import Flow
from monitor.judges._precision import ZERO, half_digit
from monitor.records import FundsBalance, Issuance, PurchaseFunding, Reserve, ReserveMovement

Status = Literal["balanced", "within_rounding", "other_cash_used", "proceeds_kept", "unknown"]
OPENING_WITHIN = timedelta(days=4)  # a weekly balance may date from the last business day before the week
ANNOUNCED_WITHIN = timedelta(days=4)


@dataclass(frozen=True, slots=True)
class Sums:
    """Dollars; `ends` are the balances or movements behind the change of the reserve."""

    proceeds: Decimal
    sales: Decimal
    purchases: Decimal
    repurchases: Decimal
    reserve_change: Decimal | None
    residual: Decimal
    tolerance: Decimal
    ends: tuple[Reserve | ReserveMovement, ...]
    used: tuple[ReserveMovement, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """All that a balance rests on. `before` is the balance of the period that ends where this one begins."""

    period: Reported
    offerings: Sequence[Issuance]
    said: Sequence[PurchaseFunding]
    sums: Sums
    before: FundsBalance | None
    said_around: Sequence[PurchaseFunding] = ()  # of longer stretches that these days lie in

    @property
    def sources(self) -> list[Issuance]:
        """The securities sold, under programs and at once."""
        return [*self.period.issued, *self.offerings]

    @property
    def silent(self) -> list[Issuance]:
        """Those sold or bought back of which no net amount is told."""
        both = [*self.sources, *self.period.repurchased]
        return [one for one in both if one.net_proceeds_usd is None and one.shares != 0]

    @property
    def is_priced(self) -> bool:
        """Whether every coin bought or sold has its amount."""
        return all(one.usd_amount is not None or one.kind == "none" for one in self.period.changed)

    @property
    def has_uses(self) -> bool:
        """Whether any filing says what was bought in these days, were it nothing."""
        return bool(self.period.changed or self.period.repurchased)

    @property
    def has_sources(self) -> bool:
        """Whether any filing says where the money came from, were it nothing."""
        cash = any(one.other_sources and not one.securities for one in self.said)
        return bool(self.sources) or self.sums.sales > 0 or cash

    @property
    def earlier_proceeds(self) -> list[str]:
        """Securities that paid for purchases although none of them was sold in these days."""
        if not self.period.issued:
            return []
        sold = {one.security for one in self.sources if one.net_proceeds_usd or one.shares}
        named = [name for one in self.said for name in one.securities.split(", ") if name and name != "ATM"]
        return list(dict.fromkeys(name for name in named if name not in sold))

    @property
    def was_kept_before(self) -> bool:
        """Whether the period just before left as much as this one lacks."""
        before = self.before
        if before is None or before.status != "proceeds_kept" or self.sums.residual >= 0:
            return False
        return before.residual_usd + self.sums.residual >= -(before.tolerance_usd + self.sums.tolerance)

    @property
    def status(self) -> Status:
        """The verdict: by the residual, where both sides are told in full."""
        told = self.has_uses and self.has_sources and self.is_priced
        if self.silent or self.period.partial or not told:
            return "unknown"
        if self.sums.residual == 0:
            return "balanced"
        if abs(self.sums.residual) <= self.sums.tolerance:
            return "within_rounding"
        return "other_cash_used" if self.sums.residual < 0 else "proceeds_kept"


def sum_funds(
    period: Reported,
    offerings: Sequence[Issuance],
    reserves: Sequence[Reserve],
    movements: Sequence[ReserveMovement],
) -> Sums:
    """The terms of a period, `offerings` being those that closed in it."""
    sources = [*period.issued, *offerings]
    proceeds = [one.net_proceeds_usd for one in sources if one.net_proceeds_usd is not None]
    sold = [one.usd_amount for one in period.changed if one.kind == "sold" and one.usd_amount is not None]
    bought = [one.usd_amount for one in period.changed if one.kind == "acquired" and one.usd_amount is not None]
    back = [one.net_proceeds_usd for one in period.repurchased if one.net_proceeds_usd is not None]
    change, ends = _reserve_change(period, reserves, movements)
    figures = [*proceeds, *sold, *bought, *back, *(one.amount_usd for one in ends)]
    came, went = sum([*proceeds, *sold], ZERO), sum([*bought, *back], ZERO)
    return Sums(
        proceeds=sum(proceeds, ZERO),
        sales=sum(sold, ZERO),
        purchases=sum(bought, ZERO),
        repurchases=sum(back, ZERO),
        reserve_change=change,
        residual=came - went - (change or ZERO),
        tolerance=sum((half_digit(figure) for figure in figures if figure), ZERO),
        ends=tuple(ends),
        used=tuple(one for one in movements if one.direction == "used" and _moves_in(one, period)),
    )


def _reserve_change(
    period: Reported, reserves: Sequence[Reserve], movements: Sequence[ReserveMovement]
) -> tuple[Decimal | None, list[Reserve | ReserveMovement]]:
    """By the balances at both ends, else by what was put in and taken out; None when neither is told."""
    first, last = period.span
    change: Decimal | None = None
    ends: list[Reserve | ReserveMovement] = []
    for kind in ("usd_reserve", "usd_cash"):
        told = sorted((one for one in reserves if one.kind == kind), key=lambda one: one.as_of_on)
        closing = [one for one in told if one.as_of_on == last]
        opening = [one for one in told if first - OPENING_WITHIN <= one.as_of_on <= first and one.as_of_on < last]
        if closing and opening:
            change = (change or ZERO) + closing[0].amount_usd - opening[-1].amount_usd
            ends += [opening[-1], closing[0]]
            continue
        moved = {(m.direction, m.amount_usd): m for m in movements if m.kind == kind and _moves_in(m, period)}
        for one in moved.values():
            change = (change or ZERO) + (one.amount_usd if one.direction == "added" else -one.amount_usd)
            ends.append(one)
    return change, ends


def _moves_in(movement: ReserveMovement, period: Reported) -> bool:
    """Inside the period; or told by its own filing in the days after it, "today" for a week that has ended
    (0001193125-25-303157 sets up its reserve on 1 December out of the sales until 30 November)."""
    end, start = movement.period_end_on, movement.period_start_on
    if end is None:
        return False
    if period.span[0] <= (start or end) and end <= period.span[1]:
        return True
    told: list[Flow] = [*period.issued, *period.changed]
    documents = {one.source.document_id for one in told}
    late = period.span[1] < end <= period.span[1] + ANNOUNCED_WITHIN and (start is None or start == end)
    return late and movement.source.document_id in documents
