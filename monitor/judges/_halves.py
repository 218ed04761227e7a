""" "More than half of it booked in the fourth quarter": two sums of a sentence, one of them part of the other."""

from __future__ import annotations

import re
from decimal import Decimal

HALF = re.compile(
    r"\b(?P<how>more than|over|well over|less than|under|nearly|almost|about|around|roughly|some)?\s?half"
    r" (?:of (?:it|that|this|them|the (?:sum|total|amount|money))|that|as much)\b",
    re.IGNORECASE,
)
SUM = re.compile(r"\$\s?(?P<number>\d[\d,]*(?:\.\d+)?)\s(?P<scale>million|billion)", re.IGNORECASE)
POWERS = {"million": 6, "billion": 9}
ABOUT = (Decimal("0.45"), Decimal("0.55"))


def is_half_told(text: str, told: str) -> bool:
    """Whether `told` prints two sums and no more, the smaller of them the share of the larger that is said."""
    said = HALF.search(text)
    sums = {
        Decimal(one["number"].replace(",", "")).scaleb(POWERS[one["scale"].lower()]) for one in SUM.finditer(told)
    }
    if said is None or len(sums) != 2:
        return False
    share = min(sums) / max(sums)
    how = (said["how"] or "").lower()
    if how.endswith(("more than", "over")):
        return share > ABOUT[1] - Decimal("0.05")
    if how in ("less than", "under"):
        return share < ABOUT[0] + Decimal("0.05")
    return ABOUT[0] <= share <= ABOUT[1]
