"""Train the second reader of statements, and write `models/verdicts/reader.json` and `reader.npz`.

    python bench/train_reader.py [--db FILE]        cross-validated scores, then train on everything and write
    python bench/train_reader.py --held-out         the scores alone

The sentences are those of `statements.jsonl`, and with less weight those of `passages.jsonl`, each seen as
`monitor check` sees it. The reader itself learns from all of them; how it is put beside the rules is learned from
what these said at first, before any was changed for a statement (`first_found`), with opinions of readers that had
not seen the statement's batch. `held_out.jsonl` is
never read here. Needs scikit-learn and ../shared/corpus; some minutes.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy as np
from sklearn.ensemble import ExtraTreesClassifier, HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from monitor.judges.reader.model import FOREST, LABELS, LEAST, Reader, reader_of
from monitor.pipeline._judge_sentence import read_sentence
from monitor.pipeline.check import Checker
from monitor.settings import load_settings
from monitor.store.database import open_store

ROOT = Path(__file__).parents[1]
MODELS = ROOT / "models" / "verdicts"
GUARDED = 6  # the first batch that was judged by rules such as those of today
FOLDS = 7
ROUNDS, DEPTH, PACE, LEAVES, EVEN = 150, 3, 0.05, 15, 2.0  # of the grown forest
VOTERS, SPLIT, FEWEST = 100, 0.4, 4  # of the voting one: trees, share of the features tried, statements in a leaf
SETS = {"statements.jsonl": 1.0, "passages.jsonl": 0.4}  # and how much each statement counts
PLACES = 5
FINE = 255  # steps of a chance


Trees = dict[str, Any]  # parts of forests by name, as `reader_of` takes them


@dataclass(frozen=True)
class Seen:
    """A statement as the reader sees it."""

    features: dict[str, float]
    gold: str
    batch: int
    first: str  # what the rules said at first ("": not known)
    weight: float


def see_all(db: Path) -> list[Seen]:
    """Every statement of ours on which something had been filed."""
    rows = [
        (json.loads(line), weight)
        for name, weight in SETS.items()
        for line in (MODELS / name).read_text(encoding="utf-8").splitlines()
    ]
    found = []
    with open_store(db, create=False) as store:
        checker = Checker(load_settings(db=db), store)
        for number, (row, weight) in enumerate(rows, 1):
            features = features_of(checker, row)
            if features is not None:
                found.append(
                    Seen(
                        features=features,
                        gold=row["gold"],
                        batch=row.get("batch", 0) or -(number % FOLDS),
                        first=row.get("first_found", ""),
                        weight=weight,
                    )
                )
            if number % 500 == 0:
                print(f"statements: {number:,} of {len(rows):,}", flush=True)
    return found


def features_of(checker: Checker, row: dict[str, Any]) -> dict[str, float] | None:
    """How a statement stands; None where it claims nothing, or nothing had been filed."""
    day, text = date.fromisoformat(row["as_of"]), row["text"]
    claims = checker.find_claims(text, day, row.get("issuer"), whole=True)
    if not claims:
        return None
    sentence = read_sentence(text, 0, len(text), claims, day, ticker=row.get("issuer") or "")
    return checker.judging.features(sentence, day)[1]


def numbers_of(seen: Sequence[Seen]) -> Any:
    """A row for each statement, the features in the order of their names."""
    names = sorted(seen[0].features)
    return np.array([[one.features[name] for name in names] for one in seen], np.float32)


def fit(seen: Sequence[Seen]) -> tuple[dict[str, Any], Trees]:
    """The reader without its place beside the rules, and its forests, as they are written down."""
    rows, gold = numbers_of(seen), np.array([LABELS.index(one.gold) for one in seen])  # type: ignore[arg-type]
    weights = np.array([one.weight for one in seen])
    grown = HistGradientBoostingClassifier(
        max_iter=ROUNDS,
        max_depth=DEPTH,
        learning_rate=PACE,
        min_samples_leaf=LEAVES,
        l2_regularization=EVEN,
        random_state=0,
    ).fit(rows, gold, sample_weight=weights)
    voting = ExtraTreesClassifier(VOTERS, min_samples_leaf=FEWEST, max_features=SPLIT, random_state=0).fit(
        rows, gold, sample_weight=weights
    )
    told = {"features": sorted(seen[0].features), "start": rounded(grown._baseline_prediction.ravel())}
    trees = planted("grown", [grown_tree(one.nodes) for round_ in grown._predictors for one in round_])
    return told, trees | planted("voting", [voting_tree(one.tree_) for one in voting.estimators_])


def grown_tree(nodes: Any) -> dict[str, Any]:
    """Feature (-1: a leaf), limit, left, right and value of each node."""
    leaf = nodes["is_leaf"].astype(bool)
    return {
        "feature": np.where(leaf, -1, nodes["feature_idx"]),
        "limit": np.where(leaf, 0, nodes["num_threshold"]),
        "left": np.where(leaf, 0, nodes["left"]),
        "right": np.where(leaf, 0, nodes["right"]),
        "value": np.where(leaf, nodes["value"], 0).astype(np.float32),
    }


def voting_tree(tree: Any) -> dict[str, Any]:
    """The same of the other kind of tree; the value is the share of each label in the leaf."""
    leaf = tree.children_left < 0
    shares = tree.value[:, 0, :] / tree.value[:, 0, :].sum(axis=1, keepdims=True)
    return {
        "feature": np.where(leaf, -1, tree.feature),
        "limit": np.where(leaf, 0, tree.threshold),
        "left": np.where(leaf, 0, tree.children_left),
        "right": np.where(leaf, 0, tree.children_right),
        "value": np.where(leaf[:, None], np.round(shares * FINE), 0).astype(np.uint8),
    }


def planted(name: str, trees: Sequence[dict[str, Any]]) -> Trees:
    """Trees one after another, in the smallest numbers that hold them."""
    roots = np.cumsum([0, *(len(one["feature"]) for one in trees)])[:-1].astype(np.int32)
    whole = {part: np.concatenate([one[part] for one in trees]) for part in FOREST if part != "roots"}
    for part in ("left", "right"):  # numbered within a tree: from now on, within the forest
        whole[part] = np.concatenate([one[part] + root for one, root in zip(trees, roots, strict=True)])
    kinds = {"feature": np.int16, "limit": np.float32, "left": np.int32, "right": np.int32}
    whole = {part: values.astype(kinds.get(part, values.dtype)) for part, values in whole.items()}
    return {f"{name}.{part}": values for part, values in (whole | {"roots": roots}).items()}


def rounded(numbers: Any) -> list[float]:
    return [round(float(one), PLACES) for one in numbers]


def as_read(told: dict[str, Any], trees: Trees) -> Reader:
    """The reader as the monitor will have it."""
    return reader_of(told, trees)


def put_beside(opinions: Sequence[tuple[str, tuple[float, ...], str]]) -> dict[str, Any]:
    """From what the rules said, what the reader said, and the right label."""
    rows = np.array(
        [
            [float(rules == one) for one in LABELS] + list(np.log(np.array(said) + LEAST))
            for rules, said, _ in opinions
        ]
    )
    found = LogisticRegression(max_iter=5000).fit(rows, [LABELS.index(gold) for *_, gold in opinions])  # type: ignore[arg-type]
    return {"beside": [rounded(row) for row in found.coef_], "beside_bias": rounded(found.intercept_)}


def main() -> None:
    """Score by batches left out, and write."""
    asker = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asker.add_argument("--db", type=Path)
    asker.add_argument("--held-out", action="store_true", help="print the scores, write nothing")
    asked = asker.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        db = asked.db or Path(folder) / "monitor.db"
        if asked.db is None:
            program = Path(sys.executable).parent / "monitor"
            manifest = ROOT.parent / "shared" / "corpus" / "filings.csv"
            command = [str(program), "--quiet", "--db", str(db), "load", str(manifest)]
            subprocess.run(command, check=False, cwd=folder)  # noqa: S603 - our own command; problems are no failure
        seen = see_all(db)
    blank: dict[str, Any] = {"beside": [[0.0] * 6] * 3, "beside_bias": [0.0] * 3}
    batches = sorted({one.batch for one in seen})
    opinions: dict[int, tuple[float, ...]] = {}
    for fold in range(FOLDS):
        out = [number for number, one in enumerate(seen) if batches.index(one.batch) % FOLDS == fold]
        told, trees = fit([one for number, one in enumerate(seen) if number not in set(out)])
        reader = as_read(told | blank, trees)
        opinions |= {number: reader.read(seen[number].features) for number in out}
    print(f"{len(seen):,} statements, {len(seen[0].features)} features; on batches that it had not seen:")
    for weight in sorted({one.weight for one in seen}, reverse=True):
        same = [number for number, one in enumerate(seen) if one.weight == weight]
        alone = sum(LABELS[int(np.argmax(opinions[n]))] == seen[n].gold for n in same)
        print(
            f"  the reader alone, statements of weight {weight}: {alone} of {len(same)} = {alone / len(same):.3f}"
        )
    fresh = [(n, one) for n, one in enumerate(seen) if one.first and one.batch >= GUARDED and one.weight == 1.0]
    beside = put_beside([(one.first, opinions[n], one.gold) for n, one in fresh])
    if asked.held_out:
        return
    told, trees = fit(seen)
    lines = [f"{json.dumps(key)}: {json.dumps(value)}" for key, value in (told | beside).items()]
    (MODELS / "reader.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    np.savez_compressed(MODELS / "reader.npz", **trees)
    print(f"wrote {MODELS / 'reader.npz'}: {(MODELS / 'reader.npz').stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
