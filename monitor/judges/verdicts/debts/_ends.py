"""What is said to have been paid back without a sum: "redeemed all of its 2027 notes", "paid off
its Silvergate loan".

Notes are known by their year of maturity, a loan as `_which_loan.py` has it. Paid back by a disclosed event of the
days that are named: supported. Paid back whole before or after them, or still outstanding by the latest filing:
refuted. A paper that no filing names stays open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from monitor.judges._days import new_york_day, say_day
from monitor.judges._precision import ZERO
from monitor.judges.instruments import instruments_on
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite_quotes, confirm_or_refute
from monitor.judges.verdicts._figures import say_amount
from monitor.judges.verdicts._time import period, said_on
from monitor.judges.verdicts.debts._events import BEGINNINGS, ENDS, LOAN, NOTES
from monitor.judges.verdicts.loans._which_loan import find_loan
from monitor.records import Claim, Instrument, InstrumentEvent

YEAR = re.compile(
    r"\b(?P<before>20[2-5]\d)\s(?:\w+\s){0,3}?(?:notes?|bonds?|converts?|convertibles?)\b"
    r"|\b(?:notes?|bonds?|converts?|convertibles?)\s(?:\w+\s){0,2}?(?:due|maturing|of)\s(?:in\s)?(?P<after>20[2-5]\d)\b",
    re.IGNORECASE,
)

BY_THEN = re.compile(r"\b(?:by|before|since|until)\s(?:the\s)?(?:end\s|\d|[A-Z])")


def judge_named(claim: Claim, known: Knowledge) -> Finding | None:
    """None when the words name no paper, or no filing does."""
    words, day = claim.source.quote, said_on(claim)
    year = YEAR.search(words)
    if year is None and not (LOAN.search(words) and not NOTES.search(words)):
        return None
    loan = None if year else find_loan(claim, known)
    if year is None and loan is None:
        return None  # it does not say which loan, or means one of which no filing tells

    def is_meant(instrument_id: str, name: str) -> bool:
        if loan is not None:
            return instrument_id == loan.latest.instrument_id
        return year is not None and (year["before"] or year["after"]) in re.findall(r"\b20\d\d\b", name)

    events = [one for one in known.record.events if is_meant(one.instrument_id, one.name)]
    ended = [one for one in events if one.kind in ENDS and _day_of(one) <= day]
    standing = [
        one
        for one in instruments_on(day, known.instruments.versions)
        if one.principal_usd and is_meant(one.instrument_id, f"{one.name} {one.series}")
    ]
    if not ended:
        return _still_owed(known, standing[-1]) if standing else None
    then = [one for one in ended if _is_of_the_days(claim, one, events)]
    if not then and standing:
        return None  # a part of it went at another time: nothing tells whether another part did then
    one = (then or ended)[-1]
    paid = f" for {say_amount(one.paid_usd, 'USD')}" if one.paid_usd else ""
    on = f" on {say_day(one.happened_on)}" if one.happened_on else ""
    told = f"{one.name}: {one.kind}{on}{paid}, by the filing of {say_day(new_york_day(one.known_at))}"
    return confirm_or_refute(known, bool(then), f"{told}." if then else f"{told}; another day is claimed.", one)


def _day_of(event: InstrumentEvent) -> date:
    return event.happened_on or new_york_day(event.known_at)


def _is_of_the_days(claim: Claim, ended: InstrumentEvent, events: Sequence[InstrumentEvent]) -> bool:
    """Whether it ended, or that was filed, in the days that are named. Days on which it began are named for that;
    by a day is on any day before it."""
    span = period(claim)
    if span is None or BY_THEN.search(claim.source.quote):
        return True
    began = {one.happened_on for one in events if one.kind in BEGINNINGS and one.happened_on}
    if any(span[0] <= day <= span[1] for day in began):
        return True
    return any(span[0] <= day <= span[1] for day in (_day_of(ended), new_york_day(ended.known_at)))


def _still_owed(known: Knowledge, told: Instrument) -> Finding:
    quotes = [term.source for term in known.record.terms if term.term_id in told.term_ids][:1]
    return Finding(
        label="refuted",
        reason="contradicts_disclosure",
        rationale=f"{say_amount(told.principal_usd or ZERO, 'USD')} of {told.name} were outstanding by the last "
        "filing that counts them, and none tells of their repayment.",
        evidence=cite_quotes(known, "refutes", *quotes),
    )
