"""Rows of purchases: "its fifth consecutive weekly purchase", "has bought every week since January"."""

from __future__ import annotations

import re
from datetime import timedelta

from monitor.judges._days import say_span
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite, say_filed
from monitor.judges.verdicts._disclosed import streak, touching_days, trades_of
from monitor.judges.verdicts._figures import find_figures
from monitor.judges.verdicts._saying import leave_open
from monitor.judges.verdicts._time import open_days, period, recent_days, said_on
from monitor.records import Claim

ROW = re.compile(r"\b(?:consecutive|straight|successive|in a row|running|streak)\b", re.IGNORECASE)
EVERY_WEEK = re.compile(
    r"\b(?:every|each) (?:single |weekly )?(?:week|report|filing|8-K)\b|\bweek (?:after|in,?) week\b"
    r"|(?:\b(?:not|never|no|without)\b|n[’']t\b)[^.;]{0,25}\b(?:miss\w*|skip\w*)\b[^.;]{0,12}\bweek\b"
    r"|\b(?:not (?:a|one)|no)(?: single)? week\b[^.;]{0,40}\bwithout\b",
    re.IGNORECASE,
)


def is_row(claim: Claim) -> bool:
    """Whether the claim counts purchases in a row."""
    words = claim.source.quote
    return bool((ROW.search(words) and find_figures(claim.figures, "count")) or EVERY_WEEK.search(words))


def is_every_week(claim: Claim) -> bool:
    """Whether it says that no week was without a purchase."""
    return EVERY_WEEK.search(claim.source.quote) is not None and not find_figures(
        claim.figures, "units", "usd_total"
    )


def judge_row(claim: Claim, known: Knowledge) -> Finding:
    """So many disclosures with a purchase in a row."""
    row, whole = streak(known, said_on(claim))
    counts = find_figures(claim.figures, "count")
    told = (
        f"{len(row)} disclosure{'' if len(row) == 1 else 's'} in a row show{'s' if len(row) == 1 else ''} a "
        "purchase"
    )
    told += f", from {say_span(row[0].span)} to {say_span(row[-1].span)}" if row else ""
    evidence = cite(known, "supports", *(one.change for one in row))
    if not counts:
        return _judge_every_week(claim, known, told)
    number = int(counts[0].value)
    if (number == len(row) and whole) or (
        number <= len(row) and counts[0].comparator in ("at_least", "more_than")
    ):
        return Finding(
            label="supported",
            reason="matches_disclosure",
            rationale=f"{told}.",
            evidence=evidence,
            firmness="exact",
        )
    if number >= len(row) and not whole:
        return Finding(
            label="not_enough_evidence",
            reason="missing_filing",
            rationale=f"{told}; what went before them is not in the store.",
            evidence=evidence,
        )
    return Finding(
        label="refuted",
        reason="contradicts_disclosure",
        rationale=f"{told}, not {number}.",
        evidence=cite(known, "refutes", *(one.change for one in row)),
    )


def _judge_every_week(claim: Claim, known: Knowledge, told: str) -> Finding:
    """No disclosure of those days without a purchase, and none missing."""
    window = period(claim) or recent_days(claim, known)
    quiet = [
        one
        for one in known.disclosed.get(known.asset, ())
        if one.change.kind in ("none", "sold") and window[0] <= one.span[0] and one.span[1] <= window[1]
    ]
    if quiet:
        return Finding(
            label="refuted",
            reason="contradicts_disclosure",
            rationale=f"{say_filed(known, quiet[-1].change.source)}: nothing was bought in "
            f"{say_span(quiet[-1].span)}.",
            evidence=cite(known, "refutes", quiet[-1].change),
        )
    monday = said_on(claim) - timedelta(days=said_on(claim).weekday())  # a week that is not over tells nothing yet
    uncovered = tuple(span for span in open_days(claim, known, window) if span[0] < monday)
    if uncovered:
        return leave_open(known, uncovered, f"{told}.")
    bought = touching_days(trades_of(known, "acquired"), window)
    return Finding(
        label="supported",
        reason="matches_disclosure",
        rationale=f"{told}; no disclosure of {say_span(window)} is without one.",
        evidence=cite(known, "supports", *(one.change for one in bought[-4:])),
    )
