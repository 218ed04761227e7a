"""What one preferred share gets: "$0.9375 a share for February", "just under 94 cents".

Judged on the dividends that filings declare a share, each with its day of payment. A sum that is said of a year is
held against the rate; the rate of a year told as a payment of one month refutes, and so does any other sum.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from monitor.judges._days import new_york_day, say_day
from monitor.judges.instruments import instruments_on
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite
from monitor.judges.verdicts._figures import is_right, say_figure
from monitor.judges.verdicts._paper_words import bound_before
from monitor.judges.verdicts._stock_words import SERIES
from monitor.judges.verdicts._time import said_on
from monitor.judges.verdicts._words import YEARLY
from monitor.judges.verdicts.preferred import payments
from monitor.records import Claim, ClaimFigure, ClaimType, StatedPayment

CLAIM_TYPES: tuple[ClaimType, ...] = ("interest_or_dividend_payment", "debt_total", "other")
SUM = re.compile(
    r"\$\s?(?P<dollars>\d{1,3}(?:\.\d+)?)(?![\d,]|\.\d|\s?(?:million|billion|bn|mn|[bmk]\b))"
    r"|(?<![\d.,$])(?P<cents>\d{1,4}(?:\.\d+)?)\s?(?:cents?\b|¢)",
    re.IGNORECASE,
)
RATE = re.compile(r"(?<![\d.])(?P<rate>\d{1,2}(?:\.\d+)?)\s?(?:%|per\s?cent\b)", re.IGNORECASE)
EACH = re.compile(
    r"\b(?:(?:a|per|each|every|for each|on each) share|apiece|share\s?holders?|holders|investors)\b", re.I
)
PAYS = re.compile(
    r"\b(?:dividends?|distributions?|payouts?|pay(?:s|ing|ment)?s?|paid|receiv\w+|get(?:s|ting)?|pocket\w*|collect\w*"
    r"|earn\w*|yield\w*|declar\w+|hand\w* out)\b",
    re.IGNORECASE,
)
NO_DIVIDEND = re.compile(
    r"\b(?:price[ds]?|trad(?:e|es|ed|ing)|convert\w*|conversion|clos(?:e|ed|es|ing) at|sold|sells?|bought|buy\w*"
    r"|offering|stated amount|liquidation|preference|par|redeem\w*|if|would)\b",
    re.IGNORECASE,
)
NAME = rf"\b(?:{'|'.join(SERIES.values())})\b"
GROUP = re.compile(rf"{NAME}(?:(?:,| and|, and| or)(?: on| its| the)* {NAME})*")
ON = re.compile(
    r"\s?(?:(?:a|per|each|every) share )?(?:on|for|to|of)(?: (?:its|the|each|holders|owners|of|share|shares))*\s"
)
OF_A_MONTH = re.compile(
    r"^\s?(?:(?:a|per|each|every) month\b|(?:just )?(?:in|for) (?:the month|[A-Z]\w+ alone)\b)", re.IGNORECASE
)
COMPARED = re.compile(
    r"\b(?:(?P<more>more|higher|bigger|larger|better)|less|lower|smaller) than (?:the|its|that) (?:of )?$", re.I
)
Pairs = list[tuple[ClaimFigure, StatedPayment]]
FIRST = re.compile(
    r"\b(?:first|maiden|inaugural|debut)(?:[- ]ever)?\s(?!quarter\b|half\b"
    r"|month\b)(?:[\w$.-]+\s){0,3}(?:dividends?|distributions?|payouts?|payments?)\b",
    re.IGNORECASE,
)
YOUNG = timedelta(days=130)  # since a paper was issued: its first dividend is still to come, or just came
FRESH = timedelta(days=100)  # a dividend that no month is named for is the last one


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where no series is named with a sum a share, or no filing declares one for those days."""
    words = claim.source.quote
    if claim.negated or not PAYS.search(words) or NO_DIVIDEND.search(words):
        return None
    pairs = [pair for match in SUM.finditer(words) for pair in _choose(words, match, claim, known)]
    told = [(figure, one) for figure, one in pairs if one is not None]
    monthly = _rate_told_of_a_month(words, claim, known)
    if monthly is not None:
        return monthly
    if not told or len(told) < len(pairs) or "respectively" in words.lower():
        return None
    if not EACH.search(words) and "cent" not in words:
        return None
    wrong = [(figure, one) for figure, one in told if not is_right(figure, one.per_share_usd or Decimal(0))]
    more, turned = _compare(words, told)
    wrong = wrong or turned
    first = _rank_first(words, told[0][1], claim, known) if len(told) == 1 and not wrong else None
    if first is not None and first[1] is not None:
        return Finding(
            label="refuted",
            reason="contradicts_disclosure",
            rationale=f"{_say(told[0][1])}, which was not the first: {_say(first[1])}.",
            evidence=cite(known, "refutes", told[0][1], first[1]),
            firmness="exact",
        )
    right = Finding(
        label="refuted" if wrong else "supported",
        reason="contradicts_disclosure" if wrong else "matches_disclosure",
        rationale="; ".join(dict.fromkeys(_say(one) for _, one in told))
        + more
        + (", the first of that series" if first else "")
        + (f"; {say_figure(wrong[0][0])} is claimed." if wrong else "."),
        evidence=cite(known, "refutes" if wrong else "supports", *(one for _, one in told)),
        firmness="exact",
    )
    return right if wrong else _with_rates(claim, known, right)


def _compare(words: str, told: Pairs) -> tuple[str, Pairs]:
    """How the first sum stands to one that it is compared with, and the pair that is told the wrong way round."""
    for figure, one in told[1:]:
        match = COMPARED.search(words[: figure.start])
        if match is not None:
            first, other = told[0][1].per_share_usd or Decimal(0), one.per_share_usd or Decimal(0)
            turned = first <= other if match["more"] else first >= other
            return f": {'more' if first > other else 'not more'}", [(figure, one)] if turned else []
    return "", []


def _rank_first(
    words: str, one: StatedPayment, claim: Claim, known: Knowledge
) -> tuple[StatedPayment, StatedPayment | None] | None:
    """The dividend that is said to be the first of its series, with one that came before it. None where
    nothing of the kind is said, or the paper is so old that earlier ones may be missing from the store."""
    series = one.instrument_id.rpartition(":")[2]
    if FIRST.search(words) is None:
        return None
    before = [other for other in _all_of(series, claim, known) if other.due_on < one.due_on]
    if before:
        return one, min(before, key=lambda other: other.due_on)
    issued = [
        each.issued_on
        for each in instruments_on(said_on(claim), known.instruments.versions)
        if each.series == series
    ]
    young = any(day is not None and one.due_on - day <= YOUNG for day in issued)
    return (one, None) if young else None


def _all_of(series: str, claim: Claim, known: Knowledge) -> list[StatedPayment]:
    return [
        one
        for one in known.record.payments
        if one.kind == "dividend"
        and one.per_share_usd
        and one.instrument_id.endswith(f":{series}")
        and new_york_day(one.known_at) <= said_on(claim)
    ]


def _with_rates(claim: Claim, known: Knowledge, found: Finding) -> Finding | None:
    """A rate in the same sentence is for the rules of rates: what they find wrong is wrong."""
    rates = tuple(one for one in claim.figures if one.unit == "percent")
    if not rates:
        return found
    other = payments.judge(replace(claim, figures=rates), known)
    if other is None or other.label != "supported":
        return other
    return replace(
        found, rationale=f"{found.rationale} {other.rationale}", evidence=(*found.evidence, *other.evidence)
    )


def _choose(
    words: str, match: re.Match[str], claim: Claim, known: Knowledge
) -> Iterator[tuple[ClaimFigure, StatedPayment | None]]:
    """The figure, and the declared dividend of each series that it is said of; None where none is known."""
    series = _series_at(words, match)
    value = Decimal(match["dollars"]) if match["dollars"] else Decimal(match["cents"]).scaleb(-2)
    compared = COMPARED.search(words[: match.start()])  # "more than the $2.50 on Strife" bounds nothing
    figure = ClaimFigure(
        value=value, unit="USD", role="usd_each",
        comparator="exactly" if compared else bound_before(words, match.start()),
        start=match.start(), end=match.end(),
    )  # fmt: skip
    if not series or YEARLY.search(words[match.end() : match.end() + 25]):
        yield figure, None
    for one in series:
        declared = list(_declared(one, claim, known))
        best = next((one for one in declared if is_right(figure, one.per_share_usd or Decimal(0))), None)
        yield figure, best or (declared[0] if declared else None)


def _declared(series: str, claim: Claim, known: Knowledge) -> Iterator[StatedPayment]:
    """The dividends a share of a series that were declared for the days named, or last; the newest first."""
    day, start, end = said_on(claim), claim.period_start_on, claim.period_end_on
    own = _all_of(series, claim, known)
    fitting = [one for one in own if end and (start or end) <= one.due_on <= end + timedelta(days=3)]
    if not fitting and FIRST.search(claim.source.quote) and len({one.due_on for one in own}) == 1:
        fitting = own  # "its first dividend": the only one so far, whatever other day is named
    if not fitting and (end is None or abs((end - day).days) <= 7):
        last = max((one.due_on for one in own), default=None)
        fitting = [one for one in own if one.due_on == last and day - one.due_on <= FRESH]
    return iter(sorted(fitting, key=lambda one: one.known_at, reverse=True))


def _series_at(words: str, match: re.Match[str]) -> tuple[str, ...]:
    """The series that a figure is said of: "$2.50 a share on Strife and Stride", else those named before it, else
    after."""
    groups = list(GROUP.finditer(words))
    after = [one for one in groups if one.start() >= match.end()]
    before = [one for one in groups if one.end() <= match.start()]
    if after and ON.fullmatch(words[match.end() : after[0].start()]):
        chosen = after[0].group()
    elif before or after:
        chosen = (before[-1] if before else after[0]).group()
    else:
        return ()
    return tuple(ticker for ticker, name in SERIES.items() if re.search(rf"\b{name}\b", chosen))


def _rate_told_of_a_month(words: str, claim: Claim, known: Knowledge) -> Finding | None:
    """ "11.25% in February alone": the rate is of a year."""
    for match in RATE.finditer(words):
        series = _series_at(words, match)
        if len(series) != 1 or not OF_A_MONTH.search(words[match.end() :]) or YEARLY.search(words):
            continue
        terms = _terms_of(series[0], claim, known)
        hit = next((rate for rate in terms if rate == Decimal(match["rate"])), None)
        if hit is not None:
            facts = [one for one in known.record.terms if one.term == "dividend_rate" and one.figure == hit]
            return Finding(
                label="refuted",
                reason="contradicts_disclosure",
                rationale=f"{series[0]} pays {hit.normalize():f} % a year, not a month.",
                evidence=cite(known, "refutes", *facts[-1:]),
            )
    return None


def _terms_of(series: str, claim: Claim, known: Knowledge) -> Sequence[Decimal]:
    standing = instruments_on(said_on(claim), known.instruments.versions)
    return [one.dividend_rate for one in standing if one.series == series and one.dividend_rate]


def _say(one: StatedPayment) -> str:
    return (
        f"{one.name} ({one.instrument_id.rpartition(':')[2]}): a dividend of ${one.per_share_usd:f} a share, "
        f"payable on {say_day(one.due_on)}, filed on {say_day(new_york_day(one.known_at))}"
    )
