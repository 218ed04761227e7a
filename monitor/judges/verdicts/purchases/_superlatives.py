"""Superlatives of purchases: "its largest since November", "a record", "the first in three weeks".

A disclosed larger one refutes. Without one, days that are not in the store leave it open, unless all that is
missing there is smaller than what was bought.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from monitor.judges._days import Span, say_day, say_span
from monitor.judges._precision import say_units
from monitor.judges.knowledge import NO_LEDGER, Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite
from monitor.judges.verdicts._disclosed import Trade, trades_of
from monitor.judges.verdicts._figures import say_amount
from monitor.judges.verdicts._since import find_horizon, since_span
from monitor.records import Claim
from monitor.records.numerals import ORDINALS

LARGEST = re.compile(
    r"\b(?:largest|biggest|heaviest|record)\b(?!\s+(?:date|holder|corporate|[\d,]{6,}|(?:total|holding|stash|hoard|stack|treasury)))",
    re.IGNORECASE,
)
FIRST = re.compile(
    r"\bfirst\b(?!\s+(?:\w+\s+){0,2}(?:sales?|disposal)\b)(?![\s-]+(?:quarter|half|week|days?|three|two"
    r"|few|of (?:all|the month|january|february"
    r"|march|april|may|june"
    r"|july|august|september|october|november|december)))|\bfor the first time\b|\bmaiden\b",
    re.IGNORECASE,
)
SMALLEST = re.compile(r"\bsmallest\b", re.IGNORECASE)
RANK = re.compile(
    rf"\b(?P<rank>{'|'.join(ORDINALS[1:10])})[\s-](?:largest|biggest)\b|\b(?P<among>(?:one of|among) (?:its|the) "
    r"(?:largest|biggest))\b",
    re.IGNORECASE,
)
COMPARED = re.compile(
    r"\b(?:(?P<more>larger|bigger|greater|more)|smaller|less|fewer|lower)\s(?:\w+\s){0,2}?than\s[^.;]{0,45}?"
    r"\b(?:week before|(?:previous|prior|preceding|last) (?:week|purchase|one|buy|batch)|week earlier)\b",
    re.IGNORECASE,
)
IN_DOLLARS = re.compile(
    r"\b(?:in|by|measured in) (?:US )?(?:dollars?|money|cash|USD)\b(?! coins?)"
    r"|\bdollar[\s-](?:terms|value|amount|size)\b"
    r"|\b(?:largest|biggest|record)\s(?:\w+\s)?(?:dollar|cash|outlay|spend\w*|bill|cheque|check)\b"
    r"|\bby (?:value|cost|the money|sum|amount) (?:spent|paid)?",
    re.IGNORECASE,
)
SINCE_SALE = re.compile(
    r"\b(?:since|after)\s(?:its|the|that|[\w’']+s|selling|it sold)\s(?:[\w,-]+\s){0,3}(?:sales?|disposals?"
    r"|coins?|bitcoins?|BTC)\b",
    re.IGNORECASE,
)
SINCE_IT = re.compile(r"\bsince\s(?:(?!, )[^.;]){0,25}$", re.IGNORECASE)
NEXT = 3  # days between one weekly purchase and the next
FEW = 10  # "one of its biggest"


def judge_superlative(claim: Claim, known: Knowledge, trades: Sequence[Trade]) -> Finding | None:
    """None when the claim has no superlative of size or speaks of several purchases at once."""
    words = claim.source.quote
    if _is_compared_with(claim):
        return None
    if FIRST.search(words) and len(trades) == 1:
        return _judge_first(words, known, trades[0])
    compared = COMPARED.search(words)
    if compared is not None and len(trades) == 1:
        return _judge_compared(known, trades[0], more=compared["more"] is not None)
    largest = bool(LARGEST.search(words))
    if len(trades) != 1 or not (largest or SMALLEST.search(words)):
        return None
    (own,) = trades
    ranked = (LARGEST if largest else SMALLEST).search(words)
    # "10,100 in one week, its biggest of 2025": what follows the superlative tells how far it looks
    since = (
        find_horizon(words[ranked.start() if ranked else 0 :], own.span[0])
        or find_horizon(words, own.span[0])
        or date.min
    )
    earlier = [
        one
        for one in trades_of(known, "acquired")
        if one.span[1] < own.span[0] and one.span[1] >= since and not one.wide
    ]
    dollars = IN_DOLLARS.search(words) is not None
    if dollars and own.change.usd_amount is None:
        return None
    limit = _size(own, dollars=dollars)
    # "Since November" leaves that month out, whose purchase is the larger one; "in four weeks" leaves out none.
    named = since_span(words, own.span[0])
    after = [one for one in earlier if named is None or one.span[0] > named[1]]
    beaten = [
        one
        for one in after
        if (_size(one, dollars=dollars) > limit if largest else _size(one, dollars=dollars) < limit)
    ]
    rank = RANK.search(words)
    if rank is not None and largest:
        return (
            None
            if dollars and beaten and not all(one.change.usd_amount for one in after)
            else _judge_rank(known, own, len(beaten) + 1, rank)
        )
    if beaten:
        other = max(beaten, key=lambda one: _size(one, dollars=dollars) * (1 if largest else -1))
        said = [say_amount(_size(one, dollars=True), "USD") for one in (own, other)]
        said = said if dollars else [say_units(one.change.units) for one in (own, other)]
        return Finding(
            label="refuted",
            reason="contradicts_disclosure",
            rationale=(
                f"{said[0]} {'spent' if dollars else 'bought'} in {say_span(own.span)} against {said[1]} in "
                f"{say_span(other.span)}."
            ),
            evidence=cite(known, "refutes", own.change, other.change),
        )
    # What stands in no disclosure is known by its coins alone: half as many may have cost as much.
    coins = own.change.units / 2 if dollars else own.change.units
    return _find_unseen(known, since, own.span[0], coins) if largest else None


def _is_compared_with(claim: Claim) -> bool:
    """ "Its largest since the 21,021 coins of July": they are what it is compared with."""
    if not claim.figures:
        return False
    return SINCE_IT.search(claim.source.quote[: claim.figures[0].start - claim.source.quote_start]) is not None


def _size(trade: Trade, *, dollars: bool) -> Decimal:
    """How large a purchase was: in coins, or in what was paid, where that is told."""
    return (trade.change.usd_amount or Decimal(0)) if dollars else trade.change.units


def _judge_compared(known: Knowledge, own: Trade, *, more: bool) -> Finding | None:
    """ "Larger than the one of the week before": against the purchase before it, where that is next to it."""
    earlier = [one for one in trades_of(known, "acquired") if not one.wide and one.span[1] < own.span[0]]
    if not earlier or (own.span[0] - earlier[-1].span[1]).days > NEXT:
        return None
    other = earlier[-1]
    if own.change.units != other.change.units and (own.change.units > other.change.units) == more:
        return None
    return Finding(
        label="refuted",
        reason="contradicts_disclosure",
        rationale=f"{say_units(own.change.units)} bought in {say_span(own.span)} against "
        f"{say_units(other.change.units)} in {say_span(other.span)}.",
        evidence=cite(known, "refutes", own.change, other.change),
    )


def _judge_first(words: str, known: Knowledge, own: Trade) -> Finding | None:
    """ "its first purchase since November", "the first of 2026": no other in between."""
    named = since_span(words, own.span[0]) or _since_sale(words, known, own)
    begin = named[1] + timedelta(days=1) if named else find_horizon(words, own.span[0]) or date.min
    earlier = [
        one
        for one in trades_of(known, "acquired")
        if not one.wide and one.span[1] < own.span[0] and one.span[0] >= begin
    ]
    if earlier:
        return Finding(
            label="refuted",
            reason="contradicts_disclosure",
            rationale=f"{say_units(earlier[-1].change.units)} were bought in {say_span(earlier[-1].span)}, before "
            f"the {say_units(own.change.units)} of {say_span(own.span)}.",
            evidence=cite(known, "refutes", earlier[-1].change, own.change),
        )
    return _find_unseen(known, begin, own.span[0], Decimal(0)) if begin != date.min else None


def _since_sale(words: str, known: Knowledge, own: Trade) -> Span | None:
    """ "Its first purchase since the sale": the days of the last sale before it."""
    sold = [one for one in trades_of(known, "sold") if one.span[1] < own.span[0]]
    return sold[-1].span if sold and SINCE_SALE.search(words) else None


def _judge_rank(known: Knowledge, own: Trade, rank: int, said: re.Match[str]) -> Finding | None:
    """ "its third largest ever", "one of its biggest": the place among those disclosed."""
    wanted = ORDINALS.index(said["rank"].lower()) + 1 if said["rank"] else None
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
