"""Numbers, days and sentences: what is printed is what is read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.extractors._dates import find_periods, months_before
from monitor.extractors._figures import find_figures, read_cell
from monitor.extractors._sentences import split_sentences


@given(st.integers(0, 10**12), st.integers(0, 4))
def test_a_formatted_number_comes_back_with_its_precision(digits: int, places: int) -> None:
    """Thousands separators and decimals survive: equal value and equal exponent."""
    printed = Decimal(digits).scaleb(-places)
    (found,) = find_figures(f"about {printed:,f} of them")
    assert (found.value, found.value.as_tuple().exponent) == (printed, -places)


@pytest.mark.parametrize(
    ("text", "value", "exponent"),
    [
        ("$63.87 billion", "6.387E+10", 7),
        ("$1.1 billion", "1.1E+9", 8),
        ("$250.0 million", "2.500E+8", 5),
        ("US$ 43,218", "43218", 0),
        ("$1,652,500", "1652500", 0),
    ],
)
def test_money_keeps_its_printed_precision(text: str, value: str, exponent: int) -> None:
    """The exponent says how far an amount can be trusted."""
    (found,) = find_figures(f"for {text} in cash")
    assert (found.kind, found.value, found.value.as_tuple().exponent) == ("usd", Decimal(value), exponent)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("32", "32"),
        ("(32)", "-32"),
        ("-", "0"),
        ("—", "0"),
        ("$—", "0"),
        ("$(131,802)", "-131802"),
        ("1,003 BTC", "1003"),
        ("1.92 billion", "1.92E+9"),
        ("293.5", "293.5"),
    ],
)
def test_a_cell_is_read_as_an_accountant_writes_it(cell: str, value: str) -> None:
    """Brackets are negative and a dash is zero."""
    found = read_cell(cell)
    assert found is not None
    assert found.value == Decimal(value)


@pytest.mark.parametrize("cell", ["", "BTC Sold", "12%", "June 30, 2026", "353,825 MSTR Shares", "1,003 shares"])
def test_a_cell_that_is_no_figure_is_none(cell: str) -> None:
    """Labels, dates, percentages and counts of something else."""
    assert read_cell(cell) is None


PERIODS = [
    ("between August 2, 2022 and September 19, 2022", "2022-08-02", "2022-09-19"),
    ("During Period May 25, 2026 to May 31, 2026*", "2026-05-25", "2026-05-31"),
    ("June 1 to 7, 2026", "2026-06-01", "2026-06-07"),
    ("December 29 to January 4, 2026", "2025-12-29", "2026-01-04"),
    ("the quarter ended June 30, 2025", "2025-04-01", "2025-06-30"),
    ("the three months ended March 31, 2021", "2021-01-01", "2021-03-31"),
    ("nine months ended June 30, 2025", "2024-10-01", "2025-06-30"),
    ("in the first quarter of 2021", "2021-01-01", "2021-03-31"),
    ("in May 2026", "2026-05-01", "2026-05-31"),
    ("Feb-24", "2024-02-01", "2024-02-29"),
    ("after December 31, 2024 through the date of this Current Report", "2025-01-01", "2025-01-06"),
    ("On December 22, 2022,", "2022-12-22", "2022-12-22"),
    ("week ended May 31, 2026", "2026-05-25", "2026-05-31"),
]


@pytest.mark.parametrize(("text", "first", "last"), PERIODS)
def test_a_period_is_read_as_its_first_and_last_day(text: str, first: str, last: str) -> None:
    """Each way in which filings write a period."""
    found = [(p.start_on, p.end_on) for p in find_periods(text, today=date(2025, 1, 6))]
    assert found == [(date.fromisoformat(first), date.fromisoformat(last))]


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("sold 2,000 shares under the March 2024 ATM Amendment", 0),
        ("the holders of our June 2026 Notes agreed", 0),
        ("in March 2024 Halden Mining sold 2,000 shares", 1),
        ("the March 2024 quarter", 1),
    ],
)
def test_a_month_in_a_name_dates_nothing(text: str, periods: int) -> None:
    """An agreement or a note may be called after the month of its signing."""
    assert len(list(find_periods(text))) == periods


@given(st.dates(date(1995, 1, 1), date(2090, 1, 1)))
def test_any_day_comes_back(day: date) -> None:
    """Month name or numbers, the day is the same."""
    for text in (
        f"{day:%B} {day.day}, {day.year}",
        f"{day.day} {day:%b} {day.year}",
        f"{day:%m/%d/%Y}",
        day.isoformat(),
    ):
        assert [p.start_on for p in find_periods(f"as of {text}.")] == [day]


@given(st.dates(date(1995, 1, 1), date(2090, 1, 1)), st.sampled_from([1, 3, 6, 9, 12]))
def test_a_period_of_months_ends_where_it_says(until: date, months: int) -> None:
    """The first day lies so many months back, and never after the last."""
    first = months_before(until, months)
    assert 27 * months < (until - first).days + 1 <= 31 * months


@given(st.text(max_size=200))
def test_sentences_cover_the_text_in_order(text: str) -> None:
    """Spans do not overlap, and only white space lies between them."""
    spans = list(split_sentences(text))
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    assert edges == sorted(edges)
    assert all(not text[a:b].strip() for a, b in zip(edges[::2], edges[1::2], strict=True))


def test_an_abbreviation_ends_no_sentence() -> None:
    """ "Inc." and "U.S." go on; a new subject after "Inc." begins anew."""
    text = "MicroStrategy Inc. acquired 5 coins. The U.S. Treasury is with Strategy Inc. The Company holds 9."
    found = [text[a:b] for a, b in split_sentences(text)]
    assert found == [
        "MicroStrategy Inc. acquired 5 coins.",
        "The U.S. Treasury is with Strategy Inc.",
        "The Company holds 9.",
    ]
