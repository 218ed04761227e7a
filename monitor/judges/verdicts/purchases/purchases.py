"""Purchases: "bought 130 BTC for $10.7 million", "so far in July", "its fifth consecutive week", "bought nothing".

A figure may be that of one disclosure or the sum of all in the period that the claim names. A purchase that no
disclosure shows is refuted only when the days it speaks of are covered.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from monitor.judges._days import Span, new_york_day, say_span
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._checks import OF_PURCHASE, say_contrasts, taken_for, untold, wrong
from monitor.judges.verdicts._cite import cite
from monitor.judges.verdicts._disclosed import Trade, find_named, is_mined, latest_total, touching_days, trades_of
from monitor.judges.verdicts._figures import find_figures, say_figure
from monitor.judges.verdicts._mistaken import find_mistaken
from monitor.judges.verdicts._money_words import read_money
from monitor.judges.verdicts._saying import leave_open, say_filed_trade, say_sum, say_trade
from monitor.judges.verdicts._time import open_days, period, recent_days, said_on
from monitor.judges.verdicts.holdings import average, holdings
from monitor.judges.verdicts.holdings._gains import judge_gain
from monitor.judges.verdicts.purchases._average_moves import judge_moved_average
from monitor.judges.verdicts.purchases._choices import OWN, find_elsewhere, find_meant
from monitor.judges.verdicts.purchases._funding import judge_funding
from monitor.judges.verdicts.purchases._no_purchase import ANNOUNCED, KEPT_ON, abstains, covering, judge_none
from monitor.judges.verdicts.purchases._one_by_one import judge_each
from monitor.judges.verdicts.purchases._pauses import judge_pause
from monitor.judges.verdicts.purchases._superlatives import judge_superlative
from monitor.judges.verdicts.purchases._support import support_any, support_purchase
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
PAID_FOR = re.compile(  # what was mined is acquired, and added, but not bought
    r"\b(?:b(?:ought|uy\w*)|purchas\w+|shopp\w+|snapped up|scoop\w+|paid|spen[dt]\w*|splash\w+|market buys?)\b",
    re.IGNORECASE,
)
MORE = re.compile(
    r"\b(?:b(?:uy\w*|ought)|purchas\w+|acquir\w+|snapp?\w* up|pick\w* up|scoop\w* up|grab\w*)\s(?:\w+\s){0,2}?"
    r"(?:more|again|another|further)\b|\badd(?:ed|ing|s)? to\b|\btop(?:ped|ping|s) up\b"
    r"|\b(?:kept|keeps|continued|went on|resumed) (?:on )?(?:to )?(?:buy\w*|add\w*|acquir\w+|accumulat\w+)"
    r"|\b(?:last|this|the past) week[’']s (?:\w+ ){1,2}to (?:buy|add|acquire|top)\b",
    re.IGNORECASE,
)
LATELY = re.compile(
    r"\b(?:bought|purchased|acquired|added|picked up)\s(?:\w+\s)?(?:(?:last|this) (?:week|month)|yesterday)\b",
    re.IGNORECASE,
)
ALONE = re.compile(r"\b(?:alone|on (?:that|the) (?:one|single|very) day|in (?:one|a single) day)\b", re.IGNORECASE)
DAYS_OFF = 3  # by which the days of a week or a period may be told loosely
WEEK = timedelta(days=8)
SHOWN = 4


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
    return _judge_figures(claim, known, figures) if figures else _judge_any(claim, known)


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
        return find_mistaken(claim, known) or _judge_unseen(claim, known, figures)
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


def says_more(claim: Claim) -> bool:
    """Whether coins are said to have been bought lately, however many."""
    return MORE.search(claim.source.quote) is not None


def _judge_more(claim: Claim, known: Knowledge) -> Finding | None:
    """ "Used the dip to buy more, adding to its 499,096 coins": that it bought lately is claimed as well.
    None where it did, or where nothing of the kind is said."""
    if not says_more(claim):
        return None
    lately = _judge_any(replace(claim, figures=()), known)
    return None if lately.label == "supported" else lately


def _is_whole(claim: Claim, known: Knowledge, figures: tuple[ClaimFigure, ...]) -> bool:
    """Whether it is all that was ever bought: "with 601,550 BTC, it has spent $42.87 billion"."""
    total = latest_total(known, said_on(claim))
    span = period(claim)
    if (
        total is None
        or find_named(claim, known) is not None
        or LATELY.search(claim.source.quote)
        or (span is not None and (span[0] > known.settled[known.asset][0].as_of_on or _bought_then(known, span)))
    ):
        return False
    held = {"units": total.units, "usd_total": total.cost_usd}
    pairs = [(figure.value, held.get(figure.role)) for figure in figures]
    return any(actual is not None and abs(actual - value) <= actual / 10 for value, actual in pairs)


def _bought_then(known: Knowledge, span: Span) -> tuple[Trade, ...]:
    """The purchases of just those days: on a day with one, the whole holding was not bought."""
    return tuple(one for one in trades_of(known, "acquired") if one.span == span)


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


def _judge_unseen(claim: Claim, known: Knowledge, figures: tuple[ClaimFigure, ...]) -> Finding:
    """No disclosed purchase is meant: refuted where the days are covered, open where they are not."""
    window = period(claim) or recent_days(claim, known)
    said = ", ".join(say_figure(figure) for figure in figures)
    uncovered = open_days(claim, known, window)
    if uncovered and not (window[0] == window[1] and _bought_then(known, window)):
        return leave_open(known, uncovered, f"No disclosed purchase is one of {said}.")
    bought = touching_days(trades_of(known, "acquired"), window) or trades_of(known, "acquired")[-1:]
    told = ", ".join(say_trade(one) for one in bought[-SHOWN:]) or "nothing bought"
    return Finding(
        label="refuted",
        reason="contradicts_disclosure",
        rationale=f"The disclosures that cover {say_span(window)} show no such purchase ({said}). Disclosed: "
        f"{told}.",
        evidence=cite(known, "refutes", *(one.change for one in bought[-SHOWN:])),
    )


def _judge_any(claim: Claim, known: Knowledge) -> Finding:
    """ "is buying", "bought more": any purchase in the days it speaks of."""
    window = period(claim) or recent_days(claim, known)
    acquired = trades_of(known, "acquired")
    if PAID_FOR.search(claim.source.quote):
        acquired = tuple(one for one in acquired if not is_mined(one))
    # On the day of the filing "this week's buy" is the one that it tells of.
    told = [one for one in acquired if new_york_day(one.change.known_at) == said_on(claim) == window[1]]
    fine = [one for one in acquired if not one.wide or not _is_told_closer(known, one, window)]
    bought = touching_days(fine, window) or tuple(one for one in told if window[0] - one.span[1] < WEEK)
    if bought:
        return (
            judge_superlative(claim, known, bought[-1:])
            or judge_funding(claim, known, bought[-1:])
            or support_any(claim, known, bought[-1])
        )
    uncovered = open_days(claim, known, window)
    if uncovered:
        told_then = says_more(claim) and period(claim) is not None  # "bought more last week": a claim of its own
        open_ = leave_open(known, uncovered, "No purchase is disclosed for them yet.")
        return replace(open_, idle=not told_then)
    return Finding(
        label="refuted",
        reason="contradicts_disclosure",
        rationale=f"The disclosures that cover {say_span(window)} show no purchase.",
        evidence=cite(known, "refutes", *covering(known, window)),
    )


def _is_told_closer(known: Knowledge, wide: Trade, window: Span) -> bool:
    """Whether a disclosure of fewer days tells of the window, into which a quarter's sum only reaches."""
    if window[0] <= wide.span[0] and wide.span[1] <= window[1]:
        return False
    days = wide.span[1] - wide.span[0]
    return any(
        one.span[1] - one.span[0] < days and one.span[0] <= window[1] and window[0] <= one.span[1]
        for one in known.disclosed[known.asset]
    )
