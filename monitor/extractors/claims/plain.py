"""All figures and days of a stretch of text, whether or not a claim is made of them. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from monitor.extractors.claims._amounts import find_amounts
from monitor.extractors.claims._calendar import find_whens, masked_spans
from monitor.records import ClaimFigure


def find_figures(text: str, start: int, end: int, said_on: date) -> Iterator[ClaimFigure]:
    """The figures of ``text[start:end]`` in order, of no role yet; dates are none."""
    whens = find_whens(text, start, end, said_on)
    for amount in find_amounts(text, start, end, list(masked_spans(text, start, end, whens))):
        yield ClaimFigure(
            value=amount.value,
            unit=amount.unit,
            role="other",
            comparator=amount.comparator,
            start=amount.start,
            end=amount.end,
        )


def find_days(text: str, start: int, end: int, said_on: date) -> Iterator[tuple[date, date]]:
    """The periods and days that it names, first and last day; what only ranks others ("since 2022") left out."""
    for when in find_whens(text, start, end, said_on):
        if when.bearing != "since":
            yield when.start_on, when.end_on
