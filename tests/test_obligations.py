"""Obligations: dated sums from terms, and what a filing states in their place."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stated_terms import State, filings_of, of_kind, official_notes

from monitor.judges._payment_dates import days_360, list_payments, read_payment_days
from monitor.judges.instruments import judge_instruments
from monitor.judges.obligations import Obligations, judge_obligations, sum_quarters
from monitor.records import InstrumentEvent, InstrumentTerm, Obligation, StatedPayment

LOAN = "senior_note:6.125-2028"


def judge(states: list[State], until_on: date) -> Obligations:
    instruments = judge_instruments(
        of_kind(states, InstrumentTerm), of_kind(states, InstrumentEvent), filings=filings_of(states)
    )
    return judge_obligations(
        instruments,
        filings=filings_of(states),
        until_on=until_on,
        payments=of_kind(states, StatedPayment),
    )


def lines(found: Obligations, *kinds: str) -> list[tuple[str, str, str]]:
    return [(str(one.due_on), one.kind, f"{one.amount_usd:.2f}") for one in found.due if one.kind in kinds]


def test_interest_begins_with_a_broken_period() -> None:
    """Issued on 8 March, first paid on 15 September for 187 days of 360: the week to 15 March is paid with it."""
    found = judge(official_notes()[:1], date(2025, 12, 31))
    assert lines(found, "interest") == [
        ("2024-09-15", "interest", "2597222.22"),
        ("2025-03-15", "interest", "2500000.00"),
        ("2025-09-15", "interest", "2500000.00"),
    ]


def test_put_and_maturity_stand_apart() -> None:
    """The holder's day and the last day, each with its own certainty and sentence."""
    found = judge(official_notes()[:1], date(2030, 12, 31))
    ends = [(one.kind, one.due_on, one.certainty, one.amount_usd) for one in found.due if one.kind != "interest"]
    assert ends == [
        ("put", date(2028, 9, 15), "holder_option", Decimal("8.00E+8")),
        ("maturity", date(2030, 3, 15), "contractual", Decimal("8.00E+8")),
    ]
    assert ["put_on" in one.source.quote for one in found.due if one.kind == "put"] == [True]
    assert max(one.due_on for one in found.due if one.kind == "interest") == date(2030, 3, 15)


def test_a_variable_dividend_follows_its_rate() -> None:
    """9 % until September, 10.25 % from October; only if declared, and cumulative."""
    found = judge(official_notes()[2:], date(2025, 10, 31))
    assert lines(found, "dividend") == [
        ("2025-08-31", "dividend", "22408888.80"),
        ("2025-09-30", "dividend", "21008333.25"),
        ("2025-10-31", "dividend", "23926157.31"),
    ]
    assert {one.certainty for one in found.due} == {"if_declared"}
    assert all("Cumulative" in one.note for one in found.due)


def test_without_payment_days_nothing_is_dated() -> None:
    """A coupon without a frequency makes no interest, and a notice names what is missing."""
    note = State("0001193125-21-189600", "2021-06-14").terms(
        LOAN, "6.125% senior secured notes due 2028", principal_usd="5.00E+8", coupon_rate="6.125"
    )
    found = judge([note], date(2030, 1, 1))
    assert found.due == ()
    assert [(one.kind, "the maturity, the payment days" in one.message) for one in found.problems] == [
        ("terms_missing", True)
    ]


def test_a_zero_coupon_pays_no_interest() -> None:
    """Its special interest days (0001193125-24-264321 has such) are no interest."""
    note = State("0001193125-25-032800", "2025-02-24").terms(
        "convertible_note:0-2030", "0% notes", principal_usd="2E+9", coupon_rate="0", payment_days="03-01,09-01",
        matures_on="2030-03-01",
    )  # fmt: skip
    assert lines(judge([note], date(2031, 1, 1)), "interest", "maturity") == [
        ("2030-03-01", "maturity", "2000000000.00")
    ]


def test_an_announced_redemption_ends_what_was_due_after_it() -> None:
    """Its price is due on its day; interest, put and maturity later than that are not."""
    states = [
        *official_notes()[:1],
        State("0001193125-26-000001", "2026-08-03").event(
            "convertible_note:0.625-2030", "redeemed", "2026-09-21", amount_usd="8.00E+8"
        ),
    ]
    due = [one for one in judge(states, date(2031, 1, 1)).due if one.due_on.year >= 2026]
    assert [(one.kind, str(one.due_on), one.basis) for one in due] == [
        ("interest", "2026-03-15", "computed"),
        ("interest", "2026-09-15", "computed"),
        ("redemption", "2026-09-21", "stated"),
    ]


def test_a_declared_dividend_takes_the_place_of_the_computed() -> None:
    """$0.80 a share × the shares outstanding, stated; the month before stays computed."""
    told = State("0001193125-25-193487", "2025-09-02")
    told.pays("preferred:STRC", "2025-09-30", "declared $0.80 a share for 2025-09-30", per_share_usd="0.80")
    found = judge([*official_notes()[2:], told], date(2025, 9, 30))
    assert [(str(one.due_on), one.basis, one.amount_usd) for one in found.due] == [
        ("2025-08-31", "computed", Decimal("22408888.80")),
        ("2025-09-30", "stated", Decimal("22408888.80")),
    ]
    assert found.problems == ()


def test_the_sum_that_was_paid_stands_before_the_sum_a_share() -> None:
    """A later report repeats what was declared, and says what was paid in all: known since that report."""
    told = State("0001193125-25-193487", "2025-09-02")
    told.pays("preferred:STRC", "2025-09-30", "declared $0.80 a share", per_share_usd="0.80")
    report = State("0001193125-25-999999", "2025-11-01", form="10-Q")
    report.pays("preferred:STRC", "2025-09-30", "paid $22.5 million", amount_usd="2.25E+7")
    report.pays("preferred:STRC", "2025-09-30", "had declared $0.80 a share", per_share_usd="0.80")
    found = judge([*official_notes()[2:], told, report], date(2025, 9, 30))
    stated = [(one.amount_usd, one.known_at) for one in found.due if one.basis == "stated"]
    assert stated == [(Decimal("2.25E+7"), report.known_at)]


def test_a_payment_that_no_term_foresees_stands_by_itself() -> None:
    """An extra dividend in the middle of the month is added; one of a series without shares is a problem."""
    told = State("0001193125-25-193487", "2025-09-02")
    told.pays("preferred:STRC", "2025-09-15", "an extra $0.10 a share", per_share_usd="0.10")
    told.pays("preferred:STRX", "2025-09-30", "$2.50 a share", per_share_usd="2.50")
    found = judge([*official_notes()[2:], told], date(2025, 9, 30))
    assert [(str(one.due_on), one.basis) for one in found.due] == [
        ("2025-08-31", "computed"),
        ("2025-09-15", "stated"),
        ("2025-09-30", "computed"),
    ]
    assert [one.kind for one in found.problems] == ["stated_payment_unplaced"]


def test_principal_is_dated_beyond_the_calendar() -> None:
    """Interest is listed until the day asked for; what is owed at last, on whatever day the terms give."""
    found = judge(official_notes()[:1], date(2025, 12, 31))
    assert [(one.kind, str(one.due_on)) for one in found.due if one.due_on.year > 2025] == [
        ("put", "2028-09-15"),
        ("maturity", "2030-03-15"),
    ]


def test_the_rate_before_a_change_is_told_with_it() -> None:
    """No filing of November is in the store; the one of December says what the rate rose from."""
    change = State("0001193125-25-303157", "2025-12-01")
    change.event("preferred:STRC", "rate_changed", "2025-11-30", rate_from="10.50", rate_to="10.75")
    change.terms("preferred:STRC", "STRC", dividend_rate="10.75 2025-12-01")
    rates = {
        str(one.due_on): (one.note.split(" %")[0], one.known_at == change.known_at)
        for one in judge([*official_notes()[2:], change], date(2025, 12, 31)).due
    }
    assert rates["2025-10-31"] == ("10.25", False)
    assert rates["2025-11-30"] == ("10.5", True)
    assert rates["2025-12-31"] == ("10.75", True)


def test_payment_days_count_from_the_day_on_which_they_change() -> None:
    """Announced in June for August: July is paid once, August twice, half as much each time."""
    told = State("0001193125-26-000001", "2026-06-29")
    told.terms(
        "preferred:STRC", "STRC", payments_per_year="24 2026-08-01",
        payment_days=",".join(f"{month:02}-15,{month:02}-{28 if month == 2 else 30:02}" for month in range(1, 13))
        + " 2026-08-01",
    )  # fmt: skip
    found = judge([*official_notes()[2:], told], date(2026, 8, 31))
    assert lines(found, "dividend")[-4:] == [
        ("2026-06-30", "dividend", "23926157.31"),
        ("2026-07-31", "dividend", "23926157.31"),
        ("2026-08-15", "dividend", "11963078.66"),
        ("2026-08-30", "dividend", "11963078.66"),
    ]


def test_notes_that_are_priced_and_not_issued_bear_no_interest() -> None:
    """What they will pay and when is known; from which day is not."""
    priced = State("0001193125-26-000001", "2026-04-23").terms(
        "convertible_note:3.25-2031", "3.25% notes", coupon_rate="3.25", payment_days="05-01,11-01",
        matures_on="2031-05-01",
    )  # fmt: skip
    priced.event("convertible_note:3.25-2031", "priced", "2026-04-23", amount_usd="4.50E+8")
    assert [one.kind for one in judge([priced], date(2027, 12, 31)).due] == ["maturity"]


def test_a_redemption_above_par_costs_its_price() -> None:
    """The price that the notice gives, times the principal."""
    note = State("0001193125-21-189600", "2021-06-14").terms(
        LOAN, "6.125% notes", principal_usd="5.00E+8 2021-06-14"
    )
    notice = State("0001193125-26-000001", "2026-06-18")
    notice.keep(
        InstrumentEvent, "event_id", "will redeem all at a redemption price of 101.875% of their principal amount",
        instrument_id=f"1050446:{LOAN}", name="notes", kind="redeemed", happened_on=date(2026, 7, 20),
    )  # fmt: skip
    (found,) = judge([note, notice], date(2026, 12, 31)).due
    assert (found.amount_usd, found.note) == (
        Decimal("509375000.00"),
        "Notice was given to redeem $500,000,000 on 20 July 2026 at 101.875 % of it: $509,375,000.",
    )


def test_euros_stay_euros() -> None:
    """By the terms or as declared, a dividend in euros has no sum in dollars, and is in no sum of dollars."""
    issue = State("0001193125-25-283991", "2025-11-17").terms(
        "preferred:STRE", "10.00% Series A Perpetual Stream Preferred Stock", shares="7750000 2025-11-13",
        dividend_rate="10 2025-11-13", issued_on="2025-11-13", payment_days="03-31,06-30,09-30,12-31",
    )  # fmt: skip
    issue.keep(
        InstrumentTerm, "term_id", "€100 per share", instrument_id="1050446:preferred:STRE", kind="preferred",
        name="STRE", term="liquidation_preference_other", figure=Decimal(100), words="EUR",
    )  # fmt: skip
    told = State("0001193125-25-303157", "2025-12-01")
    told.keep(
        StatedPayment, "payment_id", "€1.333333333 a share", instrument_id="1050446:preferred:STRE", name="STRE",
        kind="dividend", due_on=date(2025, 12, 31), per_share_other=Decimal("1.333333333"), currency="EUR",
        is_paid=False,
    )  # fmt: skip
    found = judge([issue, told], date(2026, 3, 31))
    assert [(one.amount_usd, str(one.amount_other), one.currency, one.basis) for one in found.due] == [
        (None, "10333333.33", "EUR", "stated"),
        (None, "19375000.00", "EUR", "computed"),
    ]
    assert found.due[1].note.startswith(
        "10 % a year of 7,750,000 shares × €100, paid four times a year: €19,375,000"
    )
    assert sum(one.dividends_usd for one in sum_quarters(found.due, date(2025, 1, 1), date(2026, 12, 31))) == 0


def preferred(**terms: str) -> State:
    """A preferred series of three million shares of $25 that pays in the middle of each quarter."""
    return State("0002000002-26-000001", "2026-09-10").terms(
        "preferred:series-b", "Series B Preferred Stock", shares="3000000 2026-09-09", dividend_rate="9.25",
        liquidation_preference_usd="25", payment_days="01-15,04-15,07-15,10-15", issued_on="2026-09-09", **terms,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("terms", "first"),
    [
        ({}, ("2026-10-15", "693750.00")),  # 36 days
        ({"first_payment_on": "2027-01-15"}, ("2027-01-15", "2428125.00")),  # 126 days: $0.809375 a share
    ],
)
def test_the_first_payment_is_on_the_day_named(terms: dict[str, str], first: tuple[str, str]) -> None:
    """Dividends from the issue on are paid on the first payment day, else on the first that terms name."""
    due = judge([preferred(**terms)], date(2027, 4, 15)).due
    assert (str(due[0].due_on), str(due[0].amount_usd)) == first
    assert (str(due[-1].due_on), str(due[-1].amount_usd)) == ("2027-04-15", "1734375.00")


def test_a_rate_that_steps_up_counts_from_its_day() -> None:
    """The terms name the rate of later years: the payment on the day of the step is of the time before it."""
    step = State("0002000002-26-000002", "2026-09-10").terms(
        "preferred:series-b", "Series B Preferred Stock", dividend_rate="10.25 2029-10-15"
    )
    due = {str(one.due_on): str(one.amount_usd) for one in judge([preferred(), step], date(2030, 1, 15)).due}
    assert (due["2029-10-15"], due["2030-01-15"]) == ("1734375.00", "1921875.00")


def test_principal_in_equal_parts_is_due_in_parts() -> None:
    """Eight quarterly parts; the balance counted after the second leaves six, and interest is of what is left."""
    note = State("0002000001-27-000001", "2027-02-02").terms(
        LOAN, "Seller Note", principal_usd="1.2E+7 2027-01-31", coupon_rate="8", issued_on="2027-01-31",
        payment_days="01-31,04-30,07-31,10-31", matures_on="2029-01-31", instalments="8,3,2027-04-30",
    )  # fmt: skip
    report = State("0002000001-27-000002", "2027-08-05", "10-Q").terms(
        LOAN, "Seller Note", principal_usd="9.0E+6 2027-07-31"
    )
    due = judge([note, report], date(2029, 12, 31)).due
    parts = [(str(one.due_on), one.amount_usd) for one in due if one.kind == "maturity"]
    assert [day for day, _ in parts][:3] == ["2027-04-30", "2027-07-31", "2027-10-31"]
    assert {amount for _, amount in parts} == {Decimal("1500000.00")}
    assert len(parts) == 8
    interest = [str(one.amount_usd) for one in due if one.kind == "interest"]
    assert interest[:3] == ["240000.00", "210000.00", "180000.00"]
    assert next(one for one in due if one.kind == "maturity").note == (
        "Instalment 1 of 8: $1,500,000, an equal part of the $12,000,000 outstanding, due on 30 April 2027."
    )


def test_a_maturity_told_by_its_month_is_due_in_it() -> None:
    """The last day of the month stands for the day that no filing names, and the row says so."""
    loan = State("0001193125-26-000001", "2026-04-02").terms(
        LOAN, "Term Loan", principal_usd="4.0E+7 2026-03-31", coupon_rate="8", issued_on="2025-12-15",
        payment_days="03-15,06-15,09-15,12-15", matures_in="2027-02",
    )  # fmt: skip
    found = judge([loan], date(2028, 12, 31))
    assert [(one.kind, str(one.due_on), one.due_in, str(one.amount_usd)) for one in found.due] == [
        ("interest", "2026-06-15", None, "800000.00"),
        ("interest", "2026-09-15", None, "800000.00"),
        ("interest", "2026-12-15", None, "800000.00"),
        ("maturity", "2027-02-28", "2027-02", "4.0E+7"),
    ]
    assert found.due[-1].note == (
        "Principal of $40,000,000 is due in February 2027, unless converted, redeemed or repurchased before. "
        "The filing names the month and no day: its last day stands for it."
    )
    assert found.problems == ()


def test_a_day_stands_before_its_month() -> None:
    """Where one filing says the day and another the month, the day is due; a month to which it moved later is."""
    note = State("0001193125-26-000001", "2026-04-02").terms(
        LOAN, "Term Loan", principal_usd="4.0E+7 2026-03-31", matures_on="2027-02-14"
    )
    report = State("0001193125-26-000002", "2026-05-02", "10-Q").terms(LOAN, "Term Loan", matures_in="2027-02")
    moved = State("0001193125-26-000003", "2026-06-02").keep(
        InstrumentTerm, "term_id", "The maturity was extended to May 2028", instrument_id=f"1050446:{LOAN}",
        kind="loan", name="Term Loan", term="matures_in", words="2028-05",
    )  # fmt: skip
    on = date(2029, 12, 31)
    assert [(str(one.due_on), one.due_in) for one in judge([note, report], on).due] == [("2027-02-14", None)]
    assert [(str(one.due_on), one.due_in) for one in judge([note, report, moved], on).due] == [
        ("2028-05-31", "2028-05")
    ]


def told_of_stream(words: str, each: str) -> list[State]:
    """A series of which filings state the rate, the shares and one dividend, and neither preference nor days."""
    key = "preferred:STRE"
    issue = State("0001193125-25-283991", "2025-11-17").terms(
        key, "10.00% Series A Perpetual Stream Preferred Stock", shares="7750000 2025-11-13", dividend_rate="10",
        issued_on="2025-11-13",
    )  # fmt: skip
    told = State("0001193125-25-303157", "2025-12-01")
    told.keep(
        StatedPayment, "payment_id", words, instrument_id=f"1050446:{key}", name="STRE", kind="dividend",
        due_on=date(2025, 12, 31), per_share_other=Decimal(each), currency="EUR", is_paid=False,
    )  # fmt: skip
    return [issue, told]


def test_a_stated_dividend_tells_the_next_ones() -> None:
    """€1.333333333 for 48 days at 10 % a year is €100 a share, and a quarter of it is €2.50."""
    found = judge(told_of_stream("Quarter ending December 31, 2025", "1.333333333"), date(2026, 6, 30)).due
    assert [(str(one.due_on), str(one.amount_other), one.basis, one.certainty) for one in found] == [
        ("2025-12-31", "10333333.33", "stated", "contractual"),
        ("2026-03-31", "19375000.00", "computed", "if_declared"),
        ("2026-06-30", "19375000.00", "computed", "if_declared"),
    ]
    assert found[1].source.quote.endswith("Quarter ending December 31, 2025")
    assert found[1].known_at.date() == date(2025, 12, 1)
    assert found[1].note.endswith(
        "No filing in the store states its payment days and preference: they follow from the dividend of "
        "€1.333333333 a share for 13 November 2025 to 31 December 2025 at 10 % a year."
    )


@pytest.mark.parametrize(
    ("words", "each"),
    [("a special dividend", "1.333333333"), ("Quarter ending December 31, 2025", "1.357000000")],
)
def test_a_dividend_that_does_not_fit_tells_no_other(words: str, each: str) -> None:
    """One that is not said to be of a quarter or a month, and one that makes no whole preference of the rate."""
    found = judge(told_of_stream(words, each), date(2026, 6, 30)).due
    assert [str(one.due_on) for one in found] == ["2025-12-31"]


def test_quarter_sums_hold_every_dollar_once() -> None:
    """All that is due in a span is in exactly one quarter; a quarter without any is there with zeros."""
    due = judge(official_notes()[:2], date(2026, 12, 31)).due
    sums = sum_quarters(due, date(2025, 1, 1), date(2026, 12, 31))
    assert [str(one.quarter_start_on) for one in sums][:3] == ["2025-01-01", "2025-04-01", "2025-07-01"]
    assert [one.interest_usd for one in sums[:4]] == [Decimal(2500000), Decimal(9000000)] * 2
    spent: list[Obligation] = [one for one in due if date(2025, 1, 1) <= one.due_on <= date(2026, 12, 31)]
    assert sum(one.interest_usd for one in sums) == sum(one.amount_usd or 0 for one in spent)


def test_month_ends_follow_the_calendar() -> None:
    """ "02-28" beside other month ends is the 29th in a leap year."""
    days = read_payment_days("02-28,05-31")
    found = list_payments(
        days, issued_on=None, from_on=date(2028, 1, 1), until_on=date(2028, 12, 31), ends_on=None
    )
    assert [one.due_on for one in found] == [date(2028, 2, 29), date(2028, 5, 31)]
    assert read_payment_days("each quarter") == ()


def test_thirty_days_a_month() -> None:
    """Bond basis: from 8 March to 15 September are 187 days, half a year is 180, whatever the month."""
    pairs = [
        (date(2024, 3, 8), date(2024, 9, 15)),
        (date(2024, 8, 31), date(2025, 2, 28)),
        (date(2025, 6, 10), date(2025, 9, 30)),
    ]
    assert [days_360(*pair) for pair in pairs] == [187, 180, 110]


@given(
    principal=st.integers(1, 10**7).map(lambda thousands: Decimal(thousands * 1000)),
    coupon=st.integers(1, 12000).map(lambda mills: Decimal(mills) / 1000),
    days=st.sampled_from(("06-15", "03-15,09-15", "03-31,06-30,09-30,12-31", "01-31,02-28,03-31,04-30,05-31,06-30,"
                          "07-31,08-31,09-30,10-31,11-30,12-31")),
    year=st.integers(2023, 2026),
)  # fmt: skip
def test_a_year_of_interest_is_coupon_times_principal(
    principal: Decimal, coupon: Decimal, days: str, year: int
) -> None:
    """Whatever the payment days, to half a cent for each payment."""
    note = State("0000000000-21-000001", "2021-02-01").terms(
        LOAN, "Notes", principal_usd=f"{principal}", coupon_rate=f"{coupon}", payment_days=days,
        issued_on="2021-01-04", matures_on="2028-06-15",
    )  # fmt: skip
    due = judge([note], date(2027, 12, 31)).due
    paid = [one.amount_usd for one in due if one.due_on.year == year]
    assert len(paid) == len(days.split(","))
    assert abs(sum(paid) - principal * coupon / 100) <= len(paid) * Decimal("0.005")
    assert len({one.obligation_id for one in due}) == len(due)
