"""Trades, sums and uncovered days as a reader wants them told."""

from __future__ import annotations

from monitor.judges._days import Span, say_day, say_span, say_spans
from monitor.judges._precision import say_units
from monitor.judges._totals import DayTotal
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite, say_filed
from monitor.judges.verdicts._disclosed import Sum, Trade, is_mined
from monitor.judges.verdicts._figures import say_amount
from monitor.judges.verdicts._time import next_due

VERBS = {"acquired": "bought", "sold": "sold"}


def say_trade(trade: Trade) -> str:
    """ "8,178 bitcoin bought in 10-16 November 2025 for $835.6 million at $102,171 each"."""
    change = trade.change
    paid = "" if change.usd_amount is None else f" for {say_amount(change.usd_amount, 'USD')}"
    each = "" if change.average_price_usd is None else f" at {say_amount(change.average_price_usd, 'USD')} each"
    when = f"on {say_day(trade.span[0])}" if trade.span[0] == trade.span[1] else f"in {say_span(trade.span)}"
    return f"{say_units(change.units)} {change.asset} {_verb(trade)} {when}{paid}{each}"


def _verb(trade: Trade) -> str:
    return "mined" if is_mined(trade) else VERBS.get(trade.change.kind, trade.change.kind)


def say_filed_trade(known: Knowledge, trade: Trade) -> str:
    """The same with the day on which it was filed, and what the money of a sale was for."""
    why = (
        f" (“{trade.change.purpose.strip(' .')}”)" if trade.change.purpose and trade.change.kind == "sold" else ""
    )
    return f"{say_filed(known, trade.change.source)}: {say_trade(trade)}{why}"


def say_sum(known: Knowledge, one: Sum) -> str:
    """One trade as filed, or "155 + 430 + 3,081 = 3,666 bitcoin bought in 4-24 August 2025 for $426.3 million",
    or what two of them differ by."""
    if len(one.trades) == 1 and one.trades[0].change.units == one.units:
        return say_filed_trade(known, one.trades[0])
    added = sum((trade.change.units for trade in one.trades), one.units * 0) == one.units
    parts = " + ".join(say_units(trade.change.units) for trade in one.trades) + " = " if added else ""
    if len(one.trades) == 2 and one.trades[1].change.units - one.trades[0].change.units == one.units:
        parts = f"{say_units(one.trades[1].change.units)} - {say_units(one.trades[0].change.units)} = "
    spent = "" if one.usd is None else f" for {say_amount(one.usd, 'USD')}"
    verb = _verb(one.trades[0]) if one.trades else "bought"
    asset = one.trades[0].change.asset if one.trades else known.asset
    return f"{parts}{say_units(one.units)} {asset} {verb} in {say_span(one.span)}{spent}"


def say_total(total: DayTotal) -> str:
    """ "641,692 bitcoin (bought for $47.54 billion, $74,079 each)"."""
    words = f"{say_units(total.units)} {total.total.asset}"
    paid = [] if total.cost_usd is None else [f"bought for {say_amount(total.cost_usd, 'USD')}"]
    if total.average_cost_usd is not None:
        paid.append(f"{say_amount(total.average_cost_usd, 'USD')} each")
    return f"{words} ({', '.join(paid)})" if paid else words


def leave_open(
    known: Knowledge, uncovered: tuple[Span, ...], words: str, total: DayTotal | None = None
) -> Finding:
    """Not enough evidence while nothing covers some of the days: which, and when the next disclosure is due."""
    due = next_due(known)
    return Finding(
        label="not_enough_evidence",
        reason="blind_window",
        rationale=(
            f"{words} No disclosure covers {say_spans(uncovered)}; the next is due on {say_day(due.due_on)} "
            f"({due.basis})."
        ),
        evidence=cite(known, "context", total.total if total else None),
        resolves_by_on=due.due_on,
    )
