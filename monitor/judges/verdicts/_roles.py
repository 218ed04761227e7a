"""Roles of dollar figures put right: what is a sum and what the price of one unit shows in their size.

A sum of a listed company's trades is in millions, and one unit costs less than a million: "$50 million worth of
bitcoin at $19,427 each". What "was worth, at cost, $6.09 billion" is a cost.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from monitor.judges.verdicts._words import around, is_former
from monitor.records import Claim, ClaimFigure

TYPES = ("purchase", "btc_sale_past", "btc_sale_hidden_or_rumoured", "holdings_total", "avg_cost")
MILLION = Decimal(1_000_000)
COMPARED = re.compile(r"\bsince\s(?:its\s|the\s)?(?:\w+[’']s\s)?(?:mere\s|just\s|only\s)?$", re.IGNORECASE)
COST = re.compile(r"\b(?:costs?|paid|spent|at cost|cost basis)\b", re.IGNORECASE)
SUPPOSED = re.compile(
    r"\b(?:price of|below|under|falls? to|drops? to)\s+\$.*\bwould\b|\bif\b[^.]*\$", re.IGNORECASE
)
EACH = re.compile(r"\b(?:each|apiece|a piece|per|a coin|a bitcoin|average|price)\b", re.IGNORECASE)


def settle_roles(claim: Claim) -> Claim:
    """The claim with the roles of its dollar figures put right."""
    if claim.claim_type not in TYPES:
        return claim
    return replace(claim, figures=tuple(_settle(claim, figure) for figure in claim.figures))


def _settle(claim: Claim, figure: ClaimFigure) -> ClaimFigure:
    if figure.role == "units" and COMPARED.search(around(claim, figure, 30, 0)[: -(figure.end - figure.start)]):
        return replace(figure, role="other")  # "the smallest since March's 130"
    counted = sum(one.role == "units" for one in claim.figures)
    if (
        claim.claim_type == "holdings_total"
        and figure.role == "units"
        and counted > 1
        and is_former(claim, figure)
    ):
        return replace(figure, role="units_before")  # "it had 174,530 coins a month ago; now it reports 189,150"
    if figure.unit != "USD":
        return figure
    if figure.value >= MILLION:
        costs = figure.role == "usd_value" and COST.search(around(claim, figure, 25, 12))
        return replace(figure, role="usd_total") if costs or figure.role == "usd_each" else figure
    if SUPPOSED.search(around(claim, figure, 25, 25)):
        return replace(figure, role="other")  # "so a price of $70,000 would leave it with a loss"
    others = any(one.role == "units" or (one.unit == "USD" and one.value >= MILLION) for one in claim.figures)
    priced = others or EACH.search(around(claim, figure, 30, 20)) is not None
    return (
        replace(figure, role="usd_each")
        if priced and figure.role in ("usd_total", "usd_value", "other")
        else figure
    )
