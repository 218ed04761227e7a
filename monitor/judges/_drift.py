"""What a ledger that reconciles step by step can still hide, said aloud."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from monitor.judges._days import say_day
from monitor.judges._precision import ROUNDING, ZERO, say_units
from monitor.records import LedgerStep, Problem


def find_drift(steps: Sequence[LedgerStep]) -> Iterator[Problem]:
    """A `rounding_drift` where the roundings of a chain of steps add up to more than one unit.

    Each of them alone is rounding; all to one side they could hide a sale of one coin a time. The sum starts
    anew after every gap and after every notice.
    """
    drift, since = ZERO, None
    for step in steps:
        if step.status not in ("reconciled", "rounding"):
            drift, since = ZERO, step.as_of_on
            continue
        drift += step.residual_units
        if abs(drift) <= ROUNDING or since is None:
            continue
        yield Problem(
            kind="rounding_drift",
            severity="notice",
            accession_number=step.accession_number,
            issuer_cik=step.issuer_cik,
            message=(
                f"Since {say_day(since)} the roundings of the steps add up to {say_units(drift)} {step.asset} by "
                f"{say_day(step.as_of_on)}: more than one, although every step alone is within one."
            ),
        )
        drift, since = ZERO, step.as_of_on
