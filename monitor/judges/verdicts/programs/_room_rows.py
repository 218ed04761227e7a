"""The rows of reports that print what is left of a program, and which program they are of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from monitor.judges._days import new_york_day
from monitor.judges._printed_numbers import read_numbers
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts._figures import is_right
from monitor.judges.verdicts._stock_words import COMMON, SERIES
from monitor.judges.verdicts._time import period, said_on
from monitor.records import Claim, ClaimFigure, Issuance, Quote

PREFERRED = re.compile(r"\bpreferreds?\b", re.IGNORECASE)
OLD = re.compile(r"\b(?:old(?:er)?|previous|former|first|original|2024|last year[’']s|expiring)\b", re.IGNORECASE)
NAMED = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December) 20\d\d\b"
    r"(?! (?:quarter|report))"
)
LINE = re.compile(r"[^\n]+")
WEEKLY, QUARTERLY = timedelta(days=24), timedelta(days=140)


def find_rows(claim: Claim, known: Knowledge, words: str) -> Sequence[Issuance]:
    """The rows of the program meant that print what is available, oldest first, none filed after it was said."""
    day = said_on(claim)
    named = period(claim)
    series = [ticker for ticker, name in SERIES.items() if re.search(rf"\b{name}\b", words)]
    if PREFERRED.search(words) and not series:
        return ()
    dated = [match.group() for match in NAMED.finditer(words)]
    told = [
        one
        for one in known.record.issuances
        if one.kind == "atm"
        and one.available_usd is not None
        and one.period_end_on is not None
        and new_york_day(one.known_at) <= day
        and _is_of(one, series, dated)
    ]
    told.sort(key=lambda one: (one.period_end_on or day, one.security))
    if named is not None and any(one.period_end_on == named[1] for one in told):
        told = [one for one in told if one.period_end_on is not None and one.period_end_on <= named[1]]
    elif told and told[-1].period_end_on is not None and day - told[-1].period_end_on > _longest(known):
        return ()  # later rows must be missing from the store
    if not told:
        return ()
    last = [one for one in told if one.period_end_on == told[-1].period_end_on]
    meant = min(last, key=_year) if OLD.search(words) else max(last, key=_year)
    earlier = [one for one in told if one.security == meant.security and one is not meant]
    return (*earlier, meant)


def _longest(known: Knowledge) -> timedelta:
    """For how long a row is the last one."""
    return WEEKLY if known.record.issuer.cadence == "weekly" else QUARTERLY


def _is_of(one: Issuance, series: Sequence[str], dated: Sequence[str]) -> bool:
    paper = one.security
    if series:
        return any(re.search(rf"\b{SERIES[ticker]}\b", paper, re.IGNORECASE) for ticker in series)
    if any(re.search(rf"\b{name}\b", paper, re.IGNORECASE) for name in SERIES.values()):
        return False
    if NAMED.search(paper) and dated:
        return any(name in paper for name in dated)
    return COMMON.search(paper) is not None or re.search(r"\b(?:ATM|MSTR)\b", paper) is not None


def _year(one: Issuance) -> str:
    """The year in the name of a program; of several the newest has the latest."""
    found = re.search(r"20\d\d", one.security)
    return found.group() if found else ""


def find_size(known: Knowledge, row: Issuance, figure: ClaimFigure) -> tuple[ClaimFigure, Quote] | None:
    """The line of the filing, nearest to the row, that prints the size told of the program."""
    document = known.record.documents[row.source.document_id]
    lines = [
        match.span()
        for match in LINE.finditer(document.text)
        if "$" in match.group() and any(is_right(figure, number) for number in read_numbers(match.group()))
    ]
    place = row.source.quote_end
    if not lines:
        return None
    start, end = min(lines, key=lambda one: max(one[0] - place, place - one[1], 0))
    return figure, document.quote(start, end)
