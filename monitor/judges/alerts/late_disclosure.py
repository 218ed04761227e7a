"""A day on which a watched issuer should have said what it holds, by habit or by rule, and did not.

A missing disclosure is not a denial and no sale: it is a day from which on nothing is known. A disclosure that was
made and is not in the store is none of these: the ledger says so (`missing_filing`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from monitor.judges._days import ONE_DAY, new_york_day
from monitor.judges.alerts._raising import cite, day_begins, make_alert
from monitor.judges.alerts._seen import Seen
from monitor.judges.due import HABIT_LENGTH, HABIT_MEMORY, next_disclosure_after
from monitor.records import HoldingsTotal, Issuer
from monitor.records.alerts import Alert

LOOK_BACK = 60  # disclosures: a year of weeks


def find_alerts(seen: Seen) -> Iterator[Alert]:
    """One for each silence, known from the end of the day on which the disclosure was due."""
    if seen.issuer is None or not seen.issuer.watched:
        return
    for asset in seen.issuer.assets:
        totals = [one for one in seen.totals if one.asset == asset.asset]
        yield from _find_silences(seen, seen.issuer, asset.asset, totals)


def _find_silences(seen: Seen, issuer: Issuer, asset: str, totals: Sequence[HoldingsTotal]) -> Iterator[Alert]:
    told: dict[date, HoldingsTotal] = {}
    for total in sorted(totals, key=lambda one: (one.as_of_on, one.known_at)):
        told[new_york_day(total.known_at)] = total  # the newest holding that was told on the day
    days = sorted(told)
    gaps = {step.as_of_on for step in seen.steps if step.asset == asset and step.status == "missing_filing"}
    filings = list(dict.fromkeys(seen.filings.values()))
    for number, day in enumerate(days):
        if number < len(days) - LOOK_BACK or (number + 1 < len(days) and told[days[number + 1]].as_of_on in gaps):
            continue
        due = next_disclosure_after(day, issuer=issuer, filings=filings, totals=totals)
        recent = sum(day - HABIT_MEMORY <= one for one in days[: number + 1])
        if due.basis.endswith("habit") and recent < HABIT_LENGTH:
            continue  # too few to show a habit: what the profile says of today is no promise of then
        until = days[number + 1] if number + 1 < len(days) else new_york_day(seen.now)
        if until <= due.due_on:
            continue
        total = told[day]
        yield make_alert(
            "late_disclosure",
            "warning",
            issuer_cik=issuer.issuer_cik,
            event=(asset, day),
            known_at=day_begins(due.due_on + ONE_DAY),
            message=(
                f"{issuer.ticker}: no disclosure of its {asset} is known to have come by {due.due_on}, when it "
                f"was due ({due.basis}). The last one, on {day}, speaks of {total.as_of_on}; nothing was known of "
                f"the days since"
            ),
            evidence=cite(total.source, seen.accession_of(total.source.document_id)),
        )
