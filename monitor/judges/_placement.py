"""The pieces of each step, on the totals that are exact enough to open and close one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from monitor.judges._allotment import Allotment, allot
from monitor.judges._netting import Piece
from monitor.judges._precision import ROUNDING, ZERO, roughness, rounds_to, say_units
from monitor.judges._totals import DayTotal
from monitor.records import Filing, Problem

StepShares = list[list[tuple[Piece, Decimal]]]  # per step: each piece that enters it, with its units


def allot_on_exact_totals(
    pieces: Sequence[Piece], settled: Sequence[DayTotal], filings: Mapping[str, Filing]
) -> tuple[tuple[DayTotal, ...], Allotment, tuple[Problem, ...]]:
    """The totals that stand, where each piece goes, and a notice for each total left out.

    Left out is what is too rough to open or close a step: a rounded figure, without its cost, on a day of its
    own, where the disclosures make another figure that rounds to it.
    """
    totals = list(settled)
    problems: list[Problem] = []
    while True:
        allotment = allot(pieces, [one.as_of_on for one in totals], [one.units for one in totals])
        shares = share_out(pieces, allotment, len(totals))
        rough = next((one for n, one in enumerate(totals) if n and _is_rough(totals[n - 1], one, shares[n])), None)
        if rough is None:
            return tuple(totals), allotment, tuple(problems)
        totals.remove(rough)
        day, asset = rough.as_of_on.isoformat(), rough.total.asset
        accession = filings[rough.total.source.document_id].accession_number
        problems.append(
            Problem(
                kind="rough_total",
                severity="notice",
                accession_number=accession,
                issuer_cik=rough.total.issuer_cik,
                message=(
                    f"{accession} gives {say_units(rough.units)} {asset} on {day}, rounded, "
                    f"where the disclosures make another figure; the ledger passes over it."
                ),
            )
        )


def _is_rough(opening: DayTotal, closing: DayTotal, shares: Sequence[tuple[Piece, Decimal]]) -> bool:
    expected = opening.units + sum((units * piece.sign for piece, units in shares), ZERO)
    told_with = closing.total.source.document_id
    return (
        roughness(closing.units) >= 3
        and closing.cost_usd is None
        and closing.average_cost_usd is None
        and abs(closing.units - expected) > ROUNDING
        and rounds_to(expected, closing.units)
        and all(piece.change.source.document_id != told_with for piece, _ in shares)
    )


def share_out(pieces: Sequence[Piece], allotment: Allotment, steps: int) -> StepShares:
    """Per step the pieces that enter it, by their days; each piece with the one choice that was taken."""
    shares: StepShares = [[] for _ in range(steps)]
    for piece, counted, placed in zip(pieces, allotment.counted, allotment.shares, strict=True):
        taken = replace(piece, choices=(counted,))
        for step, units in placed.items():
            if step < steps:
                shares[step].append((taken, units))
    for share in shares:
        share.sort(key=_by_days)
    return shares


def _by_days(share: tuple[Piece, Decimal]) -> tuple[date, date, bool, str]:
    piece, units = share
    first, last = piece.statement.span
    return last, first, not units, piece.change.change_id
