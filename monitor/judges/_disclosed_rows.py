"""What is disclosed that a figure of a statement may be: coins held, bought and sold with their money, balances,
proceeds and principals, each with the days that it is of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache, partial

from monitor.judges._days import Span, new_york_day, say_day, say_span
from monitor.judges._precision import say_units
from monitor.judges._totals import DayTotal
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts._cite import Sourced
from monitor.judges.verdicts._disclosed import (
    NEWS_DAYS,
    Sum,
    Trade,
    grown,
    is_mined,
    latest_total,
    sum_of,
    sums_of,
    touching_days,
    trades_of,
)
from monitor.judges.verdicts._figures import say_amount
from monitor.judges.verdicts._saying import say_filed_trade, say_sum, say_total
from monitor.records.numerals import CARDINALS

KINDS = {"acquired": "bought", "sold": "sold"}
NEAR = timedelta(days=3)  # by which a day is told loosely
WEEK = timedelta(days=8)
ROUNDS = re.compile(
    rf"\b(?P<count>{'|'.join(CARDINALS[2:])})\s(?:[\w-]+\s){{0,2}}"
    r"(?:rounds|purchases|buys|batches|tranches|filings|deals|instal?lments|notices|reports)\b",
    re.IGNORECASE,
)
NUMBER = "|".join(CARDINALS[1:])
LENGTH = re.compile(
    r"\b(?:in|over|within)\s(?:just\s|only\s|barely\s|less than\s|the space of\s|the (?:past|last)\s)*"
    rf"(?:(?P<fortnight>a fortnight)|(?:(?P<count>\d{{1,2}}|an?|{NUMBER})\s(?:\w+ing\s)?)?"
    r"(?P<unit>week|month|year|quarter)s?)\b",
    re.IGNORECASE,
)
CONSECUTIVE = re.compile(
    r"\b(?:in|over) (?:two )?(?:consecutive|successive|straight) weeks\b|\bback[- ]to[- ]back\b", re.IGNORECASE
)
BALANCES = ((("usd_reserve", "usd_cash"), "the USD Reserve"), (("cash",), "cash and cash equivalents"))
DAYS = {"week": 7, "month": 31, "quarter": 92, "year": 366}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What is disclosed of some coins, or a sum of money alone. `kind`: a name of `_figure_words.py`; `each`: the
    price of one coin; `former`: it stood before, and something else stands now."""

    kind: str
    units: Decimal | None = None
    usd: Decimal | None = None
    each: Decimal | None = None
    span: Span
    former: bool = False
    count: int = 1  # purchases or sales in it
    told: str
    sources: tuple[Sourced, ...]


def list_rows(known: Knowledge, day: date, days: Sequence[Span], words: str) -> tuple[Row, ...]:
    """All that a statement said on `day` may mean, the likeliest first. `days`: those that it names."""
    spans = [(first, min(last, day)) for first, last in days if first <= day]
    return (
        *_held(known, day, spans),
        *_traded(known, day, spans, words),
        *_balances(known, day),
        *_raised(known, day),
    )


def _held(known: Knowledge, day: date, spans: Sequence[Span]) -> Iterator[Row]:
    """The holding of the day, that of every day named, and all earlier ones as what stood before."""
    now = latest_total(known, day)
    if now is None:
        return
    yield _row_of_total(now, former=False)
    yield from _reckoned(known, now)
    for one, row in known.once(("rows held before", known.asset), lambda: _list_before(known)):
        if one.as_of_on < now.as_of_on:
            named = any(first - NEAR <= one.as_of_on <= last + NEAR for first, last in spans)
            if named:
                yield replace(row, former=False)
            yield row


def _list_before(known: Knowledge) -> list[tuple[DayTotal, Row]]:
    """Every holding as what stood before another, the last first."""
    return [(one, _row_of_total(one, former=True)) for one in reversed(known.settled[known.asset])]


def _reckoned(known: Knowledge, now: DayTotal) -> Iterator[Row]:
    """What was held before the purchase that ended on the day of the last holding, where no filing states it."""
    for trade in trades_of(known, "acquired"):
        if trade.span[1] == now.as_of_on and not trade.wide:
            before = trade.span[0] - timedelta(days=1)
            units = now.units - trade.change.units
            yield Row(
                kind="held",
                units=units,
                span=(before, before),
                former=True,
                told=f"{say_units(now.units)} - {say_units(trade.change.units)} = {say_units(units)} held before",
                sources=(now.total, trade.change),
            )


def _row_of_total(total: DayTotal, *, former: bool) -> Row:
    return Row(
        kind="held",
        units=total.units,
        usd=total.cost_usd,
        each=total.average_cost_usd,
        span=(total.as_of_on, total.as_of_on),
        former=former,
        told=f"{say_total(total)} held on {say_day(total.as_of_on)}",
        sources=(total.total,),
    )


def _traded(known: Knowledge, day: date, spans: Sequence[Span], words: str) -> Iterator[Row]:
    """Purchases and sales of the days named and lately, one by one, then their sums."""
    for kind, name in KINDS.items():
        trades = [one for one in trades_of(known, kind) if one.span[1] <= day]
        late = [one for one in trades if not one.wide and (day - one.span[1]).days <= NEWS_DAYS]
        named = [one for first, last in spans for one in touching_days(trades, (first - WEEK, last))]
        meant = {one.change.change_id: one for one in (*reversed(late), *reversed(named))}
        for key, one in meant.items():
            yield known.once(("row", name, key), partial(_row_of_trade, known, name, one))
        for total in _sums(known, trades, spans, words):
            yield _row_of_sum(known, name, total)


def _row_of_trade(known: Knowledge, name: str, one: Trade) -> Row:
    return _row_of_sum(known, name, sum_of((one,)))


def _sums(known: Knowledge, trades: Sequence[Trade], spans: Sequence[Span], words: str) -> Iterator[Sum]:
    fine = [one for one in trades if not one.wide]
    for span in spans:
        yield from (one for one in sums_of(trades, span) if one.trades)
        if trades and trades[0].change.kind == "acquired" and (whole := grown(known, span)) is not None:
            yield whole
    counts, days = _counted_in(words)
    for count in counts:
        if len(fine) >= count:
            yield sum_of(tuple(fine[-count:]))
    if days and fine:
        inside = [one for one in fine if (fine[-1].span[1] - one.span[1]).days < days]
        for number in range(2, len(inside) + 1):
            if (inside[-1].span[1] - inside[-number].span[0]).days <= days + WEEK.days:
                yield sum_of(tuple(inside[-number:]))


@lru_cache(maxsize=4096)
def _counted_in(words: str) -> tuple[list[int], int]:
    """Of how many purchases or sales a statement may tell the sum, and of how many days; 0 where it tells none."""
    rounds = ROUNDS.search(words)
    counts = [CARDINALS.index(rounds["count"].lower())] if rounds else []
    counts += [2] if CONSECUTIVE.search(words) else []
    length = LENGTH.search(words)
    return counts, _days_of(length) if length is not None else 0


def _days_of(length: re.Match[str]) -> int:
    if length["fortnight"]:
        return 14
    count = (length["count"] or "one").lower()
    number = int(count) if count.isdigit() else 1 if count in ("a", "an") else CARDINALS.index(count)
    return number * DAYS[length["unit"].lower()]


def _row_of_sum(known: Knowledge, name: str, one: Sum) -> Row:
    single = one.trades[0].change if len(one.trades) == 1 else None
    each = single.average_price_usd if single else None
    if each is None and one.usd and one.units:
        each = (one.usd / one.units).quantize(Decimal(1))
    mined = bool(one.trades) and all(map(is_mined, one.trades))
    return Row(
        kind="mined" if mined else name,
        units=one.units,
        usd=one.usd,
        each=each,
        span=one.span,
        count=len(one.trades),
        told=say_filed_trade(known, one.trades[0]) if single else say_sum(known, one),
        sources=tuple(trade.change for trade in one.trades),
    )


def _balances(known: Knowledge, day: date) -> Iterator[Row]:
    """The dollar reserve and the cash, the last first, then what they were before."""
    for kinds, name in BALANCES:
        rows = known.once(("rows of balances", kinds), partial(_list_balances, known, kinds, name))
        told = [row for row in rows if row.span[1] <= day]
        for row in told:
            yield row if row.span != told[0].span else replace(row, former=False)


def _list_balances(known: Knowledge, kinds: tuple[str, ...], name: str) -> list[Row]:
    """All of a kind as what was before, the last first."""
    told = [one for one in known.record.reserves if one.kind in kinds]
    told.sort(key=lambda one: (one.as_of_on, one.known_at))
    return [
        Row(
            kind="cash",
            usd=one.amount_usd,
            span=(one.as_of_on, one.as_of_on),
            former=True,
            told=f"{name} was {say_amount(one.amount_usd, 'USD')} on {say_day(one.as_of_on)}",
            sources=(one,),
        )
        for one in reversed(told)
    ]


def _raised(known: Knowledge, day: date) -> Iterator[Row]:
    """What was raised lately by each security, after costs."""
    for row in known.once("rows raised", lambda: list(_list_raised(known))):
        if 0 <= (day - row.span[1]).days <= NEWS_DAYS:
            yield row


def _list_raised(known: Knowledge) -> Iterator[Row]:
    """By all issuances, the last one first."""
    for one in reversed(known.record.issuances):
        if not one.net_proceeds_usd:
            continue
        end = one.period_end_on or new_york_day(one.known_at)
        span = (one.period_start_on or end, end)
        yield Row(
            kind="net",
            usd=one.net_proceeds_usd,
            span=span,
            told=f"{one.security}: {say_amount(one.net_proceeds_usd, 'USD')} of net proceeds in {say_span(span)}",
            sources=(one,),
        )
