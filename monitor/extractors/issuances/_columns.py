"""What a column of a table of shares measures, by the words of its headings, never by position; its figures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from monitor.extractors._dates import find_periods
from monitor.extractors._figures import find_figures, read_cell
from monitor.records import Cell

MeasureKind = Literal["sold", "repurchased", "notional", "proceeds", "paid", "available", "other"]
Days = tuple[date, date]

# The first that fits: "Average Price" is no price paid, "BTC Sold" no share, "Available for Issuance" no issuance.
MEASURES: tuple[tuple[MeasureKind, re.Pattern[str]], ...] = (
    (
        "other",
        re.compile(
            r"\b(?:BTC|bitcoins?|coins?|tokens?|ETH|ether|SOL|units(?!\s+(?:issued|sold)\s*$))\b|\b(?:average|avg)\b|\bper\s+share\b|%|\bfees?\b"
            r"|\bcommissions?\s*(?:paid|$)|\bcumulative\b|\bsince\s+inception\b|\bto[\s-]date\b|\bsale\s+price\b"
            r"|\bgross\b|\bdividends?\b|\btotal\s+number\b.*\bpurchased\s*$",
            re.IGNORECASE,
        ),
    ),
    (
        "available",
        re.compile(
            r"\b(?:available|remaining|remains?|left|yet\s+be|unused|unsold|capacity|headroom)\b", re.IGNORECASE
        ),
    ),
    (
        "notional",
        re.compile(
            r"\b(?:notional|face\s+(?:value|amount)|liquidation\s+preference|stated\s+(?:amount|value)|principal)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "repurchased",
        re.compile(
            r"\b(?:shares?|stock)\b.*\b(?:repurchased|purchased|bought(?:\s+back)?|redeemed|retired|tendered)\b"
            # Under a heading of its own: "Bought back from June 1 to June 7 | Shares"
            r"|\b(?:repurchased|bought\s+back|redeemed)\b(?:(?!\b(?:price|cost|amount|paid|value)\b).)*\bshares$",
            re.IGNORECASE,
        ),
    ),
    (
        "sold",
        re.compile(
            r"\b(?:shares?|stock|ADSs?)\b.*\b(?:sold|issued)\b|\b(?:sold|issued)\b.*\bshares?\b|\bunits\s+(?:issued|sold)\b"
            r"|^(?:number\s+of\s+)?shares$",
            re.IGNORECASE,
        ),
    ),
    ("proceeds", re.compile(r"\bnet\s+(?:cash\s+)?proceeds\b|\bproceeds\b.*\bnet\b", re.IGNORECASE)),
    (
        "paid",
        re.compile(
            r"\b(?:aggregate|total|purchase|repurchase|redemption)\b.*\b(?:price|cost|amount|consideration|paid|value)\b"
            r"|\b(?:amount|price)\s+paid\b|\bcost\b",
            re.IGNORECASE,
        ),
    ),
)
AROUND_DAYS = re.compile(r"\b(?:during\s+(?:the\s+)?periods?|as\s+of|between|from)\b", re.IGNORECASE)
# Of a column of capacity: whose it is, where shares are sold and bought back side by side
TO_ISSUE = re.compile(r"\b(?:issuance|issue|sale|sell)\b", re.IGNORECASE)
TO_BUY_BACK = re.compile(r"\b(?:repurchases?|buy-?backs?|bought|redemptions?|authori[sz]\w+)\b", re.IGNORECASE)
COUNTS: frozenset[MeasureKind] = frozenset(("sold", "repurchased"))
# Regulation S-K item 703, column (c)
PUBLIC = re.compile(r"publicly\s+announced|\bannounced\s+(?:plans?|programs?)\b", re.IGNORECASE)
NET_OF = re.compile(  # "Net of commissions"
    r"^\W*net\s+(?:of\s+(?:sales\s+|agents?[’']?s?\s+)*(?:commissions?|fees|costs)|amounts?|cash)\b", re.IGNORECASE
)
SCALE = (
    (3, r"thousands|\$?000s|\$\s?000\b|[’']000s?\b"),
    (6, r"millions|\$\s?M\b|\bmm\b"),
    (9, r"billions|\$\s?B\b"),
)
CAPTION_SCALE = re.compile(r"\b(?:in|[Aa]mounts\s+in)\s+(?:\w+\s+){0,3}?(?:thousands|millions|billions)\b")
OWN_SCALE = re.compile(r"\b(?:thousand|million|billion|trillion|bn|mm)\b|\d\s?[KMB]\b", re.IGNORECASE)
OF_SHARES = re.compile(r"\s*(?:of\s+)?(?:[A-Z]\w*\s+){0,4}(?:shares?|stock|ADSs?|units)\b", re.IGNORECASE)
# "Shares Issued / (Repurchased)": brackets tell which
BOTH_WAYS = re.compile(
    r"\bshares\b.*\b(?:sold|issued)\b\W{1,5}\b(?:repurchased|bought\s+back|redeemed)\b", re.IGNORECASE
)
LONGEST_HEADING = 220
LONGEST_CELL = 80


@dataclass(slots=True)
class Column:
    """What a column measures. `days`: first and last day by its headings, None when they give none."""

    kind: MeasureKind
    heading: str
    cells: list[Cell]
    scale: int | None
    days: Days | None


@dataclass(frozen=True, slots=True)
class Value:
    """A figure of a row, in units or dollars. `dash`: printed as a dash, which is zero or does not apply."""

    amount: Decimal
    cell: Cell
    column: Column
    dash: bool
    bare: bool  # no scale in words, neither its own nor its column's
    negative: bool = False


def find_kind(heading: str) -> MeasureKind | None:
    """What a heading measures, None when it is none of ours."""
    if len(heading) > LONGEST_HEADING:
        return None
    if PUBLIC.search(heading) and not re.search(r"yet\s+be", heading):
        return "repurchased"
    if NET_OF.search(heading):
        return "proceeds"
    if BOTH_WAYS.search(heading):
        return "sold"
    return next((kind for kind, pattern in MEASURES if pattern.search(heading)), None)


def make_column(cells: list[Cell]) -> Column | None:
    """The column that stands under these heading cells."""
    text = " ".join(cell.text for cell in cells)
    heading = text
    for period in list(find_periods(text))[::-1]:
        heading = f"{heading[: period.start]} {heading[period.end :]}"
    heading = " ".join(AROUND_DAYS.sub(" ", heading).split())
    kind = find_kind(heading)
    return Column(kind, heading, cells, find_scale(text), days_of(text)) if kind is not None else None


def find_scale(text: str) -> int | None:
    """3, 6 or 9 for thousands, millions, billions in a heading."""
    return next((power for power, words in SCALE if re.search(words, text, re.IGNORECASE)), None)


def find_caption_scale(caption: str) -> int | None:
    """The same for the words above a table, which may speak of millions otherwise."""
    match = CAPTION_SCALE.search(caption)
    return find_scale(match.group()) if match else None


@lru_cache(maxsize=4096)
def days_of(text: str) -> Days | None:
    """The first period of a text that is more than a day."""
    return next(((p.start_on, p.end_on) for p in find_periods(text) if p.kind != "day"), None)


def read_value(cell: Cell, column: Column) -> Value | None:
    """ "3,645,528 MSTR Shares", "$2.37 billion of MSTR Shares", "$18.3", "-" under a heading."""
    counts = column.kind in COUNTS
    plain = read_cell(cell.text)
    if plain is not None:
        if counts and plain.usd and not plain.dash:
            return None
        amount, own = abs(plain.value), plain.scaled
    else:
        figure = next(find_figures(cell.text), None)
        if figure is None or figure.start != 0 or figure.kind != ("number" if counts else "usd"):
            return None
        if len(cell.text) > LONGEST_CELL or not OF_SHARES.match(cell.text, figure.end):
            return None
        amount, own = figure.value, OWN_SCALE.search(cell.text[: figure.end]) is not None
    if not own and column.scale is not None and amount:
        amount = amount.scaleb(column.scale)
    return Value(
        amount,
        cell,
        column,
        dash=plain is not None and plain.dash,
        bare=not own and column.scale is None,
        negative=plain is not None and plain.value < 0,
    )
