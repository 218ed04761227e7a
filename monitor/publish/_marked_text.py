"""Stored text as HTML, block by block, with spans of it marked.

Everything is escaped: a filing is a stranger's text, and `<script>` in it reads as "<script>".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from markupsafe import Markup, escape

HEADING_LENGTH = 300  # a "heading" longer than this is a paragraph in capitals


def render_text(
    text: str,
    blocks: Iterable[tuple[int, int, str]],
    quote: tuple[int, int] | None,
    facts: Iterable[tuple[int, int]],
) -> Markup:
    """The whole text as HTML: each block in its own element, what no block covers as paragraphs, nothing lost.

    The quote is in `<mark class="quote">`, its first piece with the id "quote"; other facts in a lighter mark.
    """
    painter = _Painter(text, quote, facts)
    pieces: list[Markup] = []
    at = 0
    for block_start, end, kind in blocks:
        start = max(block_start, at)  # a footnote may lie inside a table's block: its words are shown once
        if start >= end:
            continue
        pieces.extend(painter.paragraphs(at, start))
        pieces.append(painter.block(start, end, kind))
        at = end
    pieces.extend(painter.paragraphs(at, len(text)))
    return Markup("\n").join(pieces)


class _Painter:
    """Escapes slices of one text and puts the marks in, cut where elements begin and end."""

    def __init__(self, text: str, quote: tuple[int, int] | None, facts: Iterable[tuple[int, int]]) -> None:
        self.text = text
        self.quote = quote
        self.facts = _merge(facts)
        self.anchored = False

    def block(self, start: int, end: int, kind: str) -> Markup:
        if kind == "table":
            return self.table(start, end)
        if kind == "heading" and end - start <= HEADING_LENGTH:
            return Markup("<h2>{}</h2>").format(self.inline(start, end))
        name = {"list_item": "item", "footnote": "footnote"}.get(kind, "paragraph")
        return Markup('<p class="{}">{}</p>').format(name, self.inline(start, end))

    def paragraphs(self, start: int, end: int) -> Iterator[Markup]:
        chunk = self.text[start:end]
        at = 0
        for gap in [*(place.span() for place in re.finditer(r"\n\s*\n", chunk)), (len(chunk), len(chunk))]:
            if chunk[at : gap[0]].strip():
                yield Markup('<p class="paragraph">{}</p>').format(self.inline(start + at, start + gap[0]))
            at = gap[1]

    def table(self, start: int, end: int) -> Markup:
        rows: list[Markup] = []
        at = start
        for line in self.text[start:end].split("\n"):
            cells: list[Markup] = []
            for cell in line.split("\t"):
                figure = re.fullmatch(r"[\s$(]*[\d,.]+[\s%)*†]*(\(\d+\))?|\$?\s*[—–-]", cell.strip()) is not None
                shape = Markup(' class="figure"') if figure else Markup("")
                cells.append(Markup("<td{}>{}</td>").format(shape, self.inline(at, at + len(cell))))
                at += len(cell) + 1
            rows.append(Markup("<tr>{}</tr>").format(Markup("").join(cells)))
        return Markup('<div class="table-scroll"><table>{}</table></div>').format(Markup("\n").join(rows))

    def inline(self, start: int, end: int) -> Markup:
        cuts = {start, end}
        for span in (*self.facts_within(start, end), *([self.quote] if self.quote else [])):
            cuts.update(place for place in span if start < place < end)
        places = sorted(cuts)
        return Markup("").join(self.segment(a, b) for a, b in pairwise(places))

    def facts_within(self, start: int, end: int) -> list[tuple[int, int]]:
        return [span for span in self.facts if span[0] < end and span[1] > start]

    def segment(self, start: int, end: int) -> Markup:
        words = escape(self.text[start:end])
        if self.quote and self.quote[0] <= start and end <= self.quote[1] and words.strip():
            anchor = Markup("") if self.anchored else Markup(' id="quote"')
            self.anchored = True
            return Markup('<mark class="quote"{}>{}</mark>').format(anchor, words)
        if self.facts_within(start, end):
            return Markup('<mark class="fact">{}</mark>').format(words)
        return words


def _merge(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Overlapping spans as one, in order."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
