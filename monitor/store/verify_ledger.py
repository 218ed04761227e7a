"""The arithmetic of the saved ledger, worked out anew from its own columns and from the facts it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from monitor.records import ENTERED, LEFT, LedgerStep
from monitor.store.columns import decimal_from_column
from monitor.store.database import Store
from monitor.store.loading import load_ledger

ROUNDING_UNITS = 1  # reported totals may differ by one coin from the arithmetic


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedStep:
    """A step of the ledger and what is wrong with it: nothing, as a rule."""

    step: LedgerStep
    faults: tuple[str, ...]


def check_ledgers(store: Store) -> Iterator[CheckedStep]:
    """Every step of every ledger."""
    totals = {
        row["total_id"]: decimal_from_column(row["units"])
        for row in store.query("SELECT total_id, units FROM holdings_totals")
    }
    signs = {
        row["change_id"]: _sign(row["kind"], row["purpose"] or "")
        for row in store.query("SELECT change_id, kind, purpose FROM holdings_changes")
    }
    ledgers = store.query("SELECT DISTINCT issuer_cik, asset FROM holdings_ledger ORDER BY issuer_cik, asset")
    for ledger in ledgers:
        before: LedgerStep | None = None
        for step in load_ledger(store, ledger["issuer_cik"], ledger["asset"]):
            faults = (*_check_sums(step, signs), *_check_residual(step), *_check_ends(step, before, totals))
            yield CheckedStep(step=step, faults=faults)
            before = step


def _sign(kind: str, purpose: str) -> int:
    """As `direction_of` has it, from the columns."""
    if kind in ("acquired", "sold"):
        return 1 if kind == "acquired" else -1
    return -1 if purpose.startswith(LEFT) else 1 if purpose.startswith(ENTERED) else 0


def _check_sums(step: LedgerStep, signs: dict[str, int]) -> Iterator[str]:
    if step.opening_units + step.acquired_units - step.sold_units != step.expected_units:
        yield "opening + acquired - sold is not the expected total"
    for kind, sign, units in (("acquired", 1, step.acquired_units), ("sold", -1, step.sold_units)):
        counted = (change.counted_units for change in step.changes if signs.get(change.change_id) == sign)
        if (total := sum(counted, Decimal(0))) != units:
            yield f"its changes come to {total} {kind}, the step says {units}"


def _check_residual(step: LedgerStep) -> Iterator[str]:
    residual = step.reported_units - step.expected_units
    if residual != step.residual_units:
        yield "reported - expected is not the residual"
    allowed = {
        "reconciled": residual == 0,
        "rounding": 0 < abs(residual) <= ROUNDING_UNITS,
        "unexplained_increase": residual > ROUNDING_UNITS,
        "unexplained_decrease": residual < -ROUNDING_UNITS,
    }
    if not allowed.get(step.status, True):
        yield f"a residual of {residual} is not {step.status}"


def _check_ends(step: LedgerStep, before: LedgerStep | None, totals: dict[str, Decimal]) -> Iterator[str]:
    if totals.get(step.total_id) != step.reported_units:
        yield f"the reported total is not that of {step.total_id}"
    if (before is None) != (step.status == "opening"):
        yield "the first step, and no other, is an opening"
    if before is not None and (step.opening_units, step.opening_on) != (before.reported_units, before.as_of_on):
        yield "it does not open with the total reported before"
