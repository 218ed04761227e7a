"""How often one series of preferred stock pays, and at what rate: "Stretch pays quarterly" of what pays every
month is wrong, and so is "the euro preferred pays 8%" of what pays 10.

A rate that is right is confirmed by `payments.py`, with the rest of the sentence; a rhythm here, where the
sentence tells no more than it.
"""

from __future__ import annotations

import re
from typing import get_args

from monitor.judges._days import new_york_day, say_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite
from monitor.judges.verdicts._figures import is_right, say_figure
from monitor.judges.verdicts._stock_words import SERIES
from monitor.judges.verdicts._time import said_on
from monitor.judges.verdicts.preferred._rate_series import find_terms
from monitor.judges.verdicts.preferred._rate_steps import judge_unchanged
from monitor.records import Claim, ClaimType, InstrumentTerm

CLAIM_TYPES: tuple[ClaimType, ...] = get_args(ClaimType)
RHYTHMS = {
    1: r"\b(?:annually|yearly|(?:once|one time) (?:a|every|each|per) year)\b",  # of a rate: `RATED`
    2: r"\b(?:semi-?annual(?:ly)?|half-?yearly|twice a year|every six months)\b",
    4: r"\b(?:quarterly|(?:every|each|a|per) quarter(?!s?[- ](?:of an? |percentage |per ?cent\w* )?points?)"
    r"|four times (?:a|per|each) year|every three months)\b",
    12: r"\b(?:monthly|(?:every|each|a|per) month|twelve times (?:a|per|each) year)\b",
}
RATED = re.compile(  # "10% annually", "a yearly dividend rate of 10%": how much, not how often
    r"\b(?:a|per|each|every) quarter(?: of a)?(?: percentage)?[- ]points?\b"
    r"|(?:%|\bper\s?cent)\s(?:annually|yearly)\b"
    r"|\b(?:annually|yearly)\s(?:(?:dividend|distribution|stated|cash)\s)?(?:rates?|yields?|coupons?|dividends? of"
    r"|distributions? of)\b",
    re.IGNORECASE,
)
MOVED = re.compile(r"\b(?:from|points?|of the|discount|premium|effective|price)\b", re.IGNORECASE)
OF_RATE = re.compile(r"\d\s?(?:%|per\s?cent) (?:\w+ ){0,2}?preferreds?\b", re.IGNORECASE)
GETS = re.compile(
    r"\bpays?\b[^.;]{0,40}\b(?:dividends?|distributions?|quarter\w*|month\w*|year\w*)\b"
    r"|\bdividends?\b[^.;]{0,25}\b(?:paid|payable|come|due|monthly|quarterly)\b"
    r"|\bholders?\b[^.;]{0,30}\b(?:get|receive|collect)\b[^.;]{0,25}\bdividends?\b",
    re.IGNORECASE,
)
MORE = re.compile(
    r"\b(?:skip\w*|suspend\w*|miss\w*|cut\w*|rais\w+|lift\w*|will|would|guarantee\w*|must|cumulative|only|always"
    r"|first|since|from|cash|bitcoins?|instead|rather|every share|obliged|safe|afford\w*)\b",
    re.IGNORECASE,
)
PAYS = re.compile(
    r"\b(?:pay\w*|paid|dividends?|distributions?|coupons?|rates?|carr(?:y|ies)"
    r"|yield\w*)\b",
    re.IGNORECASE,
)


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None unless one series is named with one rhythm, and a filing gives it another."""
    words = claim.source.quote
    unchanged = judge_unchanged(claim, known)
    if unchanged is not None:
        return unchanged
    named = [name for name in SERIES.values() if re.search(rf"\b{name}\b", words)]
    told_how_often = RATED.sub(" ", words)
    said = [count for count, rhythm in RHYTHMS.items() if re.search(rhythm, told_how_often, re.IGNORECASE)]
    if len(named) != 1 or not (PAYS.search(words) or OF_RATE.search(words)) or claim.negated:
        return None
    if len(said) != 1:
        return judge_rate(claim, known, named[0])
    told = find_terms(known, "payments_per_year", named[0], said_on(claim))
    if any(one.figure == said[0] for one in told):
        same = [one for one in told if one.figure == said[0]][-1]
        plain = not claim.figures and GETS.search(words) and not MORE.search(words)
        return _support(known, same) if plain and claim.modality != "predicted" else None
    if not told:
        return None
    last = told[-1]
    return Finding(
        label="refuted",
        reason="contradicts_disclosure",
        rationale=f"{last.name} pays {last.figure} times a year, by the filing of "
        f"{say_day(new_york_day(last.known_at))}; {said[0]} is claimed.",
        evidence=cite(known, "refutes", last),
    )


def _support(known: Knowledge, term: InstrumentTerm) -> Finding:
    return Finding(
        label="supported",
        reason="matches_disclosure",
        rationale=f"{term.name} ({term.series}) pays {term.figure} times a year, by the filing of "
        f"{say_day(new_york_day(term.known_at))}.",
        evidence=cite(known, "supports", term),
    )


def judge_rate(claim: Claim, known: Knowledge, name: str) -> Finding | None:
    """A rate that the series never had; one that it once had is stale, which `payments.py` says."""
    rates = [one for one in claim.figures if one.unit == "percent"]
    if len(rates) != 1 or MOVED.search(claim.source.quote) or claim.modality == "predicted":
        return None
    told = find_terms(known, "dividend_rate", name, said_on(claim))
    if not told or any(one.figure is not None and is_right(rates[0], one.figure) for one in told):
        return None
    last = told[-1]
    return Finding(
        label="refuted",
        reason="contradicts_disclosure",
        rationale=f"{last.name} pays {last.figure} % a year, by the filing of "
        f"{say_day(new_york_day(last.known_at))}; {say_figure(rates[0])} is claimed.",
        evidence=cite(known, "refutes", last),
    )
