"""Names of the data as people read them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup

from monitor.publish.cells import render_cell
from monitor.publish.chart import History, Point, draw_chart
from monitor.publish.figures import name_column
from monitor.publish.wording import name_choice, name_issuer, name_value


@pytest.mark.parametrize(
    ("name", "said"),
    [("blind_window", "no filing covers it yet"), ("if_declared", "if declared"), ("usd_reserve", "USD Reserve")],
)
def test_a_value_reads_as_words(name: str, said: str) -> None:
    """A code that says nothing by itself has words of its own; the others lose their underscores."""
    assert name_value(name) == said


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("is_10b5_1", "1", "yes"), ("is_derivative", 0, "no"), ("reconstruction", "0", "as filed"),
        ("claim_type", "avg_cost", "average cost"), ("stage", "1", "1"),
    ],
)  # fmt: skip
def test_a_flag_reads_yes_or_no(column: str, value: object, said: str) -> None:
    """In a cell and as a facet; a number that is no flag stays one."""
    assert name_choice(column, value) == said


def test_days_and_scores_of_verdicts_read_like_the_others() -> None:
    """A day without the ending of its kind is a day, a score has its sign."""
    links = {"root": "/", "filings": "/monitor/filings/"}
    shown = [render_cell(value, name, {}, links) for name, value in (("as_of", "2026-06-09"), ("score", "-0.932"))]
    assert [cell.striptags() for cell in shown if cell] == ["9 Jun 2026", "\N{MINUS SIGN}0.93"]


def test_an_issuer_without_a_ticker_is_called_by_its_name() -> None:
    """A ticker where one is known; a number only where nothing else is."""
    assert name_issuer({"ticker": "MSTR", "name": "Strategy Inc"}) == "MSTR"
    assert name_issuer({"ticker": "CIK1808110", "name": "DDC Enterprise Ltd"}) == "DDC Enterprise Ltd"
    assert name_issuer({"ticker": "CIK1662684", "name": "CIK 1662684"}) == "CIK1662684"


def test_no_two_columns_of_the_ledger_have_one_head() -> None:
    """On a phone a figure has nothing but the name of its column."""
    assert name_column("opening_units") == "opening"
    assert name_column("opening_on") == "total before"


def test_a_chart_without_average_costs_has_no_empty_panel() -> None:
    """Miners state none: then only the holding is drawn, and the title says no more."""
    points = tuple(
        Point(day=date(2025, month, 1), units=Decimal(month), average_cost_usd=None, path="/") for month in (1, 2)
    )
    drawn = BeautifulSoup(draw_chart(History(asset="bitcoin", points=points), width=1080), "lxml")
    assert [title.text for title in drawn.select(".panel-title")] == ["Bitcoin held"]
    assert drawn.title.text == "Bitcoin held over time"
