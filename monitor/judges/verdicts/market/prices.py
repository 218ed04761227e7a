"""Prices: what bitcoin or a share traded at, and what it is said to reach (contract, Verdicts, 7 and 8).

A price of the past is judged by stored closes, or by the fair value that a filing carries for its quarter's end.
A forecast is open until its horizon has passed; what no stored price tells is `outside_filings`.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from monitor.judges._days import new_york_day, say_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.predictions import build_predictions
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite_quotes
from monitor.judges.verdicts._disclosed import find_named, last_digits
from monitor.judges.verdicts._figures import find_figures, is_right, say_amount, say_figure
from monitor.judges.verdicts._time import period
from monitor.judges.verdicts.market._fair_value import Worth, find_worth
from monitor.records import Claim, ClaimFigure, ClaimType, Prediction

CLAIM_TYPES: tuple[ClaimType, ...] = ("other", "price_prediction")
ACTIONS = ("trade", "fall", "rise", "target", "close")
LEVEL = re.compile(
    r"\b(?:trad\w+|clos\w+|end(?:ed|s)|finish\w+|chang\w+ hands|price|worth|was|stood|hover\w*|around|at)\b",
    re.IGNORECASE,
)
ENDED = re.compile(
    r"\b(?:closed|ended|finished|closes|ends|finishes)\s(?:out\s)?(?P<year>20\d\d\b)?", re.IGNORECASE
)
ROUND, CLOSE = 2, Decimal("0.005")  # digits of a price that is no round one, and how close it must come
NEAR = Decimal("0.03")  # what trades of those days cost tells a price no closer, and vouches for none further off


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None when the claim is of no price."""
    if claim.claim_type == "price_prediction":
        return _judge_forecast(claim, known)
    if claim.action not in ACTIONS or find_named(claim, known) is not None:
        return None  # the price of a purchase is told by the purchase
    figures = [
        f for f in find_figures(claim.figures, "usd_each", "usd_total", "usd_value", "other") if f.unit == "USD"
    ]
    day = _day_of(claim)
    if claim.asset == known.asset and len(figures) == 1 and day and LEVEL.search(claim.source.quote):
        worth = find_worth(known, day)
        if worth is not None:
            return _compare(known, figures[0], worth, day)
    return _outside(claim)


def _day_of(claim: Claim) -> date | None:
    """The one day that it speaks of: the last one of what is said to have ended at a price."""
    span, ended = period(claim), ENDED.search(claim.source.quote)
    if span is not None and (span[0] == span[1] or ended):
        return span[1]
    return date(int(ended["year"]), 12, 31) if ended and ended["year"] else None


def _compare(known: Knowledge, figure: ClaimFigure, worth: Worth, day: date) -> Finding:
    evidence = (worth.quote,) if worth.quote else ()
    apart = abs(figure.value - worth.each_usd) / worth.each_usd
    exact = figure.comparator == "exactly" and last_digits(figure.value) > ROUND
    if is_right(figure, worth.each_usd) or apart <= (CLOSE if exact else min(worth.slack, NEAR)):
        label, stance = "supported", "supports"
    elif apart > worth.far:
        label, stance = "refuted", "refutes"
    else:
        label, stance = "not_enough_evidence", "context"
    return Finding(
        label="supported" if label == "supported" else "refuted" if label == "refuted" else "not_enough_evidence",
        reason={"supported": "matches_disclosure", "refuted": "contradicts_disclosure"}.get(
            label, "outside_filings"
        ),
        rationale=f"{worth.note[:1].upper()}{worth.note[1:]}; {say_figure(figure)} is claimed for {say_day(day)}.",
        evidence=cite_quotes(
            known,
            "supports" if stance == "supports" else "refutes" if stance == "refutes" else "context",
            *evidence,
        ),
    )


def _judge_forecast(claim: Claim, known: Knowledge) -> Finding:
    """As the ledger of predictions has it: one with a condition is not settled by it alone (contract, 7)."""
    target = find_figures(claim.figures, "usd_each", "usd_total", "other")
    said = say_figure(target[0]) if target else "it"
    made = build_predictions([claim], sources={}, prices=known.record.prices, as_of=known.as_of)
    if made and made[0].status in ("came_true", "failed"):
        return _resolved(made[0], claim, known, said)
    until = f" by {say_day(claim.period_end_on)}" if claim.period_end_on else ""
    condition = f", on a condition ({made[0].condition})" if made and made[0].condition else ""
    return Finding(
        label="not_enough_evidence",
        reason="prediction",
        rationale=f"A forecast of {said}{until}{condition}: it is kept among the predictions, and resolved by "
        "prices.",
        firmness="default",
        idle=not target,
    )


def _resolved(made: Prediction, claim: Claim, known: Knowledge, said: str) -> Finding:
    since, until = new_york_day(claim.claimed_at), made.horizon_on or known.as_of
    closes = [one for one in known.record.prices if one.asset == made.asset and since < one.day_on <= until]
    if made.direction == "about":
        best, word = closes[-1], "last"
    elif (made.direction == "at_most") != claim.negated:  # "will not fall below" is told by the lowest
        best, word = min(closes, key=lambda one: one.close_usd), "lowest"
    else:
        best, word = max(closes, key=lambda one: one.close_usd), "highest"
    return Finding(
        label="supported" if made.status == "came_true" else "refuted",
        reason="prediction",
        rationale=f"By {say_day(min(until, known.as_of))} the {word} close was "
        f"{say_amount(best.close_usd, 'USD')} on {say_day(best.day_on)} ({best.source}); {said} was forecast.",
    )


def _outside(claim: Claim) -> Finding:
    return Finding(
        label="not_enough_evidence",
        reason="outside_filings",
        rationale=f"Filings do not tell the price of {claim.asset or 'it'} on the market, and no stored price "
        "does.",
        firmness="default",
        idle=not claim.figures,
    )
