"""Round numbers that a holding is said to have passed: "its stack has just crossed 645,000", "slipped past the
mark".

A state ("holds more than 650,000") is judged by the last disclosed holding, like any other. To pass a number is an
event: it may have happened in the days that no filing covers yet, as long as what is missing is no more than was
bought at once before. Silence never refutes (contract, Verdicts, 3). Said of a purchase that is disclosed it is
the result of that one, and the holding after it decides.
"""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal

from monitor.judges._days import say_day
from monitor.judges._precision import say_units
from monitor.judges._totals import DayTotal
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._disclosed import find_named, trades_of
from monitor.judges.verdicts._figures import find_figures, is_right
from monitor.judges.verdicts._saying import leave_open, say_total
from monitor.judges.verdicts._time import open_days, said_on
from monitor.judges.verdicts._words import around
from monitor.records import Claim

CROSSED = re.compile(
    r"\b(?:topp?(?:s|ed|ing)|cross(?:es|ed|ing)?|(?:sur)?pass(?:es|ed|ing)?|breach\w*|br(?:eaks?|oke|oken)|clear(?:s|ed)"
    r"|hits?|hitting|reach\w*|eclips\w+|(?:slip|sail|blow|blew|blown|fl[ie]w?|go|gone|went|mov|push|climb|r[io]se|risen|edg"
    r"|shot|storm|roar|race|crept|inch|carried|tak|took|gr[eo]w)\w*\s(?:\w+\s){0,3}?(?:past|beyond|through|above|over))\b",
    re.IGNORECASE,
)
RESULT = re.compile(
    r"\b(?:with|after|thanks to|following|by|on the back of|through)\b[^.;]{0,40}"
    r"\b(?:purchase|buy|buying|batch|haul|deal|acquisition|coins|tranche)\b"
    r"|\b(?:purchase|buy|batch|haul|deal|splurge|acquisition)\b[^.;]{0,30}"
    r"\b(?:push|lift|carri|tak|took|bring|brought|rais)\w*|\b(?:filing|8-K|report(?:s|ed)?|disclos\w+)\b",
    re.IGNORECASE,
)
A_YEAR = timedelta(days=365)
LEAST_WEEKS = 1


def judge_crossed(claim: Claim, known: Knowledge, total: DayTotal) -> Finding | None:
    """None unless a number above the last disclosed holding is said to have been passed, and may have been."""
    day = said_on(claim)
    above = [
        figure
        for figure in find_figures(claim.figures, "units", "units_after")
        if figure.value > total.units and not is_right(figure, total.units)
    ]
    if len(above) != 1 or total.as_of_on >= day or not CROSSED.search(around(claim, above[0], 45, 0)):
        return None
    if RESULT.search(claim.source.quote) or find_named(claim, known) is not None:
        return None
    uncovered = open_days(claim, known, (total.as_of_on + timedelta(days=1), day))
    if not uncovered or above[0].value - total.units > _most_bought(known, total, day - total.as_of_on):
        return None
    return leave_open(
        known,
        uncovered,
        f"{say_total(total)} were held on {say_day(total.as_of_on)}: {say_units(above[0].value - total.units)} "
        f"less than {say_units(above[0].value)}. What was bought since is not disclosed yet.",
        total,
    )


def _most_bought(known: Knowledge, total: DayTotal, since: timedelta) -> Decimal:
    """The largest purchase of the year before, as often as there were weeks since."""
    sizes = [
        one.change.units
        for one in trades_of(known, "acquired")
        if not one.wide and timedelta(0) <= total.as_of_on - one.span[1] <= A_YEAR
    ]
    return max(sizes, default=Decimal(0)) * max(LEAST_WEEKS, round(since.days / 7))
