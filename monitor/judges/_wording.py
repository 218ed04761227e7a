"""The note of a ledger step: plain English with the arithmetic in it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from monitor.judges._days import ONE_DAY, Span, clip, say_day, say_span, say_spans
from monitor.judges._netting import Piece
from monitor.judges._precision import say_units
from monitor.judges._totals import DayTotal
from monitor.records import LedgerStatus

MOST_NAMED = 3  # missing filings; of more, the first and the last
MOST_TERMS = 6  # a sum of more terms is written as one figure


def write_opening_note(total: DayTotal, counted: Sequence[tuple[Piece, Decimal]], *, explained: bool) -> str:
    """ "Opening: 21,454 bitcoin on 11 August 2020, all disclosed as acquired (21,454)." """
    asset = total.total.asset
    note = (
        f"Opening: {say_units(total.units)} {asset} on {say_day(total.as_of_on)}, the first holding in the store"
    )
    if explained:
        return f"{note}, made by disclosed changes: {_terms(counted).removeprefix(' + ')}."
    return f"{note}; what made it is not disclosed in the store."


def write_step_note(
    opening: DayTotal,
    closing: DayTotal,
    *,
    counted: Sequence[tuple[Piece, Decimal]],
    status: LedgerStatus,
    uncovered: Sequence[Span],
    missing: Sequence[str],
) -> str:
    """The arithmetic of a step, what is left over, and why."""
    window = (opening.as_of_on + ONE_DAY, closing.as_of_on)
    terms = _terms(counted) or " + 0"
    expected = opening.units + sum((units * piece.sign for piece, units in counted), Decimal(0))
    residual = closing.units - expected
    sum_up = f"{say_units(opening.units)}{terms} = {say_units(expected)}"
    if status == "reconciled" and not residual:
        return f"{sum_up} as reported.{_told_widely(counted, window, uncovered, missing)}"
    more = "more" if residual > 0 else "less"
    apart = say_units(abs(residual))
    if status in ("reconciled", "rounding"):
        widely = _told_widely(counted, window, uncovered, missing)
        return f"{sum_up}; reported {say_units(closing.units)}, {apart} {more}: rounding.{widely}"
    asset = closing.total.asset
    if any(units for _, units in counted):
        sums = f"{sum_up}, but {say_units(closing.units)} reported on {say_day(closing.as_of_on)}: "
    else:
        sums = (
            f"{say_units(opening.units)} on {opening.as_of_on.isoformat()} to {say_units(closing.units)} "
            f"on {closing.as_of_on.isoformat()}: "
        )
    reasons = []
    if uncovered:
        reasons.append(f"no disclosure in the store speaks of {say_spans(uncovered)}")
    if missing:
        reasons.append(_listed(missing))
    if not reasons and residual < 0 and not any(_tells_of_leaving(piece) for piece, _ in counted):
        reasons.append(
            "the disclosures of these days count what came in, and none of them what was sold or given away"
        )
    if not reasons:
        reasons.append("every day of the step is covered and no filing is known to be missing")
    return f"{sums}{apart} {asset} {more} than disclosed; {'; '.join(reasons)}.{_netted(counted, window)}"


def _terms(counted: Sequence[tuple[Piece, Decimal]]) -> str:
    moved = [(piece, units) for piece, units in counted if units]
    if len(moved) > MOST_TERMS:
        acquired = sum((units for piece, units in moved if piece.sign > 0), Decimal(0))
        sold = sum((units for piece, units in moved if piece.sign < 0), Decimal(0))
        signed = [(" + ", acquired), (" - ", sold)]
    else:
        signed = [(" + " if piece.sign > 0 else " - ", units) for piece, units in moved]
    return "".join(f"{sign}{say_units(units)}" for sign, units in signed if units)


def _told_widely(
    counted: Sequence[tuple[Piece, Decimal]], window: Span, alone: Sequence[Span], missing: Sequence[str]
) -> str:
    if not alone:
        return _netted(counted, window)
    listed = f"; {_listed(missing)}" if missing else ""
    return f"{_netted(counted, window)} No disclosure in the store speaks of {say_spans(alone)} alone{listed}."


def _listed(missing: Sequence[str]) -> str:
    if len(missing) <= MOST_NAMED:
        return f"the index lists {', '.join(missing)}, which the store lacks"
    return f"the index lists {len(missing)} filings that the store lacks, from {missing[0]} to {missing[-1]}"


def _tells_of_leaving(piece: Piece) -> bool:
    change = piece.change
    return piece.sign < 0 or (change.kind == "none" and change.purpose is None)


def _netted(counted: Sequence[tuple[Piece, Decimal]], window: Span) -> str:
    """How a figure that is only a part of a disclosed one came about."""
    notes = []
    for piece, units in counted:
        change = piece.change
        if units and change.kind in ("transferred", "pledged"):
            notes.append(f" {say_units(units)} {(change.purpose or '').rstrip('.')}.")
        if units in (0, change.units):
            continue
        whole = f"the {say_units(change.units)} {change.kind} in {say_span(piece.statement.span)}"
        if units == piece.choices[0]:
            days = say_spans(clip(piece.days, window))
            notes.append(f" {say_units(units)} is what shorter disclosures leave of {whole}, for {days}.")
        else:
            notes.append(f" {say_units(units)} is a part of {whole}; the rest falls in other steps.")
    return "".join(notes)
