"""Sentences: where each begins and ends inside a stretch of text. Spans only, the text is never changed."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A full stop after these ends no sentence: "MicroStrategy Inc. acquired", "d/b/a", "U.S. dollars", "No. 4".
ABBREVIATION = re.compile(
    r"inc|corp|co|ltd|llc|l\.p|lp|nos?|mrs?|ms|dr|st|vs|approx|avg|est|etc|e\.g|i\.e|u\.s|u\.k|n\.y|n\.a|jan|feb|mar|apr"
    r"|jun|jul|aug|sept?|oct|nov|dec|a\.m|p\.m|art|sec|fig|par|ser|vol"
)
END = re.compile(r"""[.!?]["”’)\]]*(?=\s)""")
LAST_WORD = re.compile(r"[\w.]+$")


def split_sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """The sentences of ``text[start:end]`` as (start, end), in order, without surrounding white space.

    A stop ends a sentence when what follows begins with a capital, digit, bullet or quotation mark and the
    word before it is no abbreviation or initial. Line breaks alone end none: filings wrap lines anywhere.
    """
    end = len(text) if end is None else end
    begin = start
    for stop in END.finditer(text, start, end):
        if _ends_sentence(text, begin, stop.start(), stop.end(), end):
            yield from _trimmed(text, begin, stop.end())
            begin = stop.end()
    yield from _trimmed(text, begin, end)


def _ends_sentence(text: str, begin: int, stop: int, after: int, end: int) -> bool:
    following = text[after : min(after + 40, end)].lstrip()
    if not following or following[0].islower():
        return False
    if text[stop] != ".":
        return True
    word = LAST_WORD.search(text, max(begin, stop - 20), stop)
    if word is None:
        return True
    last = word.group().lower()
    if ABBREVIATION.fullmatch(last):
        # "…of Strategy Inc. The Company…": an article or pronoun does begin a new sentence after "Inc."
        return bool(re.match(r"(The|This|These|We|Our|As of|On|In|During|It)\b", following))
    return len(last) > 1 or last.isdigit()


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
