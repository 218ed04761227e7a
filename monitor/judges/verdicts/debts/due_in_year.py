"""How much falls due in a year, or before one: "no debt matures before 2028", "must repay $8.2 billion in 2026".

The principal of the notes and loans outstanding, by the year of their maturity; where holders may hand them back
earlier, by that day, when the words speak of it.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from monitor.judges.instruments import instruments_on
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import confirm_or_refute
from monitor.judges.verdicts._figures import is_right, say_amount, say_figure
from monitor.judges.verdicts._paper_words import read_sums
from monitor.judges.verdicts._time import said_on
from monitor.records import Claim, ClaimType, Instrument

CLAIM_TYPES: tuple[ClaimType, ...] = ("debt_total", "default_or_insolvency", "other")
DEBT = re.compile(r"\b(?:debts?|notes|bonds|converts|convertibles|maturities|borrowings)\b", re.IGNORECASE)
DUE = re.compile(
    r"\b(?:matur\w+|fall(?:s|ing)? due|com(?:es?|ing) due|(?:is|are|be) due|due (?=before|in|by|until)"
    r"|must (?:be )?repa(?:y|id)"
    r"|has to repay|repayable)\b",
    re.IGNORECASE,
)
PUT = re.compile(r"\b(?:put|hand(?:ed)? back|demand)\b", re.IGNORECASE)
YEAR = re.compile(
    r"\b(?P<how>in|before|by|until|during)\s(?:the (?:year|end of)\s)?(?P<year>20[2-4]\d)\b", re.IGNORECASE
)
NONE = re.compile(r"\b(?:no|none|nothing|without)\b", re.IGNORECASE)


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where no year is named, or one paper is told of."""
    words = claim.source.quote
    year = YEAR.search(words)
    if year is None or not DEBT.search(words) or not DUE.search(words) or PUT.search(words) or "%" in words:
        return None
    standing = [
        one
        for one in instruments_on(said_on(claim), known.instruments.versions)
        if one.kind != "preferred" and one.principal_usd and one.matures_on
    ]
    number = int(year["year"])
    first = date(number, 1, 1) if year["how"].lower() in ("in", "during") else said_on(claim)
    last = date(number - (year["how"].lower() == "before"), 12, 31)
    if not standing or last < said_on(claim):
        return None
    inside = [one for one in standing if one.matures_on and first <= one.matures_on <= last]
    total = sum((one.principal_usd or Decimal(0) for one in inside), Decimal(0))
    sums = [figure for figure, _ in read_sums(words)]
    if len(sums) > 1:
        return None
    if sums:
        right = is_right(sums[0], total)
        if not right and any(is_right(sums[0], one.principal_usd or Decimal(0)) for one in inside):
            return None
    else:
        if not (NONE.search(words) or claim.negated):
            return None
        right = not inside
    return _finding(
        known,
        inside,
        standing,
        total,
        right=right,
        when=f"{year['how'].lower()} {number}",
        claimed=say_figure(sums[0]) if sums else "none",
    )


def _finding(
    known: Knowledge,
    inside: list[Instrument],
    standing: list[Instrument],
    total: Decimal,
    *,
    right: bool,
    when: str,
    claimed: str,
) -> Finding:
    earliest = min(standing, key=lambda one: one.matures_on or date.max)
    named = ", ".join(one.name for one in inside)
    told = (
        f"{say_amount(total, 'USD')} of notes and loans falls due {when} ({named})"
        if inside
        else (f"of what is outstanding nothing falls due {when}; the first is {earliest.name}")
    )
    sources = {fact.term_id: fact.source for fact in known.record.terms}
    quotes = [sources[key] for one in (inside or [earliest]) for key in one.term_ids if key in sources][:4]
    return confirm_or_refute(known, right, f"{told[:1].upper()}{told[1:]}; {claimed} is claimed.", *quotes)
