"""The series of preferred stock that a sentence names, and which of them a rate is told of."""

from __future__ import annotations

import re
from datetime import date

from monitor.judges._days import new_york_day
from monitor.judges.knowledge import Knowledge
from monitor.records import Claim, ClaimFigure, InstrumentTerm, TermName

BOTH = re.compile(r"\b(?:both|each|alike|as well|all (?:pay|carry|yield))\b", re.IGNORECASE)
SERIES = {"strk": "strike", "strf": "strife", "strd": "stride", "strc": "stretch", "stre": "stream"}


def named_series(words: str) -> set[str]:
    """The series of preferred stock that are named, by ticker or name."""
    return {
        name for ticker, name in SERIES.items() if re.search(rf"\b(?:{ticker}|{name})\b", words, re.IGNORECASE)
    }


def series_of(claim: Claim, figure: ClaimFigure) -> set[str]:
    """The series that a rate is told of: of several that are named the one right behind it, or the last before."""
    words = claim.source.quote
    named = named_series(words)
    if len(named) < 2:
        return named
    start, end = figure.start - claim.source.quote_start, figure.end - claim.source.quote_start
    behind = named_series(re.split(r"[,;]|\band\b", words[end : end + 25])[0])
    places = {
        name: max(
            (one.start() for one in re.finditer(rf"\b(?:{ticker}|{name})\b", words[:start], re.I)), default=-1
        )
        for ticker, name in SERIES.items()
        if name in named
    }
    last = max(places, key=lambda name: places[name])
    if BOTH.search(words):
        return named
    if len(behind) == 1 and re.match(r"\s?%?\s(?:on|for|of|a year on)\b|\s?%?\s?\(", words[end:]):
        return behind
    return {last} if places[last] >= 0 else named


def find_terms(known: Knowledge, term: TermName, name: str, day: date) -> list[InstrumentTerm]:
    """The figures that filings of up to a day give for a term of one series, in the order in which they did."""
    return [
        one
        for one in known.record.terms
        if one.term == term
        and one.figure is not None
        and re.search(rf"\b{name}\b", f"{one.name} {one.series}", re.IGNORECASE)
        and new_york_day(one.known_at) <= day
    ]
