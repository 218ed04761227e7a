"""Stock sold under at-the-market programs in a stretch of days, and what became of the money.

"801,994 MSTR shares were sold for $128.3 million in the last week of May", "no common stock was sold", "of the
$1.48 billion raised only $11.7 million went into bitcoin". Shares and net proceeds against the rows of the weekly
filings, coins and what they cost against the purchases of the same days.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import get_args

from monitor.judges._days import Span
from monitor.judges._precision import say_units
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite, confirm_or_refute
from monitor.judges.verdicts._disclosed import Trade, touching_days, trades_of
from monitor.judges.verdicts._figures import is_right, say_amount, say_figure
from monitor.judges.verdicts._saying import say_filed_trade
from monitor.judges.verdicts._stock_words import PRICE_LIMIT, SERIES, StockSale, read_stock_sale
from monitor.judges.verdicts._time import period, said_on
from monitor.judges.verdicts.programs._rows import COMMON_ROW, find_rows, judge_none, say_row
from monitor.judges.verdicts.programs._share_prices import share_prices
from monitor.judges.verdicts.programs._streaks import judge_streak
from monitor.records import Claim, ClaimFigure, ClaimType, Issuance

CLAIM_TYPES: tuple[ClaimType, ...] = get_args(ClaimType)
SOLD = re.compile(
    r"\b(?:sold|sells?|selling|sales?|issu(?:ed|es|ing)|rais(?:ed|es|ing)|brought in|offloaded|placed|proceeds"
    r"|(?:lay|lain|stood|sat|were|was|remained|left) idle)\b",
    re.IGNORECASE,
)
ANY_KIND = re.compile(
    r"\b(?:no|not (?:a|one)(?: single)?|zero) (?:new )?(?:shares?|stock|securities) (?:of (?:any|either) (?:kind"
    r"|class|type)|at all|whatsoever)\b|\bno (?:new )?(?:shares|stock) (?:was|were) (?:sold|issued)\b",
    re.IGNORECASE,
)
ONLY = re.compile(
    r"\b(?:sold|issued|selling|issuing) (?:only|just|nothing but|solely)\b"
    r"|\b(?:only|just) \w+(?: shares| stock)? (?:was|were) sold\b",
    re.IGNORECASE,
)
PASSED = re.compile(r"\b(?:bitcoins?|BTC|coins?)\b[^.;]{0,15}\b(?:were|was) sold\b", re.IGNORECASE)
COINS_SOLD = re.compile(
    r"\b(?:sold|sells?|selling|dump\w*|liquidat\w*|offload\w*"
    r"|parted with)\s(?:[\w,.]+\s){0,3}(?:bitcoins?|BTC|coins?)\b",
    re.IGNORECASE,
)
DENIED = re.compile(
    r"\b(?:no|not|nor|without)\s(?:any\s|a share of\s)?(?P<what>(?:[\w-]+\s?){1,3})", re.IGNORECASE
)
NEVER = re.compile(
    r"\b(?:no|none|zero|not a single|not one|without (?:selling|issuing)|nothing|never|nil)\b|n[’']t\b"
    r"|\bdid not\b|\bidle\b",
    re.IGNORECASE,
)
IDLE = re.compile(
    r"\b(?:insiders?|directors?|CEO|CFO|if|will|plans?|(?-i:may)|could|would|capacity|remaining|available"
    r"|buy ?backs?|repurchas\w+|dividends?|reserve|warned|closed|fell|rose)\b",
    re.IGNORECASE,
)
LATELY = timedelta(days=14)
WEEK = 16  # days: so long a period is of one filing


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where the sentence tells of no stock sold, or of an unnamed time without a figure that is known."""
    words = claim.source.quote
    said = read_stock_sale(words)
    if said is None or not SOLD.search(words) or COINS_SOLD.search(words) or IDLE.search(words):
        return None
    named = bool(said.series or said.common or re.search(r"\bATM\b|at-the-market", words))
    if claim.claim_type == "insider_sale" and not re.search(r"\bATM\b|at-the-market", words):
        return None  # "Saylor sold 5,000 MSTR shares"
    if not named and not said.shares and not ANY_KIND.search(words):
        return None
    span = period(claim) or _others_period(claim)
    day = said_on(claim)
    if not said.shares:  # "eight-point-two million new shares"
        said = replace(said, shares=tuple(one for one in claim.figures if one.unit == "shares"))
    row = judge_streak(words, said, min(span[1], day) if span else day, known)
    if row is not None:
        return row
    rows = find_rows(known, said, span or (day - LATELY, day), named=span is not None)
    if not rows:
        return None
    if DENIED.search(words) and len(said.series) + said.common > 1:
        return _judge_mixed(known, words, rows) if span is not None else None
    if ONLY.search(words) and span is not None and not said.money and not said.shares and not DENIED.search(words):
        return _judge_only(known, rows, span)
    if NEVER.search(words) and not said.shares and not said.of("sum", "net", "gross"):
        return judge_none(known, rows) if span is not None and not said.coins else None
    return _judge_figures(
        known, words, said, rows, sure=named and span is not None and (span[1] - span[0]).days <= WEEK
    )


def _others_period(claim: Claim) -> Span | None:
    if claim.period_end_on is None or claim.period_start_on is None:
        return None
    return claim.period_start_on, claim.period_end_on


def _judge_mixed(known: Knowledge, words: str, rows: Sequence[Issuance]) -> Finding | None:
    """ "sold common stock but no STRC": each paper sold, or not, as it is told."""
    if re.search(r"[$\d]{2}", re.sub(r"\b\d{1,2}\b", "", words)):
        return None
    denied = " ".join(match["what"] for match in DENIED.finditer(words))
    wrong = [one for one in rows if bool(one.shares) == (_names(denied, one))]
    return Finding(
        label="refuted" if wrong else "supported",
        reason="contradicts_disclosure" if wrong else "matches_disclosure",
        rationale=f"{'; '.join(say_row(one) for one in (wrong or list(rows))[:4])}.",
        evidence=cite(known, "refutes" if wrong else "supports", *(wrong or list(rows))[:4]),
        firmness="exact",
    )


def _judge_only(known: Knowledge, own: Sequence[Issuance], span: Span) -> Finding | None:
    """ "Sold only STRF shares": that, and no other."""
    if (span[1] - span[0]).days > WEEK:
        return None
    rows = find_rows(known, StockSale(series=(), common=False, shares=(), money=(), coins=()), span, named=True)
    others = [one for one in rows if one not in own and one.shares]
    sold = [one for one in own if one.shares]
    right = bool(sold) and not others
    told = sold if right else [*sold, *others]
    return confirm_or_refute(
        known,
        right,
        f"{'; '.join(say_row(one) for one in (told or list(own))[:5])}{'; no other' if right else ''}.",
        *(told or list(own))[:5],
        firmness="exact",
    )


def _names(words: str, one: Issuance) -> bool:
    if COMMON_ROW.search(one.security):
        return re.search(r"\b(?:common|MSTR|class A)\b", words, re.IGNORECASE) is not None
    return any(
        re.search(rf"\b{name}\b", words) and re.search(rf"\b{name}\b", one.security, re.IGNORECASE)
        for name in SERIES.values()
    )


def _judge_figures(
    known: Knowledge, words: str, said: StockSale, rows: Sequence[Issuance], *, sure: bool
) -> Finding | None:
    counts = [one.shares for one in rows if one.shares]
    sums = [one.net_proceeds_usd for one in rows if one.net_proceeds_usd]
    face = [one.notional_usd for one in rows if one.notional_usd]
    asked = said.of("sum", "net", "gross")
    if not said.shares and not asked:
        return None
    if any(one.unit != "USD" for one in (*asked, *said.of("price"))):
        return None
    weighed = [(one, [*counts, sum(counts, Decimal(0))]) for one in said.shares]
    weighed += [(one, [*sums, *face, sum(sums, Decimal(0))]) for one in asked]
    weighed += [(one, share_prices(rows)) for one in said.of("price")]
    hits = [any(is_right(figure, amount) for amount in amounts if amount) for figure, amounts in weighed]
    bought, wrong_bought = _judge_bought(known, words, said, rows)
    if wrong_bought is not None:
        return wrong_bought if any(hits) else None
    if all(hits):
        return Finding(
            label="supported",
            reason="matches_disclosure",
            rationale=_told(rows, weighed) + "".join(f" {say_filed_trade(known, one)}." for one in bought),
            evidence=cite(known, "supports", *_used(rows, weighed), *(one.change for one in bought)),
            firmness="exact",
        )
    if not (sure or any(hits)):
        return None
    figure = weighed[hits.index(False)][0]
    ends = [one.period_end_on for one in rows if one.period_end_on]
    spent = [one.change.usd_amount for one in trades_of(known, "acquired") if one.span[1] in ends]
    if any(hits) and any(amount is not None and is_right(figure, amount) for amount in spent):
        return None  # "sales of $74.6 million covered nearly all of the $75.1 million purchase"
    return Finding(
        label="refuted",
        reason="contradicts_disclosure",
        rationale=f"{_told(rows, weighed)} {say_figure(figure)} is claimed.",
        evidence=cite(known, "refutes", *_used(rows, weighed)),
        firmness="exact",
    )


def _judge_bought(
    known: Knowledge, words: str, said: StockSale, rows: Sequence[Issuance]
) -> tuple[tuple[Trade, ...], Finding | None]:
    """The purchases of the same days, where coins or what was spent on them are told; and what is wrong "
    "of them."""
    wanted = [*said.coins, *said.of("spent")]
    if not wanted:
        return (), None
    starts = [one.period_start_on for one in rows if one.period_start_on]
    ends = [one.period_end_on for one in rows if one.period_end_on]
    sold = PASSED.search(words) is not None
    trades = touching_days(trades_of(known, "sold" if sold else "acquired"), (min(starts), max(ends)))
    for figure in wanted:
        amounts = [one.change.units if figure.unit == "bitcoin" else one.change.usd_amount for one in trades]
        if not any(amount is not None and is_right(figure, amount) for amount in amounts):
            told = say_filed_trade(known, trades[-1]) if trades else "No such trade is disclosed of those days"
            return (), Finding(
                label="refuted",
                reason="contradicts_disclosure",
                rationale=f"{told}; {say_figure(figure)} is claimed.",
                evidence=cite(known, "refutes", *(one.change for one in trades[-1:]), *rows[:1]),
                firmness="exact",
            )
    return trades, None


def _used(rows: Sequence[Issuance], weighed: Sequence[tuple[ClaimFigure, list[Decimal]]]) -> list[Issuance]:
    """The rows that a figure fits, else those with sales."""
    found = [
        one
        for one in rows
        if any(
            is_right(figure, amount)
            for figure, _ in weighed
            for amount in (one.shares, one.net_proceeds_usd, one.notional_usd)
            if amount
        )
    ]
    return found or [one for one in rows if one.shares][:4] or list(rows[:1])


def _told(rows: Sequence[Issuance], weighed: Sequence[tuple[ClaimFigure, list[Decimal]]]) -> str:
    used = _used(rows, weighed)
    total = sum((one.net_proceeds_usd or Decimal(0) for one in rows), Decimal(0))
    count = sum((one.shares or Decimal(0) for one in rows), Decimal(0))
    also = f"; in all {say_units(count)} shares, {say_amount(total, 'USD')}" if len(rows) > 1 else ""
    each = [one for one in weighed if one[0].unit == "USD" and one[0].value < PRICE_LIMIT]
    paid = "".join(f", {say_amount(amount, 'USD')} a share" for amount in (each[0][1][:1] if each else []))
    return f"{'; '.join(say_row(one) for one in used)}{paid}{also}."
