"""What alerts are judged from, made by hand: shared by the tests of their kinds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from monitor._alert_settings import AlertLimits
from monitor.judges.alerts import Seen, judge_alerts
from monitor.records import (
    Alert,
    Asset,
    CountedChange,
    Document,
    Filing,
    HoldingsChange,
    Issuer,
    LedgerStep,
    Quote,
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
