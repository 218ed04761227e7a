"""Sales that are said to have happened, or said not to have (contract, Verdicts, 3, 4).

    a disclosed sale matches the claim                            supported
    its figures contradict the disclosed ones                     refuted
    every day it speaks of is covered, without such a sale        refuted, `reconciled_no_sale`
    some of its days are covered by nothing yet                   open, `blind_window`, until the next one

A denial is the claim of the negation. What trackers see leaving wallets is no sale and no base of the company.
"""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal

from monitor.judges._days import Span, new_york_day, say_day
from monitor.judges._precision import say_units
from monitor.judges.knowledge import NO_LEDGER, Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite, say_filed
from monitor.judges.verdicts._disclosed import (
    NEWS_DAYS,
    Trade,
    last_digits,
    latest_total,
    sum_of,
    touching_days,
    trades_of,
    within_days,
)
from monitor.judges.verdicts._figures import find_figures, is_right, say_figure
from monitor.judges.verdicts._mistaken import find_mistaken
from monitor.judges.verdicts._saying import leave_open, say_filed_trade
from monitor.judges.verdicts._time import open_days, period, recent_days, said_on
from monitor.judges.verdicts._words import TRACKER
from monitor.judges.verdicts.sales._left import judge_left, judge_left_over
from monitor.judges.verdicts.sales._match import judge_sale_row, leave_day_open, match_sale, support_sale
from monitor.judges.verdicts.sales._no_sale import say_covered, tell_covered
from monitor.judges.verdicts.sales._referred import find_referred
from monitor.judges.verdicts.sales._room import say_room
from monitor.records import Claim, ClaimFigure, ClaimType, FigureRole

CLAIM_TYPES: tuple[ClaimType, ...] = (
    "btc_sale_past",
    "btc_sale_hidden_or_rumoured",
    "other",
    "interest_or_dividend_payment",
    "holdings_total",
)
OWN: tuple[FigureRole, ...] = ("units", "usd_total", "usd_value", "usd_each", "units_after", "percent")
UP_TO_NOW = re.compile(r"\b(?:up to|until|till|to) (?:today|now|this (?:very )?day)\b", re.IGNORECASE)
SINCE = re.compile(r"\bsince\b", re.IGNORECASE)
SHARP_DIGITS = 2  # digits that a number of coins must have more of, to be known by it
REFERENCE = 31  # days from the beginning of what "since" names
SOLD = re.compile(
    r"\b(?:sold|sale|selling|dumped|offloaded|unloaded|liquidated|parted with|let go of|disposed of)\b",
    re.IGNORECASE,
)
SALE_OF_COINS = re.compile(r"\b(?:bitcoin|BTC|coin)s?\s+sales?\b", re.IGNORECASE)
EVER = re.compile(
    r"\b(?:never|ever|in its history|to date|at any (?:time|point)|once|before|in the past|at all)\b"
    r"(?!\s+(?:the|its|it|this))",
    re.IGNORECASE,
)
READ_OUT = re.compile(
    r"\b(?:8-K|10-[QK]|filings?|SEC (?:form|report|document)s?|disclosure)\b(?: of \w+ \d+"
    r"| on \w+day)?,? (?:\w+ly )?(?:say|show|confirm"
    r"|reveal|disclos|admit|prov|state|indicat|announc|report)\w*\b|\b(?:say|said|show|confirm|reveal|disclos|admit|stat)\w*[^.;]{0,20}"
    r"\b(?:in|by|through) (?:its|a|the)(?: \w+)? (?:8-K|10-[QK]|filing|SEC filing|report to the SEC)\b",
    re.IGNORECASE,
)
# "Monday's filing will show a sale": it is not filed yet
NOT_YET_FILED = re.compile(
    r"\b(?:bet|wager|guess|expect\w*|predict\w*|next|coming|upcoming|tomorrow[’']?s?|will|going to"
    r"|wait for)\b[^.;]{0,40}"
    r"\b(?:8-K|10-[QK]|filings?|report|disclosure)\b",
    re.IGNORECASE,
)
NEWS = re.compile(
    r"\b(?:just|breaking|now|is|are|be|dump(?:s|ing)|selling|sells|offloading|already|secretly|quietly|hidden|begun|started|"
    r"overnight|this week|rumou?r\w*|underway|under way)\b",
    re.IGNORECASE,
)


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None when nothing is known of the issuer's holdings, or the claim is of no sale of coins."""
    if not known.settled.get(known.asset) or not _is_sale(claim):
        return None
    if claim.negated:
        return _judge_denial(claim, known)
    return judge_left_over(claim, known) or _judge_base(claim, known) or _judge_sale(claim, known)


def _is_sale(claim: Claim) -> bool:
    """Of other claims those of coins sold: "the 32 coins were sold at $77,135 apiece"."""
    words = claim.source.quote
    if claim.claim_type.startswith("btc_sale"):
        return True
    if claim.claim_type == "holdings_total":  # "a sale of 32 bitcoin, about 1 % of its holdings"
        return SOLD.search(words) is not None and all(figure.role == "percent" for figure in claim.figures)
    coins = bool(find_figures(claim.figures, "units")) or SALE_OF_COINS.search(words) is not None
    return coins and SOLD.search(words) is not None and claim.action in ("issue", "raise", "sell", "pay")


def window_of(claim: Claim, known: Knowledge) -> Span:
    """The days that the claim speaks of: those it names, all since the first holding ("never"), or recent ones."""
    named = period(claim)
    if named == (said_on(claim), said_on(claim)) and UP_TO_NOW.search(claim.source.quote):
        named = None
    read = _told_by_filing(claim, known) or (find_referred(claim, known) if named is None else None)
    if read is not None:
        return read
    if named is not None:
        return named
    if EVER.search(claim.source.quote) and not NEWS.search(claim.source.quote):
        first = [one.span[0] for one in known.disclosed[known.asset]]
        return min([known.settled[known.asset][0].as_of_on, *first]), said_on(claim)
    return recent_days(claim, known)


def _told_by_filing(claim: Claim, known: Knowledge) -> Span | None:
    """ "its latest 8-K says that it has begun selling": the days that the last disclosure itself covers."""
    words = claim.source.quote
    if not READ_OUT.search(words) or NOT_YET_FILED.search(words) or claim.figures:
        return None
    told = [
        step
        for step in known.ledgers.get(known.asset, NO_LEDGER).steps
        if step.opening_on is not None and new_york_day(step.known_at) <= said_on(claim)
    ]
    if not told or told[-1].opening_on is None:
        return None
    return told[-1].opening_on + timedelta(days=1), told[-1].as_of_on


def _judge_sale(claim: Claim, known: Knowledge) -> Finding:
    figures = find_figures(claim.figures, *OWN)
    window = window_of(claim, known)
    found = (match_sale(claim, known, figures) if figures else None) or judge_sale_row(claim, known)
    if found is not None:
        return found
    sold = trades_of(known, "sold")
    inside, reaching = within_days(sold, window), touching_days(sold, window)
    if not figures and inside:
        return support_sale(claim, known, sum_of(inside[-1:]))
    if not figures and reaching:
        # "Since X" speaks of every day up to the one it is judged on (contract, 3)
        since = "since" in claim.qualifiers and window[0] <= reaching[-1].span[0]
        if period(claim) is None or since or _is_named_whole(claim, reaching[-1]):
            return support_sale(claim, known, sum_of(reaching[-1:]))
        return leave_day_open(known, reaching[-1], window)
    stale = judge_left(claim, known)
    if stale is not None:
        return stale
    mistaken = find_mistaken(claim, known) or _judge_bought(claim, known, figures)
    if mistaken is not None:
        return mistaken
    uncovered = open_days(claim, known, window, reconciled=True)
    if uncovered:
        return _leave_open(claim, known, uncovered)
    if reaching:
        return Finding(
            label="refuted",
            reason="contradicts_disclosure",
            rationale=f"{say_filed_trade(known, reaching[-1])}; "
            f"{', '.join(map(say_figure, figures)) or 'another'} is claimed.",
            evidence=cite(known, "refutes", reaching[-1].change),
        )
    return Finding(
        label="refuted",
        reason="reconciled_no_sale",
        rationale=say_covered(known, window),
        evidence=cite(known, "refutes", *tell_covered(known, window)),
    )


def _is_named_whole(claim: Claim, sale: Trade) -> bool:
    """Whether the days that are named, some of them still to come when it was said, hold all of the sale's."""
    start, end = claim.period_start_on, claim.period_end_on
    return start is not None and end is not None and start <= sale.span[0] and sale.span[1] <= end


def _judge_bought(claim: Claim, known: Knowledge, figures: tuple[ClaimFigure, ...]) -> Finding | None:
    """ "a sale of 2,932 BTC worth $264.1 million": the very figures of what was bought lately."""
    units = find_figures(figures, "units")
    if not units or last_digits(units[0].value) <= SHARP_DIGITS or units[0].comparator != "exactly":
        return None
    for trade in reversed(trades_of(known, "acquired")):
        change = trade.change
        actual = {"units": change.units, "usd_total": change.usd_amount, "usd_value": change.usd_amount}
        pairs = [(figure, actual.get(figure.role, change.average_price_usd)) for figure in figures]
        lately = not trade.wide and 0 <= (said_on(claim) - trade.span[1]).days <= NEWS_DAYS
        if lately and all(amount is not None and is_right(figure, amount) for figure, amount in pairs):
            return Finding(
                label="refuted",
                reason="contradicts_disclosure",
                rationale=f"{say_filed_trade(known, trade)}: bought, not sold.",
                evidence=cite(known, "refutes", change),
                firmness="exact",
            )
    return None


def _judge_denial(claim: Claim, known: Knowledge) -> Finding:
    """ "has not sold", "no coin was sold since May": the same days, the labels changed over."""
    window = _after_named(claim, known, window_of(claim, known))
    figures = tuple(figure for figure in find_figures(claim.figures, "units", "usd_total") if figure.value > 1)
    sold = trades_of(known, "sold")
    inside = [one for one in within_days(sold, window) if not figures or _has_any(figures, one)]
    if inside:
        return Finding(
            label="refuted",
            reason="contradicts_disclosure",
            rationale=f"{say_filed_trade(known, inside[-1])}.",
            evidence=cite(known, "refutes", inside[-1].change),
            firmness="exact",
        )
    reaching = touching_days(sold, window)
    if reaching and not figures:
        return leave_day_open(known, reaching[-1], window)
    uncovered = open_days(claim, known, window, reconciled=True)
    if uncovered:
        return _leave_open(claim, known, uncovered)
    return Finding(
        label="supported",
        reason="reconciled_no_sale",
        rationale=say_covered(known, window),
        evidence=cite(known, "supports", *tell_covered(known, window)),
    )


def _after_named(claim: Claim, known: Knowledge, window: Span) -> Span:
    """ "No sale since December 2022" does not speak of the sale of that December."""
    if not SINCE.search(claim.source.quote):
        return window
    day = said_on(claim)
    reference = [
        one
        for one in trades_of(known, "sold")
        if 0 <= (one.span[1] - window[0]).days <= REFERENCE
        and new_york_day(one.change.known_at) <= day
        # "since May 26" of what was sold from that day to the 31st refers to no sale
        and (one.span[0] < window[0] or window[0].day == 1 or one.span == (window[0], window[0]))
    ]
    if not reference:
        return window
    after = reference[-1].span[1] + timedelta(days=1)
    return after, window[1] if window[1] >= after else said_on(claim)  # "since its disposal in May"


def _has_any(figures: tuple[ClaimFigure, ...], one: Trade) -> bool:
    actual = {"units": one.change.units, "usd_total": one.change.usd_amount or Decimal(0)}
    return any(is_right(figure, actual[figure.role]) for figure in figures)


def _judge_base(claim: Claim, known: Knowledge) -> Finding | None:
    """A holding that the claim starts from and that the last disclosure contradicts (contract, 3)."""
    base = find_figures(claim.figures, "units_before")
    if not base or "subset" in claim.qualifiers or TRACKER.search(claim.source.quote):
        return None
    span = period(claim)
    total = latest_total(known, span[0] if span else said_on(claim))
    # The holding before a disclosed sale is a base as well.
    before = [latest_total(known, one.span[0] - timedelta(days=1)) for one in trades_of(known, "sold")]
    held = [one.units for one in (total, *before) if one is not None]
    if total is None or any(is_right(base[0], units) for units in held):
        return None
    return Finding(
        label="refuted",
        reason="false_presupposition",
        rationale=(
            f"{say_filed(known, total.total.source)}: {say_units(total.units)} {total.total.asset} held at the "
            "end of "
            f"{say_day(total.as_of_on)}, not {say_figure(base[0])}."
        ),
        evidence=cite(known, "refutes", total.total),
        firmness="exact",
    )


def _leave_open(claim: Claim, known: Knowledge, uncovered: tuple[Span, ...]) -> Finding:
    """The days not covered, the last disclosed holding, and by how much it may be below its peak already."""
    total = latest_total(known, said_on(claim))
    return leave_open(known, uncovered, say_room(known, total), total)
