"""Precision, recall and F1 per topic; accuracy of polarity, modality and tense; and the keyword baseline."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from payments_measuring import Example

MANNER = ("polarity", "modality", "tense")
NEVER_FACT = ("risk_factor", "boilerplate")


@dataclass(frozen=True, slots=True)
class Given:
    """The labels somebody gave a sentence; empty where there are none."""

    topic: str
    polarity: str = ""
    modality: str = ""
    tense: str = ""
    amount_usd: Decimal | None = None

    def differences(self, agreed: dict[str, Any]) -> list[str]:
        """What differs from the agreed labels, in words."""
        if self.topic != agreed["topic"]:
            return [f"topic {agreed['topic']} -> {self.topic}"]
        if self.topic == "none":
            return []
        wrong = [f"{n} {agreed[n]} -> {getattr(self, n)}" for n in MANNER if getattr(self, n) != agreed[n]]
        if self.amount_usd != agreed["amount_usd"]:
            wrong.append(f"amount_usd {agreed['amount_usd']} -> {self.amount_usd}")
        return wrong


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores of one labeller. Manner is compared where both it and the agreed labels give a topic."""

    topics: dict[str, tuple[float, float, float, int]]  # precision, recall, F1, sentences
    accuracy: float
    manner: dict[str, tuple[int, int]]  # right, compared
    risks_as_fact: int

    @property
    def macro_f1(self) -> float:
        """Mean F1 over the topics that the set holds, `none` included."""
        return sum(f1 for _, _, f1, _ in self.topics.values()) / len(self.topics)

    def floors(self) -> dict[str, float]:
        """What must not sink. Risk factors and boilerplate told as facts count below zero."""
        rates = {f"{name}_accuracy": right / compared for name, (right, compared) in self.manner.items()}
        risks = {"risks_not_as_fact": -self.risks_as_fact}
        return {"macro_f1": round(self.macro_f1, 4)} | {name: round(r, 4) for name, r in rates.items()} | risks

    def table(self) -> str:
        """One line for each topic."""
        lines = [f"{'topic':<26}{'n':>5}{'P':>8}{'R':>8}{'F1':>8}"]
        lines += [
            f"{topic:<26}{count:>5}{p:>8.3f}{r:>8.3f}{f1:>8.3f}"
            for topic, (p, r, f1, count) in self.topics.items()
        ]
        return "\n".join(lines)

    def line(self, name: str) -> str:
        """The scores in one line."""
        told = "  ".join(
            f"{label} {right / compared:.3f} ({compared})"
            for label, (right, compared) in self.manner.items()
            if compared
        )
        facts = f"  risk or boilerplate as fact: {self.risks_as_fact}" if told else ""
        topics = f"macro F1 {self.macro_f1:.3f} over {len(self.topics)} topics  accuracy {self.accuracy:.3f}"
        return f"{name:<30}{topics}  {told}{facts}"


def score(examples: list[Example], given: list[Given]) -> Scores:
    """Compare labels with the agreed ones."""
    right, found, wanted = Counter[str](), Counter[str](), Counter[str]()
    manner = {name: [0, 0] for name in (*MANNER, "amount_usd")}
    as_fact = 0
    for example, one in zip(examples, given, strict=True):
        agreed = example.agreed
        wanted[agreed["topic"]] += 1
        found[one.topic] += 1
        right[one.topic] += one.topic == agreed["topic"]
        if one.modality == "fact" and agreed["modality"] in NEVER_FACT:
            as_fact += 1
        if agreed["topic"] != "none" and one.topic != "none" and one.polarity:
            for name in (*MANNER, "amount_usd"):
                manner[name][0] += getattr(one, name) == agreed[name]
                manner[name][1] += 1
    topics = {}
    for topic in sorted(wanted):
        precision = right[topic] / found[topic] if found[topic] else 0.0
        recall = right[topic] / wanted[topic]
        f1 = 2 * precision * recall / (precision + recall) if right[topic] else 0.0
        topics[topic] = (precision, recall, f1, wanted[topic])
    return Scores(
        topics=topics,
        accuracy=sum(right.values()) / len(examples),
        manner={name: (good, compared) for name, (good, compared) in manner.items()},
        risks_as_fact=as_fact,
    )


# ── baseline (a): the words one would look for, the first topic whose words stand in the sentence ─────────────

KEYWORDS = {
    "going_concern": r"going concern|substantial doubt",
    "waiver": r"waive|forbear",
    "margin_call": r"margin call|loan-to-value|\bltv\b|additional collateral",
    "reserve_funding": r"\breserve\b",
    "interest_deferred_or_pik": r"in kind|\bpik\b|deferred interest",
    "dividend_suspended": r"(?:suspend|defer|omit|fail)\w* .{0,40}dividends?|arrears",
    "dividend_declared": r"declare\w* .{0,60}dividend|dividend.{0,60} declared",
    "rate_change": r"(?:increase|adjust|reduce|change)\w* .{0,60}rate",
    "dividend_paid": r"\bdividends?\b|distributions?",
    "holder_put": r"require .{0,40}repurchase|fundamental change|\bput\b",
    "conversion": r"\bconver(?:t|ted|sion|tible)\b(?! (?:senior )?notes)",
    "redemption": r"\bredeem|\bredemption|prepay",
    "refinancing": r"refinanc",
    "default": r"\bdefault|accelerat",
    "covenant": r"\bcovenant",
    "maturity": r"\bmatur",
    "repurchase": r"repurchase",
    "interest_paid": r"paid .{0,40}interest|interest payments?",
    "interest_due": r"\binterest\b",
    "source_of_funds": r"fund .{0,60}obligations|service our|satisfy our",
}
MODAL_WORDS = (
    ("boilerplate", r"forward-looking|customary"),
    ("risk_factor", r"adverse|may not be able|unable|forced"),
    ("intention", r"\b(?:intend|expect|plan)s?\b"),
    ("authorised", r"authorized|approved"),
    ("obligation", r"\b(?:shall|must|will|required)\b"),
    ("possibility", r"\b(?:may|can|could|right)\b"),
)


def keyword_labels(example: Example) -> Given:
    """Labels from single words alone."""
    text = example.folded.lower()
    topic = next((name for name, words in KEYWORDS.items() if re.search(words, text)), "none")
    if topic == "none":
        return Given(topic)
    polarity = "negated" if re.search(r"\b(?:not|no|never|none)\b", text) else "affirmed"
    modality = next((name for name, words in MODAL_WORDS if re.search(words, text)), "fact")
    ahead = re.search(r"\b(?:will|may|shall|could|would|might)\b", text)
    past = re.search(r"\b(?:was|were|had|paid|did)\b", text)
    return Given(topic, polarity, modality, "future" if ahead else "past" if past else "present")
