"""The numbers that a text prints."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

SCALES = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
NUMBER = re.compile(
    r"(?<![\w.,])(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?:\s?(?P<scale>thousand|million"
    r"|billion|trillion))?",
    re.IGNORECASE,
)


def read_numbers(told: str) -> Iterator[Decimal]:
    """The numbers of a text, scales applied: 641,692, 1.44 billion."""
    for match in NUMBER.finditer(told):
        value = Decimal(match["number"].replace(",", ""))
        yield value.scaleb(SCALES[match["scale"].lower()]) if match["scale"] else value
