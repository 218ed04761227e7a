"""How the price of a purchase ranks: "its cheapest coins of the year", "the most it has ever paid per coin"."""

from __future__ import annotations

import re
from datetime import date

from monitor.judges._days import say_span
from monitor.judges._precision import ZERO
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import confirm_or_refute
from monitor.judges.verdicts._disclosed import Trade, trades_of
from monitor.judges.verdicts._figures import find_figures, is_right, say_amount
from monitor.judges.verdicts._since import find_horizon
from monitor.judges.verdicts._time import said_on
from monitor.records import Claim

RANK = re.compile(
    r"\b(?:(?P<low>cheapest|lowest (?:average )?price|(?:the )?least (?:it|the company"
    r"|\w*strategy) (?:has )?(?:ever )?paid)"
    r"|dearest|priciest|costliest|most expensive|highest (?:average )?price"
    r"|(?:the )?most (?:it|the company|\w*strategy) (?:has )?(?:ever )?paid (?:per|for a|a) (?:coin|bitcoin"
    r"|BTC))\b",
    re.IGNORECASE,
)


def judge_price_rank(words: str, claim: Claim, known: Knowledge) -> Finding | None:
    """None where no price is ranked, no purchase is meant, or one of the others tells no price."""
    match = RANK.search(words)
    own = (
        _meant(claim, known) if match and claim.claim_type in ("purchase", "avg_cost", "holdings_total") else None
    )
    if match is None or own is None:
        return None
    since = find_horizon(words[match.start() :], own.span[0]) or date.min
    others = [
        one for one in trades_of(known, "acquired")
        if not one.wide and since <= one.span[1] < own.span[0]
    ]  # fmt: skip
    if any(one.change.average_price_usd is None for one in (own, *others)):
        return None
    prices = {one: one.change.average_price_usd or ZERO for one in (own, *others)}
    best = (min if match["low"] else max)(prices, key=lambda one: prices[one])
    right = prices[best] == prices[own]
    said = match.group().lower().removeprefix("the ")
    return confirm_or_refute(
        known,
        right,
        f"The {said}: {say_amount(prices[best], 'USD')} each in "
        f"{say_span(best.span)}, of {len(prices)} purchases disclosed.",
        own.change,
        best.change,
        firmness="exact",
    )


def _meant(claim: Claim, known: Knowledge) -> Trade | None:
    counts = find_figures(claim.figures, "units")
    same = [
        one for one in trades_of(known, "acquired")
        if not one.wide and one.span[1] <= said_on(claim)
        and any(is_right(count, one.change.units) for count in counts)
    ]  # fmt: skip
    return same[-1] if same else None
