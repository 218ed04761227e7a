"""The paragraphs and sentences of a document, and the things that each names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from monitor.judges._concepts import find_concept
from monitor.judges.retrieved import ENDS
from monitor.records import Document

Place = tuple[int, int]  # where a sentence stands
SHORTEST, LONGEST = 60, 3500  # characters of a paragraph


def begin_of(text: str, place: int) -> int:
    """Where the sentence of a place begins."""
    return max([0, *(stop.end() for stop in ENDS.finditer(text, max(0, place - LONGEST), place))])


def sentences_in(text: str, paragraph: Place) -> Iterator[tuple[int, int]]:
    """Where the sentences of a paragraph begin and end."""
    start, last = paragraph
    for stop in ENDS.finditer(text, start, last):
        yield start, stop.start()
        start = stop.end()
    if start < last:
        yield start, last


@lru_cache(maxsize=256)
def paragraphs_of(document: Document) -> tuple[Place, ...]:
    """The lines of prose of a document."""
    return tuple(
        match.span()
        for match in re.finditer(r"[^\n]+", document.text)
        if SHORTEST <= len(match.group()) <= LONGEST and "\t" not in match.group()
    )


@lru_cache(maxsize=4096)
def lines_naming(document: Document, concept: str) -> frozenset[Place]:
    """The lines that name a thing."""
    return frozenset(one for one in paragraphs_of(document) if find_concept(concept, document.text[slice(*one)]))
