"""The trained heads: what the features of a sentence say of its topic, polarity, modality, tense and dollars.

Each is a logistic regression whose weights are plain JSON (`models/payments/heads/`, made by
`bench/train_payment_heads.py`, card in `rules.md`). What the rules say is added to what a head says, never put
into it: the rules were written with part of the learning sentences in sight and would be trusted too much.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from monitor.settings import packaged

HEADS = ("gate", "topic", "polarity", "modality", "tense", "amount")
BESIDE = 2.0  # weight of the encoder beside a head; chosen on authors unseen by both (`encoder.md`)


@dataclass(frozen=True, slots=True)
class Head:
    """Weights of features for labels, in the order of `labels`; features that it does not know do not count."""

    labels: tuple[str, ...]
    bias: tuple[float, ...]
    rarity: Mapping[str, float]  # inverse document frequency
    weights: Mapping[str, tuple[tuple[int, float], ...]]  # of the labels that a feature speaks for or against
    rules: Mapping[
        str, tuple[float, ...]
    ]  # label that the rules give: logarithm of how often it is each of `labels`

    def log_chances(self, features: Collection[str], *, told: str = "") -> dict[str, float]:
        """The logarithm of each label's probability; `told` is the label that the rules give, if they do."""
        known = sorted(feature for feature in features if feature in self.weights)
        length = math.sqrt(sum(self.rarity[feature] ** 2 for feature in known)) or 1.0
        sums = list(self.bias)
        for feature in known:
            share = self.rarity[feature] / length
            for number, weight in self.weights[feature]:
                sums[number] += share * weight
        if told in self.rules:
            sums = [one + more for one, more in zip(sums, self.rules[told], strict=True)]
        return _even(dict(zip(self.labels, sums, strict=True)))


@dataclass(frozen=True, slots=True)
class Heads:
    """The heads of one training."""

    gate: Head
    topic: Head
    polarity: Head
    modality: Head
    tense: Head
    amount: Head


def together(chances: Mapping[str, float], opinion: Mapping[str, float]) -> dict[str, float]:
    """What a head says of the labels of a question, and the encoder with it; an empty opinion changes nothing."""
    return _even({label: chance + BESIDE * opinion.get(label, 0.0) for label, chance in chances.items()})


def _even(sums: Mapping[str, float]) -> dict[str, float]:
    """Sums as logarithms of chances that come to one."""
    top = max(sums.values())
    total = top + math.log(sum(math.exp(value - top) for value in sums.values()))
    return {label: value - total for label, value in sums.items()}


@cache
def load_heads() -> Heads:
    """The heads that ship."""
    folder = packaged("models") / "payments" / "heads"
    told = {name: json.loads((folder / f"{name}.json").read_text(encoding="utf-8")) for name in HEADS}
    return Heads(**{name: read_head(one) for name, one in told.items()})


def read_head(told: dict[str, Any]) -> Head:
    """A head from its JSON: for each feature its rarity, then number of a label and weight in turn."""
    return Head(
        labels=tuple(told["labels"]),
        bias=tuple(told["bias"]),
        rarity={name: entry[0] for name, entry in told["features"].items()},
        weights={
            name: tuple(zip(entry[1::2], entry[2::2], strict=True)) for name, entry in told["features"].items()
        },
        rules={label: tuple(row) for label, row in told["rules"].items()},
    )
