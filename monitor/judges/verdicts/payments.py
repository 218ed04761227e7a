"""Interest and dividends: what a year costs, what was paid, declared, skipped or raised.

Judged on the yearly sums that filings state, on those that the terms of the instruments come to, on the rates of
preferred stock, and on sentences that something was paid, declared or suspended. Silence refutes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from monitor.judges._days import new_york_day, say_day
from monitor.judges.instruments import instruments_on
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite, cite_quotes
from monitor.judges.verdicts._figures import find_figures, is_right, say_amount, say_figure
from monitor.judges.verdicts._sentences import MONEY, find_sentences, read_money
from monitor.judges.verdicts._time import said_on
from monitor.records import Claim, ClaimFigure, ClaimType, Instrument, Quote

CLAIM_TYPES: tuple[ClaimType, ...] = ("interest_or_dividend_payment",)
INTEREST = re.compile(r"\b(?:interest|coupons?|bond payments?)\b", re.IGNORECASE)
DIVIDEND = re.compile(r"\b(?:dividends?|distributions?|preferreds?|payouts?)\b", re.IGNORECASE)
YEARLY = {
    "interest": re.compile(
        r"\b(?:annual|yearly)\s+(?:contractual\s+)?interest\s+(?:expense|payments?)\s+(?:was|were|is|of|are)",
        re.IGNORECASE,
    ),
    "dividend": re.compile(
        r"\b(?:aggregate\s+)?annual\s+(?:regular\s+)?(?:cash\s+)?dividends?\s+(?:are|is|of|were|was)|annual\s+dividends\s+of",
        re.IGNORECASE,
    ),
}
SKIPPED = ("skip", "miss", "suspend", "defer", "omit", "halt", "stop")
OLD = timedelta(days=200)
TICKERS = {"strk": "strike", "strf": "strife", "strd": "stride", "strc": "stretch", "stre": "stream"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Yearly:
    """Dollars or percent a year, with what it rests on."""

    figure: Decimal
    unit: str
    note: str
    quotes: tuple[Quote, ...]
    kind: str  # "interest", "dividend", "both", "rate"
    stated: bool


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where no filing of the store speaks of debt or preferred stock."""
    if not (known.record.terms or known.record.statements):
        return None
    if claim.action in SKIPPED or (claim.negated and claim.action == "pay" and not claim.figures):
        return _judge_skipped(claim, known)
    figures = tuple(
        figure
        for figure in find_figures(claim.figures, "usd_total", "usd_value", "percent", "usd_each")
        if figure.unit in ("USD", "percent")
    )
    if not figures:
        return None
    yearly = list(_yearly(known, said_on(claim)))
    found: list[Yearly] = []
    for figure in figures:
        choices = [one for one in yearly if _fits(claim, figure, one)]
        hit = next((one for one in choices if is_right(figure, one.figure)), None)
        if hit is not None:
            found.append(hit)
            continue
        stated = [one for one in choices if one.stated or one.kind == "rate"] or choices
        if not stated or figure.comparator == "up_to":
            return None
        nearest = min(stated, key=lambda one: abs(one.figure - figure.value))
        return Finding(
            label="refuted",
            reason="contradicts_disclosure",
            rationale=f"{nearest.note}; {say_figure(figure)} is claimed.",
            evidence=cite_quotes(known, "refutes", *nearest.quotes),
        )
    return Finding(
        label="supported",
        reason="matches_disclosure",
        rationale="; ".join(dict.fromkeys(one.note for one in found)) + ".",
        evidence=cite_quotes(known, "supports", *(quote for one in found for quote in one.quotes)),
    )


def _fits(claim: Claim, figure: ClaimFigure, one: Yearly) -> bool:
    """Whether a disclosed figure is of the kind that the figure of the claim is: by the words beside it."""
    if figure.unit != one.unit:
        return False
    words = claim.source.quote
    if figure.unit == "percent":
        named = [
            name
            for ticker, name in TICKERS.items()
            if re.search(rf"\b(?:{ticker}|{name})\b", words, re.IGNORECASE)
        ]
        return not named or any(name in one.note.lower() for name in named)
    interest, dividend = bool(INTEREST.search(words)), bool(DIVIDEND.search(words))
    if one.kind == "both":
        return interest and dividend
    return (one.kind == "interest" and interest) or (one.kind == "dividend" and (dividend or not interest))


def _yearly(known: Knowledge, day: date) -> Iterator[Yearly]:
    """Yearly sums around a day, newest first, then what the terms come to, then the rates."""
    stated: dict[str, list[tuple[date, Decimal, Quote]]] = {"interest": [], "dividend": []}
    for kind, pattern in YEARLY.items():
        for sentence in find_sentences(known, pattern, until=day, limit=6):
            filed = new_york_day(sentence.filing.accepted_at)
            money = MONEY.search(sentence.words, sentence.match.end() - 3)
            if money is None or money.start() - sentence.match.end() > 25 or day - filed > OLD or filed > day:
                continue
            amount = read_money(money)
            stated[kind].append((filed, amount, sentence.quote))
            yield Yearly(
                figure=amount,
                unit="USD",
                note=f"the filing of {say_day(filed)} states {say_amount(amount, 'USD')} of {kind} a year",
                quotes=(sentence.quote,),
                kind=kind,
                stated=True,
            )
    if stated["interest"] and stated["dividend"]:
        filed, interest, quote = stated["interest"][0]
        _, dividends, other = stated["dividend"][0]
        yield Yearly(
            figure=interest + dividends,
            unit="USD",
            note=f"{say_amount(interest, 'USD')} of interest and {say_amount(dividends, 'USD')} of dividends a year (filed on {say_day(filed)})",
            quotes=(quote, other),
            kind="both",
            stated=True,
        )
    quotes = {fact.term_id: fact.source for fact in known.record.terms}
    standing = instruments_on(day, known.instruments.versions)
    yield from _computed(standing, quotes)
    for one in standing:
        rate = one.dividend_rate if one.kind == "preferred" else one.coupon_rate
        if rate is not None:
            yield Yearly(
                figure=rate,
                unit="percent",
                note=f"{one.name} {one.series} pays {rate.normalize():f} % a year",
                quotes=tuple(quotes[key] for key in one.term_ids if key in quotes and _is_rate(known, key))[:1],
                kind="rate",
                stated=True,
            )


def _is_rate(known: Knowledge, term_id: str) -> bool:
    return any(
        one.term_id == term_id and one.term in ("dividend_rate", "coupon_rate") for one in known.record.terms
    )


def _computed(standing: tuple[Instrument, ...], quotes: dict[str, Quote]) -> Iterator[Yearly]:
    interest = sum(
        (
            (one.principal_usd or Decimal(0)) * (one.coupon_rate or Decimal(0)) / 100
            for one in standing
            if one.kind != "preferred"
        ),
        Decimal(0),
    )
    dividends = sum(
        (
            (one.shares or Decimal(0))
            * (one.liquidation_preference_usd or Decimal(0))
            * (one.dividend_rate or Decimal(0))
            / 100
            for one in standing
            if one.kind == "preferred"
        ),
        Decimal(0),
    )
    for kind, amount in (("interest", interest), ("dividend", dividends)):
        if amount:
            yield Yearly(
                figure=amount.quantize(Decimal(100_000)),
                unit="USD",
                note=f"the terms of what is outstanding come to {say_amount(amount.quantize(Decimal(100_000)), 'USD')} of {kind} a year",
                quotes=tuple(quotes[key] for one in standing for key in one.term_ids if key in quotes)[:4],
                kind=kind,
                stated=False,
            )


def _judge_skipped(claim: Claim, known: Knowledge) -> Finding | None:
    """Missed or suspended payments: affirmed or contradicted by a sentence of fact, never by silence."""
    topics = ("dividend_declared", "dividend_paid", "interest_paid", "dividend_suspended", "default")
    day = said_on(claim)
    facts = [
        one
        for one in known.record.statements
        if one.topic in topics
        and one.modality == "fact"
        and one.tense == "past"
        and day - new_york_day(one.known_at) < timedelta(days=100)
    ]
    wanted = (
        "interest"
        if INTEREST.search(claim.source.quote) and not DIVIDEND.search(claim.source.quote)
        else "dividend"
    )
    missed = [
        one
        for one in facts
        if one.topic in ("dividend_suspended", "default") and one.polarity == "affirmed" and one.tense == "past"
    ]
    paid = [
        one
        for one in facts
        if one.topic in (f"{wanted}_declared", f"{wanted}_paid") and one.polarity == "affirmed"
    ]
    if missed and not paid:
        return None
    if paid:
        return Finding(
            label="refuted",
            reason="contradicts_disclosure",
            rationale=f"Filed on {say_day(new_york_day(paid[-1].known_at))}: “{paid[-1].source.quote[:160]}”.",
            evidence=cite(known, "refutes", paid[-1]),
        )
    return None
