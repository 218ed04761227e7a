"""A loan as it stood, for how long it was lent, and whether less was paid back than was lent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from monitor.judges.verdicts._figures import say_amount
from monitor.judges.verdicts._since import NUMBERS
from monitor.records import Instrument, InstrumentEvent, Quote

LENGTH = re.compile(
    r"\bfor (?P<count>\d|one|two|three|four|five|six|seven) years\b"
    r"|(?<![\w-])(?P<count2>\d|one|two|three|four|five|six|seven)-year (?:\w+ )?(?:loan|credit|facility)\b",
    re.IGNORECASE,
)
LESS = re.compile(r"\bat (?:a|an) (?:\w+ )?(?P<what>discount|premium)\b", re.IGNORECASE)
Told = tuple[str, Quote]


@dataclass(frozen=True, slots=True, kw_only=True)
class Loan:
    """The loan that a sentence means, as it stood, with the event that ended it."""

    latest: Instrument
    lent_usd: Decimal
    lent: Quote
    lenders: tuple[str, ...]
    ended: InstrumentEvent | None


def weigh_length(words: str, loan: Loan) -> Iterator[tuple[bool, Told]]:
    """ "for three years", "a three-year loan": from the day it was lent to the day it is due."""
    match = LENGTH.search(words)
    due, lent = loan.latest.matures_on, loan.latest.issued_on
    if match is None or due is None or lent is None:
        return
    years = round((due - lent).days / 365)
    count = (match["count"] or match["count2"]).lower()
    right = (int(count) if count.isdigit() else NUMBERS[count]) == years
    yield right, (f"it was lent for {years} years", loan.lent)


def weigh_discount(words: str, loan: Loan) -> Iterator[tuple[bool, Told]]:
    """ "Paid back at a discount": for less than was lent."""
    match = LESS.search(words)
    if match is None or loan.ended is None or not loan.ended.paid_usd or loan.ended.paid_usd == loan.lent_usd:
        return
    actual = "discount" if loan.ended.paid_usd < loan.lent_usd else "premium"
    told = (
        f"{say_amount(loan.ended.paid_usd, 'USD')} was paid for {say_amount(loan.lent_usd, 'USD')}, at a {actual}"
    )
    yield match["what"].lower() == actual, (told, loan.ended.source)
