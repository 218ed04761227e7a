"""A figure with its comparator: "about", "more than", "up to", "or more", read from the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from monitor.records import Comparator

BEFORE: tuple[tuple[Comparator, str], ...] = (
    ("at_most", r"no more than|at most|a maximum of|not more than"),
    (
        "at_least",
        r"(?:never|not|no) (?:under|below|lower than|beneath)|never less than|at least|no (?:less|fewer) than"
        r"|not less than|a minimum of|as (?:many|much) as at least",
    ),
    ("up_to", r"up to|as (?:many|much) as"),
    (
        "more_than",
        (
            r"(?:slightly |far |well |a (?:bit|little) )?(?:more|greater|higher|larger) "
            r"(?:(?:bitcoins?|BTC|coins?) )?than"
            r"|(?:just "
            r"|well |slightly )?(?:over|above)|exceed(?:s|ed|ing)?|upwards? of|north of|topp?(?:s|ed"
            r"|ing)?|surpass(?:es|ed|ing)?|cross(?:es|ed|ing)?|pass(?:es|ed|ing)?|clear(?:s|ed|ing)?"
            r"|eclips(?:es|ed|ing)"
            r"|(?:breaks?|broke|go(?:es|ing|ne)?|went|push\w*|sail\w*|power\w*|blast\w*|bl[eo]w\w*)"
            r" (?:through|past)"
            r"|in excess of|beyond|past"
        ),
    ),
    (
        "less_than",
        r"(?:less|fewer|lower) (?:(?:bitcoins?|BTC|coins?) )?than"
        r"|(?:well |far )?(?:under|below|beneath)|short of|south of",
    ),
    (
        "nearly",
        r"nearly|almost|clos(?:e|es|ed|ing) in on|nearing|within reach of|edging (?:towards?|up to)"
        r"|just (?:under|below|shy of)|close to|near|approach(?:es|ed|ing)|shy of|not quite",
    ),
    (
        "about",
        (
            r"about|around|roughly|some|approximately|approx\.?|circa|an? estimated|something like"
            r"|in the region of|~|≈"
        ),
    ),
)
# "Its average cost has edged up to $75,860" says where something went, and bounds nothing.
MOVED_UP = re.compile(
    r"\b(?:edg|inch|tick|creep|crept|mov|went|go(?:es|ing)?\b|gone|step|push|ramp|buil[dt]|bump|hik|scal|bring"
    r"|brought|nudg|driv"
    r"|dr[oi]ve|pump|jump|climb|top|lift|add|shot|shoot|round|tak|took|is|are|now"
    r"|back)\w*\s(?:[\w’']+\s){0,3}?up to\s*$",
    re.IGNORECASE,
)
HANDED_OVER = re.compile(r"\b(?:hand|fork|turn|took|take|tak|sign)\w*\sover\s*$", re.IGNORECASE)
COMPARATORS = re.compile(
    "(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in sorted(BEFORE, key=lambda pair: pair[0] != "nearly"))
    + r")(?:\s+(?:an?|the|its|another|a further|an additional|of|total of))*\s*$",
    re.IGNORECASE,
)
AFTER = re.compile(
    r"\s*(?:(?:BTC|bitcoins?|coins?|shares)\s+)?(?:(?:or|and) (?P<more>more|over|counting)|or (?P<so>so)\b"
    r"|or (?P<less>less|fewer))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure of a passage; offsets as in the text it was found in. `unit`: "USD", "JPY", "bitcoin", "shares",
    "percent", "times", "weeks", ... or "number" where nothing says what is counted."""

    value: Decimal
    unit: str
    comparator: Comparator
    start: int
    end: int


def compared(text: str, amount: Amount, begin: int, plus: bool) -> Amount:
    """The amount with its comparator. `begin`: where its passage begins; `plus`: "400,000+"."""
    if plus:
        return replace(amount, comparator="at_least")
    if after := AFTER.match(text, amount.end):
        comparator: Comparator = "at_least" if after["more"] else "about" if after["so"] else "at_most"
        return replace(amount, comparator=comparator)
    if before := COMPARATORS.search(text, max(begin, amount.start - 40), amount.start):
        name = before.lastgroup
        if name == "more_than" and HANDED_OVER.search(text, max(begin, amount.start - 30), amount.start):
            return amount
        if name == "up_to" and MOVED_UP.search(text, max(begin, amount.start - 60), amount.start):
            return amount
        for comparator, _ in BEFORE:
            if comparator == name:
                return replace(amount, comparator=comparator)
    return amount
