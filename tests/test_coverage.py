"""What is known as of a day, which days nothing covers, and when the next disclosure is due."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from disclosing import ISSUER, Disclosure, disclose, ledger_of, load_disclosures

from monitor.judges.coverage import find_blind_window, holdings_on, uncovered_days
from monitor.judges.due import Due, next_business_day, next_disclosure_due
from monitor.records import HoldingsTotal, Issuer

QUARTERLY = Issuer(issuer_cik=1050446, ticker="Q", name="Q", cadence="quarterly")
MONTHLY = Issuer(issuer_cik=1050446, ticker="M", name="M", cadence="monthly")


@pytest.fixture(scope="module")
def told() -> tuple[Disclosure, ...]:
    return tuple(load_disclosures(Path(__file__).parent / "examples" / "ledger" / "bitcoin_treasury.txt"))


def end_of(day: str) -> datetime:
    """Midnight in New York after `day`, as good as: no filing is accepted between 22:00 and 6:00."""
    return datetime.combine(date.fromisoformat(day) + timedelta(days=1), datetime.min.time(), UTC) + timedelta(
        hours=4
    )


def all_totals(told: Iterable[Disclosure]) -> list[HoldingsTotal]:
    return [total for one in told for total in one.totals]


def held(day: str, told: Iterable[Disclosure], known_by: datetime | None = None) -> int | None:
    filings = {one.document_id: one.filing for one in told}
    found = holdings_on(date.fromisoformat(day), all_totals(told), filings=filings, known_by=known_by)
    return None if found is None else int(found.units)


def uncovered(day: str, told: Iterable[Disclosure], from_on: str | None = None) -> list[tuple[str, str]]:
    ledger = ledger_of(told, known_by=end_of(day))
    start = None if from_on is None else date.fromisoformat(from_on)
    return [(str(a), str(b)) for a, b in uncovered_days(date.fromisoformat(day), ledger, from_on=start)]


def due(day: str, told: Iterable[Disclosure] = (), issuer: Issuer = ISSUER) -> Due:
    told = list(told)
    return next_disclosure_due(
        date.fromisoformat(day), issuer=issuer, filings=[one.filing for one in told], totals=all_totals(told)
    )


def test_holding_as_of_a_day(told: tuple[Disclosure, ...]) -> None:
    """The last reported total at or before the day; none before the first."""
    assert held("2025-11-15", told) == 641692
    assert held("2025-11-16", told) == 649870
    assert held("2020-01-01", told) is None


def test_holding_as_known_then(told: tuple[Disclosure, ...]) -> None:
    """The week to 16 November 2025 was disclosed on the 17th: on the 16th nobody could know it."""
    assert held("2025-11-16", told, end_of("2025-11-16")) == 641692
    assert held("2025-11-16", told, end_of("2025-11-17")) == 649870


def test_tail_is_uncovered_until_the_next_disclosure(told: tuple[Disclosure, ...]) -> None:
    """On Friday 14 November 2025 the week since the 10th is open; on Monday it is covered to the 16th."""
    assert uncovered("2025-11-14", told, "2025-11-10") == [("2025-11-10", "2025-11-14")]
    assert uncovered("2025-11-17", told, "2025-11-10") == [("2025-11-17", "2025-11-17")]


def test_reconciling_step_covers_days_that_nobody_named(told: tuple[Disclosure, ...]) -> None:
    """13 to 30 September 2021 stand in no disclosure, but the totals before and after reconcile."""
    assert uncovered("2021-11-29", told, "2021-09-13") == []


def test_gap_inside_stays_uncovered(told: tuple[Disclosure, ...]) -> None:
    """The weeks of autumn 2025 that are not in the store stay open, the week before the next total does not."""
    assert uncovered("2025-11-10", told, "2025-09-01") == [
        ("2025-09-29", "2025-11-02"),
        ("2025-11-10", "2025-11-10"),
    ]


def test_quarter_closes_a_gap_when_it_is_known(told: tuple[Disclosure, ...]) -> None:
    """May 2025 has a week without a filing; the figure for the quarter, disclosed on 7 July, covers it."""
    assert uncovered("2025-07-06", told, "2025-05-01") == [
        ("2025-05-19", "2025-05-25"),
        ("2025-06-30", "2025-07-06"),
    ]
    assert uncovered("2025-07-07", told, "2025-05-01") == [("2025-07-07", "2025-07-07")]


def test_days_before_the_first_holding_are_uncovered(told: tuple[Disclosure, ...]) -> None:
    """The store knows nothing of the time before the first total."""
    assert uncovered("2020-09-16", told, "2020-09-01") == [
        ("2020-09-01", "2020-09-13"),
        ("2020-09-15", "2020-09-16"),
    ]


def test_step_that_cannot_be_explained_covers_nothing() -> None:
    """When every day is spoken of and the total still jumps, one disclosure is wrong: nothing is covered."""
    weeks = [
        disclose("a", "2025-01-06", "held 1000 2025-01-05"),
        disclose("b", "2025-01-13", "acquired 100 2025-01-06 2025-01-12", "held 1000 2025-01-12"),
    ]
    assert uncovered("2025-01-13", weeks) == [("2025-01-06", "2025-01-13")]


def test_period_without_a_total_covers_its_own_days() -> None:
    """A week in which nothing was bought or sold is covered although the filing gives no total."""
    weeks = [
        disclose("a", "2025-01-06", "held 1000 2025-01-05"),
        disclose("b", "2025-01-13", "none 0 2025-01-06 2025-01-12"),
    ]
    assert uncovered("2025-01-14", weeks) == [("2025-01-13", "2025-01-14")]


def test_what_denies_no_sale_covers_none() -> None:
    """For a sale only days that lead up to a total are covered: "bought nothing" alone says nothing of sales."""
    weeks = [
        disclose("a", "2025-01-06", "held 1000 2025-01-05"),
        disclose("b", "2025-01-13", "none 0 2025-01-06 2025-01-12"),
    ]
    ledger = ledger_of(weeks)
    found = uncovered_days(date(2025, 1, 14), ledger, reconciled=True)
    assert found == ((date(2025, 1, 6), date(2025, 1, 14)),)


def test_no_holding_at_all() -> None:
    """Without a single total every day that is asked for is uncovered."""
    assert uncovered("2025-01-14", [], "2025-01-10") == [("2025-01-10", "2025-01-14")]
    assert uncovered("2025-01-14", []) == [("2025-01-14", "2025-01-14")]


@pytest.mark.parametrize(
    ("day", "due_on"),
    [
        ("2025-11-14", "2025-11-17"),  # Friday -> Monday
        ("2025-11-17", "2025-11-24"),  # a Monday, at its end -> the next
        ("2025-05-23", "2025-05-27"),  # Memorial Day is Monday
        ("2025-05-26", "2025-05-27"),
        ("2025-10-10", "2025-10-14"),  # Columbus Day: the exchange is open, EDGAR is not
        ("2025-02-14", "2025-02-18"),  # Presidents' Day
        ("2026-05-24", "2026-05-26"),
    ],
)
def test_weekly_habit(told: tuple[Disclosure, ...], day: str, due_on: str) -> None:
    """An issuer that reports every week is due on Monday, or on the next business day."""
    assert due(day, told) == Due(due_on=date.fromisoformat(due_on), basis="weekly habit")


def test_profile_is_not_believed_of_irregular_years(told: tuple[Disclosure, ...]) -> None:
    """In April 2022 the same issuer had no weekly habit yet: the 10-Q was the next to come."""
    assert due("2022-04-21", told) == Due(due_on=date(2022, 5, 10), basis="10-Q for 31 March 2022")


def test_report_that_is_filed_is_not_due_again(told: tuple[Disclosure, ...]) -> None:
    """Once the 10-Q is in, the next deadline is that of the next quarter."""
    filed = [
        disclose("q", "2022-05-03", form="10-Q", period_on="2022-03-31"),
        *(one for one in told if one.filing.filed_on.year < 2022),
    ]
    assert due("2022-05-04", filed) == Due(due_on=date(2022, 8, 9), basis="10-Q for 30 June 2022")


def test_annual_report_and_weekend() -> None:
    """10-K 60 days after the year, moved from Saturday 1 March 2025 to Monday."""
    assert due("2025-01-02", issuer=QUARTERLY) == Due(due_on=date(2025, 3, 3), basis="10-K for 31 December 2024")


def test_fiscal_year_that_ends_in_september() -> None:
    """The end of the fiscal year follows from the last 10-K."""
    filed = [disclose("k", "2024-12-03", form="10-K", period_on="2024-09-30")]
    assert due("2025-01-02", filed, QUARTERLY) == Due(due_on=date(2025, 2, 10), basis="10-Q for 31 December 2024")


def test_monthly_habit() -> None:
    """A miner's monthly update is due as late in the next month as the latest of the last three."""
    months = [
        disclose("a", "2025-03-04", "held 18692 2025-02-28"),
        disclose("b", "2025-04-03", "held 19223 2025-03-31"),
        disclose("c", "2025-05-05", "held 19211 2025-04-30"),
        disclose("q", "2025-05-01", form="10-Q", period_on="2025-03-31"),
    ]
    assert due("2025-05-06", months, MONTHLY) == Due(due_on=date(2025, 6, 5), basis="monthly habit")


def test_due_day_uses_only_what_was_known(told: tuple[Disclosure, ...]) -> None:
    """Two clocks: filings of later years do not show a habit of earlier ones."""
    known = [one for one in told if one.filing.filed_on <= date(2022, 4, 21)]
    assert due("2022-04-21", told) == due("2022-04-21", known)


def test_due_day_is_always_a_later_business_day(told: tuple[Disclosure, ...]) -> None:
    """Whatever the day, the next disclosure is due after it, on a day on which it can be filed."""
    day = date(2024, 12, 1)
    while day < date(2026, 6, 30):
        due_on = due(str(day), told).due_on
        assert day < due_on == next_business_day(due_on)
        day += timedelta(days=11)


def test_blind_window(told: tuple[Disclosure, ...]) -> None:
    """On 16 November 2025: open since the 10th, and closed by the Monday after."""
    known_by = end_of("2025-11-16")
    ledger = ledger_of(told, known_by=known_by)
    filings = [one.filing for one in told]
    window = find_blind_window(
        date(2025, 11, 16), ledger, issuer=ISSUER, filings=filings, totals=all_totals(told), known_by=known_by
    )
    assert window is not None
    assert (window.uncovered, window.days) == (((date(2025, 11, 10), date(2025, 11, 16)),), 7)
    assert window.due.due_on == date(2025, 11, 17)
    covered = find_blind_window(
        date(2025, 11, 9), ledger_of(told), issuer=ISSUER, filings=filings, totals=all_totals(told)
    )
    assert covered is None
