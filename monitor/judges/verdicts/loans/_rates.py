"""The interest of a loan in a filing's own words: its rate on a day, what it floats above, and its floor.

"a floating rate that cannot go below 3.75%", "it was running at 7.28% when it was paid off".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from monitor.judges._days import new_york_day, say_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts._paper_words import bound_before
from monitor.judges.verdicts._sentences import find_sentences
from monitor.records import Quote

Told = tuple[str, Quote]
PERCENT = re.compile(
    r"(?<![\d.])(?:(?P<rate>\d{1,2}(?:\.\d+)?)\s?(?:%|per\s?cent\b)"
    r"|(?P<points>\d{1,4})\s?(?:basis points?|bps?)\b)"
)
OF_INTEREST = re.compile(
    r"\b(?:interest|rates?|floor|floats?|floating|SOFR|yield\w*|coupon|cost(?:s|ing)?|charg\w+)\b", re.IGNORECASE
)
FLOOR = re.compile(
    r"\b(?:floor|minimum|at least|no(?:t)? (?:less|lower) than|never (?:below|under|less|fall|drop|go)"
    r"|can(?:not|[’']t| not) (?:go|fall|drop|sink|be) (?:below|under|less|lower))\b",
    re.IGNORECASE,
)
CAP = re.compile(
    r"\b(?:exceed\w*|capped|cap|ceiling|maximum|at most|no(?:t)? (?:more|higher) than|never (?:above|over|more)"
    r"|can(?:not|[’']t| not) (?:go|rise|be) (?:above|over|more|higher))\b",
    re.IGNORECASE,
)
FIXED = re.compile(r"\bfixed\b", re.IGNORECASE)
FLOATS = re.compile(r"\b(?:float\w*|variable|not fixed|SOFR)\b", re.IGNORECASE)
SPREAD = re.compile(r"\b(?:SOFR|plus|spread|over|above|margin)\b", re.IGNORECASE)
OTHER = re.compile(
    r"\b(?:LTV|loan[- ]to[- ]\w+|ratio|premium|discount|fees?|penalt\w+|coins?|bitcoins?|collateral)\b",
    re.IGNORECASE,
)
STATED = re.compile(r"\bfloating rate\b[^\n]{0,200}%", re.IGNORECASE)
NOW = re.compile(r"\bfloating rate (?:equal(?:l)?ed|was|is|stood at)\s(?:approximately\s)?$", re.IGNORECASE)


def weigh_rates(words: str, known: Knowledge) -> Iterator[tuple[bool, Told]]:
    """Each percentage of a sentence that is of interest and that a filing tells: whether it is so, and how."""
    for match in PERCENT.finditer(words):
        if OTHER.search(words[max(0, match.start() - 40) : match.end() + 25]) or not OF_INTEREST.search(words):
            continue
        weighed = _weigh(words, match, known)
        if weighed is not None:
            yield weighed


def _weigh(words: str, match: re.Match[str], known: Knowledge) -> tuple[bool, Told] | None:
    rate, before = _rate_of(match), words[max(0, match.start() - 45) : match.start()]
    kind = (
        "cap"
        if CAP.search(before)
        else "floor"
        if FLOOR.search(before)
        else "spread"
        if SPREAD.search(before[-20:])
        else "rate"
    )
    if kind == "rate" and bound_before(words, match.start()) != "exactly":
        return None
    for sentence in find_sentences(known, STATED, limit=6):
        for told in PERCENT.finditer(sentence.words):
            said = sentence.words[max(0, told.start() - 45) : told.start()]
            filed = say_day(new_york_day(sentence.filing.accepted_at))
            if kind == "cap" and _kind(said) == "floor" and _rate_of(told) == rate:
                return False, (
                    f"{_rate_of(told)} % is its floor by the filing of {filed}, and no cap",
                    sentence.quote,
                )
            if kind == "rate" and FIXED.search(words) and not FLOATS.search(words):
                return False, (f"its rate floats by the filing of {filed}; a fixed one is claimed", sentence.quote)
            if kind != _kind(said):
                continue
            also = "" if _rate_of(told) == rate else f"; {rate} % is claimed"
            return not also, (f"its {kind} is {_rate_of(told)} % by the filing of {filed}{also}", sentence.quote)
    return None


def _rate_of(match: re.Match[str]) -> Decimal:
    """In percent: "370 basis points" are 3.70."""
    return Decimal(match["rate"]) if match["rate"] else Decimal(match["points"]).scaleb(-2)


def _kind(said: str) -> str:
    """Which of the three a percentage of a filing is; "" for none of them."""
    if re.search(r"\bfloor of\s$", said):
        return "floor"
    if re.search(r"\bplus\s(?:approximately\s)?$", said):
        return "spread"
    return "rate" if NOW.search(said) else ""
