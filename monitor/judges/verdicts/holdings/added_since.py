"""What was added since an earlier report: "since its August update it has added a little over 5,000 coins".

The month says which report is meant, and not in which days was bought: the holding that it told, against the last
one known when it was said.
"""

from __future__ import annotations

import re
from datetime import timedelta

from monitor.judges._days import MONTHS, new_york_day, say_day
from monitor.judges._precision import say_units
from monitor.judges._totals import DayTotal
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import confirm_or_refute, say_filed
from monitor.judges.verdicts._disclosed import is_mined, trades_of
from monitor.judges.verdicts._figures import find_figures, is_right, say_figure
from monitor.judges.verdicts._paper_words import MONTH
from monitor.judges.verdicts._saying import say_total
from monitor.judges.verdicts._time import said_on
from monitor.records import Claim, ClaimType

CLAIM_TYPES: tuple[ClaimType, ...] = ("purchase",)
SINCE_REPORT = re.compile(
    rf"\bsince\s(?:its|the|their|that|this|[A-Z]\w+[’']s)\s(?:(?P<month>{MONTH})|(?P<before>previous|prior|preceding))"
    r"(?:\s(?P<year>20\d\d))?\s(?:\w+\s)?"
    r"(?:update|report|filing|disclosure|announcement|8-K|10-Q|count|tally|statement|bulletin)\b",
    re.IGNORECASE,
)
RECENT = timedelta(days=30)  # so long the last report may be the one that a writer has in hand


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where it is of no such stretch, or one of the two holdings is not in the store."""
    said, figures = SINCE_REPORT.search(claim.source.quote), find_figures(claim.figures, "units")
    if said is None or claim.negated or len(figures) != 1 or len(claim.figures) != 1:
        return None
    if any(is_mined(one) for one in trades_of(known, "acquired")):
        return None  # a miner's holding grows by more than it buys
    day = said_on(claim)
    told = [one for one in known.settled.get(known.asset, ()) if new_york_day(one.known_at) <= day]
    if len(told) < 2 or day - new_york_day(told[-1].known_at) > RECENT:
        return None
    then = told[-2] if said["before"] else _of_month(said, told, claim)
    if then is None or then is told[-1]:
        return None
    grown = told[-1].units - then.units
    right = is_right(figures[0], grown)
    also = "" if right else f"; {say_figure(figures[0])} is claimed"
    return confirm_or_refute(
        known,
        right,
        f"{say_filed(known, then.total.source)}: {say_total(then)} at the end of "
        f"{say_day(then.as_of_on)}. "
        f"{say_filed(known, told[-1].total.source)}: {say_total(told[-1])} at the end of "
        f"{say_day(told[-1].as_of_on)}, {say_units(grown)} more{also}.",
        then.total,
        told[-1].total,
        firmness="exact",
    )


def _of_month(said: re.Match[str], told: list[DayTotal], claim: Claim) -> DayTotal | None:
    """The last holding that was filed in the month."""
    day, month = said_on(claim), MONTHS.index(said["month"][:3].lower()) + 1
    year = int(said["year"] or day.year - (month > day.month))
    filed = [(one, new_york_day(one.known_at)) for one in told]
    return next((one for one, on in reversed(filed) if (on.year, on.month) == (year, month)), None)
