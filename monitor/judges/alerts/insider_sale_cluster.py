"""Several insiders sell within a few days of each other: open-market sales (Form 4, code S) by different people.

Shares withheld for tax (code F), notices (Form 144) and lines that an amendment replaced are no sales.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal

from monitor.judges.alerts._raising import cite, make_alert, say_usd
from monitor.judges.alerts._seen import Seen
from monitor.records import InsiderTrade
from monitor.records.alerts import Alert


def find_alerts(seen: Seen) -> Iterator[Alert]:
    """One for each time that enough sell, known when the last of their forms was; not again while it goes on."""
    dated = [(one.traded_on, one) for one in seen.trades if one.traded_on is not None and _is_sale(one)]
    sales = sorted(dated, key=lambda one: (one[0], one[1].trade_id))
    span = timedelta(days=float(seen.limits.cluster_days))
    first, many = 0, False
    for number, (day, _) in enumerate(sales):
        while sales[first][0] <= day - span:
            first += 1
        together = [trade for _, trade in sales[first : number + 1]]
        people = len({_person(trade) for trade in together})
        was, many = many, people >= (2 if many else seen.limits.cluster_insiders)  # over when one sells alone
        if many and not was:
            yield _alert(seen, together)


def _is_sale(trade: InsiderTrade) -> bool:
    return trade.code == "S" and not trade.is_notice and not trade.is_derivative and trade.superseded_by is None


def _person(trade: InsiderTrade) -> object:
    return trade.owner_cik or trade.owner


def _alert(seen: Seen, trades: Sequence[InsiderTrade]) -> Alert:
    people = sorted({trade.owner for trade in trades})
    paid = sum(
        (trade.shares * trade.price_usd for trade in trades if trade.shares and trade.price_usd), Decimal(0)
    )
    planned = sum(trade.is_10b5_1 is True for trade in trades)
    last = max(trades, key=lambda trade: (trade.known_at, trade.traded_on, trade.trade_id))
    return make_alert(
        "insider_sale_cluster",
        "warning",
        issuer_cik=last.issuer_cik,
        event=(trades[-1].traded_on,),
        known_at=last.known_at,
        message=(
            f"{seen.ticker}: {len(people)} insiders sold shares for {say_usd(paid)} between {trades[0].traded_on} "
            f"and {trades[-1].traded_on}: {', '.join(people)} ({planned} of {len(trades)} under a 10b5-1 plan)"
        ),
        evidence=cite(last, last.accession_number),
    )
