"""The learned part of the second reader: numbers by name into chances of the three labels.

Two forests, one grown tree upon tree (each mends what the ones before it miss), one of trees that each saw other
splits and vote; their mean is the reader's own opinion. Trained by `bench/train_reader.py` with scikit-learn, read
with numpy: all trees of a forest go on at once. A small regression puts it beside the label of the rules: it was
fitted on what these said of statements that they had not been written for.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, get_args

from monitor.records import Label
from monitor.settings import packaged

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

LABELS: tuple[Label, ...] = get_args(Label)
LEAST = 1e-3  # a chance below this counts as this
FOREST = ("roots", "feature", "limit", "left", "right", "value")
Chances = tuple[float, float, float]  # of supported, refuted, not enough evidence; they add up to 1


@dataclass(frozen=True, slots=True, eq=False)
class Forest:
    """Trees, one node after another. `roots`: the first node of each. `feature` -1: a leaf; else left where the
    feature is at most `limit`. `value`: what each node gives, used at leaves; a number, or one for each label."""

    roots: NDArray[Any]
    feature: NDArray[Any]
    limit: NDArray[Any]
    left: NDArray[Any]
    right: NDArray[Any]
    value: NDArray[Any]

    def leaves(self, numbers: Sequence[float]) -> list[Any]:
        """What each tree gives."""
        import numpy as np

        row = np.array(numbers, np.float64)  # a limit of 32 bits is compared as what it is
        node = self.roots.astype(np.intp)
        going = np.flatnonzero(self.feature[node] >= 0)
        while going.size:
            here = node[going]
            inside = row[self.feature[here]] <= self.limit[here]
            node[going] = np.where(inside, self.left[here], self.right[here])
            going = going[self.feature[node[going]] >= 0]
        found: list[Any] = self.value[node].tolist()
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Reader:
    """`start`: the sums of the grown forest before any tree. `grown`: a tree for each label in turn, a number at
    each leaf. `voting`: chances of the labels at each leaf. `beside`: weights of the rules' label (three, one of
    them 1) and of the logarithms of the reader's chances."""

    features: Sequence[str]
    start: Sequence[float]
    grown: Forest
    voting: Forest
    beside: Sequence[Sequence[float]]
    beside_bias: Sequence[float]

    def read(self, features: Mapping[str, float]) -> Chances:
        """Its own opinion. Raises KeyError when a feature is missing."""
        return _opinion(self, tuple(features[name] for name in self.features))

    def beside_rules(self, label: Label, opinion: Chances) -> Chances:
        """What it comes to with the label that the rules give."""
        numbers = [float(one == label) for one in LABELS] + [math.log(chance + LEAST) for chance in opinion]
        supported, refuted, neither = _share(_lines(self.beside, self.beside_bias, numbers))
        return supported, refuted, neither


@lru_cache(maxsize=4096)  # what a statement stands to is often the same on later days
def _opinion(reader: Reader, numbers: tuple[float, ...]) -> Chances:
    sums = list(reader.start)
    for tree, value in enumerate(reader.grown.leaves(numbers)):
        sums[tree % len(LABELS)] += value
    votes = [sum(one) for one in zip(*reader.voting.leaves(numbers), strict=True)]
    both = zip(_share(sums), (one / sum(votes) for one in votes), strict=True)
    supported, refuted, neither = ((one + other) / 2 for one, other in both)
    return supported, refuted, neither


@cache
def load_reader() -> Reader:
    """The model that ships with the monitor. Raises OSError when the installation is incomplete."""
    import numpy as np

    folder = packaged("models") / "verdicts"
    told = json.loads((folder / "reader.json").read_text(encoding="utf-8"))
    with np.load(folder / "reader.npz", allow_pickle=False) as stored:
        return reader_of(told, {name: stored[name] for name in stored.files})


def reader_of(told: Mapping[str, Any], trees: Mapping[str, ArrayLike]) -> Reader:
    """From the form in which it is written down; `trees`: the parts of each forest, "grown.roots" and so on."""
    import numpy as np

    grown, voting = (
        Forest(**{part: np.asarray(trees[f"{name}.{part}"]) for part in FOREST}) for name in ("grown", "voting")
    )
    return Reader(grown=grown, voting=voting, **told)


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
