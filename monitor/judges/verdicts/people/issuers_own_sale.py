"""Stock that the company sold, told as an insider's: "the chairman cashed out $106.1 million of stock last week".

Its figures are those of the issuer's own program in just those days, and no ownership form shows such a sale: a
figure of something else (contract, Verdicts, 5). Named so that it is asked before the programs themselves.
"""

from __future__ import annotations

import re
from datetime import timedelta

from monitor.judges._days import new_york_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite, say_filed
from monitor.judges.verdicts._figures import is_right, say_figure
from monitor.judges.verdicts._time import period, said_on
from monitor.judges.verdicts.programs._rows import say_row
from monitor.records import Claim, ClaimFigure, ClaimType, InsiderTrade, Issuance

CLAIM_TYPES: tuple[ClaimType, ...] = ("insider_sale", "other")
INSIDER = re.compile(
    r"\b(?:insiders?|directors?|officers?|executives?|chairman|chief \w+(?: officer)?|CEO|CFO|founder|Saylor"
    r"|president)\b",
    re.IGNORECASE,
)
OWN = re.compile(
    r"\b(?:cash(?:ed|es|ing)? (?:out|in)|pocket\w*|personally|his (?:own )?(?:stake|shares|stock)|their (?:own )?"
    r"(?:stake|shares|stock)|dump\w*|unload\w*|offload\w*|sold|sells?|selling|sale)\b",
    re.IGNORECASE,
)
COINS = re.compile(r"\b(?:bitcoins?|BTC|coins?|company|its ATM|at-the-market|program)\b", re.IGNORECASE)
WEEK = timedelta(days=7)
LATELY = timedelta(days=45)
DIGITS = 3  # that a figure must have, not to be met by chance


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where the figures are of no program, or a form shows that an insider sold so much."""
    words = claim.source.quote
    if claim.negated or not INSIDER.search(words) or not OWN.search(words) or COINS.search(words):
        return None
    named = period(claim)
    least = DIGITS if named is None else DIGITS - 1
    figures = [one for one in claim.figures if one.unit in ("USD", "shares") and _digits(one) >= least]
    if not figures or any(_shows(one, figure) for one in known.record.trades for figure in figures):
        return None
    day = said_on(claim)
    for row in reversed(known.record.issuances):
        lately = row.period_end_on is not None and timedelta(0) <= day - row.period_end_on <= LATELY
        inside = named is None or (
            row.period_end_on is not None and named[0] <= row.period_end_on <= named[1] + WEEK
        )
        if row.kind == "atm" and lately and inside and new_york_day(row.known_at) <= day and _meets(row, figures):
            return _say(known, row, figures)
    return None


def _say(known: Knowledge, row: Issuance, figures: list[ClaimFigure]) -> Finding:
    claimed = ", ".join(map(say_figure, figures))
    return Finding(
        label="refuted",
        reason="contradicts_disclosure",
        rationale=f"{say_filed(known, row.source)}: {say_row(row)}, new stock that the company itself sold. No "
        f"ownership form (3, 4, 5, 144) in the store shows {claimed} sold by an insider.",
        evidence=cite(known, "refutes", row),
        firmness="exact",
    )


def _digits(figure: ClaimFigure) -> int:
    return len(figure.value.normalize().as_tuple().digits)


def _meets(row: Issuance, figures: list[ClaimFigure]) -> bool:
    told = {"USD": row.net_proceeds_usd, "shares": row.shares}
    return all(
        amount is not None and is_right(one, amount) for one in figures if (amount := told[one.unit]) or True
    )


def _shows(trade: InsiderTrade, figure: ClaimFigure) -> bool:
    if trade.shares is None:
        return False
    amount = trade.shares if figure.unit == "shares" else trade.shares * (trade.price_usd or 0)
    return is_right(figure, amount)
