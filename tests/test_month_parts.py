"""Parts of months and weeks that the news names by a day or a word."""

from __future__ import annotations

from datetime import date

import pytest

from monitor.extractors.claims.plain import find_days

SAID_ON = date(2025, 6, 18)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("in mid-April", "2025-04-10", "2025-04-20"),
        ("in late May 2024", "2024-05-20", "2024-05-31"),
        ("in early June", "2025-06-01", "2025-06-10"),
        ("in the second half of November", "2024-11-16", "2024-11-30"),
        ("in the first half of 2025", "2025-01-01", "2025-06-30"),
        ("in H2 2024", "2024-07-01", "2024-12-31"),
        ("in the week to June 8", "2025-06-02", "2025-06-08"),
        ("in the week of June 11", "2025-06-09", "2025-06-15"),
        ("in the last days of May", "2025-05-25", "2025-05-31"),
        ("over the summer of 2024", "2024-06-01", "2024-08-31"),
        ("in the first week of April", "2025-04-01", "2025-04-06"),  # April begins on a Tuesday
        ("in the last week of February", "2025-02-24", "2025-02-28"),  # from its last Monday
        ("in the last full week of May", "2025-05-19", "2025-05-25"),  # and not the 26th to the 31st
        ("in the first full week of June", "2025-06-02", "2025-06-08"),
        ("in the back half of May", "2025-05-16", "2025-05-31"),
        ("in the three months to March", "2025-01-01", "2025-03-31"),
        ("in the twelve months to June 2028", "2027-07-01", "2028-06-30"),
        ("in the December quarter", "2024-10-01", "2024-12-31"),
        ("in the first half", "2025-01-01", "2025-06-30"),
        ("around Jan. 20-25", "2025-01-20", "2025-01-25"),  # and not January 2020
        ("as of 5/31", "2025-05-31", "2025-05-31"),
    ],
)
def test_parts(words: str, first: str, last: str) -> None:
    """Each is read as the days that a reader takes it for, the nearest that have begun."""
    text = f"Strategy bought bitcoin {words}."
    found = list(find_days(text, 0, len(text), SAID_ON))
    assert found == [(date.fromisoformat(first), date.fromisoformat(last))]


@pytest.mark.parametrize("words", ["Monday's filing", "its first-quarter report", "the April 8-K"])
def test_the_name_of_a_document_is_no_day(words: str) -> None:
    """A filing is called by its day or quarter: nothing is said to have happened then."""
    text = f"Strategy holds bitcoin, {words} shows."
    assert list(find_days(text, 0, len(text), SAID_ON)) == []
