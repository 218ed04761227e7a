"""A figure of a statement, what its words say it is of, and whether a printed one is that."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from monitor.judges._days import Span
from monitor.judges._filed_then import same_unit
from monitor.judges._told_figures import Told
from monitor.judges._topics import Subject, read_subjects
from monitor.judges.verdicts._figures import is_right
from monitor.records import ClaimFigure, Document

PRECISE = 6  # digits of a figure that no other thing has
NEAR = Decimal("0.05")  # "at least $284.5 million" is said of a figure so close
TENFOLD = Decimal(10)
YEAR = 360  # days
YEARS = (1990, 2100)  # bare numbers between them are years: "the 2027 converts"
MEASURES = ("shares", "price", "average", "cost", "debt", "bought", "held", "net")  # beside figures of many things
OF_A_SHARE = ("shares", "price", "average")


@dataclass(frozen=True, slots=True)
class Asked:
    """A figure of the statement, and what its words say it is of."""

    figure: ClaimFigure
    subject: Subject


def digits_in(figure: ClaimFigure) -> int:
    """Digits but the zeros at its end: 3 of 712,000."""
    return len(figure.value.normalize().as_tuple().digits)


def _digits_of(value: Decimal) -> int:
    return len(value.normalize().as_tuple().digits)


def read_asked(words: str, figures: Sequence[ClaimFigure]) -> Iterator[Asked]:
    """The figures with what the words beside each say it is of."""
    spans = [(figure.start, figure.end, figure.unit) for figure in figures]
    for figure, subject in zip(figures, read_subjects(words, spans, compared=True), strict=True):
        if not (figure.unit in ("number", "things") and YEARS[0] <= figure.value <= YEARS[1]):
            yield Asked(figure, subject)


def names_day(document: Document, span: Span, *, loosely: bool = True) -> bool:
    """Whether it names both ends of a stretch; of a month or a quarter the last day, of a year the year.
    `loosely`: of a month any day."""
    first, last = span
    if (last - first).days > YEAR:
        return str(last.year) in document.text
    whole = first.day == 1 and (last + timedelta(days=1)).day == 1
    ends = (last,) if whole else span
    if (
        loosely
        and whole
        and (first.year, first.month) == (last.year, last.month)
        and _names_month(document, first)
    ):
        return True
    return all(f"{day:%B} {day.day}, {day.year}" in document.text.replace("\xa0", " ") for day in ends)


def _names_month(document: Document, first: date) -> bool:
    """A month is named with any of its days: "comes due in March 2025" of "March 23, 2025"."""
    return re.search(rf"\b{first:%B}\s(?:\d{{1,2}},\s)?{first.year}\b", document.text) is not None


def is_it(ask: Asked, one: Told, *, strict: bool) -> bool:
    """Whether a printed figure is the one that is asked for: its value, and what it is of."""
    figure = ask.figure
    near = figure.comparator in ("exactly", "about") or abs(figure.value - one.value) <= NEAR * abs(one.value)
    return (
        near
        and not (strict and _digits_of(one.value) < digits_in(figure))
        and same_unit(figure.unit, one.unit)
        and (is_right(figure, one.value) or (figure.value == one.value and figure.comparator == one.bound))
        and same_thing(ask.subject, one.subject, strict=strict, precise=digits_in(figure) >= PRECISE)
    )


def same_thing(ask: Subject, told: Subject, *, strict: bool, precise: bool = False) -> bool:
    """Whether what each is nearest to is named beside the other; words of a measure alone ("cost") tell little.
    `precise`: the figure has so many digits that it is told by them."""
    if ask.coins and told.coins and ask.coins != told.coins:
        return False
    if not ask.topics or not told.topics:
        return True
    first, last = ask.topics[0], told.topics[0]
    if not strict and {first, last} <= set(OF_A_SHARE) and not (ask.coins or told.coins):
        return True  # "stock at $122 apiece" is "$122.00 per share"
    if first in told.topics or first == told.coins:
        return last in ask.topics or last in MEASURES or first == told.coins
    return not strict and last in ask.topics and (first in MEASURES or precise)
