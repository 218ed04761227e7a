"""Every figure that a document prints, with what it is of: by its clause, or by its column and row. Pure.

A figure of prose is of what its neighbouring words name, up to the figures before and after it. A figure of a
table is of what the head of its column names, then the name of its row; "(in millions)" in the head scales it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from monitor.judges._topics import SUBJECTS, Subject, read_subjects, topics_near
from monitor.judges.verdicts._paper_words import bound_before
from monitor.records import Document
from monitor.records.claims import Comparator

SCALES = {"000": 3, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
NUMBER = re.compile(
    r"(?P<sign>US\$|\$|€)?\s?(?<![\w.,])(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?![\d,]*\d)"
    r"(?:\s?(?P<scale>thousand|million|billion|trillion)\b)?(?P<after>\s?%|\s?per\s?cent\b|\s?x\b)?",
    re.IGNORECASE,
)
DATED = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|Item|Rule|Section"
    r"|Exhibit|No\.)\s$"
)
COINS = re.compile(r"\s(?:\w+\s)?(?:bitcoins?|BTC)\b", re.IGNORECASE)
SHARES = re.compile(r"\s(?:[\w-]+\s){0,4}?shares\b", re.IGNORECASE)
STOPS = re.compile(r"(?<=[.!?;])[”’\")\]]*\s+(?=[A-Z“•(])|\n+")
LABEL = 120  # characters
IN = re.compile(r"\bin\s[’']?(thousand|million|billion|000)s\b", re.IGNORECASE)
HEAD = 700  # characters before a table in which its scale is told


@dataclass(frozen=True, slots=True)
class Told:
    """A figure of a document. `start`, `end`: its sentence, or its row."""

    value: Decimal
    unit: str  # "USD", "EUR", "percent", "times", "bitcoin", "shares", "number"
    subject: Subject
    place: int  # of its digits
    start: int
    end: int
    bound: Comparator = "exactly"  # "below 2.5x"


@lru_cache(maxsize=256)
def read_figures(document: Document) -> tuple[Told, ...]:
    """The figures of a document in order."""
    text, found, start = document.text, list[Told](), 0
    head: list[str] = []
    scale = ""
    for stop in (*(match.start() for match in STOPS.finditer(text)), len(text)):
        words = text[start:stop]
        begin = start + len(words) - len(words.lstrip("\n "))
        words = text[begin:stop]
        if "\t" in words:
            cells = words.split("\t")
            if not head:
                told = IN.findall(text[max(0, begin - HEAD) : begin])
                scale = told[-1] if told else ""
            if any(re.search(r"\d", cell) and _number(cell) for cell in cells[1:] or cells):
                found += _row(cells, head, scale, begin, stop)
            else:
                head = cells
        elif words.strip():
            if len(words) > LABEL or words.rstrip().endswith((".", ":")):
                head = []  # else a second line of the row's name
            found += _prose(words, begin)
        start = stop
    return tuple(found)


def _prose(words: str, begin: int) -> Iterator[Told]:
    places = [match for match in NUMBER.finditer(words) if not _is_date(words, match)]
    spans = [(match.start("number"), match.end(), _unit(words, match)) for match in places]
    for match, (_, _, unit), subject in zip(places, spans, read_subjects(words, spans), strict=True):
        value, bound = _value(match, match["scale"] or ""), bound_before(words, match.start())
        place, stop = begin + match.start("number"), begin + len(words.rstrip())
        yield Told(value=value, unit=unit, subject=subject, place=place, start=begin, end=stop, bound=bound)


def _row(cells: Sequence[str], head: Sequence[str], scale: str, begin: int, stop: int) -> Iterator[Told]:
    label = cells[0] if not _number(cells[0]) else ""
    coins = ""
    for place, cell in enumerate(cells):
        match = _number(cell)
        if match is None:
            continue
        column = head[place] if len(head) == len(cells) else ""
        told = IN.findall(column) or ([scale] if scale else [])
        counted = re.search(r"\b(?:BTC|bitcoins?|shares|number)\b", column or label, re.IGNORECASE)
        dollars = match["sign"] or not counted
        power = told[0] if told and dollars and "per" not in (column + label).lower().split() else ""
        unit = _unit(cell, match)
        if unit == "number":
            unit = (
                "shares"
                if re.search(r"\bshares\b", column, re.IGNORECASE)
                else "bitcoin"
                if re.search(r"\b(?:BTC|bitcoins?)\b", column or label, re.IGNORECASE)
                else "USD"
                if power
                else "number"
            )
        named = f"{column} | {label}"
        topics = topics_near(named, 0, 0, 0, len(named))
        if unit == "bitcoin":
            coins = next((one for one in topics if one in SUBJECTS), "")
        yield Told(
            value=_value(match, match["scale"] or power),
            unit=unit,
            subject=Subject(topics, coins),
            place=begin,
            start=begin,
            end=stop,
        )


def _number(cell: str) -> re.Match[str] | None:
    """The figure of a cell that holds nothing else but marks: "$1,478.1", "(130,751)", "€1.333 (2)"."""
    bare = re.sub(r"\(\d\)\s*$", "", cell.strip())
    found = NUMBER.search(bare)
    return found if found and not re.search(r"[A-Za-z]{2}", NUMBER.sub("", bare)) else None


def _is_date(words: str, match: re.Match[str]) -> bool:
    if match["sign"] or match["scale"] or match["after"]:
        return False
    year = re.fullmatch(r"(?:19|20)\d\d", match["number"])
    return year is not None or DATED.search(words[max(0, match.start() - 12) : match.start()]) is not None


def _value(match: re.Match[str], scale: str) -> Decimal:
    value = Decimal(match["number"].replace(",", ""))
    return value.scaleb(SCALES[scale.lower()]) if scale else value


def _unit(words: str, match: re.Match[str]) -> str:
    sign, after = match["sign"] or "", (match["after"] or "").strip().lower()
    if sign:
        return "EUR" if sign == "€" else "USD"
    if after:
        return "times" if after == "x" else "percent"
    if COINS.match(words, match.end()):
        return "bitcoin"
    return "shares" if SHARES.match(words, match.end()) else "number"
