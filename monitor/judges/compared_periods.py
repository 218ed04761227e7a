"""Two stretches of time compared by what was bought in them: "more in the second quarter than in the first", "not
even half of what it took in the quarter before".

What each holds is the sum of its purchases, or what the holdings at its ends differ by. Nothing is said where one
of them is not covered.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from monitor.judges._days import Span, say_span
from monitor.judges._precision import say_units
from monitor.judges.knowledge import Knowledge
from monitor.judges.statement import Judged
from monitor.judges.unread import Unread
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite
from monitor.judges.verdicts._disclosed import Sum, grown, is_mined, is_whole, sum_of, trades_of, within_days
from monitor.judges.verdicts._figures import is_right, say_figure
from monitor.judges.verdicts._time import said_on

BOUGHT = re.compile(
    r"\b(?:b(?:uy|uys|uying|ought)|purchas\w+|acqui\w+|add(?:s|ed)|haul|took (?:in|on)|picked up|gathered"
    r"|amassed|intake|buying)\b",
    re.IGNORECASE,
)
SOLD = re.compile(r"\b(?:sold|sell\w*|sales?|mined|mining|dividends?|shares?|raised|debt)\b", re.IGNORECASE)
NOT = r"(?P<{0}>not (?:even |quite )?|n[’']t (?:even |quite )?|less than |under |barely )?"
RATIO = re.compile(
    rf"\b{NOT.format('not_half')}(?P<half>half)\b(?! (?:of )?(?:19|20)\d\d)(?=[^.;]*\b(?:of what|as (?:much"
    rf"|many)|of (?:its|the)|that of)\b)"
    rf"|\b(?P<more_twice>more than |over )?{NOT.format('not_twice')}(?P<twice>twice|double|two times)\b"
    r"|\b(?P<more>more|larger|bigger|greater|outpaced|exceed\w*|topp\w*|beat\w*|outdid|speed\w* up)\b"
    r"|\b(?P<less>less|fewer|smaller|slow\w*|fell short of)\b",
    re.IGNORECASE,
)
LEAST = 5  # days of a stretch
FUZZ = Decimal("0.05")  # "twice" and "half" are told loosely


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days that a statement names, with what was bought in them."""

    span: Span
    bought: Sum


def compare_periods(whole: Judged, unread: Unread, known: Knowledge) -> Judged | None:
    """The statement weighed by its comparison; None where it compares no two stretches, or one is not covered."""
    words = unread.text
    spans = [span for span in unread.days if (span[1] - span[0]).days >= LEAST and span[1] < said_on(whole.claim)]
    said = RATIO.search(words)
    if len(spans) != 2 or said is None or not BOUGHT.search(words) or SOLD.search(words):
        return None
    first, second = (_bought(known, span) for span in spans)
    if first is None or second is None or not second.bought.units:
        return None
    right = _is_so(said, first.bought.units, second.bought.units)
    figures = [
        one for one in unread.figures if one.unit == "bitcoin" or (one.unit == "number" and one.value >= LEAST)
    ]
    wrong = [
        figure for figure in figures if not any(is_right(figure, one.bought.units) for one in (first, second))
    ]
    if len(figures) < len([one for one in unread.figures if one.unit not in ("weeks", "months")]):
        return None
    told = "; ".join(
        f"{say_units(one.bought.units)} {known.asset} bought in {say_span(one.span)}" for one in (first, second)
    )
    contrast = f"; {say_figure(wrong[0])} is claimed" if wrong else ""
    finding = Finding(
        label="supported" if right and not wrong else "refuted",
        reason="matches_disclosure" if right and not wrong else "contradicts_disclosure",
        rationale=f"{told}: {say_share(first.bought.units, second.bought.units)}{contrast}.",
        evidence=cite(
            known,
            "supports" if right and not wrong else "refutes",
            *(trade.change for one in (first, second) for trade in one.bought.trades[-2:]),
        ),
        judge="compared_periods",
    )
    return Judged(claim=whole.claim, finding=finding)


def say_share(first: Decimal, second: Decimal) -> str:
    """ "41 % of it", as a reader takes the two against each other."""
    return f"the first is {(first / second * 100).quantize(Decimal(1))} % of the second"


def _bought(known: Knowledge, span: Span) -> Stretch | None:
    """What was bought in those days: one disclosure of all of them, what they add up to, or what the holding grew
    by; None where days are missing."""
    trades = [one for one in trades_of(known, "acquired") if not is_mined(one)]
    same = [one for one in trades if one.span == span]
    if same:
        return Stretch(span, sum_of((same[-1],)))
    whole = grown(known, span)
    inside = within_days([one for one in trades if not one.wide], span)
    if inside and is_whole(known, span):
        return Stretch(span, sum_of(inside))
    return Stretch(span, whole) if whole is not None else None


def _is_so(said: re.Match[str], first: Decimal, second: Decimal) -> bool:
    share = first / second
    if said["half"]:
        return share < Decimal("0.5") if said["not_half"] else abs(share - Decimal("0.5")) <= FUZZ
    if said["twice"]:
        if said["not_twice"]:
            return share < 2
        return share > 2 if said["more_twice"] else abs(share - 2) <= 4 * FUZZ
    return first > second if said["more"] else first < second


def weigh_periods(whole: Judged, judged: Sequence[Judged], unread: Unread, known: Knowledge) -> Judged:
    """The statement's finding, or that of the comparison that it makes."""
    plain = all(one.claim.modality in ("asserted", "reported_speech") for one in judged)
    compared = compare_periods(whole, unread, known) if plain and known.settled.get(known.asset) else None
    return compared or whole
