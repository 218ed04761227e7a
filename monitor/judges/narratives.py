"""Claims joined into stories: by what they propose, of whom, when and how large. Pure.

Two members make one story although they share few words, because claims are compared and not sentences. Sizes
part what types alone would join: 47,000 bitcoin in November and 32 in June are two stories.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from monitor.judges._catalogue import Story, find_story, load_catalogue
from monitor.judges._story_sizes import Size, find_size, tell_size
from monitor.judges.knowledge import NEW_YORK
from monitor.records import Claim, Narrative, NarrativeClaim, NarrativeScore, content_id

PLACES = Decimal("0.001")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A claim, who printed it, and the scores of its verdicts by their days, the one that holds last."""

    claim: Claim
    source: str
    scores: Sequence[tuple[date, Decimal]] = ()


@dataclass(slots=True)
class _Thread:
    """A story while it grows."""

    story: Story
    told: list[tuple[Told, Size | None]] = field(default_factory=list)
    sizes: list[Size] = field(default_factory=list)  # of those that have one
    first_on: date = date.max
    last_on: date = date.min

    def add(self, one: Told, day: date, size: Size | None) -> None:
        self.told.append((one, size))
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
    family = [story for story in load_catalogue() if story.family == thread.story.family]
    fits = [next(place for place, story in enumerate(family) if story.fits(one.claim)) for one, _ in thread.told]
    members = tuple(_retell(thread, family, fits))
    scores = tuple(_score(thread, family[min(fits)]))
    first, last = thread.told[0][0].claim, members[-1]
    return Narrative(
        narrative_id=content_id("narrative", thread.story.family, first.claim_id),
        issuer_cik=first.issuer_cik,
        catalogue=last.catalogue,
        name=last.name,
        first_seen_at=members[0].told_at,
        last_seen_at=last.told_at,
        claims=last.claims,
        sources=last.sources,
        loudest_source=last.loudest_source,
        score=scores[-1].score,
        members=members,
        scores=scores,
    )


def _retell(thread: _Thread, family: Sequence[Story], fits: Sequence[int]) -> Iterator[NarrativeClaim]:
    """The story after each of its claims: what is said later changes its name and its size, not what it was."""
    place, asset = len(family), ""
    ends: list[Size] = []  # the smallest and the largest
    sources: Counter[str] = Counter()
    for number, ((one, size), fit) in enumerate(zip(thread.told, fits, strict=True), start=1):
        place, asset = min(place, fit), asset or one.claim.asset or ""
        if size is not None:
            told = sorted((*ends, size), key=lambda known: known.amount)
            ends = [told[0], told[-1]]
        sources[one.source] += 1
        story = family[place]
        name = story.name.format(asset=asset or "bitcoin")
        told_size = tell_size(ends, story.measure, asset or "bitcoin")
        yield NarrativeClaim(
            claim_id=one.claim.claim_id,
            told_at=one.claim.claimed_at,
            catalogue=story.catalogue,
            name=name[:1].upper() + name[1:] + (f": {told_size}" if told_size else ""),
            claims=number,
            sources=len(sources),
            loudest_source=min(sources, key=lambda source: (-sources[source], source)),
        )


def _score(thread: _Thread, story: Story) -> Iterator[NarrativeScore]:
    """The mean at the end of each day on which it changed: a claim counts from its day on, without a verdict as 0,
    and the score of one that speaks against the story turned round."""
    turns: defaultdict[date, list[tuple[int, Decimal]]] = defaultdict(list)
    for place, (one, _) in enumerate(thread.told):
        said_on = one.claim.claimed_at.astimezone(NEW_YORK).date()
        turns[said_on].append((place, Decimal(0)))
        for day, score in one.scores:
            turns[max(day, said_on)].append((place, -score if story.turns_round(one.claim) else score))
    standing: dict[int, Decimal] = {}
    total, before = Decimal(0), None
    for day, turned in sorted(turns.items()):
        for place, score in turned:
            total += score - standing.get(place, Decimal(0))
            standing[place] = score
        mean = (total / len(standing)).quantize(PLACES)
        if mean != before:
            yield NarrativeScore(as_of=day, score=mean)
            before = mean
