"""Several insiders sell within a few days of each other: open-market sales (Form 4, code S) by different people.

Shares withheld for tax (code F), notices (Form 144) and lines that an amendment replaced are no sales.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from monitor.judges.alerts._raising import cite, make_alert, say_usd
from monitor.judges.alerts._seen import Seen
from monitor.judges.alerts._spells import Spells
from monitor.records import InsiderTrade
from monitor.records.alerts import Alert


def find_alerts(seen: Seen) -> Iterator[Alert]:
    """One for each time that enough sell, known when the last of their forms was; not again while it goes on:
    until one sells alone."""
    span = timedelta(days=float(seen.limits.cluster_days))
    spells: Spells[date] = Spells(span)
    known: list[tuple[date, InsiderTrade]] = []
    for day, trade in sorted(_find_sales(seen), key=lambda one: (one[1].known_at, one[0], one[1].trade_id)):
        known.append((day, trade))
        for end in sorted({other for other, _ in known if day <= other < day + span}):
            together = [one for one in known if end - span < one[0] <= end]
            people = len({_person(one) for _, one in together})
            if people >= seen.limits.cluster_insiders and spells.begin(end):
                yield _alert(seen, sorted(together, key=lambda one: (one[0], one[1].trade_id)), trade)
            elif people > 1:
                spells.extend(end)


def _find_sales(seen: Seen) -> list[tuple[date, InsiderTrade]]:
    return [(one.traded_on, one) for one in seen.trades if one.traded_on is not None and _is_sale(one)]


def _is_sale(trade: InsiderTrade) -> bool:
    return trade.code == "S" and not trade.is_notice and not trade.is_derivative and trade.superseded_by is None


def _person(trade: InsiderTrade) -> object:
    return trade.owner_cik or trade.owner


def _alert(seen: Seen, sales: Sequence[tuple[date, InsiderTrade]], last: InsiderTrade) -> Alert:
    (first_on, _), (last_on, _) = sales[0], sales[-1]
    trades = [trade for _, trade in sales]
    people = sorted({trade.owner for trade in trades})
    paid = sum(
        (trade.shares * trade.price_usd for trade in trades if trade.shares and trade.price_usd), Decimal(0)
    )
    planned = sum(trade.is_10b5_1 is True for trade in trades)
    return make_alert(
        "insider_sale_cluster",
        "warning",
        issuer_cik=last.issuer_cik,
        event=(last_on,),
        known_at=last.known_at,
        message=(
            f"{seen.ticker}: {len(people)} insiders sold shares for {say_usd(paid)} between {first_on} and "
            f"{last_on}: {', '.join(people)} ({planned} of {len(trades)} under a 10b5-1 plan)"
        ),
        evidence=cite(last, last.accession_number),
    )
