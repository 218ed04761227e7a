"""The days that a claim speaks of."""

from __future__ import annotations

import re
from datetime import date, timedelta

from monitor.judges._days import Span, new_york_day
from monitor.judges.coverage import covered_days, open_between
from monitor.judges.due import Due, next_disclosure_due
from monitor.judges.knowledge import NO_LEDGER, Knowledge
from monitor.records import Claim

RECENT = timedelta(days=7)  # "has just sold": since the last disclosure, and a week at least
LATE = timedelta(days=21)  # so long after the last disclosure, silence of a weekly reporter is a gap in the store
WEEKLY_SINCE = date(2025, 1, 1)  # before, even who reports weekly now did so at irregular dates
QUARTER = timedelta(days=140)  # a quarter and the time to report it
TRADES = ("purchase", "btc_sale_past", "btc_sale_hidden_or_rumoured")
TOWARDS_END = re.compile(
    r"\b(?:at|toward|towards|near|around|by) the (?:very )?end of\b|\bmonth-end\b", re.IGNORECASE
)
ONGOING = re.compile(
    r"\b(?:under\s?way|going on|in progress|taking place|(?:may|might"
    r"|could)\s+(?:\w+\s+){0,2}be\s+(?:\w+ly\s+)?\w+ing)\b",
    re.IGNORECASE,
)


def said_on(claim: Claim) -> date:
    """The day in New York on which it was said."""
    return new_york_day(claim.claimed_at)


def period(claim: Claim) -> Span | None:
    """The days that the claim names, none of them after it was said; None when it names none."""
    end = claim.period_end_on
    if end is None:
        return None
    start = claim.period_start_on or end
    if start == end and claim.claim_type in TRADES and TOWARDS_END.search(claim.source.quote):
        start = end - timedelta(days=8)
    last = min(end, said_on(claim))
    return (start, last) if start <= last else None


def recent_days(claim: Claim, known: Knowledge) -> Span:
    """The days that "has just sold" or "is selling" speaks of: all since the last disclosed holding that could be
    known when it was said, and a week at least."""
    day = said_on(claim)
    told = [
        total.as_of_on
        for total in known.settled.get(known.asset, ())
        if total.as_of_on <= day and new_york_day(total.known_at) <= day
    ]
    start = day - RECENT
    if told:
        start = min(start, max(told) + timedelta(days=1))
    return start, day


def open_days(claim: Claim, known: Knowledge, window: Span, *, reconciled: bool = False) -> tuple[Span, ...]:
    """The days of the window that no disclosure covers as known by `as_of`; `reconciled`: with totals that add up.

    A claim of what has happened speaks of the days before it was said: the day itself, on which the disclosure
    that covers the others was filed, is left out. What "may be under way" speaks of that day as well.
    """
    end = window[1]
    if end == said_on(claim) and not ONGOING.search(claim.source.quote):
        end -= timedelta(days=1)
    if end < window[0]:
        return ()
    ledger = known.ledgers.get(known.asset, NO_LEDGER)
    key = ("covered", known.asset, reconciled)
    return open_between((window[0], end), known.once(key, lambda: covered_days(ledger, reconciled=reconciled)))


def next_due(known: Knowledge) -> Due:
    """When the next disclosure is due after the day of the verdict."""
    return next_disclosure_due(
        known.as_of,
        issuer=known.record.issuer,
        filings=known.record.filings.values(),
        totals=known.record.totals,
        known_by=known.known_by,
    )


def tail_days(known: Knowledge, day: date) -> int:
    """How many days before `day` the last disclosed holding is; a great many when there is none."""
    told = [total.as_of_on for total in known.settled.get(known.asset, ()) if total.as_of_on <= day]
    return (day - max(told)).days if told else 100_000


def is_late(known: Knowledge, day: date) -> bool:
    """Whether the last disclosed holding is so old that later ones must be missing from the store."""
    weekly = known.record.issuer.cadence == "weekly" and day >= WEEKLY_SINCE
    return tail_days(known, day) > (LATE if weekly else QUARTER).days
