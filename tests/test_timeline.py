"""What was known on any day, lent from one day to the next, is what it would be worked out anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from hypothesis import example, given, settings
from hypothesis import strategies as st
from stated_terms import State, filings_of, of_kind, official_notes
from verdict_examples import STRATEGY, claims_of, example_record

from monitor.judges.knowledge import Knowledge, Record, know
from monitor.judges.timeline import Timeline
from monitor.judges.verdicts import judge_claim
from monitor.judges.verdicts._disclosed import trades_of
from monitor.judges.verdicts._time import next_due
from monitor.records import IndexedFiling, InstrumentEvent, InstrumentTerm, Issuance, Price

FIRST_ON, LAST_ON = date(2022, 12, 1), date(2026, 6, 30)
SAID = (
    ("Strategy bought 8,178 BTC.", "2025-11-17"),
    ("Strategy sold 704 bitcoin.", "2022-12-28"),
    ("Strategy is secretly selling bitcoin.", "2025-11-14"),
    ("Strategy holds 641,692 BTC at an average of $74,079.", "2025-11-12"),
    ("Bitcoin will fall to $60,000 by the end of November.", "2025-11-04"),
    ("Strategy owes $800 million on its 0.625% notes due 2030.", "2025-11-04"),
    ("Strategy may be forced to sell bitcoin.", "2025-11-04"),
)


@cache
def full_record() -> Record:
    """Holdings, notes, a rate announced ahead, a report listed without a time and not stored, closes."""
    told = [
        *official_notes(),
        State("0001193125-25-240001", "2025-10-20").terms(
            "preferred:STRC",
            "Variable Rate Series A Perpetual Stretch Preferred Stock",
            dividend_rate="10.50 2025-11-01",
        ),
    ]
    unstored = IndexedFiling(
        accession_number="0000950170-25-100009",
        issuer_cik=STRATEGY.issuer_cik,
        form="10-Q",
        filed_on=date(2025, 11, 12),
        accepted_at=None,
        period_on=date(2025, 10, 31),
        items="",
        primary_document="",
        stored=False,
    )
    record = example_record()
    return replace(
        record,
        filings={**record.filings, **filings_of(told)},
        index=[unstored],
        terms=of_kind(told, InstrumentTerm),
        events=of_kind(told, InstrumentEvent),
        issuances=of_kind(told, Issuance),
        prices=[
            Price(
                asset="bitcoin",
                day_on=date(2025, 11, 1) + timedelta(days=day),
                close_usd=Decimal(110_000 - 500 * day),
                source="by hand",
            )
            for day in range(30)
        ],
    )


def seen(known: Knowledge) -> tuple[object, ...]:
    """All that a verdict may look at, and what is found of claims said before."""
    claims = [claim for text, said_on in SAID for claim in claims_of(text, said_on)]
    return (
        known.as_of,
        known.known_by,
        known.record,
        known.ledgers,
        known.settled,
        known.disclosed,
        known.instruments,
        trades_of(known, "acquired"),
        next_due(known),
        [judge_claim(claim, known) for claim in claims],
    )


@settings(max_examples=40)
@given(st.lists(st.dates(FIRST_ON, LAST_ON), min_size=2, max_size=6))
@example([date(2025, 11, 11), date(2025, 11, 12), date(2025, 11, 11)])
@example([date(2025, 10, 30), date(2025, 11, 2), date(2025, 11, 3), date(2025, 10, 31)])
def test_what_is_lent_is_what_would_be_found_anew(days: list[date]) -> None:
    """Days in any order, each after others have been asked for: the same facts, ledgers, versions, findings."""
    timeline = Timeline(full_record())
    found = [seen(timeline.know(day)) for day in days]
    assert found == [seen(know(full_record(), day)) for day in days]


def test_days_between_two_filings_share_what_is_worked_out() -> None:
    """Three days without a filing: one ledger; the day after the next filing has another."""
    timeline = Timeline(full_record())
    shared = [timeline.know(date(2025, 11, day)).ledgers for day in (12, 13, 14, 17)]
    assert [one is shared[0] for one in shared] == [True, True, True, False]


def test_what_was_announced_ahead_counts_from_its_day() -> None:
    """A rate announced on 20 October for November: of two days without a filing between, the later one has it."""
    timeline = Timeline(full_record())
    rates = [
        [one.dividend_rate for one in timeline.know(day).instruments.versions if one.series == "STRC"]
        for day in (date(2025, 10, 30), date(2025, 11, 2))
    ]
    known = [Decimal("9.00"), Decimal("10.25")]
    assert rates == [known, [*known, Decimal("10.50")]]
