"""Purchases that are told without a figure, or with figures of none that is disclosed."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from monitor.judges._days import Span, new_york_day, say_span
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite
from monitor.judges.verdicts._disclosed import Trade, is_mined, touching_days, trades_of
from monitor.judges.verdicts._figures import say_figure
from monitor.judges.verdicts._saying import leave_open, say_trade
from monitor.judges.verdicts._time import open_days, period, recent_days, said_on
from monitor.judges.verdicts.purchases._funding import judge_funding
from monitor.judges.verdicts.purchases._no_purchase import covering
from monitor.judges.verdicts.purchases._superlatives import judge_superlative
from monitor.judges.verdicts.purchases._support import support_any
from monitor.records import Claim, ClaimFigure

PAID_FOR = re.compile(  # what was mined is acquired, and added, but not bought
    r"\b(?:b(?:ought|uy\w*)|purchas\w+|shopp\w+|snapped up|scoop\w+|paid|spen[dt]\w*|splash\w+|market buys?)\b",
    re.IGNORECASE,
)
MORE = re.compile(
    r"\b(?:b(?:uy\w*|ought)|purchas\w+|acquir\w+|snapp?\w* up|pick\w* up|scoop\w* up|grab\w*)\s(?:\w+\s){0,2}?"
    r"(?:more|again|another|further)\b|\badd(?:ed|ing|s)? to\b|\btop(?:ped|ping|s) up\b"
    r"|\b(?:kept|keeps|continued|went on|resumed) (?:on )?(?:to )?(?:buy\w*|add\w*|acquir\w+|accumulat\w+)"
    r"|\b(?:last|this|the past) week[’']s (?:\w+ ){1,2}to (?:buy|add|acquire|top)\b",
    re.IGNORECASE,
)
WEEK = timedelta(days=8)
SHOWN = 4


def says_more(claim: Claim) -> bool:
    """Whether coins are said to have been bought lately, however many."""
    return MORE.search(claim.source.quote) is not None


def bought_then(known: Knowledge, span: Span) -> tuple[Trade, ...]:
    """The purchases of just those days: on a day with one, the whole holding was not bought."""
    return tuple(one for one in trades_of(known, "acquired") if one.span == span)


def judge_unseen(claim: Claim, known: Knowledge, figures: tuple[ClaimFigure, ...]) -> Finding:
    """No disclosed purchase is meant: refuted where the days are covered, open where they are not."""
    window = period(claim) or recent_days(claim, known)
    said = ", ".join(say_figure(figure) for figure in figures)
    uncovered = open_days(claim, known, window)
    if uncovered and not (window[0] == window[1] and bought_then(known, window)):
        return leave_open(known, uncovered, f"No disclosed purchase is one of {said}.")
    bought = touching_days(trades_of(known, "acquired"), window) or trades_of(known, "acquired")[-1:]
    told = ", ".join(say_trade(one) for one in bought[-SHOWN:]) or "nothing bought"
    return Finding(
        label="refuted",
        reason="contradicts_disclosure",
        rationale=f"The disclosures that cover {say_span(window)} show no such purchase ({said}). Disclosed: "
        f"{told}.",
        evidence=cite(known, "refutes", *(one.change for one in bought[-SHOWN:])),
    )


def judge_any(claim: Claim, known: Knowledge) -> Finding:
    """ "is buying", "bought more": any purchase in the days it speaks of."""
    window = period(claim) or recent_days(claim, known)
    acquired = trades_of(known, "acquired")
    if PAID_FOR.search(claim.source.quote):
        acquired = tuple(one for one in acquired if not is_mined(one))
    # On the day of the filing "this week's buy" is the one that it tells of.
    told = [one for one in acquired if new_york_day(one.change.known_at) == said_on(claim) == window[1]]
    fine = [one for one in acquired if not one.wide or not _is_told_closer(known, one, window)]
    bought = touching_days(fine, window) or tuple(one for one in told if window[0] - one.span[1] < WEEK)
    if bought:
        return (
            judge_superlative(claim, known, bought[-1:])
            or judge_funding(claim, known, bought[-1:])
            or support_any(claim, known, bought[-1])
        )
    uncovered = open_days(claim, known, window)
    if uncovered:
        told_then = says_more(claim) and period(claim) is not None  # "bought more last week": a claim of its own
        open_ = leave_open(known, uncovered, "No purchase is disclosed for them yet.")
        return replace(open_, idle=not told_then)
    return Finding(
        label="refuted",
        reason="contradicts_disclosure",
        rationale=f"The disclosures that cover {say_span(window)} show no purchase.",
        evidence=cite(known, "refutes", *covering(known, window)),
    )


def _is_told_closer(known: Knowledge, wide: Trade, window: Span) -> bool:
    """Whether a disclosure of fewer days tells of the window, into which a quarter's sum only reaches."""
    if window[0] <= wide.span[0] and wide.span[1] <= window[1]:
        return False
    days = wide.span[1] - wide.span[0]
    return any(
        one.span[1] - one.span[0] < days and one.span[0] <= window[1] and window[0] <= one.span[1]
        for one in known.disclosed[known.asset]
    )
