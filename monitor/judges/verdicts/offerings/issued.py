"""Shares and notes sold: "raised $181 million from 1,409,600 shares", "the STRC offering brought $2.47 billion".

Judged on the issuances of the period, or of the last two weeks: each row of a program, all of them in sum, and the
offerings. The figures of one paper told of another refute, and so does the sum of a row told of its shares.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from monitor.judges._days import Span, say_day
from monitor.judges._precision import say_units
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite
from monitor.judges.verdicts._figures import is_right, say_amount, say_figure
from monitor.judges.verdicts._stock_words import SPENT_BEFORE
from monitor.judges.verdicts._time import period, said_on
from monitor.judges.verdicts.debts._events import judge_event
from monitor.judges.verdicts.programs._rows import COMMON_ROW, PAPERS, say_row, total_of
from monitor.judges.verdicts.programs._share_prices import share_prices
from monitor.records import Claim, ClaimFigure, ClaimType, Issuance

CLAIM_TYPES: tuple[ClaimType, ...] = ("other",)
NOTES = re.compile(r"\b(?:notes?|bonds?|converts?|convertibles?)\b(?! preferred)", re.IGNORECASE)
GROSS = Decimal("1.03")  # of the net proceeds: what they may have been before commissions
LEFT = re.compile(r"\b(?:left|remain\w*|available|up to|can|may|could|program(?:me)?s?|worth)\b", re.IGNORECASE)
PREFERRED = re.compile(
    r"\bpreferreds?\b(?! and)(?!\s(?:stock|shares?|sales?)?\s?(?:and|or|as well as) (?:common|stock|class))",
    re.IGNORECASE,
)
COMMON = re.compile(r"\b(?:common|class A|MSTR|stock and|shares and|equity and)\b", re.IGNORECASE)
STOCK = re.compile(r"\b(?:stock|shares?|equity|ATMs?|at-the-market|preferreds?)\b", re.IGNORECASE)
WEEKS = timedelta(days=16)  # so long a period is of one or two filings
SLACK = timedelta(days=3)


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None when nothing was issued in those days, or the figures are of nothing that was."""
    if claim.action not in ("issue", "raise") or not claim.figures:
        return None
    if NOTES.search(claim.source.quote):
        noted = judge_event(claim, known, tuple(one for one in claim.figures if one.unit == "USD"))
        if noted is not None:
            return noted
    day = said_on(claim)
    span = period(claim) or (day - timedelta(days=14), day)
    dollars = [one for one in claim.figures if one.unit == "USD" and not _is_price_of_coins(claim, one)]
    shares = [figure for figure in claim.figures if figure.role == "shares"]
    rows = [
        one
        for one in known.record.issuances
        if one.kind in ("atm", "offering")
        and one.period_end_on
        and span[0] - timedelta(days=7) <= one.period_end_on <= span[1] + timedelta(days=3)
    ]
    if claim.period_end_on is not None:
        rows = _of_those_days(rows, span) or rows
    named = [ticker for ticker, words in PAPERS.items() if re.search(rf"\b{words}\b", claim.source.quote)]
    others = rows
    if not named and PREFERRED.search(claim.source.quote) and not COMMON.search(claim.source.quote):
        named = ["preferred stock"]
        rows = [one for one in rows if not COMMON_ROW.search(one.security)]
    elif named:
        rows = [one for one in rows if any(re.search(PAPERS[name], one.security, re.IGNORECASE) for name in named)]
    if not others or not (dollars or shares):
        return None
    if rows and claim.period_end_on is not None and STOCK.search(claim.source.quote) and _sold_none(rows, span):
        return _refute_none(known, rows, (*dollars, *shares))
    if not rows or not _has_all(rows, dollars, shares):
        moved = _refute_series(known, named, others, (*dollars, *shares)) if named else None
        moved = moved or _refute_days(claim, known, rows, dollars, shares)
        return moved or _refute_other(known, rows, dollars, shares, named=bool(named))
    total = total_of(rows)
    used = [
        one
        for one in rows
        if any(one.net_proceeds_usd and is_right(figure, one.net_proceeds_usd) for figure in dollars)
        or any(one.shares and is_right(figure, one.shares) for figure in shares)
    ] or rows[:4]
    all_told = f"; {say_amount(total, 'USD')} of all" if len(rows) > 1 else ""
    prices = [one for one in share_prices(used) if any(is_right(figure, one) for figure in dollars)]
    each = f", {say_amount(prices[0], 'USD')} a share" if prices else ""
    return Finding(
        label="supported",
        reason="matches_disclosure",
        rationale=f"To {say_day(rows[-1].period_end_on or day)}: "
        f"{'; '.join(dict.fromkeys(_say_issuance(one) for one in used))}{each}{all_told}.",
        evidence=cite(known, "supports", *used),
    )


def _of_those_days(rows: Sequence[Issuance], span: Span) -> list[Issuance]:
    """Those of a week or two that is named with its days: the sales of the week before are no part of it."""
    if not timedelta(days=4) <= span[1] - span[0] <= WEEKS:
        return []
    return [
        one
        for one in rows
        if one.period_end_on
        and span[0] - SLACK <= (one.period_start_on or one.period_end_on)
        and one.period_end_on <= span[1] + SLACK
    ]


def _sold_none(rows: Sequence[Issuance], span: Span) -> bool:
    return bool(_of_those_days(rows, span)) and all(
        one.kind == "atm" and one.shares is not None and not one.shares for one in rows
    )


def _refute_none(known: Knowledge, rows: Sequence[Issuance], figures: Sequence[ClaimFigure]) -> Finding:
    """A sum that nothing was sold for in those days."""
    return Finding(
        label="refuted",
        reason="contradicts_disclosure",
        rationale=f"{'; '.join(say_row(one) for one in rows[:4])}; {say_figure(figures[0])} is claimed.",
        evidence=cite(known, "refutes", *rows[:4]),
        firmness="exact",
    )


def _is_price_of_coins(claim: Claim, figure: ClaimFigure) -> bool:
    """ "To buy 21,021 bitcoin for $2.46 billion": what coins cost, not what stock brought."""
    return SPENT_BEFORE.search(claim.source.quote[: figure.start - claim.source.quote_start]) is not None


def _has_all(rows: Sequence[Issuance], dollars: Sequence[ClaimFigure], shares: Sequence[ClaimFigure]) -> bool:
    proceeds = [one.net_proceeds_usd for one in rows if one.net_proceeds_usd]
    counts = [one.shares for one in rows if one.shares]
    total = total_of(rows)
    told = (*proceeds, total, *share_prices(rows))
    return all(any(is_right(figure, amount) for amount in told) for figure in dollars) and all(
        any(is_right(figure, count) for count in counts) for figure in shares
    )


def _refute_series(
    known: Knowledge, named: Sequence[str], rows: Sequence[Issuance], figures: Sequence[ClaimFigure]
) -> Finding | None:
    """The figures of one paper told of another: "$106.1 million of STRC" that is of common stock."""
    for one in rows:
        told = [amount for amount in (one.net_proceeds_usd, one.shares) if amount]
        if told and all(any(is_right(figure, amount) for amount in told) for figure in figures):
            return Finding(
                label="refuted",
                reason="contradicts_disclosure",
                rationale=f"{_say_issuance(one)}; it is told of {', '.join(named)}.",
                evidence=cite(known, "refutes", one),
            )
    return None


def _refute_days(
    claim: Claim,
    known: Knowledge,
    rows: Sequence[Issuance],
    dollars: Sequence[ClaimFigure],
    shares: Sequence[ClaimFigure],
) -> Finding | None:
    """Another sum than the one that stock brought in on just those days: "over $500 million from July 1 to
    September 12". What it brought before commissions is a little more."""
    span = (claim.period_start_on, claim.period_end_on)
    own = [one for one in rows if one.kind == "atm" and (one.period_start_on, one.period_end_on) == span]
    sums = {one.net_proceeds_usd for one in own if one.net_proceeds_usd}
    if None in span or span[0] == span[1] or len(sums) != 1 or len(dollars) != 1 or shares:
        return None
    net = sums.pop()
    if any(is_right(dollars[0], amount) for amount in (net, net * GROSS)) or LEFT.search(claim.source.quote):
        return None
    return Finding(
        label="refuted",
        reason="contradicts_disclosure",
        rationale=f"{_say_issuance(own[-1])}, on just those days; {say_figure(dollars[0])} is claimed.",
        evidence=cite(known, "refutes", own[-1]),
        firmness="exact",
    )


def _refute_other(
    known: Knowledge,
    rows: Sequence[Issuance],
    dollars: Sequence[ClaimFigure],
    shares: Sequence[ClaimFigure],
    *,
    named: bool,
) -> Finding | None:
    """The shares of one row with a sum that is not its own, or the only offering of a named paper "
    "with another sum."""
    own = [
        one for one in rows if one.shares and one.net_proceeds_usd and shares and is_right(shares[0], one.shares)
    ]
    offers = [one for one in rows if one.kind == "offering" and one.net_proceeds_usd]
    if not own and named and not shares and len({one.net_proceeds_usd for one in offers}) == 1:
        own = offers
    if not own or not dollars or any(_meets(one, dollars) for one in own):
        return None
    return Finding(
        label="refuted",
        reason="contradicts_disclosure",
        rationale=f"{_say_issuance(own[-1])}; {say_figure(dollars[0])} is claimed.",
        evidence=cite(known, "refutes", own[-1]),
        firmness="exact",
    )


def _meets(one: Issuance, dollars: Sequence[ClaimFigure]) -> bool:
    amounts = [amount for amount in (one.net_proceeds_usd, one.notional_usd, one.available_usd) if amount]
    amounts += share_prices([one])
    return all(any(is_right(figure, amount) for amount in amounts) for figure in dollars)


def _say_issuance(one: Issuance) -> str:
    shares = f"{say_units(one.shares)} shares, " if one.shares else ""
    return f"{one.security}: {shares}{say_amount(one.net_proceeds_usd or Decimal(0), 'USD')} of net proceeds"
