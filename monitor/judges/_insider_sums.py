"""Sums of insiders' trades, by week and by person, security by security, each also as it was to be made at every
instant at which a line came in. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial

from monitor.judges._insider_names import group_persons
from monitor.records import InsiderSum, InsiderTrade, Version, content_id

Known = dict[str, InsiderTrade]  # by trade_id


def sum_trades(trades: Iterable[InsiderTrade]) -> list[InsiderSum]:
    """By week (of everybody), oldest first, then by person (over all time), in the order of their first trade.

    Of judged trades: lines of Table I with a day, that no amendment took back. A week begins on Monday.
    """
    return [one.record for one in sum_trades_then(trades) if one.superseded_at is None]


def sum_trades_then(trades: Iterable[InsiderTrade]) -> list[Version[InsiderSum]]:
    """Every version of every sum, in the order of the sums.

    A line that an amendment took back counts until the amendment came. Who is one person is told by all trades.
    """
    known = {trade.trade_id: trade for trade in trades}
    lines = sorted(
        (trade for trade in known.values() if not trade.is_derivative and trade.traded_on is not None),
        key=lambda trade: (trade.traded_on, trade.known_at, trade.trade_id),
    )
    weeks: defaultdict[tuple[date, str], list[InsiderTrade]] = defaultdict(list)
    for trade in lines:
        if day := trade.traded_on:
            weeks[day - timedelta(days=day.weekday()), trade.security.casefold()].append(trade)
    versions: list[Version[InsiderSum]] = []
    for (week, _), group in weeks.items():
        versions += _find_versions(group, known, partial(_sum_week, week_start_on=week))
    for person in group_persons(lines):
        for security in dict.fromkeys(trade.security.casefold() for trade in person):
            versions += _find_versions(person, known, partial(_sum_person, security=security))
    return versions


def _find_versions(
    group: Sequence[InsiderTrade], known: Known, add_up: Callable[[list[InsiderTrade]], InsiderSum | None]
) -> list[Version[InsiderSum]]:
    """What `add_up` makes of the lines that stood at each instant at which one of them came in or went."""
    turns = [(instant, add_up(told) if told else None) for instant, told in _tell(group, known)]
    changed = [turn for number, turn in enumerate(turns) if turn[1] != (turns[number - 1][1] if number else None)]
    ends = [instant for instant, _ in changed[1:]] + [None]
    return [
        Version(record=record, known_at=instant, superseded_at=end)
        for (instant, record), end in zip(changed, ends, strict=True)
        if record is not None
    ]


def _tell(group: Sequence[InsiderTrade], known: Known) -> list[tuple[datetime, list[InsiderTrade]]]:
    """The lines that stood at each instant, with the notices that were known by then."""

    def when(trade_id: str | None) -> datetime | None:
        return known[trade_id].known_at if trade_id else None

    told = [(trade, when(trade.notice_id), when(trade.superseded_by)) for trade in group]
    instants = {trade.known_at for trade in group}
    instants |= {instant for _, *others in told for instant in others if instant is not None}
    return [
        (
            instant,
            [
                trade if noticed is None or noticed <= instant else replace(trade, notice_id=None)
                for trade, noticed, ended in told
                if trade.known_at <= instant and not (ended and ended <= instant)
            ],
        )
        for instant in sorted(instants)
    ]


def _sum_week(told: Sequence[InsiderTrade], *, week_start_on: date) -> InsiderSum:
    return _sum(_once(told), week_start_on=week_start_on, owner="", owner_cik=None)


def _sum_person(told: Sequence[InsiderTrade], *, security: str) -> InsiderSum | None:
    """The sum of one security. A person is named as the newest Form 4 writes it: a notice has its own way."""
    named = next((trade for trade in reversed(told) if not trade.is_notice), told[-1])
    cik = next((trade.owner_cik for trade in told if trade.owner_cik is not None), None)
    group = [trade for trade in told if trade.security.casefold() == security]
    return _sum(group, week_start_on=None, owner=named.owner, owner_cik=cik) if group else None


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


def _once(trades: Sequence[InsiderTrade]) -> list[InsiderTrade]:
    """The trades of a week, one that two persons report in forms of their own counted once: a director, and the
    fund that she manages. They give the same shares, price, day, and the same shares owned after it."""
    kept: list[InsiderTrade] = []
    seen: dict[tuple[object, ...], str] = {}
    for one in trades:
        figures = (
            one.security,
            one.code,
            one.traded_on,
            one.acquired,
            one.shares,
            one.price_usd,
            one.shares_after,
        )
        told = None not in (one.shares, one.shares_after) and bool(one.code)
        if told and seen.setdefault(figures, one.accession_number) != one.accession_number:
            continue
        kept.append(one)
    return kept


def _shares(trades: Iterable[InsiderTrade]) -> Decimal:
    return sum((trade.shares or Decimal(0) for trade in trades), Decimal(0))


def _usd(trades: Iterable[InsiderTrade]) -> Decimal:
    return sum(((trade.shares or 0) * (trade.price_usd or Decimal(0)) for trade in trades), Decimal(0))
