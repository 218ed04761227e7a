"""Train the head that breaks ties between the topic rules, and write `models/payments/head.json`.

    python bench/train_payment_head.py

On the learning set, on dev, and on the tuning sentences (of the corpus, by locator; none of them like a test
sentence). The same input gives the same file. Needs scikit-learn and ../shared/corpus.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))

from payments_measuring import SETS, load_learning, load_measuring, load_tuning

from monitor.extractors._payment_head import WORD
from monitor.extractors._payment_labels import mask

STRENGTH = 20.0  # inverse regularisation: from 5-fold cross-validation on dev and tuning
LEAST = 2  # sentences a word must stand in
PLACES = 3


def main() -> None:
    """Fit and write."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    corpus = Path(__file__).parents[2] / "shared" / "corpus"
    examples = [
        *load_learning(),
        *(example for example in load_measuring(corpus) if example.split == "dev"),
        *load_tuning(corpus),
    ]
    counter = TfidfVectorizer(binary=True, min_df=LEAST, token_pattern=WORD.pattern)
    matrix = counter.fit_transform([mask(example.folded) for example in examples])
    model = LogisticRegression(C=STRENGTH, max_iter=5000, class_weight="balanced")
    model.fit(matrix, [example.agreed["topic"] for example in examples])
    words = {
        str(word): [
            round(float(counter.idf_[column]), PLACES),
            *(round(float(w), PLACES) for w in model.coef_[:, column]),
        ]
        for word, column in sorted(counter.vocabulary_.items())
    }
    lines = ",\n".join(f"{json.dumps(word)}: {json.dumps(entry)}" for word, entry in words.items())
    topics = json.dumps([str(topic) for topic in model.classes_])
    bias = json.dumps([round(float(value), PLACES) for value in model.intercept_])
    written = f'{{"topics": {topics},\n"bias": {bias},\n"words": {{\n{lines}\n}}}}\n'
    (SETS / "head.json").write_text(written, encoding="utf-8")
    print(f"{len(examples)} sentences, {len(words)} words, {len(model.classes_)} topics")


if __name__ == "__main__":
    main()
