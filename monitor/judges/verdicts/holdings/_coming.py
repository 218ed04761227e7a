"""Holdings that are said to come: "will own a million bitcoin by 2030", "sees it sitting on 700,000 coins"."""

from __future__ import annotations

import re
from datetime import date

from monitor.judges._days import say_day
from monitor.judges._totals import DayTotal
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite, confirm_or_refute, say_filed
from monitor.judges.verdicts._figures import find_figures, is_right, say_figure
from monitor.judges.verdicts._foretold import judge_foretold
from monitor.judges.verdicts._saying import say_total
from monitor.judges.verdicts._time import is_late, said_on
from monitor.judges.verdicts._words import around
from monitor.records import Claim

COMING = re.compile(
    r"\b(?:will|would|could|may|might|shall|going to|set to|about to|expect\w*|forecast\w*|predict\w*|sees?|aims?"
    r"|plans?|targets?|bets?|on (?:track|course|pace)|hopes?|wants?|likely|poised|destined|bound)\b[^.;]{0,60}"
    r"\b(?:hold|own|have|reach|hit|sit|control|cross|top|amass|accumulate|pass|surpass|command|possess|be"
    r"|holding|owning|reaching|hitting|sitting|controlling|crossing|topping|having|accumulating)\b",
    re.IGNORECASE,
)
PRESENT = re.compile(
    r"\b(?:current(?:ly)?|present|today[’']s|existing|now|from its)\s(?:\w+\s){0,2}[\d,]+", re.IGNORECASE
)
YEAR_END = re.compile(
    r"\bby (?:the )?(?:(?:year|month|quarter)[- ]end|end of (?:the|this) (?:year|month|quarter))\b", re.IGNORECASE
)
AHEAD = re.compile(
    r"\b(?:by|before|within|until|in)\s(?:the\s)?(?:next|coming|decade|end of the decade|\w+ years?|\w+ months?"
    r"|christmas|year[- ]end|20[2-9]\d)\b",
    re.IGNORECASE,
)
FEW = 4  # so many times more are held: what is to come are coins bought
PAST = re.compile(r"\b(?:held|owned|had|ended|finished|closed|reported)\b", re.IGNORECASE)


def judge_coming(claim: Claim, known: Knowledge, total: DayTotal | None) -> Finding | None:
    """None when it is of a holding that is or was, or when the day it was to come by has passed."""
    day, end = said_on(claim), claim.period_end_on
    words = claim.source.quote
    figures = find_figures(claim.figures, "units")
    if total is not None and figures and all(one.value < total.units / FEW for one in figures):
        bought = judge_foretold(claim, known, "acquired")  # "the filing will show more than ten thousand coins"
        if bought is not None:
            return bought
    ahead = YEAR_END.search(words) is not None  # "by year-end" is read as the last one, where one is meant to come
    if end is not None and end <= day and not ahead:
        return None
    if ahead:
        end = None
    start = claim.period_start_on or end
    ahead_of_it = start is not None and start > day and not PAST.search(words)
    foretold = end is not None and (claim.modality == "predicted" or ahead_of_it)
    if not (foretold or COMING.search(words)) or not (
        claim.modality in ("predicted", "hedged") or end or ahead or AHEAD.search(words)
    ):
        return None
    for figure in find_figures(claim.figures, "units", "units_before"):
        based = PRESENT.search(around(claim, figure, 30, 0))
        if total is not None and based and not is_right(figure, total.units) and not is_late(known, day):
            return Finding(
                label="refuted",
                reason="false_presupposition",
                rationale=f"{say_filed(known, total.total.source)}: {say_total(total)} on "
                f"{say_day(total.as_of_on)}, not {say_figure(figure)}.",
                evidence=cite(known, "refutes", total.total),
                firmness="exact",
            )
    passed = _judge_passed(claim, known, end) if foretold and end is not None else None
    if passed is not None:
        return passed
    by = f" by {say_day(end)}" if end else ""
    said = ", ".join(say_figure(figure) for figure in claim.figures)
    held = f" {say_total(total)} were held on {say_day(total.as_of_on)}." if total else ""
    return Finding(
        label="not_enough_evidence",
        reason="prediction",
        rationale=f"What will be held stands in no filing ({said}{by}).{held}",
        evidence=cite(known, "context", total.total if total else None),
        firmness="default",
    )


def _judge_passed(claim: Claim, known: Knowledge, end: date) -> Finding | None:
    """What was to be held by a day that has passed, or is held already: None while nothing disclosed tells."""
    figures = find_figures(claim.figures, "units", "units_after")
    day = said_on(claim)
    if len(figures) != 1 or len(claim.figures) > 1 or claim.negated or claim.modality != "predicted":
        return None
    settled = [one for one in known.settled[known.asset] if one.as_of_on > day]
    until = [one for one in settled if one.as_of_on <= end]
    reached = next((one for one in until if is_right(figures[0], one.units)), None)
    after = next((one for one in settled if one.as_of_on >= end), None)
    bound = figures[0].comparator in ("more_than", "at_least")
    missed = after is not None and end < known.as_of and bound and after.units < figures[0].value
    told = reached if reached is not None and (bound or reached.as_of_on == end) else after if missed else None
    if told is None:
        return None
    right = told is reached
    claimed = "" if right else f"; {say_figure(figures[0])} is claimed"
    return confirm_or_refute(
        known,
        right,
        f"{say_filed(known, told.total.source)}: {say_total(told)} on {say_day(told.as_of_on)}, by "
        f"{say_day(end)}{claimed}.",
        told.total,
        firmness="exact",
    )
