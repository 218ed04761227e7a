"""The learned part of the second reader: numbers by name into chances of the three labels.

A forest of small trees and a logistic regression, trained by `bench/train_reader.py` with scikit-learn, read from
JSON with nothing but arithmetic; their mean is the reader's own opinion. A second, smaller regression puts it
beside the label of the rules: it was fitted on what these said of statements that they had not been written for.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from monitor.records import Label
from monitor.settings import packaged

LABELS: tuple[Label, ...] = get_args(Label)
LEAST = 1e-3  # a chance below this counts as this
Chances = tuple[float, float, float]  # of supported, refuted, not enough evidence; they add up to 1


@dataclass(frozen=True, slots=True)
class Tree:
    """Nodes by number, the first the root. `feature` -1: a leaf with its `value`; else left where the feature is
    at most `limit`."""

    feature: tuple[int, ...]
    limit: tuple[float, ...]
    left: tuple[int, ...]
    right: tuple[int, ...]
    value: tuple[float, ...]

    def weigh(self, numbers: Sequence[float]) -> float:
        node = 0
        while self.feature[node] >= 0:
            inside = numbers[self.feature[node]] <= self.limit[node]
            node = self.left[node] if inside else self.right[node]
        return self.value[node]


@dataclass(frozen=True, slots=True)
class Reader:
    """`start`: the forest's sums before any tree. `forest`: for each round a tree for each label. `mean`,
    `spread`: of the features, for the linear model. `beside`: weights of the rules' label (three, one of them 1)
    and of the logarithms of the reader's chances."""

    features: tuple[str, ...]
    start: tuple[float, ...]
    forest: tuple[tuple[Tree, ...], ...]
    mean: tuple[float, ...]
    spread: tuple[float, ...]
    linear: tuple[tuple[float, ...], ...]
    linear_bias: tuple[float, ...]
    beside: tuple[tuple[float, ...], ...]
    beside_bias: tuple[float, ...]

    def read(self, features: Mapping[str, float]) -> Chances:
        """Its own opinion. Raises KeyError when a feature is missing."""
        numbers = [features[name] for name in self.features]
        grown = list(self.start)
        for trees in self.forest:
            for label, tree in enumerate(trees):
                grown[label] += tree.weigh(numbers)
        even = [(one - mean) / spread for one, mean, spread in zip(numbers, self.mean, self.spread, strict=True)]
        both = zip(_share(grown), _share(_lines(self.linear, self.linear_bias, even)), strict=True)
        supported, refuted, neither = ((one + other) / 2 for one, other in both)
        return supported, refuted, neither

    def beside_rules(self, label: Label, opinion: Chances) -> Chances:
        """What it comes to with the label that the rules give."""
        numbers = [float(one == label) for one in LABELS] + [math.log(chance + LEAST) for chance in opinion]
        supported, refuted, neither = _share(_lines(self.beside, self.beside_bias, numbers))
        return supported, refuted, neither


@cache
def load_reader() -> Reader:
    """The model that ships with the monitor. Raises OSError when the installation is incomplete."""
    told = json.loads((packaged("models") / "verdicts" / "reader.json").read_text(encoding="utf-8"))
    return reader_of(told)


def reader_of(told: Mapping[str, Any]) -> Reader:
    """From the form in which it is written down."""
    return Reader(
        forest=tuple(tuple(Tree(*map(tuple, tree)) for tree in trees) for trees in told["forest"]),
        linear=tuple(map(tuple, told["linear"])),
        beside=tuple(map(tuple, told["beside"])),
        **{
            name: tuple(told[name])
            for name in ("features", "start", "mean", "spread", "linear_bias", "beside_bias")
        },
    )


def _lines(weights: Sequence[Sequence[float]], bias: Sequence[float], numbers: Sequence[float]) -> list[float]:
    return [
        more + sum(weight * number for weight, number in zip(row, numbers, strict=True))
        for row, more in zip(weights, bias, strict=True)
    ]


def _share(sums: Sequence[float]) -> list[float]:
    """Sums as chances."""
    most = max(sums)
    grown = [math.exp(one - most) for one in sums]
    return [one / sum(grown) for one in grown]
