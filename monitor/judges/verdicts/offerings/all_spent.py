"""How much of what was raised went into coins: "sold $106.1 million of stock and ploughed all of it into bitcoin".

What sales of stock or an offering brought in, against the purchases of the same days. All of it is wrong where the
coins cost less; most of it where they cost less than half; none of it where any were bought.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Literal, get_args

from monitor.judges._days import Span, say_span
from monitor.judges._precision import ZERO
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import confirm_or_refute
from monitor.judges.verdicts._disclosed import touching_days, trades_of
from monitor.judges.verdicts._figures import is_right, say_amount
from monitor.judges.verdicts._stock_words import StockSale, read_stock_sale
from monitor.judges.verdicts._time import period, said_on
from monitor.judges.verdicts.programs._rows import find_rows
from monitor.records import Claim, ClaimType, Issuance

CLAIM_TYPES: tuple[ClaimType, ...] = get_args(ClaimType)
Part = Literal["all", "most", "none"]
COIN = r"(?:bitcoins?|BTC|coins?)"
PUT = (
    r"(?:plough|plow|pour|pump|funnel|channel|put|puts|putting|sank|sink|sunk|roll|steer|direct|invest"
    r"|spen[dt]|convert|turn"
    r"|deploy|went|goes|go|gone|going|recycl)\w*"
)
RAISED = re.compile(
    r"\b(?:rais\w+|s(?:old|ell\w*|ales?)|issu\w+|brought in|took in|proceeds|netted|offering)\b", re.IGNORECASE
)
SHARES: tuple[tuple[Part, str], ...] = (
    (
        "all",
        r"(?:all(?: of)? (?:it|that|them|this|the (?:money|cash|proceeds))|it all|every (?:last "
        r"|single )?(?:dollar|cent|penny)"
        r"|the (?:whole|entire|full) (?:amount|sum|lot|proceeds|haul))",
    ),
    (
        "most",
        r"(?:(?:most|much|the bulk|the majority|the lion[’']s share|more than half) of (?:it|that|them|this"
        r"|the \S+|its \w+))",
    ),
    ("none", r"(?:none of (?:it|that|them|this|the \w+)|not a (?:single )?(?:cent|dollar|penny)|nothing of it)"),
)
PUT_SHARE = {
    part: re.compile(
        rf"\b{PUT}\s(?:\w+\s){{0,2}}?{words}\b[^.;]{{0,30}}\b(?:in|into|to|on)\s(?:\w+\s){{0,3}}{COIN}\b"
        rf"|\b{words}(?:[^.;]|\.(?=\d)){{0,90}}\b{PUT}\s(?:\w+\s){{0,2}}(?:in|into|to|toward"
        rf"|on)\s(?:\w+\s){{0,3}}{COIN}\b",
        re.IGNORECASE,
    )
    for part, words in SHARES
}
WHOLE = Decimal("0.98")  # of it: what costs took
LATELY = timedelta(days=14)


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where no share of what was raised is said to have gone into coins, or nothing is known to be raised."""
    words = claim.source.quote
    part = next((one for one, pattern in PUT_SHARE.items() if pattern.search(words)), None)
    said = read_stock_sale(words)
    if part is None or said is None or not RAISED.search(words) or claim.modality == "predicted":
        return None
    day = said_on(claim)
    span = period(claim) or _other_period(claim) or (day - LATELY, day)
    rows = [one for one in find_rows(known, said, span, named=period(claim) is not None) if one.net_proceeds_usd]
    raised = _raised(said, rows)
    if raised is None:
        return None
    ends = [one.period_end_on for one in rows if one.period_end_on]
    starts = [one.period_start_on for one in rows if one.period_start_on]
    bought = [one for one in touching_days(trades_of(known, "acquired"), (min(starts), max(ends))) if not one.wide]
    if any(one.change.usd_amount is None for one in bought):
        return None
    spent = sum((one.change.usd_amount or ZERO for one in bought), ZERO)
    right = spent >= WHOLE * raised if part == "all" else 2 * spent > raised if part == "most" else not spent
    if part != "none" and right and not any(one.period_end_on == max(ends) for one in known.record.fundings):
        return None  # that the coins were paid with it is told by no filing
    return confirm_or_refute(
        known,
        right,
        f"In {say_span((min(starts), max(ends)))} {say_amount(raised, 'USD')} was raised and "
        f"{say_amount(spent, 'USD')} spent on {known.asset}; {part} of it is claimed.",
        *rows[:4],
        *(one.change for one in bought),
        firmness="exact",
    )


def _other_period(claim: Claim) -> Span | None:
    if claim.period_start_on is None or claim.period_end_on is None:
        return None
    return claim.period_start_on, claim.period_end_on


def _raised(said: StockSale, rows: Sequence[Issuance]) -> Decimal | None:
    """The sum that the sentence names, where a row or all of them brought it in; all of them where it names "
    "none."""
    amounts = [one.net_proceeds_usd for one in rows if one.net_proceeds_usd]
    if not amounts:
        return None
    whole = sum(amounts, ZERO)
    told = said.of("sum", "net", "gross")
    if not told:
        return whole
    return next((one for one in (*amounts, whole) if all(is_right(figure, one) for figure in told)), None)
