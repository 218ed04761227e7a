"""American holidays by name: "since Memorial Day", "by Valentine's Day", "over Thanksgiving"."""

from __future__ import annotations

import re
from datetime import date, timedelta

HOLIDAYS = (
    r"(?:Memorial\sDay|Labou?r\sDay|Thanksgiving(?:\sDay)?|Independence\sDay|(?:the\s)?Fourth\sof\sJuly"
    r"|(?:St\.?\s)?Valentine[’']?s?\sDay|Presidents?[’']?s?[’']?\sDay|Halloween)"
)
FIXED = {"independence": (7, 4), "fourth": (7, 4), "valentine": (2, 14), "halloween": (10, 31)}
MONDAY, THURSDAY = 0, 3


def find_holiday(name: str, year: int) -> date | None:
    """The day of it in that year; None for another name."""
    words = name.lower()
    for word, (month, day) in FIXED.items():
        if re.search(rf"\b{word}", words):
            return date(year, month, day)
    if "memorial" in words:
        last = date(year, 5, 31)
        return last - timedelta(days=(last.weekday() - MONDAY) % 7)
    if "labo" in words:
        return _nth(year, 9, MONDAY, 1)
    if "president" in words:
        return _nth(year, 2, MONDAY, 3)
    return _nth(year, 11, THURSDAY, 4) if "thanksgiving" in words else None


def _nth(year: int, month: int, weekday: int, count: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (count - 1))
