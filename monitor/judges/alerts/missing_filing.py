"""A step of the ledger that does not add up because a filing inside it is not in the store, or days of it are not
covered by any."""

from __future__ import annotations

from collections.abc import Iterator

from monitor.judges.alerts._raising import cite_total, make_alert
from monitor.judges.alerts._seen import Seen
from monitor.records.alerts import Alert


def find_alerts(seen: Seen) -> Iterator[Alert]:
    """One for each such step."""
    for step in seen.steps:
        if step.status == "missing_filing":
            lacking = ", ".join(step.missing_accessions)
            yield make_alert(
                "missing_filing",
                "warning",
                issuer_cik=step.issuer_cik,
                event=(step.asset, step.as_of_on),
                known_at=step.known_at,
                message=(
                    f"{seen.ticker}: {step.asset} to {step.as_of_on} does not add up; a filing is missing. "
                    + (f"EDGAR lists {lacking}, which the store lacks. " if lacking else "")
                    + step.note
                ),
                evidence=cite_total(seen, step.total_id, step.accession_number),
            )
