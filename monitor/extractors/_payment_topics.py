"""The topic of a sentence: which rules fire, and which of them speaks of the main clause."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.extractors._language import Parsed
from monitor.extractors._payment_head import load_head
from monitor.extractors._payment_rules import TopicRule, load_topic_rules
from monitor.extractors._payment_scope import depth_of, top_word

RULE_WEIGHT = 0.8  # of one point of a rule beside the head's log chance: cross-validated by groups of like sentences, 0.5 to 1.2
DEPTH_COST = 1.4  # of each subordinate clause between the words and the main verb
LATER_COST = 0.6  # of the whole sentence before the words: "two acts: the first named"


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that fired: where the act is, and where all of its words are."""

    rule: TopicRule
    start: int
    end: int
    act_start: int
    act_end: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A hit weighed by its place in the sentence."""

    hit: Hit
    score: float
    anchor: int
    depth: float


def find_hits(masked: str) -> list[Hit]:
    """Where rules fire on a sentence. No parser needed."""
    hits = []
    for rule in load_topic_rules().rules:
        if rule.unless is not None and rule.unless.search(masked):
            continue
        for found in rule.words.finditer(masked):
            acts = [name for name, text in found.groupdict().items() if text is not None]
            act = found.span(acts[0]) if acts else found.span()
            hits.append(Hit(rule, *found.span(), *act))
    return hits


def weigh(hits: list[Hit], parsed: Parsed, length: int) -> list[Candidate]:
    """Hits weighed, the best first: sure words in the main clause, named early."""
    weighed = []
    for hit in hits:
        anchor = top_word(parsed, hit.act_start, hit.act_end)
        if anchor is None:
            continue
        depth = depth_of(parsed, anchor)
        late = hit.act_start / max(length, 1)
        cost = 0.0 if hit.rule.topic == "none" else DEPTH_COST * depth + LATER_COST * late
        weighed.append(Candidate(hit, hit.rule.weight - cost, anchor, depth))
    return sorted(weighed, key=lambda one: (-one.score, one.hit.start, one.hit.rule.name))


def choose(weighed: list[Candidate], masked: str) -> Candidate | None:
    """The candidate whose topic rules and head together like best; None when they like `none` better."""
    best = {candidate.hit.rule.topic: candidate for candidate in reversed(weighed)}  # the first of each topic
    chances = load_head().log_chances(masked)

    def liked(topic: str) -> float:
        score = best[topic].score if topic in best else 0.0
        return chances[topic] + RULE_WEIGHT * max(score, 0.0)

    topic = max(sorted({*best, "none"}), key=liked)
    return None if topic == "none" else best[topic]
