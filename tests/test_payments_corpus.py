"""The payment rules on the measuring set: scores that must not sink, and nothing contingent told as a fact."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from monitor.settings import packaged

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))

from evaluate_payments import rule_labels
from payments_measuring import Example, load_measuring, load_tuning, set_digest
from payments_scores import Scores, keyword_labels, score

pytestmark = pytest.mark.corpus


@pytest.fixture(scope="module")
def examples(corpus: Path) -> list[Example]:
    """The test split, fixed before the first run."""
    return [example for example in load_measuring(corpus) if example.split == "test"]


@pytest.fixture(scope="module")
def scores(examples: list[Example]) -> Scores:
    """What the rules reach on it."""
    return score(examples, rule_labels(examples))


def floors() -> dict[str, float | str]:
    """The scores of the last blessed run, with the digest of the set they were reached on."""
    told: dict[str, dict[str, float | str]] = json.loads(packaged("models").joinpath("floors.json").read_text())
    return told["payments"]


def test_floors_belong_to_this_set(examples: list[Example]) -> None:
    """A set with other sentences or labels needs other floors: `python bench/evaluate_payments.py --bless`."""
    assert set_digest(examples) == floors()["digest"]


def test_scores_do_not_sink(scores: Scores) -> None:
    """Every score is at least what it was."""
    sunk = {name: (now, floors()[name]) for name, now in scores.floors().items() if now < float(floors()[name])}
    assert sunk == {}


def test_rules_beat_keywords(examples: list[Example], scores: Scores) -> None:
    """Rules that do no better than single words are not worth their while."""
    assert scores.macro_f1 > score(examples, [keyword_labels(example) for example in examples]).macro_f1


def test_tuning_sentences_are_none_of_the_measured(corpus: Path, examples: list[Example]) -> None:
    """Nothing was trained on what measures it."""
    assert {e.sha256 for e in load_tuning(corpus)} & {e.sha256 for e in examples} == set()
