"""Interest of notes whose coupon steps on a day, was amended, or may be paid in more notes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from stated_terms import CIK, State, filings_of, of_kind

from monitor.judges.instruments import Instruments, instruments_on, judge_instruments
from monitor.judges.obligations import judge_obligations
from monitor.records import InstrumentEvent, InstrumentTerm

KEY, NAME = "senior_note:8-2032", "8.00% senior notes due 2032"
SHARES, TITLE = "preferred:series-x", "7.00% Series X Fixed-to-Floating Rate Preferred Stock"


def issued(name: str = NAME) -> State:
    """$100 million at 8 %, paid each 15 January and 15 July."""
    return State("0000000000-27-000001", "2027-01-15").terms(
        KEY, name, principal_usd="1.00E+8 2027-01-15", coupon_rate="8.00", payment_days="01-15,07-15",
        issued_on="2027-01-15", matures_on="2032-01-15",
    )  # fmt: skip


def judge(*states: State) -> Instruments:
    return judge_instruments(
        of_kind(states, InstrumentTerm), of_kind(states, InstrumentEvent), filings=filings_of(states)
    )


def interest(*states: State) -> dict[date, Decimal | None]:
    """What is due by day up to the end of 2029."""
    due = judge_obligations(judge(*states), filings=filings_of(states), until_on=date(2029, 12, 31)).due
    return {one.due_on: one.amount_usd for one in due if one.kind == "interest"}


def test_a_step_counts_from_its_day() -> None:
    """A coupon that rises on a payment day is paid half a year later, with the sentence of the step."""
    note = issued().terms(KEY, NAME, coupon_rate="9.00 2028-07-15")
    found = judge_obligations(judge(note), filings=filings_of([note]), until_on=date(2029, 12, 31)).due
    paid = {one.due_on: one.amount_usd for one in found if one.kind == "interest"}
    assert paid == {
        date(2027, 7, 15): Decimal(4_000_000),
        date(2028, 1, 15): Decimal(4_000_000),
        date(2028, 7, 15): Decimal(4_000_000),
        date(2029, 1, 15): Decimal(4_500_000),
        date(2029, 7, 15): Decimal(4_500_000),
    }
    assert "9.00 2028-07-15" in next(one for one in found if one.due_on == date(2029, 1, 15)).source.quote


def test_a_step_within_a_period_splits_it() -> None:
    """A quarter of a year at each of two rates."""
    note = issued().terms(KEY, NAME, coupon_rate="8.50 2027-10-15")
    found = judge_obligations(judge(note), filings=filings_of([note]), until_on=date(2028, 2, 1)).due
    split = next(one for one in found if one.due_on == date(2028, 1, 15))
    assert (split.amount_usd, split.note) == (
        Decimal(4_125_000),
        "8 % a year and 8.5 % from 15 October 2027 of $100,000,000, paid twice a year: $4,125,000 for "
        "15 July 2027 to 15 January 2028.",
    )


def test_a_title_told_again_undoes_no_step() -> None:
    """A later report names the notes by the coupon that they began with."""
    step = State("0000000000-27-000002", "2027-05-03").terms(KEY, NAME, coupon_rate="8.25 2027-05-01")
    later = State("0000000000-27-000003", "2027-11-05", "10-Q").terms(KEY, NAME, coupon_rate="8.00")
    judged = judge(issued(), step, later)
    (note,) = instruments_on(date(2027, 12, 1), judged.versions)
    assert (note.coupon_rate, note.dividend_rate) == (Decimal("8.25"), None)
    assert interest(issued(), step, later)[date(2028, 1, 15)] == Decimal(4_125_000)


def test_an_amendment_after_a_step_stands() -> None:
    """What a later sentence says that the rate was lowered to takes the place of the step."""
    step = issued().terms(KEY, NAME, coupon_rate="9.00 2027-07-15")
    amended = State("0000000000-27-000004", "2028-01-16").terms(
        KEY, "amended to lower the interest rate", coupon_rate="7.00"
    )
    assert interest(step, amended)[date(2028, 7, 15)] == Decimal(3_500_000)


def test_a_step_ahead_is_no_rate_of_today() -> None:
    """Before its day the coupon is the first one; from it a new version holds the other."""
    note = issued().terms(KEY, NAME, coupon_rate="9.00 2027-07-15")
    told = State("0000000000-27-000005", "2028-03-01", "10-K").terms(KEY, NAME, principal_usd="1.00E+8 2027-12-31")
    versions = judge(note, told).versions
    before, after = (instruments_on(day, versions)[0] for day in (date(2027, 7, 14), date(2027, 7, 15)))
    assert (before.coupon_rate, after.coupon_rate) == (Decimal("8.00"), Decimal("9.00"))


def test_a_changed_rate_of_a_note_is_no_dividend() -> None:
    """A rate-changed event of a note does not give it a dividend rate."""
    note = issued().event(KEY, "rate_changed", "2027-05-01", rate_from="8.00", rate_to="8.25")
    assert instruments_on(date(2027, 6, 1), judge(note).versions)[0].dividend_rate is None


def test_interest_that_may_be_paid_in_notes() -> None:
    """Of PIK notes the issuer may choose not to pay cash."""
    note = issued("8.00% senior PIK toggle notes due 2032")
    due = judge_obligations(judge(note), filings=filings_of([note]), until_on=date(2027, 12, 31)).due
    assert {one.certainty for one in due if one.kind == "interest"} == {"issuer_option"}


def floating(state: State, term: str, day: str) -> State:
    """A rate that floats from a day on."""
    preferred = term == "dividend_rate"
    return state.keep(
        InstrumentTerm, "term_id", f"floats from {day}", instrument_id=f"{CIK}:{SHARES if preferred else KEY}",
        kind="preferred" if preferred else "senior_note", name=TITLE if preferred else NAME, term=term,
        words="floating", as_of_on=date.fromisoformat(day),
    )  # fmt: skip


def test_a_coupon_that_floats_later_is_computed_no_further() -> None:
    """Interest at the fixed rate up to the day from which it floats, and none after."""
    assert list(interest(floating(issued(), "coupon_rate", "2028-01-15"))) == [
        date(2027, 7, 15),
        date(2028, 1, 15),
    ]


def test_a_dividend_that_floats_later_is_computed_no_further() -> None:
    """Dividends at the fixed rate up to the day from which it floats, and none after."""
    series = State("0000000000-27-000006", "2027-01-15").terms(
        SHARES, TITLE, shares="1000000 2027-01-15", liquidation_preference_usd="25", dividend_rate="7.00",
        payment_days="01-15,07-15", issued_on="2027-01-15",
    )  # fmt: skip
    told = floating(series, "dividend_rate", "2028-01-15")
    due = judge_obligations(judge(told), filings=filings_of([told]), until_on=date(2029, 12, 31)).due
    assert [one.due_on for one in due if one.kind == "dividend"] == [date(2027, 7, 15), date(2028, 1, 15)]


def test_notes_without_a_coupon_may_step_up_to_one() -> None:
    """Nothing is due while the coupon is zero, and interest from the step on."""
    note = State("0000000000-27-000007", "2027-01-15").terms(
        "convertible_note:0-2032", "0% convertible senior notes due 2032", principal_usd="1.00E+8 2027-01-15",
        coupon_rate="0", payment_days="01-15,07-15", issued_on="2027-01-15", matures_on="2032-01-15",
    )  # fmt: skip
    note.terms("convertible_note:0-2032", "0% convertible senior notes due 2032", coupon_rate="2.00 2029-01-15")
    assert interest(note) == {date(2029, 7, 15): Decimal(1_000_000)}
