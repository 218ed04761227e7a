"""Rows of at-the-market programs: which papers were sold in a stretch of days, how many, and for how much."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from monitor.judges._days import Span, say_day, say_span
from monitor.judges._precision import say_units
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import confirm_or_refute
from monitor.judges.verdicts._figures import say_amount
from monitor.judges.verdicts._stock_words import SERIES, StockSale
from monitor.records import Issuance

COMMON_ROW = re.compile(r"\b(?:MSTR|common|class A)\b", re.IGNORECASE)
SLACK = timedelta(days=3)
PAPERS = {
    "STRK": r"(?:STRK|[Ss]trike)",
    "STRF": r"(?:STRF|[Ss]trife)",
    "STRD": r"(?:STRD|[Ss]tride)",
    "STRC": r"(?:STRC|[Ss]tretch)",
    "STRE": r"(?:STRE|[Ss]tream)",
    "common stock": r"(?:MSTR|[Cc]lass A|[Cc]ommon)",
}


def find_rows(known: Knowledge, said: StockSale, window: Span, *, named: bool) -> list[Issuance]:
    """The rows of the papers named (of all where none is) whose days lie in the window, later copies left out."""
    found: dict[tuple[str, object], Issuance] = {}
    for one in known.record.issuances:
        if one.kind != "atm" or one.period_end_on is None or one.period_start_on is None or one.shares is None:
            continue
        if not (window[0] - SLACK <= one.period_start_on and one.period_end_on <= window[1] + SLACK):
            continue
        wanted = [SERIES[ticker] for ticker in said.series]
        series = any(re.search(rf"\b{name}\b", one.security, re.IGNORECASE) for name in wanted)
        common = said.common and COMMON_ROW.search(one.security) is not None
        if series or common or not (wanted or said.common):
            found.setdefault((one.security, one.period_end_on), one)
    rows = sorted(found.values(), key=lambda one: (one.period_end_on or window[0], one.security))
    if named or not rows:
        return rows
    return [one for one in rows if one.period_end_on == rows[-1].period_end_on]


def judge_none(known: Knowledge, rows: Sequence[Issuance], *, denied: bool = True) -> Finding:
    """That nothing was sold in those rows; not `denied`: that something was."""
    sold = [one for one in rows if one.shares]
    right = bool(sold) != denied
    told = sold or list(rows)
    return confirm_or_refute(
        known, right, f"{'; '.join(say_row(one) for one in told[:4])}.", *told[:4], firmness="exact"
    )


def say_row(one: Issuance) -> str:
    """ "MSTR Stock, 17-30 November 2025: 8,214,000 shares for $1.478 billion"."""
    sold = (
        f"{say_units(one.shares)} shares for {say_amount(one.net_proceeds_usd or Decimal(0), 'USD')}"
        if one.shares
        else "no shares"
    )
    days = (one.period_start_on, one.period_end_on)
    when = say_span((days[0], days[1])) if days[0] and days[1] else say_day(days[1]) if days[1] else ""
    return f"{one.security}, {when}: {sold}"


def total_of(rows: Sequence[Issuance]) -> Decimal:
    """What they brought in all; "since July 1", told anew with each report, counts once."""
    told = {(one.security, one.period_start_on, one.period_end_on, one.net_proceeds_usd): one for one in rows}
    whole = [one for one in told.values() if not any(_holds(other, one) for other in told.values())]
    return sum((one.net_proceeds_usd or Decimal(0) for one in whole), Decimal(0))


def _holds(other: Issuance, one: Issuance) -> bool:
    """Whether the days of the one are among those of the other, of the same paper, and are not all of them."""
    spans = [(row.period_start_on, row.period_end_on) for row in (other, one)]
    if one.security != other.security or spans[0] == spans[1] or None in (*spans[0], *spans[1]):
        return False
    return spans[0][0] <= spans[1][0] and spans[1][1] <= spans[0][1]  # type: ignore[operator]
