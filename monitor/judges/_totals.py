"""One total per day: which of several statements of the holding at the end of a day stands."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from monitor.judges._days import say_day
from monitor.judges._precision import ROUNDING, half_digit, roughness, rounds_to, say_units
from monitor.judges._supersession import find_superseded
from monitor.records import Filing, HoldingsTotal, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class DayTotal:
    """The holding at the end of a day as it stands, with the finest cost figures that any filing gives for it."""

    as_of_on: date
    units: Decimal
    cost_usd: Decimal | None
    average_cost_usd: Decimal | None
    known_at: datetime  # of the first statement of these units
    total: HoldingsTotal  # that first statement


def settle_totals(
    totals: Iterable[HoldingsTotal], filings: Mapping[str, Filing]
) -> tuple[tuple[DayTotal, ...], tuple[Problem, ...]]:
    """One DayTotal per day, in order of days, and a `contradiction` for statements that cannot both be right.

    An amendment stands before what it amends, a precise figure before the same one rounded off, a complete
    statement (with cost and average) before a bare one, then the later before the earlier.
    """
    given = tuple(totals)
    superseded = find_superseded(given, filings)
    by_day: dict[date, list[HoldingsTotal]] = defaultdict(list)
    for total in given:
        if total.total_id not in superseded:
            by_day[total.as_of_on].append(total)
    settled: list[DayTotal] = []
    problems: list[Problem] = []
    for day in sorted(by_day):
        stands = _settle_day(by_day[day])
        settled.append(stands)
        problems.extend(_contradictions(stands, by_day[day], filings))
    return tuple(settled), tuple(problems)


def find_day_total(day: date, settled: Sequence[DayTotal]) -> DayTotal | None:
    """The last total at or before `day`, of `settled` in order of days."""
    number = bisect_right(settled, day, key=lambda one: one.as_of_on)
    return settled[number - 1] if number else None


def _settle_day(statements: list[HoldingsTotal]) -> DayTotal:
    best = max(statements, key=lambda one: _weight(one, statements))
    same = sorted(
        (one for one in statements if one.units == best.units), key=lambda one: (one.known_at, one.total_id)
    )
    return DayTotal(
        as_of_on=best.as_of_on,
        units=best.units,
        cost_usd=_finest(one.cost_usd for one in same),
        average_cost_usd=_finest(one.average_cost_usd for one in same),
        known_at=same[0].known_at,
        total=same[0],
    )


def _weight(total: HoldingsTotal, statements: list[HoldingsTotal]) -> tuple[bool, int, datetime, int, Decimal]:
    rounded_off = any(
        roughness(one.units) < roughness(total.units) and rounds_to(one.units, total.units) for one in statements
    )
    complete = (total.cost_usd is not None) + (total.average_cost_usd is not None)
    repeated = sum(one.units == total.units and one.known_at == total.known_at for one in statements)
    # At last the larger: beside the whole a filing may give what a subsidiary holds (0001564590-22-017437).
    return not rounded_off, complete, total.known_at, repeated, total.units


def _finest(figures: Iterable[Decimal | None]) -> Decimal | None:
    return min((figure for figure in figures if figure is not None), key=half_digit, default=None)


def _contradictions(
    stands: DayTotal, statements: list[HoldingsTotal], filings: Mapping[str, Filing]
) -> Iterator[Problem]:
    chosen = filings[stands.total.source.document_id].accession_number
    for total in sorted(statements, key=lambda one: (one.known_at, one.total_id)):
        apart = abs(total.units - stands.units)
        if apart <= ROUNDING or rounds_to(stands.units, total.units) or rounds_to(total.units, stands.units):
            continue
        other = filings[total.source.document_id].accession_number
        yield Problem(
            kind="contradiction",
            severity="error",
            accession_number=other,
            issuer_cik=total.issuer_cik,
            message=(
                f"{other} says {say_units(total.units)} {total.asset} at the end of {say_day(stands.as_of_on)}, "
                f"{chosen} says {say_units(stands.units)}: {say_units(apart)} apart. "
                f"The ledger goes by {chosen}; read both."
            ),
        )
