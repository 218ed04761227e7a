"""What the charts share: a scale, its grid, its labels. SVG with classes only: the style sheet colours it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil, log10

from markupsafe import Markup

LEFT, RIGHT, TOP, BETWEEN, BOTTOM = 76, 14, 30, 48, 26  # margins in units of the picture
NARROW = 600  # a picture less wide than this is for a phone


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One scale: value -> height in the picture."""

    top: float
    height: float
    ceiling: float

    def y(self, value: Decimal) -> float:
        """The place of a value, from the top of the picture."""
        return round(self.top + self.height * (1 - float(value) / self.ceiling), 1)

    @property
    def floor(self) -> float:
        """The place of zero."""
        return self.top + self.height


def draw_scale(panel: Panel, width: int, title: str, write: Callable[[Decimal], str]) -> list[Markup]:
    """Title, grid lines and their figures, from zero to the ceiling."""
    pieces = [Markup('<text class="panel-title" x="{}" y="{}">{}</text>').format(4, panel.top - 12, title)]
    steps = 4 if panel.height > 150 else 2
    for step in range(steps + 1):
        value = Decimal(str(panel.ceiling)) * step / steps
        up = panel.y(value)
        pieces.append(
            Markup(
                '<line class="grid" x1="{}" x2="{}" y1="{}" y2="{}"/><text class="tick" x="{}" y="{}">{}</text>'
            ).format(LEFT, width - RIGHT, up, up, LEFT - 7, up + 4, write(value.normalize()))
        )
    return pieces


def draw_days(
    first: date, last: date, x: Callable[[date], float], panels: Iterable[Panel], *, narrow: bool
) -> list[Markup]:
    """A line through the panels and a label for each year, or for each quarter of a short history."""
    months = (1,) if (last - first).days > 800 else (1, 4, 7, 10) if not narrow else (1, 7)
    days = [date(year, month, 1) for year in range(first.year, last.year + 1) for month in months]
    shown = list(panels)
    pieces = []
    for day in days:
        if not first <= day <= last:
            continue
        across = x(day)
        line = "".join(f"M{across} {panel.top}V{panel.floor}" for panel in shown)
        label = f"{day:%Y}" if len(months) == 1 else f"{day:%b %Y}"
        pieces.append(
            Markup('<path class="grid" d="{}"/><text class="tick tick-day" x="{}" y="{}">{}</text>').format(
                line, across, shown[-1].floor + 18, label
            )
        )
    return pieces


def draw_frame(parts: Iterable[Markup], *, name: str, width: int, height: float) -> Markup:
    """The whole picture: its `<title>` and `<desc>` must have the ids "{name}-title" and "{name}-desc"."""
    return Markup(
        '<svg class="chart chart-{}" viewBox="0 0 {} {}" width="{}" height="{}" role="group" tabindex="0" '
        'aria-labelledby="{}-title {}-desc" xmlns="http://www.w3.org/2000/svg">{}</svg>'
    ).format(
        "narrow" if width < NARROW else "wide", width, height, width, height, name, name, Markup("\n").join(parts)
    )


def round_up(values: Iterable[Decimal]) -> float:
    """The top of a scale: the next 1, 1.2, 1.6, 2, 3, 4, 6 or 8 times a power of ten: its quarters are round."""
    highest = max([float(value) for value in values] + [1.0])
    power = 10.0 ** (ceil(log10(highest)) - 1)
    return next(power * step for step in (1, 1.2, 1.6, 2, 3, 4, 6, 8, 10) if power * step >= highest)
