"""What is said to have been paid back without a sum: "redeemed all of its 2027 notes", "paid off "
"its Silvergate loan".

The paper is known by its year of maturity, a loan by being one. Paid back by a disclosed event: supported. Still
outstanding by the latest filing: refuted. A paper that no filing names stays open.
"""

from __future__ import annotations

import re

from monitor.judges._days import new_york_day, say_day
from monitor.judges._precision import ZERO
from monitor.judges.instruments import instruments_on
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite, cite_quotes
from monitor.judges.verdicts._debt_events import ENDS, LOAN, NOTES
from monitor.judges.verdicts._figures import say_amount
from monitor.judges.verdicts._time import said_on
from monitor.records import Claim

YEAR = re.compile(
    r"\b(?P<before>20[2-5]\d)\s(?:\w+\s){0,3}?(?:notes?|bonds?|converts?|convertibles?)\b"
    r"|\b(?:notes?|bonds?|converts?|convertibles?)\s(?:\w+\s){0,2}?(?:due|maturing|of)\s(?:in\s)?(?P<after>20[2-5]\d)\b",
    re.IGNORECASE,
)


def judge_named(claim: Claim, known: Knowledge) -> Finding | None:
    """None when the words name no paper, or no filing does."""
    words, day = claim.source.quote, said_on(claim)
    year = YEAR.search(words)
    if year is None and not (LOAN.search(words) and not NOTES.search(words)):
        return None
    wanted = rf"\b{year['before'] or year['after']}\b" if year else r"\bloan\b"
    ended = [
        one
        for one in known.record.events
        if one.kind in ENDS
        and re.search(wanted, one.name, re.IGNORECASE)
        and (one.happened_on or new_york_day(one.known_at)) <= day
    ]
    if ended:
        one = ended[-1]
        paid = f" for {say_amount(one.paid_usd, 'USD')}" if one.paid_usd else ""
        on = f" on {say_day(one.happened_on)}" if one.happened_on else ""
        return Finding(
            label="supported",
            reason="matches_disclosure",
            rationale=f"{one.name}: {one.kind}{on}{paid}, by the filing of {say_day(new_york_day(one.known_at))}.",
            evidence=cite(known, "supports", one),
        )
    standing = [
        one
        for one in instruments_on(day, known.instruments.versions)
        if one.principal_usd and re.search(wanted, f"{one.name} {one.series}", re.IGNORECASE)
    ]
    if not standing:
        return None
    told = standing[-1]
    quotes = [term.source for term in known.record.terms if term.term_id in told.term_ids][:1]
    return Finding(
        label="refuted",
        reason="contradicts_disclosure",
        rationale=f"{say_amount(told.principal_usd or ZERO, 'USD')} of {told.name} were outstanding by the last "
        "filing that counts them, and none tells of their repayment.",
        evidence=cite_quotes(known, "refutes", *quotes),
    )
