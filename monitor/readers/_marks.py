"""Footnote marks: told apart from figures, taken off a cell, and found again at the foot of the table.

"32 (1)" is the value 32 with mark 1, "(32)" is minus 32 as accountants write it, "(32) (1)" is minus 32 with
mark 1: a mark needs something to stand on. Superscripts are marks by their position.
"""

from __future__ import annotations

import re

from monitor.readers._runs import Run

_SIGNS = r"\*{1,4}|[†‡§#]{1,2}"
_MARK = rf"(?:\(\d{{1,2}}\)|\[\d{{1,2}}\]|{_SIGNS}|[⁰¹²³⁴-⁹]{{1,2}})"
_LETTERED = r"\([a-z]\)"
ALONE = re.compile(rf"(?:{_MARK}[\s,]*)+$")
_BEFORE = r"(?<=[\w.%)\]\-–—”\"’'])"
_TRAILING = re.compile(rf"{_BEFORE}\s*(?P<marks>(?:{_MARK}[\s,]*)+)$")
_RAISED = re.compile(rf"(?:(?:{_MARK}|{_LETTERED}|\d{{1,2}}|(?<![a-z])[a-z](?![a-z]))[\s,]*)+$")
_ONE = re.compile(rf"\((\d{{1,2}}|[a-z])\)|\[(\d{{1,2}})\]|({_SIGNS})|(\d{{1,2}}|[⁰¹²³⁴-⁹]{{1,2}}|[a-z])")
_LEADERS = re.compile(r"(?:\s*\.){4,}$")  # "Revenues ........" of tables set with blanks
_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_HEAD = re.compile(rf"(?P<mark>{_MARK})[\s.:]*(?=\S)")
_LETTERED_HEAD = re.compile(r"(?P<mark>\(?[a-z]\))\s+(?=\S)")
_NEXT = re.compile(r"(?<=[.;:”)])\s+(?P<mark>\((?P<number>\d{1,2})\))\s+(?=[A-Z“\"$])")


def read_marks(text: str) -> tuple[str, ...]:
    """The marks of a string made of marks only: "(1)(2)" gives ("1", "2")."""
    return tuple(
        next(group for group in match.groups() if group).translate(_LOWERED) for match in _ONE.finditer(text)
    )


def take_marks(run: Run, letters: str = "") -> tuple[str, tuple[str, ...]]:
    """The readable text of a cell, and its footnote marks in the order they stand.

    "(a)" is a mark only where a footnote (a) is known, one of `letters`.
    """
    text = _LEADERS.sub("", run.text) or run.text
    marks: list[tuple[int, tuple[str, ...]]] = []
    for start, end in reversed(run.raised):
        content = text[start:end]
        if _RAISED.match(content) and (text[:start].strip() or text[end:].strip()):
            if (start and text[start - 1] == "/") or text[end : end + 1] == "⁄" or text[end : end + 1] == "/":
                continue  # a fraction, not a mark
            marks.append((start, read_marks(content)))
            text = text[:start].rstrip() + (" " if text[end:].strip() else "") + text[end:].lstrip()
    trailing = _TRAILING
    if letters:
        trailing = re.compile(rf"{_BEFORE}\s*(?P<marks>(?:(?:{_MARK}|\([{letters}]\))[\s,]*)+)$")
    if match := trailing.search(text):
        marks.append((match.start(), read_marks(match["marks"])))
        text = text[: match.start()].rstrip()
    return " ".join(text.split()), tuple(mark for _, found in sorted(marks) for mark in found)


def find_footnotes(text: str, *, lettered: bool = False) -> list[tuple[str, int, int]]:
    """(mark, start, end) of each footnote in a paragraph that starts with a mark; none when it does not.

    One paragraph may hold several: the next one is looked for after the end of a sentence, in counting order.
    """
    head = _HEAD.match(text) or (_LETTERED_HEAD.match(text) if lettered else None)
    if head is None:
        return []
    mark = read_marks(head["mark"])[0]
    start = head.end()
    found: list[tuple[str, int, int]] = []
    for match in _NEXT.finditer(text, start):
        if mark.isdigit() and int(match["number"]) == int(mark) + 1:
            found.append((mark, start, match.start()))
            mark, start = match["number"], match.end()
    return [*found, (mark, start, len(text))]
