"""What a trade was made at, told beside the average of all coins: "at $99,856, below its average cost"."""

from __future__ import annotations

import re
from datetime import timedelta

from monitor.judges._days import say_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import confirm_or_refute
from monitor.judges.verdicts._disclosed import Trade, latest_total, touching_days, trades_of
from monitor.judges.verdicts._figures import find_figures, is_right, say_amount
from monitor.judges.verdicts._saying import say_filed_trade
from monitor.judges.verdicts._time import period, said_on
from monitor.judges.verdicts.holdings.average import average_of
from monitor.records import Claim

PAID = r"(?:what )?(?:it|the company|microstrategy|strategy) (?:had )?(?:paid|spent)"
AVERAGE = (
    r"(?:its|the|their|(?:the company|strategy|microstrategy)[’']s) (?:own )?(?:(?:average|blended|overall|mean)"
    r"(?: \w+)? (?:cost|price|basis)|(?:average|blended|overall) cost|cost basis|cost|average|break-?even)\b"
)
BESIDE = re.compile(
    r"\b(?:(?P<above>above|over|higher than|more than|dearer than|exceed\w*)|below|under|lower than|less than"
    rf"|cheaper than|(?:bargains?|cheap) (?:next to|against|beside|compared (?:with|to)|given))\s(?:{PAID}"
    rf"|{AVERAGE})",
    re.IGNORECASE,
)


def judge_against_average(words: str, claim: Claim, known: Knowledge) -> Finding | None:
    """None where nothing is compared with the average, or no trade with a price is meant."""
    match = BESIDE.search(words)
    trade = _meant(claim, known) if match else None
    if match is None or trade is None:
        return None
    each = trade.change.average_price_usd
    total = latest_total(known, trade.span[0] - timedelta(days=1))
    average = None if total is None else total.average_cost_usd or average_of(total)
    if each is None or total is None or average is None:
        return None
    right = each != average and (each > average) == bool(match["above"])
    return confirm_or_refute(
        known,
        right,
        f"{say_filed_trade(known, trade)}, {'above' if each > average else 'below'} the average cost of "
        f"{say_amount(average, 'USD')} on {say_day(total.as_of_on)}.",
        trade.change,
        total.total,
        firmness="exact",
    )


def _meant(claim: Claim, known: Knowledge) -> Trade | None:
    """The purchase or sale of so many coins, the newest by then; without a number that of the days named."""
    counts, span = find_figures(claim.figures, "units"), period(claim)
    kinds = ("sold",) if claim.claim_type.startswith("btc_sale") else ("acquired", "sold")
    known_then = [one for kind in kinds for one in trades_of(known, kind) if one.span[1] <= said_on(claim)]
    if counts:
        same = [one for one in known_then if any(is_right(count, one.change.units) for count in counts)]
    else:
        same = list(touching_days(known_then, span)) if span else []
    return max(same, key=lambda one: one.span[1], default=None)
