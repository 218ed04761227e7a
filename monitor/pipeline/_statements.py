"""The lines of a claims file, each one statement with the day as of which it is judged."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from monitor.errors import SettingsError

EARLIEST, LATEST = date(1994, 1, 1), date(2199, 12, 31)  # EDGAR begins; a year of five digits is a slip


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A line of a claims file. `said_on` is `as_of` unless the line has a day of its own for it."""

    statement_id: str
    text: str
    as_of: date
    said_on: date
    ticker: str | None


def read_statements(path: Path, as_of: date | None = None, ticker: str | None = None) -> Sequence[Statement]:
    """The lines of a claims file: `{"id", "text", "as_of", "issuer"?}`.

    A file of labelled statements may say `date_published` for the day on which it was said, and `company` for the
    issuer: `as_of` given here is then the day of the verdict. Raises SettingsError with file and line.
    """
    lines = read_text(path).split("\n")
    return [
        _read_statement(line, f"{path}:{number}", as_of, ticker)
        for number, line in enumerate(lines, 1)
        if line.strip()
    ]


def read_text(path: Path) -> str:
    """A text file in UTF-8. Raises SettingsError with the reason when it cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: is not UTF-8 text ({error.reason} at byte {error.start})") from error


def _read_statement(line: str, where: str, as_of: date | None, ticker: str | None) -> Statement:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise SettingsError(f"{where}: is not JSON: {error.msg} at column {error.colno}") from error
    if not isinstance(row, dict):
        raise SettingsError(
            f'{where}: write an object such as {{"id": "1", "text": "...", "as_of": "2026-02-02"}}'
        )
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        raise SettingsError(f"{where}: text is missing or no text")
    published = _read_day(row, "date_published", where)
    day = _read_day(row, "as_of", where) or as_of or published
    if day is None:
        raise SettingsError(f'{where}: as_of is missing; write "as_of": "2026-02-02", or give --as-of')
    issuer = row.get("issuer", row.get("company"))
    if issuer is not None and not isinstance(issuer, str):
        raise SettingsError(f"{where}: issuer = {issuer!r}; write a ticker in quotes")
    said_on = min(published, day) if published else day
    return Statement(
        statement_id=str(row.get("id", "")), text=text, as_of=day, said_on=said_on, ticker=issuer or ticker
    )


def _read_day(row: dict[str, Any], key: str, where: str) -> date | None:
    value = row.get(key)
    if value is None or value == "":
        return None
    try:
        day = date.fromisoformat(str(value)[:10])
    except ValueError:
        raise SettingsError(f"{where}: {key} = {value!r} is not a day such as 2026-02-02") from None
    if not EARLIEST <= day <= LATEST:
        raise SettingsError(f"{where}: {key} = {value!r} is out of range")
    return day
