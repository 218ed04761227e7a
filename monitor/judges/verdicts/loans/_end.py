"""How a loan came to its end: of one's own free will or not, and for how much less than was lent.

"Its lender forced it to repay early" of what was prepaid voluntarily is wrong; "$44 million less than it had
borrowed" is what the sums lent and paid differ by, and neither of them.
"""

from __future__ import annotations

import re
from decimal import Decimal

from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite_quotes, say_filed
from monitor.judges.verdicts._figures import is_right, say_amount, say_figure
from monitor.judges.verdicts._sentences import find_sentences
from monitor.records import Claim, ClaimFigure

ENDING = (
    r"(?:(?:pre|re)?pa(?:y|id)|repay\w*|settl\w+|clear\w*|retire\w*|give back|return\w*|close out|redeem\w*)\b"
)
FORCED = re.compile(
    rf"\b(?:forc|compell?|oblig|press(?:ur)?|coerc|strong-arm|push)(?:ed|es|ing|e|s)?\b[^.;]{{0,40}}\b(?:to|into)\s{ENDING}"
    rf"|\b(?:made|had|got)\s(?:(?-i:[A-Z])\w+|it|the company)\s{ENDING}|\bno choice but to\s{ENDING}"
    rf"|\bhad to\s(?!pay\b){ENDING}"
    rf"|\b(?:demand|insist|order)(?:ed|s)?\s(?:on |that |early |immediate )[^.;]{{0,50}}\b{ENDING}"
    r"|\b(?:demand|want|claim)(?:ed|s) (?:its|the) money back\b|\bunder (?:duress|pressure)\b"
    r"|\bdemanded (?:its money back|(?:early |immediate |full )*repayment)",
    re.IGNORECASE,
)
CENTS = re.compile(r"\b(?P<cents>\d{1,3}(?:\.\d+)?) cents (?:on|in) the dollar\b", re.IGNORECASE)
DENIED = re.compile(r"(?:\b(?:not|never|nobody|no one|without being)|n[’']t)\s(?:\w+\s){0,2}$", re.IGNORECASE)
PREPAID_FREELY = re.compile(r"\bvoluntar(?:y|ily)\s+(?:pre)?(?:pa(?:id|y\w*)|repa(?:id|y\w*))", re.IGNORECASE)
DIFFERS = re.compile(
    r"\s(?:(?P<less>less than|under|below|short of|shy of|lower than|cheaper than|off)"
    r"|(?P<more>more than|over|above|on top of))\b[^.;,$]{0,30}"
    r"\b(?:borrow\w*|lent|loan\w*|owed|face|principal|amount|debt|balance|par|took out)\b",
    re.IGNORECASE,
)


def judge_freedom(claim: Claim, known: Knowledge) -> Finding | None:
    """A prepayment that is said to have been forced, where the filing calls it voluntary. None otherwise."""
    words = claim.source.quote
    forced = FORCED.search(words)
    if forced is None or DENIED.search(words[: forced.start()]) or claim.negated:
        return None
    told = next(find_sentences(known, PREPAID_FREELY, limit=1), None)
    if told is None:
        return None
    return Finding(
        label="refuted",
        reason="contradicts_disclosure",
        rationale=f"{say_filed(known, told.quote)}: it was paid back voluntarily.",
        evidence=cite_quotes(known, "refutes", told.quote),
    )


def weigh_cents(words: str, *, lent: Decimal, paid: Decimal | None) -> tuple[bool, str] | None:
    """ "For 78 cents on the dollar": what was paid of what was lent."""
    said = CENTS.search(words)
    if said is None or paid is None or not lent:
        return None
    share = paid / lent * 100
    told = f"{say_amount(paid, 'USD')} was paid against {say_amount(lent, 'USD')} lent, "
    told += f"{share:.1f} cents on the dollar"
    right = abs(share - Decimal(said["cents"])) <= 1
    return right, told if right else f"{told}; {said['cents']} are claimed"


def weigh_difference(
    words: str, figure: ClaimFigure, end: int, *, lent: Decimal, paid: Decimal | None
) -> tuple[bool, str] | None:
    """Whether a sum that is told as the distance to what was lent is that. `end`: where it ends in `words`. None:
    it is told as no such thing, or nothing was paid."""
    said = DIFFERS.match(words, end)
    if said is None or paid is None or paid == lent:
        return None
    told = f"{say_amount(paid, 'USD')} was paid against {say_amount(lent, 'USD')} lent"
    if is_right(figure, abs(lent - paid)) and bool(said["less"]) == (paid < lent):
        return True, f"{told}, {say_amount(abs(lent - paid), 'USD')} {'less' if paid < lent else 'more'}"
    return False, f"{told}; {say_figure(figure)} of difference is claimed"
