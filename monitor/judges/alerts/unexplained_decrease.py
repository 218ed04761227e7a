"""A step of the ledger that ends lower than its disclosures explain: a sale that no filing speaks of, or a change
that was not read."""

from __future__ import annotations

from collections.abc import Iterator

from monitor.judges.alerts._raising import cite_total, make_alert, say_units
from monitor.judges.alerts._seen import Seen
from monitor.records.alerts import Alert


def find_alerts(seen: Seen) -> Iterator[Alert]:
    """One for each such step."""
    for step in seen.steps:
        if step.status == "unexplained_decrease":
            yield make_alert(
                "unexplained_decrease",
                "critical",
                issuer_cik=step.issuer_cik,
                event=(step.asset, step.as_of_on),
                known_at=step.known_at,
                message=(
                    f"{seen.ticker}: {say_units(-step.residual_units)} {step.asset} fewer are held on "
                    f"{step.as_of_on} than the filings explain. {step.note}"
                ),
                evidence=cite_total(seen, step.total_id, step.accession_number),
            )
