"""A parsed sentence to its labels: rules propose, heads and encoder weigh in, and a guard has the last word.

The guard: what is contingent, or stands in a list of forward-looking statements, is never told as a fact; and a
payment that was not made is never told as the denial of a default.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from monitor.extractors._language import Parsed
from monitor.extractors.payments._context import Setting
from monitor.extractors.payments._encoder import Opinion
from monitor.extractors.payments._features import Seen, manner_features, see, topic_features
from monitor.extractors.payments._heads import Heads, together
from monitor.extractors.payments._manner import Manner, Polarity, Tense, manner_of
from monitor.extractors.payments._rules import load_manner_rules
from monitor.extractors.payments._topics import Candidate, Hit, choose, weigh

NEVER_FACT = ("risk_factor", "boilerplate")
SURE = math.log(0.97)  # chance of `none` from which on the encoder, which is slow, is not asked


@dataclass(frozen=True, slots=True)
class Labels:
    """What a sentence says. `act` is the span of the act in the folded sentence."""

    topic: str
    polarity: Polarity
    modality: str
    tense: Tense
    act: tuple[int, int]


@dataclass(frozen=True, slots=True)
class View:
    """A parsed sentence as rules and topic head see it; `topics` are the chances that the head gives."""

    seen: Seen
    hits: tuple[Hit, ...]
    topics: dict[str, float]

    @property
    def is_open(self) -> bool:
        """Whether the sentence may be about a payment, so that the encoder is worth asking."""
        return self.topics["none"] < SURE


def decide(view: View, setting: Setting, heads: Heads, opinion: Opinion) -> Labels | None:
    """The labels of a sentence; None when it is about no payment."""
    if _is_label(view.seen):
        return None
    topics = together(view.topics, opinion.get("topic", {}))
    best = choose(weigh(view.hits, view.seen.parsed, len(view.seen.masked)), view.seen, topics)
    if best is None:
        return None
    manner = _tell(view.seen, best, setting, heads, opinion)
    return Labels(best.topic, manner.polarity, manner.modality, manner.tense, best.act)


def look(masked: str, parsed: Parsed, hits: Sequence[Hit], heads: Heads) -> View:
    """What rules and topic head see of a parsed sentence, wherever it stands."""
    seen = see(parsed, masked)
    return View(seen, tuple(hits), heads.topic.log_chances(topic_features(seen)))


def _is_label(seen: Seen) -> bool:
    """A heading that is a bare noun phrase states nothing: no verb, no figure."""
    return "0" not in seen.masked and not any(word.tag.startswith(("V", "MD")) for word in seen.parsed.words)


def _tell(seen: Seen, act: Candidate, setting: Setting, heads: Heads, opinion: Opinion) -> Manner:
    told = rules_manner(seen.masked, seen.parsed, act, setting)
    features = manner_features(seen, act.anchor, act.topic, setting)
    polarity, tense, modality = (
        together(getattr(heads, name).log_chances(features, told=getattr(told, name)), opinion.get(name, {}))
        for name in ("polarity", "tense", "modality")
    )
    return Manner(
        guard_polarity(seen.masked, act.topic, polarity),
        guard(seen.masked, modality, setting),
        cast(Tense, max(sorted(tense), key=tense.__getitem__)),
    )


def rules_manner(masked: str, parsed: Parsed, act: Candidate, setting: Setting) -> Manner:
    """What the rules alone say of an act."""
    absorbed = range(0)
    if act.absorbs == "all":
        absorbed = range(len(parsed.words))
    elif act.absorbs:
        first, last = act.span
        inside = [n for n, word in enumerate(parsed.words) if word.start < last and word.end > first]
        absorbed = range(inside[0], inside[-1] + 1)
    return manner_of(parsed, masked, act.anchor, topic=act.topic, absorbed=absorbed, setting=setting)


def guard_polarity(masked: str, topic: str, chances: dict[str, float]) -> Polarity:
    """The likelier polarity, but for a default: a payment that was not made is one, and the "not" denies none."""
    rules = load_manner_rules()
    if (
        topic == "default"
        and rules.undone.search(masked)
        and not rules.denied.search(rules.undone.sub("", masked))
    ):
        return "affirmed"
    return cast(Polarity, max(sorted(chances), key=chances.__getitem__))


def guard(masked: str, chances: dict[str, float], setting: Setting) -> str:
    """The likeliest modality, `fact` only where nothing speaks of a contingency."""
    rules = load_manner_rules()
    if setting.listed:
        return "boilerplate"
    likely = max(sorted(chances), key=chances.__getitem__)
    if likely != "fact":
        return likely
    doubt = max(chances[name] for name in NEVER_FACT) > rules.doubt
    if doubt or rules.caveats.search(masked) is not None:
        return max(sorted(set(chances) - {"fact"}), key=chances.__getitem__)
    return likely
