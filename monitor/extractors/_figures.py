"""Figures: numbers and amounts of money with the precision they are printed with.

"$63.87 billion" is ``Decimal("6.387E+10")``: the exponent 7 says that it is good to 10 million.
"447,470" is ``Decimal("447470")``; "(32)" in a table is -32; "-", "—" and "nil" are 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

SCALES = {"thousand": 3, "k": 3, "million": 6, "mm": 6, "m": 6, "billion": 9, "bn": 9, "b": 9, "trillion": 12}
NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+"
# "U.S.$ 43,218" and "$\xa043,218": a space may stand after the sign (0001193125-23-240932 has one).
FIGURE = re.compile(
    rf"(?P<sign>(?:(?:US|U\.S\.|USD)\s?)?\$\s*|(?:USD|EUR|GBP|CHF)\s+|[€£¥]\s*)?(?<![\w.,])(?P<number>{NUMBER})(?![\d]|,\d|\.\d)"
    r"(?:[\s-]*(?P<scale>thousand|million|billion|trillion)s?\b|(?P<short>(?:bn|mm|[KMB])\b))?"
    r"(?P<after>\s?(?:%|percent\b|U\.S\. dollars|US dollars|dollars|USD\b))?",
)
# Amounts that are no US dollars, in a heading or caption: "(in thousands of Canadian dollars)", "Cost (¥)".
OTHER_MONEY = re.compile(
    r"\b(?:CAD|AUD|HKD|SGD|NZD|JPY|EUR|GBP|RMB|CNY|yen|euros?|Canadian|Australian)\b|\b(?:C|CA|A|HK|S|NT|R)\$|[¥€£]",
    re.IGNORECASE,
)
OTHER_DOLLARS = re.compile(
    r"(?:[A-Z]{1,3}|\b(?:CAD|AUD|HKD|SGD|NZD|NTD)\s|\b(?:Canadian|Australian|Singapore)\s)$"
)
DOLLARS_AFTER = re.compile(r"\s?\(?(?:CAD|AUD|HKD|SGD|NZD|Canadian|Australian)\b")
# Signs that tell one currency. "¥" tells none: the yen and the renminbi share it.
CURRENCIES = {"€": "EUR", "EUR": "EUR", "£": "GBP", "GBP": "GBP", "CHF": "CHF"}
DASH = re.compile(r"\(?\$?\s*(?:[-–—‒―−]+|nil|none|n/a|zero)\s*\)?", re.IGNORECASE)
CELL = re.compile(
    rf"(?:(?:₿|Ξ|BTC|ETH)\s?(?=[\d(]))?(?P<open>\()?\s*(?P<minus>[-–−])?\s*(?P<sign>(?:US|U\.S\.)?\s?\$|USD)?\s*(?P<open2>\()?\s*~?"
    rf"(?P<number>{NUMBER})\s*(?:(?P<scale>thousand|million|billion|trillion|bn|mm|[kmb])s?\b)?\s*\)?"
    r"(?P<rest>\s*(?:\S.*)?)",
    re.IGNORECASE | re.DOTALL,
)

FigureKind = Literal["usd", "number", "percent", "other"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in running text: `value` in dollars or units, its span includes "$" and "million"."""

    value: Decimal
    kind: FigureKind
    start: int
    end: int
    currency: str = ""  # "USD", "EUR": as in ISO 4217, where the sign says which


def read_number(digits: str, scale: str = "") -> Decimal:
    """ "63.87" and "billion" to ``Decimal("6.387E+10")``. Raises KeyError for a scale nobody uses."""
    value = Decimal(digits.replace(",", ""))
    return value.scaleb(SCALES[scale.lower()]) if scale else value


def find_figures(text: str, start: int = 0, end: int | None = None) -> Iterator[Figure]:
    """All numbers of ``text[start:end]``, in order. Letters glued to a number ("10b5") make it none."""
    for match in FIGURE.finditer(text, start, len(text) if end is None else end):
        sign, after = (match["sign"] or "").strip(), (match["after"] or "").strip()
        short = match["short"] if sign else None
        stop = match.end() if match["short"] is None or short else match.end("number")
        if match["short"] and not short:
            continue  # "20M" without a sign is a model or a size, not a count
        value = read_number(match["number"], match["scale"] or short or "")
        kind: FigureKind = "number"
        if after in ("%", "percent"):
            kind = "percent"
        elif ("$" in sign or sign == "USD" or after) and not _is_other_currency(text, match.start(), match.end()):
            kind = "usd"
        elif sign or after:
            kind = "other"
        yield Figure(value, kind, match.start(), stop, "USD" if kind == "usd" else CURRENCIES.get(sign, ""))


def _is_other_currency(text: str, start: int, end: int) -> bool:
    """Whether an amount is of Canadian, Hong Kong or other dollars: "C$18.4 million", "$18.4 million CAD"."""
    return OTHER_DOLLARS.search(text[max(0, start - 12) : start]) is not None or (
        DOLLARS_AFTER.match(text, end) is not None
    )


@dataclass(frozen=True, slots=True)
class CellFigure:
    """The number of a table cell: signed, scaled by its own words only; `usd` when it carries a "$"."""

    value: Decimal
    usd: bool
    scaled: bool
    dash: bool = False


def read_cell(text: str) -> CellFigure | None:
    """The figure a table cell consists of, or None when it is a label, a date or a percentage.

    A dash is zero (formats.md). Brackets and a leading minus are negative. A unit may follow ("32 BTC").
    """
    text = text.strip()
    if not text:
        return None
    if DASH.fullmatch(text):
        return CellFigure(Decimal(0), "$" in text, scaled=False, dash=True)
    match = CELL.fullmatch(text)
    if match is None:
        return None
    rest = match["rest"].strip(" )*†‡")
    if rest and not re.fullmatch(
        r"(?:\([\da-z*]{1,2}\)?\s*)*(?:BTC|bitcoins?|ETH|ether|SOL|coins?|tokens?|₿|\([\da-z*]{1,2})?",
        rest,
        re.IGNORECASE,
    ):
        return None
    value = read_number(match["number"], match["scale"] or "")
    if match["open"] or match["open2"] or match["minus"]:
        value = -value
    return CellFigure(value, bool(match["sign"]), scaled=bool(match["scale"]))
