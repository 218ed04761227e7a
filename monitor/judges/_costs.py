"""Do the printed costs agree with each other? Units × average = cost, and cost + purchases - cost of sold = cost.

Every figure is good to half of its last printed digit, "$63.87 billion" to 5 million, and a test asks only
whether the figures can all be right within that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from monitor.judges._days import say_day
from monitor.judges._netting import Piece
from monitor.judges._precision import ZERO, half_digit, say_units, say_usd
from monitor.judges._totals import DayTotal
from monitor.records import Filing, HoldingsChange, HoldingsTotal, LedgerStep, Problem

SLIP = 100  # within 1 % the filing itself rounds carelessly (0000950170-25-106241); beyond, somebody misread it

Range = tuple[Decimal, Decimal]  # lowest and highest value that a printed figure can stand for


def find_cost_mismatches(
    facts: Iterable[HoldingsChange | HoldingsTotal], filings: Mapping[str, Filing]
) -> Iterator[Problem]:
    """A `cost_mismatch` for each fact whose units × average is not its amount within the printed precisions."""
    for fact in facts:
        what: str
        if isinstance(fact, HoldingsChange):
            amount, average, what = fact.usd_amount, fact.average_price_usd, fact.kind
        else:
            amount, average, what = fact.cost_usd, fact.average_cost_usd, f"held on {say_day(fact.as_of_on)}"
        if amount is None or average is None or not fact.units:
            continue
        if _common(_around(amount), _product(fact.units, average)) is not None:
            continue
        accession = filings[fact.source.document_id].accession_number
        yield Problem(
            kind="cost_mismatch",
            severity="notice" if abs(fact.units * average - amount) <= amount / SLIP else "warning",
            accession_number=accession,
            issuer_cik=fact.issuer_cik,
            message=(
                f"{accession}: {say_units(fact.units)} {fact.asset} {what} at {say_usd(average)} make "
                f"{say_usd(fact.units * average)}, not {say_usd(amount)}. Check where it was read from."
            ),
        )


def find_cost_breaks(
    steps: Sequence[LedgerStep], totals: Sequence[DayTotal], counted: Sequence[Sequence[tuple[Piece, Decimal]]]
) -> Iterator[Problem]:
    """A notice for each step that reconciles in units but not in cost. `counted[n]`: (piece, units) of step n.

    Coins sold may leave at the average cost, at what they fetched, or at the cost of the coins picked: after the
    sale in 0001193125-22-313098 the cost is lower by the proceeds. A step passes by either of the first two.
    """
    for number in range(1, len(steps)):
        step = steps[number]
        before, after = _cost_range(totals[number - 1]), _cost_range(totals[number])
        if step.status not in ("reconciled", "rounding") or before is None or after is None:
            continue
        bought = _add(_amount(piece, units) for piece, units in counted[number] if piece.sign > 0)
        proceeds = _add(_amount(piece, units) for piece, units in counted[number] if piece.sign < 0)
        if bought is None:
            continue
        at_cost = _product(step.sold_units, before[1] / step.opening_units) if step.sold_units else (ZERO, ZERO)
        ways = [at_cost] if proceeds is None else [at_cost, proceeds]
        slack = abs(step.residual_units) * max(after[1] / step.reported_units, _price(counted[number]))
        expected = [
            (before[0] + bought[0] - out[1] - slack, before[1] + bought[1] - out[0] + slack) for out in ways
        ]
        if any(_common(one, after) for one in expected):
            continue
        yield Problem(
            kind="cost_mismatch",
            severity="notice",
            accession_number=step.accession_number,
            issuer_cik=step.issuer_cik,
            message=(
                f"{step.accession_number}: the cost on {say_day(step.as_of_on)} should lie between "
                f"{_say(expected[0])} by what is disclosed since {say_day(totals[number - 1].as_of_on)}, "
                f"and is stated between {_say(after)}, although the units reconcile."
            ),
        )


def _around(figure: Decimal) -> Range:
    return figure - half_digit(figure), figure + half_digit(figure)


def _product(units: Decimal, price: Decimal) -> Range:
    low_units, high_units = _around(units)
    low_price, high_price = _around(price)
    return low_units * low_price, high_units * high_price


def _common(one: Range, other: Range) -> Range | None:
    low, high = max(one[0], other[0]), min(one[1], other[1])
    return (low, high) if low <= high else None


def _cost_range(total: DayTotal) -> Range | None:
    """Cost as printed, narrowed by units × average where both are printed and agree."""
    printed = None if total.cost_usd is None else _around(total.cost_usd)
    if total.average_cost_usd is None or not total.units:
        return printed
    worked_out = _product(total.units, total.average_cost_usd)
    return worked_out if printed is None else _common(printed, worked_out)


def _amount(piece: Piece, units: Decimal) -> Range | None:
    """What `units` of a piece cost or fetched; None when the filings do not say."""
    change = piece.change
    if not units:
        return ZERO, ZERO
    if change.usd_amount is not None:
        whole: Range | None = _around(change.usd_amount)
    elif change.average_price_usd is not None:
        whole = _product(change.units, change.average_price_usd)
    else:
        whole = None
    if units == change.units or whole is None:
        return whole
    inside = _add(_amount(part, part.choices[0]) for part in piece.parts)
    if inside is None or units != piece.rest:
        return None  # a part of a period has no printed price of its own
    return whole[0] - inside[1], whole[1] - inside[0]


def _add(ranges: Iterable[Range | None]) -> Range | None:
    low = high = ZERO
    for one in ranges:
        if one is None:
            return None
        low, high = low + one[0], high + one[1]
    return low, high


def _price(counted: Sequence[tuple[Piece, Decimal]]) -> Decimal:
    return max((piece.change.average_price_usd or ZERO for piece, _ in counted), default=ZERO)


def _say(amounts: Range) -> str:
    return f"{say_usd(amounts[0].to_integral_value())} and {say_usd(amounts[1].to_integral_value())}"
