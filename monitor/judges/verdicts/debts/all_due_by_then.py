"""What falls due in a stretch of days: "$6 billion of converts can be put in the twelve months to June 2028".

The principal of what is outstanding, by its maturity, or by the first day on which holders may hand it back where
the words speak of that. Several papers are needed: one is told by `agreed_terms.py`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import get_args

from monitor.judges._days import Span, say_day, say_span
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import confirm_or_refute
from monitor.judges.verdicts._figures import is_right, say_amount, say_figure
from monitor.judges.verdicts._time import said_on
from monitor.judges.verdicts.debts._standing import PUT, Due, is_known_whole, list_dues, quotes_of
from monitor.judges.verdicts.debts.first_maturity import DEBT, DUE, OTHER
from monitor.records import Claim, ClaimFigure, ClaimType

CLAIM_TYPES: tuple[ClaimType, ...] = get_args(ClaimType)
OF_ONE = re.compile(r"\d\s?%|\b20\d\d[\s-](?:\w+\s)?(?:notes?|converts?|convertibles?|bonds?)\b", re.IGNORECASE)
LARGE = Decimal(1_000_000)
LONG = 27  # days: a month at least


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None without one sum and a stretch of days that is still to come."""
    words = claim.source.quote
    put = PUT.search(words) is not None
    if not DEBT.search(words) or not (put or DUE.search(words)) or OF_ONE.search(words) or OTHER.search(words):
        return None
    sums = [one for one in claim.figures if one.unit == "USD" and one.value >= LARGE]
    if len(sums) != 1 or claim.period_start_on is None or claim.period_end_on is None or not is_known_whole(known):
        return None
    span = (claim.period_start_on, claim.period_end_on)
    if span[1] <= said_on(claim) or (span[1] - span[0]).days < LONG:
        return None
    dues = [one for one in list_dues(known, words, said_on(claim)) if span[0] <= one.on <= span[1]]
    total = sum((one.usd for one in dues), Decimal(0))
    right = is_right(sums[0], total)
    if not right and any(is_right(sums[0], one.usd) for one in dues):
        return None
    return _say(known, dues, total, sums[0], span, right=right, put=put)


def _say(
    known: Knowledge,
    dues: Sequence[Due],
    total: Decimal,
    figure: ClaimFigure,
    span: Span,
    *,
    right: bool,
    put: bool,
) -> Finding:
    named = "; ".join(f"{one.paper.name}, {say_amount(one.usd, 'USD')} on {say_day(one.on)}" for one in dues)
    what = "may be handed back" if put else "falls due"
    also = "" if right else f"; {say_figure(figure)} is claimed"
    return confirm_or_refute(
        known,
        right,
        f"{say_amount(total, 'USD')} {what} in {say_span(span)} ({named or 'nothing'}){also}.",
        *quotes_of(known, dues, "put_on" if put else "matures_on"),
    )
