"""Preferred shares sold or bought back since they were last counted, from the weekly reports on programs.

A filing states the shares outstanding once a quarter at best; the program tables between say what was added. Each
day is counted once, the shortest period first: a quarter's sum does not come on top of its weeks.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from monitor.judges._days import Span, meets
from monitor.judges._precision import ZERO
from monitor.records import InstrumentTerm, Issuance

TICKER = re.compile(r"\b[A-Z]{3,5}\b")


def assign_sales(
    issuances: Iterable[Issuance], terms: Iterable[InstrumentTerm]
) -> Mapping[str, tuple[Issuance, ...]]:
    """Program sales and repurchases by the preferred stock that they name by its ticker."""
    tickers: dict[tuple[int, str], str] = {}
    for term in terms:
        if term.kind == "preferred":
            words = f"{term.instrument_id.split(':', 2)[2]} {term.series}"
            for ticker in TICKER.findall(words):
                tickers.setdefault((term.issuer_cik, ticker), term.instrument_id)
    sales: dict[str, list[Issuance]] = defaultdict(list)
    for issuance in issuances:
        found = {
            tickers[issuance.issuer_cik, ticker]
            for ticker in TICKER.findall(issuance.security)
            if (issuance.issuer_cik, ticker) in tickers
        }
        if len(found) == 1 and issuance.shares and issuance.period_end_on and issuance.kind != "offering":
            sales[found.pop()].append(issuance)
    return {instrument: tuple(group) for instrument, group in sales.items()}


def count_sales(
    sales: Sequence[Issuance], *, after: date | None, until: date, known_by: datetime
) -> tuple[Decimal, tuple[str, ...]]:
    """Shares added after the day on which they were last counted, less those bought back, and the facts."""
    counted: dict[str, list[Span]] = defaultdict(list)
    total, ids = ZERO, []
    dated = [
        (one.period_start_on or one.period_end_on, one.period_end_on, one)
        for one in sales
        if one.known_at <= known_by and one.period_end_on is not None and one.period_end_on <= until
    ]
    for start, end, one in sorted(
        dated, key=lambda each: (each[1] - each[0], each[2].known_at, each[2].issuance_id)
    ):
        if (after is not None and start <= after) or meets(counted[one.kind], (start, end)):
            continue
        counted[one.kind].append((start, end))
        shares = one.shares or ZERO
        total += -shares if one.kind == "repurchase" else shares
        ids.append(one.issuance_id)
    return total, tuple(sorted(ids))
