"""Figures, instants and records go into columns and come back as they were."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.errors import StoreError
from monitor.records import Document, Filing, HoldingsChange, HoldingsTotal
from monitor.store.columns import (
    decimal_from_column,
    decimal_to_column,
    instant_from_column,
    instant_to_column,
    precision_to_column,
    record_of,
    row_of,
)

decimals = st.decimals(allow_nan=False, allow_infinity=False).filter(lambda number: abs(number.adjusted()) < 400)
printed = st.builds(
    lambda digits, exponent: Decimal(digits).scaleb(exponent),
    st.integers(min_value=-(10**25), max_value=10**25),
    st.integers(min_value=-12, max_value=15),
)
instants = st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30)).map(  # noqa: DTZ001
    lambda instant: instant.replace(microsecond=0, fold=0, tzinfo=UTC)
)


@given(decimals | printed)
def test_a_figure_comes_back_with_its_printed_precision(number: Decimal) -> None:
    """Value and exponent survive a column of value and a column of precision, through SQLite itself."""
    with sqlite3.connect(":memory:") as connection:
        connection.execute("CREATE TABLE t (value ANY, precision ANY) STRICT")
        connection.execute("INSERT INTO t VALUES (?, ?)", [decimal_to_column(number), precision_to_column(number)])
        value, precision = connection.execute("SELECT value, precision FROM t").fetchone()
    found = decimal_from_column(value, precision)
    assert (found, found.as_tuple().exponent) == (number, number.as_tuple().exponent)


@pytest.mark.parametrize(
    ("number", "value", "precision"),
    [
        ("32", 32, 1),
        ("6.387E+10", 63870000000, 10000000),
        ("115829.40", "115829.4", "0.01"),
        ("11650.00", 11650, "0.01"),
        ("0.5", "0.5", "0.1"),
        ("-0.5", "-0.5", "0.1"),
        ("0E+6", 0, 1000000),
        ("1E-7", "0.0000001", "0.0000001"),
        ("1E+30", "1" + "0" * 30, "1" + "0" * 30),
    ],
)
def test_how_a_figure_looks_in_sql(number: str, value: object, precision: object) -> None:
    """A whole number is an INTEGER that SQL can add, any other canonical text; never an exponent."""
    assert (decimal_to_column(Decimal(number)), precision_to_column(Decimal(number))) == (value, precision)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_what_is_not_a_figure_is_refused(number: str) -> None:
    """That would be a bug of ours."""
    with pytest.raises(ValueError, match="is not a figure"):
        decimal_to_column(Decimal(number))
    with pytest.raises(ValueError, match="is not a figure"):
        precision_to_column(Decimal(number))


@given(instants, instants)
def test_instants_come_back_and_sort_as_text(one: datetime, other: datetime) -> None:
    """`known_at <= ?` compares text: it must say what the instants say."""
    assert instant_from_column(instant_to_column(one)) == one
    assert (instant_to_column(one) < instant_to_column(other)) == (one < other)


def test_an_instant_is_kept_in_utc() -> None:
    """Whatever zone it is given in; and one without a zone is a bug of ours."""
    new_york_summer = timezone(timedelta(hours=-4))
    found = instant_to_column(datetime(2026, 6, 1, 8, 1, 30, 999, tzinfo=new_york_summer))
    assert found == "2026-06-01T12:01:30Z"
    with pytest.raises(ValueError, match="no time zone"):
        instant_to_column(datetime(2026, 6, 1, 8, 1))  # noqa: DTZ001


days = st.dates()
figures = printed.filter(lambda number: number >= 0)


@given(
    words=st.text(min_size=1).filter(lambda text: not text.isspace()),
    values=st.fixed_dictionaries(
        {
            "issuer_cik": st.integers(0, 10**10),
            "kind": st.sampled_from(["acquired", "sold", "transferred", "pledged", "none"]),
            "units": figures,
            "usd_amount": st.none() | figures,
            "average_price_usd": st.none() | figures,
            "period_start_on": st.none() | days,
            "period_end_on": st.none() | days,
            "purpose": st.none() | st.text(),
            "known_at": instants,
        }
    ),
)
def test_a_change_comes_back_as_it_was(words: str, values: dict[str, Any]) -> None:
    """Every field, and the printed precision of every figure; the quote stands in four columns."""
    document = Document(document_id="d", accession_number="a", type="8-K", url="", sha256="", text=words)
    quote = document.quote(0, len(words))
    change = HoldingsChange(change_id="c", asset="bitcoin", extractor="holdings/1", source=quote, **values)
    row: dict[str, Any] = row_of(change)
    assert words[row["quote_start"] : row["quote_end"]] == row["quote"]
    found = record_of(HoldingsChange, row, source=quote)
    assert found == change
    assert repr(found) == repr(change)  # Decimal("1.0") == Decimal("1.00"), but they do not look the same


def test_a_filing_comes_back_as_it_was() -> None:
    """Flags as 0 and 1, days and instants as text."""
    filing = Filing(
        accession_number="0001193125-26-000001",
        issuer_cik=1,
        form="8-K/A",
        filed_on=date(2026, 6, 1),
        accepted_at=datetime(2026, 6, 1, 12, 1, tzinfo=UTC),
        amends="0001193125-26-000000",
        reconstruction=True,
    )
    row = row_of(filing)
    assert (row["reconstruction"], row["filed_on"], row["accepted_at"]) == (
        1,
        "2026-06-01",
        "2026-06-01T12:01:00Z",
    )
    assert record_of(Filing, row) == filing


def test_a_float_has_no_column_type() -> None:
    """Rule 8: no float touches a holding."""
    document = Document(document_id="d", accession_number="a", type="8-K", url="", sha256="", text="ten")
    total = HoldingsTotal(
        issuer_cik=1,
        asset="bitcoin",
        as_of_on=date(2026, 6, 1),
        units=10.5,  # type: ignore[arg-type]
        source=document.quote(0, 3),
        known_at=datetime(2026, 6, 1, tzinfo=UTC),
        extractor="holdings/1",
    )
    with pytest.raises(TypeError, match="has no column type"):
        row_of(total)


def test_a_damaged_column_is_named() -> None:
    """A day that is no day is a StoreError that says which, not a traceback about isoformat."""
    row = {"accession_number": "a", "issuer_cik": 1, "form": "8-K", "filed_on": "soon"}
    with pytest.raises(StoreError, match="Filing: filed_on = 'soon' is damaged"):
        record_of(Filing, row)
