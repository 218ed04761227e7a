"""Polarity, modality and tense of a sentence about paying, from cues and how far each of them reaches.

All rules are data: `models/payments/manner.toml`, compiled by `_rules`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from monitor.extractors._language import Found, Parsed
from monitor.extractors.payments._context import Setting
from monitor.extractors.payments._rules import MannerRules, ModalityRule, load_manner_rules
from monitor.extractors.payments._scope import chain_of, clause_of, reach

FINITE = {"VBZ", "VBP", "VBD", "MD"}
PAST_HELPERS = {"have", "has", "had", "was", "were", "did", "'ve"}


Polarity = Literal["affirmed", "negated"]
Tense = Literal["past", "present", "future"]


@dataclass(frozen=True, slots=True)
class Manner:
    """How an act is told."""

    polarity: Polarity
    modality: str
    tense: Tense


def manner_of(
    parsed: Parsed, masked: str, anchor: int, *, topic: str, absorbed: range, setting: Setting
) -> Manner:
    """The manner of the act whose word is `anchor`. `masked` is the sentence that was parsed, in lower case."""
    rules = load_manner_rules()
    clause = " ".join(
        masked[parsed.words[i].start : parsed.words[i].end] for i in clause_of(parsed, anchor, rules.scope)
    )
    clause = clause.replace(" n't", "n't").replace(" - ", "-").replace(" ,", ",")
    negated = is_negated(parsed, anchor, absorbed, rules)
    chain = chain_of(parsed, anchor)
    tense = _tense_of(parsed, chain, clause, rules)
    told = _Told(masked, clause, topic, tense, negated, _modal_of(parsed, chain), _is_verbless(parsed), setting)
    modality = next((rule.modality for rule in rules.modality if told.fits(rule)), "fact")
    ahead = modality in rules.ahead or (modality == "boilerplate" and topic in rules.boilerplate_ahead)
    if ahead and not rules.standing.search(clause):
        tense = "future"
    return Manner("negated" if negated else "affirmed", modality, tense)


@dataclass(frozen=True, slots=True)
class _Told:
    masked: str
    clause: str
    topic: str
    tense: str
    negated: bool
    modal: str
    verbless: bool
    setting: Setting

    def fits(self, rule: ModalityRule) -> bool:
        """Whether every condition of a rule holds."""
        return (
            (rule.listed is None or rule.listed == self.setting.listed)
            and (rule.risky is None or rule.risky == self.setting.risky)
            and (rule.negated is None or rule.negated == self.negated)
            and (rule.verbless is None or rule.verbless == self.verbless)
            and (not rule.topics or self.topic in rule.topics)
            and (not rule.tense or self.tense in rule.tense)
            and (not rule.modal or self.modal in rule.modal)
            and (rule.anywhere is None or rule.anywhere.search(self.masked) is not None)
            and (rule.not_anywhere is None or rule.not_anywhere.search(self.masked) is None)
            and (rule.clause is None or rule.clause.search(self.clause) is not None)
            and (rule.unless is None or rule.unless.search(self.clause) is None)
        )


def is_negated(parsed: Parsed, anchor: int, absorbed: range, rules: MannerRules) -> bool:
    """Whether a denial reaches the act. Words of `absorbed` belong to the act itself and deny nothing."""
    covered = {i for f in parsed.phrases if f.name == "lookalike" for i in range(f.first, f.last + 1)}
    denials = [f for f in parsed.phrases if f.name == "negation" and f.first not in covered]
    return any(cue.first not in absorbed and anchor in _reach(parsed, cue, rules) for cue in denials)


def _reach(parsed: Parsed, cue: Found, rules: MannerRules) -> set[int]:
    return reach(parsed, cue, rules.scope, climbs=parsed.words[cue.first].text in rules.climbs)


def _tense_of(parsed: Parsed, chain: list[int], clause: str, rules: MannerRules) -> Tense:
    """The tense of the nearest finite verb above the act; future when the clause lies ahead."""
    if rules.future.search(clause) or _modal_of(parsed, chain):
        return "future"
    for at in chain:
        if parsed.words[at].role in ("acl", "amod"):
            continue  # "the dividend declared on the stock represents": told in the present
        helping = [
            parsed.words[c] for c in parsed.children[at] if parsed.words[c].role in ("aux", "auxpass", "cop")
        ]
        if {word.text for word in helping} & PAST_HELPERS or parsed.words[at].tag == "VBD":
            return "past"
        if {word.tag for word in helping} & {"VBZ", "VBP"} or parsed.words[at].tag in ("VBZ", "VBP"):
            return "present"
    if any(parsed.words[at].tag == "VBN" for at in chain):
        return "past"
    return "present" if rules.present.search(clause) else "past"


def _is_verbless(parsed: Parsed) -> bool:
    """An item of a list whose opening words stand elsewhere: "limiting our ability to refinance"."""
    return not any(word.tag in FINITE for word in parsed.words)


def _modal_of(parsed: Parsed, chain: list[int]) -> str:
    for at in chain:
        for child in parsed.children[at]:
            if parsed.words[child].tag == "MD":
                return parsed.words[child].text
    return ""
