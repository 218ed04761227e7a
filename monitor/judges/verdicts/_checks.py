"""A claim's figures against disclosed ones: every figure counts, and one wrong figure refutes (contract, 5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from monitor.judges.verdicts import Missed
from monitor.judges.verdicts._figures import is_right, say_amount, say_figure
from monitor.records import ClaimFigure, FigureRole

Actuals = Mapping[FigureRole, Sequence[Decimal | None]]  # what a figure of that role may be; none: not disclosed

NAMES: dict[str, str] = {
    "units": "units",
    "units_before": "units before",
    "units_after": "units after",
    "usd_total": "dollars",
    "usd_each": "dollars per unit",
    "usd_value": "market value",
    "percent": "percent",
    "count": "count",
    "shares": "shares",
    "other": "figure",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One figure and what is disclosed of it. `right` is None where nothing is."""

    figure: ClaimFigure
    actual: Decimal | None  # the disclosed figure that is nearest
    right: bool | None

    @property
    def contrast(self) -> str:
        """ "about $9.9 billion is claimed, $15.9 billion is disclosed"."""
        if self.actual is None:
            return f"nothing filed tells {say_figure(self.figure)} ({NAMES[self.figure.role]})"
        return f"{say_figure(self.figure)} is claimed, {say_amount(self.actual, self.figure.unit)} is disclosed"


def check_figures(figures: Iterable[ClaimFigure], actuals: Actuals) -> tuple[Check, ...]:
    """Each figure against the disclosed ones of its role."""
    found = []
    for figure in figures:
        choices = [one for one in actuals.get(figure.role, ()) if one is not None]
        nearest = min(choices, key=lambda one: abs(one - figure.value), default=None)
        hit = next((one for one in choices if is_right(figure, one)), None)
        right = None if nearest is None else hit is not None
        found.append(Check(figure=figure, actual=nearest if hit is None else hit, right=right))
    return tuple(found)


def all_right(checks: Sequence[Check]) -> bool:
    """Whether every figure is disclosed and right."""
    return all(check.right for check in checks)


def wrong(checks: Sequence[Check]) -> tuple[Check, ...]:
    """Those that a disclosure contradicts."""
    return tuple(check for check in checks if check.right is False)


def untold(checks: Sequence[Check]) -> tuple[Check, ...]:
    """Those that nothing disclosed can confirm or contradict."""
    return tuple(check for check in checks if check.right is None)


def count_right(checks: Sequence[Check]) -> int:
    """How many figures are right."""
    return sum(check.right is True for check in checks)


def say_contrasts(checks: Sequence[Check]) -> str:
    """The contrasts in one line."""
    return "; ".join(check.contrast for check in checks)


OF_HOLDING = {"units": "held", "units_after": "held", "usd_total": "cost", "usd_each": "average"}
OF_PURCHASE = OF_HOLDING | {"units": "bought", "usd_each": "price"}
OF_SALE = OF_HOLDING | {"units": "sold", "usd_total": "fetched", "usd_value": "fetched", "usd_each": "price"}


def taken_for(checks: Iterable[Check], names: Mapping[str, str]) -> tuple[Missed, ...]:
    """The figures of some checks, each with what it was taken for."""
    return tuple(
        Missed(figure=one.figure, taken_for=names.get(one.figure.role, "worth"), actual=one.actual)
        for one in checks
    )
