"""A holding that fell from one reported total to the next, whatever the reason: with its distance from the peak.

A fall that the ledger takes for rounding ("about 1,000" after 1,002), or of one unit, is none unless sold. A sale
that purchases of the same step outweigh is told too: the holding fell in between (704 sold and 3,205 acquired in
the step to 27 December 2022, 0001193125-22-313098).
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from monitor.judges.alerts._raising import cite_total, make_alert, say_percent, say_units
from monitor.judges.alerts._seen import Seen
from monitor.records import LedgerStep
from monitor.records.alerts import Alert

ROUNDING = Decimal(1)


def find_alerts(seen: Seen) -> Iterator[Alert]:
    """One for each step that falls. A threshold that is passed on the way down makes it critical; who rises above
    it and falls again passes it again."""
    peaks: dict[str, LedgerStep] = {}
    below: dict[str, Decimal] = {}
    for step in seen.steps:
        if step.sold_units > 0 and step.opening_on and step.reported_units >= step.opening_units:
            yield _outweighed(seen, step)
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
            yield _alert(seen, step, peak, share, max(passed, default=None))


def _outweighed(seen: Seen, step: LedgerStep) -> Alert:
    return make_alert(
        "holdings_decrease",
        "warning",
        issuer_cik=step.issuer_cik,
        event=(step.asset, step.as_of_on),
        known_at=step.known_at,
        message=(
            f"{seen.ticker}: {say_units(step.sold_units)} {step.asset} were sold by {step.as_of_on}, as "
            f"disclosed. As {say_units(step.acquired_units)} were acquired, {say_units(step.reported_units)} are "
            f"held, after {say_units(step.opening_units)} on {step.opening_on}"
        ),
        evidence=cite_total(seen, step.total_id, step.accession_number),
    )


def _alert(seen: Seen, step: LedgerStep, peak: LedgerStep, share: Decimal, passed: Decimal | None) -> Alert:
    fall = step.opening_units - step.reported_units
    message = (
        f"{seen.ticker}: {step.asset} holdings fell by {say_units(fall)} to {say_units(step.reported_units)} by "
        f"{step.as_of_on}, {say_percent(share)} below the peak of {say_units(peak.reported_units)} on "
        f"{peak.as_of_on}"
        + (f"; the fall from the peak has passed {passed.normalize():f} %" if passed is not None else "")
        + (f". Disclosed as sold: {say_units(step.sold_units)}" if step.sold_units else ". No sale is disclosed")
    )
    return make_alert(
        "holdings_decrease",
        "warning" if passed is None else "critical",
        issuer_cik=step.issuer_cik,
        event=(step.asset, step.as_of_on),
        known_at=step.known_at,
        message=message,
        evidence=cite_total(seen, step.total_id, step.accession_number),
    )
