"""Instruments: the issuer's notes, loans and preferred stock, their terms as dated facts, what happened to them.

What counts is what a filing says of the issuer's own paper, with the quote: principal as of a day, rate, payment
days, maturity, the holders' put, the issuer's call, conversion, preference; priced, issued, option exercised,
converted, repurchased, redeemed, rate changed. `_conditions`, `_amounts`,
`_events`, `_put_exercises` and `_tables` each show the wording they read.

What does not: "intends to offer $2 billion" (a plan), "up to an additional $300 million" (an option that nobody
exercised), repurchase upon a fundamental change (no day), "special interest", other companies' paper, puts and
calls with a month and no day. A maturity and an event ("In December 2020, the Company issued") keep the month.
Where an id is partial ("2030 Convertible Shares") the judge completes it or leaves it alone.
Rules: Form 8-K items 1.01, 2.03, 3.02, 3.03, 8.01; Rule 424(b)(5); debt notes under Regulation S-X 5-02.22.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from monitor.extractors.instruments._amounts import find_amounts
from monitor.extractors.instruments._conditions import find_conditions
from monitor.extractors.instruments._events import find_events
from monitor.extractors.instruments._facts import FoundInstrument, Source
from monitor.extractors.instruments._passages import find_passages
from monitor.extractors.instruments._put_exercises import find_put_exercises
from monitor.extractors.instruments._tables import find_in_tables
from monitor.records import Document, Filing, InstrumentEvent, InstrumentTerm, Issuer

ANY = re.compile(
    r"\b(?:notes?|debentures?|bonds?)\s+due\b|\bpreferred\s+(?:stock|shares)\b|\bloan\b|\bconvertible\b"
    r"|\bline\s+of\s+credit\b|\bcredit\s+(?:facility|agreement)\b|\bdividend\s+rate\b",
    re.IGNORECASE,
)


INITIAL = re.compile(
    r"\binitial(?:ly)?\b[^.;]{0,60}\bdividend\s+rate\b|\bdividend\s+rate\b[^.;]{0,60}\binitially\b", re.IGNORECASE
)


def extract(document: Document, filing: Filing, issuer: Issuer) -> Iterator[FoundInstrument]:
    """Terms and events of one document, in the order of its text, each stated once. Pure."""
    if not ANY.search(document.text):
        return
    prose = Source(document=document, filing=filing, issuer=issuer, extractor="instruments.prose/1")
    tables = Source(document=document, filing=filing, issuer=issuer, extractor="instruments.tables/1")
    found: list[FoundInstrument] = []
    for passage in find_passages(document, issuer):
        found += find_conditions(passage, prose)
        month = passage.month()
        found += (
            replace(fact, happened_in=month)
            if isinstance(fact, InstrumentEvent) and fact.happened_on is None
            else fact
            for fact in (*find_amounts(passage, prose), *find_events(passage, prose))
        )
    found += list(find_put_exercises(prose, found))
    found += find_in_tables(tables)
    found.sort(key=lambda fact: (fact.source.quote_start, fact.source.quote_end))
    yield from _once(_dated(found))


def _dated(found: list[FoundInstrument]) -> Iterator[FoundInstrument]:
    """The facts, with one day of issue for each instrument and a rate that it began with dated by it.

    Of two days of issue the earlier is kept: the notes of 0001193125-24-164009 were issued on their indenture's
    day, and the offering was completed, with the option, on the next. A later prospectus repeats the rate that a
    variable series began with: without the day of issue that is no rate of any day.
    """
    issued: dict[str, date] = {}
    for fact in found:
        if isinstance(fact, InstrumentTerm) and fact.term == "issued_on" and fact.day_on:
            issued[fact.instrument_id] = min(fact.day_on, issued.get(fact.instrument_id, fact.day_on))
    for fact in found:
        first = issued.get(fact.instrument_id)
        if not isinstance(fact, InstrumentTerm):
            yield fact
        elif fact.term == "issued_on":
            if fact.day_on == first:
                yield fact
        elif fact.term == "dividend_rate" and fact.as_of_on is None and INITIAL.search(fact.source.quote):
            if first:
                yield replace(fact, as_of_on=first)
        else:
            yield fact


def _once(found: Iterable[FoundInstrument]) -> Iterator[FoundInstrument]:
    """Each term and event the first time it is said, and no bare "issued" beside one that says how much."""
    facts = list(found)
    sized = {
        (fact.instrument_id, fact.kind, fact.happened_on)
        for fact in facts
        if isinstance(fact, InstrumentEvent) and (fact.amount_usd or fact.shares)
    }
    seen: set[tuple[object, ...]] = set()
    for fact in facts:
        said: tuple[object, ...]
        if isinstance(fact, InstrumentTerm):
            said = (fact.instrument_id, fact.term, fact.figure, fact.day_on, fact.words, fact.as_of_on)
        else:
            bare = fact.kind == "issued" and fact.amount_usd is None and fact.shares is None
            if bare and (fact.instrument_id, fact.kind, fact.happened_on) in sized:
                continue
            when = fact.happened_on or fact.happened_in
            said = (fact.instrument_id, fact.kind, when, fact.amount_usd, fact.shares, fact.rate_to)
        if said not in seen:
            seen.add(said)
            yield fact
