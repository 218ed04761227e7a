"""Notes that were issued on top of others of the same title."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from stated_terms import CIK, State, filings_of, of_kind

from monitor.judges.instruments import instruments_on, judge_instruments
from monitor.records import Instrument, InstrumentEvent, InstrumentTerm

KEY, NAME = "convertible_note:4.75-2033", "4.75% convertible senior notes due 2033"
FIRST = State("0000000000-27-000001", "2027-08-03").terms(
    KEY, NAME, principal_usd="2.500E+8 2027-08-03", coupon_rate="4.75", issued_on="2027-08-03"
)


def issue(accession: str, filed_on: str, words: str, happened_on: str, amount: str) -> State:
    """One filing that tells of an issue in these words."""
    return State(accession, filed_on).keep(
        InstrumentEvent, "event_id", words, instrument_id=f"{CIK}:{KEY}", name=NAME, kind="issued",
        happened_on=date.fromisoformat(happened_on), amount_usd=Decimal(amount),
    )  # fmt: skip


def judge(*states: State) -> Instrument:
    versions = judge_instruments(
        of_kind(states, InstrumentTerm), of_kind(states, InstrumentEvent), filings=filings_of(states)
    ).versions
    (note,) = instruments_on(date(2028, 12, 31), versions)
    return note


@pytest.mark.parametrize(
    ("words", "happened_on", "principal"),
    [
        ("It issued an additional $75.0 million of the notes.", "2027-10-18", 325_000_000),
        ("It sold a further $75.0 million of the notes.", "2027-10-18", 325_000_000),
        ("It issued $75.0 million of the notes.", "2027-10-18", 250_000_000),
        ("It issued an additional $75.0 million of the notes.", "2027-08-03", 250_000_000),
    ],
)
def test_what_is_added(words: str, happened_on: str, principal: int) -> None:
    """Only a later issue that says that it comes on top of the first one is added to it."""
    later = issue("0000000000-27-000002", "2027-10-20", words, happened_on, "7.50E+7")
    assert judge(FIRST, later).principal_usd == principal


def test_an_addition_told_twice_counts_once() -> None:
    """The next report tells of the same issue."""
    words = "It issued an additional $75.0 million of the notes."
    later = issue("0000000000-27-000002", "2027-10-20", words, "2027-10-18", "7.50E+7")
    again = issue("0000000000-28-000003", "2028-03-01", words, "2027-10-18", "7.50E+7")
    assert judge(FIRST, later, again).principal_usd == Decimal(325_000_000)


def test_an_addition_alone_is_not_the_whole() -> None:
    """Without the first issue nobody knows how much is outstanding, nor since when."""
    words = "It issued an additional $75.0 million of the notes."
    later = issue("0000000000-27-000002", "2027-10-20", words, "2027-10-18", "7.50E+7").terms(
        KEY, NAME, coupon_rate="4.75"
    )
    assert (judge(later).principal_usd, judge(later).issued_on) == (None, None)


def test_notes_given_and_sold_in_one_sentence_are_summed() -> None:
    """ "exchanged ... for $44.0 million of new notes, and sold a further $31.0 million": both are outstanding."""
    words = "It exchanged old notes for $44.0 million of the notes, and sold a further $31.0 million of the notes."
    given = issue("0000000000-28-000004", "2028-07-03", words, "2028-07-03", "4.40E+7").keep(
        InstrumentTerm, "term_id", words, instrument_id=f"{CIK}:{KEY}", kind="convertible_note", name=NAME,
        term="principal_usd", figure=Decimal("4.40E+7"), as_of_on=date(2028, 7, 3),
    )  # fmt: skip
    sold = issue("0000000000-28-000004", "2028-07-03", words, "2028-07-03", "3.10E+7")
    one_sentence = [replace(fact, source=given.facts[0].source) for fact in (*given.facts, *sold.facts)]
    assert judge(replace(given, facts=one_sentence)).principal_usd == Decimal(75_000_000)
