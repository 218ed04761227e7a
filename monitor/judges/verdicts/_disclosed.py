"""What is disclosed of the holding in a stretch of days: purchases, sales, and what they come to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from monitor.judges._days import Span
from monitor.judges._precision import ZERO, half_digit
from monitor.judges._statements import Statement
from monitor.judges._totals import DayTotal, find_day_total
from monitor.judges.coverage import RECONCILED
from monitor.judges.knowledge import NO_LEDGER, Knowledge
from monitor.judges.verdicts._figures import is_right
from monitor.judges.verdicts._time import period, said_on
from monitor.records import Claim, ClaimFigure, HoldingsChange, LedgerStep

MILLION = Decimal(1_000_000)
NEWS_DAYS = 60  # so long a purchase is meant by its figure alone
SHARP = 1  # digits that a figure must have more of, to be known by


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """One disclosed purchase or sale with its days. `parts` are the finer ones that a wider period repeats."""

    change: HoldingsChange
    span: Span
    wide: bool  # its period holds those of others: a quarter's sum


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """All disclosed trades of one kind in a stretch of days."""

    units: Decimal
    usd: Decimal | None  # None: not every part has an amount
    usd_slack: Decimal  # what the printed digits of the parts may hide
    trades: tuple[Trade, ...]
    span: Span


def trades_of(known: Knowledge, kind: str, asset: str | None = None) -> tuple[Trade, ...]:
    """The disclosed purchases ("acquired") or sales ("sold"), each once, by the last day of its period."""
    held = asset or known.asset
    return known.once(("trades", kind, held), lambda: _list_trades(known, kind, held))


def is_mined(trade: Trade) -> bool:
    """Whether what came in was mined: a miner's filings count it among the acquired."""
    return trade.change.kind == "acquired" and trade.change.purpose == "mined"


def _list_trades(known: Knowledge, kind: str, asset: str) -> tuple[Trade, ...]:
    seen: dict[tuple[Decimal, Span], Statement] = {}
    for statement in known.disclosed.get(asset, ()):
        change = statement.change
        if change.kind == kind and change.units > 0:
            key = (change.units, statement.span)
            first = seen.get(key)
            if first is None or change.known_at < first.change.known_at:
                seen[key] = statement
    kept = sorted(seen.values(), key=lambda one: (one.span[1], one.span[0], one.change.change_id))
    return tuple(
        Trade(
            change=one.change,
            span=one.span,
            wide=any(other is not one and _holds(one.span, other.span) for other in kept),
        )
        for one in kept
    )


def _holds(wide: Span, narrow: Span) -> bool:
    return wide != narrow and wide[0] <= narrow[0] and narrow[1] <= wide[1]


def within_days(trades: Iterable[Trade], window: Span) -> tuple[Trade, ...]:
    """Those whose whole period lies in the window."""
    return tuple(one for one in trades if window[0] <= one.span[0] and one.span[1] <= window[1])


def touching_days(trades: Iterable[Trade], window: Span) -> tuple[Trade, ...]:
    """Those whose period shares a day with the window."""
    return tuple(one for one in trades if one.span[0] <= window[1] and window[0] <= one.span[1])


def sums_of(trades: Iterable[Trade], window: Span) -> Iterator[Sum]:
    """The sums that a period can mean: what lies inside it whole, then with what reaches over an end.

    A figure that covers the period as a whole (a quarter's) is a sum of its own.
    """
    given = tuple(trades)
    for trade in within_days(given, window):
        if trade.wide and (window[1] - window[0]).days - (trade.span[1] - trade.span[0]).days <= 3:
            yield sum_of((trade,))
    fine = [one for one in given if not one.wide]
    inside = within_days(fine, window)
    yield sum_of(inside, window)
    reaching = [one for one in touching_days(fine, window) if one not in inside]
    if reaching and (window[1] - window[0]).days > 10:
        yield sum_of(tuple(sorted((*inside, *reaching), key=lambda one: one.span)))
        for one in reaching:
            yield sum_of(tuple(sorted((*inside, one), key=lambda trade: trade.span)))


def sum_of(trades: tuple[Trade, ...], window: Span | None = None) -> Sum:
    """What some trades come to; `window` is for none at all."""
    amounts = [one.change.usd_amount for one in trades]
    return Sum(
        units=sum((one.change.units for one in trades), ZERO),
        usd=None if None in amounts else sum((amount for amount in amounts if amount is not None), ZERO),
        usd_slack=sum((half_digit(amount) for amount in amounts if amount is not None), ZERO),
        trades=trades,
        span=(trades[0].span[0], max(one.span[1] for one in trades)) if trades else window or (date.min, date.min),
    )


def steps_in(known: Knowledge, window: Span) -> tuple[LedgerStep, ...]:
    """The steps of the ledger that share a day with the window."""
    ledger = known.ledgers.get(known.asset, NO_LEDGER)
    return tuple(
        step
        for step in ledger.steps
        if step.as_of_on >= window[0] and (step.opening_on or step.as_of_on) < window[1]
    )


def is_whole(known: Knowledge, window: Span) -> bool:
    """Whether the disclosures of the window add up, so that no purchase or sale in it can be missing."""
    steps = steps_in(known, window)
    return bool(steps) and all(step.status in RECONCILED for step in steps)


def latest_total(known: Knowledge, day: date) -> DayTotal | None:
    """The last disclosed holding at or before the end of `day`."""
    return find_day_total(day, known.settled.get(known.asset, ()))


def total_between(known: Knowledge, day: date) -> tuple[DayTotal | None, DayTotal | None]:
    """The disclosed holdings around a day: the last at or before it, the first at or after it."""
    settled = known.settled.get(known.asset, ())
    after = [one for one in settled if one.as_of_on >= day]
    return find_day_total(day, settled), (after[0] if after else None)


def stood_still(known: Knowledge, before: DayTotal, day: date) -> bool:
    """Whether nothing can have changed between a disclosed holding and a later day."""
    if day > known.settled[known.asset][-1].as_of_on or not is_whole(known, (before.as_of_on, day)):
        return False
    return not any(
        trade.span[0] <= day and before.as_of_on < trade.span[1]
        for kind in ("acquired", "sold")
        for trade in trades_of(known, kind)
        if not trade.wide
    )


def find_named(claim: Claim, known: Knowledge) -> Trade | None:
    """The recent purchase whose coins or dollars the claim names to the digit, though it speaks of what is held:
    "the latest purchase lifted its hoard by 8,178 coins". None when it names none."""
    day = said_on(claim)
    span = period(claim)
    total = latest_total(known, day)
    held = () if total is None else (total.units, total.cost_usd)
    for trade in reversed(trades_of(known, "acquired")):
        change = trade.change
        late = 0 <= (day - trade.span[1]).days <= NEWS_DAYS
        if trade.wide or not (late or (span and span[0] <= trade.span[1] and trade.span[0] <= span[1])):
            continue
        for figure in claim.figures:
            if any(amount is not None and is_right(figure, amount) for amount in held):
                continue
            told = change.units if figure.role == "units" else change.usd_amount if is_sum(figure) else None
            sharp = figure.comparator in ("exactly", "about") and last_digits(figure.value) > SHARP
            if told is not None and sharp and is_right(figure, told):
                return trade
        if f"{change.units:,f}" in claim.source.quote and any(
            figure.role == "usd_each" and change.average_price_usd and is_right(figure, change.average_price_usd)
            for figure in claim.figures
        ):
            return trade
    return None


def is_sum(figure: ClaimFigure) -> bool:
    """Whether dollars are a sum and no price of one unit, whatever they were taken for."""
    return figure.unit == "USD" and figure.value >= MILLION


def last_digits(value: Decimal) -> int:
    """How many digits are printed before the trailing zeros."""
    return len(value.normalize().as_tuple().digits)


def grown(known: Knowledge, window: Span) -> Sum | None:
    """What the holdings of the two ends of a stretch of days differ by, sales added back: all that was bought,
    though some disclosures are missing. None where no total stands at the ends."""
    settled = known.settled.get(known.asset, ())
    first = find_day_total(window[0] - timedelta(days=1), settled)
    last = find_day_total(window[1], settled)
    if first is None or last is None or first.as_of_on >= last.as_of_on:
        return None
    if (window[0] - first.as_of_on).days > 8 or (window[1] - last.as_of_on).days > 8:
        return None
    sold = within_days(trades_of(known, "sold"), (first.as_of_on + timedelta(days=1), last.as_of_on))
    units = last.units - first.units + sum((one.change.units for one in sold), ZERO)
    paid = None
    slack = ZERO
    if not sold and first.cost_usd is not None and last.cost_usd is not None:
        paid = last.cost_usd - first.cost_usd
        slack = half_digit(first.cost_usd) + half_digit(last.cost_usd)
    inside = within_days(trades_of(known, "acquired"), (first.as_of_on + timedelta(days=1), last.as_of_on))
    return Sum(units=units, usd=paid, usd_slack=slack, trades=inside[-3:], span=window) if inside else None


def differences(known: Knowledge) -> tuple[Sum, ...]:
    """What two disclosures since the same day differ by: 8,957 bought from July to 12 September are 5,050 more
    than the 3,907 bought by 23 August, and were bought after that day."""
    return known.once(("differences", known.asset), lambda: _list_differences(trades_of(known, "acquired")))


def _list_differences(bought: Sequence[Trade]) -> tuple[Sum, ...]:
    found = []
    for longer in bought:
        for shorter in bought:
            first, last = shorter.span[1] + timedelta(days=1), longer.span[1]
            if longer.span[0] != shorter.span[0] or first > last or longer.change.units <= shorter.change.units:
                continue
            if any(first <= one.span[0] and one.span[1] <= last for one in bought):
                continue  # told for itself
            paid = (longer.change.usd_amount, shorter.change.usd_amount)
            spent = [amount for amount in paid if amount is not None]
            found.append(
                Sum(
                    units=longer.change.units - shorter.change.units,
                    usd=spent[0] - spent[1] if len(spent) == 2 else None,
                    usd_slack=sum((half_digit(amount) for amount in spent), ZERO),
                    trades=(shorter, longer),
                    span=(first, last),
                )
            )
    return tuple(found)


def streak(known: Knowledge, until: date, kind: str = "acquired") -> tuple[tuple[Trade, ...], bool]:
    """The purchases (or sales) of the disclosures in a row that end with the last one by a day, oldest first; and
    whether it is known that the row began there (False: what went before is not in the store)."""
    bought_in = {one.change.source.document_id for one in trades_of(known, kind)}
    told = [
        one
        for one in known.disclosed.get(known.asset, ())
        # Beside a purchase, "none since December 31" is no week without one (0000950170-25-001859).
        if one.change.kind != "none" or one.change.source.document_id not in bought_in
        if one.span[1] <= until
        and one.change.kind in ("acquired", "sold", "none")
        and (one.span[1] - one.span[0]).days <= 16
    ]
    wide = {one.change.change_id for one in trades_of(known, kind) if not one.wide}
    told.sort(key=lambda one: one.span)
    row: list[Trade] = []
    for statement in reversed(told):
        if row and row[0].span[0] - statement.span[1] > timedelta(days=4):
            before, after = latest_total(known, statement.span[1]), latest_total(known, row[0].span[1])
            moved = row[0].change.units if kind == "acquired" else -row[0].change.units
            still = before is not None and after is not None and before.units + moved == after.units
            if not still or row[0].span[0] - statement.span[1] > timedelta(days=7):
                return tuple(row), still
        if statement.change.kind != kind:
            return tuple(row), True
        if statement.change.change_id in wide and not (row and row[0].span == statement.span):
            row.insert(0, Trade(change=statement.change, span=statement.span, wide=False))
    return tuple(row), False
