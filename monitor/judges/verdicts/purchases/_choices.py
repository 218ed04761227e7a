"""Which disclosed purchase, or sum of purchases, a claim means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from monitor.judges._days import Span, count_days
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts._checks import Actuals, Check, check_figures, count_right, wrong
from monitor.judges.verdicts._disclosed import (
    Sum,
    differences,
    grown,
    last_digits,
    latest_total,
    sum_of,
    sums_of,
    touching_days,
    trades_of,
    within_days,
)
from monitor.judges.verdicts._figures import find_figures, is_meant, is_right
from monitor.judges.verdicts._time import open_days, period, said_on
from monitor.records import Claim, ClaimFigure, FigureRole
from monitor.records.numerals import CARDINALS

OWN: tuple[FigureRole, ...] = ("units", "usd_total", "usd_value", "usd_each", "units_after")
LAST_FEW = timedelta(days=400)  # in which a purchase may be meant when the claim names no period
REPORTED = timedelta(days=8)  # from the first day of a purchase to a day on which it is news
OFF = 3  # days by which the ends of a stretch may be told loosely
SHORT = 10  # days: a named day or week; longer periods are summed
ROUNDS = re.compile(
    rf"\b(?P<count>{'|'.join(CARDINALS[2:11])})\s(?:[\w-]+\s){{0,2}}"
    r"(?:rounds|purchases|buys|batches|tranches|filings|deals|instal?lments|trades|notices|reports)\b",
    re.IGNORECASE,
)
MOST = 0.75  # of a stretch, whose first days are told loosely
SHARP = 3  # digits by which a number of coins is known
SUMMED = 45  # days: of so long a period a week not disclosed yet hides little
Fit = tuple[Sum, tuple[Check, ...]]


def find_meant(claim: Claim, known: Knowledge, figures: tuple[ClaimFigure, ...]) -> Fit | None:
    """The purchase or sum that fits the figures best; None when none is near any of them."""
    judged = [(one, check_sum(known, figures, one)) for one in _choices(claim, known)]
    fits = [pair for pair in judged if count_right(pair[1])]
    if fits:
        return max(fits, key=lambda pair: (not wrong(pair[1]), count_right(pair[1]), _newest(pair[0])))
    span = period(claim)
    near = [pair for pair in judged if any(c.actual is not None and is_meant(c.figure, c.actual) for c in pair[1])]
    uncovered = count_days(open_days(claim, known, span)) if span else 0
    if uncovered:  # a round number is near many: what was bought in days that nothing covers may be as many
        near = [pair for pair in near if any(last_digits(c.figure.value) > 1 for c in pair[1])]
    summed = span is not None and (span[1] - span[0]).days > SUMMED and uncovered <= SHORT
    if span is None or (uncovered and not summed):
        return max(near, key=lambda pair: _newest(pair[0])) if near else None
    named = [pair for pair in judged if pair[0].trades]
    return max(named, key=lambda pair: pair[0].units) if named else None


def find_elsewhere(claim: Claim, known: Knowledge, figures: tuple[ClaimFigure, ...]) -> Fit | None:
    """A purchase with all these figures in other days than those that the claim names. A round number of coins
    is met by chance: what was bought in days that nothing covers yet may have been as many."""
    span = period(claim)
    plain = [figure for figure in figures if figure.comparator in ("exactly", "about", "nearly")]
    units = [one for one in plain if one.role == "units" and (one.comparator != "nearly" or len(plain) > 1)]
    if span is None or not units:
        return None
    known_by_it = len(plain) > 1 or any(
        one.comparator == "exactly" and last_digits(one.value) >= SHARP for one in units
    )
    if not known_by_it and open_days(claim, known, span):
        return None
    day = said_on(claim)
    for trade in reversed([one for one in trades_of(known, "acquired") if one.span[1] <= day]):
        one = sum_of((trade,))
        checks = check_sum(known, figures, one)
        if not wrong(checks) and count_right(checks) == len(figures):
            return one, checks
    return None


def _newest(one: Sum) -> tuple[int, int]:
    last = max((trade.span[1] for trade in one.trades), default=None)
    return (0, 0) if last is None else (last.toordinal(), -len(one.trades))


def _choices(claim: Claim, known: Knowledge) -> Iterator[Sum]:
    """What the claim can mean: each purchase of its period and their sums; without a period, each that is news."""
    bought = trades_of(known, "acquired")
    span = period(claim)
    day = said_on(claim)
    exact = any(one.comparator in ("exactly", "about", "nearly") for one in find_figures(claim.figures, *OWN))
    if span is not None:
        yield from sums_of(bought, span)
        if not exact and (span[1] - span[0]).days <= SHORT and within_days(bought, span):
            return  # "less than $800 million last week" fits many weeks: that one is meant
        short = (span[1] - span[0]).days <= SHORT
        whole = None if short else grown(known, span)
        if whole is not None:
            yield whole
        yield from (one for one in differences(known) if _is_about(one.span, span))
        # On a Monday, and in the week that begins with it, the week before is news; other days are meant as named.
        news = short and (span[0] == span[1] or span[0].weekday() == 0)
        window = (span[0] - REPORTED, span[1]) if news else span
        yield from (sum_of((one,)) for one in touching_days(bought, window) if not one.wide)
        return
    told = [one for one in bought if one.span[1] <= day]
    rounds = ROUNDS.search(claim.source.quote)
    if rounds is not None:  # "its last three rounds": those before the day
        count = CARDINALS.index(rounds["count"].lower())
        last = [one for one in told if not one.wide][-count:]
        if len(last) == count:
            yield sum_of(tuple(last))
    if not exact:  # "more than $100 million" fits many: the latest is meant
        told = [one for one in told if not one.wide][-1:]
    yield from (one for one in differences(known) if exact and one.span[1] <= day <= one.span[1] + LAST_FEW)
    yield from (sum_of((one,)) for one in told if day - one.span[1] <= LAST_FEW)


def _is_about(own: Span, named: Span) -> bool:
    """Whether the days are those named, give or take; the last ones before a day on which it is told. Or most of
    them, from one of the first: "since its late-August report"."""
    inside = named[0] <= own[0] and own[1] <= named[1]
    if inside and (own[1] - own[0]).days >= MOST * (named[1] - named[0]).days:
        return (named[1] - own[1]).days <= OFF
    return abs((own[0] - named[0]).days) <= OFF and 0 <= (named[1] - own[1]).days <= OFF


def check_sum(known: Knowledge, figures: tuple[ClaimFigure, ...], one: Sum) -> tuple[Check, ...]:
    """The figures of a claim against one purchase or sum, and the holding that it led to."""
    end = max((trade.span[1] for trade in one.trades), default=None)
    after = latest_total(known, end) if end else None
    led_to = [after.units] if after else []
    counted = find_figures(figures, "units")
    # "lifted its hoard by 8,178 coins to 649,870": of two numbers of coins one may be what it led to.
    both = len(counted) > 1 and any(is_right(figure, one.units) for figure in counted)
    usd = [] if one.usd is None else [one.usd]
    actuals: Actuals = {
        "units": [one.units, *led_to] if both else [one.units],
        "usd_total": usd,
        "usd_value": usd,
        "usd_each": _averages(one),
        "units_after": led_to,
    }
    return tuple(_forgive(check, one) for check in check_figures(figures, actuals))


def _averages(one: Sum) -> list[Decimal]:
    if len(one.trades) == 1 and one.trades[0].change.average_price_usd is not None:
        return [one.trades[0].change.average_price_usd]
    return [] if one.usd is None or not one.units else [(one.usd / one.units).quantize(Decimal(1))]


def _forgive(check: Check, one: Sum) -> Check:
    """A sum of rounded amounts is only as good as its parts."""
    if check.right is False and check.figure.role in ("usd_total", "usd_value") and one.usd and one.usd_slack:
        for shifted in (one.usd - one.usd_slack, one.usd + one.usd_slack):
            if is_right(check.figure, shifted):
                return Check(figure=check.figure, actual=check.actual, right=True)
    return check
