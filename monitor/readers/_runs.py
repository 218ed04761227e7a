"""Runs: the folded text of one paragraph or cell piece, and what was marked in it on the way.

While a page is walked, text is collected in fragments. Where a superscript, a tagged figure or a line break
stands, a noncharacter (U+FDD0..U+FDD4, which Unicode reserves for such private use and which is taken out of
the source first) goes in between. `fold` turns the fragments into runs: white space, the no-break one
included, becomes one space, characters without width go, and the noncharacters become spans.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

RAISED_ON, RAISED_OFF, FACT_ON, FACT_OFF, BREAK = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3", "\ufdd4"
Hint = Literal["", "heading", "list_item"]

# Soft hyphen, zero-width space and joiners, directional marks, word joiner, byte order mark: nobody sees them.
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufdd0-\ufdef\x00-\x08\x0e-\x1b\x7f]")
HYPHENS = str.maketrans({"\u2010": "-", "\u2011": "-"})
BULLETS = "•·●○■□▪▫◦‣∙➢➤►▸✓✔☐☑☒\uf0b7\uf0a7\uf0d8\uf0fc\uf06f\uf0a8"
NEW_LINE_STARTS = re.compile(rf"[{BULLETS}]|\(\d{{1,2}}\)\s|[*†‡]+\s")

_MARKERS = re.compile(f"({RAISED_ON}|{RAISED_OFF}|{FACT_ON}\\d+;|{FACT_OFF}|{BREAK})")
_RAISED_DIGITS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(slots=True)
class Run:
    """Folded text; `raised` spans stood in superscript, `tagged` are (fact, start, end) of inline XBRL."""

    text: str
    raised: list[tuple[int, int]] = field(default_factory=list)
    tagged: list[tuple[int, int, int]] = field(default_factory=list)
    hint: Hint = ""


def join(runs: Iterable[Run], separator: str = " ") -> Run:
    """One run out of several, spans moved along."""
    runs = list(runs)
    if len(runs) == 1:
        return runs[0]
    whole = Run("", hint=runs[0].hint if runs else "")
    pieces: list[str] = []
    at = 0
    for run in runs:
        whole.raised += [(start + at, end + at) for start, end in run.raised]
        whole.tagged += [(fact, start + at, end + at) for fact, start, end in run.tagged]
        pieces.append(run.text)
        at += len(run.text) + len(separator)
    whole.text = separator.join(pieces)
    return whole


def visible(text: str) -> str:
    """The text without the characters that nobody sees (ASCII control characters go when bytes are decoded), and
    with one hyphen for those that differ only in where a line may break."""
    return text if text.isascii() else INVISIBLE.sub("", text).translate(HYPHENS)


def fold(raw: str) -> list[Run]:
    """The runs of one paragraph: several when blank lines, or a line break before a bullet or mark, part it."""
    if not _MARKERS.search(raw):
        text = " ".join(raw.split())
        return [Run(text)] if text else []
    return _Folding().feed(raw)


class _Folding:
    """The state of folding one marked paragraph."""

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self._open(space=False)

    def _open(self, *, space: bool) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.space = space
        self.breaks = 0
        self.raised: list[tuple[int, int]] = []
        self.tagged: list[tuple[int, int, int]] = []
        self.raised_from: int | None = None
        self.facts: list[tuple[int, int | None]] = []

    def feed(self, raw: str) -> list[Run]:
        for token in _MARKERS.split(raw):
            if not token:
                continue
            if token == BREAK:
                self.breaks += 1
                self.space = True
            elif token == RAISED_ON:
                self.raised_from = -1
            elif token == RAISED_OFF:
                self._lower()
            elif token[0] == FACT_ON:
                self.facts.append((int(token[1:-1]), None))
            elif token == FACT_OFF:
                if self.facts:
                    fact, start = self.facts.pop()
                    if start is not None:
                        self.tagged.append((fact, start, self.length))
            else:
                self._append(token)
        self._close()
        return self.runs

    def _append(self, token: str) -> None:
        words = " ".join(token.split())
        if not words:
            self.space = True
            return
        if self.length and (self.breaks > 1 or (self.breaks and NEW_LINE_STARTS.match(token.lstrip() + " "))):
            facts, raised = self.facts, self.raised_from
            self._close()
            self._open(space=False)
            self.facts, self.raised_from = facts, raised
        self.breaks = 0
        if self.length and (self.space or token[0].isspace()):
            self.pieces.append(" ")
            self.length += 1
        # A tagged or raised span starts at its first visible character, not at the blank before it.
        if self.facts and self.facts[-1][1] is None:
            self.facts = [(fact, self.length if start is None else start) for fact, start in self.facts]
        if self.raised_from == -1:
            glued = bool(self.pieces) and self.pieces[-1] != " "
            if glued and words.isdigit() and len(words) <= 2:
                words = words.translate(_RAISED_DIGITS)  # "21,454" + "1" must not become 214,541
            self.raised_from = self.length
        self.pieces.append(words)
        self.length += len(words)
        self.space = token[-1].isspace()

    def _lower(self) -> None:
        if self.raised_from is not None and self.raised_from >= 0:
            self.raised.append((self.raised_from, self.length))
        self.raised_from = None

    def _close(self) -> None:
        if self.pieces:
            self.runs.append(Run("".join(self.pieces), self.raised, self.tagged))
