"""What a claimed holding is held against: the disclosed ones that can be meant, each with its figures."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from monitor.judges._days import say_day
from monitor.judges._precision import say_units
from monitor.judges._totals import DayTotal
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._checks import (
    Actuals,
)
from monitor.judges.verdicts._cite import cite
from monitor.judges.verdicts._disclosed import (
    last_digits,
    latest_total,
)
from monitor.judges.verdicts._figures import find_figures, is_right, say_amount, say_figure
from monitor.judges.verdicts._time import period, said_on
from monitor.judges.verdicts.holdings.average import average_of
from monitor.judges.verdicts.market._fair_value import find_worth
from monitor.records import Claim

MARKET = re.compile(
    r"\b(?:on the market|market (?:value|price)s?|at (?:today|current|present"
    r"|market)[\w’']* (?:market )?(?:prices?|levels)"
    r"|would fetch|(?:now|currently|today) worth)\b",
    re.IGNORECASE,
)
SHARP = 4  # digits of a sum that no chance meets
SUPPLY = Decimal(21_000_000)  # bitcoin that will ever exist
OF_SUPPLY = re.compile(
    r"\b(?:21 million|all (?:the |of the )?(?:bitcoins?|coins)|(?:ever|can) be mined"
    r"|(?:total |circulating )?supply|ever exist)\b",
    re.IGNORECASE,
)


def find_candidates(claim: Claim, known: Knowledge, day: date) -> list[DayTotal]:
    """The holdings that the claim can mean: that of its day, and of every day of a period that it names."""
    settled = known.settled[known.asset]
    span = period(claim)
    inside = [one for one in settled if span and span[0] <= one.as_of_on <= span[1] and span[0] < span[1]]
    last = latest_total(known, day)
    return [*([last] if last else []), *(one for one in inside if one is not last)]


def find_actuals(claim: Claim, known: Knowledge, total: DayTotal, day: date) -> Actuals:
    """What each role of a figure is held against."""
    percent = (total.units / SUPPLY * 100).quantize(Decimal("0.001"))
    share = [percent] if OF_SUPPLY.search(claim.source.quote) else []
    return {
        "units": [total.units],
        "units_after": [total.units],
        "usd_total": [total.cost_usd],
        "usd_each": _averages(claim, total),
        "usd_value": _values(claim, known, total, day),
        "percent": share,
    }


def _averages(claim: Claim, total: DayTotal) -> list[Decimal | None]:
    """As disclosed; where it is not, what cost and coins come to can confirm, but is too rough to contradict."""
    reckoned = average_of(total)
    near = reckoned is not None and any(is_right(one, reckoned) for one in find_figures(claim.figures, "usd_each"))
    return [reckoned if near else total.average_cost_usd]


def _values(claim: Claim, known: Knowledge, total: DayTotal, day: date) -> list[Decimal | None]:
    """The market value, when what is disclosed decides: near enough is the claimed one itself, far off ours."""
    worth = find_worth(known, day) or find_worth(known, total.as_of_on)
    claimed = find_figures(claim.figures, "usd_value")
    if worth is None or not claimed:
        return []
    value = worth.each_usd * total.units
    apart = abs(value - claimed[0].value) / value
    if apart <= worth.slack:
        return [claimed[0].value]
    return [value.quantize(Decimal(1))] if apart > worth.far else []


def judge_cost(claim: Claim, known: Knowledge, total: DayTotal, told: str) -> Finding | None:
    """ "Are worth $63.97 billion on the market", digit for digit what they cost: a figure of something else."""
    for figure in find_figures(claim.figures, "usd_value"):
        sharp = figure.comparator == "exactly" and last_digits(figure.value) >= SHARP
        reckoned = _values(claim, known, total, said_on(claim))
        if not reckoned and sharp and total.cost_usd and is_right(figure, total.cost_usd):
            if MARKET.search(claim.source.quote) is None:
                continue
            return Finding(
                label="refuted",
                reason="contradicts_disclosure",
                rationale=f"{told}; {say_figure(figure)} is what was paid, not what the market says.",
                evidence=cite(known, "refutes", total.total),
            )
    return None


def say_with_notes(claim: Claim, known: Knowledge, total: DayTotal, day: date, told: str) -> str:
    """What a market value or a share of all coins was compared with."""
    if find_figures(claim.figures, "usd_value"):
        worth = find_worth(known, day) or find_worth(known, total.as_of_on)
        if worth is not None:
            value = (worth.each_usd * total.units).quantize(Decimal(1))
            near = ", ".join(say_figure(one) for one in find_figures(claim.figures, "usd_value"))
            told += f"; {worth.note}, {say_amount(value, 'USD')} in all, which is near enough to {near}"
    if find_figures(claim.figures, "percent") and OF_SUPPLY.search(claim.source.quote):
        share = (total.units / SUPPLY * 100).quantize(Decimal("0.01"))
        told += f", {share} % of the 21,000,000 that can exist"
    reckoned = average_of(total)
    if total.average_cost_usd is None and reckoned and find_figures(claim.figures, "usd_each"):
        told += f", which comes to {say_amount(reckoned, 'USD')} each"
    later = latest_total(known, said_on(claim))
    if later is not None and period(claim) is not None and later.units != total.units and later is not total:
        told += f" ({say_units(later.units)} on {say_day(later.as_of_on)})"
    return told
