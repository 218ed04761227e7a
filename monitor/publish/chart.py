"""Holdings and average cost over time as an SVG made here: no script draws it and nothing is fetched for it.

Two panels over one time axis. Holdings stand as a stepped line (they do not change between reports, as far as
anyone outside can know), dashed where the ledger has a gap; a gap is a hatched band, a sale a triangle. Every
point is a link to its sentence with day and figures as its title. Colours come from the style sheet, so that
the chart follows light and dark.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from markupsafe import Markup

from monitor.publish.axes import (
    BETWEEN,
    BOTTOM,
    LEFT,
    NARROW,
    RIGHT,
    TOP,
    Panel,
    draw_days,
    draw_frame,
    draw_scale,
    round_up,
)
from monitor.publish.figures import format_day, format_number, format_usd


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A reported total: units of the asset at the end of a day."""

    day: date
    units: Decimal
    average_cost_usd: Decimal | None
    path: str  # of its sentence
    after_gap: bool = False  # the step that ends here does not add up


@dataclass(frozen=True, slots=True, kw_only=True)
class Sale:
    """A disclosed sale that the ledger counted."""

    day: date
    units: Decimal
    usd_amount: Decimal | None
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Days that no disclosure in the store explains, and how many units appeared or went in them."""

    start: date
    end: date
    units: Decimal
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What the chart shows, in order of time."""

    asset: str
    points: tuple[Point, ...] = ()
    gaps: tuple[Gap, ...] = ()
    sales: tuple[Sale, ...] = ()


def draw_chart(history: History, *, width: int, root: str = "") -> Markup:
    """The picture, `width` units wide (one is one CSS pixel at full size), or nothing for fewer than two points.

    `root` is put before the paths of sentences. Draw it once wide and once narrow, and let the style sheet choose.
    """
    if len(history.points) < 2:
        return Markup("")
    narrow = width < NARROW
    first, last = history.points[0].day, history.points[-1].day
    span = max((last - first).days, 1)
    inner = width - LEFT - RIGHT

    def x(day: date) -> float:
        return round(LEFT + inner * (day - first).days / span, 1)

    upper = Panel(top=TOP, height=190 if narrow else 250, ceiling=round_up(p.units for p in history.points))
    averages = [p.average_cost_usd for p in history.points if p.average_cost_usd is not None]
    lower = Panel(top=upper.floor + BETWEEN, height=70 if narrow else 90, ceiling=round_up(averages))
    panels = (upper, lower) if averages else (upper,)
    height = round(panels[-1].floor + BOTTOM)
    name = f"chart-{width}"
    parts = [
        Markup('<title id="{}-title">{}</title><desc id="{}-desc">{}</desc>').format(
            name,
            f"{history.asset.capitalize()} held{' and average cost' * bool(averages)} over time",
            name,
            describe(history),
        ),
        Markup(
            '<defs><pattern id="{}-hatch" width="6" height="6" patternUnits="userSpaceOnUse" '
            'patternTransform="rotate(45)"><rect width="6" height="6" class="hatch-ground"/>'
            '<line x1="0" y1="0" x2="0" y2="6" class="hatch"/></pattern></defs>'
        ).format(name),
        *(_draw_gap(gap, x, upper, name) for gap in history.gaps),
        *draw_days(first, last, x, panels, narrow=narrow),
        *draw_scale(upper, width, f"{history.asset.capitalize()} held", format_number),
        *_draw_steps(history, x, upper),
        *(_draw_average(history, x, lower, width) if averages else ()),
        *(_draw_point(point, x, upper, history.asset, root) for point in history.points),
        *(_draw_sale(sale, x, upper, history, root) for sale in history.sales),
        Markup('<line class="cursor" x1="0" x2="0" y1="{}" y2="{}" visibility="hidden"/>').format(
            TOP, panels[-1].floor
        ),
    ]
    return draw_frame(parts, name=name, width=width, height=height)


def describe(history: History) -> str:
    """The chart in a sentence or two, for those who do not see it."""
    first, last = history.points[0], history.points[-1]
    sales = ", ".join(f"{format_number(sale.units)} on {format_day(sale.day)}" for sale in history.sales) or "none"
    return (
        f"From {format_number(first.units)} {history.asset} on {format_day(first.day)} to "
        f"{format_number(last.units)} on {format_day(last.day)}. Sales: {sales}. "
        f"{len(history.gaps)} gaps that no disclosure in the store explains."
    )


def _draw_steps(history: History, x: Callable[[date], float], panel: Panel) -> list[Markup]:
    solid, dashed = [f"M{x(history.points[0].day)} {panel.y(history.points[0].units)}"], []
    for before, after in zip(history.points, history.points[1:], strict=False):
        step = f"H{x(after.day)}V{panel.y(after.units)}"
        if after.after_gap:
            dashed.append(f"M{x(before.day)} {panel.y(before.units)}{step}")
            solid.append(f"M{x(after.day)} {panel.y(after.units)}")
        else:
            solid.append(step)
    start, end, floor = x(history.points[0].day), x(history.points[-1].day), panel.floor
    area = "".join(f"H{x(p.day)}V{panel.y(p.units)}" for p in history.points)
    return [
        Markup('<path class="area" d="M{} {}{}H{}V{}Z"/>').format(start, floor, area, end, floor),
        Markup('<path class="line line-gap" d="{}"/>').format("".join(dashed)),
        Markup('<path class="line line-holdings" d="{}"/>').format("".join(solid)),
    ]


def _draw_average(history: History, x: Callable[[date], float], panel: Panel, width: int) -> list[Markup]:
    known = [(x(p.day), panel.y(p.average_cost_usd)) for p in history.points if p.average_cost_usd is not None]
    steps = "".join(f"H{across}V{up}" for across, up in known[1:])
    return [
        *draw_scale(panel, width, f"Average cost of one {history.asset}, US dollars", format_usd),
        Markup('<path class="line line-average" d="M{} {}{}"/>').format(*known[0], steps),
    ]


def _draw_point(point: Point, x: Callable[[date], float], panel: Panel, asset: str, root: str) -> Markup:
    average = f", average cost {format_usd(point.average_cost_usd)}" if point.average_cost_usd is not None else ""
    return Markup(
        '<a href="{}" tabindex="-1"><circle class="point" cx="{}" cy="{}" r="5"><title>{}</title></circle></a>'
    ).format(
        root + point.path,
        x(point.day),
        panel.y(point.units),
        f"{format_day(point.day)}: {format_number(point.units)} {asset}{average}",
    )


def _draw_sale(sale: Sale, x: Callable[[date], float], panel: Panel, history: History, root: str) -> Markup:
    held = next((p.units for p in reversed(history.points) if p.day <= sale.day), history.points[0].units)
    day = min(max(sale.day, history.points[0].day), history.points[-1].day)
    across, up = x(day), panel.y(held) - 8
    amount = f" for {format_usd(sale.usd_amount)}" if sale.usd_amount is not None else ""
    label = f"{format_day(sale.day)}: sold {format_number(sale.units)} {history.asset}{amount}"
    return Markup(
        '<a href="{}" aria-label="{}"><path class="sale" d="M{} {}l-7 -13h14z"><title>{}</title></path></a>'
    ).format(root + sale.path, label, across, up, label)


def _draw_gap(gap: Gap, x: Callable[[date], float], panel: Panel, name: str) -> Markup:
    start, end = x(gap.start), x(gap.end + timedelta(days=1))
    return Markup(
        '<rect class="gap" x="{}" y="{}" width="{}" height="{}" fill="url(#{}-hatch)"><title>{}</title></rect>'
    ).format(
        start,
        panel.top,
        max(round(end - start, 1), 2),
        panel.height,
        name,
        f"Gap, {format_day(gap.start)} to {format_day(gap.end)}: {format_number(abs(gap.units))} "
        f"{'fewer' if gap.units < 0 else 'more'} than disclosed ({gap.status.replace('_', ' ')})",
    )
