"""Sources and uses: what balances, what is rounding, what has another name, and what counts once."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from funding import NEXT, WEEK, Told
from hypothesis import given
from hypothesis import strategies as st

from monitor.records import HoldingsChange


@pytest.mark.parametrize(
    ("bought", "status", "residual"),
    [
        ("20.0E6", "balanced", "0"),
        ("20.1E6", "within_rounding", "-0.1E6"),
        ("19.9E6", "within_rounding", "0.1E6"),
        ("20.3E6", "other_cash_used", "-0.3E6"),
        ("12.0E6", "proceeds_kept", "8.0E6"),
    ],
)
def test_the_residual_names_the_week(bought: str, status: str, residual: str) -> None:
    """Two programs bring 20.0 million; each of three figures is good to 0.05 million."""
    told = Told()
    told.issue("STRC Stock", "5.0E6")
    told.issue("MSTR Stock", "15.0E6")
    told.trade("acquired", bought)
    week = told.week()
    assert (week.status, week.residual_usd, week.tolerance_usd) == (status, Decimal(residual), Decimal("0.15E6"))
    assert "$20,000,000" in week.note


def test_a_week_of_dashes_balances() -> None:
    """Nothing sold and nothing bought is a balance of zero."""
    told = Told()
    told.issue("STRC Stock", "0")
    told.trade("none", None)
    week = told.week()
    assert (week.status, week.residual_usd, week.tolerance_usd) == ("balanced", Decimal(0), Decimal(0))


def test_a_repeated_statement_counts_once() -> None:
    """The quarterly report that says the same of the same days adds nothing, and nothing is contradicted."""
    told = Told()
    told.issue("MSTR Stock", "15.0E6")
    told.trade("acquired", "15.0E6")
    told.file("2026-05-05", "10-Q")
    told.issue("class A common stock", "15.01E6")
    told.trade("acquired", "15.004E6")
    found = told.judge()
    assert [(one.proceeds_usd, one.purchases_usd) for one in found.balances] == [(Decimal("15.0E6"),) * 2]
    assert found.problems == ()


def test_two_series_of_the_same_size_are_two() -> None:
    """In one table two rows with equal figures are two securities."""
    told = Told()
    told.issue("STRF Stock", "1.0E6")
    told.issue("STRK Stock", "1.0E6")
    told.trade("acquired", "2.0E6")
    assert told.week().status == "balanced"


def test_an_amendment_takes_the_place_of_what_it_restates() -> None:
    """An 8-K/A corrects the proceeds: its figure counts, and the first one is no contradiction."""
    told = Told()
    told.issue("MSTR Stock", "15.0E6")
    told.trade("acquired", "16.0E6")
    told.file("2026-03-10", "8-K/A")
    told.issue("MSTR Stock", "16.0E6")
    assert (told.week().status, told.judge().problems) == ("balanced", ())


def test_a_contradiction_is_a_problem() -> None:
    """Another filing of other proceeds for the same shares and days is reported; the first one counts."""
    told = Told()
    told.issue("MSTR Stock", "15.0E6")
    told.trade("acquired", "15.0E6")
    told.file("2026-05-05", "10-Q")
    told.issue("MSTR Stock", "17.0E6")
    found = told.judge()
    assert [one.status for one in found.balances] == ["balanced"]
    assert [one.kind for one in found.problems] == ["issuance_contradiction"]


def test_an_offering_counts_in_the_week_of_its_closing_and_once() -> None:
    """Closed inside the week; told again in the next report with a slightly other figure."""
    told = Told()
    told.issue("STRE preferred", "700.0E6", (date(2026, 3, 5), date(2026, 3, 5)), kind="offering")
    told.trade("acquired", "700.0E6")
    told.file("2026-04-06")
    told.issue("STRE preferred", "699.8E6", (date(2026, 3, 5), date(2026, 3, 5)), kind="offering")
    assert (told.week().proceeds_usd, told.week().status) == (Decimal("700.0E6"), "balanced")


def test_sales_repurchases_and_the_reserve_enter_the_balance() -> None:
    """100 from shares + 20 from coins - 30 bought back - 50 into the reserve = 40 kept."""
    told = Told()
    told.issue("MSTR Stock", "100E6")
    told.issue("STRD Stock", "30E6", kind="repurchase")
    told.trade("sold", "20E6")
    told.reserve(date(2026, 3, 1), "0.90E9")
    told.reserve(WEEK[1], "0.95E9")
    week = told.week()
    terms = (week.proceeds_usd, week.sales_usd, week.purchases_usd, week.repurchases_usd, week.reserve_change_usd)
    assert terms == tuple(map(Decimal, ("100E6", "20E6", "0", "30E6", "50E6")))
    assert (week.residual_usd, week.status) == (Decimal("40E6"), "proceeds_kept")


def test_a_month_without_a_buyback_is_no_period() -> None:
    """Regulation S-K item 703 has a row for each month of a quarter: only one with a purchase makes a period."""
    told = Told()
    told.file("2026-08-05", "10-Q")
    april, may = (date(2026, 4, 1), date(2026, 4, 30)), (date(2026, 5, 1), date(2026, 5, 31))
    told.issue("common stock", None, april, kind="repurchase", shares=Decimal(10_000))
    told.issue("common stock", None, may, kind="repurchase", shares=Decimal(0), available_usd=Decimal("99.899E6"))
    assert [(one.period_start_on, one.period_end_on) for one in told.judge().balances] == [april]


def test_a_week_inside_an_empty_month_of_buybacks_stays_alone() -> None:
    """A month without a buyback does not gather the week of sales and purchases in it a second time."""
    told = Told()
    told.issue("MSTR Stock", "15.0E6")
    told.trade("acquired", "15.0E6")
    told.file("2026-05-05", "10-Q")
    told.issue("common stock", None, (date(2026, 3, 1), date(2026, 3, 31)), kind="repurchase", shares=Decimal(0))
    assert [one.period_end_on for one in told.judge().balances] == [WEEK[1]]


def test_a_reserve_set_up_the_day_after_the_week_belongs_to_it() -> None:
    """Announced with the week's figures, out of the week's proceeds (0001193125-25-303157)."""
    told = Told()
    told.issue("MSTR Stock", "1478.1E6", unsettled=True)
    told.trade("acquired", "11.7E6")
    told.move("added", "1.44E9", date(2026, 3, 9))
    week = told.week()
    assert (week.reserve_change_usd, week.residual_usd) == (Decimal("1.44E9"), Decimal("26.4E6"))
    assert "not yet settled" in week.note


def test_other_cash_is_named_when_the_filing_names_it() -> None:
    """Excess cash closes the gap in words; without such words the gap is a problem to look at."""
    told = Told()
    told.issue("notes due 2030", "782.0E6", (date(2026, 3, 6), date(2026, 3, 6)), kind="offering")
    told.trade("acquired", "821.7E6")
    assert [one.kind for one in told.judge().problems] == ["unnamed_source"]
    told.fund("", "excess cash", "40.6E6")
    week = told.week()
    assert (week.status, told.judge().problems) == ("other_cash_used", ())
    assert "excess cash of $40,600,000" in week.note


def test_what_the_week_before_left_is_named() -> None:
    """Proceeds kept one week pay for purchases of the next."""
    told = Told()
    told.issue("MSTR Stock", "30.0E6")
    told.trade("acquired", "10.0E6")
    told.file("2026-03-16")
    told.issue("MSTR Stock", "0", NEXT)
    told.trade("acquired", "15.0E6", NEXT)
    found = told.judge()
    assert [one.status for one in found.balances] == ["proceeds_kept", "other_cash_used"]
    assert "had left $20,000,000" in found.balances[1].note
    assert found.problems == ()


@pytest.mark.parametrize(
    ("issued", "bought", "reason"),
    [
        (None, "5.0E6", "No net amount is given for MSTR Stock."),
        ("5.0E6", None, "No amount is given for some of the coins."),
        ("5.0E6", "absent", "No filing says what was bought in these days."),
        ("absent", "5.0E6", "No filing says where the money came from."),
    ],
)
def test_a_side_that_is_not_disclosed_leaves_the_week_unknown(
    issued: str | None, bought: str | None, reason: str
) -> None:
    """What a filing does not say is not taken for zero."""
    told = Told()
    if issued != "absent":
        told.issue("MSTR Stock", issued)
    if bought != "absent":
        told.trade("acquired", bought)
    week = told.week()
    assert week.status == "unknown"
    assert reason in week.note


def test_purchases_told_in_parts_make_up_the_longer_period() -> None:
    """Sales of shares for ten days, purchases in two bullets that cover them: one balance, not three."""
    told = Told()
    days = (date(2026, 3, 2), date(2026, 3, 11))
    told.issue("MSTR Stock", "30.0E6", days)
    told.trade("acquired", "10.0E6", (date(2026, 3, 2), date(2026, 3, 5)))
    told.trade("acquired", "20.0E6", (date(2026, 3, 6), date(2026, 3, 11)), units="20")
    found = told.judge().balances
    assert [(one.period_start_on, one.period_end_on, one.status) for one in found] == [(*days, "balanced")]


def test_mined_coins_cost_no_proceeds() -> None:
    """What was produced is no use of money."""
    told = Told()
    told.issue("MSTR Stock", "0")
    told.trade("acquired", None)
    told.facts[-1] = HoldingsChange(
        **{name: getattr(told.facts[-1], name) for name in HoldingsChange.__slots__ if name != "purpose"},
        purpose="mined",
    )
    assert told.week().purchases_usd == 0


def test_nothing_known_later_is_used() -> None:
    """As of the Monday after the week, the correction of the next day is unknown."""
    told = Told()
    told.issue("MSTR Stock", "15.0E6")
    told.trade("acquired", "16.0E6")
    told.file("2026-03-10", "8-K/A")
    told.issue("MSTR Stock", "16.0E6")
    by_monday = told.week(known_by=datetime(2026, 3, 9, 23, tzinfo=UTC))
    assert (by_monday.status, by_monday.known_at.day) == ("other_cash_used", 9)


@given(
    st.lists(st.integers(0, 10**6), min_size=1, max_size=5),
    st.integers(0, 10**6),
    st.integers(0, 10**6),
    st.randoms(use_true_random=False),
)
def test_the_arithmetic_holds_in_any_order(issued: list[int], bought: int, sold: int, random: Any) -> None:
    """The residual is the sum of its terms, the status follows from it, and the order of facts changes nothing."""
    told = Told()
    for number, net in enumerate(issued):
        told.issue(f"STR{number} Stock", f"{net}E3")
    told.trade("acquired", f"{bought}E3", units="3")
    told.trade("sold", f"{sold}E3", units="2")
    week = told.week()
    assert week.residual_usd == week.proceeds_usd + week.sales_usd - week.purchases_usd
    assert week.residual_usd == (sum(issued) + sold - bought) * 1000
    expected = "proceeds_kept" if week.residual_usd > 0 else "other_cash_used"
    if abs(week.residual_usd) <= week.tolerance_usd:
        expected = "within_rounding" if week.residual_usd else "balanced"
    assert week.status == expected
    random.shuffle(told.facts)
    assert told.week() == week


def test_longer_periods_name_the_source_of_days_that_lie_in_them() -> None:
    """A report of the quarter says what its purchases were paid with: no filing says it of these days alone."""
    told = Told()
    told.trade("acquired", "20.0E6", (date(2026, 3, 4), date(2026, 3, 20)))
    told.fund("", "loan", "19.0E6")
    (found,) = told.judge().balances
    assert found.status == "unknown"
    assert found.note.endswith(
        "No filing says of just these days where the money came from; of purchases in longer periods that meet "
        "them filings name loan $19,000,000 for 2-8 March 2026 (7 days)."
    )


def test_debt_that_proceeds_repaid_is_told() -> None:
    """Proceeds that coins did not take, and the sentence on the loan that they paid."""
    told = Told()
    told.issue(
        "MSTR Stock", "20.0E6", use_of_proceeds="The prepayment of the bank loan was funded with the proceeds."
    )
    told.trade("acquired", "5.0E6")
    assert told.week().note.endswith("The filing says that proceeds repaid debt.")
