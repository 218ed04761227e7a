"""Debt: how much is owed, borrowed, issued or paid back.

Judged on the sums that filings state ("our outstanding indebtedness was $8.22 billion"), on the instruments that
were outstanding on the day, alone and in sum, and on the events of their lives.
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
from monitor.judges.verdicts._cite import cite_quotes
from monitor.judges.verdicts._figures import find_figures, is_right, say_amount, say_figure
from monitor.judges.verdicts._sentences import MONEY, find_sentences, read_money
from monitor.judges.verdicts._time import period, said_on
from monitor.records import Claim, ClaimFigure, ClaimType, InstrumentEvent, InstrumentTerm, Quote

CLAIM_TYPES: tuple[ClaimType, ...] = ("debt_total",)
STATED = re.compile(
    r"\b(?:outstanding\s+indebtedness\s+was|aggregate\s+indebtedness|consolidated\s+indebtedness|total\s+(?:debt|indebtedness)|"
    r"indebtedness\s+outstanding|in\s+aggregate\s+(?:principal\s+amount\s+of\s+)?(?:consolidated\s+)?indebtedness)",
    re.IGNORECASE,
)
PREFERRED = re.compile(r"\bpreferred\b|\bpreferreds\b", re.IGNORECASE)
LOAN = re.compile(r"\b(?:loan|credit facility|borrow(?:ed|ing|s)?|silvergate)\b", re.IGNORECASE)
NOTES = re.compile(r"\b(?:notes?|bonds?|converts?|convertibles?)\b", re.IGNORECASE)
LEAST = Decimal(1_000_000)  # dollars: less is the price of a coin, no debt of a listed company
PAID_BACK = re.compile(
    r"\b(?:repa(?:id|y|ys|ying)|redeem(?:s|ed|ing)|repurchas(?:ed|es|ing)|bought back|retired)\b", re.IGNORECASE
)
OLD = timedelta(days=200)  # a stated sum older than that is no evidence of today's
NEAR_ENOUGH = Decimal("0.25")  # of a stated sum: beyond it a figure is no other sum, but wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """A sum of debt that filings give, as of a day, with the sentence it rests on. `whole`: all debt or all notes."""

    amount_usd: Decimal
    as_of_on: date
    note: str
    quotes: tuple[Quote, ...]
    whole: bool


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None without a figure, or where no filing of the store speaks of debt."""
    figures = find_figures(claim.figures, "usd_total", "usd_value", "other")
    figures = tuple(figure for figure in figures if figure.unit == "USD")
    if (
        any(figure.value < LEAST for figure in figures)
        or not figures
        or not (known.record.terms or known.record.events)
    ):
        return None
    if claim.action in ("borrow", "issue", "repay") or _is_event(claim) or PAID_BACK.search(claim.source.quote):
        return _judge_event(claim, known, figures)
    if claim.modality == "predicted":
        return None
    span = period(claim)
    owed = list(_owed_on(claim, known, span[1] if span else said_on(claim)))
    hits = [next((one for one in owed if is_right(figure, one.amount_usd)), None) for figure in figures]
    if all(hits) and hits:
        return Finding(
            label="supported",
            reason="matches_disclosure",
            rationale="; ".join(one.note for one in dict.fromkeys(hits) if one) + ".",
            evidence=cite_quotes(known, "supports", *(quote for one in hits if one for quote in one.quotes)),
        )
    missed = figures[hits.index(None)]
    whole = [one for one in owed if one.whole]
    if not whole:
        return None
    nearest = min(whole, key=lambda one: abs(one.amount_usd - missed.value))
    if PREFERRED.search(claim.source.quote) and not any("preferred" in one.note for one in owed):
        return None
    fresh = (said_on(claim) - nearest.as_of_on) < OLD
    if not fresh:
        return None
    return Finding(
        label="refuted",
        reason="contradicts_disclosure",
        rationale=f"{nearest.note}; {say_figure(missed)} is claimed.",
        evidence=cite_quotes(known, "refutes", *nearest.quotes),
    )


def _is_event(claim: Claim) -> bool:
    return period(claim) is not None and bool(
        re.search(
            r"\b(?:took (?:on|out)|borrowed|issued|raised|sold|priced|repaid|redeemed|repurchased|bought back)\b",
            claim.source.quote,
        )
    )


def _owed_on(claim: Claim, known: Knowledge, day: date) -> Iterator[Owed]:
    """The sums of debt around a day: stated ones, then those of the instruments outstanding."""
    for sentence in find_sentences(known, STATED, until=day + timedelta(days=1), limit=8):
        filed = new_york_day(sentence.filing.accepted_at)
        if day - filed > OLD or filed > day + timedelta(days=1):
            continue
        money = MONEY.search(sentence.words, sentence.match.start())
        if money is None or money.start() - sentence.match.end() > 30:
            before = [one for one in MONEY.finditer(sentence.words, 0, sentence.match.start())]
            money = before[-1] if before else None
        if money is None:
            continue
        amount = read_money(money)
        yield Owed(
            amount_usd=amount,
            as_of_on=filed,
            note=f"the filing of {say_day(filed)} states {say_amount(amount, 'USD')} of debt",
            quotes=(sentence.quote,),
            whole=True,
        )
    standing = instruments_on(day, known.instruments.versions)
    notes = [one for one in standing if one.kind != "preferred" and one.principal_usd]
    quotes = {fact.term_id: fact.source for fact in known.record.terms}
    for one in notes:
        yield Owed(
            amount_usd=one.principal_usd or Decimal(0),
            as_of_on=day,
            note=f"{say_amount(one.principal_usd or Decimal(0), 'USD')} of {one.name} were outstanding",
            quotes=tuple(quotes[key] for key in one.term_ids if key in quotes)[:1],
            whole=False,
        )
    if notes:
        total = sum((one.principal_usd or Decimal(0) for one in notes), Decimal(0))
        found = tuple(quotes[key] for one in notes for key in one.term_ids if key in quotes)
        told_on = max(one.principal_as_of_on or new_york_day(one.known_at) for one in notes)
        yield Owed(
            amount_usd=total,
            as_of_on=told_on,
            note=f"{len(notes)} instrument{'' if len(notes) == 1 else 's'} with {say_amount(total, 'USD')} of principal were outstanding on {say_day(day)}",
            quotes=found[:8],
            whole=True,
        )
        shares = [
            one for one in standing if one.kind == "preferred" and one.shares and one.liquidation_preference_usd
        ]
        if shares and PREFERRED.search(claim.source.quote):
            face = sum(
                ((one.shares or 0) * (one.liquidation_preference_usd or Decimal(0)) for one in shares), Decimal(0)
            )
            yield Owed(
                amount_usd=total + face,
                as_of_on=told_on,
                note=(
                    f"{say_amount(total, 'USD')} of notes and {say_amount(face, 'USD')} of preferred stock were "
                    f"outstanding on {say_day(day)}"
                ),
                quotes=found[:8],
                whole=True,
            )


def _judge_event(claim: Claim, known: Knowledge, figures: tuple[ClaimFigure, ...]) -> Finding | None:
    """What was borrowed, issued or paid back in the period, or lately."""
    span = period(claim)
    day = said_on(claim)
    window = (
        (span[0] - timedelta(days=10), span[1] + timedelta(days=10)) if span else (day - timedelta(days=45), day)
    )
    paid_back = claim.action == "repay" or PAID_BACK.search(claim.source.quote) is not None
    events: list[tuple[Decimal, InstrumentEvent]] = []
    for event in known.record.events:
        on = event.happened_on or new_york_day(event.known_at)
        kinds = (
            ("redeemed", "repurchased", "matured", "converted")
            if paid_back
            else ("issued", "priced", "option_exercised")
        )
        if event.kind not in kinds or not window[0] <= on <= window[1] or not _same_kind(claim, event):
            continue
        for amount in (event.amount_usd, event.paid_usd):
            if amount is not None:
                events.append((amount, event))
    if not events:
        return None
    for figure in figures:
        hit = next((pair for pair in events if is_right(figure, pair[0])), None)
        if hit is None:
            amount, event = max(events, key=lambda pair: pair[0])
            return Finding(
                label="refuted",
                reason="contradicts_disclosure",
                rationale=f"{event.name}: {say_amount(amount, 'USD')} by the filing of {say_day(new_york_day(event.known_at))}; {say_figure(figure)} is claimed.",
                evidence=cite_quotes(known, "refutes", event.source),
            )
    amount, event = events[0]
    used = [next(pair for pair in events if is_right(figure, pair[0])) for figure in figures]
    return Finding(
        label="supported",
        reason="matches_disclosure",
        rationale="; ".join(
            f"{one.name}: {say_amount(dollars, 'USD')}, filed on {say_day(new_york_day(one.known_at))}"
            for dollars, one in used
        )
        + ".",
        evidence=cite_quotes(known, "supports", *(one.source for _, one in used)),
    )


def _same_kind(claim: Claim, event: InstrumentEvent) -> bool:
    name = event.name.lower()
    if LOAN.search(claim.source.quote):
        return "loan" in name
    return "preferred" not in name and "loan" not in name if NOTES.search(claim.source.quote) else True


def terms_named(known: Knowledge, term: str) -> tuple[InstrumentTerm, ...]:
    """All statements of one term, oldest first."""
    return tuple(one for one in known.record.terms if one.term == term)
