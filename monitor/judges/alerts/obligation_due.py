"""Cash that must be paid, or may be asked for, within so many days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from monitor.judges._days import ONE_DAY, new_york_day
from monitor.judges.alerts._raising import cite, day_begins, make_alert, say_usd
from monitor.judges.alerts._seen import Seen
from monitor.records import Obligation
from monitor.records.alerts import Alert

WORDS = {
    "interest": "interest",
    "dividend": "a dividend",
    "put": "what holders may ask to be repaid",
    "maturity": "principal",
    "redemption": "a redemption",
}
HEAVY = ("put", "maturity", "redemption")


def find_alerts(seen: Seen) -> Iterator[Alert]:
    """One for each payment and each window of days that it has entered; at first sight for the narrowest alone."""
    today = new_york_day(seen.now)
    for obligation in seen.obligations:
        entered = [days for days in seen.limits.due_days if (obligation.due_on - today).days <= days]
        if not entered:
            continue
        days = int(min(entered))
        known_at = max(obligation.known_at, day_begins(obligation.due_on - timedelta(days=days)))
        if known_at < day_begins(obligation.due_on + ONE_DAY):  # told of afterwards it would be no warning
            yield _alert(seen, obligation, days, known_at)


def _alert(seen: Seen, obligation: Obligation, days: int, known_at: datetime) -> Alert:
    certainty = "" if obligation.certainty == "contractual" else f", {obligation.certainty.replace('_', ' ')}"
    return make_alert(
        "obligation_due",
        "warning" if obligation.kind in HEAVY else "notice",
        issuer_cik=obligation.issuer_cik,
        event=(obligation.instrument_id, obligation.kind, obligation.due_on, days),
        known_at=known_at,
        message=(
            f"{seen.ticker}: {WORDS[obligation.kind]} of {say_usd(obligation.amount_usd)} on {obligation.name} "
            f"falls due on {obligation.due_on}, within {days} days ({obligation.basis}{certainty})"
        ),
        evidence=cite(obligation.source, seen.accession_of(obligation.source.document_id)),
    )
