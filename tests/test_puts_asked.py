"""Puts that holders exercised for a day to come, and what is paid on a day on which principal is repaid."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from stated_terms import State, filings_of, of_kind

from monitor.judges.instruments import judge_instruments
from monitor.judges.obligations import judge_obligations
from monitor.records import InstrumentEvent, InstrumentTerm, Obligation

KEY, NAME = "convertible_note:2-2031", "2.00% convertible senior notes due 2031"


def issued() -> State:
    """$440 million that holders may put on 15 December 2028."""
    return State("0000000000-26-000001", "2026-12-15").terms(
        KEY, NAME, principal_usd="4.400E+8 2026-12-15", coupon_rate="2.00", payment_days="06-15,12-15",
        issued_on="2026-12-15", matures_on="2031-12-15", put_on="2028-12-15",
    )  # fmt: skip


def due(*states: State) -> dict[tuple[date, str], Obligation]:
    judged = judge_instruments(
        of_kind(states, InstrumentTerm), of_kind(states, InstrumentEvent), filings=filings_of(states)
    )
    found = judge_obligations(judged, filings=filings_of(states), until_on=date(2029, 6, 30)).due
    return {(one.due_on, one.kind): one for one in found}


def test_what_was_asked_for_takes_the_place_of_what_may_be() -> None:
    """Told three days before: the sum that holders asked for, stated and certain."""
    told = State("0000000000-28-000002", "2028-12-12").event(
        KEY, "repurchased", "2028-12-15", amount_usd="4.001E+8"
    )
    later = State("0000000000-29-000003", "2029-03-01", "10-K").event(KEY, "priced", "2026-12-10")
    found = due(issued(), told, later)
    put = found[date(2028, 12, 15), "put"]
    assert (put.amount_usd, put.basis, put.certainty) == (Decimal("4.001E+8"), "stated", "contractual")
    assert found[date(2028, 12, 15), "interest"].amount_usd == Decimal(4_400_000)
    assert found[date(2029, 6, 15), "interest"].amount_usd == Decimal(399_000)
    assert found[date(2031, 12, 15), "maturity"].amount_usd == Decimal(39_900_000)


def test_before_anybody_asked_all_of_it_may_be_put() -> None:
    """Without an exercise the whole principal may be asked for, at the holders' choice."""
    put = due(issued())[date(2028, 12, 15), "put"]
    assert (put.amount_usd, put.basis, put.certainty) == (Decimal(440_000_000), "computed", "holder_option")


def test_interest_on_the_day_of_a_partial_redemption_is_of_all() -> None:
    """A part that was called for a payment day earns its interest up to that day."""
    called = State("0000000000-28-000004", "2028-05-10").event(KEY, "redeemed", "2028-06-15", amount_usd="1.40E+8")
    later = State("0000000000-29-000005", "2028-08-01", "10-Q").event(KEY, "priced", "2026-12-10")
    found = due(issued(), called, later)
    assert found[date(2028, 6, 15), "redemption"].amount_usd == Decimal(140_000_000)
    assert found[date(2028, 6, 15), "interest"].amount_usd == Decimal(4_400_000)
    assert found[date(2028, 12, 15), "interest"].amount_usd == Decimal(3_000_000)
