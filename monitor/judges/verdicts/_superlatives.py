"""Superlatives of purchases: "its largest since November", "a record", "the first in three weeks".

A disclosed larger one refutes. Without one, days that are not in the store leave it open, unless all that is
missing there is smaller than what was bought.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from monitor.judges._days import say_day, say_span
from monitor.judges._precision import say_units
from monitor.judges.knowledge import NO_LEDGER, Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite
from monitor.judges.verdicts._disclosed import Trade, trades_of
from monitor.records import Claim

LARGEST = re.compile(r"\b(?:largest|biggest|record)\b(?!\s+(?:date|holder|corporate))", re.IGNORECASE)
SMALLEST = re.compile(r"\bsmallest\b", re.IGNORECASE)
RANKS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
RANK = re.compile(
    rf"\b(?P<rank>{'|'.join(RANKS[1:])})[\s-](?:largest|biggest)\b|\b(?P<among>(?:one of|among) (?:its|the) "
    r"(?:largest|biggest))\b",
    re.IGNORECASE,
)
FEW = 10  # "one of its biggest"
SINCE = re.compile(
    r"\bsince\s+(?:(?P<day>\d{1,2})\s+)?(?:(?P<month>January|February|March|April|May|June|July|August"
    r"|September|October|November|December)\s*(?:(?P<day2>\d{1,2})(?!\d),?\s*)?)?(?P<year>20\d\d)?",
    re.IGNORECASE,
)
MONTHS = tuple(name.lower() for name in calendar.month_name[1:])


def since_day(words: str, before: date) -> date | None:
    """The first day of what "since ..." names, the nearest before `before`; None when it names nothing."""
    match = SINCE.search(words)
    if match is None or not (match["month"] or match["year"]):
        return None
    month = MONTHS.index(match["month"].lower()) + 1 if match["month"] else 1
    year = int(match["year"]) if match["year"] else before.year - (month >= before.month)
    day = int(match["day"] or match["day2"] or 1)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def judge_superlative(claim: Claim, known: Knowledge, trades: Sequence[Trade]) -> Finding | None:
    """None when the claim has no superlative of size or speaks of several purchases at once."""
    words = claim.source.quote
    largest = bool(LARGEST.search(words))
    if len(trades) != 1 or not (largest or SMALLEST.search(words)):
        return None
    (own,) = trades
    since = since_day(words, own.span[0]) or date.min
    earlier = [
        one
        for one in trades_of(known, "acquired")
        if one.span[1] < own.span[0] and one.span[1] >= since and not one.wide
    ]
    limit = own.change.units
    after = [one for one in earlier if since == date.min or one.span[0] > since + timedelta(days=31)]
    beaten = [one for one in after if (one.change.units > limit if largest else one.change.units < limit)]
    rank = RANK.search(words)
    if rank is not None and largest:
        return _judge_rank(known, own, len(beaten) + 1, rank)
    if beaten:
        other = max(beaten, key=lambda one: one.change.units if largest else -one.change.units)
        return Finding(
            label="refuted",
            reason="contradicts_disclosure",
            rationale=(
                f"{say_units(limit)} bought in {say_span(own.span)} against {say_units(other.change.units)} in "
                f"{say_span(other.span)}."
            ),
            evidence=cite(known, "refutes", own.change, other.change),
        )
    return _find_unseen(known, since, own.span[0], limit) if largest else None


def _judge_rank(known: Knowledge, own: Trade, rank: int, said: re.Match[str]) -> Finding | None:
    """ "its third largest ever", "one of its biggest": the place among those disclosed."""
    wanted = RANKS.index(said["rank"].lower()) + 1 if said["rank"] else None
    if rank > (wanted or FEW):
        return Finding(
            label="refuted",
            reason="contradicts_disclosure",
            rationale=f"{say_units(own.change.units)} bought in {say_span(own.span)} are number {rank} by size.",
            evidence=cite(known, "refutes", own.change),
        )
    unseen = None if wanted is None else _find_unseen(known, date.min, own.span[0], own.change.units)
    if unseen is None and wanted is not None and rank < wanted:
        return Finding(
            label="refuted",
            reason="contradicts_disclosure",
            rationale=f"{say_units(own.change.units)} bought in {say_span(own.span)} are number {rank} by size.",
            evidence=cite(known, "refutes", own.change),
        )
    return unseen


def _find_unseen(known: Knowledge, since: date, until: date, limit: Decimal) -> Finding | None:
    """Open, when units bought before stand in no disclosure of the store: one purchase may have been larger."""
    steps = known.ledgers.get(known.asset, NO_LEDGER).steps
    unseen = [
        step
        for step in steps
        if step.status == "missing_filing" and since < step.as_of_on <= until and step.residual_units > limit
    ]
    if not unseen:
        return None
    return Finding(
        label="not_enough_evidence",
        reason="missing_filing",
        rationale=(
            f"{say_units(unseen[-1].residual_units)} bought before {say_day(unseen[-1].as_of_on)} stand in no "
            "disclosure of the store: one of those purchases may have been larger."
        ),
    )
