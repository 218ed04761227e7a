"""What each disclosed change adds to those that are disclosed already: nothing is counted twice.

A quarter to date contains last month's purchase (0001193125-21-270915: 8,957 from July on, August's 3,907
included), a 10-Q repeats the quarter, an exhibit repeats the 8-K. So shorter periods are laid down first, and a
longer one adds only what is left of its figure, on the days that are left of its period.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import combinations

from monitor.judges._days import Span, meets, say_span, subtract, within
from monitor.judges._precision import HALF, ROUNDING, ZERO, say_units
from monitor.judges._statements import Statement
from monitor.records import Filing, HoldingsChange, Problem, direction_of

MOST_NEIGHBOURS = 4  # partly overlapping disclosures of which every choice is tried


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """What one statement adds: one of `choices` (the likeliest first), somewhere on `days`."""

    statement: Statement
    choices: tuple[Decimal, ...]
    days: tuple[Span, ...]  # those left by shorter disclosures; the whole period when none is left
    parts: tuple[Piece, ...] = ()  # disclosures that its figure contains
    clashes: bool = False  # the parts exceed its figure, or fall short of it and leave no day open
    known_at: datetime  # of the statement and of all that was netted from it

    @property
    def change(self) -> HoldingsChange:
        return self.statement.change

    @property
    def rest(self) -> Decimal:
        """What the parts leave of the figure."""
        return self.change.units - _sum(self.parts)

    @property
    def sign(self) -> int:
        return direction_of(self.change) or 1


def flow_of(change: HoldingsChange) -> tuple[str, str]:
    """What a change can be netted against: its own kind, and of other movements those of the same name."""
    return change.kind, (change.purpose or "").casefold() if change.kind in ("transferred", "pledged") else ""


def net_changes(statements: Sequence[Statement]) -> tuple[Piece, ...]:
    """One Piece per statement, shorter periods first; `statements` in the order of `date_changes`."""
    pieces: list[Piece] = []
    for statement in statements:
        kind = statement.change.kind
        if kind == "none":
            pieces.append(_piece(statement, (ZERO,), (statement.span,)))
        elif statement.open_start:
            pieces.append(_net_announced(statement, pieces, statements))
        else:
            pieces.append(_net_period(statement, pieces))
    return tuple(pieces)


def find_contradictions(
    pieces: Iterable[tuple[Piece, Decimal]], filings: Mapping[str, Filing]
) -> Iterator[Problem]:
    """A `contradiction` for each (piece, units counted) whose parts add up to more than the whole, or to less
    although they leave no day of it open."""
    for piece, counted in pieces:
        change = piece.change
        if not piece.clashes or counted == change.units:
            continue
        contained = _sum(piece.parts)
        apart = abs(change.units - contained)
        own = filings[change.source.document_id].accession_number
        others = {
            filings[part.change.source.document_id].accession_number for part in piece.parts if part.choices[0]
        }
        yield Problem(
            kind="contradiction",
            severity="error",
            accession_number=own,
            issuer_cik=change.issuer_cik,
            message=(
                f"{own} says {say_units(change.units)} {change.asset} {change.kind} in "
                f"{say_span(piece.statement.span)}; the disclosures inside it ({', '.join(sorted(others))}) "
                f"add up to {say_units(contained)}: {say_units(apart)} apart. Read them side by side."
            ),
        )


def _piece(
    statement: Statement,
    choices: tuple[Decimal, ...],
    days: tuple[Span, ...],
    parts: Sequence[Piece] = (),
    *,
    clashes: bool = False,
) -> Piece:
    known_at = max([statement.change.known_at, *(part.known_at for part in parts)])
    return Piece(
        statement=statement, choices=choices, days=days, parts=tuple(parts), clashes=clashes, known_at=known_at
    )


def _net_period(statement: Statement, pieces: Sequence[Piece]) -> Piece:
    units, span = statement.change.units, statement.span
    same = [one for one in pieces if flow_of(one.change) == flow_of(statement.change)]
    twins = [one for one in same if one.statement.span == span and not one.statement.open_start]
    if any(abs(one.change.units - units) <= ROUNDING for one in twins):
        return _piece(statement, (ZERO,), (span,))
    parts = [one for one in same if within(_counted_days(one), span)]
    neighbours = [one for one in same if one not in parts and meets(_counted_days(one), span)]
    free = _free_days(statement, pieces, same, shared=bool(parts))
    choices = _choices(statement, parts, neighbours)
    if any(_same_document(one, statement) for one in twins):
        # Two purchases of one period in one filing, by the company and by a subsidiary, add up.
        return _piece(statement, _distinct((*choices, units)), free or (span,), parts, clashes=True)
    clashes = not choices or (not free and ZERO not in choices)
    if clashes:
        choices = _distinct((ZERO, *choices))
    return _piece(statement, choices, free or (span,), parts, clashes=clashes)


def _free_days(
    statement: Statement, pieces: Sequence[Piece], same: Sequence[Piece], *, shared: bool
) -> tuple[Span, ...]:
    """The days of the period on which its units can lie: not those that a disclosure of this kind takes, nor those
    of which a shorter one says that nothing was. When some of its units are disclosed in shorter periods, then
    rather not on days for which a shorter one gives only the other kind.
    """
    shorter = [one for one in pieces if _shorter(one.statement.span, statement.span)]
    silent = [one for one in shorter if one.change.kind == "none"]
    free = subtract((statement.span,), (day for one in (*same, *silent) for day in one.days))
    told = [one.statement.span for one in shorter if not one.statement.open_start and not one.parts]
    return (shared and subtract(free, told)) or free


def _net_announced(statement: Statement, pieces: Sequence[Piece], statements: Sequence[Statement]) -> Piece:
    """ "announced that it had purchased 253": additive to whatever came before, unless it says that again."""
    change = statement.change
    flow = flow_of(change)
    twins = [one for one in pieces if (flow_of(one.change), one.change.units) == (flow, change.units)]
    if any(one.statement.span[1] == statement.span[1] for one in twins):
        return _piece(statement, (ZERO,), (statement.span,))
    said_before = any(
        one.change.known_at <= change.known_at
        for one in statements
        if one is not statement and (flow_of(one.change), one.change.units) == (flow, change.units)
    )
    return _piece(statement, (change.units, ZERO) if said_before else (change.units,), (statement.span,))


def _counted_days(piece: Piece) -> tuple[Span, ...]:
    return piece.days if any(piece.choices) else (piece.statement.span,)


def _same_document(piece: Piece, statement: Statement) -> bool:
    return piece.change.source.document_id == statement.change.source.document_id


def _choices(statement: Statement, parts: Sequence[Piece], neighbours: Sequence[Piece]) -> tuple[Decimal, ...]:
    """What can be left of the figure, the likeliest first; nothing when the parts exceed it.

    A neighbour that shares one boundary day (29 November 2021 in 0001193125-21-352140) is by default no overlap.
    """
    counted = [one for one in neighbours if one.choices[0]][:MOST_NEIGHBOURS]
    touching = [one for one in counted if _touches(one.statement.span, statement.span)]
    deep = [one for one in counted if one not in touching]
    left = statement.change.units - _sum(parts)
    found: list[Decimal] = []
    for shared in _subsets(touching):
        for left_out in _subsets(deep):
            inside = [one for one in (*deep, *shared) if one not in left_out]
            rest = left - _sum(inside)
            rounding = (parts or inside) and abs(rest) <= _tolerance((*parts, *inside))
            if rest > ROUNDING or (rest >= 0 and not rounding):
                found.append(rest)
            if rounding:
                found.append(ZERO)  # a few coins may be new, or the roundings of many weeks: the totals decide
    return _distinct(found)


def _subsets(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, ...]]:
    for size in range(len(pieces) + 1):
        yield from combinations(pieces, size)


def _sum(pieces: Iterable[Piece]) -> Decimal:
    return sum((one.choices[0] for one in pieces), ZERO)


def _tolerance(pieces: Sequence[Piece]) -> Decimal:
    """Each printed number of units is good to half a unit: so far may a sum of parts be from its whole."""
    return max(ROUNDING, (len(pieces) + 1) * HALF)


def _shorter(one: Span, other: Span) -> bool:
    """Of one and the same period "nothing" and a purchase can both be said: 0001564590-22-017437 has the
    quarter's purchases, and that none of its bitcoin was sold."""
    return one[1] - one[0] < other[1] - other[0]


def _touches(one: Span, other: Span) -> bool:
    return one[1] == other[0] or other[1] == one[0]


def _distinct(choices: Iterable[Decimal]) -> tuple[Decimal, ...]:
    return tuple(dict.fromkeys(choices))
