"""Whether the buyers of notes took up their option on more of them: "took up the extra $100 million of the 2030
convertible", "let the $300 million option lapse".

A filing on the issue tells of the exercise. That none was exercised follows from what was outstanding once the
time for it had passed.
"""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from typing import get_args

from monitor.judges._days import new_york_day, say_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import confirm_or_refute
from monitor.judges.verdicts._figures import is_right, say_amount
from monitor.judges.verdicts._paper_words import RATE, read_sums
from monitor.judges.verdicts.debts._paper_known import KnownPaper, known_papers
from monitor.records import Claim, ClaimType, InstrumentEvent

CLAIM_TYPES: tuple[ClaimType, ...] = get_args(ClaimType)
NOTES = re.compile(r"\b(?:notes?|bonds?|converts?|convertibles?|issue)\b(?! preferred)", re.IGNORECASE)
OPTION = re.compile(r"\b(?:options?|greenshoe|over-?allotment|extra \$|additional \$)", re.IGNORECASE)
TAKEN = re.compile(
    r"\b(?:tak(?:e|es|en|ing) up|took up|took|exercis\w+|used|pick(?:s|ed)? up|bought)\b", re.IGNORECASE
)
LAPSED = re.compile(
    r"\b(?:laps\w+|expir\w+|unused|unexercised|go to waste|went to waste|pass(?:ed)? up|left on the table)\b"
    r"|\b(?:not|never)\s(?:\w+\s)?(?:exercis\w+|tak\w+ up|use[d]?)\b|n[’']t\s(?:exercise|take up|use)\b",
    re.IGNORECASE,
)
OTHER = re.compile(
    r"\b(?:stock options?|shares?|call options?|preferreds?|STR[KFDCE]|directors?|employees?|if)\b", re.IGNORECASE
)
YEAR = re.compile(r"\b20[2-5]\d\b")
WINDOW = timedelta(days=14)  # for which such an option runs, from the day of issue


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where no option on one paper is spoken of, or nothing tells what became of it."""
    words = claim.source.quote
    lapsed = LAPSED.search(words) is not None
    taken = TAKEN.search(words) is not None and not lapsed
    if not OPTION.search(words) or not NOTES.search(words) or OTHER.search(words) or lapsed == taken:
        return None
    years = set(YEAR.findall(words))
    rates = {Decimal(match["rate"] or 0) for match in RATE.finditer(words)}
    found = [
        one
        for one in known_papers(known)
        if one.latest.matures_on and str(one.latest.matures_on.year) in years
        if not rates or one.latest.coupon_rate in rates
    ]
    sums = [figure for figure, _ in read_sums(words)]
    exercised = [
        (one, event)
        for one in found
        for event in one.events
        if event.kind == "option_exercised" and event.amount_usd
        if not sums or any(is_right(figure, event.amount_usd) for figure in sums)
    ]
    if len({one.latest.instrument_id for one, _ in exercised}) == 1:
        return _say_exercised(known, *exercised[-1], right=taken)
    if exercised or len({one.latest.instrument_id for one in found}) != 1:
        return None
    return _judge_unused(known, found[0], right=lapsed)


def _say_exercised(known: Knowledge, paper: KnownPaper, event: InstrumentEvent, *, right: bool) -> Finding:
    amount = say_amount(event.amount_usd or Decimal(0), "USD")
    return confirm_or_refute(
        known,
        right,
        f"{paper.latest.name}: the option on {amount} more of them was exercised, filed on "
        f"{say_day(new_york_day(event.known_at))}.",
        event.source,
    )


def _judge_unused(known: Knowledge, paper: KnownPaper, *, right: bool) -> Finding | None:
    """No more outstanding than was issued at first, on a day after the option had run out."""
    issued = [one for one in paper.events if one.kind == "issued" and one.amount_usd and one.happened_on]
    if not issued or any(one.kind == "option_exercised" for one in paper.events):
        return None
    first = issued[0]
    later = [
        one
        for one in known.record.terms
        if one.instrument_id == paper.latest.instrument_id
        and one.term == "principal_usd"
        and one.as_of_on is not None
        and first.happened_on is not None
        and one.as_of_on >= first.happened_on + WINDOW
        and one.figure is not None
    ]
    if not later or later[0].figure != first.amount_usd:
        return None
    told = later[0]
    return confirm_or_refute(
        known,
        right,
        f"{paper.latest.name}: {say_amount(told.figure or Decimal(0), 'USD')} stood "
        f"on {say_day(told.as_of_on or new_york_day(told.known_at))}, no more than was issued: the option of "
        "the buyers lapsed unused.",
        told.source,
        first.source,
    )
