"""Sums of insiders' trades, by week and by person, security by security. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal

from monitor.judges._insider_names import group_persons
from monitor.records import InsiderSum, InsiderTrade, content_id


def sum_trades(trades: Iterable[InsiderTrade]) -> list[InsiderSum]:
    """By week (of everybody), oldest first, then by person (over all time), in the order of their first trade.

    Of judged trades: lines of Table I with a day, that no amendment took back. A week begins on Monday.
    """
    counted = sorted(
        (
            trade
            for trade in trades
            if trade.superseded_by is None and not trade.is_derivative and trade.traded_on is not None
        ),
        key=lambda trade: (trade.traded_on, trade.known_at, trade.trade_id),
    )
    weeks: defaultdict[tuple[date, str], list[InsiderTrade]] = defaultdict(list)
    for trade in counted:
        if day := trade.traded_on:
            weeks[day - timedelta(days=day.weekday()), trade.security.casefold()].append(trade)
    sums = [_sum(group, week_start_on=week, owner="", owner_cik=None) for (week, _), group in weeks.items()]
    for person in group_persons(counted):
        securities: defaultdict[str, list[InsiderTrade]] = defaultdict(list)
        for trade in person:
            securities[trade.security.casefold()].append(trade)
        # As the newest Form 4 writes the name; a notice writes it in its own way.
        named = next((trade for trade in reversed(person) if not trade.is_notice), person[-1])
        cik = next((trade.owner_cik for trade in person if trade.owner_cik is not None), None)
        sums += [
            _sum(group, week_start_on=None, owner=named.owner, owner_cik=cik) for group in securities.values()
        ]
    return sums


def _sum(
    group: Sequence[InsiderTrade], *, week_start_on: date | None, owner: str, owner_cik: int | None
) -> InsiderSum:
    done = [trade for trade in group if not trade.is_notice]
    bought = [trade for trade in done if trade.code == "P"]
    sold = [trade for trade in done if trade.code == "S"]
    others = [trade for trade in done if trade.code not in ("P", "S", "F")]
    days = [trade.traded_on for trade in group if trade.traded_on is not None]
    security = group[-1].security
    return InsiderSum(
        sum_id=content_id(
            "insider sum", group[0].issuer_cik, week_start_on, owner, owner_cik, security.casefold()
        ),
        issuer_cik=group[0].issuer_cik,
        week_start_on=week_start_on,
        owner=owner,
        owner_cik=owner_cik,
        security=security,
        bought_shares=_shares(bought),
        bought_usd=_usd(bought),
        sold_shares=_shares(sold),
        sold_usd=_usd(sold),
        plan_sold_shares=_shares(trade for trade in sold if trade.is_10b5_1),
        noticed_sold_shares=_shares(trade for trade in sold if trade.notice_id),
        withheld_shares=_shares(trade for trade in done if trade.code == "F"),
        other_acquired_shares=_shares(trade for trade in others if trade.acquired is True),
        other_disposed_shares=_shares(trade for trade in others if trade.acquired is False),
        planned_shares=_shares(trade for trade in group if trade.is_notice),
        unpriced_lines=sum(trade.price_usd is None for trade in bought + sold),
        first_on=min(days),
        last_on=max(days),
        known_at=max(trade.known_at for trade in group),
    )


def _shares(trades: Iterable[InsiderTrade]) -> Decimal:
    return sum((trade.shares or Decimal(0) for trade in trades), Decimal(0))


def _usd(trades: Iterable[InsiderTrade]) -> Decimal:
    return sum(((trade.shares or 0) * (trade.price_usd or Decimal(0)) for trade in trades), Decimal(0))
