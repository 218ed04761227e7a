"""Of which stretch a figure of a sentence is: "for the quarter and the year, losses of $1.0 and $1.8 billion"; and
which days a sentence names."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date

from monitor.judges._days import Span

MONTHS = {"three": 3, "six": 6, "nine": 9, "twelve": 12, "quarter": 3, "year": 12, "half-year": 6}
PHRASE = re.compile(
    r"\b(?:(?P<count>three|six|nine|twelve)[\s-]months?(?:\speriods?)?\s(?:ended|ending|to|through)"
    r"|(?:fiscal\s)?(?P<unit>quarter|year|half-year)\s(?:then\s)?(?:ended|ending))\b",
    re.IGNORECASE,
)
FIGURE = re.compile(r"\$\s?\d[\d,.]*|\b\d[\d,.]*\s?(?:million|billion|%|bitcoins?|shares)\b", re.IGNORECASE)
RESPECTIVELY = re.compile(r"\brespectively\b", re.IGNORECASE)
NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
DATED = re.compile(rf"\b(?P<month>{'|'.join(NAMES)})\s(?:(?P<day>\d{{1,2}}),?\s)?(?P<year>20\d\d)\b")
ENDING = re.compile(
    r"\b(?:three|six|nine|twelve|quarter|year|months|period)\b[^.;]*\bend(?:ed|ing)\s*$", re.IGNORECASE
)
LEAST = 80  # days of a quarter
MONTH = 30.4  # days


def months_at(sentence: str, place: int) -> int | None:
    """How many months the figure that begins at `place` is of; None where the sentence does not tell."""
    phrases = [MONTHS[(one["count"] or one["unit"]).lower()] for one in PHRASE.finditer(sentence)]
    if len(set(phrases)) == 1:
        return phrases[0]
    figures = [one.span() for one in FIGURE.finditer(sentence)]
    if not phrases or len(figures) != len(phrases) or not RESPECTIVELY.search(sentence):
        return None
    return next(
        (months for months, (start, end) in zip(phrases, figures, strict=True) if start <= place < end), None
    )


def is_of_another(sentence: str, place: int, days: Sequence[Span]) -> bool:
    """Whether the figure is told of a longer or shorter stretch than each of those that are named."""
    wanted = {round(((last - first).days + 1) / MONTH) for first, last in days if (last - first).days >= LEAST}
    months = months_at(sentence, place)
    return bool(wanted) and months is not None and months not in wanted


def dated_in(sentence: str) -> Iterator[Span]:
    """The months and days that a sentence names; of "the three months ended June 30, 2025" all three."""
    for match in DATED.finditer(sentence):
        year, month = int(match["year"]), NAMES.index(match["month"]) + 1
        last = monthrange(year, month)[1]
        day = min(int(match["day"] or 0), last)
        if not day:
            yield date(year, month, 1), date(year, month, last)
            continue
        until = date(year, month, day)
        months = months_at(sentence, match.start()) if ENDING.search(sentence[: match.start()]) else None
        since = until.toordinal() - round((months or 0) * MONTH) + 1 if months else until.toordinal()
        yield date.fromordinal(since), until
