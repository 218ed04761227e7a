"""obligations.ics: what a calendar program gets, and that it gets the same bytes again."""

from __future__ import annotations

import sqlite3
from datetime import date
from decimal import Decimal
from pathlib import Path

from icalendar import Calendar as Components
from store_examples import CIK, TEXTS, make_example, make_filing

from monitor.publish.calendar import Calendar, render_calendar
from monitor.records import Obligation, ObligationKind
from monitor.store.loading import get_document
from monitor.store.saving import save_derived


def publish(folder: Path, *due: tuple[str, ObligationKind, str], due_in: str | None = None) -> Calendar:
    """The calendar of a store with these obligations: day, kind, amount; `due_in` when no day is told."""
    accession = list(TEXTS)[1]
    with make_example(folder).store as store:
        (row,) = store.query("SELECT document_id FROM documents WHERE accession_number = ?", [accession])
        document = get_document(store, row["document_id"])
        save_derived(
            store,
            "obligations",
            CIK,
            [
                Obligation(
                    obligation_id=f"{kind}-{day}", instrument_id="1050446:preferred:STRC", issuer_cik=CIK,
                    name="Preferred, “Stretch”; series A", kind=kind, due_on=date.fromisoformat(day),
                    amount_usd=Decimal(amount), basis="computed",
                    certainty="if_declared" if kind == "dividend" else "contractual", due_in=due_in,
                    period_start_on=None, period_end_on=None, note="9 % a year, " + "and so on " * 20,
                    source=document.quote(0, 20), known_at=make_filing(accession).accepted_at, extractor="test",
                )
                for day, kind, amount in due
            ],
        )  # fmt: skip
        path = store.path
    connection = sqlite3.connect(path)
    try:
        return render_calendar(connection)
    finally:
        connection.close()


def test_a_calendar_program_reads_days_and_sums(tmp_path: Path) -> None:
    """Whole days, the sum in the title, sentence and filing in the description; what is not firm is tentative."""
    found = publish(tmp_path, ("2026-06-30", "dividend", "23342592.50"), ("2026-09-15", "interest", "3156250"))
    events = Components.from_ical(found.content).walk("VEVENT")
    assert [event.decoded("dtstart") for event in events] == [date(2026, 6, 30), date(2026, 9, 15)]
    assert [str(event["summary"]) for event in events] == [
        "MSTR: dividend $23.34 million, Preferred, “Stretch”; series A",
        "MSTR: interest $3.16 million, Preferred, “Stretch”; series A",
    ]
    assert [str(event["status"]) for event in events] == ["TENTATIVE", "CONFIRMED"]
    assert "0001193125-26-000002: “In that week" in str(events[0]["description"])
    assert (found.rows, found.newest_known_at) == (2, "2026-06-08T12:01:00Z")


def test_a_month_alone_is_named_in_the_title(tmp_path: Path) -> None:
    """The entry stands on the last day of the month and says that no filing names the day."""
    found = publish(tmp_path, ("2027-03-31", "maturity", "40000000"), due_in="2027-03")
    (event,) = Components.from_ical(found.content).walk("VEVENT")
    assert event.decoded("dtstart") == date(2027, 3, 31)
    assert "principal due $40 million" in str(event["summary"])
    assert str(event["summary"]).endswith("series A (day not stated)")


def test_it_shows_three_years_from_the_newest_filing(tmp_path: Path) -> None:
    """What fell due before it, and what is due later than 36 months after, is left out."""
    found = publish(
        tmp_path,
        ("2026-06-07", "interest", "1"),
        ("2026-06-08", "interest", "1"),
        ("2029-06-08", "maturity", "1"),
        ("2029-06-09", "maturity", "1"),
    )
    events = Components.from_ical(found.content).walk("VEVENT")
    assert [event.decoded("dtstart") for event in events] == [date(2026, 6, 8), date(2029, 6, 8)]


def test_the_same_database_gives_the_same_bytes(tmp_path: Path) -> None:
    """Stamped by when it was known; lines folded at 75 bytes and ended as RFC 5545 wants them."""
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    one = publish(tmp_path / "one", ("2026-06-30", "dividend", "23342592.50"))
    two = publish(tmp_path / "two", ("2026-06-30", "dividend", "23342592.50"))
    assert one == two
    assert b"DTSTAMP:20260608T120100Z\r\n" in one.content
    assert max(len(line) for line in one.content.split(b"\r\n")) <= 75
    assert one.content.endswith(b"END:VCALENDAR\r\n")


def test_an_empty_calendar_is_one(tmp_path: Path) -> None:
    """Without obligations a calendar program still reads it."""
    found = publish(tmp_path)
    assert (found.rows, found.newest_known_at) == (0, None)
    assert Components.from_ical(found.content).walk("VEVENT") == []
