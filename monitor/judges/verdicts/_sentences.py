"""Sentences of the filings known by a day, found by pattern: for what no fact of the store answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from monitor.judges._days import new_york_day
from monitor.judges.knowledge import Knowledge
from monitor.records import Document, Filing, Quote

LONGEST = 900  # characters to either side; a table row or a line ends a sentence as well
BEGIN = re.compile(r"(?:[.!?][”’\")\]]*\s+(?=[A-Z“•(])|\n)")
MONEY = re.compile(
    r"\$\s?(?P<number>\d[\d,]*(?:\.\d+)?)(?:\s?(?P<scale>million|billion|thousand|trillion))?", re.IGNORECASE
)
SCALES = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, the filing it stands in, and where the pattern matched in its words."""

    quote: Quote
    filing: Filing
    match: re.Match[str]

    @property
    def words(self) -> str:
        """Its text."""
        return self.quote.quote


_Match = tuple[date, tuple[Sentence, ...]]


def find_sentences(
    known: Knowledge, pattern: re.Pattern[str], *, until: date | None = None, limit: int = 20
) -> Iterator[Sentence]:
    """Sentences that the pattern matches, newest filing first; `until`: of filings known by that day."""
    found = 0
    for day, sentences in _matches(known, pattern):
        if until is not None and day > until:
            continue
        for sentence in sentences:
            yield sentence
            found += 1
            if found >= limit:
                return


def _matches(known: Knowledge, pattern: re.Pattern[str]) -> Iterator[tuple[date, tuple[Sentence, ...]]]:
    """The documents that have such sentences, newest first, each looked through once for all who ask."""
    found, left = known.once(("sentences", pattern), lambda: (list[_Match](), _match_all(known, pattern)))
    number = 0
    while True:
        if number == len(found):
            match = next(left, None)
            if match is None:
                return
            found.append(match)
        yield found[number]
        number += 1


def _match_all(known: Knowledge, pattern: re.Pattern[str]) -> Iterator[_Match]:
    filings = known.record.filings
    for day, key, document in known.once("newest documents", lambda: _sort_documents(known)):
        sentences = _sentences_in(document, filings[key], pattern)
        if sentences:
            yield day, sentences


def sentence_before(known: Knowledge, sentence: Sentence) -> Quote | None:
    """What "these payments" of a sentence looks back to: its paragraph so far, or the one before it; None at the
    beginning of a document."""
    document = known.record.documents[sentence.quote.document_id]
    text = document.text[: sentence.quote.quote_start].rstrip()
    if not text:
        return None
    return document.quote(max(text.rfind("\n") + 1, len(text) - LONGEST), len(text))


def first_sentence(known: Knowledge, document_id: str, pattern: re.Pattern[str]) -> Quote | None:
    """The first sentence of a document that the pattern matches."""
    document = known.record.documents[document_id]
    return next((document.quote(*span) for span in _spans(document.text, pattern)), None)


def _sort_documents(known: Knowledge) -> list[tuple[date, str, Document]]:
    """Newest filing first, each document with the day of its filing and its id."""
    filings = known.record.filings
    ordered = sorted(
        known.record.documents.items(), key=lambda one: (filings[one[0]].accepted_at, one[0]), reverse=True
    )
    return [(new_york_day(filings[key].accepted_at), key, document) for key, document in ordered]


@lru_cache(maxsize=65_536)
def _sentences_in(document: Document, filing: Filing, pattern: re.Pattern[str]) -> tuple[Sentence, ...]:
    """Those of one document, in order."""
    quotes = (document.quote(start, end) for start, end in _spans(document.text, pattern))
    matches = ((quote, pattern.search(quote.quote)) for quote in quotes)
    return tuple(Sentence(quote, filing, match) for quote, match in matches if match is not None)


def _spans(text: str, pattern: re.Pattern[str]) -> tuple[tuple[int, int], ...]:
    return tuple(dict.fromkeys(_around(text, match.start(), match.end()) for match in pattern.finditer(text)))


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """From the end of the sentence before to the end of its own."""
    begin = max(0, start - LONGEST)
    last = begin
    for stop in BEGIN.finditer(text, begin, start + 1):
        if not re.search(
            r"\b(?:Inc|No|U\.S|Corp|Co|d/b/a|vs)\.\s*$", text[max(begin, stop.start() - 8) : stop.end()]
        ):
            last = stop.end()
    close = BEGIN.search(text, end, min(len(text), end + LONGEST))
    return last, (close.end() if close else min(len(text), end + LONGEST))


def read_money(match: re.Match[str]) -> Decimal:
    """Dollars of a `MONEY` match, with the printed precision in the exponent."""
    number = Decimal(match["number"].replace(",", ""))
    return number.scaleb(SCALES[match["scale"].lower()]) if match["scale"] else number
