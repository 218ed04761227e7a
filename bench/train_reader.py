"""Train the second reader of statements, and write `models/verdicts/reader.json`.

    python bench/train_reader.py [--db FILE]        cross-validated scores, then train on everything and write
    python bench/train_reader.py --held-out         the scores alone

The sentences are those of `statements.jsonl`, each seen as `monitor check` sees it. The reader itself learns from
all of them; how it is put beside the rules is learned from what these said at first, before any was changed for a
statement (`first_found`), with opinions of readers that had not seen the statement's batch. `held_out.jsonl` is
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
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from monitor.judges.reader.model import LABELS, LEAST, reader_of
from monitor.pipeline._judge_sentence import read_sentence
from monitor.pipeline.check import Checker
from monitor.settings import load_settings
from monitor.store.database import open_store

ROOT = Path(__file__).parents[1]
MODELS = ROOT / "models" / "verdicts"
GUARDED = 6  # the first batch that was judged by rules such as those of today
FOLDS = 7
ROUNDS, DEPTH, PACE, LEAVES, EVEN = 120, 3, 0.05, 15, 2.0
STRENGTH = 0.1  # of the linear model: the inverse of its penalty
PLACES = 5


@dataclass(frozen=True)
class Seen:
    """A statement as the reader sees it."""

    features: dict[str, float]
    gold: str
    batch: int
    first: str  # what they said at first ("": not known)


def see_all(db: Path) -> list[Seen]:
    """Every statement of ours on which something had been filed."""
    found = []
    with open_store(db, create=False) as store:
        checker = Checker(load_settings(db=db), store)
        for number, line in enumerate((MODELS / "statements.jsonl").read_text(encoding="utf-8").splitlines(), 1):
            row = json.loads(line)
            day, text = date.fromisoformat(row["as_of"]), row["text"]
            claims = checker.find_claims(text, day, row.get("issuer"), whole=True)
            if claims:
                _, features = checker.judging.features(
                    read_sentence(text, 0, len(text), claims, day, ticker=row.get("issuer") or ""), day
                )
                if features is not None:
                    found.append(
                        Seen(
                            features=features,
                            gold=row["gold"],
                            batch=row.get("batch", 0) or -(number % FOLDS),
                            first=row.get("first_found", ""),
                        )
                    )
            if number % 500 == 0:
                print(f"statements: {number:,}", flush=True)
    return found


def numbers_of(seen: Sequence[Seen]) -> Any:
    """A row for each statement, the features in the order of their names."""
    names = sorted(seen[0].features)
    return np.array([[one.features[name] for name in names] for one in seen])


def fit(seen: Sequence[Seen]) -> dict[str, Any]:
    """The reader without its place beside the rules, as it is written down."""
    rows, gold = numbers_of(seen), np.array([LABELS.index(one.gold) for one in seen])  # type: ignore[arg-type]
    forest = HistGradientBoostingClassifier(
        max_iter=ROUNDS,
        max_depth=DEPTH,
        learning_rate=PACE,
        min_samples_leaf=LEAVES,
        l2_regularization=EVEN,
        random_state=0,
    ).fit(rows, gold)
    mean, spread = rows.mean(axis=0), np.where(rows.std(axis=0) > 0, rows.std(axis=0), 1.0)
    linear = LogisticRegression(max_iter=5000, C=STRENGTH).fit((rows - mean) / spread, gold)
    return {
        "features": sorted(seen[0].features),
        "start": rounded(forest._baseline_prediction.ravel()),
        "forest": [[tree_of(one.nodes) for one in round_] for round_ in forest._predictors],
        "mean": rounded(mean),
        "spread": rounded(spread),
        "linear": [rounded(row) for row in linear.coef_],
        "linear_bias": rounded(linear.intercept_),
    }


def tree_of(nodes: Any) -> list[list[float]]:
    """Feature (-1: a leaf), limit, left, right and value of each node."""
    leaf = nodes["is_leaf"].astype(bool)
    return [
        [-1 if end else int(one) for end, one in zip(leaf, nodes["feature_idx"], strict=True)],
        [
            0.0 if end else round(float(one), PLACES + 3)
            for end, one in zip(leaf, nodes["num_threshold"], strict=True)
        ],
        [int(one) for one in nodes["left"]],
        [int(one) for one in nodes["right"]],
        [round(float(one), PLACES) if end else 0.0 for end, one in zip(leaf, nodes["value"], strict=True)],
    ]


def rounded(numbers: Any) -> list[float]:
    return [round(float(one), PLACES) for one in numbers]


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
        reader = reader_of(fit([one for number, one in enumerate(seen) if number not in set(out)]) | blank)
        opinions |= {number: reader.read(seen[number].features) for number in out}
    alone = sum(LABELS[int(np.argmax(opinions[n]))] == one.gold for n, one in enumerate(seen))
    print(f"{len(seen):,} statements, {len(seen[0].features)} features")
    print(f"the reader alone, batches that it had not seen: {alone / len(seen):.3f}")
    fresh = [(n, one) for n, one in enumerate(seen) if one.first and one.batch >= GUARDED]
    beside = put_beside([(one.first, opinions[n], one.gold) for n, one in fresh])
    told = fit(seen) | beside
    if asked.held_out:
        return
    lines = [f"{json.dumps(key)}: {json.dumps(value)}" for key, value in told.items() if key != "forest"]
    trees = ",\n".join(json.dumps(trees, separators=(",", ":")) for trees in told["forest"])
    path = MODELS / "reader.json"
    path.write_text("{\n" + ",\n".join(lines) + ',\n"forest": [\n' + trees + "\n]\n}\n", encoding="utf-8")
    print(f"wrote {path}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
