"""Stretches of time compared by what was bought in them: "more in the second quarter than in the first", "not even
half of what it took in the quarter before", "more than in 2021 and 2022 together", "more than it held a year ago".

What each holds is the sum of its purchases, or what the holdings at its ends differ by; what was held is the total
of that day. Nothing is said where one of them is not covered.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from monitor.judges._days import Span, say_span
from monitor.judges._precision import say_units
from monitor.judges.knowledge import Knowledge
from monitor.judges.statement import Judged
from monitor.judges.unread import Unread
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite
from monitor.judges.verdicts._disclosed import (
    Sum,
    grown,
    is_mined,
    is_whole,
    latest_total,
    sum_of,
    trades_of,
    within_days,
)
from monitor.judges.verdicts._figures import is_right, say_figure
from monitor.judges.verdicts._time import said_on
from monitor.records import HoldingsTotal

BOUGHT = re.compile(
    r"\b(?:b(?:uy|uys|uying|ought)|purchas\w+|acqui\w+|add(?:s|ed|ing)|accumulat\w+|haul|took (?:in|on)"
    r"|picked up|gathered"
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
HELD = re.compile(
    r"\bthan\b[^.;]{0,60}\b(?:held|owned|holds|owns|had (?:in all|in total|managed|amassed|piled|stacked"
    r"|on its books)"
    r"|(?:pil|stack|build|built)\w* up|its (?:whole|entire|total) (?:holding|stash|hoard|stack|pile))\b",
    re.IGNORECASE,
)
TOGETHER = re.compile(
    r"\b(?:together|combined|put together|in sum|taken together|and\b[^.;]{0,20}\bcombined)\b", re.IGNORECASE
)
NEAR = 8  # days
LEAST = 5  # days of a stretch
FUZZ = Decimal("0.05")  # "twice" and "half" are told loosely


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days that a statement names, with what was bought in them."""

    span: Span
    bought: Sum
    verb: str = "bought"
    total: HoldingsTotal | None = None  # what was held on a day, instead


def compare_periods(whole: Judged, unread: Unread, known: Knowledge) -> Judged | None:
    """The statement weighed by its comparison; None where it compares no two stretches, or one is not covered."""
    words = unread.text
    said = RATIO.search(words)
    if said is None or not BOUGHT.search(words) or SOLD.search(words):
        return None
    first, second = _read_sides(words, unread.days, said_on(whole.claim), known)
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
        f"{say_units(one.bought.units)} {known.asset} {one.verb} in {say_span(one.span)}"
        for one in (first, second)
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
            *(one.total for one in (first, second)),
        ),
        judge="compared_periods",
    )
    return Judged(claim=whole.claim, finding=finding)


def _read_sides(
    words: str, days: Sequence[Span], day: date, known: Knowledge
) -> tuple[Stretch | None, Stretch | None]:
    """What is compared with what: of several stretches after the first the sum, where they are told together."""
    spans = [(first, min(last, day)) for first, last in days if first < day]
    long = [span for span in spans if (span[1] - span[0]).days >= LEAST]
    if HELD.search(words) and spans and long and spans[0] == long[0] and len(spans) == 2:
        return _bought(known, long[0]), _held(known, spans[1][1])
    if len(long) == 2:
        return _bought(known, long[0]), _bought(known, long[1])
    if len(long) == 3 and TOGETHER.search(words):
        second, third = _bought(known, long[1]), _bought(known, long[2])
        if second is None or third is None or long[1][1] >= long[2][0]:
            return None, None
        units = second.bought.units + third.bought.units
        both = replace(second.bought, units=units, trades=(*second.bought.trades, *third.bought.trades))
        return _bought(known, long[0]), Stretch((long[1][0], long[2][1]), both)
    return None, None


def _held(known: Knowledge, day: date) -> Stretch | None:
    """The holding of a day, if it was told for one close by."""
    total = latest_total(known, day)
    if total is None or (day - total.as_of_on).days > NEAR:
        return None
    held = replace(sum_of((), (total.as_of_on, total.as_of_on)), units=total.units)
    return Stretch((total.as_of_on, total.as_of_on), held, "held", total.total)


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
    if whole is not None and not any(is_mined(one) for one in trades_of(known, "acquired")):
        return Stretch(span, whole)  # disclosures of the year may overlap: a quarter's holds a week's
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
