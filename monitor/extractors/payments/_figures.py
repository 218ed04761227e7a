"""The sums and the day of a sentence about paying, by rules: those that may belong to the act, or none."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from monitor.extractors._dates import Period, find_periods
from monitor.extractors._figures import Figure, find_figures
from monitor.records import Document

# "$100 per share", "$1,000 principal amount of notes", "a price of $397.99": what one share or note comes to.
PER_PIECE = re.compile(r"\s*\)?\s*(?:per\b|a share|each|par value|for each|on each|bitcoin\b)", re.IGNORECASE)
OF_A_PIECE = re.compile(
    r"\s*\)?\s*(?:in |of )?(?:principal amount|liquidation preference|stated amount)", re.IGNORECASE
)
BEFORE_PIECE = re.compile(
    r"(?:per|each|prices? of|average price|which was|equal to|par value of|amount of|liquidation preference of"
    r"|multiples? of|above|below|dividends? of|at)\s*(?:about |approximately )?$",
    re.IGNORECASE,
)
PIECE = Decimal(10_000)  # dollars: no total is less, no share or denomination more
# A limit or what is not the act's own: a fee, a threshold, the change of a sum, the name of a facility.
OTHER = re.compile(
    r"(?:fees? of|premium of|discount of|proceeds of|gain of|loss of|less than|at least|excess of|in excess of"
    r"|(?:in|de)creased by|compared (?:with|to)|from|against)\s*(?:approximately |about )?$",
    re.IGNORECASE,
)
FACILITY = re.compile(r"\s*(?:Million|Billion)\b|\s*[Cc]redit [Ff]acility")
# Conversion terms have prices and denominations only; what was converted has a principal.
CONVERTED = re.compile(r"\b(?:principal|requests?|of (?:the |its )?\w* ?(?:notes|debentures))\b", re.IGNORECASE)
RATE_TERM = re.compile(r"\bconversion (?:rate|price)\b.{0,30} (?:is|was|represents)", re.IGNORECASE)
# The dates that an instrument's terms carry along and no act has.
NOT_THE_DAY = re.compile(
    r"(?:dated(?: as of)?|beginning(?: on)?|commencing(?: on)?|record (?:on|as of|at)|filed on"
    r"|in (?:arrears )?on|(?:quarter|month|year|period)s? end(?:ed|ing))\s*$",
    re.IGNORECASE,
)
DUE = re.compile(
    r"(?:matur\w+|due|expires?|payable|re?purchase \w+ notes|extended|until|to|on)\W+(?:\w+\W+){0,4}$",
    re.IGNORECASE,
)
OPENING = re.compile(
    r"\W*(?:\(\w\)\s*)?(?:effective |as of |on |at )+(?:the close of business on )?", re.IGNORECASE
)
THOUSANDS = re.compile(
    r"notes to [^\n]{0,80}financial statements[^\n]{0,60}\bin thousands"
    r"|amounts are (?:stated|presented|expressed|reported|shown) in thousands",
    re.IGNORECASE,
)
COUNTED = Decimal(10_000_000)  # dollars: a larger figure without "million" is printed in full even there


def counts_in_thousands(document: Document) -> bool:
    """Whether the prose of a document leaves three zeros off (10-Q of CleanSpark for 2025-06-30)."""
    return THOUSANDS.search(document.text) is not None


def nearest_total(sentence: str, act: tuple[int, int], topic: str, *, thousands: bool = False) -> Figure | None:
    """The total that stands nearest to the act, those behind it first: what the rules take for the act's own."""
    if topic == "conversion" and (RATE_TERM.search(sentence) or not CONVERTED.search(sentence)):
        return None
    totals = [
        figure
        for figure in find_figures(sentence)
        if figure.kind == "usd"
        and figure.value > 0
        and is_total(sentence, figure, scaled=in_full(sentence, figure, thousands=thousands) != figure.value)
    ]
    return min(totals, key=lambda figure: distance(figure, act), default=None)


def in_full(sentence: str, figure: Figure, *, thousands: bool) -> Decimal:
    """Dollars of a figure, three zeros put back where the document's prose leaves them off."""
    bare = sentence[figure.end - 1].isdigit() and "." not in sentence[figure.start : figure.end]
    return figure.value.scaleb(3) if thousands and bare and figure.value < COUNTED else figure.value


def is_total(sentence: str, figure: Figure, *, scaled: bool) -> bool:
    """Whether a figure may be a sum: no price of a piece, no limit, no fee, no name of a facility."""
    before, after = sentence[max(0, figure.start - 40) : figure.start], sentence[figure.end : figure.end + 40]
    if OTHER.search(before) or FACILITY.match(after) or PER_PIECE.match(after):
        return False
    piece = figure.value < PIECE and not scaled
    return not (piece and (OF_A_PIECE.match(after) or BEFORE_PIECE.search(before) or figure.value <= 1000))


def distance(figure: Figure, act: tuple[int, int]) -> int:
    """Characters between a figure and an act; before the act, 15 more."""
    return figure.start - act[1] if figure.start >= act[1] else act[0] - figure.end + 15


def day_of(sentence: str, act: tuple[int, int], topic: str) -> date | None:
    """The day of the act: when it is due, was done or said. None when the sentence leaves it open."""
    days = [
        period
        for period in find_periods(sentence)
        if period.kind == "day" and not NOT_THE_DAY.search(sentence[: period.start])
    ]
    if topic in ("maturity", "holder_put"):
        days = [
            day for day in days if day.start > act[1] and DUE.search(sentence[max(0, day.start - 60) : day.start])
        ]
    if len({day.start_on for day in days}) == 1:
        return days[0].start_on
    opening = [day for day in days if _opens(sentence, day)]
    return opening[0].start_on if opening else None


def _opens(sentence: str, day: Period) -> bool:
    """ "On March 24, 2023, ...": the day that opens a sentence dates what is told in it."""
    return OPENING.fullmatch(sentence, 0, day.start) is not None
