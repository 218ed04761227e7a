"""How long before it falls due a paper may be handed back: "an exit at par three years ahead of maturity"."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from monitor.judges._days import say_day
from monitor.judges.verdicts._since import NUMBERS
from monitor.judges.verdicts.debts._paper_known import KnownPaper
from monitor.records import Quote

AHEAD = re.compile(
    rf"\b(?P<count>\d+(?:\.\d+)?|an?|{'|'.join(NUMBERS)})(?P<half>[\s-]and[\s-]a[\s-]half)?"
    r"[\s-](?P<unit>years?|months?)(?P<half2>\sand\sa\shalf)?\s"
    r"(?:ahead of|before|prior to|earlier than|short of)\s"
    r"(?:(?:the|its|their|it|they|final|stated|actual(?:ly)?)\s){0,3}"
    r"(?:matur\w+|(?:falls?|comes?|is|are) due|due date)\b",
    re.IGNORECASE,
)
BY_HOLDER = re.compile(
    r"\bputs?\b|\bputtable\b|\bexit\b|\bway out\b|\bescape\b"
    r"|\b(?:hand|sell|give|return|tender)\w*\b[^.;]{0,40}\bback\b"
    r"|\b(?:demand|ask for|get|want)\b[^.;]{0,30}\b(?:money|cash|principal)\b|\bcash out\b"
    r"|\b(?:make|force|require|oblige)s?\b[^.;]{0,40}\b(?:buy|repurchase|redeem|repay|take)",
    re.IGNORECASE,
)
SLACK = 0.05  # years: "two years ahead" of days a fortnight off is no slip
MONTHS = 12


def weigh_ahead(words: str, one: KnownPaper) -> tuple[bool, str, Quote] | None:
    """Whether it is so, how that is told and the sentence; None without a distance, or a known put date."""
    match = AHEAD.search(words)
    if match is None or not BY_HOLDER.search(words):
        return None
    puts, dues = ([p for p in one.stated.get(kind, ()) if isinstance(p[0], date)] for kind in ("put", "maturity"))
    if not puts or not dues:
        return None
    (put, quote), (due, _) = puts[-1], dues[-1]
    if not isinstance(put, date) or not isinstance(due, date):
        return None
    count = match["count"].lower()
    number = Decimal(1) if count in ("a", "an") else Decimal(NUMBERS.get(count, count))
    years = float(number) + (0.5 if match["half"] or match["half2"] else 0)
    if match["unit"].lower().startswith("month"):
        years /= MONTHS
    apart = (due.year - put.year) + (due.month - put.month) / MONTHS + (due.day - put.day) / 365
    right = abs(apart - years) <= SLACK
    also = "" if right else f"; {match.group()} is claimed"
    return right, f"{say_day(put)}, due on {say_day(due)}{also}", quote
