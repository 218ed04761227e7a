"""What `monitor status` prints for people."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from monitor.terminal import as_table, count

if TYPE_CHECKING:
    from monitor.pipeline.inspect import Status
    from monitor.store.health import Health

OUTCOMES = {
    None: "at work, or interrupted",
    0: "done",
    2: "failed (exit 2)",
    3: "done, but something failed (exit 3)",
}
UNTOLD = ("blocks", "issuers", "ledger_changes")  # counts that tell a reader nothing


def write_status(status: Status) -> str:
    """Holdings first, alarms last: the two places that are read."""
    parts = [_write_holdings(status)]
    if gaps := [(held.ticker, step) for held in status.holdings for step in held.gaps]:
        parts.append(
            "Gaps: what the disclosures in the store do not explain\n"
            + as_table(
                ("issuer", "from", "to", "why", "units", "days not covered"),
                [
                    (
                        ticker,
                        f"{step.opening_on}",
                        f"{step.as_of_on}",
                        step.status.replace("_", " "),
                        f"{step.residual_units:+,f}",
                        f"{step.uncovered_days}",
                    )
                    for ticker, step in gaps
                ],
                right=(4, 5),
            )
        )
    parts.append(_write_sources(status))
    if status.problems:
        shown = [f"  {problem.severity:<8} {problem.message}" for problem in status.problems[:10]]
        more = len(status.problems) - len(shown)
        rest = [f"  ... and {more} more, see the table `problems`"] if more else []
        parts.append("\n".join([f"Open problems ({len(status.problems)})", *shown, *rest]))
    parts.append(_write_counts(status.counts))
    parts.append("Models: " + ", ".join(f"{name} {version}" for name, version in status.models.items()))
    parts.append("\n".join(f"ALARM  {alarm}" for alarm in status.alarms) or _write_all_clear(status))
    return "\n\n".join(part for part in parts if part)


def _write_holdings(status: Status) -> str:
    if not status.holdings:
        if status.counts.get("filings"):
            return "No holding is reported in the filings of the store."
        return "No filings yet: run `monitor update`, `monitor load` or `monitor demo`."
    rows = [
        (
            held.ticker,
            f"{held.units:,f} {held.asset}",
            f"{held.as_of_on}",
            f"{held.uncovered_from_on} ({held.uncovered_days} days)" if held.uncovered_from_on else "-",
            f"{held.overdue_since_on} OVERDUE" if held.overdue_since_on else f"{held.due_on} ({held.due_basis})",
        )
        for held in status.holdings
    ]
    return "Holdings\n" + as_table(("issuer", "holds", "as of", "not covered since", "next due"), rows, right=(1,))


def _write_all_clear(status: Status) -> str:
    errors = sum(problem.severity == "error" for problem in status.problems)
    clear = "No source is stale and no disclosure is overdue"
    return (
        f"{clear}, but {count(errors, 'error')} above {'is' if errors == 1 else 'are'} open."
        if errors
        else f"{clear}."
    )


def _write_sources(status: Status) -> str:
    sources = [
        (source.source, _when(source.asked_at), _when(source.answered_at), source.error or "answered")
        for source in status.sources
    ]
    runs = [
        (
            f"monitor {run.command}",
            _when(run.started_at),
            _when(run.finished_at) if run.finished_at else "-",
            OUTCOMES.get(run.exit_code, f"exit {run.exit_code}"),
        )
        for run in status.runs
    ]
    parts = []
    if status.health:
        parts.append(_write_health(status.health))
    if sources:
        parts.append("Sources\n" + as_table(("source", "last asked", "last answer", "outcome"), sources))
    if runs:
        parts.append("Last runs\n" + as_table(("command", "began", "ended", "outcome"), runs))
    return "\n\n".join(parts)


def _write_health(health: Health) -> str:
    ended = OUTCOMES.get(health.exit_code, f"exit {health.exit_code}")
    waiting = f"; {count(health.waiting_alerts, 'alert')} not delivered yet" if health.waiting_alerts else ""
    return (
        f"Last run: monitor {health.command}, {_when(health.finished_at)}, {ended}. "
        f"Last update that went well: {_when(health.last_success_at)}{waiting}"
    )


def _write_counts(counts: Mapping[str, int]) -> str:
    told = {table: number for table, number in counts.items() if number and table not in UNTOLD}
    first = [table for table in ("filings", "documents") if table in told]
    order = dict.fromkeys([*first, *told])
    listed = ", ".join(f"{told[table]:,} {table.replace('_', ' ')}" for table in order)
    return f"In the store: {listed or 'nothing yet'}"


def _when(instant: datetime | None) -> str:
    return f"{instant:%Y-%m-%d %H:%M} UTC" if instant else "never"
