"""Purchases: "bought 130 BTC for $10.7 million", "so far in July", "its fifth consecutive week", "bought nothing".

A figure may be that of one disclosure or the sum of all in the period that the claim names. A purchase that no
disclosure shows is refuted only when the days it speaks of are covered.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from monitor.judges._days import new_york_day, say_span
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._checks import OF_PURCHASE, say_contrasts, taken_for, untold, wrong
from monitor.judges.verdicts._cite import cite
from monitor.judges.verdicts._disclosed import Trade, find_named, is_mined, latest_total
from monitor.judges.verdicts._figures import find_figures
from monitor.judges.verdicts._mistaken import find_mistaken
from monitor.judges.verdicts._money_words import read_money
from monitor.judges.verdicts._saying import say_filed_trade, say_sum
from monitor.judges.verdicts._time import period, said_on
from monitor.judges.verdicts.holdings import average, holdings
from monitor.judges.verdicts.holdings._gains import judge_gain
from monitor.judges.verdicts.purchases._any_purchase import (
    PAID_FOR,
    bought_then,
    judge_any,
    judge_unseen,
    says_more,
)
from monitor.judges.verdicts.purchases._average_moves import judge_moved_average
from monitor.judges.verdicts.purchases._choices import OWN, find_elsewhere, find_meant
from monitor.judges.verdicts.purchases._funding import judge_funding
from monitor.judges.verdicts.purchases._no_purchase import ANNOUNCED, KEPT_ON, abstains, judge_none
from monitor.judges.verdicts.purchases._one_by_one import judge_each
from monitor.judges.verdicts.purchases._pauses import judge_pause
from monitor.judges.verdicts.purchases._superlatives import judge_superlative
from monitor.judges.verdicts.purchases._support import support_purchase
from monitor.judges.verdicts.purchases._weekly_rows import is_every_week, is_row, judge_row
from monitor.records import Claim, ClaimFigure, ClaimType

CLAIM_TYPES: tuple[ClaimType, ...] = ("purchase", "holdings_total", "avg_cost", "other")
SALE = re.compile(r"\b(?:s[oe]ll\w*|sold|sales?|dump\w*|unload\w*|offload\w*)\b", re.IGNORECASE)
SHRANK = re.compile(
    r"\b(?:shr[aiu]nk\w*|fell|dropped|declined|decreased|dwindled|lost|down)\b[^.;]{0,20}\bby\b", re.IGNORECASE
)
OF_SHARES = re.compile(  # a tender or a buyback may be of as many dollars as the coins of the same day
    r"\btender(?:s|ed|ing)?\b|\bbuy-?backs?\b|\b(?:its|their) own (?:shares|stock)\b"
    r"|\b(?:repurchas\w+|bu(?:y|ys|ying) back|bought back)\b[^.;]{0,40}\b(?:shares|stock)\b",
    re.IGNORECASE,
)
MONTH_DAY = (
    r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8}|\d{1,2})(?:st|nd|rd|th)?(?:,? 20\d\d)?"
)
RANGE = re.compile(
    rf"\b(?:(?:between|from) {MONTH_DAY} (?:and|to|through|until) {MONTH_DAY}"
    rf"|[A-Z][a-z]{{2,8}}\.? \d{{1,2}} ?[-–—] ?{MONTH_DAY})"
)
LATELY = re.compile(
    r"\b(?:bought|purchased|acquired|added|picked up)\s(?:\w+\s)?(?:(?:last|this) (?:week|month)|yesterday)\b",
    re.IGNORECASE,
)
ALONE = re.compile(r"\b(?:alone|on (?:that|the) (?:one|single|very) day|in (?:one|a single) day)\b", re.IGNORECASE)
DAYS_OFF = 3  # by which the days of a week or a period may be told loosely


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None when nothing is known of the issuer's purchases, or the claim is of something else."""
    if not known.disclosed.get(known.asset) or claim.modality == "predicted":
        return None
    if claim.claim_type != "purchase":  # of a holding or average: what was added to it
        named = None if OF_SHARES.search(claim.source.quote) else find_named(claim, known)
        return None if named is None else _judge_added(claim, known, named)
    money = read_money(claim.source.quote) if claim.negated and claim.figures else None
    if money is not None and money.denied:  # "no borrowed money was used for the 1,550 coins": they were bought
        claim = replace(claim, negated=False)
    if (
        claim.negated and not claim.figures and KEPT_ON.search(claim.source.quote)
    ):  # "has not paused its purchases"
        claim = replace(claim, negated=False)
    if is_every_week(claim):  # "not a week without a purchase": no denial of one
        return judge_row(claim, known)
    pause = judge_pause(claim, known) if claim.negated else None
    if pause is not None:
        return pause
    denied_sale = claim.modality == "denied" and SALE.search(claim.source.quote) is not None
    if (
        claim.negated or abstains(claim)
    ) and not denied_sale:  # "rumours of a sale are false: it bought 229 coins"
        return judge_none(claim, known)
    gain = judge_gain(claim, known)
    if gain is not None:
        return gain
    figures = find_figures(claim.figures, *OWN)
    if is_row(claim):
        row = judge_row(claim, known)
        if row.label != "supported" or not figures:
            return row
    each = judge_each(claim, known)
    if each is not None:
        return each
    return _judge_figures(claim, known, figures) if figures else judge_any(claim, known)


def _judge_added(claim: Claim, known: Knowledge, named: Trade) -> Finding | None:
    """A holding that is said to have changed by what a purchase added: up is right, down is not."""
    if not SHRANK.search(claim.source.quote):
        return _judge_figures(claim, known, find_figures(claim.figures, *OWN))
    return Finding(
        label="refuted",
        reason="contradicts_disclosure",
        rationale=f"{say_filed_trade(known, named)}: bought, not sold.",
        evidence=cite(known, "refutes", named.change),
        firmness="exact",
    )


def _judge_figures(claim: Claim, known: Knowledge, figures: tuple[ClaimFigure, ...]) -> Finding | None:
    if all(figure.role == "usd_each" for figure in figures):  # "acquired at an average of $76,037": all of them
        whole = average.judge(replace(claim, claim_type="avg_cost", figures=figures), known)
        if whole is not None and whole.label == "supported":
            return whole
    meant = find_meant(claim, known, figures)
    if (meant is None or wrong(meant[1])) and _is_whole(claim, known, figures):
        return _judge_more(claim, known) or holdings.judge(claim, known)
    if meant is None or wrong(meant[1]):
        other = find_elsewhere(claim, known, figures)
        if other is not None:
            return _wrong_days(claim, known, other[0].trades[-1])
    if meant is None:
        return find_mistaken(claim, known) or judge_unseen(claim, known, figures)
    one, checks = meant
    told = say_sum(known, one)
    changes = [trade.change for trade in one.trades]
    if wrong(checks):
        return Finding(
            label="refuted",
            reason="contradicts_disclosure",
            rationale=f"{told}; {say_contrasts(wrong(checks))}.",
            evidence=cite(known, "refutes", *changes),
            firmness="exact",
            by_figures=True,
            against=taken_for(wrong(checks), OF_PURCHASE),
        )
    if untold(checks):
        return Finding(
            label="not_enough_evidence",
            reason="outside_filings",
            rationale=f"{told}; {say_contrasts(untold(checks))}.",
            evidence=cite(known, "context", *changes),
        )
    if one.trades and all(map(is_mined, one.trades)) and PAID_FOR.search(claim.source.quote):
        return Finding(
            label="refuted",
            reason="contradicts_disclosure",
            rationale=f"{told}: mined, not bought.",
            evidence=cite(known, "refutes", *changes),
            firmness="exact",
        )
    particular = _judge_days(claim, known, one.trades[0]) if len(one.trades) == 1 else None
    return (
        particular
        or judge_superlative(claim, known, one.trades)
        or judge_funding(claim, known, one.trades)
        or (judge_moved_average(claim, known, one.trades[-1]) if one.trades else None)
        or support_purchase(claim, known, one)
    )


def _judge_more(claim: Claim, known: Knowledge) -> Finding | None:
    """ "Used the dip to buy more, adding to its 499,096 coins": that it bought lately is claimed as well.
    None where it did, or where nothing of the kind is said."""
    if not says_more(claim):
        return None
    lately = judge_any(replace(claim, figures=()), known)
    return None if lately.label == "supported" else lately


def _is_whole(claim: Claim, known: Knowledge, figures: tuple[ClaimFigure, ...]) -> bool:
    """Whether it is all that was ever bought: "with 601,550 BTC, it has spent $42.87 billion"."""
    total = latest_total(known, said_on(claim))
    span = period(claim)
    if (
        total is None
        or find_named(claim, known) is not None
        or LATELY.search(claim.source.quote)
        or (span is not None and (span[0] > known.settled[known.asset][0].as_of_on or bought_then(known, span)))
    ):
        return False
    held = {"units": total.units, "usd_total": total.cost_usd}
    pairs = [(figure.value, held.get(figure.role)) for figure in figures]
    return any(actual is not None and abs(actual - value) <= actual / 10 for value, actual in pairs)


def _judge_days(claim: Claim, known: Knowledge, trade: Trade) -> Finding | None:
    """A single day inside a longer disclosed period cannot be told from it, unless it is that of the filing; and
    of two days that are both named neither may be another one."""
    span = period(claim)
    first, last = trade.span
    named = span is not None and span[0] < span[1] and RANGE.search(claim.source.quote) is not None
    if (
        named
        and span is not None
        and not trade.wide
        and max(abs((span[0] - first).days), abs((min(span[1], last) - last).days)) > DAYS_OFF
    ):
        return _wrong_days(claim, known, trade)
    alone = ALONE.search(claim.source.quote) is not None  # as of its last day it may be told, not as bought then
    if alone and span is not None and span[0] < span[1] and not (span[0] <= first and last <= span[1]):
        return _open_days(known, trade)
    if span is None or span[0] != span[1] or ANNOUNCED.search(claim.source.quote):
        return None
    if (
        not first <= span[0] < last + timedelta(days=alone)
        or first == last
        or span[0] == new_york_day(trade.change.known_at)
    ):
        return None
    return _open_days(known, trade)


def _open_days(known: Knowledge, trade: Trade) -> Finding:
    return Finding(
        label="not_enough_evidence",
        reason="period_not_day",
        rationale=f"{say_filed_trade(known, trade)}: the filing does not say on which of its days.",
        evidence=cite(known, "context", trade.change),
    )


def _wrong_days(claim: Claim, known: Knowledge, trade: Trade) -> Finding:
    span = period(claim) or trade.span
    return Finding(
        label="refuted",
        reason="contradicts_disclosure",
        rationale=f"{say_filed_trade(known, trade)}, not in {say_span(span)}.",
        evidence=cite(known, "refutes", trade.change),
        firmness="exact",
    )
