"""Passages: the sentences, bullets, numbered steps and headline lines of a pasted or crawled text, as spans."""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.extractors._sentences import split_sentences

BULLET = r"(?:[·•●▪‣◦*–—-]|\(?\d{1,2}[.)]|[➡✅❌⚠📉📈🚨]\ufe0f?)\s+"
# A blank line always parts; a single line break parts unless the text was wrapped there by hand.
LINE = re.compile(r"\r?\n")
ITEM = re.compile(r"\s(?=[·•●▪‣◦]\s)|(?<=[.!?])\s+(?=\d{1,2}[.)]\s+[A-Z])")
LEADING = re.compile(BULLET)
LONGEST = (
    800  # characters: what has no full stop for longer is a list or noise, and rules look at all pairs of words
)
WRAPPED_FROM = 55  # columns: shorter lines without a full stop are headlines


def split_passages(text: str) -> Iterator[tuple[int, int]]:
    """Spans (start, end) that one proposition or more may be read from, in order, never overlapping.

    Bullets are cut off. Titles and bullets without a full stop are passages of their own.
    """
    for start, end in _paragraphs(text):
        begin = start
        for item in [*ITEM.finditer(text, start, end), None]:
            stop = item.start() if item else end
            if bullet := LEADING.match(text, begin, stop):
                begin = bullet.end()
            for sentence in split_sentences(text, begin, stop):
                yield from _shortened(text, *sentence)
            if item:
                begin = item.end()


def _shortened(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        space = text.rfind(" ", start + 1, start + LONGEST)
        cut = space if space > start else start + LONGEST
        if text[start:cut].strip():
            yield start, cut
        start = cut
    if text[start:end].strip():
        yield start, end


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    begin = 0
    for line_break in LINE.finditer(text):
        line_start = text.rfind("\n", 0, line_break.start()) + 1
        following = text[line_break.end() : line_break.end() + 40]
        wrapped = (
            line_break.start() - line_start >= WRAPPED_FROM
            and text[line_break.start() - 1 : line_break.start()] not in '.!?:;»”"'
            and bool(following.strip())
            and following[0] not in "\r\n\t "
            and not re.match(BULLET, following)
        )
        if not wrapped:
            yield begin, line_break.start()
            begin = line_break.end()
    yield begin, len(text)
