"""Rows of the statements in quarterly and annual reports: a measure now, and a year or a balance sheet before.

Only tables of two columns are read, the newer one first: three months against the same three months, or the end of
the period against the end of the year before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from monitor.judges._days import new_york_day
from monitor.judges.knowledge import Knowledge
from monitor.records import Document, Quote

VALUE = r"\$?\(?\$?[\d,]+\)?"
HEAD = 6000  # characters before a row in which the head of its table stands
MONTHS_ENDED = re.compile(r"\t(?P<length>Three|Six|Nine|Twelve|Year)s?\s(?:Months\s)?Ended", re.IGNORECASE)
YEARS = re.compile(r"\t(?P<now>20\d\d)\t(?P<before>20\d\d)\n")
SCALE = re.compile(r"\(?in (?P<scale>thousand|million)s", re.IGNORECASE)
SCALES = {"thousand": 3, "million": 6}
REPORTS = ("10-Q", "10-K")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row and its two columns, in dollars; a sum in brackets is negative. `before_on`: the end of its days."""

    label: str
    now: Decimal
    before: Decimal
    now_on: date
    before_on: date
    form: str
    filed_on: date
    quote: Quote


def list_rows(known: Knowledge, label: str, until: date, *, flow: bool) -> Iterator[Row]:
    """The rows of that label, newest report first, one of each report. `flow`: of three months, not of a day."""
    filings = known.record.filings
    reports = [
        (filings[key].accepted_at, key, document)
        for key, document in known.record.documents.items()
        if filings[key].form in REPORTS and filings[key].period_on
    ]
    for at, key, document in sorted(reports, key=lambda one: one[:2], reverse=True):
        period_on = filings[key].period_on
        if period_on is None or new_york_day(at) > until:
            continue
        found = _find(document, label, flow)
        if found is None or found[2] != period_on.year:
            continue
        start, end, _, former, values, scale = found
        before_on = period_on.replace(year=former) if flow else date(former, 12, 31)
        now, before = (_number(one, scale) for one in values)
        yield Row(
            label=document.text[start:end].partition("\t")[0],
            now=now,
            before=before,
            now_on=period_on,
            before_on=before_on,
            form=filings[key].form,
            filed_on=new_york_day(at),
            quote=document.quote(start, end),
        )


@lru_cache(maxsize=256)
def _find(document: Document, label: str, flow: bool) -> tuple[int, int, int, int, tuple[str, str], int] | None:
    """The first such row: where it stands, the years of its columns, their values and their scale."""
    text = document.text
    for match in re.finditer(rf"^(?:{label})\t({VALUE})\t({VALUE})(?=\n|$)", text, re.MULTILINE):
        head = text[max(0, match.start() - HEAD) : match.start()]
        years, scale = _last(YEARS, head), _last(SCALE, head)
        length = _last(MONTHS_ENDED, head)
        if years is None or scale is None or (flow and (length is None or length["length"].lower() != "three")):
            continue
        if flow and length is not None and length.end() > years.start():
            continue  # its years are those of another table
        values = (match[match.re.groups - 1], match[match.re.groups])
        now, before = int(years["now"]), int(years["before"])
        return match.start(), match.end(), now, before, values, SCALES[scale["scale"].lower()]
    return None


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = None
    for match in pattern.finditer(text):
        found = match
    return found


def _number(words: str, scale: int) -> Decimal:
    value = Decimal(re.sub(r"[^\d]", "", words)).scaleb(scale)
    return -value if "(" in words else value
