"""A trade that was foretold for days that have passed (contract, Verdicts, 7): disclosed for them, or not made.

What is only possible, hangs on a condition, or would be forced is not resolved by a trade alone.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from monitor.judges._days import new_york_day, say_span
from monitor.judges.coverage import uncovered_days
from monitor.judges.knowledge import NO_LEDGER, Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite
from monitor.judges.verdicts._disclosed import Trade, latest_total, touching_days, trades_of
from monitor.judges.verdicts._figures import find_figures, is_right
from monitor.judges.verdicts._saying import say_filed_trade
from monitor.judges.verdicts._time import said_on
from monitor.records import Claim

UNSURE = ("if", "forced", "could")
REPORTED = re.compile(
    r"\b(?:report|announce|disclose|reveal|confirm|file|unveil)(?:s|ing)?\b(?:(?!, )[^.;]){0,50}"
    r"\b(?:purchase|buy|acquisition|sale|haul|batch)|\b(?:filing|8-K|report|update|disclosure) (?:will"
    r"|is going to|is set to)"
    r" (?:show|reveal|disclose|tell|confirm)\b",
    re.IGNORECASE,
)
WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri)day\b")
WEEK = timedelta(days=7)


def judge_foretold(claim: Claim, known: Knowledge, kind: str) -> Finding | None:
    """None while the days last, or nothing covers them; `kind`: "acquired" or "sold"."""
    day, end = said_on(claim), _horizon(claim)
    unsure = claim.negated or claim.modality != "predicted" or any(one in claim.qualifiers for one in UNSURE)
    if unsure or end is None:
        return None
    reported = REPORTED.search(claim.source.quote) is not None
    for trade in trades_of(known, kind):
        filed = new_york_day(trade.change.known_at)
        then = day < filed <= end if reported else day < trade.span[1] and trade.span[0] <= end
        if then and not trade.wide and _fits(claim, trade):
            return Finding(
                label="supported",
                reason="matches_disclosure",
                rationale=f"{say_filed_trade(known, trade)}.",
                evidence=cite(known, "supports", trade.change),
            )
    window = day + timedelta(days=1), end
    ledger = known.ledgers.get(known.asset, NO_LEDGER)
    if (
        reported
        or end >= known.as_of
        or window[0] > end
        or uncovered_days(end, ledger, from_on=window[0], reconciled=True)
    ):
        return None
    total = latest_total(known, known.as_of)
    return Finding(
        label="refuted",
        reason="contradicts_disclosure",
        rationale=f"The disclosures that cover {say_span(window)} show no such trade.",
        evidence=cite(known, "refutes", total.total if total else None),
    )


def judge_denied(claim: Claim, known: Knowledge, kind: str) -> Finding | None:
    """ "Will not buy bitcoin this week": once the days have passed, and disclosures cover them."""
    day, end = said_on(claim), claim.period_end_on
    if not claim.negated or claim.modality != "predicted" or any(one in claim.qualifiers for one in UNSURE):
        return None
    if end is None or end <= day or end >= known.as_of or claim.figures:
        return None
    window = claim.period_start_on or end, end
    fine = [one for one in trades_of(known, kind) if not one.wide]
    inside = [one for one in fine if window[0] <= one.span[0] and one.span[1] <= end]
    if inside:
        return Finding(
            label="refuted",
            reason="contradicts_disclosure",
            rationale=f"{say_filed_trade(known, inside[-1])}.",
            evidence=cite(known, "refutes", inside[-1].change),
        )
    ledger = known.ledgers.get(known.asset, NO_LEDGER)
    if touching_days(fine, window) or uncovered_days(end, ledger, from_on=window[0], reconciled=True):
        return None
    total = latest_total(known, known.as_of)
    return Finding(
        label="supported",
        reason="matches_disclosure",
        rationale=f"The disclosures that cover {say_span(window)} show no such trade.",
        evidence=cite(known, "supports", total.total if total else None),
    )


def _horizon(claim: Claim) -> date | None:
    """The last of the days that are named: of a weekday the next one."""
    end = claim.period_end_on
    if end is not None and end <= said_on(claim) and WEEKDAY.search(claim.source.quote):
        end += WEEK
    return end if end is not None and end > said_on(claim) else None


def _fits(claim: Claim, trade: Trade) -> bool:
    change = trade.change
    units = find_figures(claim.figures, "units")
    money = find_figures(claim.figures, "usd_total", "usd_value")
    if len(units) + len(money) < len(claim.figures):
        return False
    return all(is_right(one, change.units) for one in units) and all(
        change.usd_amount is not None and is_right(one, change.usd_amount) for one in money
    )
