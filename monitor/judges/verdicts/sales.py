"""Sales that are said to have happened, or said not to have (contract, Verdicts, 3, 4).

    a disclosed sale matches the claim                            supported
    its figures contradict the disclosed ones                     refuted
    every day it speaks of is covered, without such a sale        refuted, `reconciled_no_sale`
    some of its days are covered by nothing yet                   open, `blind_window`, with the day of the next one

A denial is the claim of the negation. What trackers see leaving wallets is no sale and no base of the company.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from monitor.judges._days import Span, say_day, say_span, say_spans
from monitor.judges._precision import say_units
from monitor.judges.coverage import holdings_on
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._checks import (
    Check,
    all_right,
    check_figures,
    count_right,
    say_contrasts,
    untold,
    wrong,
)
from monitor.judges.verdicts._cite import cite, say_filed
from monitor.judges.verdicts._disclosed import (
    Sum,
    Trade,
    latest_total,
    streak,
    sums_of,
    touching_days,
    trades_of,
    within_days,
)
from monitor.judges.verdicts._figures import find_figures, is_meant, is_right, say_amount, say_figure
from monitor.judges.verdicts._firsts import judge_first
from monitor.judges.verdicts._mistaken import find_mistaken
from monitor.judges.verdicts._no_sale import say_covered, tell_covered
from monitor.judges.verdicts._time import next_due, open_days, period, recent_days, said_on
from monitor.judges.verdicts.holdings import TRACKER
from monitor.records import Claim, ClaimFigure, ClaimType

CLAIM_TYPES: tuple[ClaimType, ...] = ("btc_sale_past", "btc_sale_hidden_or_rumoured", "other")
SOLD = re.compile(r"\b(?:sold|sale|selling|dumped|offloaded|unloaded|liquidated)\b", re.IGNORECASE)
OWN = ("units", "usd_total", "usd_value", "usd_each", "units_after", "percent")
EVER = re.compile(
    r"\b(?:never|ever|in its history|to date|at any (?:time|point)|once|before|in the past|at all)\b(?!\s+(?:the|its|it|this))",
    re.IGNORECASE,
)
ROW = re.compile(r"\b(?:consecutive|straight|successive|in a row|running)\b", re.IGNORECASE)
NEWS = re.compile(
    r"\b(?:just|breaking|now|is|are|be|been|dump(?:s|ing)|selling|sells|offloading|already|secretly|quietly|hidden|begun|started|"
    r"overnight|this week|rumou?r\w*|underway|under way)\b",
    re.IGNORECASE,
)


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None when nothing is known of the issuer's holdings."""
    if not known.settled.get(known.asset) or not _is_sale(claim):
        return None
    base = _judge_base(claim, known)
    if base is not None and not claim.negated:
        return base
    if claim.negated:
        return _judge_denial(claim, known)
    return _judge_sale(claim, known)


def _is_sale(claim: Claim) -> bool:
    """Of other claims those of coins sold: "the 32 coins were sold at $77,135 apiece"."""
    coins = find_figures(claim.figures, "units") or re.search(r"\b(?:bitcoin|BTC)\s+sale\b", claim.source.quote)
    return claim.claim_type != "other" or (
        claim.action in ("issue", "raise", "sell") and bool(coins) and SOLD.search(claim.source.quote) is not None
    )


def window_of(claim: Claim, known: Knowledge) -> Span:
    """The days that the claim speaks of: those it names, all since the first holding ("never"), or the recent ones."""
    named = period(claim)
    if named is not None:
        return named
    if EVER.search(claim.source.quote) and not NEWS.search(claim.source.quote.replace(" been ", " ")):
        return known.settled[known.asset][0].as_of_on, said_on(claim)
    return recent_days(claim, known)


def _judge_sale(claim: Claim, known: Knowledge) -> Finding:
    figures = find_figures(claim.figures, *OWN)
    window = window_of(claim, known)
    sold = trades_of(known, "sold")
    matched = _match(claim, known, figures, sold)
    if matched is not None:
        return matched
    row = _judge_row(claim, known)
    if row is not None:
        return row
    inside = within_days(sold, window)
    if inside and not figures:
        first = judge_first(claim, known, inside[-1])
        return first or _supported(known, inside[-1])
    reaching = touching_days(sold, window)
    if reaching and not figures and period(claim) is not None:
        return _unsure(known, reaching[-1], window)
    mistaken = find_mistaken(claim, known)
    if mistaken is not None:
        return mistaken
    uncovered = open_days(claim, known, window)
    if uncovered:
        return _blind(claim, known, uncovered)
    if reaching:
        return Finding(
            label="refuted",
            reason="contradicts_disclosure",
            rationale=f"{_say_trade(known, reaching[-1])}; {', '.join(map(say_figure, figures))} is claimed.",
            evidence=cite(known, "refutes", reaching[-1].change),
        )
    return Finding(
        label="refuted",
        reason="reconciled_no_sale",
        rationale=say_covered(known, window),
        evidence=cite(known, "refutes", *tell_covered(known, window)),
    )


def _match(
    claim: Claim, known: Knowledge, figures: tuple[ClaimFigure, ...], sold: tuple[Trade, ...]
) -> Finding | None:
    """The disclosed sale, or sum of sales in its period, that the figures mean; None when they mean none of them."""
    named = period(claim)
    if not figures:
        return None
    choices = [next(sums_of([one], one.span)) for one in sold]
    if named is not None:
        choices = [one for one in choices if touching_days(one.trades, _widened(named))]
        choices += [one for one in sums_of(sold, named) if len(one.trades) > 1]
    judged = [(one, _check(known, figures, one)) for one in choices]
    fits = [
        pair
        for pair in judged
        if count_right(
            [
                c
                for c in pair[1]
                if c.figure.comparator not in ("more_than", "at_least", "up_to", "less_than", "at_most")
                or pair[1][0].right
            ]
        )
    ]
    fits = [pair for pair in fits if any(_is_close(check) for check in pair[1])]
    if not fits and named is None:
        near = [
            pair
            for pair in judged
            if any(
                c.actual is not None and is_meant(c.figure, c.actual) and c.figure.role == "units" for c in pair[1]
            )
        ]
        fits = near
    if not fits:
        return None
    one, checks = max(
        fits, key=lambda pair: (not wrong(pair[1]), count_right(pair[1]), pair[0].trades[-1].span[1])
    )
    trade = one.trades[-1]
    if wrong(checks):
        return Finding(
            label="refuted",
            reason="contradicts_disclosure",
            rationale=f"{_say_sum(known, one)}; {say_contrasts(wrong(checks))}.",
            evidence=cite(known, "refutes", *(part.change for part in one.trades)),
            firmness="exact",
        )
    if named is not None and not _is_inside(one, named):
        return _wrong_days(known, trade, named)
    if not all_right(checks):
        return Finding(
            label="not_enough_evidence",
            reason="outside_filings",
            rationale=f"{_say_sum(known, one)}; {say_contrasts(untold(checks))}.",
            evidence=cite(known, "context", *(part.change for part in one.trades)),
        )
    return judge_first(claim, known, trade) or _supported(known, trade, one)


def _judge_row(claim: Claim, known: Knowledge) -> Finding | None:
    """ "sold for three straight weeks": so many disclosures with a sale in a row."""
    counts = find_figures(claim.figures, "count")
    if not counts or not ROW.search(claim.source.quote):
        return None
    row, whole = streak(known, said_on(claim), "sold")
    told = f"{len(row)} disclosure{'' if len(row) == 1 else 's'} in a row show{'s' if len(row) == 1 else ''} a sale"
    right = is_right(counts[0], Decimal(len(row)))
    if not right and not whole and counts[0].value > len(row):
        return Finding(label="not_enough_evidence", reason="missing_filing", rationale=f"{told}; earlier ones are missing.")
    return Finding(
        label="supported" if right else "refuted",
        reason="matches_disclosure" if right else "contradicts_disclosure",
        rationale=f"{told}; {say_figure(counts[0])} is claimed.",
        evidence=cite(known, "supports" if right else "refutes", *(one.change for one in row)),
    )


def _is_close(check: Check) -> bool:
    """A bound ("more than 10,000") is no match of its own: the disclosed figure must be of its size."""
    if check.actual is None or not check.right:
        return False
    return check.figure.value / 5 <= check.actual <= check.figure.value * 5 if check.figure.value else False


def _widened(span: Span) -> Span:
    from datetime import timedelta

    return (span[0] - timedelta(days=9), span[1])


def _is_inside(one: Sum, named: Span) -> bool:
    """Whether a sale lies in the days named: whole, or sharing them where several days are named; or the claim names
    the day of the disclosure."""
    first, last = one.trades[0].span[0], one.trades[-1].span[1]
    if named[0] <= first and last <= named[1]:
        return True
    return named[0] < named[1] and first <= named[1] and named[0] <= last


def _wrong_days(known: Knowledge, trade: Trade, named: Span) -> Finding:
    """A day inside a longer disclosed period cannot be told from it; a day outside is wrong, unless it is the day on
    which the sale was disclosed."""
    filed = known.record.filings[trade.change.source.document_id].filed_on
    if trade.span[0] <= named[1] and named[0] <= trade.span[1]:
        return _unsure(known, trade, named)
    if named[0] <= filed <= named[1]:
        return _supported(known, trade)
    return Finding(
        label="refuted",
        reason="contradicts_disclosure",
        rationale=f"{_say_trade(known, trade)}, not in {say_span(named)}.",
        evidence=cite(known, "refutes", trade.change),
    )


def _unsure(known: Knowledge, trade: Trade, named: Span) -> Finding:
    return Finding(
        label="not_enough_evidence",
        reason="period_not_day",
        rationale=f"{_say_trade(known, trade)}: the filing does not say on which of its days, so nothing tells {say_span(named)}.",
        evidence=cite(known, "context", trade.change),
    )


def _check(known: Knowledge, figures: tuple[ClaimFigure, ...], one: Sum) -> tuple[Check, ...]:
    end = one.trades[-1].span[1]
    after = latest_total(known, end)
    before = latest_total(known, one.trades[0].span[0])
    each = [one.trades[0].change.average_price_usd] if len(one.trades) == 1 else []
    if not any(each) and one.usd is not None:
        each = [(one.usd / one.units).quantize(Decimal(1))]
    share = [one.units / before.units * 100] if before else []
    usd = [] if one.usd is None else [one.usd]
    return check_figures(
        figures,
        {
            "units": [one.units],
            "usd_total": usd,
            "usd_value": usd,
            "usd_each": each,
            "units_after": [after.units] if after else [],
            "percent": share,
        },
    )


def _judge_denial(claim: Claim, known: Knowledge) -> Finding:
    """ "has not sold", "no coin was sold since May": the same days, the labels changed over."""
    window = window_of(claim, known)
    figures = [f for f in find_figures(claim.figures, "units", "usd_total") if f.value > 1]
    inside = [
        trade
        for trade in within_days(trades_of(known, "sold"), window)
        if not figures
        or any(
            is_right(f, trade.change.units if f.role == "units" else trade.change.usd_amount or Decimal(0))
            for f in figures
        )
    ]
    if inside:
        return Finding(
            label="refuted",
            reason="contradicts_disclosure",
            rationale=f"{_say_trade(known, inside[-1])}.",
            evidence=cite(known, "refutes", inside[-1].change),
            firmness="exact",
        )
    reaching = touching_days(trades_of(known, "sold"), window)
    if reaching and not figures:
        return _unsure(known, reaching[-1], window)
    uncovered = open_days(claim, known, window)
    if uncovered:
        return _blind(claim, known, uncovered)
    return Finding(
        label="supported",
        reason="reconciled_no_sale",
        rationale=say_covered(known, window),
        evidence=cite(known, "supports", *tell_covered(known, window)),
    )


def _judge_base(claim: Claim, known: Knowledge) -> Finding | None:
    """A holding that the claim starts from and that the last disclosure contradicts (contract, 3)."""
    base = find_figures(claim.figures, "units_before")
    if not base or "subset" in claim.qualifiers or TRACKER.search(claim.source.quote):
        return None
    span = period(claim)
    day = span[0] if span else said_on(claim)
    total = holdings_on(
        day, [t for t in known.record.totals if t.asset == known.asset], filings=known.record.filings
    )
    sold = trades_of(known, "sold")
    held = [total.units] if total else []
    for one in sold:  # the holding before a disclosed sale is a base as well
        before = latest_total(known, _day_before(one.span[0]))
        if before:
            held.append(before.units)
    if total is None or any(is_right(base[0], units) for units in held):
        return None
    return Finding(
        label="refuted",
        reason="false_presupposition",
        rationale=(
            f"{say_filed(known, total.source)}: {say_units(total.units)} {total.asset} held at the end of "
            f"{say_day(total.as_of_on)}, not {say_figure(base[0])}."
        ),
        evidence=cite(known, "refutes", total),
    )


def _day_before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)


def _blind(claim: Claim, known: Knowledge, uncovered: tuple[Span, ...]) -> Finding:
    due = next_due(known)
    total = latest_total(known, said_on(claim))
    told = ""
    if total is not None:
        told = f"The last disclosed holding is {say_units(total.units)} {total.total.asset} on {say_day(total.as_of_on)}. "
    return Finding(
        label="not_enough_evidence",
        reason="blind_window",
        rationale=f"{told}No disclosure covers {say_spans(uncovered)}; the next is due on {say_day(due.due_on)} ({due.basis}).",
        evidence=cite(known, "context", total.total if total else None),
        resolves_by_on=due.due_on,
    )


def _supported(known: Knowledge, trade: Trade, one: Sum | None = None) -> Finding:
    return Finding(
        label="supported",
        reason="matches_disclosure",
        rationale=f"{_say_sum(known, one) if one else _say_trade(known, trade)}.",
        evidence=cite(known, "supports", *(part.change for part in (one.trades if one else (trade,)))),
        firmness="exact",
    )


def _say_trade(known: Knowledge, trade: Trade) -> str:
    change = trade.change
    got = "" if change.usd_amount is None else f" for {say_amount(change.usd_amount, 'USD')}"
    each = "" if change.average_price_usd is None else f" at {say_amount(change.average_price_usd, 'USD')} each"
    why = f" ({change.purpose})" if change.purpose else ""
    return f"{say_filed(known, change.source)}: {say_units(change.units)} {change.asset} sold in {say_span(trade.span)}{got}{each}{why}"


def _say_sum(known: Knowledge, one: Sum) -> str:
    if len(one.trades) == 1:
        return _say_trade(known, one.trades[0])
    parts = " + ".join(say_units(trade.change.units) for trade in one.trades)
    return f"{parts} = {say_units(one.units)} {known.asset} sold in {say_span((one.trades[0].span[0], one.trades[-1].span[1]))}"
