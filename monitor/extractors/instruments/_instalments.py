"""Instalments: principal that is repaid in so many equal parts from a day on.

"is repayable in eight equal quarterly installments starting on April 30, 2027" -> "8,3,2027-04-30": how many, the
months between them, the first day.

Level payments of principal and interest together say not how much of each is principal, and parts without a first
day have no days.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.extractors._dates import DAY, read_day
from monitor.extractors.instruments._facts import Source
from monitor.extractors.instruments._passages import Passage
from monitor.records import InstrumentTerm
from monitor.records.numerals import CARDINALS

LARGER = {"sixteen": 16, "eighteen": 18, "twenty-four": 24, "thirty-six": 36, "forty-eight": 48, "sixty": 60}
NUMBERS = {word: number for number, word in enumerate(CARDINALS[2:], start=2)} | LARGER
COUNT = "|".join(sorted(NUMBERS, key=len, reverse=True))
OFTEN = {"monthly": 1, "quarterly": 3, "semi": 6, "annual": 12}
EQUAL = re.compile(
    rf"\b(?P<number>\d{{1,3}}|{COUNT})\s+(?:\(\d+\)\s+)?(?:equal|level)\s+(?:consecutive\s+)?"
    r"(?P<often>monthly|quarterly|semi-?\s?annual|annual)\s+(?:principal\s+)?(?:instal?lments?|(?:re)?payments?)"
    r"(?:[^.;]|\.(?=\s?\d)){0,100}?\b(?:beginning|commencing|starting|the\s+first\s+(?:of\s+which\s+)?(?:is\s+)?due)"
    rf"\s+(?:on\s+)?(?P<day>{DAY})",
    re.IGNORECASE,
)
WITH_INTEREST = re.compile(r"\bprincipal\s+and\s+interest\b|\binterest\s+and\s+principal\b", re.IGNORECASE)


def find_instalments(passage: Passage, source: Source, span: tuple[int, int]) -> Iterator[InstrumentTerm]:
    """The instalments of one sentence."""
    found = EQUAL.search(passage.words)
    if found is None or WITH_INTEREST.search(passage.words):
        return
    subject, day = passage.subject(passage.start + found.start()), read_day(found["day"])
    said = found["number"].lower()
    number = int(said) if said.isdigit() else NUMBERS[said]
    often = found["often"].lower()
    if subject and subject.kind != "preferred" and day and number > 1:
        months = OFTEN["semi" if often.startswith("semi") else often]
        yield source.term(span, subject, "instalments", words=f"{number},{months},{day}")
