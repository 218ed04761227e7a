"""Claims joined into stories: by what they propose, of whom, when and how large. Pure.

Two tellings make one story although they share few words, because claims are compared and not sentences. Sizes
part what types alone would join: 47,000 bitcoin in November and 32 in June are two stories.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from monitor.judges._catalogue import Story, find_story, load_catalogue
from monitor.judges._story_sizes import Size, find_size, tell_size
from monitor.judges.knowledge import NEW_YORK
from monitor.records import Claim, Narrative, content_id

PLACES = Decimal("0.001")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A claim, who printed it, and the score of the verdict that holds now (0 without one)."""

    claim: Claim
    source: str
    score: Decimal


@dataclass(slots=True)
class _Thread:
    """A story while it grows."""

    story: Story
    told: list[Told] = field(default_factory=list)
    sizes: list[Size] = field(default_factory=list)
    first_on: date = date.max
    last_on: date = date.min

    def add(self, one: Told, day: date, size: Size | None) -> None:
        self.told.append(one)
        self.first_on, self.last_on = min(self.first_on, day), max(self.last_on, day)
        if size is not None:
            self.sizes.append(size)

    def takes(self, day: date, size: Size | None) -> bool:
        """Whether it is near enough in time, and of one size with what was told before."""
        window = timedelta(days=self.story.window_days)
        if not self.first_on - window <= day <= self.last_on + window:
            return False
        if size is None or not self.sizes:
            return True
        middle = sorted(self.sizes, key=lambda known: known.amount)[len(self.sizes) // 2]
        return size.agrees(middle, self.story.ratio)

    def distance(self, day: date, size: Size | None) -> tuple[Decimal, int, int]:
        """How far a claim is from it: in size, in telling, in days. The nearest story takes the claim."""
        gap = max(0, (day - self.last_on).days, (self.first_on - day).days)
        if size is None or not self.sizes:
            return Decimal(0 if size is None else 1), -len(self.told), gap
        nearest = min(max(size.amount, known.amount) / min(size.amount, known.amount) for known in self.sizes)
        return nearest - 1, -len(self.told), gap


def build_narratives(told: Sequence[Told], prices: Mapping[str, Mapping[date, Decimal]]) -> list[Narrative]:
    """The stories of these claims. Claims that no entry of the catalogue follows are in none.

    `prices`: asset -> day -> US dollars, to compare dollars with coins; where none is near, dollars join any size.
    """
    threads: defaultdict[tuple[object, ...], list[_Thread]] = defaultdict(list)
    for one in sorted(told, key=lambda one: (one.claim.claimed_at, one.claim.claim_id)):
        story = find_story(one.claim)
        if story is None:
            continue
        day = _happened_on(one.claim)
        asset = one.claim.asset or ""
        size = find_size(one.claim, story.measure, day, prices.get(asset, {})) if story.measure else None
        known = threads[story.family, one.claim.issuer_cik, asset if story.measure else ""]
        near = [thread for thread in known if thread.takes(day, size)]
        if not near:
            known.append(_Thread(story))
            near = known[-1:]
        min(near, key=lambda thread: thread.distance(day, size)).add(one, day, size)
    return sorted(
        (_narrative(thread) for group in threads.values() for thread in group),
        key=lambda narrative: (narrative.first_seen_at, narrative.narrative_id),
    )


def _happened_on(claim: Claim) -> date:
    """The day that the claim speaks of: a sale retold in January is the sale of November. A day to come is no such
    day: a forecast for 2030 is told today."""
    said_on = claim.claimed_at.astimezone(NEW_YORK).date()
    return min(claim.period_end_on or said_on, said_on)


def _narrative(thread: _Thread) -> Narrative:
    first = thread.told[0].claim
    fitting = (s for s in load_catalogue() if s.family == thread.story.family)
    story = next(s for s in fitting if any(s.fits(one.claim) for one in thread.told))
    asset = next((one.claim.asset for one in thread.told if one.claim.asset), "bitcoin")
    size = tell_size(thread.sizes, story.measure, asset)
    name = story.name.format(asset=asset)
    sources = Counter(one.source for one in thread.told)
    signed = [-one.score if story.turns_round(one.claim) else one.score for one in thread.told]
    times = [one.claim.claimed_at for one in thread.told]
    return Narrative(
        narrative_id=content_id("narrative", thread.story.family, first.claim_id),
        issuer_cik=first.issuer_cik,
        catalogue=story.catalogue,
        name=name[:1].upper() + name[1:] + (f": {size}" if size else ""),
        first_seen_at=min(times),
        last_seen_at=max(times),
        claims=len(thread.told),
        sources=len(sources),
        loudest_source=min(sources, key=lambda source: (-sources[source], source)),
        score=(sum(signed, Decimal(0)) / len(signed)).quantize(PLACES),
        claim_ids=tuple(one.claim.claim_id for one in thread.told),
    )
