"""Inline XBRL: the figures of a page that the filer tagged, with period, unit and dimensions.

Inline XBRL 1.1: the displayed figure times ten to the `scale`, negated by `sign`, is the value; contexts and
units stand in ix:header, which nobody sees. Tag names reach us in lower case from the HTML parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from monitor.records import TaggedFigure
from monitor.records.numerals import CARDINALS

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_NONE = {"zero", "no", "none", "nil", "—", "–", "-"}
_TEENS = ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {word: number for number, word in enumerate(CARDINALS + _TEENS)} | {
    word: 10 * number for number, word in enumerate(_TENS, 2)
}


@dataclass(slots=True)
class _Context:
    start_on: date | None
    end_on: date
    dimensions: tuple[tuple[str, str], ...]


def read_figures(
    root: Element, figures: Sequence[Element], places: Sequence[tuple[int, int, int]]
) -> Iterator[TaggedFigure]:
    """The tagged figures in document order. One without a readable value, period or unit is left out."""
    if not figures:
        return
    contexts: dict[str, _Context] = {}
    units: dict[str, str] = {}
    for element in root.iter():
        local = str(element.tag).rpartition(":")[2]
        if local == "context" and (context := _read_context(element)):
            contexts[element.get("id", "")] = context
        elif local == "unit" and element.get("id"):
            units[element.get("id", "")] = _read_unit(element)
    for fact, start, end in sorted(places, key=lambda place: place[1:]):
        element = figures[fact]
        value = _read_value(element)
        found = contexts.get(element.get("contextref", ""))
        unit = units.get(element.get("unitref", ""))
        if value is None or found is None or unit is None:
            continue
        yield TaggedFigure(
            concept=element.get("name", ""),
            value=value,
            unit=unit,
            period_start_on=found.start_on,
            period_end_on=found.end_on,
            dimensions=found.dimensions,
            start=start,
            end=end,
        )


def _read_context(element: Element) -> _Context | None:
    found: dict[str, str] = {}
    dimensions: list[tuple[str, str]] = []
    for inner in element.iter():
        local = str(inner.tag).rpartition(":")[2]
        if local in ("startdate", "enddate", "instant"):
            found[local] = (inner.text or "").strip()[:10]
        elif local in ("explicitmember", "typedmember"):
            dimensions.append((inner.get("dimension", ""), "".join(map(str, inner.itertext())).strip()))
    try:
        end_on = date.fromisoformat(found.get("instant") or found.get("enddate", ""))
        start_on = date.fromisoformat(found["startdate"]) if "startdate" in found else None
    except ValueError:
        return None
    return _Context(start_on, end_on, tuple(sorted(dimensions)))


def _read_unit(element: Element) -> str:
    """The local name: "USD"; for a ratio "USD/shares"."""
    measures = [
        (inner.text or "").strip().rpartition(":")[2]
        for inner in element.iter()
        if str(inner.tag).rpartition(":")[2] == "measure"
    ]
    return "/".join(measures)


def _read_value(element: Element) -> Decimal | None:
    if any(name.rpartition(":")[2] == "nil" and value in ("true", "1") for name, value in element.items()):
        return None
    text = " ".join("".join(map(str, element.itertext())).split())
    form = (element.get("format") or "").rpartition(":")[2].replace("-", "").lower()
    lowered = text.lower()
    if form in ("fixedzero", "zerodash", "numdash") or lowered in _NONE:
        value = Decimal(0)
    elif form == "numwordsen" and (number := _read_words(lowered)) is not None:
        value = Decimal(number)
    else:
        digits = re.sub(r"[^\d.,]", "", text)
        if form in ("numcommadecimal", "numcomma", "numcommadot"):
            digits = digits.replace(".", "").replace(",", ".")
        try:
            value = Decimal(digits.replace(",", ""))
        except InvalidOperation:
            return None
    scale = element.get("scale") or "0"
    if not re.fullmatch(r"[+-]?\d{1,2}", scale):
        return None
    value = value.scaleb(int(scale))
    return -value if element.get("sign") == "-" else value


def _read_words(words: str) -> int | None:
    """Such as "twelve" and "forty-five" as they stand in prose; larger numbers are written in figures there."""
    numbers = [_WORDS.get(word) for word in words.replace("-", " ").split()]
    if not numbers or None in numbers:
        return None
    return sum(number for number in numbers if number is not None)
