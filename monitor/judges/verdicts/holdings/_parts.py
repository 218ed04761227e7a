"""Coins that are pledged, in the holding or beside it: the part that is free is not the whole.

"Its entire treasury is down to 15,973 coins" is what is left without the 3,300 that are pledged; "it held 12,608"
counts the 2,533 that a lender has beside the 10,075 on the books.
"""

from __future__ import annotations

import re
from decimal import Decimal

from monitor.judges._days import say_day
from monitor.judges._precision import say_units
from monitor.judges._totals import DayTotal
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import confirm_or_refute
from monitor.judges.verdicts._figures import find_figures, is_right, say_figure
from monitor.records import Claim, HoldingsChange

BESIDE = re.compile(r"\b(?:also (?:have|hold|own)|receivable|in addition)\b", re.IGNORECASE)
FREE = re.compile(
    r"\b(?:free|unencumbered|unpledged|unrestricted|not (?:pledged|restricted|encumbered)|excluding|without"
    r"|apart from"
    r"|besides|other than|not counting)\b",
    re.IGNORECASE,
)
SURE_DIGITS = 4  # of a number of coins that no chance meets


def judge_parts(claim: Claim, known: Knowledge, total: DayTotal) -> Finding | None:
    """None where the coins told are neither the holding without what is pledged nor the two together."""
    figures = [one for one in find_figures(claim.figures, "units", "units_after") if one.comparator == "exactly"]
    if len(figures) != 1 or len(figures[0].value.normalize().as_tuple().digits) < SURE_DIGITS:
        return None
    for pledged in reversed(known.record.changes):
        if pledged.kind != "pledged" or pledged.period_end_on != total.as_of_on or not pledged.units:
            continue
        if is_right(figures[0], total.units):
            return None
        beside = BESIDE.search(pledged.source.quote) is not None
        if beside and is_right(figures[0], total.units + pledged.units):
            return _say(known, total, pledged, right=True, sign="+")
        if not beside and is_right(figures[0], total.units - pledged.units):
            free = FREE.search(claim.source.quote) is not None
            return _say(
                known, total, pledged, right=free, sign="-", claimed="" if free else say_figure(figures[0])
            )
    return None


def _say(
    known: Knowledge, total: DayTotal, pledged: HoldingsChange, *, right: bool, sign: str, claimed: str = ""
) -> Finding:
    units: Decimal = total.units + pledged.units if sign == "+" else total.units - pledged.units
    also = f"; {claimed} is what is not pledged, and no holding" if claimed else ""
    return confirm_or_refute(
        known,
        right,
        f"{say_units(total.units)} {total.total.asset} on {say_day(total.as_of_on)} {sign} "
        f"{say_units(pledged.units)} pledged as collateral = {say_units(units)}{also}.",
        total.total,
        pledged,
        firmness="exact",
    )
