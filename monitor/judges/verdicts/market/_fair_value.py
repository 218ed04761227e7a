"""What one unit was worth on a day, as far as filings and stored prices tell.

In order: a stored close of that day; a price that a filing prints for it; the fair value that a filing carries at
the end of a quarter, over the units held (at fair value since 2025: ASU 2023-08); the average price of a trade
disclosed for days close by.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache

from monitor.judges._days import say_day, say_span
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts._disclosed import trades_of
from monitor.judges.verdicts._figures import say_amount
from monitor.judges.verdicts.market._printed_prices import find_printed_price
from monitor.records import Document, Quote

FAIR_SINCE = date(2025, 1, 1)
CLOSE_BY = timedelta(days=10)
DAY = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\s+\d{1,2},\s+\d{4}"
)
ROW = re.compile(
    rf"^Balance\s+at\s+(?P<day>{DAY})\t+\$?(?P<cost>[\d,]+)\t+\$?(?P<value>[\d,]{{7,}})\t+(?P<units>[\d,]+)\t",
    re.MULTILINE,
)
PROSE = re.compile(
    rf"As\s+of\s+(?P<day>{DAY}),[^.]{{0,40}}digital\s+asset(?:s['’]?)?\s+carrying\s+value\s+was\s+\$(?P<value>[\d.]+)\s+(?P<scale>million|billion)",
    re.IGNORECASE,
)
FAIR_ROW = re.compile(
    r"^(?P<label>fair value of (?:the company[’']s )?bitcoins?(?: holdings)?\b[^\t\n]{0,60})"
    r"\t\$?(?P<value>[\d,]{5,})(?=\t|$)",
    re.MULTILINE | re.IGNORECASE,
)
LEAST = Decimal(1_000_000)  # dollars: a smaller sum is the value of one coin
DRIFT = Decimal("0.02")  # by which a price may have moved in a day more
SCALE = {"million": 6, "billion": 9}


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """Dollars for one unit on a day; `slack` is the share by which the true price of the moment may differ."""

    each_usd: Decimal
    slack: Decimal
    drift: Decimal = Decimal(0)  # by which it may have moved to that day: it contradicts only what is further off
    note: str
    quote: Quote | None

    @property
    def far(self) -> Decimal:
        """The share beyond which a claimed price is wrong."""
        return 2 * self.slack + self.drift


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """Fair value of all units at the end of a quarter."""

    as_of_on: date
    value_usd: Decimal
    quote: Quote


def carried_values(known: Knowledge) -> tuple[Carried, ...]:
    """The fair values that filings carry, newest filing first."""
    return known.once("carried values", lambda: tuple(_list_carried(known)))


def _list_carried(known: Knowledge) -> Iterator[Carried]:
    filings = known.record.filings
    documents = sorted(known.record.documents.items(), key=lambda one: filings[one[0]].accepted_at, reverse=True)
    for _, document in documents:
        yield from _carried_in(document)


@lru_cache(maxsize=4096)
def _carried_in(document: Document) -> tuple[Carried, ...]:
    words = document.text.lower()
    if "carrying value" not in words and "fair value of" not in words:
        return ()
    return tuple(one for one in _read_carried(document) if one.as_of_on >= FAIR_SINCE)


def _read_carried(document: Document) -> Iterator[Carried]:
    text = document.text
    for match in FAIR_ROW.finditer(text):  # the first column is of the newest day
        head = text[max(0, match.start() - 700) : match.start()]
        days = re.findall(DAY, match["label"]) or re.findall(rf"\t({DAY})(?=\t|\n)", head)[-2:]
        thousands = re.search(r"000s|in thousands", match["label"] + head)
        value = Decimal(match["value"].replace(",", "")).scaleb(3 if thousands else 0)
        if days and value >= LEAST:
            quote = document.quote(match.start(), match.end())
            yield Carried(as_of_on=_day(days[0]), value_usd=value, quote=quote)
    for match in ROW.finditer(text):
        head = text[max(0, match.start() - 1500) : match.start()]
        scale = 3 if "in thousands" in head else 6 if "in millions" in head else 0
        value = Decimal(match["value"].replace(",", "")).scaleb(scale)
        yield Carried(as_of_on=_day(match["day"]), value_usd=value, quote=document.quote(*match.span()))
    for match in PROSE.finditer(text):
        value = Decimal(match["value"]).scaleb(SCALE[match["scale"].lower()])
        yield Carried(as_of_on=_day(match["day"]), value_usd=value, quote=document.quote(*match.span()))


def _day(words: str) -> date:
    return datetime.strptime(re.sub(r"\s+", " ", words), "%B %d, %Y").date()  # noqa: DTZ007 - a calendar day


def find_worth(known: Knowledge, day: date) -> Worth | None:
    """The price of one unit on a day; None where neither filings nor stored prices tell."""
    asset = known.asset
    for price in known.record.prices:
        if price.asset == asset and price.day_on == day:
            note = f"{asset} closed at {say_amount(price.close_usd, 'USD')} on {say_day(day)} ({price.source})"
            return Worth(each_usd=price.close_usd, slack=Decimal("0.05"), note=note, quote=None)
    printed = find_printed_price(known, day)
    if printed is not None:
        note = f"one {asset} was at {say_amount(printed.each_usd, 'USD')} on {say_day(day)}, as a filing prints it"
        return Worth(each_usd=printed.each_usd, slack=DRIFT, note=note, quote=printed.quote)
    for carried in carried_values(known):
        if carried.as_of_on != day:
            continue
        units = next((one.units for one in known.settled.get(asset, ()) if one.as_of_on == day), None)
        if units:
            each = (carried.value_usd / units).quantize(Decimal(1))
            note = (
                f"{say_amount(carried.value_usd, 'USD')} carried on {say_day(day)} for {units:,f} {asset} is "
                f"about {say_amount(each, 'USD')} each"
            )
            return Worth(each_usd=each, slack=Decimal("0.02"), note=note, quote=carried.quote)
    return _near_trade(known, day)


def _near_trade(known: Knowledge, day: date) -> Worth | None:
    near = [
        trade
        for kind in ("acquired", "sold")
        for trade in trades_of(known, kind)
        if trade.change.average_price_usd is not None
        and not trade.wide
        and (trade.span[1] - trade.span[0]).days <= 16
        and trade.span[0] - CLOSE_BY <= day <= trade.span[1] + CLOSE_BY
    ]
    if not near:
        return None
    trade = min(near, key=lambda one: (abs((one.span[1] - day).days), one.change.change_id))
    each = trade.change.average_price_usd
    if each is None:
        return None
    note = f"trades of {say_span(trade.span)} were at {say_amount(each, 'USD')} on average"
    away = max((trade.span[0] - day).days, (day - trade.span[1]).days, 0)
    return Worth(each_usd=each, slack=Decimal("0.1"), drift=DRIFT * away, note=note, quote=trade.change.source)
