"""The holding at a price: its cost, gains and losses, and how far it has come down from its peak."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from monitor.judges._days import say_day
from monitor.judges._precision import ZERO, say_dollars, say_units
from monitor.judges._totals import DayTotal
from monitor.records import Quote, StressMeasure, content_id

REDUCTIONS = (1, 5, 10)  # percent of the peak: what a narrative calls a reduction of the position
CENT = Decimal("0.01")
TENTH = Decimal("0.1")
Resting = tuple[Quote, datetime]  # the sentence that a measure rests on most, and when the last fact was known


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Who is measured and when: what all measures of one run share."""

    issuer_cik: int
    asset: str
    day: date

    def measure(
        self,
        name: str,
        figure: Decimal,
        unit: str,
        note: str,
        rests_on: Resting,
        *,
        price: Decimal | None = None,
    ) -> StressMeasure:
        """One measure with its id."""
        return StressMeasure(
            measure_id=content_id("stress", self.issuer_cik, self.asset, self.day, name, price),
            issuer_cik=self.issuer_cik,
            asset=self.asset,
            as_of_on=self.day,
            measure=name,
            price_usd=price,
            figure=figure,
            unit=unit,
            note=note,
            source=rests_on[0],
            known_at=rests_on[1],
        )


def _average(held: DayTotal) -> Decimal | None:
    if held.average_cost_usd is not None:
        return held.average_cost_usd
    return (held.cost_usd / held.units).quantize(CENT) if held.cost_usd is not None else None


def measure_cost(sheet: Measured, held: DayTotal, prices: Sequence[Decimal]) -> Iterator[StressMeasure]:
    """Average cost, and at each price the gain, in dollars and percent, and whether it lies below the cost."""
    average = _average(held)
    if average is None:
        return
    rests_on = (held.total.source, held.total.known_at)
    cost = held.cost_usd if held.cost_usd is not None else held.units * average
    basis = f"{say_units(held.units)} {sheet.asset} held on {say_day(held.as_of_on)} cost {say_dollars(cost)}"
    note = (
        f"{basis}, {say_dollars(average)} each with fees. Below this price the holding is worth less than it cost."
    )
    yield sheet.measure("average_cost", average, "USD", note, rests_on)
    for price in prices:
        change = (held.units * price - cost).quantize(Decimal(1))
        percent = (change / cost * 100).quantize(TENTH) if cost else ZERO
        under = price < average
        note = (
            f"{basis}; at {say_dollars(price)} they are worth {say_dollars(held.units * price)}: "
            f"{'a loss' if under else 'a gain'} of {say_dollars(abs(change))} ({abs(percent)} %), not realised "
            "unless sold."
        )
        yield sheet.measure("gain_at_price", change, "USD", note, rests_on, price=price)
        yield sheet.measure("gain_at_price_percent", percent, "percent", note, rests_on, price=price)
        where = "below" if under else "not below"
        flag = f"{say_dollars(price)} is {where} the average cost of {say_dollars(average)}."
        yield sheet.measure("under_water_at_price", Decimal(int(under)), "flag", flag, rests_on, price=price)


def measure_under_water(
    sheet: Measured, held: DayTotal, closes: Mapping[date, Decimal]
) -> Iterator[StressMeasure]:
    """Days in a row, up to the last close, below the average cost as it is now."""
    average = _average(held)
    days = sorted((one for one in closes if one <= sheet.day), reverse=True)
    if average is None or not days:
        return
    since: date | None = None
    for one in days:
        if closes[one] >= average:
            break
        since = one
    count = Decimal((days[0] - since).days + 1) if since else ZERO
    how = f"under water since {say_day(since)}" if since else "not under water"
    last = f"Closed at {say_dollars(closes[days[0]])} on {say_day(days[0])}"
    note = f"{last}; the average cost is {say_dollars(average)}: {how}."
    yield sheet.measure("days_under_water", count, "days", note, (held.total.source, held.total.known_at))


def measure_reduction(sheet: Measured, settled: Sequence[DayTotal]) -> Iterator[StressMeasure]:
    """Percent below the most ever reported, and which thresholds that reaches."""
    held = settled[-1]
    peak = max(settled, key=lambda one: one.units)
    percent = ((peak.units - held.units) / peak.units * 100).quantize(Decimal("0.001"))
    rests_on = (held.total.source, held.total.known_at)
    told = (
        f"The most ever reported is {say_units(peak.units)} {sheet.asset} on {say_day(peak.as_of_on)}; on "
        f"{say_day(held.as_of_on)} it was {say_units(held.units)}, {percent} % less."
    )
    yield sheet.measure("reduction_from_peak", percent, "percent", told, rests_on)
    for threshold in REDUCTIONS:
        limit = peak.units * (100 - threshold) / 100
        reached = held.units <= limit
        after = "" if reached else f" after another {say_units(held.units - limit)}"
        note = f"{told} {threshold} % is reached{after}."
        yield sheet.measure(f"reduction_of_{threshold}_percent", Decimal(int(reached)), "flag", note, rests_on)
