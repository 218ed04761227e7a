"""A parsed sentence to its labels: rules propose, trained heads weigh in, and a guard has the last word.

The guard: what is contingent, or stands in a list of forward-looking statements, is never told as a fact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from monitor.extractors._language import Parsed
from monitor.extractors._payment_context import Setting
from monitor.extractors._payment_features import Seen, manner_features, see
from monitor.extractors._payment_heads import Heads
from monitor.extractors._payment_manner import Manner, Polarity, Tense, manner_of
from monitor.extractors._payment_rules import load_manner_rules
from monitor.extractors._payment_topics import Candidate, Hit, choose, weigh

NEVER_FACT = ("risk_factor", "boilerplate")


@dataclass(frozen=True, slots=True)
class Labels:
    """What a sentence says. `act` is the span of the act in the folded sentence."""

    topic: str
    polarity: Polarity
    modality: str
    tense: Tense
    act: tuple[int, int]


def decide(masked: str, parsed: Parsed, setting: Setting, hits: Sequence[Hit], heads: Heads) -> Labels | None:
    """The labels of a sentence; None when it is about no payment."""
    if _is_label(masked, parsed):
        return None
    seen = see(parsed, masked)
    best = choose(weigh(hits, parsed, len(masked)), seen, heads.topic)
    if best is None:
        return None
    manner = _tell(masked, seen, best, setting, heads)
    return Labels(best.topic, manner.polarity, manner.modality, manner.tense, best.act)


def _is_label(masked: str, parsed: Parsed) -> bool:
    """A heading that is a bare noun phrase states nothing: no verb, no figure."""
    return "0" not in masked and not any(word.tag.startswith(("V", "MD")) for word in parsed.words)


def _tell(masked: str, seen: Seen, act: Candidate, setting: Setting, heads: Heads) -> Manner:
    told = rules_manner(masked, seen.parsed, act, setting)
    features = manner_features(seen, act.anchor, act.topic, setting)
    polarity, tense = (
        max(sorted(chances), key=chances.__getitem__)
        for chances in (
            heads.polarity.log_chances(features, told=told.polarity),
            heads.tense.log_chances(features, told=told.tense),
        )
    )
    modality = guard(masked, heads.modality.log_chances(features, told=told.modality), setting)
    return Manner(cast(Polarity, polarity), modality, cast(Tense, tense))


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
