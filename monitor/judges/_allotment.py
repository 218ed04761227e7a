"""Into which step of the ledger each piece goes, when a period reaches over a day with a reported total.

Units are never made or lost here, only placed: what one step gets another does not, so a missing coin stays
missing. Of several ways to place them, and of several readings of an overlap, the one stands under which the
most steps reconcile.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from monitor.judges._netting import Piece
from monitor.judges._precision import ROUNDING, ZERO

Shares = list[dict[int, Decimal]]  # per piece: step number -> units, never negative
Score = tuple[int, Decimal]  # steps that do not reconcile, units by which


@dataclass(frozen=True, slots=True, kw_only=True)
class Allotment:
    """`counted[p]` units of piece p, `shares[p]` of them in each step.

    Step 0 opens the ledger, and step n ends on day n; the step after the last day is what no total covers yet.
    """

    counted: tuple[Decimal, ...]
    shares: Shares


def allot(pieces: Sequence[Piece], days: Sequence[date], units: Sequence[Decimal]) -> Allotment:
    """Place `pieces` in the steps that end on `days` with the reported `units` (both in order of days)."""
    rises = [ZERO, *(after - before for before, after in pairwise(units))]
    reach = [_reach(piece, days) for piece in pieces]
    chosen = [piece.choices[0] for piece in pieces]
    best, score = _place_best(pieces, chosen, reach, rises, units[0])
    for number, piece in enumerate(pieces):
        if len(piece.choices) == 1:
            continue
        for choice in piece.choices[1:]:
            if not _broken(best, pieces, reach[number], rises):
                break
            tried = [*chosen[:number], choice, *chosen[number + 1 :]]
            shares, other = _place_best(pieces, tried, reach, rises, units[0])
            if other < score:
                chosen, best, score = tried, shares, other
    return Allotment(counted=tuple(chosen), shares=best)


def _reach(piece: Piece, days: Sequence[date]) -> list[int]:
    """The steps that the days of a piece lie in."""
    return sorted({n for a, b in piece.days for n in range(bisect_left(days, a), bisect_left(days, b) + 1)})


def _place_best(
    pieces: Sequence[Piece],
    counted: Sequence[Decimal],
    reach: Sequence[list[int]],
    rises: Sequence[Decimal],
    opening: Decimal,
) -> tuple[Shares, Score]:
    """The best of four ways: a whole figure first where it fits or not, from the last step or the first."""
    found: list[tuple[Score, Shares]] = []
    for whole_first in (True, False):
        for backward in (True, False):
            placing = _Placing(pieces, counted, reach, rises)
            if whole_first:
                placing.place_whole()
            placing.fill(backward=backward)
            placing.place_rest(opening)
            found.append((_score(placing.shares, pieces, rises), placing.shares))
            if not found[-1][0][0]:
                return found[-1][1], found[-1][0]
    score, shares = min(found, key=lambda one: one[0])
    return shares, score


class _Placing:
    """The work sheet of one way to place: what each piece has left, what each step still needs."""

    def __init__(
        self,
        pieces: Sequence[Piece],
        counted: Sequence[Decimal],
        reach: Sequence[list[int]],
        rises: Sequence[Decimal],
    ) -> None:
        self.shares: Shares = [{} for _ in pieces]
        self._signs = [piece.sign for piece in pieces]
        self._left = list(counted)
        self._needs = list(rises)
        self._reach = reach
        self._last = len(rises) - 1
        self._across = [number for number, steps in enumerate(reach) if len(steps) > 1 and counted[number]]
        for number, steps in enumerate(reach):
            if number not in self._across:
                self._give(number, steps[-1], counted[number])

    def _give(self, piece: int, step: int, units: Decimal) -> None:
        self.shares[piece][step] = self.shares[piece].get(step, ZERO) + units
        self._left[piece] -= units
        if step <= self._last:
            self._needs[step] -= units * self._signs[piece]

    def place_whole(self) -> None:
        """A figure that is just what one step needs belongs there."""
        for number in self._across:
            steps = [step for step in reversed(self._reach[number]) if 0 < step <= self._last]
            need = self._left[number] * self._signs[number]
            short = {step: abs(self._needs[step] - need) for step in steps}
            if short and min(short.values()) <= ROUNDING:
                self._give(number, min(short, key=lambda n: short[n]), self._left[number])

    def fill(self, *, backward: bool) -> None:
        """Step by step what it needs, first from the pieces that can go nowhere else later on."""
        steps = range(1, self._last + 1)
        for step in reversed(steps) if backward else steps:
            able = [number for number in self._across if self._left[number] and step in self._reach[number]]
            for number in sorted(able, key=lambda n: -self._reach[n][0] if backward else self._reach[n][-1]):
                need, left = self._needs[step] * self._signs[number], self._left[number]
                if need > ROUNDING:
                    self._give(number, step, left if abs(left - need) <= ROUNDING else min(need, left))

    def place_rest(self, opening: Decimal) -> None:
        """What no step needs lies after the last total, or made the opening holding, or breaks its last step."""
        for number in self._across:
            if not (left := self._left[number]):
                continue
            first, end = self._reach[number][0], self._reach[number][-1]
            before = sum((s.get(0, ZERO) * sign for s, sign in zip(self.shares, self._signs, strict=True)), ZERO)
            opens = first == 0 and end <= self._last and before + left * self._signs[number] <= opening + ROUNDING
            self._give(number, 0 if opens else end, left)


def _residuals(shares: Shares, pieces: Sequence[Piece], rises: Sequence[Decimal]) -> list[Decimal]:
    residuals = list(rises)
    for share, piece in zip(shares, pieces, strict=True):
        for step, amount in share.items():
            if step < len(residuals):
                residuals[step] -= amount * piece.sign
    residuals[0] = ZERO  # what came before the first total is not for this arithmetic to judge
    return residuals


def _score(shares: Shares, pieces: Sequence[Piece], rises: Sequence[Decimal]) -> Score:
    off = [abs(residual) for residual in _residuals(shares, pieces, rises) if abs(residual) > ROUNDING]
    return len(off), sum(off, ZERO)


def _broken(shares: Shares, pieces: Sequence[Piece], steps: Sequence[int], rises: Sequence[Decimal]) -> bool:
    residuals = _residuals(shares, pieces, rises)
    return any(abs(residuals[step]) > ROUNDING for step in steps if step < len(residuals))
