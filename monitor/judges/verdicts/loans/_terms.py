"""A loan as it stood, for how long it was lent, and whether less was paid back than was lent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from monitor.judges.verdicts._figures import is_right, say_amount, say_figure
from monitor.judges.verdicts._since import NUMBERS
from monitor.judges.verdicts.loans._end import weigh_difference
from monitor.records import ClaimFigure, Instrument, InstrumentEvent, Quote

LENGTH = re.compile(
    r"\bfor (?P<count>\d|one|two|three|four|five|six|seven) years\b"
    r"|(?<![\w-])(?P<count2>\d|one|two|three|four|five|six|seven)-year (?:\w+ )?(?:loan|credit|facility)\b",
    re.IGNORECASE,
)
LESS = re.compile(r"\bat (?:a|an) (?:\w+ )?(?P<what>discount|premium)\b", re.IGNORECASE)
PAID = re.compile(
    r"\b(?:pa(?:id|ys|ying|yment of|yoff of)|prepa(?:id|ys|ying|yment of)|hand(?:ed|ing|s)? over|for|with|cost"
    r"|spent|transferr\w+|using|wired|sent|repa(?:id|ying) \w+)\b[^$;]{0,35}$",
    re.IGNORECASE,
)
WAS_LENT = re.compile(
    r"^(?!\sto (?:clear|settle|repay|pay|retire|be rid|get|end|escape|close))[^,;$]{0,25}\b(?:loan|facility"
    r"|borrow\w*)\b",
    re.IGNORECASE,
)
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


def weigh_sum(words: str, figure: ClaimFigure, place: re.Match[str], loan: Loan) -> tuple[bool, Told] | None:
    """A sum is what was lent, or what was paid: its words tell which; else either will do."""
    paid = loan.ended.paid_usd if loan.ended else None
    differs = weigh_difference(words, figure, place.end(), lent=loan.lent_usd, paid=paid)
    if differs is not None and loan.ended is not None:
        return differs[0], (differs[1], loan.ended.source)
    lent = bool(WAS_LENT.match(words[place.end() :])) or re.search(
        r"\b(?:loan (?:of|was|from)|borrow\w*|lent|lend\w*)\b[^$;]{0,40}$", words[: place.start()], re.IGNORECASE
    )
    is_paid = not lent and paid is not None and PAID.search(words[: place.start()])
    choices = list(_choices(loan, lent=bool(lent), paid=bool(is_paid)))
    for amount, told, quote in choices:
        if is_right(figure, amount):
            return True, (told, quote)
    if not choices:
        return None
    amount, told, quote = choices[0]
    return False, (f"{told}; {say_figure(figure)} is claimed", quote)


def _choices(loan: Loan, *, lent: bool, paid: bool) -> Iterator[tuple[Decimal, str, Quote]]:
    if loan.ended and loan.ended.paid_usd and not lent:
        yield loan.ended.paid_usd, f"{say_amount(loan.ended.paid_usd, 'USD')} was paid", loan.ended.source
    if not paid:
        yield loan.lent_usd, f"{say_amount(loan.lent_usd, 'USD')} was lent", loan.lent
