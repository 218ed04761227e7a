"""Predictions of a price: who said what would cost how much by when, and how it turned out. Pure.

A price that was to be reached is reached by any daily close between the day after it was said and its horizon; one
that was not to be reached must be kept clear of by all of them. "If A then B" is not settled by B (contract,
Verdicts, 7): a prediction with a condition stays open.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from monitor.judges._story_sizes import find_price
from monitor.judges.knowledge import NEW_YORK
from monitor.records import Claim, ClaimFigure, Prediction, Price

Direction = Literal["at_least", "at_most", "about"]
Status = Literal["open", "came_true", "failed", "no_horizon", "no_prices"]
CONDITION = re.compile(
    r"\b(?:if|unless|provided|once|as soon as|assuming|in the event of|in case)\b[^.;!?]*", re.IGNORECASE
)
OFFICE = re.compile(
    r"^(?:(?:veteran|chart|technical|crypto|bitcoin|market|former|senior|chief|billionaire|the)\s)*"
    r"(?:analysts?|economist|trader|strategist|investor|chairman|chief executive|ceo|founder|co-founder|president"
    r"|commentator|manager)s?(?:\s(?:at|of)\b)?\s",
    re.IGNORECASE,
)
SLACK = timedelta(days=4)  # a long weekend without a close
NEAR = Decimal("0.02")  # "about" (contract, Verdicts, 5)


def build_predictions(
    claims: Sequence[Claim], *, sources: Mapping[str, str], prices: Sequence[Price], as_of: date
) -> list[Prediction]:
    """The predictions among claims, each resolved by the closes known at `as_of`.

    `sources`: claim_id -> who printed it, for claims that nobody is named for.
    """
    closes: dict[str, dict[date, Decimal]] = {}
    for price in prices:
        if price.day_on <= as_of:
            closes.setdefault(price.asset, {})[price.day_on] = price.close_usd
    found = []
    for claim in claims:
        target = next((f for f in claim.figures if f.role == "usd_each" and f.unit == "USD"), None)
        if claim.claim_type == "price_prediction" and target is not None:
            who = OFFICE.sub("", claim.attribution) or sources.get(claim.claim_id, "")
            found.append(_prediction(claim, target, who, closes.get(claim.asset or "bitcoin", {}), as_of))
    return found


def _prediction(
    claim: Claim, target: ClaimFigure, who: str, closes: Mapping[date, Decimal], as_of: date
) -> Prediction:
    said_on = claim.claimed_at.astimezone(NEW_YORK).date()
    condition = CONDITION.search(claim.source.quote)
    made = Prediction(
        claim_id=claim.claim_id,
        issuer_cik=claim.issuer_cik,
        who=who,
        asset=claim.asset or "bitcoin",
        target_usd=target.value,
        direction=find_direction(claim, target, find_price(said_on, closes)),
        horizon_on=_find_horizon(claim, said_on),
        condition=condition.group().strip() if condition else "",
        status="open",
        resolved_on=None,
    )
    if condition:
        return made if made.horizon_on else replace(made, status="no_horizon")
    status, resolved_on = (_watch if claim.negated else _resolve)(made, said_on, closes, as_of)
    return replace(made, status=status, resolved_on=resolved_on)


def find_direction(claim: Claim, target: ClaimFigure, price: Decimal | None) -> Direction:
    """Up to the target or down to it. A denial turns it round: what will not fall below a price stays above."""
    rises: bool | None = {"rise": True, "fall": False}.get(claim.action)
    if rises is None and target.comparator in ("more_than", "at_least"):
        rises = True
    if rises is None and target.comparator in ("less_than", "at_most"):
        rises = False
    if rises is None and price is not None and claim.action == "target":
        rises = target.value > price  # an analyst's target above the price is one to be reached
    if rises is None:
        return "about"
    return "at_least" if rises != claim.negated else "at_most"


def _find_horizon(claim: Claim, said_on: date) -> date | None:
    """The last day of the period that is named. "By year-end", said in February, is not the December before."""
    horizon = claim.period_end_on
    while horizon is not None and horizon < said_on:
        day = 28 if (horizon.month, horizon.day) == (2, 29) else horizon.day
        horizon = date(horizon.year + 1, horizon.month, day)
    return horizon


def _resolve(
    made: Prediction, said_on: date, closes: Mapping[date, Decimal], as_of: date
) -> tuple[Status, date | None]:
    """The status and the day of it. Without a horizon a prediction can come true, and never fails."""
    target, horizon_on, rises = made.target_usd, made.horizon_on, made.direction == "at_least"
    end = horizon_on or as_of
    days = sorted(day for day in closes if said_on < day <= min(end, as_of))
    over = horizon_on is not None and horizon_on < as_of
    if made.direction == "about":
        last = days[-1:] if over and horizon_on and days and days[-1] >= horizon_on - SLACK else []
        hits = [day for day in last if abs(closes[day] - target) <= target * NEAR]
    else:
        hits = [day for day in days if (closes[day] >= target if rises else closes[day] <= target)]
    if hits:
        return "came_true", hits[0]
    if horizon_on is None:
        return "no_horizon", None
    if not over:
        return "open", None
    if not _covers(days, said_on, horizon_on):
        return "no_prices", None
    return "failed", horizon_on


def _watch(
    made: Prediction, said_on: date, closes: Mapping[date, Decimal], as_of: date
) -> tuple[Status, date | None]:
    """The same of a price that is not to be reached: one close beyond it is enough to fail."""
    target, rises = made.target_usd, made.direction == "at_least"
    end = made.horizon_on or as_of
    days = sorted(day for day in closes if said_on < day <= min(end, as_of))
    beyond = [day for day in days if (closes[day] < target if rises else closes[day] > target)]
    if beyond:
        return "failed", beyond[0]
    if made.horizon_on is None:
        return "no_horizon", None
    if made.horizon_on >= as_of:
        return "open", None
    return ("came_true", made.horizon_on) if _covers(days, said_on, made.horizon_on) else ("no_prices", None)


def _covers(days: Sequence[date], said_on: date, horizon_on: date) -> bool:
    """Whether the closes leave no stretch in which the price could have been reached unseen."""
    marks = [said_on, *days, horizon_on]
    return all(later - earlier <= SLACK for earlier, later in pairwise(marks))
