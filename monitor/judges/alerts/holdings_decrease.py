"""A holding that fell from one reported total to the next, whatever the reason: with its distance from the peak.

A fall that the ledger takes for rounding ("about 1,000" after 1,002), or of one unit, is none unless sold. A sale
that purchases of the same step outweigh is told too: the holding fell in between (704 sold and 3,205 acquired in
the step to 27 December 2022, 0001193125-22-313098).
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from monitor.judges.alerts._raising import cite, cite_total, make_alert, say_percent, say_units
from monitor.judges.alerts._seen import Seen
from monitor.records import HoldingsChange, LedgerStep
from monitor.records.alerts import Alert, AlertSeverity

ROUNDING = Decimal(1)


def find_alerts(seen: Seen) -> Iterator[Alert]:
    """One for each step that falls or in which some was sold. A threshold that is passed on the way down makes it
    critical; who rises above it and falls again passes it again."""
    peaks: dict[str, LedgerStep] = {}
    below: dict[str, Decimal] = {}
    sales = {change.change_id: change for change in seen.changes if change.kind == "sold"}
    for step in seen.steps:
        # What was given to employees, pledged or lent is no sale, though the ledger counts it with what was sold.
        sold = sum((one.counted_units for one in step.changes if one.change_id in sales), Decimal(0))
        if sold and step.opening_on and step.reported_units >= step.opening_units:
            first = next(one.change_id for one in step.changes if one.change_id in sales)
            yield _outweighed(seen, step, sold, sales[first])
        peak = peaks.get(step.asset)
        if peak is None or step.reported_units >= peak.reported_units:
            peaks[step.asset] = step
            below[step.asset] = Decimal(0)
            continue
        before, share = below[step.asset], 1 - step.reported_units / peak.reported_units
        below[step.asset] = share
        fall = step.opening_units - step.reported_units
        rounded = fall <= ROUNDING or step.status == "rounding"
        if fall > 0 and (step.sold_units > 0 or not rounded):
            passed = [limit for limit in seen.limits.decrease_percent if before * 100 < limit <= share * 100]
            words = (
                f"holdings fell by {say_units(fall)} to {say_units(step.reported_units)} by {step.as_of_on}, "
                f"{say_percent(share)} below the peak of {say_units(peak.reported_units)} on {peak.as_of_on}"
                + (f"; the fall from the peak has passed {max(passed).normalize():f} %" if passed else "")
            )
            yield _fallen(seen, step, words, sold, severity="critical" if passed else "warning")


def _fallen(seen: Seen, step: LedgerStep, words: str, sold: Decimal, *, severity: AlertSeverity) -> Alert:
    otherwise = step.sold_units - sold
    return make_alert(
        "holdings_decrease",
        severity,
        issuer_cik=step.issuer_cik,
        event=(step.asset, step.as_of_on),
        known_at=step.known_at,
        message=(
            f"{seen.ticker}: {step.asset} {words}"
            + (f". Disclosed as sold: {say_units(sold)}" if sold else ". No sale is disclosed")
            + (f". Gone otherwise: {say_units(otherwise)}" if otherwise > 0 else "")
        ),
        evidence=cite_total(seen, step.total_id, step.accession_number),
    )


def _outweighed(seen: Seen, step: LedgerStep, sold: Decimal, sale: HoldingsChange) -> Alert:
    return make_alert(
        "holdings_decrease",
        "warning",
        issuer_cik=step.issuer_cik,
        event=(step.asset, step.as_of_on),
        known_at=step.known_at,
        message=(
            f"{seen.ticker}: {say_units(sold)} {step.asset} were sold by {step.as_of_on}, as disclosed. As "
            f"{say_units(step.acquired_units)} were acquired, {say_units(step.reported_units)} are held, after "
            f"{say_units(step.opening_units)} on {step.opening_on}"
        ),
        evidence=cite(sale.source, seen.accession_of(sale.source.document_id)),
    )
