"""A claim is judged otherwise than before: what a new filing confirmed, contradicted or left open.

A verdict whose reason or probability alone changes is none; the feed of verdict changes has those too.
"""

from __future__ import annotations

from collections.abc import Iterator

from monitor.judges._days import ONE_DAY
from monitor.judges.alerts._raising import cite, day_begins, make_alert
from monitor.judges.alerts._seen import Seen
from monitor.records.alerts import Alert

OPEN = "not_enough_evidence"


def find_alerts(seen: Seen) -> Iterator[Alert]:
    """One for each change of label. What turns into its opposite is a warning, what settles is a notice."""
    for change in seen.verdicts:
        if change.label == change.label_before:
            continue
        # Judged today of a day long past, it is news of that day.
        known_at = min(change.judged_at, day_begins(change.as_of + ONE_DAY))
        before, after = (label.replace("_", " ") for label in (change.label_before, change.label))
        yield make_alert(
            "verdict_change",
            "notice" if OPEN in (change.label, change.label_before) else "warning",
            issuer_cik=change.issuer_cik,
            event=(change.verdict_id,),
            known_at=known_at,
            message=f"“{change.quote}” was {before} and is {after} as of {change.as_of}. {change.rationale}",
            evidence=cite(change, change.accession_number) | {"verdict_id": change.verdict_id},
        )
