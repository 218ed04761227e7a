"""A source that is asked and has not given a usable answer for a while. Silence is the worst failure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from monitor.judges.alerts._raising import make_alert
from monitor.judges.alerts._seen import Seen
from monitor.records.alerts import Alert


def find_alerts(seen: Seen) -> Iterator[Alert]:
    """One for each silence: it ends with the next answer, and another may follow."""
    patience = timedelta(hours=float(seen.limits.silent_hours))
    for source in seen.sources:
        since = source.answered_at or source.first_asked_at
        if seen.now - since <= patience:
            continue
        last = f"last answered at {since:%Y-%m-%d %H:%M} UTC" if source.answered_at else "has never answered"
        yield make_alert(
            "source_silent",
            "warning",
            issuer_cik=None,
            event=(source.source, source.answered_at),
            known_at=since + patience,
            message=f"{source.source} {last}: {source.error or 'it has not been asked since'}",
            evidence={"source": source.source},
        )
