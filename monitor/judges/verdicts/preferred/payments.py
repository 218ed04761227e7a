"""Interest and dividends: what a year costs, what was paid, declared, skipped or raised.

Judged on yearly sums, on the rates of preferred stock, and on sentences that something was paid, declared or
suspended. A sum that is not said to be yearly is never refuted by a yearly one, and silence refutes nothing.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from monitor.judges._days import new_york_day, say_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import Sourced, cite, cite_quotes, confirm_or_refute
from monitor.judges.verdicts._figures import find_figures, is_right, say_amount, say_figure
from monitor.judges.verdicts._time import said_on
from monitor.judges.verdicts._words import YEARLY, around, is_former, is_of_a_year
from monitor.judges.verdicts.preferred._paid_sentences import judge_paid
from monitor.judges.verdicts.preferred._rate_series import named_series, series_of
from monitor.judges.verdicts.preferred._rate_steps import judge_step
from monitor.judges.verdicts.preferred._yearly_payments import Yearly, find_yearly
from monitor.records import Claim, ClaimFigure, ClaimType

CLAIM_TYPES: tuple[ClaimType, ...] = ("interest_or_dividend_payment", "debt_total")
INTEREST = re.compile(r"\b(?:interest|coupons?|bond payments?)\b", re.IGNORECASE)
DIVIDEND = re.compile(r"\b(?:dividends?|distributions?|preferreds?|payouts?)\b", re.IGNORECASE)
STANDING = re.compile(r"\b(?:bill|burden|commitments?|obligations?|costs?|owes?)\b", re.IGNORECASE)
CUT = re.compile(r"\b(?:cut|cuts|lower(?:s|ed)|reduc(?:es|ed)|slash(?:es|ed)|trimmed|down to)\b", re.IGNORECASE)
RAISED = re.compile(
    r"\b(?:rais(?:es|ed)|lift(?:s|ed)|increas(?:es|ed)|hik(?:es|ed)|bump(?:s|ed)|up to|boost(?:s|ed))\b",
    re.IGNORECASE,
)
YEAR = re.compile(r"\b20\d\d\b(?=[^.;]{0,20}\b(?:notes|bonds|converts))")
PREFERRED = re.compile(r"\bpreferreds?\b", re.IGNORECASE)
NOTE = re.compile(r"\b(?:notes|loan)\b", re.IGNORECASE)
JOINT = re.compile(
    r"\bdividends?\b[^.;,]{0,15}\b(?:and|plus|with)\b[^.;,]{0,25}\b(?:interest|coupons?)\b"
    r"|\b(?:interest|coupons?)\b[^.;,$]{0,25}\b(?:and|plus|with)\b[^.;,$]{0,25}\b(?:dividends?|distributions?)\b",
    re.IGNORECASE,
)
SKIPPED = ("skip", "miss", "suspend", "defer", "omit", "halt", "stop")
COMMON = re.compile(r"\b(?:common (?:stock|shares?)|class A)\b", re.IGNORECASE)
PAID = ("dividend_declared", "dividend_paid", "interest_paid")
MISSED = ("dividend_suspended", "interest_deferred_or_pik", "default")
RECENT = timedelta(days=100)


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where the store's filings say nothing of it, or the claim is of debt itself."""
    free = _judge_interest_free(claim, known)
    if free is not None:
        return free
    if claim.action in SKIPPED or (claim.negated and claim.action == "pay" and not claim.figures):
        return judge_paid(claim, known, skipped=True) or _judge_skipped(claim, known)
    figures = tuple(
        replace(figure, comparator="exactly")
        if figure.comparator == "up_to" and figure.unit == "percent"
        else figure
        for figure in find_figures(claim.figures, "usd_total", "usd_value", "percent", "usd_each")
        if figure.unit in ("USD", "percent")
    )
    if claim.claim_type == "debt_total":
        figures = tuple(figure for figure in figures if is_of_a_year(claim, figure))
    if not figures:
        return None
    step = judge_step(claim, known)
    if step is not None and step.label == "refuted":
        return step
    yearly = list(find_yearly(known, said_on(claim)))
    found: list[Yearly] = []
    for figure in figures:
        if figure.unit == "USD" and not _is_yearly(claim, figure):
            return _judge_paid(claim, known, figures) or judge_paid(claim, known, skipped=False)
        if figure.unit == "percent" and is_former(claim, figure):
            before = _find_earlier_rate(claim, known, figure)
            if before is not None:
                found.append(before)
                continue
        choices = [one for one in yearly if _fits(claim, figure, one)]
        hit = next((one for one in choices if is_right(figure, one.figure)), None)
        if hit is None and _is_told_rightly(claim, figures, figure, yearly):  # "from 9% to 10%, then 10.25%"
            hit = _find_earlier_rate(claim, known, figure)
        if hit is None:
            return _refute(known, figure, choices)
        found.append(hit)
    turned = _judge_direction(claim, known, found)
    if turned is not None:
        return turned
    return Finding(
        label="supported",
        reason="matches_disclosure",
        rationale=_sentence("; ".join(dict.fromkeys(one.note for one in found)))
        + (f" {step.rationale}" if step else ""),
        evidence=cite_quotes(known, "supports", *(quote for one in found for quote in one.quotes))
        + (step.evidence if step else ()),
    )


def _is_told_rightly(
    claim: Claim, figures: tuple[ClaimFigure, ...], figure: ClaimFigure, yearly: list[Yearly]
) -> bool:
    """Whether another rate of the claim is the one that is paid now, so that this one is an older one."""
    return figure.unit == "percent" and any(
        is_right(other, one.figure) and _fits(claim, other, one)
        for other in figures
        if other is not figure and other.unit == "percent"
        for one in yearly
        if one.kind == "rate"
    )


def _judge_interest_free(claim: Claim, known: Knowledge) -> Finding | None:
    """ "pays no interest on its 2029 notes": a coupon of nought."""
    year = YEAR.search(claim.source.quote)
    if not claim.negated or claim.figures or year is None or not INTEREST.search(claim.source.quote):
        return None
    coupons = [
        one
        for one in known.record.terms
        if one.term == "coupon_rate" and year.group() in one.name and new_york_day(one.known_at) <= said_on(claim)
    ]
    if not coupons:
        return None
    right = any(one.figure == 0 for one in coupons)
    return confirm_or_refute(
        known,
        right,
        f"{coupons[-1].name}: so named in the filing of {say_day(new_york_day(coupons[-1].known_at))}.",
        coupons[-1],
    )


def _judge_direction(claim: Claim, known: Knowledge, found: list[Yearly]) -> Finding | None:
    """A rate that is said to have been cut when it was raised, or the other way round."""
    words = claim.source.quote
    down, up = CUT.search(words), RAISED.search(words)
    for one in found:
        rates = [
            term
            for term in known.record.terms
            if term.term == "dividend_rate" and term.name in one.note
            if new_york_day(term.known_at) <= said_on(claim)
        ]
        before = [term for term in rates if term.figure is not None and term.figure != one.figure]
        if one.kind != "rate" or not before or bool(down) == bool(up):
            continue
        last = before[-1]
        if last.figure is not None and (last.figure < one.figure) == bool(down):
            return Finding(
                label="refuted",
                reason="contradicts_disclosure",
                rationale=_sentence(f"{one.note}, after {last.figure.normalize():f} %"),
                evidence=cite_quotes(known, "refutes", last.source, *one.quotes),
            )
    return None


def _find_earlier_rate(claim: Claim, known: Knowledge, figure: ClaimFigure) -> Yearly | None:
    """ "to 10 % from 9 %": a rate that the paper of that name had before."""
    for term in reversed(known.record.terms):
        if term.term != "dividend_rate" or term.figure is None or new_york_day(term.known_at) > said_on(claim):
            continue
        one = Yearly(
            figure=term.figure,
            unit="percent",
            kind="earlier rate",
            note=f"{term.name} paid {term.figure.normalize():f} % before",
            quotes=(term.source,),
            stated=True,
        )
        if is_right(figure, term.figure) and _fits(claim, figure, one):
            return one
    return None


def _is_yearly(claim: Claim, figure: ClaimFigure) -> bool:
    words = claim.source.quote
    return YEARLY.search(words) is not None or STANDING.search(around(claim, figure, 40, 40)) is not None


def _refute(known: Knowledge, figure: ClaimFigure, choices: list[Yearly]) -> Finding | None:
    stated = [one for one in choices if one.stated]
    if not stated:
        return None  # what we compute ourselves may lack an instrument: no ground to refute on
    nearest = min(stated, key=lambda one: abs(one.figure - figure.value))
    return Finding(
        label="refuted",
        reason="contradicts_disclosure",
        rationale=_sentence(f"{nearest.note}; {say_figure(figure)} is claimed"),
        evidence=cite_quotes(known, "refutes", *nearest.quotes),
    )


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def _fits(claim: Claim, figure: ClaimFigure, one: Yearly) -> bool:
    """Whether a disclosed figure is of the kind that the figure of the claim is: by the words beside it."""
    if figure.unit != one.unit:
        return False
    if figure.unit == "percent":
        named = series_of(claim, figure)
        if PREFERRED.search(claim.source.quote) and NOTE.search(one.note):
            return False  # a coupon is no rate of a preferred stock
        return not named or any(name in one.note.lower() for name in named)
    if JOINT.search(claim.source.quote) and sum(one.unit == "USD" for one in claim.figures) == 1:
        return one.kind == "both"  # one sum for the two of them, and neither alone is any ground
    near = around(claim, figure, 25, 35)
    words = near if INTEREST.search(near) or DIVIDEND.search(near) else claim.source.quote
    interest, dividend = bool(INTEREST.search(words)), bool(DIVIDEND.search(words))
    if interest and dividend:
        return True
    return one.kind == ("interest" if interest else "dividend")


def _judge_paid(claim: Claim, known: Knowledge, figures: tuple[ClaimFigure, ...]) -> Finding | None:
    """A payment of its own: a sentence of the filings, or what a reserve was used for."""
    day = said_on(claim)
    sentences: list[tuple[Decimal, Sourced]] = [
        (one.amount_usd, one)
        for one in known.record.statements
        if one.amount_usd is not None and _is_recent(one.known_at, day)
    ]
    moves: list[tuple[Decimal, Sourced]] = [
        (one.amount_usd, one) for one in known.record.movements if _is_recent(one.known_at, day)
    ]
    told = (*sentences, *moves)
    hits = [next((fact for amount, fact in told if is_right(figure, amount)), None) for figure in figures]
    if not all(hits):
        return None
    return Finding(
        label="supported",
        reason="matches_disclosure",
        rationale=f"Filed: {', '.join(say_amount(figure.value, figure.unit) for figure in figures)}.",
        evidence=cite(known, "supports", *hits),
        firmness="retrieved",
    )


def _is_recent(known_at: datetime, day: date) -> bool:
    return timedelta(0) <= day - new_york_day(known_at) <= RECENT


def _judge_none_paid(known: Knowledge, day: date) -> Finding | None:
    """ "no dividends on its common stock": where a filing says so itself."""
    told = [
        one
        for one in known.record.statements
        if one.topic == "dividend_paid"
        and one.polarity == "negated"
        and one.modality == "fact"
        and COMMON.search(one.source.quote)
        and new_york_day(one.known_at) <= day
    ]
    if not told:
        return None
    return Finding(
        label="supported",
        reason="matches_disclosure",
        rationale=f"Filed on {say_day(new_york_day(told[-1].known_at))}: “{told[-1].source.quote[:160]}”.",
        evidence=cite(known, "supports", told[-1]),
    )


def _judge_skipped(claim: Claim, known: Knowledge) -> Finding | None:
    """Missed or suspended payments: affirmed or contradicted by a sentence of fact, never by silence."""
    day = said_on(claim)
    only_interest = INTEREST.search(claim.source.quote) and not DIVIDEND.search(claim.source.quote)
    wanted = "interest" if only_interest else "dividend"
    facts = [
        one
        for one in known.record.statements
        if one.modality == "fact" and one.tense == "past" and one.polarity == "affirmed"
        if _is_recent(one.known_at, day)
    ]
    paid = [one for one in facts if one.topic in PAID and one.topic.startswith(wanted)]
    if claim.negated and COMMON.search(claim.source.quote):
        return _judge_none_paid(known, day)
    series = named_series(claim.source.quote)
    paid = [one for one in paid if not series or series & named_series(one.source.quote)]
    if claim.modality == "predicted":  # what was paid so far says nothing of what will be
        later = [one for one in known.record.statements if one.topic in PAID and new_york_day(one.known_at) > day]
        paid = [one for one in later if one.modality == "fact" and series & named_series(one.source.quote)]
    if not paid or any(one.topic in MISSED for one in facts):
        return None
    return Finding(
        label="refuted",
        reason="contradicts_disclosure",
        rationale=f"Filed on {say_day(new_york_day(paid[-1].known_at))}: “{paid[-1].source.quote[:160]}”.",
        evidence=cite(known, "refutes", paid[-1]),
    )
