"""A small trained head: how well the words of a sentence go with each topic. It breaks ties between rules.

Logistic regression over single words, its weights plain JSON (`models/payments/head.json`, made by
`bench/train_payment_head.py`, card in `rules.md`). Alone it decides nothing: a topic that no rule fired on is
never chosen, and `none` is.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from functools import cache

from monitor.settings import packaged

WORD = re.compile(r"[a-z0-9$%'-]+")


@dataclass(frozen=True, slots=True)
class Head:
    """Weights of words for topics, in the order of `topics`."""

    topics: tuple[str, ...]
    bias: tuple[float, ...]
    rarity: dict[str, float]  # inverse document frequency
    weights: dict[str, tuple[float, ...]]

    def log_chances(self, masked: str) -> dict[str, float]:
        """The logarithm of each topic's probability, from the words alone."""
        words = sorted({word for word in WORD.findall(masked) if word in self.weights})
        length = math.sqrt(sum(self.rarity[word] ** 2 for word in words)) or 1.0
        sums = list(self.bias)
        for word in words:
            share = self.rarity[word] / length
            for number, weight in enumerate(self.weights[word]):
                sums[number] += share * weight
        top = max(sums)
        total = top + math.log(sum(math.exp(value - top) for value in sums))
        return {topic: value - total for topic, value in zip(self.topics, sums, strict=True)}


@cache
def load_head() -> Head:
    """The head that ships."""
    with (packaged("models") / "payments" / "head.json").open(encoding="utf-8") as lines:
        told = json.load(lines)
    return Head(
        topics=tuple(told["topics"]),
        bias=tuple(told["bias"]),
        rarity={word: entry[0] for word, entry in told["words"].items()},
        weights={word: tuple(entry[1:]) for word, entry in told["words"].items()},
    )
