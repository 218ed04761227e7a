"""Which disclosed sale, or sum of sales, a claim means, and whether it is right in every particular."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal

from monitor.judges._days import Span, new_york_day, say_span
from monitor.judges._precision import say_units
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._checks import (
    OF_SALE,
    Check,
    all_right,
    check_figures,
    count_right,
    say_contrasts,
    taken_for,
    untold,
    wrong,
)
from monitor.judges.verdicts._cite import cite, confirm_or_refute
from monitor.judges.verdicts._disclosed import (
    Sum,
    Trade,
    latest_total,
    streak,
    sum_of,
    sums_of,
    touching_days,
    trades_of,
)
from monitor.judges.verdicts._figures import find_figures, is_meant, is_right, say_figure
from monitor.judges.verdicts._saying import say_filed_trade, say_sum
from monitor.judges.verdicts._time import period, said_on
from monitor.judges.verdicts.sales._firsts import judge_first
from monitor.judges.verdicts.sales._purpose import judge_purpose
from monitor.records import Claim, ClaimFigure

REPORTED = timedelta(days=9)  # from the first day of a sale to the one on which it is news
ROW = re.compile(r"\b(?:consecutive|straight|successive|in a row|running)\b", re.IGNORECASE)
NEAR = 5  # times larger or smaller: so far a bound may lie from what is meant
ANNOUNCED = re.compile(
    r"\b(?:announc\w+|disclos\w+|report\w*|reveal\w*|filings?|filed|8-K|sa(?:id|ys?)|confirm\w*|told|tells?|news|show\w*"
    r"|admit\w*|acknowledg\w+|according to|became known|came (?:to light|out))\b",
    re.IGNORECASE,
)
Fit = tuple[Sum, tuple[Check, ...]]


def match_sale(claim: Claim, known: Knowledge, figures: tuple[ClaimFigure, ...]) -> Finding | None:
    """The finding on the disclosed sale that the figures mean; None when they mean none of them."""
    named = period(claim)
    meant = _find_meant(claim, known, figures, named)
    if meant is None:
        return None
    one, checks = meant
    changes = [part.change for part in one.trades]
    if wrong(checks):
        return Finding(
            label="refuted",
            reason="contradicts_disclosure",
            rationale=f"{say_sum(known, one)}; {say_contrasts(wrong(checks))}.",
            evidence=cite(known, "refutes", *changes),
            firmness="exact",
            against=taken_for(wrong(checks), OF_SALE),
        )
    if named is not None and not _is_inside(one, named):
        return _wrong_days(claim, known, one.trades[-1], named)
    if not all_right(checks):
        return Finding(
            label="not_enough_evidence",
            reason="outside_filings",
            rationale=f"{say_sum(known, one)}; {say_contrasts(untold(checks))}.",
            evidence=cite(known, "context", *changes),
        )
    return support_sale(claim, known, one)


def support_sale(claim: Claim, known: Knowledge, one: Sum) -> Finding:
    """A disclosed sale is meant: supported, unless "first" or what it was for is wrong."""
    last = one.trades[-1]
    return (
        judge_first(claim, known, last)
        or judge_purpose(claim, known, last)
        or Finding(
            label="supported",
            reason="matches_disclosure",
            rationale=f"{say_sum(known, one)}{_say_share(claim, known, one)}.",
            evidence=cite(known, "supports", *(part.change for part in one.trades)),
            firmness="exact",
        )
    )


def _say_share(claim: Claim, known: Knowledge, one: Sum) -> str:
    """What was left, and what share of the holding it was, where the claim speaks of it."""
    before, after = latest_total(known, one.span[0] - timedelta(days=1)), latest_total(known, one.span[1])
    told = ""
    if before is not None and find_figures(claim.figures, "percent"):
        share = (one.units / before.units * 100).normalize()
        told += f", {share:.2g} % of {say_units(before.units)}"
    if before is not None and find_figures(claim.figures, "units_before"):
        told += f", from {say_units(before.units)}"
    if after is not None and find_figures(claim.figures, "units_after"):
        told += f", leaving {say_units(after.units)}"
    return told


def leave_day_open(known: Knowledge, trade: Trade, named: Span) -> Finding:
    """A day inside a longer disclosed period cannot be told from it."""
    return Finding(
        label="not_enough_evidence",
        reason="period_not_day",
        rationale=f"{say_filed_trade(known, trade)}: the filing does not say on which of its days; "
        f"{say_span(named)} is claimed.",
        evidence=cite(known, "context", trade.change),
    )


def judge_sale_row(claim: Claim, known: Knowledge) -> Finding | None:
    """ "sold for three straight weeks": so many disclosures with a sale in a row. None for other claims."""
    counts = find_figures(claim.figures, "count")
    if not counts or not ROW.search(claim.source.quote):
        return None
    row, whole = streak(known, said_on(claim), "sold")
    told = (
        f"{len(row)} disclosure{'' if len(row) == 1 else 's'} in a row show{'s' if len(row) == 1 else ''} a sale"
    )
    right = is_right(counts[0], Decimal(len(row)))
    if not right and not whole and counts[0].value > len(row):
        return Finding(
            label="not_enough_evidence", reason="missing_filing", rationale=f"{told}; earlier ones are missing."
        )
    return confirm_or_refute(
        known, right, f"{told}; {say_figure(counts[0])} is claimed.", *(one.change for one in row)
    )


def _find_meant(
    claim: Claim, known: Knowledge, figures: tuple[ClaimFigure, ...], named: Span | None
) -> Fit | None:
    sold = [one for one in trades_of(known, "sold") if one.span[0] <= said_on(claim)]
    if all(figure.role == "percent" for figure in figures):  # a share of the holding: of the sale that is named
        sold = [one for one in sold if f"{one.change.units:,f}" in claim.source.quote] or sold[-1:]
    choices = [sum_of((one,)) for one in sold]
    if named is not None:
        sums = [one for one in sums_of(sold, named) if len(one.trades) > 1]
        near = [one for one in choices if touching_days(one.trades, (named[0] - REPORTED, named[1]))]
        judged = [(one, _check(known, figures, one)) for one in (*near, *sums)]
        fits = [pair for pair in judged if any(_is_close(check) for check in pair[1])]
        # All its figures, in other days than those named: the days are wrong.
        judged = [(one, _check(known, figures, one)) for one in choices]
        fits = fits or [
            pair for pair in judged if all_right(pair[1]) and all(_is_close(check) for check in pair[1])
        ]
    else:
        judged = [(one, _check(known, figures, one)) for one in choices]
        fits = [pair for pair in judged if any(_is_close(check) for check in pair[1])]
        fits = fits or [pair for pair in judged if any(_is_slip(check) for check in pair[1])]
    if not fits:
        return None
    return max(fits, key=lambda pair: (not wrong(pair[1]), count_right(pair[1]), pair[0].span[1]))


def _is_close(check: Check) -> bool:
    """A bound ("more than 10,000") is no match of its own: the disclosed figure must be of its size."""
    value = check.figure.value
    return bool(check.right) and check.actual is not None and value / NEAR <= check.actual <= value * NEAR


def _is_slip(check: Check) -> bool:
    return check.figure.role == "units" and check.actual is not None and is_meant(check.figure, check.actual)


def _is_inside(one: Sum, named: Span) -> bool:
    """Whether a sale lies in the days named: whole, or sharing them where several days are named."""
    first, last = one.span
    if named[0] <= first and last <= named[1]:
        return True
    shared = (min(last, named[1]) - max(first, named[0])).days + 1
    # A half-year's sum says little of its summer.
    return named[0] < named[1] and shared > 0 and 2 * shared >= (last - first).days


def _wrong_days(claim: Claim, known: Knowledge, trade: Trade, named: Span) -> Finding:
    """A day outside is wrong, unless it is that of the disclosure, and the sale is told of as disclosed."""
    filed = new_york_day(trade.change.known_at)
    if trade.span[0] <= named[1] and named[0] <= trade.span[1]:
        return leave_day_open(known, trade, named)
    if named[0] <= filed <= named[1] and (named[0] < named[1] or ANNOUNCED.search(claim.source.quote)):
        return Finding(
            label="supported",
            reason="matches_disclosure",
            rationale=f"{say_filed_trade(known, trade)}.",
            evidence=cite(known, "supports", trade.change),
        )
    return Finding(
        label="refuted",
        reason="contradicts_disclosure",
        rationale=f"{say_filed_trade(known, trade)}, not in {say_span(named)}.",
        evidence=cite(known, "refutes", trade.change),
    )


def _check(known: Knowledge, figures: tuple[ClaimFigure, ...], one: Sum) -> tuple[Check, ...]:
    after = latest_total(known, one.span[1])
    before = latest_total(known, one.span[0] - timedelta(days=1))
    each = [one.trades[0].change.average_price_usd] if len(one.trades) == 1 else []
    if not any(each) and one.usd is not None:
        each = [(one.usd / one.units).quantize(Decimal(1))]
    usd = [] if one.usd is None else [one.usd]
    return check_figures(
        figures,
        {
            "units": [one.units],
            "usd_total": usd,
            "usd_value": usd,
            "usd_each": each,
            "units_after": [after.units] if after else [],
            "percent": [one.units / before.units * 100] if before else [],
        },
    )
