"""One step of the ledger: the arithmetic between two reported totals, its status and its note."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from monitor.judges._days import ONE_DAY, Span, clip, count_days, merge, subtract
from monitor.judges._netting import Piece
from monitor.judges._precision import ROUNDING, ZERO
from monitor.judges._totals import DayTotal
from monitor.judges._wide import find_wide
from monitor.judges._wording import write_opening_note, write_step_note
from monitor.records import CountedChange, Filing, Issuer, LedgerStatus, LedgerStep


def make_step(
    opening: DayTotal | None,
    closing: DayTotal,
    *,
    shares: Sequence[tuple[Piece, Decimal]],
    spoken: Sequence[Span],
    missing: tuple[str, ...],
    replaced: tuple[CountedChange, ...],
    filings: Mapping[str, Filing],
    issuer: Issuer,
) -> LedgerStep:
    """From `opening` (None for the first total) to `closing`.

    `shares`: the pieces that enter the step and the units of each. `spoken`: days that any disclosed change
    speaks of. `missing`: what the index lists and the store lacks. `replaced`: changes that an amendment took
    the place of.
    """
    acquired = sum((units for piece, units in shares if piece.sign > 0), ZERO)
    sold = sum((units for piece, units in shares if piece.sign < 0), ZERO)
    opening_units = opening.units if opening else ZERO
    residual = closing.units - (opening_units + acquired - sold)
    uncovered: tuple[Span, ...] = ()
    if opening is None:
        explained = abs(residual) <= ROUNDING
        if not explained:
            # Older changes that do not add up to the first known total say nothing about it.
            shares, acquired, sold, residual = (), ZERO, ZERO, closing.units
        status: LedgerStatus = "opening"
        note = write_opening_note(closing, shares, explained=explained)
    else:
        window = (opening.as_of_on + ONE_DAY, closing.as_of_on)
        if abs(residual) > ROUNDING:
            uncovered = subtract((window,), clip(spoken, window))
        else:
            uncovered = merge(day for _, _, days in find_wide(shares, window, filings, issuer) for day in days)
        status = _judge_residual(residual, gap=bool(uncovered or missing))
        note = write_step_note(
            opening, closing, counted=shares, status=status, uncovered=uncovered, missing=missing
        )
    known = [piece.known_at for piece, units in shares if units] + [
        opening.known_at if opening else closing.known_at
    ]
    return LedgerStep(
        issuer_cik=closing.total.issuer_cik,
        asset=closing.total.asset,
        as_of_on=closing.as_of_on,
        opening_on=opening.as_of_on if opening else None,
        opening_units=opening_units,
        acquired_units=acquired,
        sold_units=sold,
        expected_units=opening_units + acquired - sold,
        reported_units=closing.units,
        residual_units=residual,
        status=status,
        cost_usd=closing.cost_usd,
        average_cost_usd=closing.average_cost_usd,
        uncovered_from_on=uncovered[0][0] if uncovered else None,
        uncovered_until_on=uncovered[-1][1] if uncovered else None,
        uncovered_days=count_days(uncovered),
        missing_accessions=missing,
        note=note,
        total_id=closing.total.total_id,
        accession_number=filings[closing.total.source.document_id].accession_number,
        known_at=max(closing.known_at, *known),
        changes=(*(_counted(piece, units) for piece, units in shares), *replaced),
    )


def _judge_residual(residual: Decimal, *, gap: bool) -> LedgerStatus:
    if not residual:
        return "reconciled"
    if abs(residual) <= ROUNDING:
        return "rounding"
    if gap:
        return "missing_filing"
    return "unexplained_increase" if residual > 0 else "unexplained_decrease"


def _counted(piece: Piece, units: Decimal) -> CountedChange:
    if not units and piece.change.units:
        return CountedChange(change_id=piece.change.change_id, counted_units=ZERO, treatment="repeated")
    whole = piece.choices == (piece.change.units,)
    return CountedChange(
        change_id=piece.change.change_id, counted_units=units, treatment="counted" if whole else "netted"
    )
