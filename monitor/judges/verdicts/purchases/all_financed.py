"""All coins said to be paid with one sum: "all of it financed by its $8.2 billion of convertible notes".

Where the coins cost more than that sum, it cannot have paid for all of them. What it may have paid in part is not
judged here.
"""

from __future__ import annotations

import re

from monitor.judges._days import say_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite
from monitor.judges.verdicts._disclosed import latest_total
from monitor.judges.verdicts._figures import say_amount, say_figure
from monitor.judges.verdicts._paper_words import read_sums
from monitor.judges.verdicts._time import said_on
from monitor.records import Claim, ClaimType

CLAIM_TYPES: tuple[ClaimType, ...] = ("holdings_total", "purchase", "debt_total", "avg_cost", "other")
COINS = re.compile(r"\b(?:bitcoins?|BTC|coins?|hoard|stash|treasury)\b", re.IGNORECASE)
ALL_PAID = re.compile(
    r"\b(?:all|entire\w*|whole|wholly|fully|every (?:coin|bitcoin)|solely|exclusively)\b[^.;$]{0,60}"
    r"\b(?:financed|funded|paid for|bought|purchased|bankrolled)\s(?:\w+\s)?(?:by|with|from|through|using|on)\s"
    r"(?:\w+\s){0,3}$",
    re.IGNORECASE,
)
SOURCE = re.compile(
    r"^\s(?:of|in|from|worth of)\s[^.;]{0,30}\b(?:notes|bonds|convert\w*|debt|loans?|preferreds?|stock)\b",
    re.IGNORECASE,
)


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where no sum of notes, loans or stock is said to have paid for all, or it would do."""
    words = claim.source.quote
    total = latest_total(known, said_on(claim))
    if total is None or total.cost_usd is None or not COINS.search(words) or claim.negated:
        return None
    for figure, place in read_sums(words):
        said = ALL_PAID.search(words[: place.start()]) and SOURCE.search(words[place.end() :])
        if said and figure.value < total.cost_usd * 9 / 10:
            return Finding(
                label="refuted",
                reason="contradicts_disclosure",
                rationale=f"The coins held on {say_day(total.as_of_on)} cost {say_amount(total.cost_usd, 'USD')}: "
                f"{say_figure(figure)} cannot have paid for all of them.",
                evidence=cite(known, "refutes", total.total),
                firmness="exact",
            )
    return None
