"""The kinds of alerts on what is due: disclosures, payments, the cash for them, and their rates."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from alert_examples import CIK, ISSUER, NOW, events, filing, found, quote, steps

from monitor.records import (
    HoldingsTotal,
    Instrument,
    InstrumentEvent,
    Obligation,
    PaymentCoverage,
    StatedPayment,
)


def weekly(*mondays: date) -> dict[str, Any]:
    """Totals told on these Mondays, each of the Sunday before."""
    totals = [
        HoldingsTotal(
            total_id=f"t{day}",
            issuer_cik=CIK,
            asset="bitcoin",
            as_of_on=day - timedelta(days=1),
            units=Decimal(1000),
            source=quote(f"Held 1,000 as told on {day}."),
            known_at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC),
            extractor="x",
        )
        for day in mondays
    ]
    return {"totals": totals, "filings": {"d1": filing(accepted_at=totals[-1].known_at)}}


def test_a_disclosure_that_does_not_come_is_late_from_the_next_day() -> None:
    """Told on four Mondays, due on the fifth, 8 June; on Tuesday in New York it is late, not before."""
    told = weekly(date(2026, 5, 11), date(2026, 5, 18), date(2026, 5, 26), date(2026, 6, 1))
    assert found("late_disclosure", now=datetime(2026, 6, 9, 3, tzinfo=UTC), **told) == []
    (alert,) = found("late_disclosure", now=datetime(2026, 6, 9, 5, tzinfo=UTC), **told)
    assert alert.known_at == datetime(2026, 6, 9, 4, tzinfo=UTC)
    assert alert.message == (
        "MSTR: no disclosure of its bitcoin is known to have come by 2026-06-08, when it was due (weekly habit). "
        "The last one, on 2026-06-01, speaks of 2026-05-31; nothing was known of the days since"
    )


@pytest.mark.parametrize(
    ("last", "late_on"),
    [
        (date(2026, 6, 5), "2026-06-15"),  # Friday, in the place of Monday 8 June: the next is that of 15 June
        (date(2026, 6, 4), "2026-06-08"),  # Thursday: one more in between, and Monday's is still to come
        (date(2026, 6, 8), "2026-06-15"),
        (date(2026, 6, 9), "2026-06-15"),  # Tuesday, a day late
    ],
)
def test_a_disclosure_of_friday_is_that_of_monday_made_early(last: date, late_on: str) -> None:
    """Nobody is called late on Tuesday who spoke on Friday; a week later he is."""
    told = weekly(date(2026, 5, 11), date(2026, 5, 18), date(2026, 5, 26), date(2026, 6, 1), last)
    alerts = found("late_disclosure", now=datetime(2026, 6, 17, tzinfo=UTC), **told)
    (alert,) = [one for one in alerts if f"on {last}, speaks" in one.message]
    assert f"by {late_on}," in alert.message
    before = datetime.fromisoformat(f"{late_on}T23:00:00-04:00")
    early = found("late_disclosure", now=before, **told)
    assert [one for one in early if f"on {last}, speaks" in one.message] == []


def test_who_tells_on_fridays_is_late_after_friday() -> None:
    """The day of the week is learned from what was told: no false alarm every Tuesday."""
    fridays = [date(2026, 5, 15) + timedelta(weeks=number) for number in range(4)]
    assert found("late_disclosure", now=datetime(2026, 6, 12, 23, tzinfo=UTC), **weekly(*fridays)) == []
    (alert,) = found("late_disclosure", now=datetime(2026, 6, 13, 5, tzinfo=UTC), **weekly(*fridays))
    assert "by 2026-06-12, when it was due" in alert.message


def test_a_silence_is_one_event_however_long_it_lasts_and_the_next_another() -> None:
    """Weeks later it is the same; a disclosure ends it, and the next silence has its own."""
    mondays = [date(2026, 3, 2) + timedelta(weeks=number) for number in range(4)]
    early = found("late_disclosure", now=datetime(2026, 4, 1, tzinfo=UTC), **weekly(*mondays))
    late = found("late_disclosure", now=datetime(2026, 4, 29, tzinfo=UTC), **weekly(*mondays))
    after = found("late_disclosure", now=datetime(2026, 5, 20, tzinfo=UTC), **weekly(*mondays, date(2026, 5, 4)))
    assert [len(early), len(late), len(after)] == [1, 1, 2]
    assert early[0].alert_id == late[0].alert_id == after[0].alert_id


def test_a_disclosure_that_the_store_lacks_is_not_late() -> None:
    """The ledger says that a filing is missing in the weeks between: then somebody spoke, unheard by us."""
    mondays = [*(date(2026, 3, 2) + timedelta(weeks=number) for number in range(4)), date(2026, 5, 4)]
    told = weekly(*mondays)
    gap = steps(1000, 1200, status="missing_filing", as_of_on=date(2026, 5, 3))
    later = datetime(2026, 5, 5, tzinfo=UTC)
    assert len(found("late_disclosure", now=later, **told)) == 1
    assert found("late_disclosure", now=later, steps=gap, **told) == []


def test_three_disclosures_make_a_habit() -> None:
    """The profile says weekly; of two reports nobody can say that the third is late by habit."""
    told = weekly(date(2026, 5, 11), date(2026, 5, 18))
    assert found("late_disclosure", now=datetime(2026, 6, 5, tzinfo=UTC), **told) == []


def test_nobody_waits_for_an_issuer_that_is_not_watched() -> None:
    """Its filings come when somebody loads them."""
    told = weekly(date(2026, 5, 11), date(2026, 5, 18), date(2026, 5, 26), date(2026, 6, 1))
    later = datetime(2026, 9, 1, tzinfo=UTC)
    assert found("late_disclosure", now=later, issuer=replace(ISSUER, watched=False), **told) == []


OBLIGATION = Obligation(
    instrument_id="i1",
    issuer_cik=CIK,
    name="Notes due 2030",
    kind="interest",
    due_on=date(2026, 6, 15),
    amount_usd=Decimal(2_500_000),
    basis="computed",
    certainty="contractual",
    period_start_on=None,
    period_end_on=None,
    note="",
    source=quote("0.625% notes"),
    known_at=datetime(2025, 1, 1, tzinfo=UTC),
    extractor="x",
)


@pytest.mark.parametrize(
    ("kind", "today", "told"),
    [
        ("put", date(2026, 5, 15), ""),
        ("put", date(2026, 5, 16), "30"),
        ("put", date(2026, 6, 8), "7"),
        ("maturity", date(2026, 7, 1), "7"),
        ("interest", date(2026, 5, 16), ""),  # routine: once is enough
        ("interest", date(2026, 6, 8), "7"),
    ],
)
def test_an_obligation_is_told_when_it_enters_a_window(kind: Any, today: date, told: str) -> None:
    """30 days before, and 7; one that has passed keeps the event of its narrowest window."""
    now = datetime(today.year, today.month, today.day, 12, tzinfo=UTC)
    alerts = found("obligation_due", now=now, obligations=[replace(OBLIGATION, kind=kind)])
    assert [alert.message.partition("within ")[2].partition(" ")[0] for alert in alerts] == (
        [told] if told else []
    )


def test_interest_and_dividends_of_a_day_are_told_together() -> None:
    """The largest first, with the sum; what holders may ask back on the same day is told by itself."""
    dividend = replace(
        OBLIGATION,
        instrument_id="i2",
        name="Stretch",
        kind="dividend",
        amount_usd=Decimal(20_000_000),
        certainty="if_declared",
    )
    put = replace(OBLIGATION, instrument_id="i3", name="Notes due 2032", kind="put", certainty="holder_option")
    assert events("obligation_due", obligations=[OBLIGATION, dividend, put]) == [
        (
            "warning",
            "MSTR: what holders may ask to be repaid of $2.5 million on Notes due 2032 (computed, holder option) "
            "falls due on 2026-06-15, within 7 days",
        ),
        (
            "notice",
            "MSTR: 2 payments of $22.5 million in all fall due on 2026-06-15, within 7 days: a dividend of "
            "$20 million on Stretch (computed, if declared); interest of $2.5 million on Notes due 2030 "
            "(computed)",
        ),
    ]
    alone = found("obligation_due", obligations=[OBLIGATION])
    both = found("obligation_due", obligations=[OBLIGATION, dividend])
    assert [one.alert_id for one in alone] == [one.alert_id for one in both]  # a day, and not a list of payments


def test_a_payment_that_becomes_known_afterwards_is_no_warning() -> None:
    """A filing of July that tells of June."""
    late = replace(OBLIGATION, known_at=datetime(2026, 7, 1, tzinfo=UTC))
    assert found("obligation_due", now=datetime(2026, 7, 2, tzinfo=UTC), obligations=[late]) == []


def coverage(month: int, months: str) -> PaymentCoverage:
    return PaymentCoverage(
        issuer_cik=CIK,
        as_of_on=date(2026, month, 1),
        reserves_usd=Decimal(1),
        obligations_usd=Decimal(1),
        months=Decimal(months),
        reserve_ids=(),
        obligation_ids=(),
        note="The note.",
        accession_number="a1",
        known_at=NOW,
    )


def test_coverage_is_told_when_it_crosses_and_when_it_crosses_again() -> None:
    """16 to 11 months crosses 12; at 10 nothing new; 13 to 2 crosses all three at once, told once."""
    row = [coverage(month, months) for month, months in enumerate(("16", "11", "10", "13", "2"), 1)]
    assert [message.partition(". ")[0] for _, message in events("coverage_below", coverages=row)] == [
        "MSTR: on 2026-02-01 the cash covers 11 months of interest and dividends, after 16: below 12",
        "MSTR: on 2026-05-01 the cash covers 2 months of interest and dividends, after 13: below 3",
    ]


def version(rate: str, day: int) -> Instrument:
    empty = {
        name: None
        for name in Instrument.__dataclass_fields__
        if name not in ("instrument_id", "issuer_cik", "kind", "name", "series", "status")
    }
    known: dict[str, Any] = empty | {
        "dividend_rate": Decimal(rate),
        "known_at": datetime(2026, 5, day, tzinfo=UTC),
        "accession_number": f"a{day}",
        "term_ids": (),
    }
    return Instrument(
        instrument_id="i1",
        issuer_cik=CIK,
        kind="preferred",
        name="Stretch",
        series="STRC",
        status="outstanding",
        **known,
    )


def test_a_rate_that_is_announced_and_then_in_force_is_one_change() -> None:
    """The event of 1 May, the terms of 5 May; the change of 20 May stands in the terms alone, and is downward."""
    event = InstrumentEvent(
        instrument_id="i1",
        issuer_cik=CIK,
        name="Stretch",
        kind="rate_changed",
        happened_on=date(2026, 5, 5),
        rate_from=Decimal("10.75"),
        rate_to=Decimal("11.25"),
        source=quote("to 11.25%"),
        known_at=datetime(2026, 5, 1, tzinfo=UTC),
        extractor="x",
    )
    versions = [version("10.75", 1), version("11.25", 5), version("11.25", 9), version("11.00", 20)]
    assert events("dividend_or_rate_change", events=[event], instruments=versions) == [
        ("notice", "MSTR: the rate of Stretch changes on 2026-05-05 from 10.75 % to 11.25 % a year"),
        ("warning", "MSTR: the rate of Stretch changes from 11.25 % to 11.00 % a year"),
    ]


def declared(*stated: tuple[str, str], rate: str = "10", **more: Any) -> dict[str, Any]:
    """Dividends a share by the day of payment, on a preferred stock of $100 that pays each quarter."""
    payments = [
        StatedPayment(
            payment_id=day,
            instrument_id="i1",
            issuer_cik=CIK,
            name="Strife",
            kind="dividend",
            due_on=date.fromisoformat(day),
            per_share_usd=Decimal(usd),
            is_paid=False,
            source=quote(f"${usd} a share on {day}"),
            known_at=datetime.fromisoformat(f"{day}T12:00:00Z") - timedelta(days=28),
            extractor="x",
        )
        for day, usd in stated
    ]
    terms = {
        "known_at": datetime(2025, 1, 1, tzinfo=UTC),
        "liquidation_preference_usd": Decimal(100),
        "payments_per_year": Decimal(4),
        "issued_on": date(2025, 3, 20),
    } | more
    return {"payments": payments, "instruments": [replace(version(rate, 1), **terms)]}


def test_a_dividend_that_is_cut_is_told_and_its_return_too() -> None:
    """Half of it at the same rate, the same half again, and the whole one after it."""
    quarters = ("2025-09-30", "2025-12-31", "2026-03-31", "2026-06-30", "2026-09-30")
    told = declared(*zip(quarters, ("2.50", "2.50", "1.25", "1.25", "2.50"), strict=True))
    assert events("dividend_or_rate_change", **told) == [
        (
            "warning",
            "MSTR: the dividend on Strife due on 2026-03-31 is $1.25 a share, 50.0 % less than the $2.50 of "
            "2025-12-31; its rate does not explain it",
        ),
        (
            "notice",
            "MSTR: the dividend on Strife due on 2026-09-30 is $2.50 a share, 100.0 % more than the $1.25 of "
            "2026-06-30; its rate does not explain it",
        ),
    ]


@pytest.mark.parametrize(
    ("stated", "more"),
    [
        ([("2025-06-30", "2.64"), ("2025-09-30", "2.50")], {}),  # the first, for more than a quarter
        ([("2025-06-30", "1.24"), ("2025-09-30", "2.500000001")], {}),  # and for less
        ([("2025-09-30", "2.50"), ("2025-12-31", "2.5")], {}),
        ([("2025-12-31", "0.833333333"), ("2026-01-15", "0.416666667")], {"payments_per_year": Decimal(12)}),
    ],
)
def test_a_dividend_that_its_rate_explains_is_no_news(stated: list[tuple[str, str]], more: dict[str, Any]) -> None:
    """A first period, a rounding, payments that come twice as often."""
    assert found("dividend_or_rate_change", **declared(*stated, **more)) == []


def test_a_dividend_follows_its_rate() -> None:
    """Told of the rate alone; without the liquidation preference, too."""
    told = declared(("2025-12-31", "2.50"), ("2026-03-31", "2.75"), liquidation_preference_usd=None)
    before, after = told["instruments"][0], version("11", 1)
    ended = replace(before, superseded_at=after.known_at - timedelta(days=120))
    later = replace(after, known_at=ended.superseded_at)
    changes = found("dividend_or_rate_change", payments=told["payments"], instruments=[ended, later])
    assert [alert.message for alert in changes] == ["MSTR: the rate of Stretch changes from 10 % to 11 % a year"]
