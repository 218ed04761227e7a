"""Insiders: which notice each sale followed, and which lines an amendment replaced. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from monitor.judges._days import new_york_day
from monitor.judges._insider_amendments import link_forms, supersede
from monitor.judges._insider_names import same_person
from monitor.judges._insider_sums import sum_trades, sum_trades_then
from monitor.records import Filing, InsiderTrade

__all__ = ["judge_trades", "link_forms", "sum_trades", "sum_trades_then"]

PREFERRED = frozenset({"preferred", "preference", "pfd"})
GENERIC = PREFERRED | {
    *("common", "ordinary", "capital", "stock", "stocks", "share", "shares", "security", "securities"),
    *("class", "cl", "series", "par", "value", "per", "of", "the"),
}
LATE = timedelta(days=7)
NOTICE_DAYS = timedelta(days=90)  # 17 CFR 230.144(h): what is not sold by then needs an amended notice


def judge_trades(trades: Sequence[InsiderTrade], filings: Mapping[str, Filing]) -> list[InsiderTrade]:
    """The trades of one issuer with `superseded_by` and `notice_id` set, in the order given.

    `filings` by accession number: their periods tell which form an amendment amends. A sale (code S) follows a
    notice of the same person about the same security, given at most 90 days before; a notice is used up by the
    shares sold under it. Of several, first the one that names the day, then the oldest.
    """
    judged = supersede(trades, filings)
    standing = [trade for trade in judged if trade.superseded_by is None]
    given = _find_given(judged)
    notices = sorted(
        (trade for trade in standing if trade.is_notice),
        key=lambda notice: (given[notice.trade_id], notice.trade_id),
    )
    sales = sorted(
        (trade for trade in standing if _is_sale(trade)), key=lambda sale: (sale.traded_on, sale.trade_id)
    )
    left: defaultdict[str, Decimal] = defaultdict(Decimal)
    for notice in notices:
        left[notice.trade_id] = notice.shares or Decimal("Infinity")
    followed: dict[str, str] = {}
    for sale in sales:
        if sale.traded_on and (found := _find_notice(sale, sale.traded_on, notices, given, left)):
            followed[sale.trade_id] = found.trade_id
            left[found.trade_id] -= sale.shares or 0
    return [replace(trade, notice_id=followed.get(trade.trade_id)) for trade in judged]


def _is_sale(trade: InsiderTrade) -> bool:
    return trade.code == "S" and not trade.is_derivative and trade.traded_on is not None


def _given_on(notice: InsiderTrade) -> date:
    """A notice is given when the order is placed, and EDGAR may take it in some days later."""
    filed_on = new_york_day(notice.known_at)
    return max(min(filed_on, notice.traded_on or filed_on), filed_on - LATE)


def _find_given(trades: Sequence[InsiderTrade]) -> dict[str, date]:
    """When each notice was given; one that amends another was given when the first was."""
    given = {one.trade_id: _given_on(one) for one in trades if one.is_notice}
    for one in sorted(trades, key=lambda trade: trade.known_at):
        if one.is_notice and one.superseded_by in given:
            given[one.superseded_by] = min(given[one.superseded_by], given[one.trade_id])
    return given


def _find_notice(
    sale: InsiderTrade,
    day: date,
    notices: Sequence[InsiderTrade],
    given: Mapping[str, date],
    left: Mapping[str, Decimal],
) -> InsiderTrade | None:
    open_notices = [
        notice
        for notice in notices
        if given[notice.trade_id] <= day <= new_york_day(notice.known_at) + NOTICE_DAYS
        and left[notice.trade_id] >= (sale.shares or 0)
        and same_person(notice, sale)
        and _same_class(notice.security, sale.security)
    ]
    exact = [notice for notice in open_notices if notice.traded_on == day]
    return next(iter(exact or open_notices), None)


def _same_class(one: str, other: str) -> bool:
    """Whether two names can mean one security: a notice may say "Common" of what Form 4 calls "Class A Common
    Stock". Preferred is not common, class A not class B, and one preferred stock not another."""
    first, second = (frozenset(re.findall(r"[a-z]+", name.lower())) for name in (one, other))
    if bool(first & PREFERRED) != bool(second & PREFERRED):
        return False
    return first - GENERIC <= second - GENERIC or second - GENERIC <= first - GENERIC
