"""What had just been filed when something was said, and whether it prints a figure. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from monitor.judges._days import Span, new_york_day
from monitor.judges._told_figures import read_figures
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts._disclosed import last_digits
from monitor.judges.verdicts._figures import is_right
from monitor.records import ClaimFigure, Document

FRESH = timedelta(days=12)  # how long a filing is news
REPORTED = timedelta(days=95)  # for how long a quarterly or annual report is the last one
AFTER_DAY = timedelta(days=14)  # by when what happened on a day is filed
ALIKE = ("number", "things", "shares", "bitcoin")  # a bare number may count any of them
TELLING = 2  # digits: a figure of one digit is met by chance


def filed_then(known: Knowledge, days: Sequence[Span], said_on: date) -> Iterator[Document]:
    """The documents that told of those days when it was said, newest first."""
    filings = known.record.filings
    for key, document in sorted(
        known.record.documents.items(), key=lambda one: (filings[one[0]].accepted_at, one[0]), reverse=True
    ):
        filed = new_york_day(filings[key].accepted_at)
        fresh = REPORTED if filings[key].form.startswith("10-") else FRESH
        if filed <= said_on and (
            said_on - filed <= fresh or any(first <= filed <= last + AFTER_DAY for first, last in days)
        ):
            yield document


def same_unit(asked: str, told: str) -> bool:
    return (
        asked == told or (asked in ("number", "things") and told in ALIKE) or (told == "number" and asked in ALIKE)
    )


def is_printed(figure: ClaimFigure, days: Sequence[Span], said_on: date, known: Knowledge) -> bool:
    """Whether a filing of those days prints such a figure, of whatever it is."""
    return last_digits(figure.value) >= TELLING and any(
        same_unit(figure.unit, one.unit) and is_right(figure, one.value)
        for document in filed_then(known, days, said_on)
        for one in read_figures(document)
    )
