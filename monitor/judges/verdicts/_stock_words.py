"""What a sentence says of stock that was sold: which paper, how many shares, at what price, for how much."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from monitor.judges.verdicts._paper_words import figure_at
from monitor.records import ClaimFigure

SERIES = {
    "STRK": r"(?:STRK|Strike)",
    "STRF": r"(?:STRF|Strife)",
    "STRD": r"(?:STRD|Stride)",
    "STRC": r"(?:STRC|Stretch)",
    "STRE": r"(?:STRE|Stream|euro(?:-denominated)? preferreds?)",
}
COMMON = re.compile(
    r"\b(?:common (?:stock|shares?|equity|ATM|program(?:me)?)|class A|MSTR|ordinary shares"
    r"|(?:its|their) own (?:stock|shares)|share sales|new shares"
    r"|(?:at-the-market|ATM) (?:stock|shares?|sales? of (?:stock|shares)))\b",
    re.IGNORECASE,
)
STOCK = re.compile(
    r"\b(?:shares?|stock|ATM|at-the-market|preferreds?|equity|offering|float\w*|IPO)\b", re.IGNORECASE
)
MoneyKind = Literal["price", "gross", "net", "sum", "spent"]
MONEY = re.compile(
    r"(?P<sign>US\$|\$|€)\s?(?P<number>\d[\d,]*(?:\.\d+)?)(?:[\s-]?(?P<scale>billion|million|bn|mn|mln|[bBmM])\b)?"
    r"|(?<![\d.,$€])(?P<number2>\d[\d,]*(?:\.\d+)?)(?:[\s-](?P<scale2>billion|million))?[\s-](?P<unit>euros?|dollars?)\b",
    re.IGNORECASE,
)
SHARES = re.compile(
    r"(?<![\d.,$€])(?P<number>\d[\d,]*(?:\.\d+)?)(?:\s(?P<scale>million|m))?\s(?:(?:new|of|its|the|common|preferred"
    r"|MSTR|STR[KFCDE]|Strike|Strife|Stride|Stretch|Stream|class A|euro)\s){0,4}(?:shares?|preferreds?|of them)\b",
    re.IGNORECASE,
)
COINS = re.compile(
    r"(?<![\d.,$€])(?P<number>\d{1,3}(?:,\d{3})+|\d+)\s(?:\w+\s)?(?:BTC|bitcoins?|coins?)\b", re.IGNORECASE
)
SPENT = re.compile(
    r"^[^,;$€]{0,25}\b(?:(?:went |was put |put )?into|on|for|worth of)\s(?:\w+\s)?(?:bitcoins?|BTC|coins)\b",
    re.IGNORECASE,
)
SPENT_BEFORE = re.compile(
    r"\b(?:bitcoins?|BTC|coins?)\b[^,;$€]{0,20}\b(?:for|cost|at)\b[^,;$€]{0,12}$", re.IGNORECASE
)
NET = re.compile(r"\bnet(?:s|ted|ting)?\b|\bafter (?:costs|fees|expenses|discounts)\b|\bproceeds\b", re.IGNORECASE)
GROSS = re.compile(r"\bgross(?:ed|es|ing)?\b|\bbefore (?:costs|fees|expenses)\b", re.IGNORECASE)
PRICE_LIMIT = Decimal(10_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class StockSale:
    """The figures of a sentence. `series`: tickers of preferred stock; `common`: whether common stock is named."""

    series: tuple[str, ...]
    common: bool
    shares: tuple[ClaimFigure, ...]
    money: tuple[tuple[MoneyKind, ClaimFigure], ...]
    coins: tuple[ClaimFigure, ...]

    def of(self, *kinds: MoneyKind) -> tuple[ClaimFigure, ...]:
        """The amounts of some kinds."""
        return tuple(figure for kind, figure in self.money if kind in kinds)


def read_stock_sale(words: str) -> StockSale | None:
    """None where the sentence names no stock."""
    series = tuple(ticker for ticker, named in SERIES.items() if re.search(rf"\b{named}\b", words))
    common = COMMON.search(words) is not None
    if not (series or common or STOCK.search(words)):
        return None
    return StockSale(
        series=series,
        common=common,
        shares=tuple(_count(words, match, "shares") for match in SHARES.finditer(words)),
        money=tuple(_money(words)),
        coins=tuple(_count(words, match, "bitcoin") for match in COINS.finditer(words)),
    )


def _money(words: str) -> Iterator[tuple[MoneyKind, ClaimFigure]]:
    for match in MONEY.finditer(words):
        scale = match["scale"] or match["scale2"] or ""
        value = _number(match["number"] or match["number2"], scale)
        euro = match["sign"] == "€" or (match["unit"] or "").lower().startswith("euro")
        figure = figure_at(words, value, "EUR" if euro else "USD", match)
        before, after = words[max(0, match.start() - 40) : match.start()], words[match.end() : match.end() + 45]
        if value < PRICE_LIMIT:
            yield "price", figure
        elif SPENT.search(after) or SPENT_BEFORE.search(before):
            yield "spent", figure
        else:
            near = re.split(r"[;,:(]", before)[-1] + re.split(r"[;:)]|,\s(?!after)|\sand\s|\sfrom\s", after)[0]
            yield ("gross" if GROSS.search(near) else "net" if NET.search(near) else "sum"), figure


def _count(words: str, match: re.Match[str], unit: str) -> ClaimFigure:
    scale = match.groupdict().get("scale") or ""
    return figure_at(words, _number(match["number"], scale), unit, match)


def _number(number: str, scale: str) -> Decimal:
    value = Decimal(number.replace(",", ""))
    return value.scaleb({"b": 9, "m": 6}[scale[0].lower()]) if scale else value
