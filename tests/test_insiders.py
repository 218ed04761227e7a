"""What is judged of insiders: notices and the sales that followed, amended lines, sums by week and by person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from insider_examples import FORM_4, FORM_4A, FORM_144, OWNER, filings_of, trade, trades_of

from monitor.judges.amendments import link_amendments
from monitor.judges.insiders import judge_trades, link_forms, sum_trades
from monitor.records import InsiderTrade


def join(*trades: InsiderTrade) -> list[str | None]:
    """The notice of each trade."""
    return [judged.notice_id for judged in judge_trades(trades, {})]


def test_a_sale_follows_its_notice() -> None:
    """The same person (named otherwise), the same security (named shorter), 3 days later."""
    assert join(trade(1, "2026-03-02", ""), trade(2, "2026-03-05")) == [None, "t1"]


@pytest.mark.parametrize(("day", "notice"), [("2026-05-31", "t1"), ("2026-06-01", None), ("2026-03-01", None)])
def test_a_notice_holds_for_ninety_days(day: str, notice: str | None) -> None:
    """17 CFR 230.144(h): the ninetieth day after 2026-03-02 is 2026-05-31; a sale before it is not its."""
    assert join(trade(1, "2026-03-02", ""), trade(2, day)) == [None, notice]


def test_the_notice_may_arrive_after_the_sale() -> None:
    """It is sent when the order is placed; planned for the 2nd, on EDGAR on the 3rd."""
    late = trade(1, "2026-03-03", "", traded_on=date(2026, 3, 2))
    assert join(late, trade(2, "2026-03-02")) == [None, "t1"]


@pytest.mark.parametrize(
    "changes",
    [
        {"owner": "Other Robin", "owner_cik": 5},
        {"security": "Class B Common Stock"},
        {"security": "10.00% Series A Perpetual Preferred Stock"},
        {"code": "F"},
        {"code": "G"},
        {"is_derivative": True},
        {"shares": Decimal(101)},
    ],
)
def test_what_followed_no_notice(changes: dict[str, object]) -> None:
    """Another person, another class, no sale (tax withholding, gift), options, or more than was announced."""
    notice = trade(1, "2026-03-02", "", security="Class A Common")
    assert join(notice, replace(trade(2, "2026-03-02"), **changes)) == [None, None]  # type: ignore[arg-type]


def test_a_notice_is_used_up() -> None:
    """Two notices of 100; sales of 60, 40 and 80 shares: the third is left to the second notice."""
    notices = [trade(1, "2026-03-02", ""), trade(2, "2026-03-03", "")]
    sales = [trade(3 + day, f"2026-03-{4 + day:02d}", shares=sold) for day, sold in enumerate(("60", "40", "80"))]
    assert join(*notices, *sales) == [None, None, "t1", "t1", "t2"]


def test_the_notice_that_names_the_day_comes_first() -> None:
    """Two notices of one person, one for each day of a plan."""
    assert join(trade(1, "2026-03-02", ""), trade(2, "2026-03-04", ""), trade(3, "2026-03-04")) == [
        None,
        None,
        "t2",
    ]


def test_names_of_one_person() -> None:
    """A number decides against a name; without a number the name does; a surname alone does not."""
    father = trade(1, "2026-03-02", owner="Sample John")
    son = trade(2, "2026-03-02", owner="Sample John Jr", owner_cik=7)
    assert len([total for total in sum_trades([father, son]) if total.owner]) == 2
    assert join(trade(1, "2026-03-02", "", owner="Sample"), trade(2, "2026-03-02")) == [None, None]
    assert join(trade(1, "2026-03-02", "", owner="Dr. J. Jordan Sample"), trade(2, "2026-03-02")) == [None, "t1"]


def test_an_amendment_replaces_the_line_that_it_amends() -> None:
    """Form 4, General Instruction 9: the amended line and the added one stand in it, the other lines do not."""
    examples = (FORM_144, FORM_4, FORM_4A)
    trades = trades_of(*examples)
    judged = judge_trades(trades, filings_of(*examples))
    replaced = [(old.price_usd, judged[7 + number].price_usd) for old in judged for number in range(2)
                if old.superseded_by == judged[7 + number].trade_id]  # fmt: skip
    assert replaced == [(Decimal("141.02"), Decimal("141.52"))]
    assert [one.superseded_by is not None for one in judged].count(True) == 1
    assert link_forms(judged) == {FORM_4A[2]: FORM_4[2]}
    # The sales that stand followed the notice of 3,100.5 shares: 1,800, 1,200.5 as amended, and the 100 added.
    assert [one.shares for one in judged if one.notice_id] == [Decimal(1800), Decimal("1200.5"), Decimal(100)]


def test_persons_of_one_period_do_not_amend_each_other() -> None:
    """Form and period alone would link the amendment to somebody else's form."""
    filings = list(filings_of(FORM_4, FORM_4A).values())
    assert link_amendments(filings) == {}
    other = replace(trade(1, "2026-03-04"), owner="Other Robin", owner_cik=5)
    amended = replace(trade(2, "2026-03-04"), form="4/A")
    assert [one.superseded_by for one in judge_trades([other, amended], {})] == [None, None]


def test_an_amendment_of_the_whole_form() -> None:
    """Each line once, also when two are the same; a second amendment amends the first."""
    first = [trade(1, "2026-03-04"), trade(2, "2026-03-04", accession_number="0001999001-26-000001")]
    second = [replace(one, trade_id=one.trade_id + "a", accession_number="a", form="4/A") for one in first]
    third = [replace(one, trade_id=one.trade_id + "b", accession_number="b", form="4/A") for one in first]
    judged = judge_trades([*first, *second, *third], {})
    assert [one.superseded_by for one in judged] == ["t1a", "t2a", "t1b", "t2b", None, None]


def test_sums_by_week_and_by_person() -> None:
    """Code F is no sale, a notice is none, an amended line counts once, options not at all."""
    examples = (FORM_144, FORM_4, FORM_4A)
    sums = sum_trades(judge_trades(trades_of(*examples), filings_of(*examples)))
    found = [(str(one.week_start_on), one.owner, one.owner_cik, one.security) for one in sums]
    common = "Class A Common Stock"
    assert found == [
        ("2026-03-02", "", None, "Common"),
        ("2026-03-02", "", None, common),
        ("None", "Sample Jordan A", OWNER, "Common"),
        ("None", "Sample Jordan A", OWNER, common),
    ]
    notice, week = sums[0], sums[1]
    assert (notice.planned_shares, notice.sold_shares) == (Decimal("3100.5"), 0)
    # 1,800 x 140.3333 + 1,200.5 x 141.52 + 100 x 138
    assert week.sold_usd == Decimal("252599.94") + Decimal("169894.76") + Decimal(13800)
    assert (week.sold_shares, week.plan_sold_shares, week.noticed_sold_shares) == (Decimal("3100.5"),) * 3
    assert (week.withheld_shares, week.other_acquired_shares, week.bought_shares) == (400, 3000, 0)
    assert (week.first_on, week.last_on) == (date(2026, 3, 4), date(2026, 3, 5))


@given(st.lists(st.tuples(st.integers(1, 28), st.sampled_from("PSFGAM"), st.integers(0, 10**6)), max_size=30))
def test_weeks_and_persons_sum_to_the_same(lines: list[tuple[int, str, int]]) -> None:
    """Every share stands in one week and with one person."""
    trades = [
        trade(number, f"2026-02-{day:02d}", code, str(shares), owner=f"Sample {name}", owner_cik=cik)
        for number, (day, code, shares) in enumerate(lines)
        for cik, name in [((1, "Ann"), (2, "Bob"), (3, "Cem"))[number % 3]]
    ]
    sums = sum_trades(judge_trades(trades, {}))
    for name in ("bought_shares", "sold_shares", "sold_usd", "withheld_shares", "other_acquired_shares"):
        weeks = sum(getattr(one, name) for one in sums if one.week_start_on)
        assert weeks == sum(getattr(one, name) for one in sums if not one.week_start_on)
    assert sum(one.sold_shares for one in sums if one.owner) == sum(t.shares or 0 for t in trades if t.code == "S")
