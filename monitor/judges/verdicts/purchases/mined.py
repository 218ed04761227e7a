"""Coins mined: "Riot mined 1,426 bitcoin in the second quarter".

A miner's filings count them among the acquired, and say that they were mined. Judged on the disclosed sums of the
period that the claim names; of a period that nothing covers it stays open.
"""

from __future__ import annotations

import re

from monitor.judges._days import Span, say_span
from monitor.judges._precision import say_units
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite, confirm_or_refute, say_filed
from monitor.judges.verdicts._disclosed import Trade, find_named, trades_of
from monitor.judges.verdicts._figures import find_figures, is_right, say_figure
from monitor.judges.verdicts._saying import leave_open, say_filed_trade
from monitor.judges.verdicts._time import open_days, period
from monitor.records import Claim, ClaimType

CLAIM_TYPES: tuple[ClaimType, ...] = ("other",)
MINED = re.compile(r"\b(?:mined|mining|produc\w+)\b", re.IGNORECASE)
SAME = 3  # days by which the ends of a period may differ


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None when the claim is of no mining, names no period or no number, or nothing is known of the issuer's."""
    span, figures = period(claim), find_figures(claim.figures, "units")
    if claim.action != "mine" or span is None or not figures or claim.negated:
        return None
    mined = [one for one in trades_of(known, "acquired") if MINED.search(one.change.source.quote)]
    told = [one for one in mined if _is_same(one.span, span)]
    if not mined:
        bought = find_named(claim, known)
        return None if bought is None else _bought(known, bought)
    if not told:
        uncovered = open_days(claim, known, span)
        said = f"No filing in the store counts what was mined in {say_span(span)}."
        return leave_open(known, uncovered, said) if uncovered else None
    hit = next((one for one in told if is_right(figures[0], one.change.units)), None)
    own: Trade = hit or told[-1]
    return confirm_or_refute(
        known,
        bool(hit),
        f"{say_filed(known, own.change.source)}: {say_units(own.change.units)} {own.change.asset} mined "
        f"in {say_span(own.span)}" + ("." if hit else f"; {say_figure(figures[0])} is claimed."),
        own.change,
        firmness="exact",
    )


def _bought(known: Knowledge, trade: Trade) -> Finding:
    return Finding(
        label="refuted",
        reason="contradicts_disclosure",
        rationale=f"{say_filed_trade(known, trade)}: bought, not mined.",
        evidence=cite(known, "refutes", trade.change),
        firmness="exact",
    )


def _is_same(one: Span, other: Span) -> bool:
    return abs((one[0] - other[0]).days) <= SAME and abs((one[1] - other[1]).days) <= SAME
