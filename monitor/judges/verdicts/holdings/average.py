"""What a unit cost on average: "its break-even sits near $76,000", "an average cost of $67,485 per coin".

Judged on the average of the last disclosed holding; where the claim names a period or a purchase, the average of
what was bought then counts as well. An average that stood once and is claimed as present is `stale`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from monitor.judges._days import say_day, say_span
from monitor.judges._precision import say_units
from monitor.judges._totals import DayTotal
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._checks import (
    OF_HOLDING,
    Actuals,
    all_right,
    check_figures,
    say_contrasts,
    taken_for,
    wrong,
)
from monitor.judges.verdicts._cite import Sourced, cite, say_filed
from monitor.judges.verdicts._direction import judge_direction
from monitor.judges.verdicts._disclosed import NEWS_DAYS, find_named, latest_total, sums_of, trades_of
from monitor.judges.verdicts._figures import find_figures, is_right, say_amount
from monitor.judges.verdicts._saying import say_filed_trade
from monitor.judges.verdicts._time import is_late, next_due, period, said_on
from monitor.judges.verdicts._words import around
from monitor.records import Claim, ClaimFigure, ClaimType

CLAIM_TYPES: tuple[ClaimType, ...] = ("avg_cost",)
BOUGHT = re.compile(r"\b(?:bought|purchased|acquired|added|spent|paid|purchases?|snapped|picked)\b", re.IGNORECASE)
AVERAGE = re.compile(
    r"\b(?:averag\w+(?: \w+)? (?:price|cost)|averag\w+|cost basis|break-?even|(?:purchase|entry"
    r"|buying) (?:price|cost|point))\b",
    re.IGNORECASE,
)
FORETOLD = re.compile(
    r"\b(?:will|would|could|might|(?-i:may)|should|can|ends? (?:at|in|near)|heading|headed|target\w*|sees?"
    r"|expects?)\b",
    re.IGNORECASE,
)
IS_NEXT = re.compile(
    r"\s(?:is|comes|are|looks?|looms?|will be|would be)\s(?:the\s)?(?:next|likely|possible|in sight"
    r"|coming)\b|\slooms\b"
)
LATEST = re.compile(
    r"\b(?:last|this|latest|newest|new|fresh|recent)\s(?:week|month|purchase|batch|buy|coins|haul|lot|tranche)",
    re.IGNORECASE,
)
WHOLE = re.compile(
    r"\b(?:holdings?|stash|hoard|stack|entire|all (?:of )?its|total|overall|to raise|whole)\b", re.IGNORECASE
)


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None without a price per unit in the claim, or when no filing states an average."""
    claim = replace(claim, figures=tuple(one for one in claim.figures if not _is_foretold(claim, one)))
    figures = find_figures(claim.figures, "usd_each")
    day = said_on(claim)
    span = period(claim)
    total = latest_total(known, span[1] if span and span[0] == span[1] else day)
    if not figures or total is None or find_named(claim, known) is not None:
        return None
    others = find_figures(claim.figures, "units", "units_after", "usd_total")
    bought = _judge_bought(claim, known)
    if bought is not None:
        return bought
    actuals: Actuals = {
        "units": [total.units],
        "units_after": [total.units],
        "usd_total": [total.cost_usd],
        "usd_each": [average_of(total)],
    }
    checks = check_figures((*figures, *others), actuals)
    average = average_of(total)
    if average is None:
        return None
    told = (
        f"{say_filed(known, total.total.source)}: {say_units(total.units)} {total.total.asset} held at the end of "
        f"{say_day(total.as_of_on)} cost {say_amount(average, 'USD')} each on average"
    )
    if all_right(checks):
        turned = judge_direction(
            claim, known, before=_before(known, total), now=(average, total.total), unit="USD"
        )
        if turned is not None:
            return turned
        return Finding(
            label="supported",
            reason="matches_disclosure",
            rationale=f"{told}.",
            evidence=cite(known, "supports", total.total),
            firmness="exact",
        )
    latest = _judge_latest(claim, known)
    if latest is not None:
        return latest
    if is_late(known, day) and span is None:
        return Finding(
            label="not_enough_evidence",
            reason="missing_filing",
            rationale=f"{told}; the store has no disclosure from then to {say_day(day)}.",
            evidence=cite(known, "context", total.total),
            resolves_by_on=next_due(known).due_on,
        )
    for once in reversed(known.settled[known.asset]):
        if once.as_of_on >= total.as_of_on or once.average_cost_usd is None or span is not None:
            continue
        if all_right(check_figures(figures, {"usd_each": [once.average_cost_usd]})):
            return Finding(
                label="refuted",
                reason="stale",
                rationale=f"{told}. {say_amount(once.average_cost_usd, 'USD')} was last right on "
                f"{say_day(once.as_of_on)}.",
                evidence=cite(known, "refutes", total.total) + cite(known, "context", once.total),
                firmness="exact",
            )
    return Finding(
        label="refuted",
        reason="contradicts_disclosure",
        rationale=f"{told}; {say_contrasts(wrong(checks))}.",
        evidence=cite(known, "refutes", total.total),
        firmness="exact",
        by_figures=True,
        against=taken_for(wrong(checks), OF_HOLDING),
    )


def _is_foretold(claim: Claim, figure: ClaimFigure) -> bool:
    """ "A drop below its average cost will end at $20,000": a price that is to come, and no average."""
    place = figure.start - claim.source.quote_start
    before, after = (
        claim.source.quote[: max(place, 0)],
        claim.source.quote[figure.end - claim.source.quote_start :],
    )
    named = list(AVERAGE.finditer(before))
    if figure.role != "usd_each" or not named:
        return False
    return FORETOLD.search(before[named[-1].end() :]) is not None or IS_NEXT.match(after) is not None


def _judge_latest(claim: Claim, known: Knowledge) -> Finding | None:
    """ "An average of $102,171 for last week's coins": what was bought lately, and not the whole holding."""
    for figure in find_figures(claim.figures, "usd_each"):
        for trade in reversed(trades_of(known, "acquired")):
            price = trade.change.average_price_usd
            late = (said_on(claim) - trade.span[1]).days <= NEWS_DAYS
            if late and price and is_right(figure, price) and LATEST.search(around(claim, figure, 60, 60)):
                return Finding(
                    label="supported",
                    reason="matches_disclosure",
                    rationale=f"{say_filed_trade(known, trade)}.",
                    evidence=cite(known, "supports", trade.change),
                    firmness="exact",
                )
    return None


def average_of(total: DayTotal) -> Decimal | None:
    """What a coin of that holding cost: as disclosed, or what cost and coins come to."""
    if total.average_cost_usd is not None:
        return total.average_cost_usd
    return None if total.cost_usd is None else (total.cost_usd / total.units).quantize(Decimal(1))


def _before(known: Knowledge, total: DayTotal) -> tuple[Decimal, Sourced] | None:
    """The last disclosed average that differs."""
    for one in reversed(known.settled[known.asset]):
        average = average_of(one)
        if one.as_of_on < total.as_of_on and average is not None and average != average_of(total):
            return average, one.total
    return None


def _judge_bought(claim: Claim, known: Knowledge) -> Finding | None:
    """The average of what was bought in a period that the claim names, where it is not of the whole holding."""
    span = period(claim)
    words = claim.source.quote
    if span is None or span[0] == span[1] or not BOUGHT.search(words) or WHOLE.search(words):
        return None
    for one in sums_of(trades_of(known, "acquired"), span):
        if one.usd is None or not one.units:
            continue
        average = (one.usd / one.units).quantize(Decimal(1))
        if all_right(check_figures(find_figures(claim.figures, "usd_each"), {"usd_each": [average]})):
            return Finding(
                label="supported",
                reason="matches_disclosure",
                rationale=(
                    f"{say_units(one.units)} {known.asset} bought in {say_span(span)} for "
                    f"{say_amount(one.usd, 'USD')} "
                    f"cost {say_amount(average, 'USD')} each."
                ),
                evidence=cite(known, "supports", *(trade.change for trade in one.trades)),
            )
    return None
