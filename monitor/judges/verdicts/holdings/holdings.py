"""How many units are held: "Strategy holds 712,647 BTC", "by the end of June its stash had grown to 597,325".

Judged on the last disclosed holding of the day it speaks of. A figure that stood once and is claimed as present is
`stale` (contract, 6). The wallets that a tracker has found are no holding of the company: `outside_filings`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from monitor.judges._days import new_york_day, say_day
from monitor.judges._precision import say_units
from monitor.judges._totals import DayTotal
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._checks import (
    all_right,
    check_figures,
    count_right,
    say_contrasts,
    untold,
    wrong,
)
from monitor.judges.verdicts._cite import cite, confirm_or_refute, say_filed
from monitor.judges.verdicts._direction import judge_direction
from monitor.judges.verdicts._disclosed import (
    find_named,
    latest_total,
    stood_still,
    total_between,
)
from monitor.judges.verdicts._figures import find_figures, is_right
from monitor.judges.verdicts._saying import say_total
from monitor.judges.verdicts._time import is_late, next_due, period, said_on
from monitor.judges.verdicts.holdings._actuals import (
    OF_SUPPLY,
    find_actuals,
    find_candidates,
    judge_cost,
    say_with_notes,
)
from monitor.judges.verdicts.holdings._coming import judge_coming
from monitor.judges.verdicts.holdings._gains import judge_gain
from monitor.judges.verdicts.holdings._not_the_total import judge_other_day, judge_part
from monitor.judges.verdicts.holdings._opening import judge_opening
from monitor.judges.verdicts.holdings._parts import judge_parts
from monitor.judges.verdicts.holdings._wrong import FRESH, refute_holding
from monitor.records import Claim, ClaimFigure, ClaimType, Evidence, FigureRole

CLAIM_TYPES: tuple[ClaimType, ...] = ("holdings_total",)
PEAK = re.compile(
    r"\b(?:all-time high|record (?:[\d,]{6,}|total|stash|high|number|holding|hoard)|new record"
    r"|most (?:it has )?ever|peak)\b",
    re.IGNORECASE,
)
SUBSIDIARY = re.compile(r"\bMacroStrategy\b|\b(?:subsidiar(?:y|ies)|unit)\b")
COINS = re.compile(
    r"\b(?:bitcoins?|BTC|coins?|holdings?|hoard|stash|stack|stockpile|trove|treasury|pile|average)\b",
    re.IGNORECASE,
)
IMPAIRED = re.compile(r"\bimpair\w*|\b(?:writ(?:e|ten|ing)|wrote)[- ](?:down|off)s?\b", re.IGNORECASE)
OWN: tuple[FigureRole, ...] = ("units", "units_after", "usd_total", "usd_each", "usd_value", "percent")


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None when nothing is known of the issuer's holdings or the claim has no figure of one."""
    figures = find_figures(claim.figures, *OWN)
    if not known.settled.get(known.asset) or not figures:
        return None
    if SUBSIDIARY.search(_clause(claim)):
        return None  # what a unit of it holds is a part, told by sentences alone
    if _is_of_no_holding(claim, figures):
        return None
    if all(figure.role == "percent" for figure in figures) and not OF_SUPPLY.search(claim.source.quote):
        return None  # a share of the holding, not the holding
    opening = judge_opening(claim, known)
    if opening is not None:
        return opening
    if claim.claim_type == "holdings_total" and find_named(claim, known) is not None:
        return None  # what was added, not what is held
    gain = judge_gain(claim, known)
    if gain is not None:
        return gain
    part = judge_part(claim, known)
    if part is not None:
        return part
    coming = judge_coming(claim, known, latest_total(known, said_on(claim)))
    if coming is not None:
        return coming
    span = period(claim)
    day = span[1] if span else said_on(claim)
    candidates = find_candidates(claim, known, day)
    if not candidates:
        return Finding(
            label="not_enough_evidence",
            reason="no_disclosure",
            rationale=f"No filing in the store states a holding at or before {say_day(day)}.",
        )
    judged = [(total, check_figures(figures, find_actuals(claim, known, total, day))) for total in candidates]
    total, checks = max(judged, key=lambda one: (not wrong(one[1]), count_right(one[1]), one[0].as_of_on))
    told = f"{say_filed(known, total.total.source)}: {say_total(total)} at the end of {say_day(total.as_of_on)}"
    evidence = cite(known, "supports" if not wrong(checks) else "refutes", total.total)
    if not wrong(checks):
        return (
            judge_other_day(claim, known, total, told)
            or _judge_untold(claim, known, total, day)
            or _judge_peak(claim, known, total)
            or _judge_direction(claim, known, total)
            or _judge_before(claim, known, total)
            or judge_cost(claim, known, total, told)
            or (
                _supported(say_with_notes(claim, known, total, day, told), evidence)
                if all_right(checks)
                else Finding(
                    label="not_enough_evidence",
                    reason="outside_filings",
                    rationale=f"{told}. {say_contrasts(untold(checks)).capitalize()}.",
                    evidence=evidence,
                )
            )
        )
    parts = judge_parts(claim, known, total)
    if parts is not None:
        return parts
    missed = wrong(checks)
    return refute_holding(claim, known, total, day, told=f"{told}; {say_contrasts(missed)}", missed=missed)


def _is_of_no_holding(claim: Claim, figures: Sequence[ClaimFigure]) -> bool:
    """What may come in dollars: "could be worth a trillion by 2030", "the lawsuit will cost it $500 million"; and
    what was written off."""
    if IMPAIRED.search(claim.source.quote) and all(figure.unit == "USD" for figure in figures):
        return True
    if claim.modality not in ("predicted", "hedged"):
        return False
    if all(figure.role == "usd_value" for figure in figures):
        return True
    return all(figure.unit == "USD" for figure in figures) and not COINS.search(claim.source.quote)


def _clause(claim: Claim) -> str:
    """The words between semicolons that its first figure stands in."""
    words, place = claim.source.quote, claim.figures[0].start - claim.source.quote_start
    return words[words.rfind(";", 0, max(place, 0)) + 1 :].split(";")[0]


def _judge_peak(claim: Claim, known: Knowledge, total: DayTotal) -> Finding | None:
    """ "an all-time high": no holding before was larger."""
    higher = [
        one for one in known.settled[known.asset] if one.as_of_on < total.as_of_on and one.units > total.units
    ]
    if not PEAK.search(claim.source.quote) or not higher:
        return None
    return Finding(
        label="refuted",
        reason="contradicts_disclosure",
        rationale=f"{say_total(higher[-1])} were held on {say_day(higher[-1].as_of_on)}: more than "
        f"{say_units(total.units)}.",
        evidence=cite(known, "refutes", higher[-1].total, total.total),
    )


def _judge_direction(claim: Claim, known: Knowledge, total: DayTotal) -> Finding | None:
    earlier = [one for one in known.settled[known.asset] if one.as_of_on < total.as_of_on]
    before = next((one for one in reversed(earlier) if one.units != total.units), None)
    return judge_direction(
        claim,
        known,
        before=(before.units, before.total) if before else None,
        now=(total.units, total.total),
        unit=known.asset,
    )


def _judge_before(claim: Claim, known: Knowledge, total: DayTotal) -> Finding | None:
    """ "641,692 → 649,870": what was held before must have been held, by the last disclosure that "
    "differs or earlier."""
    before = find_figures(claim.figures, "units_before")
    earlier = [one for one in known.settled[known.asset] if one.as_of_on < total.as_of_on]
    if not before or not earlier:
        return None
    told = next((one for one in reversed(earlier) if is_right(before[0], one.units)), None)
    last = next((one for one in reversed(earlier) if one.units != total.units), earlier[-1])
    named = told or last
    return confirm_or_refute(
        known,
        bool(told),
        f"{say_total(named)} were held on {say_day(named.as_of_on)} and {say_total(total)} on "
        f"{say_day(total.as_of_on)}.",
        total.total,
        named.total,
        firmness="exact",
    )


def _judge_untold(claim: Claim, known: Knowledge, total: DayTotal, day: date) -> Finding | None:
    """A right figure of a day that has passed unseen: what was bought or sold since is not in the store."""
    before, after = total_between(known, day)
    if before is not total:
        return None
    told_by_then = new_york_day(total.known_at) <= said_on(claim)
    if period(claim) is None and told_by_then and not is_late(known, day):
        return None
    bounds = [f for f in claim.figures if f.comparator in ("more_than", "at_least")]
    if after is None:
        if not is_late(known, day) or period(claim) is not None or bounds:
            return None
    elif (
        after.units == before.units
        or after is before
        or stood_still(known, before, day)
        or (day - before.as_of_on).days <= FRESH  # inside a disclosed week: all that a writer could have
        or (bounds and all(is_right(figure, after.units) for figure in bounds if figure.role == "units"))
    ):
        return None
    due = next_due(known)
    return Finding(
        label="not_enough_evidence",
        reason="missing_filing",
        rationale=(
            f"{say_total(total)} were disclosed for {say_day(total.as_of_on)}; the store has no disclosure of the "
            f"days from then to {say_day(day)}."
        ),
        evidence=cite(known, "context", total.total),
        resolves_by_on=due.due_on if after is None else None,
    )


def _supported(told: str, evidence: tuple[Evidence, ...]) -> Finding:
    return Finding(
        label="supported", reason="matches_disclosure", rationale=f"{told}.", evidence=evidence, firmness="exact"
    )
