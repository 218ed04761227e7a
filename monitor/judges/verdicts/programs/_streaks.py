"""Weeks in a row in which stock was sold under a program, or none: "for the third week running no common shares".

The weekly rows of the papers named, newest first. A week that says the contrary refutes; a week that is missing
leaves it open. "The third week running" is wrong of a fourth, "three weeks without" is not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from monitor.judges._days import Span
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import confirm_or_refute
from monitor.judges.verdicts._stock_words import StockSale
from monitor.judges.verdicts._week_words import count_weeks
from monitor.judges.verdicts.programs._rows import find_rows, say_row
from monitor.records import Issuance

NONE = re.compile(
    r"\b(?:no|none|zero|without|not|nothing|never|nil|idle|hasn[’']t|didn[’']t|haven[’']t)\b", re.IGNORECASE
)
COINS = re.compile(r"\b(?:bitcoins?|BTC|coins?|crypto)\b", re.IGNORECASE)  # then the weeks may be of those
GAP = timedelta(days=4)  # between two weeks: a holiday
FRESH = timedelta(days=11)  # how old the last week may be: then the next one has been filed
YEAR = timedelta(days=370)


def judge_streak(words: str, said: StockSale, day: date, known: Knowledge) -> Finding | None:
    """None where no weeks in a row are counted, or no filing tells of the papers named."""
    weeks_told = count_weeks(words)
    if weeks_told is None or said.shares or said.money or COINS.search(words):
        return None
    count, is_ordinal = weeks_told
    rows = find_rows(known, said, (day - YEAR, day), named=True)
    weeks = by_week([one for one in rows if one.period_start_on and _days(one) <= timedelta(days=10)])
    if not weeks or day - weeks[-1][0][1] > FRESH or count < 2:
        return None
    sold = NONE.search(words) is None
    told: list[Issuance] = []
    before: Span | None = None
    for place, (span, each) in enumerate(reversed(weeks)):
        if place > count or (before is not None and before[0] - span[1] > GAP):
            break
        shown = [one for one in each if one.shares]
        contrary = bool(shown) != sold
        if place == count:
            return _say(known, told, right=contrary or not is_ordinal)
        if contrary:
            return _say(known, shown or each, right=False)
        told += shown or each[:1]
        before = span
    else:
        place = len(weeks)
    return _say(known, told, right=True) if place >= count else None


def _days(one: Issuance) -> timedelta:
    return (one.period_end_on or date.max) - (one.period_start_on or date.min)


def by_week(rows: Sequence[Issuance]) -> list[tuple[Span, list[Issuance]]]:
    """The rows of each week together, oldest week first."""
    weeks: dict[date, list[Issuance]] = {}
    for one in rows:
        if one.period_end_on is not None:
            weeks.setdefault(one.period_end_on, []).append(one)
    return [((min(one.period_start_on or end for one in each), end), each) for end, each in sorted(weeks.items())]


def _say(known: Knowledge, rows: Sequence[Issuance], *, right: bool) -> Finding:
    return confirm_or_refute(
        known, right, f"{'; '.join(say_row(one) for one in rows[:6])}.", *rows[:6], firmness="exact"
    )
