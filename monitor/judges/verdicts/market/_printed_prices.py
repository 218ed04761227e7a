"""What one unit traded at, as filings print it: the price at a quarter's end, and on the day of a report.

Dec 31, 2024 <tab> units <tab> low <tab> value <tab> high <tab> value <tab> price at the end <tab> value
"As of January 5, 2025, at 4:00 p.m. Eastern Time, the market price of one bitcoin ... was $98,253.13"
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from monitor.judges.knowledge import Knowledge
from monitor.records import Document, Quote

DAY = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\s+\d{1,2},\s+\d{4}"
)
USD = r"\$\s?(?P<{}>[\d,]+(?:\.\d+)?)"
TABLE = re.compile(r"Market\s+Price\s+Per\s+Bitcoin\s+at\s+End", re.IGNORECASE)
ROW = re.compile(
    rf"^(?P<day>{DAY})\t+[\d,.]+\t+{USD.format('low')}\t+\$?[\d,.]+\t+{USD.format('high')}\t+\$?[\d,.]+\t+{USD.format('price')}\t",
    re.MULTILINE,
)
PROSE = re.compile(
    rf"As\s+of\s+(?P<day>{DAY}),[^.$]{{0,20}}(?:\d:\d\d\s[ap]\.m\.[^.$]{{0,20}})?\s?the\s+market\s+price\s+of\s+one\s+bitcoin\b"
    rf"[^.$]{{0,120}}\bwas\s+{USD.format('price')}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedPrice:
    """Dollars for one unit on a day, and where a filing says so."""

    day_on: date
    each_usd: Decimal
    quote: Quote


def find_printed_price(known: Knowledge, day: date) -> PrintedPrice | None:
    """The price that a filing prints for a day."""
    return known.once("printed prices", lambda: _list_prices(known)).get(day)


def _list_prices(known: Knowledge) -> dict[date, PrintedPrice]:
    filings = known.record.filings
    documents = sorted(known.record.documents.items(), key=lambda one: (filings[one[0]].accepted_at, one[0]))
    return {one.day_on: one for _, document in documents for one in _prices_in(document)}


@lru_cache(maxsize=4096)
def _prices_in(document: Document) -> tuple[PrintedPrice, ...]:
    return tuple(_read_prices(document))


def _read_prices(document: Document) -> Iterator[PrintedPrice]:
    patterns = [PROSE, ROW] if TABLE.search(document.text) else [PROSE]
    for pattern in patterns:
        for match in pattern.finditer(document.text):
            day = datetime.strptime(re.sub(r"\s+", " ", match["day"]), "%B %d, %Y")  # noqa: DTZ007 - a calendar day
            yield PrintedPrice(
                day_on=day.date(),
                each_usd=Decimal(match["price"].replace(",", "")),
                quote=document.quote(*match.span()),
            )
