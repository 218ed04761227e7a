"""The USD Reserve and USD Cash in tables: balances and movements, named by row or heading, dated by either.

"USD Reserve | $667.8 | $12.0 | $(57.4) | $622.4" under "December 12 | Additions | Uses | December 19"
-> two balances, 12.0 added and 57.4 used between them
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from monitor.extractors._dates import find_periods
from monitor.extractors.holdings._grid import Line, read_lines
from monitor.extractors.holdings._headings import find_scale
from monitor.extractors.holdings._when import report_day
from monitor.extractors.reserves._words import LETTERS, MENTION, ReserveKind
from monitor.records import Document, Filing, Issuer, Reserve, ReserveMovement

EXTRACTOR = "reserves.table"
# A column of changes, ratios or plans beside the balance.
NO_BALANCE = re.compile(
    r"\b(?:change|increase[ds]?|decrease[ds]?|used|added|contribut\w+|withdr[ae]w\w*|additions?|uses?|inflows?|outflows?"
    r"|deposits?|paid|drawn|draws?|transfers?|movements?|activity|net|months?\s+of|years?\s+of"
    r"|coverage|target|minimum|percent|ratio|per\s+share|beginning|opening|prior)\b|%",
    re.IGNORECASE,
)
PUT_IN = re.compile(r"\b(?:additions?|added|inflows?|deposits?|contributions?|contributed)\b", re.IGNORECASE)
TAKEN = re.compile(
    r"\b(?:uses?|used|outflows?|withdrawals?|withdrawn|draws?|drawn|paid(?:\s+out)?)\b", re.IGNORECASE
)
NO_MOVEMENT = re.compile(
    r"\b(?:target|planned|expected|minimum|months?\s+of|years?\s+of|cumulative|since|to\s+date|net)\b|%",
    re.IGNORECASE,
)
IS_HEADING = re.compile(rf"{MENTION.pattern}|\bbalance\b|{PUT_IN.pattern}|{TAKEN.pattern}", re.IGNORECASE)


def find_in_tables(document: Document, filing: Filing, issuer: Issuer) -> Iterator[Reserve | ReserveMovement]:
    """Balances and movements in table cells, top to bottom."""
    for table in document.tables:
        if not any(match.lastgroup != "K" for match in MENTION.finditer(document.text, table.start, table.end)):
            continue
        for line in read_lines(table, IS_HEADING):
            for column, (cell, figure) in line.figures.items():
                heading = line.headings.get(column, "")
                kind = _kind(line.label) or _kind(heading)
                words = f"{line.label} {heading}"
                scale = find_scale(words) or find_scale(" ".join(line.headings.values())) or 0
                if kind is None or figure.dash or not (scale or figure.scaled or figure.usd):
                    continue
                amount = figure.value if figure.scaled else figure.value.scaleb(scale)
                source = document.quote(line.start, max(line.end, cell.end))
                way = _way(words)
                if way is not None and amount:
                    first, last = _days_between(line)
                    yield ReserveMovement(
                        issuer_cik=issuer.issuer_cik,
                        kind=kind,
                        direction=way,
                        amount_usd=abs(amount),
                        period_start_on=first,
                        period_end_on=last or report_day(filing),
                        purpose=None,
                        source=source,
                        known_at=filing.accepted_at,
                        extractor=EXTRACTOR,
                    )
                elif amount >= Decimal(0) and not NO_BALANCE.search(words):
                    yield Reserve(
                        issuer_cik=issuer.issuer_cik,
                        as_of_on=_day(line, heading) or report_day(filing),
                        kind=kind,
                        amount_usd=amount,
                        source=source,
                        known_at=filing.accepted_at,
                        extractor=EXTRACTOR,
                    )


def _way(words: str) -> Literal["added", "used"] | None:
    """Whether a row or column is of what was put in or taken out; None for both at once, and for plans."""
    put_in, taken = PUT_IN.search(words), TAKEN.search(words)
    if NO_MOVEMENT.search(words) or bool(put_in) == bool(taken):
        return None
    return "added" if put_in else "used"


def _days_between(line: Line) -> tuple[date | None, date | None]:
    """The days of the movements: the period that the headings give, or the days after the one balance up to the
    other."""
    periods = [one for heading in line.headings.values() for one in find_periods(heading)]
    ranges = {(one.start_on, one.end_on) for one in periods if one.kind != "day"}
    days = sorted({one.end_on for one in periods})
    if len(ranges) == 1:
        return next(iter(ranges))
    if len(days) == 2:
        return days[0] + timedelta(1), days[1]
    return None, days[-1] if days else None


def _kind(words: str) -> ReserveKind | None:
    found = MENTION.search(words)
    return LETTERS[str(found.lastgroup)] if found and found.lastgroup != "K" else None


def _day(line: Line, heading: str) -> date | None:
    for words in (heading, line.label, " ".join(line.headings.values())):
        if found := list(find_periods(words)):
            return found[-1].end_on
    return None
