"""Which loan a sentence means: one that it names by its lender, sum or year, or one of the days it speaks of.

"Paid back its term loan" of June 2026 means none that ended in 2023: somebody else may have lent since, and no
filing of the store says. Where two loans may be meant, none is. So it is with coins that are pledged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from monitor.judges._days import new_york_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts._figures import is_right
from monitor.judges.verdicts._paper_words import read_sums
from monitor.judges.verdicts._time import period, said_on
from monitor.judges.verdicts.loans._terms import Loan
from monitor.records import Claim, Instrument, InstrumentEvent, Quote

LOAN = re.compile(
    r"\b(?:loans?|len(?:ds?|t)|credit facility|lender"
    r"|borrow\w*\b[^.;]{0,60}\bagainst\b[^.;]{0,40}\b(?:bitcoins?|BTC|coins|collateral)|payoff|prepay\w*)\b",
    re.IGNORECASE,
)
LENDER = re.compile(r"\b(?P<name>(?!Incorporated|Company|Corporation|Inc)[A-Z][a-z]+)(?:\sBank)?\s\(")
YEAR = re.compile(
    r"\b(?P<before>20\d\d)\s(?:[\w-]+\s){0,3}?(?:loan|facility)\b"
    r"|\b(?:loan|facility)\s(?:due|maturing|of|from)\s(?:in\s)?(?:\w+\s)?(?P<after>20\d\d)\b",
    re.IGNORECASE,
)
NOTES = re.compile(r"\b(?:notes?|bonds?)\b", re.IGNORECASE)
ENDS = ("redeemed", "matured")
NEAR = timedelta(days=10)  # by so much may a day be told wrong, or be that of the news
FRESH = timedelta(days=200)  # for so long a filing tells what is pledged
RECENT = timedelta(days=45)  # so long what has ended is news


def find_loan(claim: Claim, known: Knowledge) -> Loan | None:
    """None where the sentence speaks of no loan, or does not say which: by the lender's name, by the word alone
    where one loan can be meant."""
    words = claim.source.quote
    loans = known.once(("loans", known.effects), lambda: list(_loans(known)))
    named = [one for one in loans if any(re.search(rf"\b{name}\b", words) for name in one.lenders)]
    if not named and not LOAN.search(words):
        return None
    told = [one for one in named or loans if _has_its_figures(words, one)]
    if named:
        return (told or named)[-1]
    meant = told or [one for one in loans if _is_of_those_days(claim, one)]
    return meant[0] if len(meant) == 1 else None


def is_of_that_time(claim: Claim, begun: date | None, over: date | None) -> bool:
    """Whether a paper lived in the days that the claim speaks of, or when it was said, or had just ended.

    `begun`, `over`: None where it is not known to have begun or to have ended."""
    day, named = said_on(claim), period(claim)
    if (begun or day) <= day and (over is None or day <= over):
        return True
    first, last = (named[0] - NEAR, named[1] + NEAR) if named else (day - RECENT, day)
    return (begun or last) <= last and (over is None or first <= over)


def is_pledge_meant(claim: Claim, known: Knowledge, told: Quote) -> bool:
    """Whether the coins that a filing tells to be pledged can be those of the claim: for a loan or notes that it
    names, or, where it says not for what, told in the half year before the days it speaks of."""
    if NOTES.search(claim.source.quote) or find_loan(claim, known):
        return True
    span = period(claim)
    return is_fresh(known, told, span[1] if span else said_on(claim))


def is_fresh(known: Knowledge, told: Quote, day: date) -> bool:
    """Whether a filing of the half year before `day` tells it."""
    return day - new_york_day(known.record.filings[told.document_id].accepted_at) <= FRESH


def _loans(known: Knowledge) -> Iterator[Loan]:
    """Those of which a filing says what was lent, each as it stood last."""
    latest: dict[str, Instrument] = {
        one.instrument_id: one for one in known.instruments.versions if one.kind == "loan"
    }
    for key, one in latest.items():
        events = [fact for fact in known.instruments.facts[key] if isinstance(fact, InstrumentEvent)]
        issued = [event for event in events if event.kind == "issued" and event.amount_usd]
        if not issued:
            continue
        ends = [event for event in events if event.kind in ENDS and one.status == "retired"]
        yield Loan(
            latest=one,
            lent_usd=issued[0].amount_usd or Decimal(0),
            lent=issued[0].source,
            lenders=tuple(
                sorted({name["name"] for event in issued for name in LENDER.finditer(event.source.quote)})
            ),
            ended=ends[-1] if ends else None,
        )


def _lenders_in(event: InstrumentEvent) -> Iterator[str]:
    return (match["name"] for match in LENDER.finditer(event.source.quote))


def _is_of_those_days(claim: Claim, loan: Loan) -> bool:
    ended = loan.ended
    over = (ended.happened_on or new_york_day(ended.known_at)) if ended else None
    return is_of_that_time(claim, loan.latest.issued_on, over)


def _has_its_figures(words: str, loan: Loan) -> bool:
    """Whether it is told by what was lent or paid, or by the year in which it began or falls due."""
    sums = [loan.lent_usd, *([loan.ended.paid_usd] if loan.ended and loan.ended.paid_usd else [])]
    if any(is_right(figure, one) for figure, _ in read_sums(words) for one in sums):
        return True
    year = YEAR.search(words)
    days = (loan.latest.issued_on, loan.latest.matures_on)
    return year is not None and int(year["before"] or year["after"]) in {day.year for day in days if day}
