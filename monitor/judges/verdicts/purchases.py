"""Purchases: "bought 130 BTC for $10.7 million", "so far in July", "its fifth consecutive week", "bought nothing".

A figure may be that of one disclosure or the sum of all in the period that the claim names. A purchase that no
disclosure shows is refuted only when the days it speaks of are covered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from monitor.judges._days import Span, new_york_day, say_day, say_span, say_spans
from monitor.judges._precision import say_units
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding, holdings
from monitor.judges.verdicts._checks import (
    Actuals,
    Check,
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
    find_named,
    grown,
    latest_total,
    streak,
    sums_of,
    touching_days,
    trades_of,
)
from monitor.judges.verdicts._figures import find_figures, is_meant, is_right, say_amount, say_figure
from monitor.judges.verdicts._funding import judge_funding
from monitor.judges.verdicts._mistaken import find_mistaken
from monitor.judges.verdicts._superlatives import judge_superlative
from monitor.judges.verdicts._time import next_due, open_days, period, recent_days, said_on
from monitor.records import Claim, ClaimFigure, ClaimType

CLAIM_TYPES: tuple[ClaimType, ...] = ("purchase", "holdings_total", "avg_cost", "other")
OWN = ("units", "usd_total", "usd_value", "usd_each", "units_after")
ROW = re.compile(r"\b(?:consecutive|straight|successive|in a row|running|streak)\b", re.IGNORECASE)
EVERY_WEEK = re.compile(r"\b(?:every|each) (?:single )?week\b", re.IGNORECASE)
LAST_FEW = 400  # days back in which a purchase may be meant when the claim names no period
ANNOUNCED = re.compile(
    r"\b(?:announc\w+|disclos\w+|report\w*|reveal\w*|filing|filed|said|confirm\w+)\b", re.IGNORECASE
)
_DAYS = timedelta(days=8)


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None when nothing is known of the issuer's purchases."""
    if not known.settled.get(known.asset) or claim.modality == "predicted":
        return None
    if claim.claim_type != "purchase" and (claim.negated or find_named(claim, known) is None):
        return None
    if claim.negated:
        return _judge_none(claim, known)
    if (ROW.search(claim.source.quote) and find_figures(claim.figures, "count")) or EVERY_WEEK.search(
        claim.source.quote
    ):
        row = _judge_row(claim, known)
        if row.label != "supported" or not find_figures(claim.figures, *OWN):
            return row
    figures = find_figures(claim.figures, *OWN)
    if not figures:
        return _judge_any(claim, known)
    best = _best(claim, known, figures)
    if (best is None or wrong(best[1])) and _is_whole(claim, known, figures):
        return holdings.judge(claim, known)
    if best is None and (mistaken := find_mistaken(claim, known)):
        return mistaken
    if best is None:
        return _judge_unseen(claim, known, figures)
    one, checks = best
    evidence = cite(known, "refutes" if wrong(checks) else "supports", *(trade.change for trade in one.trades))
    told = _say_sum(known, one)
    if wrong(checks):
        return Finding(
            label="refuted",
            reason="contradicts_disclosure",
            rationale=f"{told}; {say_contrasts(wrong(checks))}.",
            evidence=evidence,
            firmness="exact",
        )
    if untold(checks):
        return Finding(
            label="not_enough_evidence",
            reason="outside_filings",
            rationale=f"{told}; {say_contrasts(untold(checks))}.",
            evidence=evidence,
        )
    if len(one.trades) == 1 and (unsure := _judge_day(claim, known, one.trades[0])):
        return unsure
    return (
        judge_superlative(claim, known, one.trades)
        or judge_funding(claim, known, one.trades)
        or Finding(
            label="supported",
            reason="matches_disclosure",
            rationale=f"{told}.",
            evidence=evidence,
            firmness="exact",
        )
    )


def _best(
    claim: Claim, known: Knowledge, figures: tuple[ClaimFigure, ...]
) -> tuple[Sum, tuple[Check, ...]] | None:
    """The disclosed purchase or sum that fits the figures best; None when none is near any of them."""
    judged = [(one, _check(known, figures, one)) for one in _choices(claim, known)]
    fits = [pair for pair in judged if count_right(pair[1])]
    if fits:
        return max(fits, key=lambda pair: (not wrong(pair[1]), count_right(pair[1]), _newest(pair[0])))
    span = period(claim)
    if span is not None:
        covered = [pair for pair in judged if not open_days(claim, known, span)]
        named = [pair for pair in covered if pair[0].trades]
        return max(named, key=lambda pair: pair[0].units) if named else None
    meant = [
        pair for pair in judged if any(c.actual is not None and is_meant(c.figure, c.actual) for c in pair[1])
    ]
    return max(meant, key=lambda pair: _newest(pair[0])) if meant else None


def _is_whole(claim: Claim, known: Knowledge, figures: tuple[ClaimFigure, ...]) -> bool:
    """Whether it is all that was ever bought: "with 601,550 BTC, it has spent $42.87 billion"."""
    total = latest_total(known, said_on(claim))
    span = period(claim)
    if total is None or (span is not None and span[0] > known.settled[known.asset][0].as_of_on):
        return False
    bounds = {"units": total.units, "usd_total": total.cost_usd}
    near = [bounds.get(figure.role) for figure in figures]
    return any(
        actual is not None and abs(actual - figure.value) <= actual / 10
        for actual, figure in zip(near, figures, strict=True)
    )


def _judge_day(claim: Claim, known: Knowledge, trade: Trade) -> Finding | None:
    """A single day inside a longer disclosed period cannot be told from it, unless it is the day of the disclosure."""
    span = period(claim)
    if span is None or span[0] != span[1] or ANNOUNCED.search(claim.source.quote):
        return None
    filed = new_york_day(trade.change.known_at)
    if not trade.span[0] <= span[0] <= trade.span[1] or trade.span[0] == trade.span[1] or span[0] == filed:
        return None
    if span[0] == trade.span[1]:
        return None  # "by November 16": the end of the period itself
    return Finding(
        label="not_enough_evidence",
        reason="period_not_day",
        rationale=f"{_say_trade(trade)}: the filing does not say on which of its days.",
        evidence=cite(known, "context", trade.change),
    )


def _newest(one: Sum) -> tuple[int, int]:
    last = max((trade.span[1] for trade in one.trades), default=None)
    return (0, 0) if last is None else (last.toordinal(), -len(one.trades))


def _choices(claim: Claim, known: Knowledge) -> Iterator[Sum]:
    """What the claim can mean: each purchase of its period and their sums; without a period, each that is news."""
    bought = trades_of(known, "acquired")
    span = period(claim)
    day = said_on(claim)
    if span is not None:
        yield from sums_of(bought, span)
        whole = grown(known, span) if (span[1] - span[0]).days > 10 else None
        if whole is not None:
            yield whole
        if (
            span[1] - span[0]
        ).days <= 10:  # "on Monday", "last week": the disclosure of that day speaks of days before
            window = (min(span[0], span[1]).replace() - _DAYS, span[1])
            near = [one for one in touching_days(bought, window) if not one.wide]
            yield from (next(sums_of([one], one.span)) for one in near)
        else:
            yield from (next(sums_of([one], one.span)) for one in touching_days(bought, span) if not one.wide)
        return
    exact = any(
        figure.comparator in ("exactly", "about", "nearly") for figure in find_figures(claim.figures, *OWN)
    )
    for one in bought if exact else [one for one in bought if one.span[1] <= day and not one.wide][-1:]:
        if (day - one.span[1]).days <= LAST_FEW and one.span[1] <= day:
            yield next(sums_of([one], one.span))


def _check(known: Knowledge, figures: tuple[ClaimFigure, ...], one: Sum) -> tuple[Check, ...]:
    end = max((trade.span[1] for trade in one.trades), default=None)
    after = latest_total(known, end) if end else None
    each = [] if one.usd is None or not one.units else [(one.usd / one.units).quantize(1)]
    if len(one.trades) == 1:
        each = (
            [one.trades[0].change.average_price_usd, *each][:1] if one.trades[0].change.average_price_usd else each
        )
    usd = [] if one.usd is None else [one.usd]
    actuals: Actuals = {
        "units": [one.units],
        "usd_total": usd,
        "usd_value": usd,
        "usd_each": each,
        "units_after": [after.units] if after else [],
    }
    checks = check_figures(figures, actuals)
    return tuple(_forgive(check, one) for check in checks)


def _forgive(check: Check, one: Sum) -> Check:
    """A sum of rounded amounts is only as good as its parts."""
    if (
        check.right is False
        and check.figure.role in ("usd_total", "usd_value")
        and len(one.trades) > 1
        and one.usd
    ):
        for shifted in (one.usd - one.usd_slack, one.usd + one.usd_slack):
            if is_right(check.figure, shifted):
                return Check(figure=check.figure, actual=check.actual, right=True)
    return check


def _judge_unseen(claim: Claim, known: Knowledge, figures: tuple[ClaimFigure, ...]) -> Finding:
    """No disclosed purchase is meant: refuted where the days are covered, open where they are not."""
    window = period(claim) or recent_days(claim, known)
    uncovered = open_days(claim, known, window)
    said = ", ".join(say_figure(figure) for figure in figures)
    if uncovered:
        return _blind(known, uncovered, f"No disclosed purchase is one of {said}.")
    bought = touching_days(trades_of(known, "acquired"), window)
    if not bought:
        last = trades_of(known, "acquired")
        recent = last[-1] if last else None
        told = f" The last disclosed one was {_say_trade(recent)}." if recent else ""
        return Finding(
            label="refuted",
            reason="contradicts_disclosure",
            rationale=f"The disclosures that cover {say_span(window)} show no such purchase ({said}).{told}",
            evidence=cite(known, "refutes", recent.change if recent else None),
        )
    return Finding(
        label="refuted",
        reason="contradicts_disclosure",
        rationale=f"Disclosed for {say_span(window)}: {', '.join(_say_trade(one) for one in bought[-4:])}; not {said}.",
        evidence=cite(known, "refutes", *(one.change for one in bought[-4:])),
    )


def _judge_any(claim: Claim, known: Knowledge) -> Finding:
    """ "is buying", "bought more": any purchase in the days it speaks of."""
    window = period(claim) or recent_days(claim, known)
    bought = touching_days(trades_of(known, "acquired"), window)
    if bought:
        found = judge_superlative(claim, known, bought[-1:]) or judge_funding(claim, known, bought[-1:])
        if found is not None:
            return found
        return Finding(
            label="supported",
            reason="matches_disclosure",
            rationale=f"{say_filed(known, bought[-1].change.source)}: {_say_trade(bought[-1])}.",
            evidence=cite(known, "supports", bought[-1].change),
        )
    uncovered = open_days(claim, known, window)
    if uncovered:
        return _blind(known, uncovered, "No purchase is disclosed for them yet.")
    return Finding(
        label="refuted",
        reason="contradicts_disclosure",
        rationale=f"The disclosures that cover {say_span(window)} show no purchase.",
        evidence=_covering(known, window),
    )


def _judge_none(claim: Claim, known: Knowledge) -> Finding:
    """ "bought nothing last week", "has paused its purchases"."""
    window = period(claim) or recent_days(claim, known)
    bought = touching_days([one for one in trades_of(known, "acquired") if not one.wide], window)
    inside = [one for one in bought if one.span[0] >= window[0] or one.span[1] - _DAYS >= window[0]]
    if inside:
        return Finding(
            label="refuted",
            reason="contradicts_disclosure",
            rationale=f"{say_filed(known, inside[-1].change.source)}: {_say_trade(inside[-1])}.",
            evidence=cite(known, "refutes", inside[-1].change),
            firmness="exact",
        )
    uncovered = open_days(claim, known, window)
    if uncovered:
        return _blind(known, uncovered, "Whether anything was bought is not disclosed yet.")
    return Finding(
        label="supported",
        reason="matches_disclosure",
        rationale=f"The disclosures that cover {say_span(window)} show no purchase.",
        evidence=_covering(known, window),
    )


def _judge_row(claim: Claim, known: Knowledge) -> Finding:
    """So many disclosures with a purchase in a row."""
    row, whole = streak(known, said_on(claim))
    counts = find_figures(claim.figures, "count")
    told = f"{len(row)} disclosures in a row show a purchase"
    told += f", from {say_span(row[0].span)} to {say_span(row[-1].span)}" if row else ""
    evidence = cite(known, "supports", *(one.change for one in row))
    if not counts:
        return _judge_every_week(claim, known, told)
    number = int(counts[0].value)
    if (number == len(row) and whole) or (
        number <= len(row) and counts[0].comparator in ("at_least", "more_than")
    ):
        return Finding(
            label="supported",
            reason="matches_disclosure",
            rationale=f"{told}.",
            evidence=evidence,
            firmness="exact",
        )
    if number >= len(row) and not whole:
        return Finding(
            label="not_enough_evidence",
            reason="missing_filing",
            rationale=f"{told}; what went before them is not in the store.",
            evidence=evidence,
        )
    return Finding(
        label="refuted",
        reason="contradicts_disclosure",
        rationale=f"{told}, not {number}.",
        evidence=cite(known, "refutes", *(one.change for one in row)),
    )


def _judge_every_week(claim: Claim, known: Knowledge, told: str) -> Finding:
    """ "has bought every week since January": no disclosure of those days without a purchase, and none missing."""
    window = period(claim) or recent_days(claim, known)
    quiet = [
        one
        for one in known.disclosed.get(known.asset, ())
        if one.change.kind in ("none", "sold") and window[0] <= one.span[0] and one.span[1] <= window[1]
    ]
    if quiet:
        return Finding(
            label="refuted",
            reason="contradicts_disclosure",
            rationale=f"{say_filed(known, quiet[-1].change.source)}: nothing was bought in {say_span(quiet[-1].span)}.",
            evidence=cite(known, "refutes", quiet[-1].change),
        )
    uncovered = open_days(claim, known, window)
    if uncovered:
        return _blind(known, uncovered, f"{told}.")
    bought = touching_days(trades_of(known, "acquired"), window)
    return Finding(
        label="supported",
        reason="matches_disclosure",
        rationale=f"{told}; no disclosure of {say_span(window)} is without one.",
        evidence=cite(known, "supports", *(one.change for one in bought[-4:])),
    )


def _blind(known: Knowledge, uncovered: tuple[Span, ...], words: str) -> Finding:
    due = next_due(known)
    return Finding(
        label="not_enough_evidence",
        reason="blind_window",
        rationale=f"{words} No disclosure covers {say_spans(uncovered)}; the next is due on {say_day(due.due_on)} ({due.basis}).",
        resolves_by_on=due.due_on,
    )


def _covering(known: Knowledge, window: Span):  # type: ignore[no-untyped-def]
    settled = [one for one in known.settled[known.asset] if one.as_of_on >= window[0]]
    return cite(known, "context", *(one.total for one in settled[:1]))


def _say_trade(trade: Trade) -> str:
    change = trade.change
    paid = "" if change.usd_amount is None else f" for {say_amount(change.usd_amount, 'USD')}"
    each = "" if change.average_price_usd is None else f" at {say_amount(change.average_price_usd, 'USD')} each"
    return f"{say_units(change.units)} {change.asset} bought in {say_span(trade.span)}{paid}{each}"


def _say_sum(known: Knowledge, one: Sum) -> str:
    if len(one.trades) == 1:
        return f"{say_filed(known, one.trades[0].change.source)}: {_say_trade(one.trades[0])}"
    parts = " + ".join(say_units(trade.change.units) for trade in one.trades)
    spent = "" if one.usd is None else f" for {say_amount(one.usd, 'USD')}"
    window = (one.trades[0].span[0], one.trades[-1].span[1])
    return f"{parts} = {say_units(one.units)} {known.asset} bought in {say_span(window)}{spent}"
