"""What a heading or a row label of a table measures: units bought, sold, mined or held, their price, their cost.

Read by meaning, never by position: layouts change every few months and can be turned on their side.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from monitor.extractors._dates import Period, find_periods
from monitor.extractors._figures import OTHER_MONEY
from monitor.extractors.holdings._words import AssetWords

MeasureKind = Literal["acquired", "sold", "mined", "net", "held", "pledged", "amount", "average"]
Side = Literal["purchase", "sale", "either"]
UNITS: frozenset[MeasureKind] = frozenset(("acquired", "sold", "mined", "net", "held", "pledged"))
CHANGES: frozenset[MeasureKind] = frozenset(("acquired", "sold", "mined", "net"))

SCALE = (
    (3, re.compile(r"\b(?:in\s+)?thousands\b|[’']?000s\b|\$\s?000\b|\(\s*\$?\s*K\s*\)", re.IGNORECASE)),
    (6, re.compile(r"\b(?:in\s+)?millions\b|\(\s*\$?\s*(?:M|mm|mn)\s*\)|\$\s?mm?\b", re.IGNORECASE)),
    (9, re.compile(r"\b(?:in\s+)?billions\b|\(\s*\$?\s*(?:B|bn)\s*\)|\$\s?bn?\b", re.IGNORECASE)),
)
BOUGHT = re.compile(r"\b(?:acquired|purchased|bought|added)\b", re.IGNORECASE)
SOLD = re.compile(r"\b(?:sold|disposed|liquidated|monetized)\b", re.IGNORECASE)
MINED = re.compile(r"\b(?:produced|mined|earned|production|generated)\b", re.IGNORECASE)
HELD = re.compile(r"\b(?:holdings?|held|balance|owned|in\s+treasury|on\s+hand|hodl)\b", re.IGNORECASE)
PLEDGED = re.compile(r"\b(?:pledged|collateral\w*)\b", re.IGNORECASE)
BUYING = re.compile(r"\b(?:purchases?|acquisitions?|buys)\b", re.IGNORECASE)
SELLING = re.compile(r"\b(?:sales?|dispositions?|disposals?)\b", re.IGNORECASE)
COUNT = re.compile(r"\b(?:number|quantity|units|coins|count|amount\s+of)\b", re.IGNORECASE)
PRICE = re.compile(r"\b(?:price|cost|costs|proceeds|consideration|spend|paid|basis)\b", re.IGNORECASE)
AVERAGE = re.compile(
    r"\b(?:average|avg\.?|weighted)\b|\bper\s+(?:bitcoin|BTC|coin|unit|token|ether|ETH)\b|[-–—]\s*per\s+",
    re.IGNORECASE,
)
# Values, ratios and what belongs to others. "Restricted" and "of which" are parts of a holding.
OTHER = re.compile(
    r"\b(?:yield|gain|gains|loss(?:es)?|market\s+(?:price|value)|fair\s+value|impairment|carrying|percent|hash\w*|per\s+day|daily|per\s+share"
    r"|equivalents?|receivable|revenues?|shares?|stock|fee|fees|power|energy|margin|target|goal|guidance|lowest|highest|restricted|unrestricted"
    r"|unencumbered|of\s+which|included|hosted|hosting|customers?|clients?|etf|etp|trust|loaned|lent|derivatives?|futures|options?|miners|rigs|machines"
    r"|to\s+(?:mine|produce)|cost\s+of\s+revenue|available|capacity|notional|source|change\s+in|net\s+asset|joint\s+venture|exchanged?|compensation|issued|services)\b|%",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Measure:
    """What a line of a table holds. `scale`: power of ten of its amounts, None when it does not say."""

    kind: MeasureKind
    side: Side = "either"
    scale: int | None = None
    named: bool = False  # the heading names the asset itself


@lru_cache(maxsize=4096)
def find_measure(heading: str, words: AssetWords) -> Measure | None:
    """The measure of a heading, None when it is of no concern here.

    "Aggregate Sale Price (in millions)" is an amount of the sale side, millions; "BTC Purchased / (Sold)" is net.
    """
    if len(heading) > 160:
        return None
    named = words.word.search(heading) is not None
    scale = find_scale(heading)
    if OTHER_MONEY.search(heading):
        return None
    if re.search(r"\bmarket|\bfair\b|\bmin(?:e|ing)\b|\bclosing|\bspot\b|\bfacilit", heading, re.IGNORECASE):
        return None
    per_coin = AVERAGE.search(heading) and (
        BUYING.search(heading) or SELLING.search(heading) or SOLD.search(heading) or BOUGHT.search(heading)
    )
    if PRICE.search(heading) or per_coin:
        side: Side = "either"
        if SELLING.search(heading) or SOLD.search(heading) or re.search(r"\bproceeds\b", heading, re.IGNORECASE):
            side = "sale"
        if (
            BUYING.search(heading)
            or BOUGHT.search(heading)
            or re.search(r"\b(?:cost|basis)\b", heading, re.IGNORECASE)
        ):
            side = "either" if side == "sale" else "purchase"
        if re.search(
            r"\b(?:shares?|stock|carrying|fair|impairment|fees?|energy|power|revenues?|source)\b",
            heading,
            re.IGNORECASE,
        ):
            return None
        return Measure("average" if AVERAGE.search(heading) else "amount", side, scale, named)
    if scale is not None or "$" in heading or re.search(r"\b(?:average|avg|per)\b", heading, re.IGNORECASE):
        return None
    if PLEDGED.search(heading) and not re.search(
        r"\b(?:receivable|released|returned|transferred|received)\b", heading, re.IGNORECASE
    ):
        return Measure("pledged", named=named) if named else None
    if OTHER.search(heading):
        return None
    kind = _units_kind(heading, words)
    return Measure(kind, named=named) if kind else None


def _units_kind(heading: str, words: AssetWords) -> MeasureKind | None:
    bought, sold = BOUGHT.search(heading), SOLD.search(heading)
    noun = COUNT.search(heading) or re.search(
        rf"{words.word.pattern}\s+(?:{BUYING.pattern}|{SELLING.pattern})", heading, re.IGNORECASE
    )
    if noun and not HELD.search(heading):
        bought, sold = bought or BUYING.search(heading), sold or SELLING.search(heading)
    if bought and sold:
        return "net"
    if sold:
        return "sold"
    if HELD.search(heading):
        return "held"
    if bought:
        return "acquired"
    if re.search(
        rf"\bas\s+of\b.*\b(?:aggregate|total)\s+{words.word.pattern}\W*(?:\(\w\))?$", heading, re.IGNORECASE
    ):
        return "held"  # "As of March 7, 2027 | Aggregate BTC"
    return "mined" if MINED.search(heading) else None


def find_scale(text: str) -> int | None:
    """3, 6 or 9 when a heading or caption says thousands, millions or billions."""
    return next((power for power, pattern in SCALE if pattern.search(text)), None)


def find_periods_in(text: str) -> list[Period]:
    """The periods of a heading as a list."""
    return list(find_periods(text))


def strip_periods(text: str) -> str:
    """A heading without its periods: "BTC Sold during May 2026" is "BTC Sold during"."""
    for period in find_periods_in(text)[::-1]:
        text = text[: period.start] + " " + text[period.end :]
    return " ".join(text.split())
