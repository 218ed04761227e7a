"""By how much, or which way, the rate of a preferred stock has moved since it came to market or since a month: "up
by 2.25 points since the IPO", "a quarter point more than in September". Else since the last change.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from decimal import Decimal

from monitor.judges._days import new_york_day, say_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import confirm_or_refute
from monitor.judges.verdicts._stock_words import SERIES
from monitor.judges.verdicts._time import said_on
from monitor.judges.verdicts.preferred._rate_series import find_terms
from monitor.judges.verdicts.preferred._rate_steps import DOWN, UP, find_announced, judge_step, size_of
from monitor.records import Claim, ClaimType

CLAIM_TYPES: tuple[ClaimType, ...] = ("other", "interest_or_dividend_payment")
MONTHS = [f"{date(2000, month, 1):%B}" for month in range(1, 13)]
SINCE_START = re.compile(
    r"\b(?:since|than (?:at|when))\s(?:(?:the|its|it|they)\s)?(?:\w+\s){0,3}?(?:IPO|debut|launch(?:ed)?|listing"
    r"|listed|inception|start(?:ed)?|offering|came to market|went public|came out|was (?:issued|sold|floated))\b",
    re.IGNORECASE,
)
THAN_IN = re.compile(
    r"\b(?:than|since|against|compared (?:with|to))\s(?:the (?:one|rate) )?(?:(?:of|in|back in)\s)?"
    rf"(?P<month>{'|'.join(MONTHS)})\b(?:\s(?P<year>20\d\d))?"
)
RATE = re.compile(r"\b(?:rates?|dividends?|pays?|payouts?|yields?|distributions?)\b", re.IGNORECASE)
OTHER = re.compile(
    r"\b(?:price[ds]?|trad\w+|shares sold|raised \$|million|billion|bitcoins?|if|would|never|first)\b|\$",
    re.IGNORECASE,
)

NEAR = 10  # days about the end of a month in which the rate of the next one is told


def _month_in(words: str, day: date) -> date | None:
    """The last day of the month that the rate is compared with, the last of that name unless a year is told."""
    match = THAN_IN.search(words)
    if match is None:
        return None
    month = MONTHS.index(match["month"]) + 1
    year = int(match["year"] or day.year - (month > day.month))
    return date(year, month, monthrange(year, month)[1])


def _is_just_before(month: date, name: str, claim: Claim, known: Knowledge) -> bool:
    """Whether the last change that a filing tells is that from the rate of the month."""
    ticker = next(ticker for ticker, one in SERIES.items() if one == name)
    told = find_announced(ticker, said_on(claim), known)
    return told is not None and abs((new_york_day(told.filing.accepted_at) - month).days) <= NEAR


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where no step or way is told of one series, or its rate has not moved."""
    words = claim.source.quote
    named = [name for name in SERIES.values() if re.search(rf"\b{name}\b", words)]
    if len(named) != 1 or not RATE.search(words) or claim.modality == "predicted" or OTHER.search(words):
        return None
    month = _month_in(words, said_on(claim))
    if month is None and not SINCE_START.search(words):
        return judge_step(claim, known) if claim.claim_type == "other" else None
    if month is not None and _is_just_before(month, named[0], claim, known):
        return judge_step(claim, known)  # both rates stand in one filing: none can be missing from the store
    rates = find_terms(known, "dividend_rate", named[0], said_on(claim))
    up, down, size = UP.search(words) is not None, DOWN.search(words) is not None, size_of(words)
    if month is not None:  # from the rate of that month on
        then = [one for one in rates if one.as_of_on is not None and one.as_of_on <= month]
        rates = (
            [*then[-1:], *(one for one in rates if one.as_of_on is None or one.as_of_on > month)] if then else []
        )
    if len(rates) < 2 or up == down or claim.negated:
        return None
    first, last = rates[0].figure or Decimal(0), rates[-1].figure or Decimal(0)
    told = [one.value for one in claim.figures if one.unit == "percent"]
    if first == last or any(one not in (first, last, size) for one in told):
        return None
    right = (last > first) == up and (size is None or size == abs(last - first))
    return confirm_or_refute(
        known,
        right,
        f"{rates[-1].name} paid {first} % then and pays {last} % by the filing of "
        f"{say_day(new_york_day(rates[-1].known_at))}, {abs(last - first).normalize():f} points "
        f"({abs(last - first) * 100:.0f} basis points): {'more' if last > first else 'less'} than before.",
        rates[0],
        rates[-1],
        firmness="exact",
    )
