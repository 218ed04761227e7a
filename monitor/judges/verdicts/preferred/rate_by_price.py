"""What a price of the stock would lead to, by the bands that a filing sets for a variable rate: "below $95 it is
to go up by half a point or more", "between $99 and $100.99 it stays".

Such a line names a band of prices and what is to be recommended in it. Told is one band or a price in one, and
whether the rate goes up, down or stays, sometimes by how much. That it is bound to happen is not said here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import get_args

from monitor.judges._days import new_york_day, say_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import confirm_or_refute
from monitor.judges.verdicts._sentences import find_sentences
from monitor.judges.verdicts._stock_words import SERIES
from monitor.judges.verdicts._time import said_on
from monitor.records import Claim, ClaimType, Quote

CLAIM_TYPES: tuple[ClaimType, ...] = get_args(ClaimType)
PRICE = r"\$\s?(?P<{0}>\d{{2,3}}(?:\.\d\d?)?)(?!\d|,\d|\s?(?:million|billion))"
BAND = re.compile(
    rf"\b(?:below|under|beneath|less than|lower than)\s{PRICE.format('under')}"
    rf"|{PRICE.format('low')}\s?(?:–|—|-|\band\b|\bto\b)\s?{PRICE.format('high')}"
    rf"|{PRICE.format('from')}\s(?:and|or) (?:above|more|higher|over)"
    rf"|\b(?:above|over|at least|at or above|more than|higher than|exceeds?|tops?)\s{PRICE.format('over')}"
    rf"|\b(?:at|of|around|averag\w+)\s{PRICE.format('at')}",
    re.IGNORECASE,
)
LINE = re.compile(rf"(?:{BAND.pattern})\s?:\s[^:\n]{{0,80}}?\b(?:increase|decrease|change)\b", re.IGNORECASE)
UP = re.compile(
    r"\b(?:rais\w+|increas\w+|hik\w+|lift\w*|bump\w*|higher rate|rate rise|go(?:es)? up|step up)\b", re.I
)
DOWN = re.compile(r"\b(?:cut\w*|decreas\w+|reduc\w+|lower\w*|trim\w*|slash\w*|go(?:es)? down|drop)\b", re.I)
SAME = re.compile(
    r"\b(?:no change|unchanged|not? (?:be )?(?:changed?|touch\w*|mov\w+)|stays?|steady|left? alone|left as)\b",
    re.I,
)
RATE = re.compile(r"\b(?:rates?|dividends?|payouts?)\b", re.IGNORECASE)
BOUND = re.compile(
    r"\b(?:must|bound|oblig\w+|required|automatic\w*|guarantee\w*|always|promis\w+)\b", re.IGNORECASE
)
SIZE = re.compile(
    r"\b(?P<points>\d{2,3})\s?(?:bps?|basis points?)\b|\b(?P<half>half a (?:percentage )?point)\b"
    r"|\b(?P<quarter>(?:a )?quarter(?: of a)?(?: percentage)?[- ]point)\b",
    re.IGNORECASE,
)
OTHER = re.compile(r"%|\bfrom\b|\bconvert\w*|\bredeem\w*|\bIPO\b|\boffering\b", re.IGNORECASE)
MOST = Decimal(1000)
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Band:
    """Prices from `low` to `high`, what the rate does there, and by how many hundredths of a point at least."""

    low: Decimal
    high: Decimal
    way: str  # "up", "down", "same"
    points: int | None
    quote: Quote
    filed: str


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where no price, no way for the rate to go, or no such bands are told."""
    words = claim.source.quote
    named = [ticker for ticker, name in SERIES.items() if re.search(rf"\b{name}\b", words)]
    bands, way = list(BAND.finditer(words)), _way(words)
    if len(named) != 1 or len(bands) != 1 or not way or not RATE.search(words):
        return None
    if (claim.negated and way != "same") or BOUND.search(words) or OTHER.search(words):
        return None
    low, high = _edges(bands[0])
    told = next(
        (one for one in _find_bands(SERIES[named[0]], claim, known) if one.low <= low and high <= one.high), None
    )
    if told is None:
        return None
    points = _points(words)
    right = told.way == way and (points is None or points == told.points)
    size = f" by {told.points} basis points or more" if told.points and told.way != "same" else ""
    meant = f"to go {told.way}{size}" if told.way != "same" else "to stay as it is"
    return confirm_or_refute(
        known,
        right,
        f"Filed on {told.filed}: with {named[0]} {_say_prices(told)} ({bands[0].group()} is told) the "
        f"dividend rate is meant {meant}.",
        told.quote,
    )


def _find_bands(name: str, claim: Claim, known: Knowledge) -> Iterator[Band]:
    """The bands of filings that name the series, the newest first."""
    for sentence in find_sentences(known, LINE, until=said_on(claim), limit=40):
        document = known.record.documents[sentence.quote.document_id]
        words = " ".join(sentence.words.split())
        found, way = BAND.search(words), _way(words.split(". ")[0])  # "However, a minor decrease" is no more
        if found is None or not way or not re.search(rf"\b{name}\b", document.text):
            continue
        low, high = _edges(found)
        filed = say_day(new_york_day(sentence.filing.accepted_at))
        yield Band(low, high, way, _points(words), sentence.quote, filed)


def _say_prices(band: Band) -> str:
    if band.high == MOST:
        return f"at ${band.low} and above"
    return f"at ${band.low} to ${band.high}" if band.low else f"below ${band.high + CENT}"


def _edges(match: re.Match[str]) -> tuple[Decimal, Decimal]:
    """The lowest and the highest price; below a price is below it by a cent."""
    if match["under"]:
        return Decimal(0), Decimal(match["under"]) - CENT
    if match["low"]:
        return Decimal(match["low"]), Decimal(match["high"])
    if match["at"]:
        return Decimal(match["at"]), Decimal(match["at"])
    return Decimal(match["from"] or match["over"]), MOST


def _way(words: str) -> str:
    """Of one that is told alone."""
    if SAME.search(words):
        return "same"
    up, down = UP.search(words) is not None, DOWN.search(words) is not None
    return ("up" if up else "down") if up != down else ""


def _points(words: str) -> int | None:
    match = SIZE.search(words)
    if match is None:
        return None
    return int(match["points"]) if match["points"] else 50 if match["half"] else 25
