"""One figure a day: reading days, amounts and CSV files of prices and flows, without a float."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation

from monitor.errors import SettingsError

MILLISECONDS = 100_000_000_000  # from here on (the year 5138 in seconds) a stamp counts milliseconds
_AMOUNT = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:[eE][+-]?\d{1,2})?|[+-]?\.\d+")


def read_day(value: object) -> date:
    """An ISO date (with or without a time), or seconds or milliseconds since 1970 in UTC. Raises ValueError."""
    text = str(value).strip()
    if re.match(r"\d{4}-\d\d-\d\d(?:$|[T ])", text):
        return date.fromisoformat(text[:10])
    if re.fullmatch(r"\d{8}", text):
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    if not re.fullmatch(r"\d{9,13}(?:\.\d+)?", text):
        raise ValueError(f"{text[:40]!r} is not a day such as 2026-02-02")
    seconds = Decimal(text)
    seconds = seconds / 1000 if seconds >= MILLISECONDS else seconds
    try:
        return datetime.fromtimestamp(int(seconds), UTC).date()
    except (OverflowError, OSError) as error:
        raise ValueError(f"{text[:40]!r} is not a day such as 2026-02-02") from error


def read_amount(value: object) -> Decimal:
    """A figure as people and programs write it: "1,234.5", "$86123", "(817.9)" and "−817.9" below zero.

    Raises ValueError for anything else.
    """
    text = str(value).strip().replace("−", "-").replace("$", "").replace("\xa0", "")
    negative = text.startswith("(") and text.endswith(")")
    text = text[1:-1].strip() if negative else text.strip()
    if not text.isascii() or not _AMOUNT.fullmatch(text):
        raise ValueError(f"{str(value)[:40]!r} is not a figure such as 86123.45")
    try:
        amount = Decimal(text.replace(",", ""))
    except InvalidOperation as error:
        raise ValueError(f"{str(value)[:40]!r} is not a figure such as 86123.45") from error
    return -amount if negative else amount


def read_rows(
    raw: bytes, name: str, columns: Mapping[str, tuple[str, ...]], optional: frozenset[str] = frozenset()
) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a CSV file with their line numbers, under our own names of the columns.

    `columns`: our name -> the headers that it may have, in any case. Raises SettingsError naming file and line
    when the file is no CSV in UTF-8, lacks a column that is not `optional`, or has no row.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise SettingsError(f"{name}, line {line}: not UTF-8; save the file as CSV in UTF-8") from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    place: dict[str, int] = {}
    empty = True
    try:
        header = [cell.strip().lower() for cell in next(reader, [])]
        for column, choices in columns.items():
            found = [header.index(choice) for choice in choices if choice in header]
            if not found and column not in optional:
                raise SettingsError(f"{name}, line 1: there is no column {' or '.join(choices)}")
            place |= {column: found[0]} if found else {}
        for cells in reader:
            if any(cell.strip() for cell in cells):
                empty = False
                yield (
                    reader.line_num,
                    {column: cells[at].strip() if at < len(cells) else "" for column, at in place.items()},
                )
    except csv.Error as error:
        raise SettingsError(f"{name}, line {reader.line_num}: not valid CSV: {error}") from error
    if empty:
        raise SettingsError(f"{name}, line 1: has a header, but no row below it")
