"""Making an alert: its id, its evidence, and figures as a message says them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Protocol

from monitor.judges._days import NEW_YORK
from monitor.judges.alerts._seen import Seen
from monitor.records import content_id
from monitor.records.alerts import Alert, AlertKind, AlertSeverity


class Quoted(Protocol):
    """Whatever says where its words stand: a Quote, an insider's line, a telling."""

    @property
    def document_id(self) -> str: ...
    @property
    def quote_start(self) -> int: ...
    @property
    def quote_end(self) -> int: ...
    @property
    def quote(self) -> str: ...


def make_alert(
    kind: AlertKind,
    severity: AlertSeverity,
    *,
    issuer_cik: int | None,
    event: Iterable[object],
    known_at: datetime,
    message: str,
    evidence: dict[str, object],
) -> Alert:
    """`event` is what makes it this event and no other: a day, an instrument, a threshold. Not a figure that a
    correction changes, else the correction would raise it again."""
    return Alert(
        alert_id=content_id("alert", kind, issuer_cik, *event),
        kind=kind,
        severity=severity,
        issuer_cik=issuer_cik,
        known_at=known_at,
        message=message,
        evidence=json.dumps(evidence, ensure_ascii=False, sort_keys=True),
    )


def cite(quoted: Quoted, accession_number: str | None = None) -> dict[str, object]:
    """A sentence as evidence."""
    evidence: dict[str, object] = {
        "document_id": quoted.document_id,
        "quote_start": quoted.quote_start,
        "quote_end": quoted.quote_end,
        "quote": quoted.quote,
    }
    return evidence | ({"accession_number": accession_number} if accession_number else {})


def cite_total(seen: Seen, total_id: str, accession_number: str) -> dict[str, object]:
    """The sentence with a total; the filing alone when it was superseded since."""
    total = next((one for one in seen.totals if one.total_id == total_id), None)
    return cite(total.source, accession_number) if total else {"accession_number": accession_number}


def day_begins(day: date) -> datetime:
    """The first instant of a day in New York, in UTC."""
    return datetime.combine(day, time(), NEW_YORK).astimezone(UTC)


def say_units(units: Decimal) -> str:
    """ "843,706", "0.5"."""
    return f"{units.normalize():,f}"


def say_percent(share: Decimal) -> str:
    """A share as percent with two significant digits at least: "0.0038 %", "12.4 %"."""
    percent = share * 100
    places = 1 if percent >= 1 else max(1, 1 - percent.adjusted()) if percent else 0
    return f"{percent:.{places}f} %"


def say_usd(amount: Decimal) -> str:
    """ "$36.1 million", "$1.01 billion", "$950,000"."""
    for size, word in ((Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million")):
        if amount >= size:
            figure = f"{amount / size:,.2f}".rstrip("0").rstrip(".")
            return f"${figure} {word}"
    return f"${amount:,.0f}"
