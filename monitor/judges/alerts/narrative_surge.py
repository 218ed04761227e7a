"""A story is told much more often: so many claims within a week, and so many times the weeks before."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import groupby

from monitor.judges._days import new_york_day
from monitor.judges.alerts._raising import cite, make_alert
from monitor.judges.alerts._seen import Seen
from monitor.judges.alerts._spells import Spells
from monitor.records.alerts import Alert, Telling

PERIODS = 4  # before, whose average is the measure


def find_alerts(seen: Seen) -> Iterator[Alert]:
    """One for each time that a story swells; not again while it stays loud."""
    for _, group in groupby(seen.tellings, key=lambda one: one.narrative_id):
        yield from _find_surges(seen, sorted(group, key=lambda one: (one.known_at, one.claimed_at, one.claim_id)))


def _find_surges(seen: Seen, told: Sequence[Telling]) -> Iterator[Alert]:
    """`told` in the order of knowing: each fills the period that ends with it, and one that ends later."""
    span = timedelta(days=float(seen.limits.surge_days))
    spells: Spells[datetime] = Spells(span)
    known: list[Telling] = []
    for telling in told:
        insort(known, telling, key=_said)
        for end in _ends(known, telling.claimed_at, span):
            places = [bisect_right(known, end - span * periods, key=_said) for periods in (0, 1, PERIODS + 1)]
            last, first, early = places
            recent, average = last - first, Decimal(first - early) / PERIODS
            enough = max(seen.limits.surge_claims, seen.limits.surge_times * average)
            if recent >= enough and spells.begin(end):
                yield _alert(seen, known[last - 1], known[first:last], average)
            elif recent >= enough / 2:  # half, or it would flicker at the limit
                spells.extend(end)


def _said(telling: Telling) -> datetime:
    return telling.claimed_at


def _ends(known: Sequence[Telling], at: datetime, span: timedelta) -> list[datetime]:
    """The ends of the periods looked at: `at`, and the last time less than a period later at which it was told.
    Those in between are left out, or a source that is always hours late would make a run of minutes."""
    last = known[bisect_left(known, at + span, key=_said) - 1].claimed_at
    return [at] if last == at else [at, last]


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
