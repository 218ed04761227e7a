"""What stock brought in one week beside the week before: "$200.5 million, less than half of the prior week's $425
million", "took in more than the week before", "fell from $1.31 billion to $705.7 million week on week".

Two weeks of the papers named are compared, each by all its rows: the sums, which is larger, and by how much where
halves and doubles are told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import get_args

from monitor.judges._days import say_span
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import confirm_or_refute
from monitor.judges.verdicts._figures import is_right, say_amount
from monitor.judges.verdicts._paper_words import read_sums
from monitor.judges.verdicts._stock_words import StockSale, read_stock_sale
from monitor.judges.verdicts._time import period, said_on
from monitor.judges.verdicts.programs._rows import find_rows
from monitor.judges.verdicts.programs._streaks import by_week
from monitor.records import Claim, ClaimType, Issuance

CLAIM_TYPES: tuple[ClaimType, ...] = get_args(ClaimType)
BEFORE = (
    r"(?:the (?:prior|previous|preceding) week|the week (?:before|earlier|prior)"
    r"|(?:a|one) week (?:before|earlier|ago))"
)
WEEK_BEFORE = re.compile(rf"\b(?:{BEFORE}|week[- ](?:on|over)[- ]week)\b", re.IGNORECASE)
THEN = re.compile(
    rf"\b{BEFORE}(?:[’']s?)?\s(?:\w+\s){{0,2}}?$|\b(?:from|against|after|versus|vs\.?)\s(?:\w+\s)?$", re.I
)
THEN_AFTER = re.compile(rf"^\s(?:in |of |raised in |sold in )?{BEFORE}\b", re.IGNORECASE)
RAISED = re.compile(
    r"\b(?:rais\w+|took in|takes? in|taken in|brought|brings?|sold|sells?|sales|proceeds|netted|take from)\b", re.I
)
RATIO = re.compile(
    r"\b(?P<bound>more than|over|less than|under|not even|about|roughly|around|nearly|almost|some|just)?\s?"
    r"(?P<part>half|twice|double|doubled|three times|triple|tripled|a third|a quarter|halved)\b",
    re.IGNORECASE,
)
PARTS = {
    "half": Decimal("0.5"), "halved": Decimal("0.5"), "twice": Decimal(2), "double": Decimal(2),
    "doubled": Decimal(2), "three times": Decimal(3), "triple": Decimal(3), "tripled": Decimal(3),
    "a third": Decimal(1) / 3, "a quarter": Decimal("0.25"),
}  # fmt: skip
MORE = re.compile(
    r"\b(?:more|higher|larger|bigger|up|rose|risen|grew|increas\w+|climb\w*|jump\w*|exceed\w*)\b", re.I
)
LESS = re.compile(
    r"\b(?:less|fewer|lower|smaller|down|fell|fallen|dropp\w*|declin\w+|shrank|slid|slipp\w*|decreas\w+)\b", re.I
)
OTHER = re.compile(
    r"\b(?:bitcoins?|BTC|coins?|left|remain\w*|available|capacity|room|reserve|dividends?|if|will|would|price|closed"
    r"|traded|market)\b|%",
    re.IGNORECASE,
)
LOOSE = Decimal("0.08")  # of what is said: so far "about half" may be off
HOLIDAY = timedelta(days=4)
FRESH = timedelta(days=11)


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where no two weeks are compared, or one of them has no rows."""
    words, day = claim.source.quote, said_on(claim)
    said = read_stock_sale(words)
    if said is None or not WEEK_BEFORE.search(words) or not RAISED.search(words) or OTHER.search(words):
        return None
    if claim.negated or claim.modality == "predicted" or said.shares or not (said.series or said.common):
        return None
    weeks = _find_weeks(claim, known, said, day)
    if weeks is None:
        return None
    before, now = weeks
    first, last = _sum(before), _sum(now)
    checks = [is_right(one, first if _is_then(words, place) else last) for one, place in read_sums(words)]
    ratio = RATIO.search(words)
    if ratio is not None:
        told = _weigh_ratio(ratio, last, first)
        if told is None:
            return None
        checks.append(told)
    elif bool(MORE.search(words)) != bool(LESS.search(words)):
        checks.append(last > first if MORE.search(words) else last < first)
    elif len(checks) < 2:
        return None
    right = all(checks)
    way = "more" if last > first else "less"
    share = f", {last / first * 100:.0f} %, or {ratio.group().strip()}," if ratio and right and first else ""
    return confirm_or_refute(
        known,
        right,
        f"{', '.join(dict.fromkeys(one.security for one in now))}: {say_amount(last, 'USD')} in "
        f"{say_span(_span(now))} and {say_amount(first, 'USD')} in {say_span(_span(before))}: {way}{share} "
        f"against {say_amount(first, 'USD')}.",
        *now,
        *before,
        firmness="exact",
    )


def _find_weeks(
    claim: Claim, known: Knowledge, said: StockSale, day: date
) -> tuple[Sequence[Issuance], Sequence[Issuance]] | None:
    """The rows of the week before and of the one that is meant: that of the days named, else the last."""
    span = period(claim)
    rows = find_rows(known, said, (day - timedelta(days=400), day), named=True)
    weeks = by_week(rows)
    meant = [one for one in weeks if span is None or (span[0] <= one[0][1] and one[0][0] <= span[1])]
    if not meant or (span is None and day - meant[-1][0][1] > FRESH):
        return None
    now = meant[-1]
    place = weeks.index(now)
    if not place or now[0][0] - weeks[place - 1][0][1] > HOLIDAY:
        return None
    return weeks[place - 1][1], now[1]


def _is_then(words: str, place: re.Match[str]) -> bool:
    """Whether a sum is told of the week before."""
    return bool(THEN.search(words[: place.start()]) or THEN_AFTER.match(words[place.end() :]))


def _weigh_ratio(match: re.Match[str], now: Decimal, before: Decimal) -> bool | None:
    """Whether the one is so much of the other; None where it is close."""
    wanted = PARTS[match["part"].lower()]
    if not before:
        return None
    actual, bound = now / before, (match["bound"] or "").lower()
    if bound in ("more than", "over"):
        return actual > wanted
    if bound in ("less than", "under", "not even"):
        return actual < wanted
    off = abs(actual - wanted) / wanted
    return True if off <= LOOSE else None if off <= 2 * LOOSE else False


def _span(rows: Sequence[Issuance]) -> tuple[date, date]:
    ends = [one.period_end_on for one in rows if one.period_end_on]
    return min(one.period_start_on or end for one, end in zip(rows, ends, strict=True)), max(ends)


def _sum(rows: Sequence[Issuance]) -> Decimal:
    return sum((one.net_proceeds_usd or Decimal(0) for one in rows), Decimal(0))
