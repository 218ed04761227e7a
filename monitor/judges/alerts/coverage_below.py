"""The cash pays for fewer months of interest and dividends than a threshold, and paid for more before."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from monitor.judges.alerts._raising import make_alert
from monitor.judges.alerts._seen import Seen
from monitor.records.alerts import Alert


def find_alerts(seen: Seen) -> Iterator[Alert]:
    """One for each crossing, for the lowest threshold crossed; above and below again is another crossing."""
    before: Decimal | None = None
    for coverage in sorted(seen.coverages, key=lambda one: one.as_of_on):
        limits = seen.limits.coverage_months
        crossed = [limit for limit in limits if coverage.months < limit and (before is None or before >= limit)]
        earlier, before = before, coverage.months
        if not crossed:
            continue
        was = "" if earlier is None else f", after {earlier:f}"
        yield make_alert(
            "coverage_below",
            "critical" if min(crossed) == min(limits) else "warning",
            issuer_cik=coverage.issuer_cik,
            event=(coverage.as_of_on, min(crossed).normalize()),
            known_at=coverage.known_at,
            message=(
                f"{seen.ticker}: on {coverage.as_of_on} the cash covers {coverage.months:f} months of interest "
                f"and dividends{was}: below {min(crossed).normalize():f}. {coverage.note}"
            ),
            evidence={"accession_number": coverage.accession_number},
        )
