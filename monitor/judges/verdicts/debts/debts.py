"""Debt: how much is owed, borrowed, issued or paid back.

Judged on the sums that filings state ("our outstanding indebtedness was $8.22 billion"), on the instruments that
were outstanding on the day, alone and in sum, and on the events of their lives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from monitor.judges._days import new_york_day, say_day
from monitor.judges._precision import ZERO
from monitor.judges.instruments import end_of, instruments_on
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding, Missed
from monitor.judges.verdicts._cite import cite_quotes
from monitor.judges.verdicts._figures import find_figures, is_right, say_amount, say_figure
from monitor.judges.verdicts._sentences import MONEY, find_sentences, read_money
from monitor.judges.verdicts._since import NUMBERS
from monitor.judges.verdicts._time import period, said_on
from monitor.judges.verdicts._words import TURNED_IN, around, is_of_a_year
from monitor.judges.verdicts.debts._ends import judge_named
from monitor.judges.verdicts.debts._events import RATE_IN_NAME, is_event, judge_event
from monitor.records import Claim, ClaimFigure, ClaimType, Instrument, Quote

CLAIM_TYPES: tuple[ClaimType, ...] = ("debt_total",)
STATED = re.compile(
    r"\boutstanding\s+indebtedness\s+was\b|\b(?:aggregate|consolidated|total)\s+(?:indebtedness|debt)\b|\bindebtedness\s+outstanding\b",
    re.IGNORECASE,
)
PREFERRED = re.compile(r"\bpreferred(?:s| stock| shares)?\b", re.IGNORECASE)
CREDIT = re.compile(
    r"\b(?:credit (?:line|facility|agreement)|line of credit|revolver|term loan|loan)\b", re.IGNORECASE
)
MEANS_AFTER = re.compile(r"^\s(?:(?:in|of) (?:\w+ ){0,2}proceeds )?(?:came )?(?:from|out of)\b", re.IGNORECASE)
MEANS_BEFORE = re.compile(
    r"\b(?:proceeds|pa(?:id|ying|ys) for|fund(?:ed|ing)|financ(?:ed|ing)|cover(?:ed|ing))\b[^.;$]{0,40}$",
    re.IGNORECASE,
)
CONVERTIBLE = re.compile(r"\bconver\w+\b", re.IGNORECASE)
COUNTED = re.compile(
    r"\b(?P<count>two|three|four|five|six|seven|eight|nine|\d)\s(?:\w+\s){0,2}"
    r"(?:issues|notes|series|bonds|converts|convertibles|tranches)\b",
    re.IGNORECASE,
)
SHARE = re.compile(r"%\s+of\b")
OWN_SUM = re.compile(
    r"\b(?:annual|yearly)\s(?:\w+\s)?(?:preferred\s)?(?:\w+\s)?(?:dividends?|distributions?)?", re.IGNORECASE
)
LEAST = Decimal(1_000_000)  # dollars: less is the price of a coin, no debt of a listed company
OLD = timedelta(days=200)  # a stated sum older than that is no evidence of today's
CITED = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """A sum of debt that filings give, as of a day, with its sentences. `whole`: all debt, or all notes;
    `preferred`: preferred stock at its liquidation preference is in it."""

    amount_usd: Decimal
    as_of_on: date
    note: str
    quotes: tuple[Quote, ...]
    whole: bool = True
    preferred: bool = False
    papers: int = 0  # how many notes it is the sum of, where it is that of convertible ones


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None without a figure of debt, or where no filing of the store speaks of debt."""
    figures = tuple(
        figure
        for figure in find_figures(claim.figures, "usd_total", "usd_value", "other")
        if figure.unit == "USD" and figure.value >= LEAST and not is_of_a_year(claim, figure)
    )
    if not (known.record.terms or known.record.events) or TURNED_IN.search(claim.source.quote):
        return None
    if not figures:
        return judge_named(claim, known) if _is_repaid(claim) else None
    if is_event(claim):
        return judge_event(claim, known, figures)
    if claim.modality == "predicted":
        return None
    span = period(claim)
    owed = list(_owed_on(claim, known, span[1] if span else said_on(claim)))
    both = any(PREFERRED.search(OWN_SUM.sub("", around(claim, figure, 60, 40))) for figure in figures)
    owed = [one for one in owed if one.preferred == both] or owed
    meant = [one for one in owed if _bears(one, claim)]
    if any(_fits(figure, owed) and not _fits(figure, meant) for figure in figures):
        return None  # the principal of another paper than the one that is named by its coupon
    owed = meant
    owed.sort(key=lambda one: not one.papers)  # first what is of just that
    hits = [next((one for one in owed if is_right(figure, one.amount_usd)), None) for figure in figures]
    shares = [
        figure
        for figure in claim.figures
        if figure.unit == "percent" and SHARE.search(around(claim, figure, 0, 8))
    ]
    if all(hits) and shares:
        return Finding(
            label="not_enough_evidence",
            reason="outside_filings",
            rationale=f"The sum is disclosed; no filing of the store gives {say_figure(shares[0])} of it.",
            evidence=cite_quotes(known, "context", *(quote for one in hits if one for quote in one.quotes)),
        )
    if all(hits):
        miscounted = next((one for one in hits if one and _is_miscounted(claim, one)), None)
        if miscounted is not None:
            return Finding(
                label="refuted",
                reason="contradicts_disclosure",
                rationale=_sentence(f"{miscounted.note}; another number of them is claimed"),
                evidence=cite_quotes(known, "refutes", *miscounted.quotes),
            )
        return Finding(
            label="supported",
            reason="matches_disclosure",
            rationale=_sentence("; ".join(one.note for one in dict.fromkeys(hits) if one)),
            evidence=cite_quotes(known, "supports", *(quote for one in hits if one for quote in one.quotes)),
        )
    missed = figures[hits.index(None)]
    if _is_means(claim, missed):
        return None  # what notes paid for, no sum of them
    whole = [one for one in owed if one.whole and one.preferred == both]
    loans = [one for one in known.record.terms if one.kind == "loan"]
    if not whole or (CREDIT.search(around(claim, missed, 10, 60)) and not loans):
        return None
    fresh = [one for one in whole if said_on(claim) - one.as_of_on < OLD]
    nearest = min(fresh or whole, key=lambda one: abs(one.amount_usd - missed.value))
    if said_on(claim) - nearest.as_of_on >= OLD:
        return Finding(
            label="not_enough_evidence",
            reason="missing_filing",
            rationale=_sentence(
                f"{nearest.note}, and no later sum is in the store; {say_figure(missed)} is claimed"
            ),
            evidence=cite_quotes(known, "context", *nearest.quotes),
        )
    return Finding(
        label="refuted",
        reason="contradicts_disclosure",
        rationale=_sentence(f"{nearest.note}; {say_figure(missed)} is claimed"),
        evidence=cite_quotes(known, "refutes", *nearest.quotes),
        against=(Missed(figure=missed, taken_for="debt", actual=nearest.amount_usd),),
    )


def _is_means(claim: Claim, figure: ClaimFigure) -> bool:
    """ "With about $781 million from its notes": money that was spent, of which debt is the source."""
    words, start = claim.source.quote, claim.source.quote_start
    after, before = words[figure.end - start :], words[: figure.start - start]
    return MEANS_AFTER.search(after) is not None or MEANS_BEFORE.search(before) is not None


def _is_miscounted(claim: Claim, one: Owed) -> bool:
    """Whether it numbers the convertible notes, and otherwise: "five convertible issues worth $7.26 billion"."""
    match = COUNTED.search(claim.source.quote)
    if match is None or not one.papers:
        return False
    count = match["count"].lower()
    return (int(count) if count.isdigit() else NUMBERS.get(count, one.papers)) != one.papers


def _fits(figure: ClaimFigure, owed: list[Owed]) -> bool:
    return any(is_right(figure, one.amount_usd) for one in owed)


def _bears(one: Owed, claim: Claim) -> bool:
    """Whether a single paper has a coupon that the claim names, where both name one."""
    rates = {figure.value for figure in claim.figures if figure.unit == "percent"}
    own = RATE_IN_NAME.search(one.note)
    return one.whole or not rates or own is None or Decimal(own["rate"]) in rates


def _is_repaid(claim: Claim) -> bool:
    return claim.action == "repay" and not claim.negated and claim.modality != "predicted"


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def _owed_on(claim: Claim, known: Knowledge, day: date) -> Iterator[Owed]:
    """The sums of debt around a day: stated ones, then those of the instruments outstanding."""
    yield from _stated(known, day, day + timedelta(days=1))
    if said_on(claim) > day:  # "as of the end of 2024 it owed": what a later filing says of that very day
        yield from (one for one in _stated(known, said_on(claim), said_on(claim)) if _speaks_of(one, day))
    standing = instruments_on(day, known.instruments.versions)
    told_since = _told_since(claim, known, day, standing)
    notes = [one for one in standing if one.kind != "preferred" and one.principal_usd]
    quotes = {fact.term_id: fact.source for fact in known.record.terms if fact.term in ("principal_usd", "shares")}
    for one in (*notes, *told_since):
        amount = one.principal_usd or ZERO
        yield Owed(
            amount_usd=amount,
            as_of_on=one.principal_as_of_on or new_york_day(one.known_at),
            note=f"{say_amount(amount, 'USD')} of {one.name} were outstanding",
            quotes=tuple(quotes[key] for key in one.term_ids if key in quotes)[:1],
            whole=False,
        )
    yield from _convertible(claim, notes, quotes)
    if not notes:
        return
    total = sum((one.principal_usd or ZERO for one in notes), ZERO)
    found = tuple(quotes[key] for one in notes for key in one.term_ids if key in quotes)[:CITED]
    told_on = max(one.principal_as_of_on or new_york_day(one.known_at) for one in notes)
    count = f"{len(notes)} instrument{'' if len(notes) == 1 else 's'}"
    yield Owed(
        amount_usd=total,
        as_of_on=told_on,
        note=f"{count} with {say_amount(total, 'USD')} of principal in all were outstanding, as of "
        f"{say_day(told_on)}",
        quotes=found,
        whole=not told_since,
    )
    shares = [one for one in standing if one.kind == "preferred" and one.shares and one.liquidation_preference_usd]
    if shares and PREFERRED.search(claim.source.quote):
        face = sum(((one.shares or ZERO) * (one.liquidation_preference_usd or ZERO) for one in shares), ZERO)
        yield Owed(
            amount_usd=total + face,
            as_of_on=told_on,
            note=(
                f"{say_amount(total, 'USD')} of debt (as of {say_day(told_on)}) and {say_amount(face, 'USD')} of "
                "preferred stock, as far as the store's filings count its shares"
            ),
            quotes=found,
            preferred=True,
        )


def _convertible(claim: Claim, notes: Sequence[Instrument], quotes: dict[str, Quote]) -> Iterator[Owed]:
    """All convertible notes together, where the words speak of them and other debt is outstanding or told of."""
    own = [one for one in notes if one.kind == "convertible_note"]
    if not CONVERTIBLE.search(claim.source.quote) or len(own) < 2:
        return
    total = sum((one.principal_usd or ZERO for one in own), ZERO)
    told_on = max(one.principal_as_of_on or new_york_day(one.known_at) for one in own)
    yield Owed(
        amount_usd=total,
        as_of_on=told_on,
        note=f"{len(own)} convertible notes with {say_amount(total, 'USD')} of principal in all were outstanding, "
        f"as of {say_day(told_on)}",
        quotes=tuple(quotes[key] for one in own for key in one.term_ids if key in quotes)[:CITED],
        whole=False,
        papers=len(own),
    )


def _told_since(claim: Claim, known: Knowledge, day: date, standing: Sequence[Instrument]) -> list[Instrument]:
    """What was outstanding on that day by filings of later ones: a quarter is told of after its end."""
    seen = {one.instrument_id for one in standing}
    later = instruments_on(day, known.instruments.versions, end_of(said_on(claim)))
    return [
        one
        for one in later
        if one.kind != "preferred" and one.principal_usd and one.instrument_id not in seen
        if (one.principal_as_of_on or day) <= day
    ]


def _speaks_of(one: Owed, day: date) -> bool:
    words = f"{day:%B} {day.day}, {day.year}"
    return any(words in " ".join(quote.quote.split()) for quote in one.quotes)


def _stated(known: Knowledge, day: date, until: date) -> Iterator[Owed]:
    """What filings say in so many words, the figure that stands nearest to the words."""
    for sentence in find_sentences(known, STATED, until=until, limit=8):
        filed = new_york_day(sentence.filing.accepted_at)
        if day - filed > OLD:
            continue
        start, end = sentence.match.span()
        near = [
            money
            for money in MONEY.finditer(sentence.words)
            if money.start() - start > -60 and money.start() - end < 30
        ]
        behind = [money for money in near if money.end() <= start]
        chosen = behind[-1:] or [money for money in near if money.start() >= end][:1]
        for money in chosen:
            amount = read_money(money)
            yield Owed(
                amount_usd=amount,
                as_of_on=filed,
                note=f"the filing of {say_day(filed)} states {say_amount(amount, 'USD')} of debt",
                quotes=(sentence.quote,),
            )
