"""Instruments where a document mentions them, each with the id that every filing's mention of it has.

A document defines its own short names ('0% Convertible Senior Notes due 2029 (the "2029 Convertible Notes")'), its
cover page binds tickers to preferred series, and a name that does not say its coupon is the one other of the same
kind and year. Outside of that a short name keeps a partial id (`is_complete`): nothing is guessed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from monitor.extractors.instruments._glossary import Glossary, read_glossary
from monitor.extractors.instruments._identity import identify_instrument, is_complete, plain_rate, read_rate
from monitor.records import InstrumentKind, Issuer

__all__ = ["InstrumentMention", "find_instruments", "identify_instrument", "is_complete"]

YEAR_OR_RATE = re.compile(r"20[1-9]\d[A-Z]?|\d{1,2}(?:\.\d{1,4})?%")
COLLAPSED = re.compile(
    r"(?<![\w$.,])(?P<firsts>(?:(?:20[1-9]\d[A-Z]?|\d{1,2}(?:\.\d{1,4})?%)(?:\s*,\s*|\s*,?\s+(?:and|or)\s+)(?:the\s+)?)+)"
    r"(?:20[1-9]\d[A-Z]?|\d{1,2}(?:\.\d{1,4})?%)\s+(?P<noun>(?:[A-Z]\w+\s+){0,4}Notes)\b"
)
NOT_THE_STOCK = re.compile(r"\s+(?:ATM|Agents?|Sales|Prospectus|Certificate|Registered|Equity)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentMention:
    """A name of an instrument at ``text[start:end]``."""

    instrument_id: str
    kind: InstrumentKind
    name: str  # the fullest that the document gives it
    series: str  # its short name or ticker in the document, "" when it has none
    start: int
    end: int


def find_instruments(text: str, start: int, end: int, *, issuer: Issuer) -> tuple[InstrumentMention, ...]:
    """The issuer's own instruments named in ``text[start:end]``, in order. `text` is the whole document's.

    Collective names ("the Convertible Notes", "our preferred stock") and other companies' paper are none.
    """
    found = _read_mentions(text, issuer)
    first = bisect_left(found, start, key=lambda mention: mention.start)
    last = bisect_left(found, end, key=lambda mention: mention.start)
    return tuple(mention for mention in found[first:last] if mention.end <= end)


@lru_cache(maxsize=4)
def _read_mentions(text: str, issuer: Issuer) -> tuple[InstrumentMention, ...]:
    """All mentions of a document; four documents are kept because several topics ask for the same one in turn."""
    glossary = read_glossary(text, issuer)
    found: list[InstrumentMention] = []
    taken = 0
    for start, end, instrument_id in sorted(_places(text, glossary), key=lambda place: (place[0], -place[1])):
        if start < taken:
            continue
        taken = end
        found.append(
            InstrumentMention(
                instrument_id=instrument_id,
                kind=glossary.kinds[instrument_id],
                name=glossary.names[instrument_id],
                series=glossary.series.get(instrument_id, ""),
                start=start,
                end=end,
            )
        )
    return tuple(found)


def _places(text: str, glossary: Glossary) -> Iterator[tuple[int, int, str]]:
    yield from glossary.titles
    if not glossary.terms:
        return
    terms = "|".join(
        re.escape(term).replace(r"\ ", r"\s+") for term in sorted(glossary.terms, key=len, reverse=True)
    )
    for match in re.finditer(rf"(?<![\w$-])(?:{terms})(?![\w’'-]*\w)", text):
        if not NOT_THE_STOCK.match(text, match.end()):
            yield match.start(), match.end(), glossary.terms[" ".join(match.group().split())]
    yield from _collapsed(text, glossary)


def _collapsed(text: str, glossary: Glossary) -> Iterator[tuple[int, int, str]]:
    """Years or coupons before the last one of "the 2028 and 2032 Notes", "the 0.25% and 3.50% Senior Notes"."""
    for match in COLLAPSED.finditer(text):
        noun = " ".join(match["noun"].split())
        for one in YEAR_OR_RATE.finditer(text, match.start("firsts"), match.end("firsts")):
            if instrument := _of_noun(one.group(), noun, glossary):
                yield one.start(), one.end(), instrument


def _of_noun(first: str, noun: str, glossary: Glossary) -> str | None:
    """The instrument that a year or coupon names together with the noun at the end of the list."""
    if first[-1] != "%":
        return glossary.terms.get(f"{first} {noun}")
    rate = read_rate(first)
    found = {one for one in glossary.names if rate is not None and re.search(rf":{plain_rate(rate)}-20\d\d$", one)}
    return found.pop() if len(found) == 1 else None
