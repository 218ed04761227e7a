"""What flowed into and out of exchange-traded funds, by the flows in the store (contract, Verdicts, 8).

    "Spot bitcoin ETFs lost $817.9 million on January 29"     the row "all" of that day
    "IBIT took in $457 million last week"                      the fund's rows of that week, when none is missing

Filings say nothing of it, so without flows of all those days the statement is left to `fallback.py`. Funds are not
added up to the sum of all: who would know that none is missing?
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from monitor.judges._days import Span, say_day, say_span
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._figures import find_figures, is_right, say_amount, say_figure
from monitor.judges.verdicts._time import period
from monitor.records import Claim, ClaimType, Flow

CLAIM_TYPES: tuple[ClaimType, ...] = ("etf_outflow",)
ALL = "all"
# A fund named by its manager only: which of its funds is meant, the store cannot tell.
MANAGERS = re.compile(
    r"\b(?:BlackRock|Fidelity|Grayscale|Ark|21Shares|Bitwise|VanEck|Invesco|Franklin|Valkyrie|WisdomTree)\b"
)
UNTOLD = frozenset({"first", "record", "consecutive", "largest"})  # needs days that the claim does not name
NEAR = Decimal("0.1")  # sources of flows differ by so much: what is off by less is left open
HOLIDAYS = 10  # weekdays of which one may have been no trading day


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None when the store has no flows of the days that the claim names."""
    span = period(claim)
    fund = _find_fund(claim, known)
    if span is None or fund is None:
        return None
    flows = [flow for flow in known.record.flows if flow.fund == fund and span[0] <= flow.day_on <= span[1]]
    if not _covers(flows, span):
        return None
    outwards = claim.action != "inflow"
    total = sum((flow.net_usd for flow in flows), Decimal(0))
    moved = -total if outwards else total
    figures = [one for one in find_figures(claim.figures, "usd_total", "usd_value", "other") if one.unit == "USD"]
    right = moved > 0 and all(is_right(figure, moved) for figure in figures)
    near = moved > 0 and all(abs(figure.value - moved) <= NEAR * moved for figure in figures)
    if right and not claim.negated and UNTOLD.intersection(claim.qualifiers):
        return None  # the figure is right, and whether it is a record stays open
    said = ", ".join(say_figure(figure) for figure in figures) or ("an outflow" if outwards else "an inflow")
    rationale = (
        f"Net flows of {'all funds' if fund == ALL else fund} {_say(span)}: "
        f"{'-' if total < 0 else '+'}{say_amount(abs(total), 'USD')} ({flows[0].source}); {said} is claimed."
    )
    if near and not right:
        return Finding(label="not_enough_evidence", reason="outside_filings", rationale=rationale)
    holds = right != claim.negated
    return Finding(
        label="supported" if holds else "refuted",
        reason="matches_disclosure" if holds else "contradicts_disclosure",
        rationale=rationale,
    )


def _find_fund(claim: Claim, known: Knowledge) -> str | None:
    """The fund that the sentence names, else the sum of all; None when one is meant that cannot be told."""
    words = set(re.findall(r"\b[A-Z]{3,5}\b", claim.source.quote))
    named = sorted({flow.fund for flow in known.record.flows} & words)
    if named:
        return named[0] if len(named) == 1 else None
    return None if MANAGERS.search(claim.source.quote) else ALL


def _covers(flows: Sequence[Flow], span: Span) -> bool:
    """Whether there is a flow for every weekday of the span, holidays aside."""
    days = [span[0] + timedelta(days=offset) for offset in range((span[1] - span[0]).days + 1)]
    weekdays = {day for day in days if day.weekday() < 5}
    missing = weekdays - {flow.day_on for flow in flows}
    return bool(weekdays) and len(missing) <= len(weekdays) // HOLIDAYS and not _is_edge(missing, span)


def _is_edge(missing: set[date], span: Span) -> bool:
    """A last day without a flow is one that is not known yet, and no holiday."""
    return bool(missing) and max(missing) >= span[1] - timedelta(days=2)


def _say(span: Span) -> str:
    return f"on {say_day(span[0])}" if span[0] == span[1] else f"in {say_span(span)}"
