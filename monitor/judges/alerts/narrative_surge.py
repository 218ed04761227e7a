"""A story is told much more often: so many claims within a week, and so many times the weeks before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal
from itertools import groupby

from monitor.judges._days import new_york_day
from monitor.judges.alerts._raising import cite, make_alert
from monitor.judges.alerts._seen import Seen
from monitor.records.alerts import Alert, Telling

PERIODS = 4  # before, whose average is the measure


def find_alerts(seen: Seen) -> Iterator[Alert]:
    """One for each time that a story swells; not again while it stays loud."""
    for _, group in groupby(seen.tellings, key=lambda one: one.narrative_id):
        yield from _find_surges(seen, list(group))


def _find_surges(seen: Seen, told: Sequence[Telling]) -> Iterator[Alert]:
    """`told` in the order said: two places walk behind each telling, where its period and those before begin."""
    span = timedelta(days=float(seen.limits.surge_days))
    first = early = 0
    loud = False
    for number, telling in enumerate(told):
        while told[first].claimed_at <= telling.claimed_at - span:
            first += 1
        while told[early].claimed_at <= telling.claimed_at - span * (PERIODS + 1):
            early += 1
        recent, average = number - first + 1, Decimal(first - early) / PERIODS
        enough = max(seen.limits.surge_claims, seen.limits.surge_times * average)
        was, loud = loud, recent >= (enough / 2 if loud else enough)  # half, or it would flicker at the limit
        if loud and not was:
            yield _alert(seen, telling, told[first : number + 1], average)


def _alert(seen: Seen, telling: Telling, recent: Sequence[Telling], average: Decimal) -> Alert:
    sources = len({one.source for one in recent})
    year, week, _ = new_york_day(telling.claimed_at).isocalendar()
    return make_alert(
        "narrative_surge",
        "notice",
        issuer_cik=telling.issuer_cik,
        event=(telling.narrative_id, year, week),
        known_at=telling.claimed_at,
        message=(
            f"“{telling.name}” was told {len(recent)} times by {sources} source{'' if sources == 1 else 's'} "
            f"within {seen.limits.surge_days:f} days to {new_york_day(telling.claimed_at)}, {average:.1f} before"
        ),
        evidence=cite(telling) | {"narrative_id": telling.narrative_id, "claim_id": telling.claim_id},
    )
