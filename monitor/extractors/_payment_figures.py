"""The dollars and the day of a sentence about paying: those that belong to the act, or none."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from monitor.extractors._dates import Period, find_periods
from monitor.extractors._figures import Figure, find_figures

# "$100 per share", "$1,000 principal amount of notes", "$0.001 par value", "price of $397.99", "at least $50".
EACH = re.compile(
    r"\s*(?:in )?(?:per\b|a share|each|par value|principal amount of (?:the )?(?:notes?|debentures?)\b(?! due)|liquidation preference"
    r"|stated amount|for each|on each)",
    re.IGNORECASE,
)
BEFORE_EACH = re.compile(
    r"(?:per|each|price of (?:about |approximately )?|par value of|amount of|stated amount of|liquidation preference of|increments of"
    r"|multiples? of|par value|above|from|below|trigger of|dividend of)\s*$",
    re.IGNORECASE,
)
SMALL = Decimal(1000)  # "$1,000 principal amount": a denomination
DENOMINATION = re.compile(r"\bper \$1,000\b|\$1,000 (?:in )?principal amount", re.IGNORECASE)
# What a sum is for: behind these words it is no payment of the issuer's.
OTHER = re.compile(
    r"(?:fee of|premium of|discount of|proceeds of|gain of|loss of|total (?:purchase )?price of|price of|increased by|decreased by"
    r"|compared (?:with|to))\s*(?:approximately |about )?$",
    re.IGNORECASE,
)
NO_AMOUNT = {"conversion": re.compile(r"conversion (?:price|rate)", re.IGNORECASE)}
DUE = re.compile(r"(?:matur\w+|due|expires?|payable|repurchase|until|extended (?:to|until)|to)\W+(?:\w+\W+){0,4}$", re.IGNORECASE)
NOT_THE_DAY = re.compile(r"(?:dated|dated as of|beginning on|commencing(?: on)?|holders of record (?:on|as of|at)|record (?:on|as of)|register on"
    r"|in (?:arrears )?on|due|filed on)\s*$", re.IGNORECASE)


def amount_of(sentence: str, act: tuple[int, int], topic: str) -> Decimal | None:
    """Dollars of the act: of the totals that the sentence names, the nearest to it, before or behind."""
    totals = [figure for figure in find_figures(sentence) if figure.kind == "usd" and _is_total(sentence, figure)]
    if not totals:
        return None
    if topic == "maturity" and len(totals) > 1:
        return None
    return min(totals, key=lambda figure: (_distance(figure, act), figure.start)).value


def _is_total(sentence: str, figure: Figure) -> bool:
    before, after = sentence[max(0, figure.start - 40) : figure.start], sentence[figure.end : figure.end + 40]
    if EACH.match(after) and (figure.value <= SMALL or re.match(r"\s*per\b", after)):
        return False
    if BEFORE_EACH.search(before) and figure.value <= SMALL:
        return False
    return not OTHER.search(before) and figure.value > 0


def _distance(figure: Figure, act: tuple[int, int]) -> int:
    return figure.start - act[1] if figure.start >= act[1] else act[0] - figure.end + 15


def day_of(sentence: str, act: tuple[int, int], topic: str, *, today: date | None = None) -> date | None:
    """The day of the act: when it fell due, was declared, paid or held. None when several could be meant."""
    days = [
        period
        for period in find_periods(sentence, today=today)
        if period.kind == "day" and not NOT_THE_DAY.search(sentence[: period.start])
    ]
    if topic in ("maturity", "holder_put"):
        due = [day for day in days if DUE.search(sentence[max(0, day.start - 60) : day.start])] or [
            day for day in days if day.start > act[1]
        ]
        return due[0].start_on if len({day.start_on for day in due}) == 1 else None
    if len({day.start_on for day in days}) == 1:
        return days[0].start_on
    leading = [day for day in days if _opens(sentence, day)]
    return leading[0].start_on if leading else None


def _opens(sentence: str, day: Period) -> bool:
    """ "On March 24, 2023, ...": the day that opens a sentence dates what is told in it."""
    return re.fullmatch(r"\W*(?:\(\w\)\s*)?(?:effective |as of |on )+(?:the close of business on )?", sentence[: day.start].lower()) is not None
