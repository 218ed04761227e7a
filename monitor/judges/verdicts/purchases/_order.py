"""The order of two trades: "sold 704 coins two days before it bought 810", "a week after selling, it bought"."""

from __future__ import annotations

import re
from decimal import Decimal

from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import confirm_or_refute
from monitor.judges.verdicts._disclosed import Trade, trades_of
from monitor.judges.verdicts._saying import say_trade
from monitor.judges.verdicts._since import NUMBERS
from monitor.judges.verdicts._time import said_on
from monitor.records import Claim

ORDER = re.compile(
    rf"\b(?:(?P<count>\d+|{'|'.join(NUMBERS)}) (?P<unit>day|week|month)s? )?(?P<order>after|before)\b",
    re.IGNORECASE,
)
COUNT = re.compile(
    r"(?<![\d.,$€])\d{1,3}(?:,\d{3})+(?![\d.,]*\d)|(?<![\d.,$€])\d{2,4}(?![\d.,]*\d|\s?(?:%|million|billion))"
)
UNITS = {"day": 1, "week": 7, "month": 30}


def judge_order(words: str, claim: Claim, known: Knowledge) -> Finding | None:
    """None unless the coins of two disclosed trades stand there, one of them after "after" or "before"."""
    match = ORDER.search(words)
    counts = [(one.start(), Decimal(one.group().replace(",", ""))) for one in COUNT.finditer(words)]
    trades = [(place, trade) for place, units in counts if (trade := _find(units, claim, known)) is not None]
    if match is None or len(trades) != 2:
        return None
    behind = [trade for place, trade in trades if place > match.end()]
    if not behind:
        return None
    other = behind[0]
    own = next(trade for _, trade in trades if trade is not other)
    first, last = (other, own) if match["order"].lower() == "after" else (own, other)
    right = first.span[1] <= last.span[0]
    if right and match["count"]:
        number = match["count"].lower()
        days = (int(number) if number.isdigit() else NUMBERS[number]) * UNITS[match["unit"].lower()]
        near = (last.span[0] - first.span[1]).days - 1 <= days <= (last.span[1] - first.span[0]).days + 1
        right = near
    return confirm_or_refute(
        known, right, f"{say_trade(first)}; {say_trade(last)}.", first.change, last.change, firmness="exact"
    )


def _find(units: Decimal, claim: Claim, known: Knowledge) -> Trade | None:
    """The newest trade of so many coins by then."""
    both = [
        one for kind in ("acquired", "sold") for one in trades_of(known, kind) if one.span[1] <= said_on(claim)
    ]
    same = [one for one in both if one.change.units == units]
    return max(same, key=lambda one: one.span[1], default=None)
