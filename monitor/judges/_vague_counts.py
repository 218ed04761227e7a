"""Counts without a number: "a few hundred coins", "tens of thousands", "dozens", "a five-digit purchase". Each
stands for a range."""

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


DIGITS = re.compile(
    r"\b(?P<count>two|three|four|five|six|seven|[2-7])[- ]digits?\b(?! (?:sum|amount|dollar|price"
    r"|profit|loss))",
    re.IGNORECASE,
)
TRADED = re.compile(r"(?P<units>[\d,]+(?:\.\d+)?) (?:bitcoin|ether|solana|\w+) (?:bought|sold)\b")
COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}


def find_digit_counts(text: str, told: str) -> Iterator[tuple[str, str]]:
    """ "A five-digit purchase": as written, with the coins traded by `told` ("": several, or none), where
    these have more digits or fewer."""
    traded = [match["units"] for match in TRADED.finditer(told)]
    for match in DIGITS.finditer(text):
        word = match["count"].lower()
        count = COUNTS[word] if word in COUNTS else int(word)
        if not any(len(units.partition(".")[0].replace(",", "")) == count for units in traded):
            yield match.group(), traded[0] if len(traded) == 1 else ""
