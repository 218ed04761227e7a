"""Sums told beside a paper that are none of its particulars."""

from __future__ import annotations

from datetime import date

import pytest

from monitor.extractors.claims.plain import find_figures
from monitor.judges.verdicts._asides import has_asides


@pytest.mark.parametrize(
    ("text", "aside"),
    [
        ("The firm upsized its note from $300 million to $400 million.", True),
        ("Orders for the $400 million note came to $1.2 billion.", True),
        ("It placed $400 million of notes and will use $90 million of it to buy back older ones.", True),
        ("Of the loan of $400 million, $90 million went to suppliers.", True),
        ("Shares sold for $90 million paid off part of the $400 million loan.", True),
        ("It paid $310 million to settle a loan of $400 million, a saving of $90 million.", True),
        ("It raised $90 million from its ATM and $400 million from notes.", True),
        ("It owes $400 million of notes due 2031.", False),
        ("The notes of $400 million brought in $391 million.", False),
        ("Holders can demand cash for $400 million of notes in 2029.", False),
    ],
)
def test_what_is_no_particular_of_the_paper(text: str, aside: bool) -> None:
    """What was planned, ordered, used, saved or raised otherwise contradicts nothing of the paper."""
    assert has_asides(text, tuple(find_figures(text, 0, len(text), date(2026, 3, 12)))) == aside
