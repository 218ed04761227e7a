"""Into which step of the ledger each piece goes, when a period reaches over a day with a reported total.

Units are never made or lost here, only placed: what one step gets another does not, so a missing coin stays
missing. Of several ways to place them, and of several readings of an overlap, the one stands that leaves the
fewest units unexplained; a figure is divided between steps only when that explains more (the 10-Qs of a miner
give half a year's sales: coins paid out as wages in one quarter are no part of them).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from monitor.judges._netting import Piece
from monitor.judges._precision import ROUNDING, ZERO

Shares = list[dict[int, Decimal]]  # per piece: step number -> units, never negative
Score = tuple[Decimal, int, int]  # units unexplained, figures divided, steps that do not reconcile
WAYS = ("backward", "forward", "undivided")


@dataclass(frozen=True, slots=True, kw_only=True)
class Allotment:
    """`counted[p]` units of piece p, `shares[p]` of them in each step.

    Step 0 opens the ledger, and step n ends on day n; the step after the last day is what no total covers yet.
    """

    counted: tuple[Decimal, ...]
    shares: Shares


def allot(pieces: Sequence[Piece], days: Sequence[date], units: Sequence[Decimal]) -> Allotment:
    """Place `pieces` in the steps that end on `days` with the reported `units` (both in order of days)."""
    rises = [units[0], *(after - before for before, after in pairwise(units))]
    reach = [_reach(piece, days) for piece in pieces]
    chosen = [piece.choices[0] for piece in pieces]
    best = _place(pieces, chosen, reach, rises)
    for number, piece in enumerate(pieces):
        for choice in piece.choices[1:]:
            if not _unexplained(best.needs, reach[number]):
                break
            tried = [*chosen[:number], choice, *chosen[number + 1 :]]
            other = _place(pieces, tried, reach, rises)
            if other.score(range(len(rises))) < best.score(range(len(rises))):
                chosen, best = tried, other
    return Allotment(counted=tuple(chosen), shares=best.shares)


def _reach(piece: Piece, days: Sequence[date]) -> list[int]:
    """The steps that the days of a piece lie in."""
    return sorted({n for a, b in piece.days for n in range(bisect_left(days, a), bisect_left(days, b) + 1)})


def _unexplained(needs: Sequence[Decimal], steps: Iterable[int]) -> list[Decimal]:
    """What the steps lack or have too much, beyond rounding. What came before the first total nobody can judge."""
    off = (abs(needs[step]) for step in steps if 0 < step < len(needs))
    return [units for units in off if units > ROUNDING]


def _place(
    pieces: Sequence[Piece], counted: Sequence[Decimal], reach: Sequence[list[int]], rises: Sequence[Decimal]
) -> _Placing:
    """Every piece at its place; those that share steps are placed together, in the best of six ways."""
    placing = _Placing([piece.sign for piece in pieces], reach, rises)
    across = []
    for number, steps in enumerate(reach):
        if len(steps) == 1 or not counted[number]:
            placing.give(number, steps[-1], counted[number])
        else:
            across.append(number)
    for group in _groups(across, reach):
        steps = sorted({step for number in group for step in reach[number]})
        tried = []
        for way in WAYS:
            for whole_first in (True, False):
                copy = placing.copy()
                copy.place(group, counted, way=way, whole_first=whole_first)
                tried.append(copy)
        placing = min(tried, key=lambda one: one.score(steps))
    return placing


def _groups(across: Iterable[int], reach: Sequence[list[int]]) -> Iterator[list[int]]:
    """Pieces that can meet in a step, directly or by others between them."""
    group: list[int] = []
    end = -1
    for number in sorted(across, key=lambda n: reach[n]):
        if group and reach[number][0] > end:
            yield group
            group = []
        group.append(number)
        end = max(end, reach[number][-1])
    if group:
        yield group


class _Placing:
    """The work sheet of one way to place: where each piece went, and what each step still needs."""

    def __init__(self, signs: Sequence[int], reach: Sequence[list[int]], needs: Sequence[Decimal]) -> None:
        self.shares: Shares = [{} for _ in reach]
        self.needs = list(needs)
        self._signs = signs
        self._reach = reach

    def copy(self) -> _Placing:
        other = _Placing(self._signs, self._reach, self.needs)
        other.shares = [dict(share) for share in self.shares]
        return other

    def score(self, steps: Iterable[int]) -> Score:
        off = _unexplained(self.needs, steps)
        return sum(off, ZERO), sum(len(share) > 1 for share in self.shares), len(off)

    def give(self, piece: int, step: int, units: Decimal) -> None:
        self.shares[piece][step] = self.shares[piece].get(step, ZERO) + units
        if step < len(self.needs):
            self.needs[step] -= units * self._signs[piece]

    def place(self, group: Sequence[int], counted: Sequence[Decimal], *, way: str, whole_first: bool) -> None:
        left = {number: counted[number] for number in group}
        if whole_first:
            self._place_whole(left)
        if way != "undivided":
            self._fill(left, backward=way == "backward")
        self._place_rest(left)

    def _inner(self, piece: int) -> list[int]:
        return [step for step in self._reach[piece] if 0 < step < len(self.needs)]

    def _place_whole(self, left: dict[int, Decimal]) -> None:
        """A figure that is just what one step needs belongs there; of several such steps in the last."""
        for number, units in list(left.items()):
            short = {n: abs(self.needs[n] * self._signs[number] - units) for n in reversed(self._inner(number))}
            if short and min(short.values()) <= ROUNDING:
                self.give(number, min(short, key=lambda n: short[n]), left.pop(number))

    def _fill(self, left: dict[int, Decimal], *, backward: bool) -> None:
        """Step by step what it needs, first from the pieces that can go nowhere else later on."""
        steps = sorted({step for number in left for step in self._inner(number)}, reverse=backward)
        for step in steps:
            able = [number for number in left if left[number] and step in self._reach[number]]
            for number in sorted(able, key=lambda n: (-self._reach[n][0] if backward else self._reach[n][-1], n)):
                need = self.needs[step] * self._signs[number]
                if need > ROUNDING:
                    units = left[number] if abs(left[number] - need) <= ROUNDING else min(need, left[number])
                    self.give(number, step, units)
                    left[number] -= units

    def _place_rest(self, left: dict[int, Decimal]) -> None:
        """What no step needs lies after the last total, or made the opening holding, or breaks its last step."""
        for number, units in left.items():
            if not units:
                continue
            first, end = self._reach[number][0], self._reach[number][-1]
            opens = (
                first == 0 and end < len(self.needs) and units * self._signs[number] <= self.needs[0] + ROUNDING
            )
            self.give(number, 0 if opens else end, units)
