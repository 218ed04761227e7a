"""How much of an instrument is outstanding: stated amounts, and what was added or taken off since.

A statement speaks of its day (`as_of_on`, else the day on which it was filed). The one of the latest day counts,
and only events after that day change it. A statement without a day that repeats an amount stated before tells
history, as "$650 million of 2025 notes issued in December 2020" does in every later report, and restores nothing.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from monitor.judges._days import new_york_day
from monitor.judges._instrument_ids import InstrumentFact, fact_id
from monitor.judges._precision import ZERO, half_digit
from monitor.records import InstrumentEvent, InstrumentTerm

Amount = Literal["principal_usd", "shares"]
GONE = ("converted", "repurchased", "redeemed", "matured")
ADDED = re.compile(
    r"\b(?:issued|sold)\s+(?:an?\s+|another\s+)?(?:additional|further)\s+(?:approximately\s+)?(?:US)?\$\s?(?P<sum>\d[\d,]*(?:\.\d+)?)"
    r"(?:\s+(?P<scale>million|billion))?",
    re.IGNORECASE,
)
SCALES = {"million": 6, "billion": 9}
SAME_EVENT = timedelta(days=45)  # an event told again in the next report, with a rougher day
SAME_DRAW = timedelta(
    days=7
)  # a line of credit is drawn on again, with the same sum, sooner than a note is issued


@dataclass(frozen=True, slots=True, kw_only=True)
class Outstanding:
    """What is left, the day of the last statement or event, and the facts that it rests on."""

    amount: Decimal | None
    as_of_on: date | None
    fact_ids: tuple[str, ...]
    retired: bool
    unknown: tuple[InstrumentEvent, ...]  # took something away without saying how much


def agree(one: Decimal, other: Decimal) -> bool:
    """Whether two printed figures can be the same: "$1.0 billion" and "$1,010,000,000"."""
    return abs(one - other) <= max(half_digit(one), half_digit(other))


def find_outstanding(facts: Sequence[InstrumentFact], amount: Amount, on: date) -> Outstanding:
    """What is outstanding by the facts known, at the end of the day `on`. Facts come in the order known."""
    stated = _statements(facts, amount)
    ids: tuple[str, ...] = ()
    base = max(stated, key=lambda one: (one[0], one[1].known_at), default=None)
    if base is None:
        left, day, base_known = None, None, None
    else:
        day, fact, left = base
        ids, base_known = (fact_id(fact),), fact.known_at
    retired = left is not None and left == ZERO
    unknown: list[InstrumentEvent] = []
    for event in _once(_events(facts), amount):
        happened = event_day(event)
        later = (
            day is None
            or happened > day
            or (happened == day and base_known is not None and event.known_at > base_known)
        )
        if event.happened_on is None and base_known is not None and base_known >= event.known_at:
            # Told without a day beside what is outstanding now: that counts it, unless it is of a later month.
            later = bool(day and event.happened_in and month_of(day) < event.happened_in)
        beside = base is not None and base[1].source == event.source  # told in one sentence with the rest
        if is_added(event) and beside:
            later = True
        elif (_is_draw(event) or is_added(event)) and day:
            # "In March 2022" may be what is counted already, as of a day of that month.
            later = event.happened_on > day if event.happened_on else (event.happened_in or "") > month_of(day)
        if happened > on or not later:
            continue
        size = event.amount_usd if amount == "principal_usd" else event.shares
        if event.kind == "option_exercised" or _is_draw(event) or is_added(event):
            if left is not None and size is not None:
                left, ids = left + size, (*ids, fact_id(event))
        elif event.kind == "matured" or (
            event.kind == "redeemed" and event.amount_usd is None and event.shares is None
        ):
            left, retired, ids = (ZERO if left is not None else None), True, (*ids, fact_id(event))
        elif size is None:
            unknown.append(event)
            continue
        elif left is not None:
            left = ZERO if agree(left, size) else max(ZERO, left - size)
            retired, ids = left == ZERO, (*ids, fact_id(event))
        day = max(day, happened) if day else happened
    return Outstanding(amount=left, as_of_on=day, fact_ids=ids, retired=retired, unknown=tuple(unknown))


def event_day(event: InstrumentEvent) -> date:
    """The day of an event: when it happened, else the end of its month, else when it was told."""
    told_on = new_york_day(event.known_at)
    if event.happened_on is None and event.happened_in:
        year, month = map(int, event.happened_in.split("-"))
        return min(told_on, date(year, month, monthrange(year, month)[1]))
    return event.happened_on or told_on


def month_of(day: date) -> str:
    """ "2020-12", as months are told."""
    return f"{day:%Y-%m}"


def _statements(facts: Sequence[InstrumentFact], amount: Amount) -> list[tuple[date, InstrumentFact, Decimal]]:
    terms = [
        (fact, fact.figure)
        for fact in facts
        if isinstance(fact, InstrumentTerm) and fact.term == amount and fact.figure is not None
    ]
    found: list[tuple[date, InstrumentFact, Decimal]] = []
    told: list[Decimal] = []
    for term, figure in terms:
        if term.as_of_on is not None or not any(agree(figure, earlier) for earlier in told):
            day = term.as_of_on or new_york_day(term.known_at)
            latest = max(found, key=lambda one: (one[0], one[1].known_at), default=None)
            # The finer statement of one amount stays: "$0.6 billion" takes nothing from "$603,750,000".
            if (
                latest
                and latest[0] <= day
                and agree(latest[2], figure)
                and half_digit(latest[2]) < half_digit(figure)
            ):
                found.append((day, latest[1], latest[2]))
            else:
                found.append((day, term, figure))
        told.append(figure)
    if found:
        return found
    # No filing states what is outstanding: what was issued, or at least priced.
    for kind in ("issued", "priced"):
        for event in _events(facts):
            size = event.amount_usd if amount == "principal_usd" else event.shares
            if event.kind == kind and size is not None and not is_added(event):
                return [(event_day(event), event, size)]
    return []


def _events(facts: Iterable[InstrumentFact]) -> list[InstrumentEvent]:
    return [fact for fact in facts if isinstance(fact, InstrumentEvent)]


def _once(events: Iterable[InstrumentEvent], amount: Amount) -> list[InstrumentEvent]:
    """Each event once, in order of days: the later reports tell it again."""
    kept: list[InstrumentEvent] = []
    for event in events:
        if event.kind not in (*GONE, "option_exercised") and not (_is_draw(event) or is_added(event)):
            continue
        if not any(_is_same(event, other, amount) for other in kept):
            kept.append(event)
    return sorted(kept, key=lambda one: (event_day(one), one.known_at))


def _is_draw(event: InstrumentEvent) -> bool:
    """Whether a sum was borrowed: on a line of credit it comes on top of what was drawn before."""
    return event.kind == "issued" and ":loan:" in event.instrument_id


def is_added(event: InstrumentEvent) -> bool:
    """Whether notes came on top of those issued before: "issued an additional $75.0 million of its notes"."""
    if event.kind != "issued" or event.amount_usd is None:
        return False
    sums = (
        Decimal(found["sum"].replace(",", "")).scaleb(SCALES.get((found["scale"] or "").lower(), 0))
        for found in ADDED.finditer(event.source.quote)
    )
    return event.amount_usd in sums


def _is_same(one: InstrumentEvent, other: InstrumentEvent, amount: Amount) -> bool:
    if one.kind != other.kind:
        return False
    size, other_size = (
        (one.amount_usd, other.amount_usd) if amount == "principal_usd" else (one.shares, other.shares)
    )
    if size is not None and other_size is not None and not agree(size, other_size):
        return False
    if (size is None) != (other_size is None):
        return one.happened_on is not None and one.happened_on == other.happened_on
    if one.happened_on is None or other.happened_on is None:
        return not _is_draw(one) or month_of(event_day(one)) == month_of(event_day(other))
    if _is_draw(one):
        return abs(one.happened_on - other.happened_on) <= SAME_DRAW
    return abs(one.happened_on - other.happened_on) <= SAME_EVENT
