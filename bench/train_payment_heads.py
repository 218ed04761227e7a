"""Train the heads of the payment labels, and write `models/payments/heads/*.json`.

    python bench/train_payment_heads.py               train on everything and write
    python bench/train_payment_heads.py --left-out    only score: each wide set, then the corpus, left out in turn

On the learning sets, on dev, and on the tuning sentences (of the corpus, by locator; none of them like a test
sentence). The scores are those of rules, heads and guard without the encoder; with it, and slower:
`bench/train_payment_encoder.py --held-out`. The same input gives the same files. Needs scikit-learn and
../shared/corpus.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))

from payments_measuring import SETS, Example, load_learning, load_measuring, load_tuning
from payments_scores import Given, score

from monitor.extractors._language import Parsed
from monitor.extractors.payments._amounts import OTHER, OWN, amount_of, sums_of
from monitor.extractors.payments._context import Setting
from monitor.extractors.payments._decision import decide, look, rules_manner
from monitor.extractors.payments._encoder import Opinion
from monitor.extractors.payments._features import Seen, manner_features, see, surface_features, topic_features
from monitor.extractors.payments._heads import HEADS, Heads, read_head
from monitor.extractors.payments._labels import is_worth_parsing, mask, parse_sentences
from monitor.extractors.payments._manner import Manner
from monitor.extractors.payments._topics import Candidate, Hit, find_act, find_hits, weigh

STRENGTH = 20.0  # inverse regularisation
LEAST = 2  # sentences a feature must stand in
KEPT = {
    "gate": 4000,
    "topic": 15000,
    "polarity": 5000,
    "modality": 8000,
    "tense": 8000,
    "amount": 4000,
}  # features
# These heads are only compared, label with label: a widest margin serves them better than probabilities, and is
# found ten times faster. Gate and modality need a chance to hold against a threshold; rare labels count as much.
BY_MARGIN = ("topic", "polarity", "tense")
SHARPNESS = 5.0  # of margins as logarithms of chances
SMALLEST = 0.08  # weights below it are dropped
TRUST = {"polarity": 0.35, "modality": 0.4, "tense": 0.35}  # of what the rules say, beside the head
WIDE = tuple(f"learning_wide_{number}" for number in range(1, 13))
PAIRS = tuple(f"learning_pairs_{number}" for number in range(1, 4))  # two acts in one sentence
NEAR = tuple(f"learning_near_{number}" for number in range(1, 9))  # variations on sentences of dev and tuning
UNKNOWN_TO_RULES = (*WIDE, *PAIRS, *NEAR, "tuning")  # sets without which the rules of manner were written
# Who is unseen in turn: a set of one author, or the corpus.
PLACED = ("dev", "tuning")  # these stand somewhere in a filing; sentences written by us stand nowhere
APART = (*((name,) for name in (*WIDE, *PAIRS)), PLACED)
REAL = 3.0  # a sentence of a filing counts as so many of ours
# What keeps its modality among risk factors: plain facts, plans and terms, and what is a risk anyhow.
STAYING = ("fact", "obligation", "intention", "authorised", "risk_factor")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A training sentence with all that does not change from fold to fold."""

    example: Example
    masked: str
    parsed: Parsed
    hits: list[Hit]
    surface: set[str]
    topics: set[str]
    manner: set[str]
    moved: set[str]  # the same manner, were the sentence among risk factors; empty where that may change it
    told: Manner | None
    sums: list[tuple[frozenset[str], str]]  # what is seen of each sum of money, and whether it is the act's own


def main() -> None:
    """Score, or fit and write."""
    asker = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asker.add_argument("--left-out", action="store_true", help="print scores on authors left out; write nothing")
    asked = asker.parse_args()
    prepared = prepare(load_training(Path(__file__).parents[2] / "shared" / "corpus"))
    if asked.left_out:
        leave_out(prepared)
    else:
        write(fit_all(prepared))


def load_training(corpus: Path) -> list[Example]:
    """All that a head may be trained on."""
    dev = [example for example in load_measuring(corpus) if example.split == "dev"]
    return [*load_learning(), *dev, *load_tuning(corpus)]


def prepare(examples: Sequence[Example]) -> list[Prepared]:
    """Parse, look, and ask the rules, once for all folds."""
    texts = [re.sub(r"\d", "0", example.folded) for example in examples]
    parses = parse_sentences(list(dict.fromkeys(texts)))
    return [_prepare(example, text, parses[text]) for example, text in zip(examples, texts, strict=True)]


def _prepare(example: Example, text: str, parsed: Parsed) -> Prepared:
    masked, topic = mask(text), example.agreed["topic"]
    hits, seen = find_hits(masked), see(parsed, masked)
    manner: set[str] = set()
    moved: set[str] = set()
    told = None
    sums: list[tuple[frozenset[str], str]] = []
    if topic != "none":
        act = _act(hits, seen, topic, len(masked))
        manner = manner_features(seen, act.anchor, topic, example.setting)
        told = rules_manner(masked, parsed, act, example.setting)
        named = sums_of(example.folded, act.act, topic, thousands=example.thousands)
        right = example.agreed["amount_usd"]
        sums = [(one.features, OWN if one.value == right else OTHER) for one in named]
        if example.split not in PLACED and example.agreed["modality"] in STAYING:
            moved = manner_features(seen, act.anchor, topic, Setting(risky=True))
    surface, topics = surface_features(seen.words), topic_features(seen)
    return Prepared(example, masked, parsed, hits, surface, topics, manner, moved, told, sums)


def _act(hits: list[Hit], seen: Seen, topic: str, length: int) -> Candidate:
    named = (one for one in weigh(hits, seen.parsed, length) if one.topic == topic)
    return next(named, None) or find_act(seen, topic)


def fit_all(train: Sequence[Prepared]) -> dict[str, dict[str, Any]]:
    """The six heads, as JSON."""
    acts = [one for one in train if one.told is not None]
    weights = [_weight(one) for one in train]
    gate = ["none" if one.example.agreed["topic"] == "none" else "payment" for one in train]
    told = {
        "gate": fit([one.surface for one in train], gate, weights, "gate"),
        "topic": fit(
            [one.topics for one in train], [one.example.agreed["topic"] for one in train], weights, "topic"
        ),
    }
    for name in TRUST:
        rows = [(features, one) for one in acts for features in (one.manner, one.moved) if features]
        labels = [one.example.agreed[name] for _, one in rows]
        told[name] = fit([features for features, _ in rows], labels, [_weight(one) for _, one in rows], name)
        fresh = [one for one in acts if one.example.split in UNKNOWN_TO_RULES]
        told[name]["rules"] = trust_in_rules(fresh, name, told[name]["labels"])
    named = [(*one_sum, _weight(one)) for one in acts for one_sum in one.sums]
    told["amount"] = fit(*map(list, zip(*named, strict=True)), "amount")
    return told


def _weight(one: Prepared) -> float:
    return REAL if one.example.split in PLACED else 1.0


def fit(features: Sequence[set[str]], labels: Sequence[str], heft: Sequence[float], name: str) -> dict[str, Any]:
    """A head as JSON: fitted on all features, roughly, then well on those that weigh most."""
    counted = Counter(feature for one in features for feature in one)
    known = sorted(feature for feature, count in counted.items() if count >= LEAST)
    _, model = _regress(features, labels, heft, known, _margins(0.3, "balanced"))
    heaviest = sorted(zip(abs(model.coef_).max(axis=0), known, strict=True), reverse=True)[: KEPT[name]]
    known = sorted(feature for _, feature in heaviest)
    by_margin = name in BY_MARGIN
    rarity, model = _regress(features, labels, heft, known, _margins(1.0, None) if by_margin else _chances())
    sharpness = SHARPNESS if by_margin else 1.0
    weights, bias = model.coef_ * sharpness, model.intercept_ * sharpness
    if len(model.classes_) == 2:  # one row of weights: for the second label, against the first
        weights, bias = [-weights[0] / 2, weights[0] / 2], [-bias[0] / 2, bias[0] / 2]
    entries = {}
    for column, feature in enumerate(known):
        row = [round(float(weights[label][column]), 2) for label in range(len(model.classes_))]
        kept = [(label, weight) for label, weight in enumerate(row) if abs(weight) >= SMALLEST]
        if kept:
            entries[feature] = [round(float(rarity[column]), 2), *(number for pair in kept for number in pair)]
    return {
        "labels": [str(label) for label in model.classes_],
        "bias": [round(float(one), 3) for one in bias],
        "rules": {},
        "features": entries,
    }


def _regress(
    features: Sequence[set[str]],
    labels: Sequence[str],
    heft: Sequence[float],
    known: Sequence[str],
    model: Any,
) -> tuple[Any, Any]:
    from sklearn.feature_extraction.text import TfidfVectorizer

    counter = TfidfVectorizer(binary=True, vocabulary=known, analyzer=_same, lowercase=False)
    matrix = counter.fit_transform([sorted(one) for one in features])
    model.fit(matrix, labels, sample_weight=list(heft))
    return counter.idf_, model


def _margins(strength: float, balance: str | None) -> Any:
    from sklearn.svm import LinearSVC

    return LinearSVC(C=strength, class_weight=balance, random_state=0)


def _chances() -> Any:
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=STRENGTH, max_iter=200, class_weight="balanced")


def _same(features: list[str]) -> list[str]:
    return features


def trust_in_rules(fresh: Sequence[Prepared], name: str, labels: Sequence[str]) -> dict[str, list[float]]:
    """For each label that the rules give, the logarithm of how often it comes with each true one, toned down."""
    import math

    seen = Counter((one.example.agreed[name], getattr(one.told, name)) for one in fresh)
    totals = {label: sum(seen[label, other] + 0.5 for other in labels) for label in labels}
    return {
        told: [round(TRUST[name] * math.log((seen[label, told] + 0.5) / totals[label]), 3) for label in labels]
        for told in labels
    }


def heads_of(told: dict[str, dict[str, Any]]) -> Heads:
    """Heads in use."""
    return Heads(**{name: read_head(told[name]) for name in HEADS})


def give(one: Prepared, heads: Heads, opinion: Opinion | None = None) -> Given:
    """What comes out for a sentence at the end of the whole way; without an opinion, from the heads alone."""
    if not is_worth_parsing(one.masked, one.hits, heads):
        return Given("none")
    view = look(one.masked, one.parsed, one.hits, heads)
    told = opinion if opinion and view.is_open else {}
    found = decide(view, one.example.setting, heads, told)
    if found is None:
        return Given("none")
    example = one.example
    amount = amount_of(example.folded, found.act, found.topic, heads.amount, thousands=example.thousands)
    return Given(found.topic, found.polarity, found.modality, found.tense, amount)


def leave_out(prepared: Sequence[Prepared], shown: Callable[[str], None] = print) -> dict[str, list[Given]]:
    """Scores on authors that the heads have not seen: each wide set, then the corpus, left out of the training."""
    given = {}
    for names in APART:
        apart = (*names, *NEAR) if names == PLACED else names  # variations are no strangers to what they vary
        heads = heads_of(fit_all([one for one in prepared if one.example.split not in apart]))
        unseen = [one for one in prepared if one.example.split in names]
        name = "+".join(names)
        given[name] = [give(one, heads) for one in unseen]
        shown(line_of(f"unseen authors, {name}", unseen, given[name]))
    return given


def line_of(name: str, chosen: Sequence[Prepared], given: list[Given]) -> str:
    """Scores of some sentences."""
    return score([one.example for one in chosen], given).line(f"{name} ({len(chosen)})")


def write(told: dict[str, dict[str, Any]]) -> None:
    """One file for each head, one line for each feature."""
    for name, head in told.items():
        lines = ",\n".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in head["features"].items())
        rest = ",\n".join(f"{json.dumps(key)}: {json.dumps(head[key])}" for key in ("labels", "bias", "rules"))
        path = SETS / "heads" / f"{name}.json"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f'{{{rest},\n"features": {{\n{lines}\n}}}}\n', encoding="utf-8")
        print(f"{path.name}: {len(head['features'])} features, {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
