"""Counts without a number: "a few hundred coins", "tens of thousands", "dozens". Each stands for a range."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from decimal import Decimal

VAGUE = re.compile(
    r"\b(?P<some>(?:a )?(?:few|couple(?: of)?|several|some|many|tens of|hundreds of|scores of)\s)?"
    r"(?P<unit>dozens?|hundreds?|thousands?)\b(?=\s(?:of\s)?(?:\w+\s){0,2}(?:coins?|bitcoins?|BTC|shares?)\b)",
    re.IGNORECASE,
)
SIZES = {"dozen": 12, "hundred": 100, "thousand": 1000}
TIMES = {"tens": (10, 100), "hundreds": (100, 1000), "scores": (20, 100)}


def find_vague_counts(text: str, numbers: Collection[Decimal]) -> Iterator[str]:
    """The counts, as written, in whose range none of the numbers lies."""
    for match in VAGUE.finditer(text):
        some = (match["some"] or "").lower().split()
        if not some and not match["unit"].lower().endswith("s"):
            continue  # "two hundred": a number
        size = SIZES[match["unit"].lower().rstrip("s")]
        few, many = TIMES.get(some[0] if some else "", (1, 10))
        if not any(few * size <= number < many * size for number in numbers):
            yield match.group()
