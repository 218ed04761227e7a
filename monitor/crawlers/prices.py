"""Daily closes: from CSV files, and from the sources of `monitor.toml` that need no key.

A close of a day that is not over yet is none, and is left out. Without prices, statements about them are outside
what the store can tell; nothing is estimated.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from monitor.crawlers._answer import Answer
from monitor.crawlers._daily import read_amount, read_day, read_rows
from monitor.crawlers._web import WebClient
from monitor.errors import SettingsError, SourceError
from monitor.records import Price, Problem, Validator
from monitor.settings import PriceSource

COLUMNS = {
    "asset": ("asset", "symbol", "ticker"),
    "day_on": ("day_on", "day", "date", "timestamp"),
    "close_usd": ("close_usd", "close", "adj close", "price"),
    "source": ("source",),
}
NEW_YORK = ZoneInfo("America/New_York")
BITCOIN = frozenset({"btc", "xbt", "btcusd", "btc-usd", "bitcoin"})
MARKET = frozenset({"market", "the market", "^spx", "^gspc", "spx", "sp500", "s&p 500"})
KIND = "price_row"  # of the problems


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceNews:
    """What one look at a source brought: its closes, the bytes they stand in, and the validator of the answer.

    `raw` is None, and `prices` is empty, when nothing has changed.
    """

    raw: bytes | None
    prices: tuple[Price, ...]
    problems: tuple[Problem, ...]
    validator: Validator


def read_price_file(raw: bytes, *, name: str, asset: str = "") -> Iterator[Price | Problem]:
    """The closes of a CSV file: columns asset, day_on, close_usd, and source if it has one (other usual headers,
    such as Date and Close, are known). `asset` is whose they are when no column says so.

    A row that cannot be used is a Problem that names file and line. Raises SettingsError for a file that is none.
    """
    optional = frozenset({"source", "asset"} if asset else {"source"})
    for line, row in read_rows(raw, name, COLUMNS, optional):
        try:
            yield Price(
                asset=name_asset(row.get("asset") or asset),
                day_on=read_day(row["day_on"]),
                close_usd=_read_close(row["close_usd"]),
                source=row.get("source") or name.rpartition("/")[2],
            )
        except ValueError as error:
            yield Problem(
                kind=KIND, severity="error", message=f"{name}, line {line}: {error}", source=name, line=line
            )


def fetch_prices(client: WebClient, source: PriceSource, *, last: Validator | None, now: datetime) -> PriceNews:
    """The closes that a source has. Raises SourceError when it does not answer or answers with something else."""
    answer = client.get(
        source.url, etag=last.etag if last else None, last_modified=last.last_modified if last else None
    )
    if last is not None and (answer.status == 304 or answer.sha256 == last.sha256):
        return PriceNews(raw=None, prices=(), problems=(), validator=replace(last, checked_at=now))
    prices = read_answer(answer.body, source, now=now, answer=answer)
    return PriceNews(
        raw=answer.body,
        prices=prices,
        problems=(),
        validator=Validator(
            url=source.url,
            etag=answer.etag,
            last_modified=answer.last_modified,
            sha256=answer.sha256,
            checked_at=now,
        ),
    )


def read_answer(
    raw: bytes, source: PriceSource, *, now: datetime, answer: Answer | None = None
) -> tuple[Price, ...]:
    """The closes in the bytes of an answer, one a day, oldest first; those of days that were not over at `now` are
    left out. Raises SourceError when they are not what `monitor.toml` says of the source."""
    summary = answer.summary if answer else "other bytes"
    try:
        rows = _read_json(raw, source) if source.format == "json" else _read_csv(raw, source)
        prices = {
            day: Price(asset=source.asset, day_on=day, close_usd=_read_close(close), source=source.name)
            for day, close in ((read_day(day), close) for day, close in rows)
            if is_over(day, source.asset, now)
        }
    except (ValueError, SettingsError) as error:
        reason = f"not the prices that monitor.toml describes, but {summary} ({error})"
        raise SourceError(f"{source.name}: {source.url}: {reason}", url=source.url, status=200) from error
    if not prices:
        raise SourceError(f"{source.name}: {source.url}: lists no close at all", url=source.url, status=200)
    return tuple(prices[day] for day in sorted(prices))


def name_asset(text: str) -> str:
    """ "bitcoin" for its usual symbols, "market" for those of the broad index that stands for all shares (the last
    stage of the chain), else the ticker in capitals. Raises ValueError when there is none."""
    name = text.strip().lower()
    if not name:
        raise ValueError("asset is empty; write bitcoin, market, or the ticker of a share")
    return "bitcoin" if name in BITCOIN else "market" if name in MARKET else text.strip().upper()


def is_over(day: date, asset: str, now: datetime) -> bool:
    """Whether a day has closed: at midnight UTC for bitcoin, at 16:00 in New York for a share."""
    if asset == "bitcoin":
        return day < now.astimezone(UTC).date()
    local = now.astimezone(NEW_YORK)
    return day < local.date() or (day == local.date() and local.hour >= 17)


def _read_close(value: object) -> Decimal:
    close = read_amount(value)
    if close <= 0:
        raise ValueError(f"close = {value}; a close is above zero")
    return close


def _read_csv(raw: bytes, source: PriceSource) -> Iterator[tuple[object, object]]:
    columns = {"day": (source.day.lower(),), "close": (source.close.lower(),)}
    for _, row in read_rows(raw, source.url, columns):
        if row["close"].lower() not in ("", "null", "nan", "n/d"):  # a holiday, as some sources print it
            yield row["day"], row["close"]


def _read_json(raw: bytes, source: PriceSource) -> Iterator[tuple[object, object]]:
    try:
        found: Any = json.loads(raw, parse_float=Decimal)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    for key in source.rows.split(".") if source.rows else ():
        found = _pick(found, key)
    if not isinstance(found, list):
        raise ValueError(f"rows = {source.rows!r} is {type(found).__name__}, not a list")  # noqa: TRY004
    for row in found:
        if (close := _pick(row, source.close)) is not None:
            yield _pick(row, source.day), close


def _pick(value: Any, key: str) -> Any:
    """The value under a key, or at a position of a list. Raises ValueError."""
    if isinstance(value, Mapping) and key in value:
        return value[key]
    if isinstance(value, list) and key.isascii() and key.isdigit() and int(key) < len(value):
        return value[int(key)]
    raise ValueError(f"there is no {key!r}")
