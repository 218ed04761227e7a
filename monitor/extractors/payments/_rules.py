"""The rules of `models/payments/*.toml`, read and compiled once."""

from __future__ import annotations

import math
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from monitor.extractors.payments._scope import Scope
from monitor.settings import packaged

NAME = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class TopicRule:
    """Words that make a sentence about a topic; `weight` says how sure they alone make it."""

    name: str
    topic: str
    weight: float
    words: re.Pattern[str]
    unless: re.Pattern[str] | None
    absorbs: str  # "words": a negation inside the words is part of the act; "all": so is any other; or ""


@dataclass(frozen=True, slots=True)
class Act:
    """Verbs, and the things that make a sentence about a topic when the verb is done to them."""

    name: str
    topic: str
    weight: float
    verbs: tuple[str, ...]
    things: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TopicRules:
    """What `topics.toml` and `gate.toml` say."""

    gate: re.Pattern[str]
    rules: tuple[TopicRule, ...]
    acts: dict[str, Act]  # by name


@dataclass(frozen=True, slots=True)
class ModalityRule:
    """Conditions that make a modality; None or empty: no condition."""

    modality: str
    anywhere: re.Pattern[str] | None
    not_anywhere: re.Pattern[str] | None
    clause: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    topics: frozenset[str]
    tense: frozenset[str]
    modal: frozenset[str]
    negated: bool | None
    verbless: bool | None
    risky: bool | None
    listed: bool | None


@dataclass(frozen=True, slots=True)
class MannerRules:
    """What `manner.toml` says."""

    phrases: dict[str, tuple[str, ...]]
    climbs: frozenset[str]
    scope: Scope
    modality: tuple[ModalityRule, ...]
    future: re.Pattern[str]
    present: re.Pattern[str]
    standing: re.Pattern[str]
    ahead: frozenset[str]
    boilerplate_ahead: frozenset[str]  # topics
    turns: dict[str, re.Pattern[str]]  # of phrase, by name
    caveats: re.Pattern[str]
    doubt: float  # log chance
    undone: re.Pattern[str]  # what makes a default, and does not deny it
    denied: re.Pattern[str]


def load_toml(name: str) -> dict[str, Any]:
    """A rule file of `models/payments`."""
    with (packaged("models") / "payments" / name).open("rb") as lines:
        return tomllib.load(lines)


@cache
def load_topic_rules() -> TopicRules:
    """Patterns compiled, their named parts filled in."""
    told = load_toml("topics.toml")
    parts: dict[str, str] = told["words"]
    numbers: dict[str, int] = {}
    rules = []
    for entry in told["rule"]:
        topic = entry["topic"]
        numbers[topic] = numbers.get(topic, 0) + 1
        rules.append(
            TopicRule(
                name=f"{topic}.{numbers[topic]}",
                topic=topic,
                weight=entry["weight"],
                words=compile_words(entry["words"], parts),
                unless=compile_words(entry["unless"], parts) if "unless" in entry else None,
                absorbs=entry.get("absorbs", ""),
            )
        )
    acts = {}
    for entry in told["act"]:
        name = f"{entry['topic']}.act"
        verbs, things = tuple(entry["verbs"].split()), tuple(entry["things"].split())
        acts[name] = Act(name, entry["topic"], entry["weight"], verbs, things)
    return TopicRules(
        gate=re.compile(rf"\b(?:{load_toml('gate.toml')['about']})\b"), rules=tuple(rules), acts=acts
    )


def compile_words(pattern: str, parts: dict[str, str]) -> re.Pattern[str]:
    """A pattern with ``{name}`` for its named parts and ``{3}`` for at most three words between two others."""
    pattern = NAME.sub(lambda found: f"(?:{parts[found[1]]})", pattern)
    return re.compile(re.sub(r"\{(\d+)\}", r"(?:[^a-z0-9$]+[a-z0-9$][a-z0-9$.,%'/-]*?){0,\1}?", pattern))


@cache
def load_manner_rules() -> MannerRules:
    """Cues, scopes and conditions compiled."""
    told = load_toml("manner.toml")
    negation, scope, tense = told["negation"], told["scope"], told["tense"]
    return MannerRules(
        phrases={"negation": tuple(negation["cues"]), "lookalike": tuple(negation["lookalikes"])},
        climbs=frozenset(negation["climbs"]),
        scope=Scope(frozenset(scope["stops_at_roles"]), frozenset(scope["stops_at_words"])),
        modality=tuple(_read_modality(entry) for entry in told["modality"]),
        future=re.compile(tense["future"]),
        present=re.compile(tense["present"]),
        standing=re.compile(tense["standing"]),
        ahead=frozenset(tense["ahead"]),
        boilerplate_ahead=frozenset(tense["boilerplate_ahead"]),
        turns={name: re.compile(words) for name, words in told["turns"].items()},
        caveats=re.compile(told["guard"]["caveats"]),
        doubt=math.log(told["guard"]["doubt"]),
        undone=re.compile(told["guard"]["undone"]),
        denied=re.compile(told["guard"]["denied"]),
    )


def _read_modality(entry: dict[str, Any]) -> ModalityRule:
    patterns = {
        name: re.compile(entry[name]) if name in entry else None
        for name in ("anywhere", "not_anywhere", "clause", "unless")
    }
    return ModalityRule(
        modality=entry["is"],
        topics=frozenset(entry.get("topics", ())),
        tense=frozenset(entry.get("tense", ())),
        modal=frozenset(entry.get("modal", ())),
        negated=entry.get("negated"),
        verbless=entry.get("verbless"),
        risky=entry.get("risky"),
        listed=entry.get("listed"),
        **patterns,
    )
