"""The topic of a sentence: which rules fire, and which of them speaks of the main clause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from monitor.extractors._language import Parsed
from monitor.extractors.payments._features import Seen
from monitor.extractors.payments._rules import TopicRule, load_topic_rules
from monitor.extractors.payments._scope import depth_of, top_word
from monitor.extractors.payments._words import load_classes

RULE_WEIGHT = 0.7  # of one point of a rule beside the head's log chance
DEPTH_COST = 1.4  # of each subordinate clause between the words and the main verb
LATER_COST = 0.6  # of the whole sentence before the words: "two acts: the first named"


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that fired: where the act is, and where all of its words are."""

    rule: TopicRule
    span: tuple[int, int]
    act: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A topic weighed by the words that speak for it and their place in the sentence."""

    topic: str
    score: float
    anchor: int  # the word whose clause decides how the act is told
    span: tuple[int, int]  # all of the words
    act: tuple[int, int]
    absorbs: str


def find_hits(masked: str) -> list[Hit]:
    """Where rules of words fire on a sentence. No parser needed."""
    hits = []
    for rule in load_topic_rules().rules:
        if rule.unless is not None and rule.unless.search(masked):
            continue
        for found in rule.words.finditer(masked):
            acts = [name for name, text in found.groupdict().items() if text is not None]
            hits.append(Hit(rule, found.span(), found.span(acts[0]) if acts else found.span()))
    return hits


def weigh(hits: Sequence[Hit], parsed: Parsed, length: int) -> list[Candidate]:
    """What speaks for which topic, the best first: sure words in the main clause, named early."""
    weighed = []
    for hit in hits:
        anchor = top_word(parsed, *hit.act)
        if anchor is not None:
            cost = 0.0 if hit.rule.topic == "none" else _cost(parsed, anchor, hit.act[0], length)
            score = hit.rule.weight - cost
            weighed.append(Candidate(hit.rule.topic, score, anchor, hit.span, hit.act, hit.rule.absorbs))
    for found in parsed.acts:
        act, verb = load_topic_rules().acts[found.name], parsed.words[found.first]
        span = (verb.start, verb.end)
        score = act.weight - _cost(parsed, found.first, verb.start, length)
        weighed.append(Candidate(act.topic, score, found.first, span, span, ""))
    return sorted(weighed, key=lambda one: (-one.score, one.act, one.topic))


def _cost(parsed: Parsed, anchor: int, start: int, length: int) -> float:
    return DEPTH_COST * depth_of(parsed, anchor) + LATER_COST * start / max(length, 1)


def choose(weighed: Sequence[Candidate], seen: Seen, chances: Mapping[str, float]) -> Candidate | None:
    """The candidate whose topic rules and `chances` together like best; None when they like `none` better.

    A topic that no rule fired on can be chosen too: its act is the highest word that names such an act.
    """
    best = {candidate.topic: candidate for candidate in reversed(weighed)}  # the first of each topic

    def liked(topic: str) -> float:
        return chances[topic] + RULE_WEIGHT * (max(best[topic].score, 0.0) if topic in best else 0.0)

    topic = max(chances, key=liked)
    if topic == "none":
        return None
    return best[topic] if topic in best else find_act(seen, topic)


def find_act(seen: Seen, topic: str) -> Candidate:
    """The act of a topic where no rule has found it: the root of the sentence when no word names one either."""
    words = seen.parsed.words
    root = next(number for number, word in enumerate(words) if word.head == number)
    named = (
        min(
            (n for n, one in enumerate(seen.classes) if one == name),
            key=lambda n: (seen.depths[n], n),
            default=None,
        )
        for name in load_classes().acts[topic]
    )
    anchor = next((number for number in named if number is not None), root)
    span = (words[anchor].start, words[anchor].end)
    return Candidate(topic, 0.0, anchor, span, span, "")
