"""Which days a paragraph names, and for what: "mature on June 15, 2028", "the end of a quarter of the report"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from monitor.judges._asked_figures import names_day
from monitor.judges._concepts import find_concept, find_places
from monitor.judges._days import MONTHS, Span
from monitor.judges.verdicts._paper_words import DAY, day_of
from monitor.records import Document

DATE = re.compile(
    r"\b(?P<month>January|February|March|April|May|June|July|August|September|October|November|December)"
    r"\s(?P<day>\d{1,2}),\s(?P<year>20\d\d)\b"
)
YEAR = 360  # days
DATED = ("maturity", "springing", "buyback", "tender", "drawn")  # what a day may be for
NEARBY = 70  # characters


def is_of_report(span: Span, document: Document) -> bool:
    """Whether it is the end of a quarter of which the whole filing speaks."""
    ends = span[1].month % 3 == 0 and (span[1] + timedelta(days=1)).day == 1
    return ends and span[0] == span[1] and names_day(document, span)


def names_days(days: Sequence[Span], text: str) -> bool:
    """Whether a day of each stretch stands in the paragraph; of a year the year."""
    named = [
        date(int(one["year"]), MONTHS.index(one["month"][:3].lower()) + 1, int(one["day"]))
        for one in DATE.finditer(text)
    ]
    return all(
        any(first <= day <= last for day in named) or ((last - first).days > YEAR and str(last.year) in text)
        for first, last in days
    )


def bound_alike(words: str, text: str) -> bool:
    """Whether each month that is named for something stands beside that in the text as well."""
    for match in DAY.finditer(words):
        day = day_of(match)
        before = words[max(0, match.start() - NEARBY) : match.start()]
        named = [(one.end(), name) for name in DATED for one in find_places(name, before)]
        if not day.month or not named:
            continue
        name = max(named)[1]
        if not any(
            day.fits(day_of(other))
            and find_concept(name, text[max(0, other.start() - NEARBY) : other.end() + NEARBY])
            for other in DAY.finditer(text)
        ):
            return False
    return True
