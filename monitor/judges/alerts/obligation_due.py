"""Cash that must be paid, or may be asked for, within so many days.

Principal, redemptions and what holders may ask back are told of one by one, in every window. Interest and
dividends are routine: those of one day are told together, and in the narrowest window alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from monitor.judges._days import ONE_DAY, new_york_day
from monitor.judges._precision import ZERO
from monitor.judges._sums_due import say_sum, sum_dollars
from monitor.judges.alerts._raising import cite, day_begins, make_alert, say_usd
from monitor.judges.alerts._seen import Seen
from monitor.records import Obligation
from monitor.records.alerts import Alert, AlertSeverity

WORDS = {
    "interest": "interest",
    "dividend": "a dividend",
    "put": "what holders may ask to be repaid",
    "maturity": "principal",
    "redemption": "a redemption",
}
HEAVY = ("put", "maturity", "redemption")


def find_alerts(seen: Seen) -> Iterator[Alert]:
    """One for each window of days that a payment has entered; at first sight for the narrowest alone."""
    routine: defaultdict[date, list[Obligation]] = defaultdict(list)
    for obligation in seen.obligations:
        if obligation.kind in HEAVY:
            event = (obligation.instrument_id, obligation.kind, obligation.due_on)
            yield from _alerts(seen, [obligation], seen.limits.due_days, "warning", event)
        else:
            routine[obligation.due_on].append(obligation)
    for due_on, group in sorted(routine.items()):
        largest_first = sorted(group, key=lambda one: (-(one.amount_usd or ZERO), one.name))
        yield from _alerts(seen, largest_first, [min(seen.limits.due_days)], "notice", (due_on,))


def _alerts(
    seen: Seen,
    group: Sequence[Obligation],
    windows: Iterable[Decimal],
    severity: AlertSeverity,
    event: tuple[object, ...],
) -> Iterator[Alert]:
    """`group`: what falls due on one day."""
    due_on = group[0].due_on
    left = (due_on - new_york_day(seen.now)).days
    days = min((int(window) for window in windows if left <= window), default=None)
    if days is None:
        return
    entered = day_begins(due_on - timedelta(days=days))
    # What is told of afterwards would be no warning.
    known = [one for one in group if one.known_at < day_begins(due_on + ONE_DAY)]
    if known:
        known_at = max(entered, min(one.known_at for one in known))
        yield make_alert(
            "obligation_due",
            severity,
            issuer_cik=known[0].issuer_cik,
            event=(*event, days),
            known_at=known_at,
            message=f"{seen.ticker}: {_say(known, due_on, days)}",
            evidence=cite(known[0].source, seen.accession_of(known[0].source.document_id)),
        )


def _say(group: Sequence[Obligation], due_on: date, days: int) -> str:
    each = [f"{WORDS[one.kind]} of {_say_sum(one)} on {one.name} ({_say_basis(one)})" for one in group]
    if len(group) == 1:
        when = f"in {group[0].due_in}, the day not stated" if group[0].due_in else f"on {due_on}"
        return f"{each[0]} falls due {when}, within {days} days"
    # What is paid in another currency is told of, and is in no sum.
    total = sum_dollars(group)
    abroad = [say_sum(one) for one in group if one.amount_usd is None]
    sums = " and ".join([*([say_usd(total)] if total else []), *abroad])
    return f"{len(group)} payments of {sums} in all fall due on {due_on}, within {days} days: " + "; ".join(each)


def _say_sum(one: Obligation) -> str:
    return say_sum(one) if one.amount_usd is None else say_usd(one.amount_usd)


def _say_basis(obligation: Obligation) -> str:
    certainty = "" if obligation.certainty == "contractual" else f", {obligation.certainty.replace('_', ' ')}"
    return obligation.basis + certainty
