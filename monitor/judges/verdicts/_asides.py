"""Sums told beside a paper that are none of its particulars: what was planned at first, orders, what became of the
money, what other paper or stock brought in, and what two other sums differ by or come to.

Such a sum contradicts nothing that is disclosed of the paper: "paid $161 million to be rid of a loan of $205
million, a saving of $44 million".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from monitor.judges.verdicts._figures import is_right
from monitor.judges.verdicts._words import BEFORE
from monitor.records import ClaimFigure

ORDERS = re.compile(
    r"\b(?:orders|bids|demand (?:for|ran|reached|topped|was|hit|came)|subscriptions|order book|oversubscri\w+)\b",
    re.IGNORECASE,
)
USES = re.compile(
    r"\b(?:spen[dt]|us(?:e|ed|ing)|went|goes|set aside|earmark\w*|left over)\b[^.;,]{0,25}$", re.IGNORECASE
)
USED = re.compile(
    r"\s(?:of (?:it|that|them)\b|(?:was|were|is|are|has been|went) (?:\w+ )?(?:spent|used|set aside|earmarked"
    r"|to|into)\b)",
    re.IGNORECASE,
)
STOCK = re.compile(
    r"\b(?:shares?|stock)\b[^.;,]{0,20}\bfor\s(?:about |some )?$", re.IGNORECASE
)  # "1,348,855 shares sold for"
CASH = re.compile(r"\s(?:of|in)\s(?:its\s|excess\s|spare\s|own\s){0,2}cash\b(?! proceeds)", re.IGNORECASE)
FROM_STOCK = re.compile(
    r"\s(?:\w+\s)?(?:from|of|through|via)\s(?:its |the |selling |new |common |class A )*(?:ATM|at-the-market"
    r"|stock|shares?"
    r"|equity)\b",
    re.IGNORECASE,
)
AROUND = 60  # characters


def is_aside(words: str, figure: ClaimFigure, others: Sequence[ClaimFigure]) -> bool:
    """Whether a sum is none of the paper's own. `others`: the other sums of the sentence; offsets are those of
    `words`."""
    before, after = words[max(0, figure.start - AROUND) : figure.start], words[figure.end : figure.end + AROUND]
    if BEFORE.search(before) or USES.search(before) or USED.match(after):
        return True
    if (
        CASH.match(after)
        or STOCK.search(before)
        or FROM_STOCK.match(after)
        or ORDERS.search(f"{before[-40:]} {after[:20]}")
    ):
        return True
    return any(
        is_right(figure, amount) and amount > 0
        for one, other in combinations([one.value for one in others if one.start != figure.start], 2)
        for amount in (abs(one - other), one + other)
    )


def has_asides(words: str, figures: Sequence[ClaimFigure], begin: int = 0) -> bool:
    """Whether one of the sums is. `begin`: where `words` begin in the text that the offsets are of."""
    sums = [
        replace(one, start=one.start - begin, end=one.end - begin)
        for one in figures
        if one.unit == "USD" and one.value >= Decimal(1_000_000)
    ]
    return any(is_aside(words, one, sums) for one in sums)
