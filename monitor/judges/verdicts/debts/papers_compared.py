"""One paper against another: "the 2031 notes pay a quarter of a percentage point more than the 2030 notes".

Coupon, conversion price, principal, maturity or put date of two notes that are each named by their year of
maturity, dividend rates of two series of preferred stock; the difference too, where it is told.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import get_args

from monitor.judges._days import say_day
from monitor.judges._particulars import SERIES
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import confirm_or_refute
from monitor.judges.verdicts._figures import say_amount
from monitor.judges.verdicts._paper_words import PAPER, ParticularKind
from monitor.judges.verdicts._since import NUMBERS
from monitor.judges.verdicts.debts._paper_known import NAMES, KnownPaper, known_papers
from monitor.records import Claim, ClaimType, Quote

CLAIM_TYPES: tuple[ClaimType, ...] = get_args(ClaimType)
NAMED = re.compile(
    rf"\b(?P<year>20[2-5]\d)(?:s|\s(?:\w+[\s-]){{0,3}}?{PAPER}|(?=\s(?:one|issue|deal)s?\b))\b"
    rf"|\b{PAPER}\s(?:that (?:are|is|fall|falls) )?(?:due|maturing|of)\s(?:in\s)?(?:\w+\s)?(?P<year2>20[2-5]\d)\b"
    r"|\b(?:that|those|the one|the ones|one) (?:due|of|maturing) (?:in )?(?P<year3>20[2-5]\d)\b"
    rf"|\b(?P<series>{'|'.join((*SERIES, *(name.capitalize() for name in SERIES.values())))})\b",
    re.IGNORECASE,
)
COMPARED = re.compile(
    r"\b(?:(?P<more>more|higher|larger|bigger|dearer|richer|costlier|longer|later|greater|steeper)"
    r"|(?P<less>less|lower|smaller|cheaper|leaner|shorter|earlier|sooner))\b(?:\s[\w-]+){0,4}?\sthan\b",
    re.IGNORECASE,
)
KINDS: tuple[tuple[ParticularKind, str], ...] = (
    (
        "coupon",
        r"\bcoupons?\b|\binterest\b|\bpays?\b|\bcarr(?:y|ies)\b|\byields?\b|\bdividends?\b"
        r"|\brates?\b|\bpercentage points?\b",
    ),
    ("conversion", r"\bconver(?:sion|ts? (?:at|into))\b|\bstrikes?\b"),
    ("put", r"\bputs?\b|\bhand\w*\b[^.;]{0,25}\bback\b|\bputtable\b"),
    ("maturity", r"\bmatur\w+|\b(?:fall|come)s? due\b"),
    ("principal", r"\bprincipal\b|\bissues?\b|\bsize\b|\b(?:larger|bigger|smaller)\b"),
)
POINTS = re.compile(
    r"\b(?P<part>(?:a |one )?quarter|half|three[\s-]quarters)\s(?:of\s)?(?:a\s|an\s)?(?:percentage\s|full\s)?point"
    rf"|(?<![\d.\w])(?P<points>\d+(?:\.\d+)?|a(?= full)|{'|'.join(NUMBERS)})\s(?:percentage\s|full\s)?points?\b"
    r"|\b(?P<basis>\d+)\s(?:basis points|bps?)\b",
    re.IGNORECASE,
)
PARTS = {"three": Decimal("0.75"), "half": Decimal("0.5"), "quarter": Decimal("0.25")}
OTHER = re.compile(
    r"\$|\bnot\b|n[’']t\b|\b(?:loan|preferreds?|will|would|could"
    r"|bitcoins?|coins?|twice|double|times|trad\w+|fair value)\b",
    re.IGNORECASE,
)
Value = tuple[Decimal, str, Quote, str]  # compared by, as told, the sentence, whose


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where no two papers are compared, or what is compared of them is not known of both."""
    words = claim.source.quote
    named, compared = list(NAMED.finditer(words)), COMPARED.search(words)
    if len(named) != 2 or compared is None or OTHER.search(words) or claim.negated:
        return None
    if not named[0].start() < compared.end() <= named[1].start() + 1:
        return None
    kind = next((kind for kind, said in KINDS if re.search(said, words, re.IGNORECASE)), None)
    values = [_find(one, kind, known) if kind else None for one in named]
    first, second = values
    if first is None or second is None or kind is None:
        return None
    rates = {Decimal(one) for one in re.findall(r"(\d+(?:\.\d+)?)\s?%", words)}
    if not rates <= {first[0], second[0]}:
        return None  # of something else
    apart = first[0] - second[0]
    right = apart > 0 if compared["more"] else apart < 0
    points = POINTS.search(words)
    if points is not None:
        right = right and kind == "coupon" and abs(apart) == _points(points)
    told = f"{first[3]}: {NAMES[kind]} {first[1]} against {second[1]} of the {second[3]}"
    also = f", {say_amount(abs(apart), 'percent')} apart" if points is not None else ""
    return confirm_or_refute(
        known,
        right,
        f"{told}{also}; the first is {'' if right else 'not '}{compared['more'] or compared['less']}.",
        first[2],
        second[2],
        firmness="exact",
    )


def _find(match: re.Match[str], kind: ParticularKind, known: Knowledge) -> Value | None:
    """What is stated of the one paper that is named."""
    year = match["year"] or match["year2"] or match["year3"]
    if not year:
        return _rate_of(match["series"], known) if kind == "coupon" else None
    found = [
        one for one in known_papers(known) if one.latest.matures_on and one.latest.matures_on.year == int(year)
    ]
    return _value(found[0], kind) if len(found) == 1 else None


def _rate_of(name: str, known: Knowledge) -> Value | None:
    """The dividend rate that the series of preferred stock of that name has by its newest filing."""
    ticker = next(ticker for ticker, word in SERIES.items() if name.lower() in (ticker.lower(), word))
    told = [
        one
        for one in known.record.terms
        if one.term == "dividend_rate" and one.figure is not None
        if re.search(rf"\b(?:{ticker}|{SERIES[ticker]})\b", f"{one.series} {one.name}", re.IGNORECASE)
    ]
    if not told:
        return None
    last = told[-1]
    rate = last.figure or Decimal(0)
    return rate, say_amount(rate, "percent"), last.source, last.name


def _value(one: KnownPaper, kind: ParticularKind) -> Value | None:
    stated = one.stated.get(kind, ())
    if not stated:
        return None
    what, quote = stated[-1]
    name = one.latest.name
    if isinstance(what, date):
        return Decimal(what.toordinal()), say_day(what), quote, name
    return what, say_amount(what, "percent" if kind == "coupon" else "USD"), quote, name


def _points(match: re.Match[str]) -> Decimal:
    """Percentage points: "a quarter of a point", "0.25 points", "25 basis points"."""
    if match["basis"]:
        return Decimal(match["basis"]) / 100
    if match["points"]:
        count = match["points"].lower()
        return Decimal(1) if count == "a" else Decimal(NUMBERS.get(count, count))
    return next(size for name, size in PARTS.items() if re.search(rf"\b{name}", match["part"], re.IGNORECASE))
