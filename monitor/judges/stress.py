"""What the figures mean at a price: arithmetic on disclosed figures, each with the sentence it rests on most.

Nothing is forecast. Gains and losses are against the disclosed cost, fees included, at any price asked for; the
coins that a year of interest and dividends costs; all debt and preferred stock outstanding; how far the holding
has come down from its peak. What no filing states is not measured.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from monitor.judges._days import new_york_day, say_day
from monitor.judges._instrument_ids import InstrumentFact, fact_id
from monitor.judges._payment_dates import add_months
from monitor.judges._precision import ZERO, say_dollars, say_money, say_units
from monitor.judges._stress_holding import (
    CENT,
    TENTH,
    Measured,
    measure_cost,
    measure_reduction,
    measure_under_water,
)
from monitor.judges._sums_due import REGULAR, say_unsummed, sum_dollars
from monitor.judges._totals import DayTotal, settle_totals
from monitor.judges.instruments import Instruments, as_known, end_of, instruments_on
from monitor.judges.obligations import judge_obligations
from monitor.records import (
    BalanceSheet,
    Filing,
    HoldingsTotal,
    Instrument,
    InstrumentEvent,
    Obligation,
    StatedPayment,
    StressMeasure,
)

LEVELS_USD = tuple(map(Decimal, (75000, 70000, 50000, 20000)))  # named by the narratives of a collapse
STALE = timedelta(days=200)  # of a balance sheet: two quarters and the time to report them


def judge_stress(
    day: date,
    *,
    issuer_cik: int,
    asset: str,
    totals: Iterable[HoldingsTotal],
    filings: Mapping[str, Filing],
    instruments: Instruments,
    payments: Iterable[StatedPayment] = (),
    balance_sheets: Iterable[BalanceSheet] = (),
    prices: Sequence[Decimal] = LEVELS_USD,
    closes: Mapping[date, Decimal] | None = None,
) -> tuple[StressMeasure, ...]:
    """The measures of one issuer and asset as known at the end of `day` (New York).

    `prices`: dollars a unit to measure at. `closes`: daily closing prices, for the days under water.
    """

    def known(instant: datetime) -> bool:
        return new_york_day(instant) <= day

    sheet = Measured(issuer_cik=issuer_cik, asset=asset, day=day)
    told = [one for one in totals if one.asset == asset and known(one.known_at) and one.as_of_on <= day]
    settled, _ = settle_totals(told, filings)
    held = settled[-1] if settled else None
    until = add_months(day, 12)
    due = judge_obligations(
        as_known(instruments, end_of(day)),
        filings=filings,
        until_on=until,
        payments=[one for one in payments if known(one.known_at)],
    ).due
    year = [one for one in due if day < one.due_on <= until]
    standing = instruments_on(day, instruments.versions)
    found: list[StressMeasure] = []
    if held is not None and held.units:
        found += measure_cost(sheet, held, prices)
        found += measure_reduction(sheet, settled)
        found += measure_under_water(sheet, held, closes or {})
    found += _year(sheet, held, year, prices, left_out=say_unsummed(standing, year))
    found += _outstanding(sheet, held, standing, instruments)
    found += _share(sheet, [one for one in balance_sheets if one.asset == asset and known(one.known_at)])
    return tuple(found)


def _year(
    sheet: Measured,
    held: DayTotal | None,
    year: Sequence[Obligation],
    prices: Sequence[Decimal],
    *,
    left_out: Sequence[str],
) -> Iterator[StressMeasure]:
    """`year`: what falls due in twelve months; `left_out`: the sentence on what its dollars do not hold."""
    regular = [one for one in year if one.kind in REGULAR and one.amount_usd]
    if not regular:
        return
    total = sum_dollars(regular)
    largest = max(regular, key=lambda one: (one.amount_usd or ZERO, one.obligation_id))
    rests_on = (largest.source, max(one.known_at for one in regular))
    interest = sum_dollars(one for one in regular if one.kind == "interest")
    told = (
        f"Due in the twelve months after {say_day(sheet.day)}: interest {say_dollars(interest)}, dividends "
        f"{say_dollars(total - interest)}, together {say_dollars(total)}; the largest is {largest.name} on "
        f"{say_day(largest.due_on)}."
    )
    told = " ".join([told, *left_out])
    yield sheet.measure("obligations_of_a_year", total, "USD", told, rests_on)
    for price in prices:
        coins = (total / price).quantize(TENTH)
        part = f", {(coins / held.units * 100).quantize(CENT)} % of the holding" if held and held.units else ""
        note = f"{told} At {say_dollars(price)} that is {say_units(coins)} {sheet.asset}{part}."
        yield sheet.measure("coins_for_a_year", coins, sheet.asset, note, rests_on, price=price)


def _outstanding(
    sheet: Measured, held: DayTotal | None, standing: Sequence[Instrument], instruments: Instruments
) -> Iterator[StressMeasure]:
    """Principal of notes and loans, and liquidation preference of preferred stock."""
    facts = {fact_id(fact): fact for facts in instruments.facts.values() for fact in facts}
    sized = [(one, size) for one in standing if (size := _size(one)) is not None]
    if not sized:
        return
    groups = {
        "notes_outstanding": [pair for pair in sized if pair[0].kind != "preferred"],
        "preferred_outstanding": [pair for pair in sized if pair[0].kind == "preferred"],
        "obligations_total": sized,
    }
    unsized = [one.name for one in standing if _size(one) is None and _size_abroad(one) is None]
    abroad = [f"{one.name} {say_money(size, one.currency)}" for one in standing if (size := _size_abroad(one))]
    for name, pairs in groups.items():
        if not pairs:
            continue
        total = sum((size for _, size in pairs), ZERO)
        largest = max(pairs, key=lambda pair: (pair[1], pair[0].instrument_id))[0]
        shown = max((facts[one] for one in largest.term_ids if one in facts), key=_weight)
        note = " + ".join(f"{one.name} {say_dollars(size)}" for one, size in pairs) + f" = {say_dollars(total)}."
        if name == "obligations_total":
            note += f" Not in dollars, so not counted: {', '.join(abroad)}." if abroad else ""
            note += f" Not stated how much of: {', '.join(unsized)}." if unsized else ""
        rests_on = (shown.source, max(one.known_at for one, _ in pairs))
        yield sheet.measure(name, total, "USD", note, rests_on)
        if name == "obligations_total" and held is not None and held.units:
            price = (total / held.units).quantize(CENT)
            note = (
                f"{note} Spread over {say_units(held.units)} {sheet.asset} that is {say_dollars(price)} each: "
                "below this price the holding is worth less."
            )
            yield sheet.measure("price_that_covers_obligations", price, "USD", note, rests_on)


def _size(one: Instrument) -> Decimal | None:
    if one.kind != "preferred":
        return one.principal_usd
    if one.shares is None or one.liquidation_preference_usd is None:
        return None
    return one.shares * one.liquidation_preference_usd


def _size_abroad(one: Instrument) -> Decimal | None:
    if one.shares is None or one.liquidation_preference_other is None:
        return None
    return one.shares * one.liquidation_preference_other


def _weight(fact: InstrumentFact) -> tuple[int, str]:
    """The sentence that states the amount comes first."""
    if isinstance(fact, InstrumentEvent):
        return 1, fact.kind
    return (2 if fact.term in ("principal_usd", "shares") else 0), fact.term


def _share(sheet: Measured, sheets: Sequence[BalanceSheet]) -> Iterator[StressMeasure]:
    fresh = [one for one in sheets if one.as_of_on <= sheet.day <= one.as_of_on + STALE]
    last = max(fresh, key=lambda one: (one.as_of_on, one.known_at), default=None)
    if last is None or not last.total_assets_usd:
        return
    percent = (last.asset_usd / last.total_assets_usd * 100).quantize(TENTH)
    note = (
        f"The balance sheet of {say_day(last.as_of_on)} carries {sheet.asset} at {say_dollars(last.asset_usd)} of "
        f"total assets of {say_dollars(last.total_assets_usd)}: {percent} %."
    )
    yield sheet.measure("share_of_assets", percent, "percent", note, (last.source, last.known_at))
