"""Which disclosed trade is meant by a sentence that tells of its money."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from monitor.judges.verdicts._disclosed import Trade, touching_days
from monitor.judges.verdicts._stock_words import COINS
from monitor.judges.verdicts._time import period, said_on
from monitor.records import Claim

LATELY = timedelta(days=45)


def meant_trades(claim: Claim, trades: Sequence[Trade]) -> tuple[Trade, ...]:
    """The trade of so many coins; else those of the days named; else the last one, when it is news."""
    counts = [Decimal(match["number"].replace(",", "")) for match in COINS.finditer(claim.source.quote)]
    if counts:
        same = tuple(one for one in trades if one.change.units in counts)
        return same[-1:]
    span, day = period(claim), said_on(claim)
    if span is not None:
        return touching_days([one for one in trades if not one.wide], span)
    return tuple(one for one in trades if not one.wide and day - one.span[1] <= LATELY)[-1:]
