"""A dividend of a preferred series that is told as one on the common stock: "MSTR holders get $1.24 a share".

Where a series is named the figure is for `dividends_a_share.py`; a sum that no series gets is no ground.
"""

from __future__ import annotations

import re
from decimal import Decimal

from monitor.judges._days import new_york_day, say_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite
from monitor.judges.verdicts._figures import is_right
from monitor.judges.verdicts._paper_words import bound_before
from monitor.judges.verdicts._stock_words import SERIES
from monitor.judges.verdicts._time import said_on
from monitor.judges.verdicts.preferred.dividends_a_share import FRESH, GROUP, NO_DIVIDEND, PAYS, SUM
from monitor.records import Claim, ClaimFigure, ClaimType

CLAIM_TYPES: tuple[ClaimType, ...] = ("interest_or_dividend_payment", "debt_total", "other")
COMMON = re.compile(
    r"\b(?:common|ordinary|class A|MSTR)(?:\s\w+)?\s(?:stock|shares?|(?:share|stock)?holders?|investors|owners)\b",
    re.IGNORECASE,
)
PREFERRED = re.compile(r"\bpreferreds?\b", re.IGNORECASE)


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where the common stock is not named alone, or no such dividend was declared in those months."""
    words, day = claim.source.quote, said_on(claim)
    if claim.negated or not COMMON.search(words) or GROUP.search(words) or PREFERRED.search(words):
        return None
    if not PAYS.search(words) or NO_DIVIDEND.search(words):
        return None
    for match in SUM.finditer(words):
        value = Decimal(match["dollars"]) if match["dollars"] else Decimal(match["cents"]).scaleb(-2)
        bound, start, end = bound_before(words, match.start()), match.start(), match.end()
        figure = ClaimFigure(value=value, unit="USD", role="usd_each", comparator=bound, start=start, end=end)
        for one in reversed(known.record.payments):
            told = one.per_share_usd if one.kind == "dividend" and new_york_day(one.known_at) <= day else None
            series = one.instrument_id.rpartition(":")[2]
            if told is None or series not in SERIES or day - one.due_on > FRESH or not is_right(figure, told):
                continue
            return Finding(
                label="refuted",
                reason="contradicts_disclosure",
                rationale=f"Filed on {say_day(new_york_day(one.known_at))}: ${told:f} a share, payable on "
                f"{say_day(one.due_on)}, on {one.name} ({series}), and not on the common stock.",
                evidence=cite(known, "refutes", one),
                firmness="exact",
            )
    return None
