"""What part of the coins is pledged or free: "more than half of its bitcoin is pledged", "about a quarter".

Filings count the free coins; beside the holding of that day they give the part. Once the loan that they were
pledged for was paid back, the part of then tells nothing: no answer.
"""

from __future__ import annotations

import re
from decimal import Decimal

from monitor.judges._days import new_york_day, say_day
from monitor.judges._precision import say_units
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import confirm_or_refute
from monitor.judges.verdicts._disclosed import latest_total
from monitor.judges.verdicts._paper_words import bound_before
from monitor.judges.verdicts._sentences import find_sentences
from monitor.judges.verdicts.loans._which_loan import find_loan
from monitor.judges.verdicts.loans.collateral_coins import FREE, PLEDGED, SUPPOSED, TOLD_FREE
from monitor.records import Claim, ClaimType

CLAIM_TYPES: tuple[ClaimType, ...] = ("default_or_insolvency", "debt_total", "holdings_total", "other")
PARTS = {"half": "0.5", "third": "0.333", "thirds": "0.667", "quarter": "0.25", "quarters": "0.75", "fifth": "0.2"}
PART = re.compile(
    r"\b(?:(?P<percent>\d{1,2}(?:\.\d+)?)\s?(?:%|per\s?cent)|(?:(?:an?|one|two|three)\s)?(?P<part>half"
    r"|thirds?|quarters?"
    r"|fifth)|(?P<most>most|the (?:bulk|majority)|a majority))\s(?:of\s)?(?:(?:all|the|its|their|the company[’']s"
    r"|[A-Z]\w+[’']s)\s)?(?:\w+\s)?(?:bitcoins?|BTC|coins?|holdings|stash|hoard)\b",
    re.IGNORECASE,
)
SLACK = Decimal("0.03")


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where no part is said to be pledged or free, or no filing counts the free coins."""
    words = claim.source.quote
    part, free = PART.search(words), FREE.search(words)
    if part is None or not (free or PLEDGED.search(words)) or SUPPOSED.search(words) or claim.negated:
        return None
    told = next(find_sentences(known, TOLD_FREE, limit=1), None)
    loan = find_loan(claim, known)
    if told is None or (loan and loan.ended):
        return None
    filed = new_york_day(told.filing.accepted_at)
    count, total = Decimal(told.match["count"].replace(",", "")), latest_total(known, filed)
    if total is None or not total.units:
        return None
    share = count / total.units if free else 1 - count / total.units
    right = _is_right(words, part, share)
    return confirm_or_refute(
        known,
        right,
        f"Filed on {say_day(filed)}: {say_units(count)} of {say_units(total.units)} coins are free: "
        f"{share * 100:.0f} % are {'free' if free else 'collateral'}; “{part.group()}” is claimed.",
        told.quote,
        total.total.source,
    )


def _is_right(words: str, part: re.Match[str], share: Decimal) -> bool:
    if part["most"]:
        return share > Decimal("0.5")
    said = Decimal(part["percent"]) / 100 if part["percent"] else Decimal(PARTS[part["part"].lower()])
    said = Decimal(2) / 3 if re.search(r"\btwo thirds", part.group(), re.IGNORECASE) else said
    bound = bound_before(words, part.start())
    if bound in ("more_than", "at_least"):
        return share >= said
    if bound == "less_than":
        return share < said
    return abs(share - said) <= SLACK
