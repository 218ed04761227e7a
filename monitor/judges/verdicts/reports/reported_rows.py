"""A measure of the statements in a report, now and before: "its long-term debt grew from $2.16 billion to $2.36
billion", "a bigger impairment charge in the first quarter of 2022 than in that of 2021", "a loss of $110 million".

Told with two sums, with one sum of a quarter that is named, or only as more or less than a year before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import get_args

from monitor.judges._days import say_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import confirm_or_refute
from monitor.judges.verdicts._figures import is_right, say_amount, say_figure
from monitor.judges.verdicts._paper_words import read_sums
from monitor.judges.verdicts._time import said_on
from monitor.judges.verdicts.reports._rows import Row, list_rows
from monitor.records import Claim, ClaimFigure, ClaimType

CLAIM_TYPES: tuple[ClaimType, ...] = get_args(ClaimType)


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure: the words for it, its row, whether it is of a period, whether its sign tells loss from profit."""

    name: str
    words: re.Pattern[str]
    label: str
    flow: bool = True
    signed: bool = False


def _measure(name: str, words: str, label: str, *, flow: bool = True, signed: bool = False) -> Measure:
    return Measure(name, re.compile(words, re.IGNORECASE), label, flow, signed)


MEASURES = (
    _measure(
        "digital asset impairment losses",
        r"\bimpair\w*|\bwrite-?(?:downs?|offs?)\b|\bwr(?:ites?|itten|iting|ote)\b[^.;]{0,30}\b(?:down|off)\b",
        r"Digital asset impairment losses",
    ),
    _measure(
        "result from operations",
        r"\boperating (?:loss|result|profit|income)\b|\b(?:loss|income) from operations\b",
        r"\(?(?:Loss|Income)\)?(?: \(?(?:loss|income)\)?)? from operations",
        signed=True,
    ),
    _measure(
        "interest expense",
        r"\binterest (?:expenses?|bill|costs?)\b",
        r"Interest (?:\(expense\) income|expense), net",
    ),
    _measure(
        "long-term debt",
        r"\blong-term debt\b|\bdebt on (?:its|the|\w+[’']s) (?:books|balance sheet)\b",
        r"Long-term debt, net",
        flow=False,
    ),
    _measure("total revenues", r"\brevenues?\b", r"Total revenues"),
    _measure("total assets", r"\btotal assets\b", r"Total assets", flow=False),
    _measure("total liabilities", r"\btotal liabilities\b", r"Total liabilities", flow=False),
    _measure(
        "net result",
        r"\b(?:net )?(?:loss|profit|income|earnings)\b",
        r"Net (?:\(loss\) income|income \(loss\)|loss|income)",
        signed=True,
    ),
)
OTHER = re.compile(
    r"\b(?:cumulative\w*|so far|to date|since|all told|per share|a share|adjusted|non-GAAP|unreali[sz]ed|paper"
    r"|will|would|could|may|might|if|expect\w*|forecast\w*|tax|dividends?|fair value|market value|gains?|proceeds"
    r"|year to date|six months|nine months|product|licen[cs]es?|subscription|annual|years?[’']? (?:as|of) )\b"
    r"|\$[\d.,]+ (?:a|per) (?:share|coin)",
    re.IGNORECASE,
)
FROM_TO = re.compile(r"\bfrom\s(?:about |around |some )?$", re.IGNORECASE)
BEFORE = re.compile(
    r"\b(?:against|compared (?:with|to)|versus|vs\.?|(?:up|down) from|after|from|than|following|where)\b"
    r"[^;$]{0,45}$",
    re.IGNORECASE,
)
MORE = re.compile(
    r"\b(?:bigger|larger|higher|greater|heavier|more|worse|deeper|rose|risen|grew|grown|increas\w+|widen\w*|climb\w*"
    r"|jump\w*"
    r"|swell\w*|swollen|up)\b",
    re.IGNORECASE,
)
LESS = re.compile(
    r"\b(?:smaller|lower|lighter|less|fewer|better|milder|fell|fallen|shr[aiu]nk\w*|declin\w*|dropp?\w*|narrow\w*|eas(?:ed|ing)"
    r"|down|decreas\w+|reduc\w+|cut)\b",
    re.IGNORECASE,
)
YEAR_BEFORE = re.compile(
    r"\bthan (?:in |for |during |it (?:did |had )?(?:in )?)?(?:that|the (?:same|opening|first|corresponding|March"
    r"|year-earlier|comparable)|a year)\b"
    r"|\b(?:than|from|on) (?:a|the|one) year (?:before|earlier|ago|prior)\b|\byear[- ](?:over|on)[- ]year\b"
    r"|\b(?:than|from) (?:in )?(?:Q1|the first quarter of|the opening quarter of) 20\d\d\b",
    re.IGNORECASE,
)
QUARTER = re.compile(
    r"\b(?:(?P<nth>first|opening|second|third|fourth|final|last)[- ](?:quarter|three[- ]months?)"
    r"|(?P<month>March|June|September|December)(?: 20\d\d)? quarter|Q(?P<digit>[1-4])"
    r"|(?:quarter|three months) (?:to|through|ended|ending) (?:the end of )?"
    r"(?P<end>March|June|September|December))\b",
    re.IGNORECASE,
)
SIGN = re.compile(
    r"\b(?:turned|made|posted|reported|booked|swung to|ended (?:up )?with|showed)\s(?:an?)\s(?:[\w-]+\s){0,2}?"
    r"(?P<sign>profit|loss)\b",
    re.IGNORECASE,
)
ORDINALS = {"first": 1, "opening": 1, "second": 2, "third": 3, "fourth": 4, "final": 4}
MONTHS = {"march": 1, "june": 2, "september": 3, "december": 4}
YEAR = re.compile(r"\b20[12]\d\b")
FRESH, LONGEST = timedelta(days=21), timedelta(days=150)
SHARP = 3  # digits of a sum that tells which row is meant


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where no one measure is told, or no report of those days has a row of it."""
    words, day = claim.source.quote, said_on(claim)
    if OTHER.search(words) or claim.negated or claim.modality == "predicted":
        return None
    measure = next((one for one in MEASURES if one.words.search(words)), None)
    if measure is None:
        return None
    row = next((one for one in list_rows(known, measure.label, day, flow=measure.flow)), None)
    if row is None or day - row.now_on > LONGEST or not _is_of_days(words, row, measure):
        return None
    sums = [figure for figure, _ in read_sums(words)]
    if len(sums) == 2:
        return _weigh_two(words, sums, row, measure, known)
    if len(sums) == 1:
        return _weigh_one(words, sums[0], row, measure, known, day=day)
    if sums or not measure.flow:
        return None
    return _weigh_change(words, row, measure, known) or _weigh_sign(words, row, measure, known, day=day)


def _is_of_days(words: str, row: Row, measure: Measure) -> bool:
    """Whether the quarter and the years that are named, if any, are those of the row."""
    quarters = {_number_of(one) for one in QUARTER.finditer(words)} - {0} if measure.flow else set()
    years = {int(one) for one in YEAR.findall(words)}
    return quarters <= {(row.now_on.month + 2) // 3} and years <= {row.now_on.year, row.before_on.year}


def _number_of(match: re.Match[str]) -> int:
    if match["digit"]:
        return int(match["digit"])
    month = match["month"] or match["end"]
    return MONTHS[month.lower()] if month else ORDINALS.get(match["nth"].lower(), 0)


def _weigh_two(
    words: str, sums: Sequence[ClaimFigure], row: Row, measure: Measure, known: Knowledge
) -> Finding | None:
    """A sum now and one before, by the words between them."""
    first, second = sums
    if FROM_TO.search(words[: first.start]) and re.search(r"\bto\b", words[first.end : second.start]):
        now, before = second, first
    elif BEFORE.search(words[first.end : second.start]):
        now, before = first, second
    else:
        return None
    fits = [_fits(now, row.now, words, measure), _fits(before, row.before, words, measure)]
    swapped = _fits(now, row.before, words, measure) and _fits(before, row.now, words, measure)
    sharp = [one for one, fit in zip((now, before), fits, strict=True) if fit and _digits(one) >= SHARP]
    if not all(fits) and not swapped and not sharp:
        return None  # of something else
    turned = _turn(words)
    apart = abs(row.now) - abs(row.before)
    right = all(fits) and (turned == 0 or turned * apart > 0)
    return _say(row, measure, known, right=right, claimed=f"{say_figure(now)} after {say_figure(before)}")


def _weigh_one(
    words: str, figure: ClaimFigure, row: Row, measure: Measure, known: Knowledge, *, day: date
) -> Finding | None:
    """One sum, of the quarter that is named, or just after the report."""
    years = {int(one) for one in YEAR.findall(words)}
    named = bool(years) and QUARTER.search(words) is not None
    if not measure.flow or MORE.search(words) or LESS.search(words) or len(years) > 1:
        return None
    if not named and (years or day - row.filed_on > FRESH):
        return None
    actual = row.before if years == {row.before_on.year} else row.now
    right = _fits(figure, actual, words, measure)
    if not right and not (named and _digits(figure) >= SHARP):
        return None
    return _say(row, measure, known, right=right, claimed=say_figure(figure))


def _weigh_change(words: str, row: Row, measure: Measure, known: Knowledge) -> Finding | None:
    """More or less than a year before, without a sum."""
    turned, before = _turn(words), YEAR_BEFORE.search(words)
    if turned == 0 or before is None or (measure.signed and (row.now > 0) != (row.before > 0)):
        return None
    years = [int(one) for one in YEAR.findall(words[: before.start()])]
    if years and years[0] == row.before_on.year:
        turned = -turned  # "less in 2021 than in 2022"
    apart = abs(row.now) - abs(row.before)
    said = (MORE.search(words) or LESS.search(words) or [""])[0]
    return _say(row, measure, known, right=turned * apart > 0, claimed=said)


def _weigh_sign(words: str, row: Row, measure: Measure, known: Knowledge, *, day: date) -> Finding | None:
    """A profit or a loss, without a sum, of the quarter that is named or just after the report."""
    match = SIGN.search(words)
    years = {int(one) for one in YEAR.findall(words)}
    if match is None or not measure.signed or len(years) > 1 or (not years and day - row.filed_on > FRESH):
        return None
    actual = row.before if years == {row.before_on.year} else row.now
    right = (match["sign"].lower() == "loss") == (actual < 0)
    return _say(row, measure, known, right=right, claimed=f"a {match['sign'].lower()}")


def _turn(words: str) -> int:
    """1 for more, -1 for less, 0 for neither or both."""
    return bool(MORE.search(words)) - bool(LESS.search(words))


def _fits(figure: ClaimFigure, actual: Decimal, words: str, measure: Measure) -> bool:
    if measure.signed:
        near = words[max(0, figure.start - 60) : figure.end + 25]
        loss = [one.start() for one in re.finditer(r"\bloss\b|\blost\b", near, re.IGNORECASE)]
        gain = [one.start() for one in re.finditer(r"\bprofit\b|\bincome\b|\bearn\w*\b", near, re.IGNORECASE)]
        place = min(60, figure.start)
        nearest = min((*loss, *gain), key=lambda one: abs(one - place), default=None)
        if nearest is not None and (nearest in loss) != (actual < 0):
            return False
    return is_right(figure, abs(actual))


def _digits(figure: ClaimFigure) -> int:
    return len(figure.value.normalize().as_tuple().digits)


def _say(row: Row, measure: Measure, known: Knowledge, *, right: bool, claimed: str) -> Finding:
    now, before = (say_amount(abs(one), "USD") for one in (row.now, row.before))
    signs = ["loss " if one < 0 else "profit " for one in (row.now, row.before)] if measure.signed else ["", ""]
    span = "in the three months to" if measure.flow else "on"
    also = f": {claimed}" if right else f"; {claimed} is claimed"
    return confirm_or_refute(
        known,
        right,
        f"The {row.form} filed on {say_day(row.filed_on)}: {measure.name} {span} {say_day(row.now_on)} "
        f"{signs[0]}{now}, against {before} {signs[1]}{span} {say_day(row.before_on)}{also}.",
        row.quote,
        firmness="exact",
    )
