"""Whether dividends that are not declared are owed still: cumulative preferred stock, or not.

Said in the word itself or by what follows from it: "missed payouts pile up", "what the board skips is lost". The
filings tell it of each series in its title or its terms.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from monitor.judges._days import new_york_day, say_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import confirm_or_refute
from monitor.judges.verdicts._figures import is_right, say_amount
from monitor.judges.verdicts._stock_words import SERIES
from monitor.records import Claim, ClaimFigure, ClaimType

CLAIM_TYPES: tuple[ClaimType, ...] = (
    "interest_or_dividend_payment",
    "default_or_insolvency",
    "debt_total",
    "other",
)
LOST = re.compile(
    r"\bnon-?\s?cumulative\b|\b(?:neither|nor)\b[^.;,]{0,25}\bcumulative\b|\b(?:not|n[’']t|never)\b[^.;,]{0,15}\b(?:cumulative|accumulate|accrue"
    r"|pile up|add up)\b"
    r"|\b(?:skip\w*|miss\w*|declare\w*|omit\w*|unpaid|undeclared)\b[^.;]{0,40}\b(?:gone|lost|forfeit\w*"
    r"|never owed)\b"
    r"|\bwithout (?:ever )?owing\b",
    re.IGNORECASE,
)
OWED = re.compile(
    r"(?<!non-)(?<!non)\bcumulative\b|\b(?:skip\w*|miss\w*|unpaid|undeclared"
    r"|omitted)\b[^.;]{0,40}\b(?:pile up|piles? up"
    r"|accumulat\w+|accrues?|add up|owed|made up|carr(?:y|ies|ied) (?:over|forward)|caught up)\b"
    r"|\bdividends?\b[^.;,]{0,20}\baccumulates?\b",
    re.IGNORECASE,
)


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where one series alone is not named, nothing of the kind is said of it, or no filing tells."""
    words = claim.source.quote
    lost, owed = LOST.search(words), OWED.search(words)
    named = [ticker for ticker, name in SERIES.items() if re.search(rf"\b{name}\b", words)]
    if len(named) != 1 or not (lost or owed):
        return None
    told = [one for one in known.record.terms if one.term == "cumulative" and named[0] in (one.series, one.name)]
    if not told:
        return None
    term = told[-1]
    right = (term.words == "no") == (lost is not None)
    rates = [one for one in claim.figures if one.unit == "percent"]
    also = _rates_told(rates, named[0], known) if right and claim.figures else ""
    if also is None or (right and len(rates) < len(claim.figures)):
        return None  # the figures are for other rules
    kind = "not cumulative: what is not declared is not owed" if term.words == "no" else "cumulative"
    return confirm_or_refute(
        known,
        right,
        f"{term.name} ({named[0]}), filed on {say_day(new_york_day(term.known_at))}: "
        f"its dividends are {kind}{also}.",
        term,
    )


def _rates_told(rates: Sequence[ClaimFigure], series: str, known: Knowledge) -> str | None:
    """Its rate, where that is all the figures are; None where one is another."""
    told = [one for one in known.record.terms if one.term == "dividend_rate" and series in (one.series, one.name)]
    rate = told[-1].figure if told else None
    if rate is None or not all(is_right(one, rate) for one in rates):
        return None
    return f", at {say_amount(rate, 'percent')} a year"
