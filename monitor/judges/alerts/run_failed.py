"""A run that failed, or was cut off: the first of a row. Another alert comes when one has gone well in between."""

from __future__ import annotations

from collections.abc import Iterator

from monitor.judges.alerts._raising import make_alert
from monitor.judges.alerts._seen import Seen
from monitor.records.alerts import Alert, RunEnd

WELL = (0, 1)  # 1: a check found something, and the check went well
OUTCOMES = {
    2: "its settings or its input are wrong",
    3: "a source failed, the rest is stored",
    None: "it was cut off",
}


def find_alerts(seen: Seen) -> Iterator[Alert]:
    """One for each row of failures of a command."""
    failing: set[str] = set()
    for run in seen.runs:
        if run.exit_code in WELL:
            failing.discard(run.command)
        elif run.command not in failing:
            failing.add(run.command)
            yield _alert(run)


def _alert(run: RunEnd) -> Alert:
    outcome = OUTCOMES.get(run.exit_code, f"exit code {run.exit_code}")
    return make_alert(
        "run_failed",
        "warning" if run.exit_code == 3 else "critical",
        issuer_cik=None,
        event=(run.run_id,),
        known_at=run.finished_at or run.started_at,
        message=(
            f"`monitor {run.command}` of {run.started_at:%Y-%m-%d %H:%M} UTC failed: {outcome}"
            + (f" ({run.error})" if run.error else "")
        ),
        evidence={"run_id": run.run_id},
    )
