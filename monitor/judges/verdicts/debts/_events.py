"""What was borrowed, issued or paid back: the events in the lives of loans and notes, and their particulars.

A wrong maturity or coupon refutes as a wrong amount does: "$800 million of notes due 2028" that are due 2030.
"""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal

from monitor.judges._days import new_york_day, say_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._asides import has_asides
from monitor.judges.verdicts._cite import cite_quotes
from monitor.judges.verdicts._figures import is_right, say_amount, say_figure
from monitor.judges.verdicts._time import period, said_on
from monitor.judges.verdicts._words import around
from monitor.records import Claim, ClaimFigure, InstrumentEvent

PAID_BACK = re.compile(
    r"\b(?:repa(?:id|y|ys|ying)|redeem(?:s|ed|ing)|repurchas(?:ed|es|ing)|bought back|retired)\b", re.IGNORECASE
)
TAKEN = re.compile(
    r"\b(?:took (?:on|out)|taken out|borrow(?:ed|s)|issued|sold|raised|priced|placed"
    r"|(?<!20\d\d )closed|completed)\b",
    re.IGNORECASE,
)
LOAN = re.compile(r"\b(?:loan|credit facility|borrow(?:ed|ing|s)?)\b", re.IGNORECASE)
NOTES = re.compile(r"\b(?:notes?|bonds?|converts?|convertibles?)\b", re.IGNORECASE)
DUE = re.compile(
    r"\b(?:due|maturing)\s+(?:in\s+)?(?:\w+\s+)?(?P<year>20\d\d)\b|\b(?P<of>20\d\d)\s+(?:convertible\s+|secured\s+)?(?:notes|converts|bonds)\b",
    re.IGNORECASE,
)
COUPON = re.compile(
    r"(?P<rate>\d+(?:\.\d+)?)\s?%\s+(?:senior\s+|secured\s+|convertible\s+)*(?:notes|bonds|converts|convertibles)",
    re.IGNORECASE,
)
RATE_IN_NAME = re.compile(r"(?P<rate>\d+(?:\.\d+)?)%")
PRICE = re.compile(
    r"\b(?:for|at|cost|costing|paying|paid|spent)\s(?:about |around |just |only )?\$", re.IGNORECASE
)
USED = re.compile(r"\b(?:spent|used|went|set aside|earmarked)\b", re.IGNORECASE)  # what became of the money
SEVERAL = re.compile(
    r"\b(?P<count>two|both|three|four)\s(?:\w+\s){0,2}(?:deals|issues|offerings|notes|converts|convertibles|bonds"
    r"|tranches|placements|sales)\b",
    re.IGNORECASE,
)
COUNTS = {"two": 2, "both": 2, "three": 3, "four": 4}
SHARP = 3  # digits
NEAR = timedelta(days=10)
RECENT = timedelta(days=45)
ENDS = ("redeemed", "repurchased", "matured", "converted")
BEGINNINGS = ("issued", "priced", "option_exercised")


def is_event(claim: Claim) -> bool:
    """Whether something was borrowed, issued or paid back, and not merely owed."""
    if claim.action in ("borrow", "issue", "repay"):
        return True
    return PAID_BACK.search(claim.source.quote) is not None or TAKEN.search(claim.source.quote) is not None


def judge_event(claim: Claim, known: Knowledge, figures: tuple[ClaimFigure, ...]) -> Finding | None:
    """None when no event of the kind is disclosed for the period, or lately."""
    amounts = list(_amounts(claim, known))
    if not amounts or any(USED.search(around(claim, figure, 25, 25)) for figure in figures):
        return None
    used: list[tuple[Decimal, InstrumentEvent]] = []
    for figure in figures:
        hits = [pair for pair in amounts if is_right(figure, pair[0])]
        if PRICE.search(around(claim, figure, 14, 0)):  # what was paid, where it is told apart from the principal
            hits = [pair for pair in hits if pair[1].paid_usd in (None, pair[0])]
        if not hits and all(_wrong_particular(claim, pair[1]) for pair in amounts):
            return None  # another paper, of which no filing tells
        whole = _whole(amounts)  # of each paper once
        if (
            not hits
            and _are_several(claim, len(whole))
            and is_right(figure, sum((one for one, _ in whole), Decimal(0)))
        ):
            used += whole
            continue
        if not hits and (
            has_asides(claim.source.quote, figures, claim.source.quote_start) or _is_net(known, figure)
        ):
            return None
        if not hits:
            amount, event = max(amounts, key=lambda pair: pair[0])
            return _refute(
                known,
                event,
                f"{say_amount(amount, 'USD')} by the filing of {_filed(event)}; {say_figure(figure)} is claimed",
            )
        used.append(next((pair for pair in hits if not _wrong_particular(claim, pair[1])), hits[0]))
    for _, event in used:
        wrong = _wrong_particular(claim, event)
        if wrong:
            return _refute(known, event, f"so named in the filing of {_filed(event)}; {wrong} is claimed")
    whole = _whole(amounts)
    total = sum((one for one, _ in whole), Decimal(0))
    together = f"; together {say_amount(total, 'USD')}" if _are_several(claim, len(whole)) else ""
    return Finding(
        label="supported",
        reason="matches_disclosure",
        rationale="; ".join(
            f"{event.name}: {say_amount(amount, 'USD')}, filed on {_filed(event)}" for amount, event in used
        )
        + f"{together}.",
        evidence=cite_quotes(known, "supports", *(event.source for _, event in used)),
    )


def _are_several(claim: Claim, papers: int) -> bool:
    """Whether it speaks of so many papers together."""
    match = SEVERAL.search(claim.source.quote)
    return match is not None and COUNTS.get(match["count"].lower()) == papers


def _is_net(known: Knowledge, figure: ClaimFigure) -> bool:
    """Whether it is what some paper brought in after costs: no principal."""
    sharp = figure.comparator in ("exactly", "about") and len(figure.value.normalize().as_tuple().digits) >= SHARP
    return sharp and any(
        one.net_proceeds_usd and is_right(figure, one.net_proceeds_usd) for one in known.record.issuances
    )


def _whole(amounts: list[tuple[Decimal, InstrumentEvent]]) -> list[tuple[Decimal, InstrumentEvent]]:
    """Of each paper the largest amount, once."""
    largest: dict[str, tuple[Decimal, InstrumentEvent]] = {}
    for pair in sorted(amounts, key=lambda one: one[0]):
        largest[pair[1].instrument_id] = pair
    return list(largest.values())


def _amounts(claim: Claim, known: Knowledge) -> list[tuple[Decimal, InstrumentEvent]]:
    """The amounts of the events that the claim can mean; of what was paid back, its principal as well."""
    span, day = period(claim), said_on(claim)
    window = (span[0] - NEAR, span[1] + NEAR) if span else (day - RECENT, day)
    paid_back = claim.action == "repay" or PAID_BACK.search(claim.source.quote) is not None
    found: list[tuple[Decimal, InstrumentEvent]] = []
    for event in known.record.events:
        on = event.happened_on or new_york_day(event.known_at)
        if event.kind not in (ENDS if paid_back else BEGINNINGS) or not window[0] <= on <= window[1]:
            continue
        if not _same_kind(claim, event):
            continue
        amounts = [event.amount_usd, event.paid_usd]
        if paid_back:
            amounts += [
                one.figure
                for one in known.record.terms
                if one.term == "principal_usd" and one.instrument_id == event.instrument_id
            ]
            amounts += [
                one.amount_usd
                for one in known.record.events
                if one.kind in BEGINNINGS and one.instrument_id == event.instrument_id
            ]
        found.extend((amount, event) for amount in amounts if amount)
    issued = {event.instrument_id for _, event in found if event.kind == "issued"}
    # What was priced is not yet what was issued: an option may have been exercised in between.
    whole = any(event.kind == "issued" for _, event in found)
    return [pair for pair in found if pair[1].kind != "priced" or not (whole or pair[1].instrument_id in issued)]


def _same_kind(claim: Claim, event: InstrumentEvent) -> bool:
    name = event.name.lower()
    if LOAN.search(claim.source.quote) and not NOTES.search(claim.source.quote):
        return "loan" in name
    return "preferred" not in name and "loan" not in name if NOTES.search(claim.source.quote) else True


def _wrong_particular(claim: Claim, event: InstrumentEvent) -> str:
    """A year or coupon in the claim that the name of the instrument contradicts; "" when none does."""
    due = DUE.search(claim.source.quote)
    year = (due["year"] or due["of"]) if due else None
    if year and re.search(r"\bdue\s+20\d\d", event.name) and year not in event.name:
        return f"due {year}"
    coupon, named = COUPON.search(claim.source.quote), RATE_IN_NAME.search(event.name)
    if coupon and named and Decimal(coupon["rate"]) != Decimal(named["rate"]):
        return f"{coupon['rate']} %"
    return ""


def _filed(event: InstrumentEvent) -> str:
    return say_day(new_york_day(event.known_at))


def _refute(known: Knowledge, event: InstrumentEvent, words: str) -> Finding:
    return Finding(
        label="refuted",
        reason="contradicts_disclosure",
        rationale=f"{event.name}: {words}.",
        evidence=cite_quotes(known, "refutes", event.source),
    )
