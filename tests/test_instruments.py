"""Instruments as versions: what supersedes what, and what never does."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from stated_terms import CIK, State, filings_of, of_kind, official_notes

from monitor.judges.instruments import Instruments, as_known, instruments_on, judge_instruments
from monitor.records import Instrument, InstrumentEvent, InstrumentTerm, Issuance

NOTE = "convertible_note:0.625-2030"
NAME = "0.625% convertible senior notes due 2030"


def judge(states: list[State], known_by: datetime | None = None) -> Instruments:
    return judge_instruments(
        of_kind(states, InstrumentTerm),
        of_kind(states, InstrumentEvent),
        filings=filings_of(states),
        issuances=of_kind(states, Issuance),
        known_by=known_by,
    )


def of(found: Instruments, key: str) -> list[Instrument]:
    return [one for one in found.versions if one.instrument_id == f"{CIK}:{key}"]


def test_a_later_conversion_price_supersedes_and_both_stay() -> None:
    """After the ten-for-one split the price is a tenth; the terms that the later filing leaves out stay."""
    states = [
        *official_notes(),
        State("0001193125-25-001854", "2025-01-06").terms(
            NOTE, NAME, series="2030 Convertible Notes", conversion_price_usd="149.77"
        ),
    ]
    first, second = of(judge(states), NOTE)
    assert (first.conversion_price_usd, second.conversion_price_usd) == (Decimal("1497.68"), Decimal("149.77"))
    assert first.superseded_at == second.known_at
    assert second.superseded_at is None
    assert (second.matures_on, second.put_on) == (date(2030, 3, 15), date(2028, 9, 15))
    assert second.accession_number == "0001193125-25-001854"


def test_a_column_of_last_december_is_not_the_present() -> None:
    """Of two principals in one report the one of the later day counts."""
    report = State("0001564590-22-017437", "2022-05-03", "10-Q")
    report.terms(NOTE, NAME, principal_usd="6.5E+8 2022-03-31").terms(NOTE, NAME, principal_usd="7E+8 2021-12-31")
    (version,) = of(judge([report]), NOTE)
    assert (version.principal_usd, version.principal_as_of_on) == (Decimal("6.5E+8"), date(2022, 3, 31))


def test_the_latest_day_that_states_a_principal_dates_it() -> None:
    """The same amount as of a later day is a later fact, also rounded: "$0.6 billion" takes nothing away."""
    states = [
        State("0001193125-24-070793", "2024-03-19").terms(NOTE, NAME, principal_usd="6.0375E+8 2024-03-18"),
        State("0001193125-25-001854", "2025-01-06").terms(NOTE, NAME, principal_usd="6E+8 2024-12-31"),
        State("0001193125-25-073989", "2025-04-07").terms(NOTE, NAME, principal_usd="6.0375E+8"),
    ]
    assert [
        (one.principal_usd, one.principal_as_of_on, one.known_at.date()) for one in of(judge(states), NOTE)
    ] == [
        (Decimal("6.0375E+8"), date(2024, 3, 18), date(2024, 3, 19)),
        (Decimal("6.0375E+8"), date(2024, 12, 31), date(2025, 1, 6)),
    ]


def test_what_is_gone_stays_gone_when_history_is_told() -> None:
    """A note redeemed in full is retired, and a later report on its issue brings it not back."""
    states = [
        State("0001193125-20-315971", "2020-12-11").terms(NOTE, NAME, principal_usd="6.5E+8 2020-12-11"),
        State("0001193125-24-161184", "2024-06-14").event(NOTE, "redeemed", "2024-07-15", amount_usd="6.5E+8"),
        State("0001193125-25-001854", "2025-01-06").terms(NOTE, NAME, principal_usd="6.5E+8"),
    ]
    announced, gone = of(judge(states), NOTE)
    assert (announced.status, announced.superseded_at) == ("outstanding", datetime(2024, 7, 15, 4, tzinfo=UTC))
    assert (gone.status, gone.principal_usd) == ("retired", 0)
    assert [one.name for one in instruments_on(date(2024, 7, 14), judge(states).versions)] == [NAME]
    assert instruments_on(date(2025, 2, 1), judge(states).versions) == ()


def test_partial_repurchases_add_up_once() -> None:
    """A repurchase told again in the next 10-Q is one; an option exercised before the count is in it."""
    states = [
        State("0001193125-24-064321", "2024-03-11")
        .terms(NOTE, NAME, principal_usd="8.00E+8 2024-03-08")
        .event(NOTE, "option_exercised", "2024-03-06", amount_usd="1.0E+8"),
        State("0001193125-26-000001", "2026-02-02").event(NOTE, "repurchased", "2026-01-28", amount_usd="3.00E+8"),
        State("0001193125-26-000002", "2026-05-04", "10-Q").event(NOTE, "repurchased", amount_usd="3.000E+8"),
    ]
    assert [one.principal_usd for one in of(judge(states), NOTE)] == [Decimal("8.00E+8"), Decimal("5.00E+8")]


def test_draws_on_a_line_of_credit_add_up_once() -> None:
    """Two draws and a repayment since the last count; the next report tells the first draw again by its month."""
    line = "loan:line-of-credit"
    states = [
        State("0000827876-26-000001", "2026-05-08", "10-Q").terms(
            line, "Line of Credit", principal_usd="3.5E+7 2026-05-05"
        ),
        State("0000827876-26-000002", "2026-06-22").event(line, "issued", "2026-06-12", amount_usd="1.00E+7"),
        State("0000827876-26-000003", "2026-07-02").event(line, "issued", "2026-07-01", amount_usd="1.00E+7"),
        State("0000827876-26-000004", "2026-07-20")
        .event(line, "redeemed", "2026-07-15", amount_usd="2.00E+7")
        .event(line, "issued", "2026-06-12", amount_usd="1.00E+7"),
    ]
    found = [one.principal_usd for one in of(judge(states), line)]
    assert found == [Decimal("3.5E+7"), Decimal("4.5E+7"), Decimal("5.5E+7"), Decimal("3.5E+7")]


def test_a_loan_told_again_by_its_month_is_not_drawn_twice() -> None:
    """Borrowed on 23 March; the next report says "in March"."""
    loan = "loan:2025"
    states = [
        State("0001193125-22-087494", "2022-03-29")
        .terms(loan, "2025 Secured Term Loan", principal_usd="2.05E+8 2022-03-23")
        .event(loan, "issued", "2022-03-23", amount_usd="2.05E+8"),
        State("0001564590-22-017437", "2022-05-03", "10-Q").event(loan, "issued", "2022-03", amount_usd="2.05E+8"),
    ]
    assert [one.principal_usd for one in of(judge(states), loan)] == [Decimal("2.05E+8")]


def test_a_passed_maturity_is_no_event() -> None:
    """The note is outstanding until a filing says that it was paid."""
    states = [
        State("0001193125-20-315971", "2020-12-11").terms(
            NOTE, NAME, principal_usd="6.5E+8", matures_on="2025-12-15"
        ),
        State("0001193125-26-000001", "2026-02-02").terms("loan:2027", "Loan", coupon_rate="5"),
    ]
    assert [one.status for one in of(judge(states), NOTE)] == ["outstanding"]


def test_a_rate_counts_from_its_own_day() -> None:
    """Stated on 30 September for October (0001193125-25-225038): on that day it is still the old one."""
    versions = judge([*official_notes(), State("0001193125-25-303157", "2025-12-01")]).versions

    def rate(day: date) -> list[Decimal | None]:
        return [one.dividend_rate for one in instruments_on(day, versions) if one.kind == "preferred"]

    assert (rate(date(2025, 9, 30)), rate(date(2025, 10, 1))) == ([Decimal("9.00")], [Decimal("10.25")])


def test_program_sales_count_once_after_the_shares_were_counted() -> None:
    """Weeks add up; the week before the count and the quarter over the weeks do not."""
    states = [
        *official_notes(),
        State("0001193125-25-283991", "2025-11-17")
        .sale("STRC Stock", "100", "2025-07-21", "2025-07-27")
        .sale("STRC Stock", "1000", "2025-11-10", "2025-11-16"),
        State("0001193125-26-000001", "2026-02-02").sale("STRC Stock", "1500", "2025-10-01", "2025-12-31"),
        State("0001193125-26-000002", "2026-02-09").sale(
            "STRC Stock", "200", "2026-02-02", "2026-02-08", kind="repurchase"
        ),
    ]
    assert [int(one.shares or 0) for one in of(judge(states), "preferred:STRC")] == [
        28011111, 28011111, 28012111, 28011911,
    ]  # fmt: skip


def test_a_name_without_coupon_goes_to_the_one_note_it_fits() -> None:
    """ "2030A" is the older of two notes due in 2030; "2030" alone fits both by then, and is left out."""
    later = State("0001193125-25-073989", "2025-04-07")
    later.terms("convertible_note:2030A", "2030A Convertible Notes", principal_usd="7.9E+8 2025-03-31")
    later.terms("convertible_note:2030", "Notes due 2030", principal_usd="9E+8 2025-03-31")
    states = [
        *official_notes(),
        State("0001193125-25-032800", "2025-02-24").terms(
            "convertible_note:0-2030", "0% senior notes", series="2030B Convertible Notes", coupon_rate="0"
        ),
        later,
    ]
    found = judge(states)
    assert [one.principal_usd for one in of(found, NOTE)] == [Decimal("8.00E+8"), Decimal("7.9E+8")]
    assert [one.principal_usd for one in of(found, "convertible_note:0-2030")] == [None]
    assert [one.kind for one in found.problems] == ["ambiguous_instrument"]


def test_an_event_alone_makes_no_instrument() -> None:
    """Without a term nobody knows what kind of thing it was."""
    assert judge([State("0001193125-24-161184", "2024-06-14").event(NOTE, "redeemed")]).versions == ()


STATEMENTS = st.lists(
    st.tuples(
        st.integers(0, 900),
        st.sampled_from(("coupon_rate", "principal_usd", "conversion_price_usd")),
        st.integers(1, 999),
        st.booleans(),
    ),
    min_size=1,
    max_size=12,
)


def _states(told: list[tuple[int, str, int, bool]]) -> list[State]:
    states = []
    for number, (days, term, value, dated) in enumerate(told):
        day = (date(2022, 1, 3) + timedelta(days=days)).isoformat()
        as_of = f" {day}" if dated and term == "principal_usd" else ""
        states.append(State(f"0000000000-22-{number:06}", day).terms(NOTE, NAME, **{term: f"{value}{as_of}"}))
    return states


@given(STATEMENTS)
def test_versions_neither_overlap_nor_leave_gaps(told: list[tuple[int, str, int, bool]]) -> None:
    """Each version ends when the next begins; the last one stands."""
    versions = of(judge(_states(told)), NOTE)
    assert [one.superseded_at for one in versions] == [*(one.known_at for one in versions[1:]), None]
    assert len({one.known_at for one in versions}) == len(versions)


@given(STATEMENTS, st.integers(0, 900))
def test_what_came_later_changes_nothing_known_before(told: list[tuple[int, str, int, bool]], days: int) -> None:
    """Judged as of an instant, the versions are those that all filings together give for it."""
    states = _states(told)
    instant = datetime(2022, 1, 3, 12, tzinfo=UTC) + timedelta(days=days)
    assert as_known(judge(states), instant).versions == judge(states, known_by=instant).versions


def test_a_loan_that_is_made_larger_is_one_loan() -> None:
    """It keeps its id and its history, under its new name and size: nothing is owed twice."""
    first = State("0001167419-25-000101", "2025-05-01").terms(
        "loan:100", "$100 Million Facility", principal_usd="1.00E+8"
    )
    more = State("0001167419-25-000202", "2025-07-31").terms(
        "loan:200", "$200 Million Facility", formerly=f"{CIK}:loan:100", principal_usd="2.00E+8"
    )
    found = judge([first, more])
    assert {one.instrument_id for one in found.versions} == {f"{CIK}:loan:100"}
    assert [(one.name, one.principal_usd) for one in of(found, "loan:100")] == [
        ("$100 Million Facility", Decimal("1.00E+8")),
        ("$200 Million Facility", Decimal("2.00E+8")),
    ]
    assert [one.instrument_id for one in judge([more]).versions] == [f"{CIK}:loan:200"]


def test_an_event_of_a_later_month_takes_off_what_it_says() -> None:
    """Bought back "in January", after the balance of 31 December; "in December" it is in that balance already."""
    for month, left in (("2026-01", "1.30E+8"), ("2025-12", "1.50E+8")):
        told = State("0001193125-26-000001", "2026-02-19", "10-K").terms(
            NOTE, NAME, principal_usd="1.50E+8 2025-12-31"
        )
        told.keep(
            InstrumentEvent, "event_id", "bought back", instrument_id=f"{CIK}:{NOTE}", name=NAME,
            kind="repurchased", happened_on=None, happened_in=month, amount_usd=Decimal("2.0E+7"),
        )  # fmt: skip
        assert of(judge([told]), NOTE)[-1].principal_usd == Decimal(left)


def test_a_title_gives_the_rate_that_no_sentence_does() -> None:
    """A fixed one: that of a series whose rate changes is what it began with, and says nothing of today."""
    for name, rate in (
        ("8.50% Series B Cumulative Preferred Stock", Decimal("8.50")),
        ("8.50% Series B Floating Rate Preferred Stock", None),
    ):
        told = State("0001193125-26-000001", "2026-06-15").terms("preferred:B", name, shares="4000000 2026-06-15")
        assert of(judge([told]), "preferred:B")[0].dividend_rate == rate


def test_what_a_rate_was_is_told_with_what_it_becomes() -> None:
    """Announced in June for July: the old rate stands until the day comes, although no other filing states it."""
    told = State("0001193125-26-000001", "2026-06-26").terms("preferred:C", "Series C", shares="25 2026-06-25")
    told.event("preferred:C", "rate_changed", "2026-06-26", rate_from="9.50", rate_to="9.75")
    told.terms("preferred:C", "Series C", dividend_rate="9.75 2026-07-01")
    later = State("0001193125-26-000002", "2026-07-02").terms("preferred:D", "Series D", shares="1 2026-07-01")
    assert [one.dividend_rate for one in of(judge([told, later]), "preferred:C")] == [
        Decimal("9.50"),
        Decimal("9.75"),
    ]
