"""Balances of the USD Reserve and of USD Cash in tables: named by the row or by the heading, dated by either."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from monitor.extractors._dates import find_periods
from monitor.extractors._holdings_grid import Line, read_lines
from monitor.extractors._holdings_headings import find_scale
from monitor.extractors._holdings_when import report_day
from monitor.extractors._reserve_words import LETTERS, MENTION, ReserveKind
from monitor.records import Document, Filing, Issuer, Reserve

EXTRACTOR = "reserves.table"
# A column of changes, ratios or plans beside the balance.
NO_BALANCE = re.compile(
    r"\b(?:change|increase[ds]?|decrease[ds]?|used|added|contribut\w+|withdraw\w+|months?\s+of|years?\s+of"
    r"|coverage|target|minimum|percent|ratio|per\s+share|beginning|opening|prior)\b|%",
    re.IGNORECASE,
)
IS_HEADING = re.compile(rf"{MENTION.pattern}|\bbalance\b", re.IGNORECASE)


def find_in_tables(document: Document, filing: Filing, issuer: Issuer) -> Iterator[Reserve]:
    """Balances in table cells, top to bottom."""
    for table in document.tables:
        if not any(match.lastgroup != "K" for match in MENTION.finditer(document.text, table.start, table.end)):
            continue
        for line in read_lines(table, IS_HEADING):
            for column, (cell, figure) in line.figures.items():
                heading = line.headings.get(column, "")
                kind = _kind(line.label) or _kind(heading)
                words = f"{line.label} {heading}"
                if kind is None or figure.dash or NO_BALANCE.search(words):
                    continue
                scale = find_scale(words) or find_scale(" ".join(line.headings.values())) or 0
                if not scale and not figure.scaled and not figure.usd:
                    continue
                yield Reserve(
                    issuer_cik=issuer.issuer_cik,
                    as_of_on=_day(line, heading) or report_day(filing),
                    kind=kind,
                    amount_usd=figure.value if figure.scaled else figure.value.scaleb(scale),
                    source=document.quote(line.start, max(line.end, cell.end)),
                    known_at=filing.accepted_at,
                    extractor=EXTRACTOR,
                )


def _kind(words: str) -> ReserveKind | None:
    found = MENTION.search(words)
    return LETTERS[str(found.lastgroup)] if found and found.lastgroup != "K" else None


def _day(line: Line, heading: str) -> date | None:
    for words in (heading, line.label, " ".join(line.headings.values())):
        if found := list(find_periods(words)):
            return found[-1].end_on
    return None
