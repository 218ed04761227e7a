"""What was held before a trade: "before its purchase of 2,932 coins it held 709,715", "843,738 ahead of the sale".

The number is that of the day before the trade began, not of the day on which it is told.
"""

from __future__ import annotations

import re
from datetime import timedelta

from monitor.judges._days import say_day
from monitor.judges._precision import say_units
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import confirm_or_refute, say_filed
from monitor.judges.verdicts._disclosed import NEWS_DAYS, Trade, latest_total, stood_still, trades_of
from monitor.judges.verdicts._figures import find_figures, is_right, say_figure
from monitor.judges.verdicts._saying import say_total, say_trade
from monitor.judges.verdicts._time import period, said_on
from monitor.records import Claim

BUYING = r"(?:b(?:uy\w*|ought)|purchas\w+|acqui\w+|add(?:s|ed|ing)|pick\w* up|spree|haul|splurge)"
SELLING = r"(?:s(?:ell\w*|old|ales?)|dispos\w+|part\w* with|offload\w*|dump\w*)"
HELD = r"(?:held|holds?|holding|owne?d|owns|had|sat|stood|counted|boasted|its|the)"
LEAD = r"\b(?:before|prior to|ahead of|until|till|going into|on the eve of)\s"
BEFORE = re.compile(
    rf"{LEAD}(?P<between>(?:(?!, )[^;:]){{0,45}}?)\b(?:(?P<bought>{BUYING})|{SELLING})\b(?:(?!, "
    rf"|\b{HELD}\b)[^;:]){{0,30}}",
    re.IGNORECASE,
)
NOT_THEN = re.compile(r"\b(?:began|begin|started|start|first)\b", re.IGNORECASE)
MOST_OFF = 8  # days from the last holding disclosed to the trade


def judge_opening(claim: Claim, known: Knowledge) -> Finding | None:
    """None where no trade is spoken of that came after, or none such is disclosed."""
    words = claim.source.quote
    said = BEFORE.search(words)
    if said is None or NOT_THEN.search(said.group()):
        return None
    begin = claim.source.quote_start + said.start()
    held = [
        one
        for one in find_figures(claim.figures, "units", "units_before", "units_after")
        if not begin <= one.start < claim.source.quote_start + said.end()
    ]
    if len(held) != 1:
        return None
    trade = _find_trade(words, claim, known, "acquired" if said["bought"] else "sold")
    if trade is None:
        return None
    told_for = trade.span[0] - timedelta(days=1)
    total, after = latest_total(known, told_for), latest_total(known, trade.span[1])
    units, told = None, ""
    if total is not None and ((told_for - total.as_of_on).days <= MOST_OFF or stood_still(known, total, told_for)):
        units, told = total.units, f"{say_total(total)} at the end of {say_day(total.as_of_on)}"
    elif after is not None and after.as_of_on == trade.span[1]:  # what it led to, less what was bought
        total, sign = after, -1 if said["bought"] else 1
        units = after.units + sign * trade.change.units
        told = f"{say_total(after)} at the end of {say_day(after.as_of_on)}, so {say_units(units)} before"
    if units is None or total is None:
        return None
    right = is_right(held[0], units)
    claimed = "" if right else f"; {say_figure(held[0])} is claimed"
    return confirm_or_refute(
        known,
        right,
        f"{say_filed(known, total.total.source)}: {told}; {say_trade(trade)}{claimed}.",
        total.total,
        trade.change,
        firmness="exact" if right else "rule",
    )


def _find_trade(words: str, claim: Claim, known: Knowledge, kind: str) -> Trade | None:
    """The one whose coins are named, or that of the days named; else the latest that was news."""
    day = said_on(claim)
    told = [one for one in trades_of(known, kind) if one.span[0] <= day and not one.wide]
    named = [one for one in told if re.search(rf"(?<![\d,]){one.change.units:,f}(?![\d,])", words)]
    if named:
        return named[-1]
    span = period(claim)
    if span is not None:
        return next((one for one in told if span[0] <= one.span[1] and one.span[0] <= span[1]), None)
    return next((one for one in reversed(told) if (day - one.span[1]).days <= NEWS_DAYS), None)
