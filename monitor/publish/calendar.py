"""`obligations.ics`: what falls due, as whole days in a calendar (RFC 5545). Read from the database alone.

The calendar begins on the day of the newest filing and shows the three years after; an unchanged database gives
the same bytes, so stamps come from `known_at` and never from the clock.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from monitor.publish.figures import format_usd, format_usd_short

CALENDAR_FEED = "obligations.ics"
DUE = """
WITH newest AS (SELECT substr(max(accepted_at), 1, 10) AS newest_on FROM filings)
SELECT o.*, i.ticker, f.url, f.accession_number
FROM obligations o
JOIN issuers i USING (issuer_cik)
JOIN documents d USING (document_id)
JOIN filings f USING (accession_number), newest
WHERE o.due_on >= newest_on AND o.due_on <= date(newest_on, '+36 months')
ORDER BY o.due_on, o.issuer_cik, o.instrument_id, o.kind, o.obligation_id
"""
WORDS = {
    "interest": "interest",
    "dividend": "dividend",
    "put": "holders may demand repayment",
    "maturity": "principal due",
    "redemption": "redemption",
}
FIRM = "contractual"


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The bytes of the calendar, how many events it has, and when the newest of them was known."""

    content: bytes
    rows: int
    newest_known_at: str | None  # UTC; None for an empty calendar


def render_calendar(connection: sqlite3.Connection) -> Calendar:
    """The calendar of all issuers. `connection` may be a snapshot that other feeds are read from as well."""
    from icalendar import Calendar as Components

    cursor = connection.execute(DUE)
    names = [column[0] for column in cursor.description]
    rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    calendar = Components()
    calendar.add("prodid", "-//filing-monitor//obligations//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", "Obligations from SEC filings")
    for row in rows:
        calendar.add_component(_event(row))
    return Calendar(
        content=calendar.to_ical(),
        rows=len(rows),
        newest_known_at=max((row["known_at"] for row in rows), default=None),
    )


def _event(row: dict[str, Any]) -> Any:
    from icalendar import Event

    known_at = datetime.fromisoformat(row["known_at"])
    due_on = date.fromisoformat(row["due_on"])
    event = Event()
    event.add("uid", f"{row['obligation_id']}@filing-monitor")
    event.add("dtstamp", known_at)
    event.add("dtstart", due_on)
    event.add("dtend", due_on + timedelta(days=1))
    amount = format_usd_short(_amount(row), row["currency"])
    day = " (day not stated)" if row["due_in"] else ""
    event.add("summary", f"{row['ticker']}: {WORDS[row['kind']]} {amount}, {row['name']}{day}")
    event.add("description", _describe(row))
    event.add("categories", [row["kind"], row["basis"]])
    event.add("status", "CONFIRMED" if row["certainty"] == FIRM else "TENTATIVE")
    event.add("transp", "TRANSPARENT")  # a payment of somebody else leaves the day free
    if row["url"]:
        event.add("url", row["url"])
    return event


def _amount(row: dict[str, Any]) -> Any:
    """In dollars, else in the currency of the row."""
    return row["amount_other"] if row["amount_usd"] is None else row["amount_usd"]


def _describe(row: dict[str, Any]) -> str:
    return (
        f"{format_usd(_amount(row), row['currency'])}, {row['basis']}, {row['certainty'].replace('_', ' ')}. "
        f"{row['note']}\n"
        f"Source, {row['accession_number']}: “{row['quote']}”"
    )
