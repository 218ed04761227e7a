"""Bars that stand on each other, one stack for each stretch of time: volume by week, verdicts by month."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from monitor.publish.axes import BOTTOM, LEFT, NARROW, RIGHT, TOP, Panel, draw_frame, draw_scale, round_up
from monitor.publish.figures import format_number


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """One bar: how much of each kind. `path` is what it links to, "" for nothing."""

    name: str  # "week of 1 Jun 2026"
    tick: str  # below the bar: "Jun 2026"; only every so manieth is drawn
    amounts: Mapping[str, int]
    path: str = ""

    @property
    def total(self) -> int:
        """Of all kinds."""
        return sum(self.amounts.values())


def draw_bars(
    stacks: Sequence[Stack],
    kinds: Mapping[str, str],
    *,
    name: str,
    title: str,
    unit: str,
    width: int,
    root: str = "",
    height: int = 150,
    write: Callable[[Decimal], str] = format_number,
) -> Markup:
    """The chart, `kinds` from the bottom up (css name -> words); nothing without a bar.

    `width` is in units of the picture (one is one CSS pixel at full size); `root` is put before links.
    """
    if not any(stack.total for stack in stacks):
        return Markup("")
    narrow = width < NARROW
    panel = Panel(top=TOP, height=height, ceiling=max(round_up(Decimal(stack.total) for stack in stacks), 4))
    room = (width - LEFT - RIGHT) / len(stacks)
    every = max(1, round((90 if narrow else 74) / room + 0.49))  # bars from one label to the next
    identity = f"{name}-{width}"
    loudest = max(stacks, key=lambda stack: stack.total)
    total = format_number(sum(stack.total for stack in stacks))
    told = (
        f"{total} {unit} from {stacks[0].name} to {stacks[-1].name}; "
        f"most in {loudest.name}: {format_number(loudest.total)}."
    )
    parts = [
        Markup('<title id="{}-title">{}</title><desc id="{}-desc">{}</desc>').format(
            identity, title, identity, told
        ),
        *draw_scale(panel, width, title, write),
    ]
    for number, stack in enumerate(stacks):
        left = LEFT + number * room
        thick = min(max(room * 0.72, 1), 46)
        place = (round(left + (room - thick) / 2, 1), round(thick, 1))
        parts.append(_draw_stack(stack, kinds, panel, place, root))
        if number % every == 0:
            parts.append(
                Markup('<text class="tick tick-day" x="{}" y="{}">{}</text>').format(
                    round(left + room / 2, 1), panel.floor + 17, stack.tick
                )
            )
    return draw_frame(parts, name=identity, width=width, height=round(panel.floor + BOTTOM))


def _draw_stack(
    stack: Stack, kinds: Mapping[str, str], panel: Panel, place: tuple[float, float], root: str
) -> Markup:
    left, width = place
    pieces, below = [], 0
    for kind, words in kinds.items():
        if not (amount := stack.amounts.get(kind)):
            continue
        bottom, top = panel.y(Decimal(below)), panel.y(Decimal(below + amount))
        below += amount
        pieces.append(
            Markup(
                '<rect class="bar bar-{}" x="{}" y="{}" width="{}" height="{}"><title>{}</title></rect>'
            ).format(
                kind, left, top, width, round(max(bottom - top, 0.8), 1),
                f"{stack.name}: {format_number(amount)} {words}",
            )
        )  # fmt: skip
    drawn = Markup("").join(pieces)
    if not stack.path or not pieces:
        return drawn
    return Markup('<a href="{}" aria-label="{}">{}</a>').format(
        root + stack.path, f"{stack.name}: {format_number(stack.total)}", drawn
    )
