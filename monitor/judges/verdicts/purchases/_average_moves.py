"""Which way a purchase moved the average cost: "the latest purchase lifted its average" of what fell."""

from __future__ import annotations

import re
from datetime import timedelta

from monitor.judges._days import say_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import confirm_or_refute
from monitor.judges.verdicts._direction import DOWN, UP
from monitor.judges.verdicts._disclosed import Trade, latest_total
from monitor.judges.verdicts._figures import say_amount
from monitor.records import Claim

MOVED = re.compile(
    r"\b(?:(?P<up>lift|rais|push|bump|driv|drove|nudg|increas|hik|pull)|(?P<down>lower|reduc|drag|brought|bring|cut|trim|eas|decreas))"
    r"\w*\s(?:up |down )?(?:\w+[’']s |its |the |their )(?:overall |total |blended )?(?:average"
    r"|cost basis|break-?even)",
    re.IGNORECASE,
)
TURNED = re.compile(  # "its average cost dropped after the purchase"
    rf"\b(?:average (?:purchase |acquisition |entry )?(?:cost|price)(?: basis)?|cost basis|break-?even)\b"
    rf"(?: per (?:bitcoin|coin))?\s(?:\w+\s){{0,2}}?(?:(?P<up>{UP})|(?P<down>{DOWN}))\b(?=[^.;]*\b(?:after|with"
    rf"|following"
    r"|thanks to|because of|as it|when it)\b)",
    re.IGNORECASE,
)
PAST = re.compile(r"[^.;,$]{0,30}\b(?:(?P<up>over|above|past|up)|(?P<down>under|below|down))\b", re.IGNORECASE)


def judge_moved_average(claim: Claim, known: Knowledge, trade: Trade) -> Finding | None:
    """None when the claim says nothing of it, or the averages on both sides are not disclosed."""
    said = MOVED.search(claim.source.quote) or TURNED.search(claim.source.quote)
    before, after = latest_total(known, trade.span[0] - timedelta(days=1)), latest_total(known, trade.span[1])
    if said is None or before is None or after is None:
        return None
    was, now = before.average_cost_usd, after.average_cost_usd
    if was is None or now is None or was == now:
        return None
    worded = said.re is MOVED and re.search(r"\b(?:up|down)\b", said.group())
    up = "up" in said.group().lower() if worded else bool(said["up"])
    past = (
        PAST.match(claim.source.quote, said.end()) if said.re is MOVED else None
    )  # "pulled its average cost below $29,600"
    up = bool(past["up"]) if past is not None else up
    right = up == (now > was)
    return confirm_or_refute(
        known,
        right,
        f"The average cost went from {say_amount(was, 'USD')} on {say_day(before.as_of_on)} to "
        f"{say_amount(now, 'USD')} on {say_day(after.as_of_on)}.",
        after.total,
        before.total,
        trade.change,
        firmness="exact",
    )
