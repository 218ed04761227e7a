"""The kinds of alerts: what raises one, what looks alike and does not, and that an event is raised once."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import monitor.judges.alerts
from monitor._alert_settings import KINDS, AlertLimits
from monitor.judges.alerts import Seen, judge_alerts
from monitor.records import (
    Alert,
    Asset,
    CountedChange,
    Document,
    Filing,
    HoldingsChange,
    HoldingsTotal,
    InsiderTrade,
    Instrument,
    InstrumentEvent,
    Issuer,
    LedgerStep,
    Obligation,
    PaymentCoverage,
    PaymentStatement,
    Quote,
    RunEnd,
    SourceAnswer,
    StatedPayment,
    Telling,
    VerdictChange,
)

CIK = 1050446
NOW = datetime(2026, 6, 10, 15, tzinfo=UTC)
ISSUER = Issuer(
    issuer_cik=CIK,
    ticker="MSTR",
    name="Strategy Inc",
    cadence="weekly",
    assets=(Asset(asset="bitcoin", words=("bitcoin",)),),
)


def quote(words: str, name: str = "d1") -> Quote:
    document = Document(document_id=name, accession_number="a1", type="8-K", url="", sha256="", text=words)
    return document.quote(0, len(words))


def change(change_id: str, kind: Any) -> HoldingsChange:
    return HoldingsChange(
        change_id=change_id,
        issuer_cik=CIK,
        asset="bitcoin",
        kind=kind,
        units=Decimal(1),
        source=quote(f"Such {change_id} units."),
        known_at=NOW,
        extractor="x",
    )


CHANGES = [change("sale", "sold"), change("given", "transferred")]


def filing(name: str = "a1", form: str = "8-K", accepted_at: datetime = NOW) -> Filing:
    return Filing(
        accession_number=name, issuer_cik=CIK, form=form, filed_on=accepted_at.date(), accepted_at=accepted_at
    )


def seen(**known: Any) -> Seen:
    return Seen(
        **(
            {
                "now": NOW,
                "limits": AlertLimits(),
                "issuer": ISSUER,
                "filings": {"d1": filing()},
                "changes": CHANGES,
            }
            | known
        )
    )


def found(kind: str, **known: Any) -> list[Alert]:
    return [alert for alert in judge_alerts(seen(**known)) if alert.kind == kind]


def events(kind: str, **known: Any) -> list[tuple[str, str]]:
    """Severity and message of each."""
    return [(alert.severity, alert.message) for alert in found(kind, **known)]


def test_every_kind_is_a_file_and_every_file_a_kind() -> None:
    """The folder is the list."""
    folder = Path(monitor.judges.alerts.__file__).parent
    assert {path.stem for path in folder.glob("[!_]*.py")} == set(KINDS)


# ── the ledger ───────────────────────────────────────────────────────────────────────────────────────────


def steps(*reported: int, sold: bool = True, **changes: Any) -> list[LedgerStep]:
    """A ledger of Sundays: each total beside the one before, falls disclosed as sales or not."""
    made = []
    opening = 0
    for number, units in enumerate(reported):
        fall = max(opening - units, 0)
        day = date(2026, 1, 4) + timedelta(weeks=number)
        known_at = datetime.combine(day + timedelta(days=1), datetime.min.time(), UTC)
        step = LedgerStep(
            issuer_cik=CIK,
            asset="bitcoin",
            as_of_on=day,
            opening_on=None if number == 0 else day - timedelta(weeks=1),
            opening_units=Decimal(opening),
            acquired_units=Decimal(max(units - opening, 0)),
            sold_units=Decimal(fall if sold else 0),
            expected_units=Decimal(units),
            reported_units=Decimal(units),
            residual_units=Decimal(0),
            status="opening" if number == 0 else "reconciled",
            cost_usd=None,
            average_cost_usd=None,
            uncovered_from_on=None,
            uncovered_until_on=None,
            uncovered_days=0,
            missing_accessions=(),
            note="The note.",
            total_id=f"t{number}",
            accession_number=f"a{number}",
            known_at=known_at,
            changes=(CountedChange(change_id="sale", counted_units=Decimal(fall), treatment="counted"),),
        )
        made.append(replace(step, **changes) if number == len(reported) - 1 else step)
        opening = units
    return made


def test_any_fall_is_told_with_its_distance_from_the_peak() -> None:
    """32 of 843,738 are four thousandths of a percent, and an alert."""
    assert events("holdings_decrease", steps=steps(843_738, 843_706)) == [
        (
            "warning",
            "MSTR: bitcoin holdings fell by 32 to 843,706 by 2026-01-11, 0.0038 % below the peak of 843,738 on "
            "2026-01-04. Disclosed as sold: 32",
        )
    ]


def test_thresholds_are_passed_once_and_again_on_recrossing() -> None:
    """1, 5 and 10 % below the peak; between them a fall is only a fall; above the peak all begins anew."""
    alerts = found("holdings_decrease", steps=steps(1000, 985, 980, 940, 1000, 980, 890))
    passed = [alert.message.partition("has passed ")[2].partition(". ")[0] for alert in alerts]
    assert passed == ["1 %", "", "5 %", "1 %", "10 %"]
    assert [alert.severity for alert in alerts] == ["critical", "warning", "critical", "critical", "critical"]


@pytest.mark.parametrize(
    ("reported", "sold"), [((1000, 999), False), ((1000, 1000), True), ((900, 1000, 1100), True)]
)
def test_rounding_and_rises_are_no_fall(reported: tuple[int, ...], sold: bool) -> None:
    """One unit without a disclosed sale is the rounding of the ledger."""
    assert found("holdings_decrease", steps=steps(*reported, sold=sold)) == []


def test_a_sale_that_purchases_outweigh_is_told() -> None:
    """704 sold, 3,205 acquired: more is held than before, and yet some was sold."""
    sale = CountedChange(change_id="sale", counted_units=Decimal(704), treatment="netted")
    outweighed: dict[str, Any] = {"acquired_units": Decimal(3205), "sold_units": Decimal(704), "changes": (sale,)}
    assert events("holdings_decrease", steps=steps(130_000, 132_501, **outweighed)) == [
        (
            "warning",
            "MSTR: 704 bitcoin were sold by 2026-01-11, as disclosed. As 3,205 were acquired, 132,501 are held, "
            "after 130,000 on 2026-01-04",
        )
    ]


def test_what_is_given_to_employees_is_no_sale() -> None:
    """It leaves the holding, and the ledger counts it with what was sold: a fall is told, and a rise is none."""
    given = CountedChange(change_id="given", counted_units=Decimal(30), treatment="counted")
    changes: dict[str, Any] = {"sold_units": Decimal(30), "changes": (given,)}
    assert events("holdings_decrease", steps=steps(1000, 1200, **changes)) == []
    ((_, message),) = events("holdings_decrease", steps=steps(1000, 970, **changes))
    assert message.endswith(". No sale is disclosed. Gone otherwise: 30")


def test_what_the_ledger_takes_for_rounding_is_no_fall() -> None:
    """ "About 1,000" after 1,002; with a disclosed sale it is one."""
    about = {"status": "rounding", "residual_units": Decimal(-2)}
    assert found("holdings_decrease", steps=steps(1002, 1000, sold=False, **about)) == []
    assert len(found("holdings_decrease", steps=steps(1002, 1000, **about))) == 1


def test_an_event_keeps_its_id_when_it_is_corrected() -> None:
    """The same step with other figures, or judged on another day, is the same event."""
    first = found("holdings_decrease", steps=steps(1000, 900))
    second = found("holdings_decrease", steps=steps(1000, 901), now=NOW + timedelta(days=30))
    assert [alert.alert_id for alert in first] == [alert.alert_id for alert in second]


def test_evidence_is_the_sentence_with_the_total() -> None:
    """Document, place and words, and the filing."""
    total = HoldingsTotal(
        total_id="t1",
        issuer_cik=CIK,
        asset="bitcoin",
        as_of_on=date(2026, 1, 11),
        units=Decimal(900),
        source=quote("It held 900."),
        known_at=NOW,
        extractor="x",
    )
    (alert,) = found("holdings_decrease", steps=steps(1000, 900), totals=[total])
    assert json.loads(alert.evidence) == {
        "accession_number": "a1",
        "document_id": "d1",
        "quote": "It held 900.",
        "quote_end": 12,
        "quote_start": 0,
    }


def test_a_fall_that_nothing_explains_is_critical() -> None:
    """The residual is told; a step that reconciles is none."""
    (alert,) = found(
        "unexplained_decrease",
        steps=steps(1000, 900, status="unexplained_decrease", residual_units=Decimal(-100)),
    )
    assert (alert.severity, alert.message) == (
        "critical",
        "MSTR: 100 bitcoin fewer are held on 2026-01-11 than the filings explain. The note.",
    )
    assert found("unexplained_decrease", steps=steps(1000, 900)) == []


def test_a_missing_filing_is_named() -> None:
    """With the accession numbers that the index lists."""
    (alert,) = found(
        "missing_filing", steps=steps(1000, 1200, status="missing_filing", missing_accessions=("0001-26-1",))
    )
    assert (alert.severity, "EDGAR lists 0001-26-1, which the store lacks" in alert.message) == ("warning", True)


# ── time ─────────────────────────────────────────────────────────────────────────────────────────────────


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


# ── words ────────────────────────────────────────────────────────────────────────────────────────────────


def statement(words: str, topic: str = "default", **changes: Any) -> PaymentStatement:
    given: dict[str, Any] = {"polarity": "affirmed", "modality": "fact", "tense": "past"} | changes
    return PaymentStatement(
        issuer_cik=CIK,
        topic=topic,  # type: ignore[arg-type]
        source=quote(words),
        known_at=NOW,
        extractor="x",
        **given,
    )


@pytest.mark.parametrize(
    ("topic", "words", "severity"),
    [
        (
            "default",
            "We did not pay the interest due on March 15, which is an event of default.",
            "critical",
        ),
        ("dividend_suspended", "The board suspended the dividend on the preferred stock.", "critical"),
        ("covenant", "As of June 30 the ratio stood above the limit that our covenant sets.", "warning"),
        ("waiver", "The lender waived the breach.", "warning"),
    ],
)
def test_language_of_a_fact_is_told(topic: str, words: str, severity: str) -> None:
    """With its words; a second sentence of the same filing on the same topic is not another event."""
    alerts = events("payment_language", statements=[statement(words, topic), statement(words + " Again.", topic)])
    assert [(level, words in message) for level, message in alerts] == [(severity, True)]


@pytest.mark.parametrize(
    ("topic", "words", "polarity"),
    [
        (
            "default",
            "We did not make the interest payment due on June 15, which constitutes a default.",
            "negated",
        ),
        ("default", "We have not paid the principal that fell due on the notes in September.", "negated"),
        (
            "waiver",
            "At March 31 we were not in compliance with the covenant, and a waiver was granted.",
            "negated",
        ),
        ("covenant", "The borrower has failed to comply with the minimum ratio.", "negated"),
        ("covenant", "The borrower was not in compliance with the minimum ratio.", "affirmed"),
        (
            "default",
            "Following the occurrence of a default on May 2, 2026, the notes were accelerated.",
            "affirmed",
        ),
    ],
)
def test_a_payment_that_was_not_made_is_told(topic: str, words: str, polarity: str) -> None:
    """Although it is a negation: the payment was negated, and not the default."""
    assert len(found("payment_language", statements=[statement(words, topic, polarity=polarity)])) == 1


@pytest.mark.parametrize(
    ("topic", "words", "polarity"),
    [
        ("interest_paid", "The Company did not pay the $12.4 million of interest due on June 1, 2026.", "negated"),
        ("interest_paid", "We missed the interest payment due on June 1 and are in the grace period.", "affirmed"),
        ("interest_due", "The borrower failed to make the scheduled payment of interest.", "affirmed"),
        ("maturity", "The principal of the notes was not paid at maturity.", "negated"),
        (
            "dividend_declared",
            "The board did not declare a dividend on the STRD Stock for the quarter.",
            "negated",
        ),
        ("dividend_paid", "No dividends were paid on the preferred stock for that period.", "negated"),
    ],
)
def test_a_payment_that_was_due_and_not_made_is_told(topic: str, words: str, polarity: str) -> None:
    """Although the sentence is about paying: it was due, and it was not done."""
    alerts = events("payment_language", statements=[statement(words, topic, polarity=polarity)])
    assert [(level, "not" in message) for level, message in alerts] == [("critical", True)]


@pytest.mark.parametrize(
    ("topic", "words", "polarity"),
    [
        ("interest_due", "The notes bear none, and we did not make any interest payments on them.", "negated"),
        (
            "interest_paid",
            "We have not paid interest on the new notes, as none is due before September.",
            "negated",
        ),
        ("interest_paid", "We have never failed to pay interest when due.", "negated"),
        ("interest_paid", "If we fail to pay interest when due, holders may accelerate the notes.", "affirmed"),
        ("interest_paid", "We did pay the interest that was due on June 1.", "affirmed"),
        ("dividend_paid", "We did not pay any dividends on our common stock for the quarter.", "negated"),
        ("dividend_declared", "We have not declared dividends on the preferred stock.", "negated"),  # of no period
    ],
)
def test_what_was_not_due_is_no_missed_payment(topic: str, words: str, polarity: str) -> None:
    """Nor is a condition, an assurance, or what is owed to nobody."""
    assert found("payment_language", statements=[statement(words, topic, polarity=polarity)]) == []


@pytest.mark.parametrize(
    ("words", "changes"),
    [
        ("No default exists, and no payment has not been made when due.", {"polarity": "negated"}),
        ("We have not been in default of any payment.", {"polarity": "negated"}),
        ("The Company has never failed to pay interest.", {"polarity": "negated"}),
        ("We may be unable to make payments, which would be a default.", {"modality": "risk_factor"}),
        ("No event of default has occurred.", {"polarity": "negated"}),
        ("If any event of default occurs, the trustee may declare the principal due.", {}),
        ("Upon an event of default the notes become due.", {}),
        ("The Company was in compliance with its debt covenants.", {"topic": "covenant"}),
        ("Interest was paid on March 15.", {"topic": "interest_paid"}),
    ],
)
def test_terms_risks_and_assurances_are_not(words: str, changes: dict[str, str]) -> None:
    """What may happen, what would follow, and that all is well."""
    assert found("payment_language", statements=[statement(words, **changes)]) == []


def verdict(label_before: str, label: str, **changes: Any) -> VerdictChange:
    given: dict[str, Any] = {"as_of": date(2026, 6, 1), "judged_at": NOW} | changes
    return VerdictChange(
        verdict_id="v1",
        claim_id="c1",
        issuer_cik=CIK,
        claim_type="btc_sale_past",
        quote="It sold.",
        document_id="d9",
        quote_start=0,
        quote_end=8,
        label_before=label_before,
        label=label,
        rationale="It did.",
        accession_number="a1",
        **given,
    )


def test_a_verdict_that_changes_is_news_of_its_day() -> None:
    """Judged on 10 June of what was known on the first: known at its end in New York."""
    (alert,) = found("verdict_change", verdicts=[verdict("not_enough_evidence", "supported")])
    assert (alert.severity, alert.known_at) == ("notice", datetime(2026, 6, 2, 4, tzinfo=UTC))
    assert alert.message == "“It sold.” was not enough evidence and is supported as of 2026-06-01. It did."


def test_a_verdict_that_turns_round_is_a_warning_and_another_reason_is_nothing() -> None:
    """From supported to refuted; from supported to supported."""
    kinds = [("supported", "refuted"), ("supported", "supported")]
    assert [len(found("verdict_change", verdicts=[verdict(*kind)])) for kind in kinds] == [1, 0]
    assert events("verdict_change", verdicts=[verdict(*kinds[0])])[0][0] == "warning"


def tellings(*days: float, name: str = "n1") -> list[Telling]:
    return [
        Telling(
            narrative_id=name,
            catalogue="sale",
            name="Strategy sold bitcoin",
            issuer_cik=CIK,
            claim_id=f"{name}-{number}",
            claimed_at=datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(days=day),
            known_at=datetime(2026, 1, 1, 13, tzinfo=UTC) + timedelta(days=day),
            source=f"source {number % 3}",
            document_id="d9",
            quote_start=0,
            quote_end=4,
            quote="Sold",
        )
        for number, day in enumerate(days)
    ]


def test_a_story_that_swells_is_told_once_and_again_when_it_swells_again() -> None:
    """Ten claims within a week; it stays loud, falls silent for weeks, and is loud again."""
    quiet = (1, 8, 15)
    first, second = [40] * 14, [100] * 10
    told = tellings(*quiet, *first, *second)
    assert [alert.known_at.date() for alert in found("narrative_surge", tellings=told)] == [
        date(2026, 2, 10),
        date(2026, 4, 11),
    ]


def test_a_story_that_is_always_told_so_often_does_not_swell() -> None:
    """Twelve a week for weeks; the first week, with nothing before it, is the only surge."""
    steady = tellings(*(week * 7 + number % 7 for week in range(8) for number in range(12)))
    steady.sort(key=lambda one: one.claimed_at)
    assert len(found("narrative_surge", tellings=steady)) == 1


def test_a_surge_stays_one_when_what_was_said_before_comes_late() -> None:
    """A slow source, or one that was added since: its articles of the same days are not another surge, and alone
    they can make one that the quick ones did not."""
    quick = tellings(*(40 + number / 10 for number in range(10)))
    (first,) = found("narrative_surge", tellings=quick)
    late = [replace(one, claim_id=f"l{one.claim_id}", known_at=NOW) for one in tellings(*[38] * 11, *[44] * 11)]
    later = sorted([*quick, *late], key=lambda one: one.claimed_at)
    assert [one.alert_id for one in found("narrative_surge", tellings=later)] == [first.alert_id]
    few = [*quick[:6], *late[:6]]
    assert [len(found("narrative_surge", tellings=some)) for some in (quick[:6], late[:6], few)] == [0, 0, 1]


def trade(owner: str, day: int, **changes: Any) -> InsiderTrade:
    made = InsiderTrade(
        trade_id=f"{owner}{day}",
        issuer_cik=CIK,
        accession_number=f"f-{owner}",
        document_id="d1",
        form="4",
        owner=owner,
        owner_cik=None,
        relationship="director",
        security="Class A",
        is_derivative=False,
        code="S",
        shares=Decimal(100),
        price_usd=Decimal(400),
        traded_on=date(2026, 5, day),
        acquired=False,
        ownership="direct",
        nature="",
        shares_after=None,
        is_10b5_1=None,
        is_notice=False,
        footnotes="",
        quote_start=0,
        quote_end=4,
        quote="line",
        known_at=datetime(2026, 5, day, 22, tzinfo=UTC) + timedelta(days=2),
    )
    return replace(made, **changes)


def test_three_insiders_within_two_weeks_are_a_cluster() -> None:
    """Told when the last form is known, once, with names and dollars."""
    sales = [trade("Doe", 1), trade("Roe", 5), trade("Doe", 6), trade("Poe", 8), trade("Moe", 9)]
    (alert,) = found("insider_sale_cluster", trades=sales)
    assert (alert.severity, alert.known_at) == ("warning", datetime(2026, 5, 10, 22, tzinfo=UTC))
    assert alert.message == (
        "MSTR: 3 insiders sold shares for $160,000 between 2026-05-01 and 2026-05-08: Doe, Poe, Roe (0 of 4 under "
        "a 10b5-1 plan)"
    )


def test_a_cluster_stays_one_when_a_form_comes_late() -> None:
    """A fourth who sold in between and told of it last; a late form can complete a cluster, known when it came."""
    sales = [trade("Doe", 1), trade("Roe", 5), trade("Poe", 8)]
    late = replace(trade("Moe", 3), known_at=datetime(2026, 5, 20, tzinfo=UTC))
    (first,) = found("insider_sale_cluster", trades=sales)
    assert [one.alert_id for one in found("insider_sale_cluster", trades=[late, *sales])] == [first.alert_id]
    (alert,) = found("insider_sale_cluster", trades=[late, sales[0], sales[2]])
    assert (alert.known_at, "between 2026-05-01 and 2026-05-08" in alert.message) == (late.known_at, True)


def test_a_second_cluster_is_another() -> None:
    """Months later the same three sell again; in between one sold alone."""
    again = [
        replace(trade(name, 9), traded_on=date(2026, 8, 9), trade_id=f"{name}2") for name in ("Doe", "Roe", "Poe")
    ]
    alone = replace(trade("Doe", 9), traded_on=date(2026, 6, 20), trade_id="alone")
    sales = [trade("Doe", 1), trade("Roe", 5), trade("Poe", 8), alone, *again]
    assert len(found("insider_sale_cluster", trades=sales)) == 2


@pytest.mark.parametrize(
    "third",
    [
        {"code": "F"},
        {"is_notice": True},
        {"superseded_by": "x"},
        {"owner": "Doe"},
        {"traded_on": date(2026, 5, 30)},
    ],
)
def test_what_is_no_sale_of_a_third_insider_is_no_cluster(third: dict[str, Any]) -> None:
    """Tax withholding, a notice, a line that was replaced, the same person, weeks later."""
    assert (
        found("insider_sale_cluster", trades=[trade("Doe", 1), trade("Roe", 5), replace(trade("Poe", 8), **third)])
        == []
    )


# ── the monitor itself ───────────────────────────────────────────────────────────────────────────────────


def answer(asked: int, answered: int | None, error: str | None = "HTTP status 503") -> SourceAnswer:
    """Hours before now."""
    return SourceAnswer(
        source="edgar",
        first_asked_at=NOW - timedelta(hours=100),
        asked_at=NOW - timedelta(hours=asked),
        answered_at=None if answered is None else NOW - timedelta(hours=answered),
        error=error,
    )


@pytest.mark.parametrize(
    ("answered", "told"),
    [(35, []), (37, ["edgar last answered at 2026-06-09 02:00 UTC: HTTP status 503"]),
     (None, ["edgar has never answered: HTTP status 503"])],
)  # fmt: skip
def test_a_source_is_silent_after_a_day_and_a_half(answered: int | None, told: list[str]) -> None:
    """Counted from its last usable answer, or from the first question."""
    assert [message for _, message in events("source_silent", sources=[answer(0, answered)])] == told


def test_a_silence_of_a_source_is_one_event_and_the_next_another() -> None:
    """An hour later the same; after an answer a new one."""
    first = found("source_silent", sources=[answer(0, 40)])
    later = found("source_silent", now=NOW + timedelta(hours=1), sources=[answer(0, 40)])
    next_one = found("source_silent", now=NOW + timedelta(hours=90), sources=[answer(0, 1)])
    assert first[0].alert_id == later[0].alert_id != next_one[0].alert_id


def ended(*codes: int | None) -> list[RunEnd]:
    return [
        RunEnd(
            run_id=f"r{number}",
            command="update",
            started_at=NOW + timedelta(minutes=number),
            finished_at=None if code is None else NOW + timedelta(minutes=number),
            exit_code=code,
            error="no answer" if code == 3 else None,
        )
        for number, code in enumerate(codes)
    ]


def test_a_row_of_failed_runs_is_one_event() -> None:
    """The first is told; after a good one the next failure is another. A check that found something went well."""
    alerts = found("run_failed", runs=ended(0, 3, 3, 2, 0, None, 1, 3))
    assert [json.loads(alert.evidence)["run_id"] for alert in alerts] == ["r1", "r5", "r7"]
    assert [alert.severity for alert in alerts] == ["warning", "critical", "warning"]
    assert alerts[0].message == (
        "`monitor update` of 2026-06-10 15:01 UTC failed: a source failed, the rest is stored (no answer)"
    )


def test_a_kind_can_be_muted() -> None:
    """Then it is not raised at all."""
    everything = seen(steps=steps(1000, 900), runs=ended(3))
    assert {alert.kind for alert in judge_alerts(everything)} == {"holdings_decrease", "run_failed"}
    assert {alert.kind for alert in judge_alerts(everything, mute=("run_failed",))} == {"holdings_decrease"}
