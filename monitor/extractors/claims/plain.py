"""All figures and days of a stretch of text, whether or not a claim is made of them; and who stands for an issuer.
Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from monitor.extractors.claims._amounts import find_amounts
from monitor.extractors.claims._calendar import find_whens, masked_spans, names_document, ranks_since
from monitor.extractors.claims._lexicon import load_lexicon
from monitor.extractors.claims._scene import TALKED_OF
from monitor.records import ClaimFigure, Issuer

SPOKEN = re.compile(r"\b(?:predicted|forecast|foretold|wagered|promised)\s(?:back\s)?(?:in\s)?$", re.IGNORECASE)


def blank_talk(text: str) -> str:
    """The text with blanks for what is only talked of, and claimed by nobody: "despite the rumours of a sale"."""
    return TALKED_OF.sub(lambda talk: " " * len(talk.group()), text)


def find_figures(text: str, start: int, end: int, said_on: date) -> Iterator[ClaimFigure]:
    """The figures of ``text[start:end]`` in order, of no role yet; dates are none."""
    whens = find_whens(text, start, end, said_on)
    for amount in find_amounts(text, start, end, list(masked_spans(text, start, end, whens))):
        yield ClaimFigure(
            value=amount.value,
            unit=amount.unit,
            role="other",
            comparator=amount.comparator,
            start=amount.start,
            end=amount.end,
        )


def find_days(text: str, start: int, end: int, said_on: date) -> Iterator[tuple[date, date]]:
    """The periods and days that it names, first and last day; what only ranks others ("since 2022") and what names
    a document ("the first-quarter 10-Q") left out."""
    for when in find_whens(text, start, end, said_on):
        if names_document(text, when) or ranks_since(text, start, when):
            continue
        if when.bearing != "since" and not SPOKEN.search(text, max(start, when.start - 30), when.start):
            yield when.start_on, when.end_on


def names_of(issuer: Issuer) -> frozenset[str]:
    """What an issuer is called, who speaks for it, and its papers."""
    lexicon = load_lexicon()
    spoken = (*lexicon.people.get(issuer.ticker, ()), *lexicon.papers.get(issuer.ticker, ()))
    return frozenset((issuer.ticker, issuer.name, *issuer.names, *spoken))
