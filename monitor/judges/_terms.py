"""Which of several statements of a term stands: the latest, and of a rate the one in force on a day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal

from monitor.judges._days import ONE_DAY, Span, new_york_day
from monitor.judges._instrument_ids import InstrumentFact
from monitor.judges._outstanding import agree, event_day
from monitor.records import InstrumentEvent, InstrumentTerm, TermName

ADJUSTED = re.compile(
    r"\bas\s+(?:so\s+)?adjusted\b|\badjusted\s+conversion\b|\b(?:was|were|been|is|are)\s+(?:further\s+)?adjusted\b"
    r"|\bapplicable\s+conversion\b|\bcurrent\s+conversion\b",
    re.IGNORECASE,
)
TITLED = re.compile(
    r"(\d{1,2}(?:\.\d{1,4})?)\s?%"
)  # "8.50% Series B Cumulative Redeemable Perpetual Preferred Stock"
CHANGING = re.compile(r"\b(?:variable|floating|adjustable|reset)\b", re.IGNORECASE)
EXTENDED = re.compile(
    r"\bextend\w*\b|\bextension\b|\bmaturity\b[^.;]*\b(?:moved|changed|postponed)\b"
    r"|\b(?:mov|chang|postpon|push)(?:e|ed|es|ing)\s+(?:back\s+|out\s+)?(?:its|the|their)\s+maturity\b",
    re.IGNORECASE,
)
CHANGES: dict[str, re.Pattern[str]] = {
    "matures_on": EXTENDED,
    "matures_in": EXTENDED,
    "coupon_rate": re.compile(
        r"\b(?:amend\w*|reduc\w+|lower\w*|increas\w+|rais\w+)\b[^.;]*\binterest\s+rate\b|\binterest\s+rate\b[^;]*\bfrom\s+\d",
        re.IGNORECASE,
    ),
    "conversion_rate": ADJUSTED,
    "conversion_price_usd": ADJUSTED,
}


def find_current_rate(facts: Iterable[InstrumentFact], on: date) -> tuple[Decimal, InstrumentFact] | None:
    """The dividend rate in force on a day, percent a year, with the fact that says so.

    "From 10.50% to 10.75%" also says what the rate was on the day before.
    """
    given = list(facts)
    # A change is decided on one day and in force from another, which the same filing states
    # (0001193125-25-225038: on 30 September for October): then the term says it all.
    termed: dict[str, list[InstrumentTerm]] = {}
    for fact in given:
        if isinstance(fact, InstrumentTerm) and fact.term == "dividend_rate":
            termed.setdefault(fact.source.document_id, []).append(fact)
    found: tuple[date, datetime, Decimal, InstrumentFact] | None = None
    before: tuple[date, Decimal, InstrumentFact] | None = None  # the first change after the day tells of it too
    for fact in given:
        for day, rate in _rates_of(fact, termed.get(fact.source.document_id, [])):
            if day > on:
                was = isinstance(fact, InstrumentEvent) and rate == fact.rate_from
                before = (day, rate, fact) if was and (before is None or day < before[0]) else before
                continue
            if found is not None and (day, fact.known_at) < found[:2]:
                continue
            # A report that repeats the rate, with no day of its own, changes nothing and proves nothing new.
            if found is None or rate != found[2]:
                found = (day, fact.known_at, rate, fact)
    if found is not None:
        return found[2], found[3]
    return None if before is None else before[1:]


def find_dividend_rate(facts: Sequence[InstrumentFact], today: date) -> tuple[Decimal, InstrumentFact] | None:
    """The dividend rate by a day: the one in force, else one to come, else that of the title; none that floats."""
    if floats_on(facts, today):
        return None
    terms = [fact for fact in facts if isinstance(fact, InstrumentTerm)]
    return find_current_rate(facts, today) or find_current_rate(facts, date.max) or find_titled_rate(terms)


def _rates_of(fact: InstrumentFact, termed: Sequence[InstrumentTerm]) -> Iterator[tuple[date, Decimal]]:
    """The rates that a fact tells, each with a day on which it was in force. `termed`: of its document."""
    if isinstance(fact, InstrumentTerm):
        if fact.term == "dividend_rate" and fact.figure is not None:
            yield effective_day(fact), fact.figure
    elif fact.kind == "rate_changed":
        since = next((effective_day(term) for term in termed if term.figure == fact.rate_to), effective_day(fact))
        if fact.rate_from is not None:
            yield since - ONE_DAY, fact.rate_from
        if fact.rate_to is not None and not termed:
            yield since, fact.rate_to


def find_payment_days(standing: str, facts: Iterable[InstrumentFact], window: Span) -> Iterator[tuple[Span, str]]:
    """The payment days in force in each part of a window of days: `standing` ones until others take effect."""
    first, last = window
    ahead = sorted(
        (fact.as_of_on, fact.words)
        for fact in facts
        if isinstance(fact, InstrumentTerm)
        and fact.term == "payment_days"
        and fact.words
        and fact.as_of_on
        and first < fact.as_of_on <= last
    )
    words = standing
    for since, others in ahead:
        yield (first, since - ONE_DAY), words
        first, words = since, others
    yield (first, last), words


def find_first_payment(facts: Iterable[InstrumentFact]) -> date | None:
    """The day of the first payment, where the terms name it ("beginning on January 15, 2027")."""
    days = (fact.day_on for fact in facts if isinstance(fact, InstrumentTerm) and fact.term == "first_payment_on")
    return next((day for day in days if day is not None), None)


def find_titled_rate(terms: Iterable[InstrumentTerm]) -> tuple[Decimal, InstrumentFact] | None:
    """The dividend rate that a preferred's title gives, where no sentence does, with a fact whose sentence has it.

    The title of a series whose rate changes says at most what it began with.
    """
    for term in terms:
        titled = TITLED.match(term.name) if term.kind == "preferred" else None
        if titled and not CHANGING.search(term.name) and titled[0] in term.source.quote:
            return Decimal(titled[1]), term
    return None


def floats_on(facts: Iterable[InstrumentFact], on: date) -> bool:
    """Whether a dividend rate floats on a day, by the last statement that holds by then."""
    told = [
        (effective_day(fact), fact.known_at, fact.figure is None)
        for fact in facts
        if isinstance(fact, InstrumentTerm) and fact.term == "dividend_rate" and effective_day(fact) <= on
    ]
    dated = [one for one in told if one[2]]
    return bool(dated) and max(told)[2]


def effective_day(fact: InstrumentFact) -> date:
    """The day from which a fact holds: the one that it names, else that of its filing."""
    if isinstance(fact, InstrumentEvent):
        return event_day(fact)
    return fact.as_of_on or new_york_day(fact.known_at)


def find_latest(terms: Sequence[InstrumentTerm], name: TermName) -> InstrumentTerm | None:
    """The term by its latest statement.

    Of one filing's several it is the one that says that it changed ("extended to", "the adjusted conversion
    price"), else the one that holds already, else the first.
    """
    current: InstrumentTerm | None = None
    of_name = [term for term in terms if term.term == name and value_of(term) is not None]
    for instant in dict.fromkeys(term.known_at for term in of_name):
        told = [term for term in of_name if term.known_at == instant]
        changed = [term for term in told if tells_change(term)]
        kept = [term for term in told if current is not None and terms_agree(term, current)]
        if changed:
            current = changed[-1]
        elif current is None or not kept:
            current = told[0]
        elif _finer(kept[0], current):
            current = kept[0]
    return current


def tells_change(term: InstrumentTerm) -> bool:
    """Whether the sentence of a term says that it is new: then the old one may stand beside it."""
    return term.term in CHANGES and CHANGES[term.term].search(term.source.quote) is not None


def value_of(term: InstrumentTerm) -> Decimal | date | str | None:
    """What a term says, whichever of its fields holds it."""
    return term.figure if term.figure is not None else term.day_on or term.words


def terms_agree(one: InstrumentTerm, other: InstrumentTerm) -> bool:
    """Whether two statements of one term can both be right, within what they print."""
    if one.figure is not None and other.figure is not None:
        return agree(one.figure, other.figure)
    return value_of(one) == value_of(other)


def _finer(one: InstrumentTerm, other: InstrumentTerm) -> bool:
    """Whether a statement gives more digits of the same figure; "0.750" is not finer than "0.75"."""
    if one.figure is None or other.figure is None or one.figure == other.figure:
        return False
    return int(one.figure.as_tuple().exponent) < int(other.figure.as_tuple().exponent)
