"""The learning and the measuring set of `models/payments`, sentences looked up where they stand."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from monitor.extractors._sentences import split_sentences
from monitor.extractors.payments._context import Setting, settings_of
from monitor.extractors.payments._figures import counts_in_thousands
from monitor.extractors.payments._labels import fold
from monitor.readers import read_document
from monitor.records import Document

SETS = Path(__file__).parents[1] / "models" / "payments"
NEAR = 0.45  # share of three-word shingles in common
LABELS = ("topic", "polarity", "modality", "tense", "amount_usd")


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence, folded, with its labels and where it stands."""

    folded: str
    setting: Setting
    agreed: dict[str, Any]
    split: str  # "dev", "test", "tuning", or the name of a learning set
    sha256: str
    thousands: bool = False  # the document's prose leaves three zeros off
    source: str = ""  # of a variation: how the sha256 of the sentence of a filing begins that it varies


SETTINGS = {"": Setting(), "risk": Setting(risky=True), "list": Setting(listed=True)}


def load_learning() -> list[Example]:
    """Sentences written for the purpose; they stand nowhere, or where their `setting` says."""
    rows = []
    for path in sorted(SETS.glob("learning*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            rows += [(path.stem, json.loads(line)) for line in lines]
    return [
        Example(
            fold(row["text"]),
            SETTINGS[row.get("setting", "")],
            {name: row[name] for name in LABELS},
            split,
            row["id"],
            source=row.get("source", ""),
        )
        for split, row in rows
    ]


def load_measuring(corpus: Path) -> list[Example]:
    """Sentences of filings, each with the setting that it has in its document, as the extractor gives it.

    Raises LookupError when a document does not hold the sentence of a locator any more.
    """
    with (SETS / "measuring.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    examples = []
    for row in rows:
        document = _read(corpus / row["file"])
        start, end = _find(document, row)
        setting = settings_of(document)(start)
        examples.append(
            Example(
                fold(document.text[start:end]),
                setting,
                row["agreed"],
                row["split"],
                row["sha256"],
                _thousands(document),
            )
        )
    return examples


def load_tuning(corpus: Path) -> list[Example]:
    """Sentences of filings that only train: labels of one annotator, none like a test sentence."""
    with (SETS / "tuning.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    examples = []
    for row in rows:
        document = _read(corpus / row["file"])
        start, end = _find(document, row)
        setting = settings_of(document)(start)
        labels = {name: row[name] for name in LABELS}
        folded = fold(document.text[start:end])
        examples.append(Example(folded, setting, labels, "tuning", row["sha256"], _thousands(document)))
    return examples


def groups_of(masked: list[str]) -> list[int]:
    """A number for each sentence, the same where two have nearly the same words: folds keep them together."""
    shapes = [_shingles(sentence) for sentence in masked]
    leader = list(range(len(shapes)))

    def led(number: int) -> int:
        while leader[number] != number:
            number = leader[number]
        return number

    holding: dict[tuple[str, ...], list[int]] = {}
    for number, shape in enumerate(shapes):
        shared = Counter(other for shingle in sorted(shape) for other in holding.get(shingle, ()))
        for other, count in sorted(shared.items()):
            if count / (len(shape) + len(shapes[other]) - count) >= NEAR:
                leader[led(number)] = led(other)
        for shingle in shape:
            holding.setdefault(shingle, []).append(number)
    return [led(number) for number in range(len(shapes))]


def _shingles(sentence: str) -> set[tuple[str, ...]]:
    words = re.sub(r"[^a-z0 ]", "", sentence).split()
    return {tuple(words[at : at + 3]) for at in range(max(1, len(words) - 2))}


def set_digest(examples: list[Example]) -> str:
    """A digest of sentences and labels: scores of two sets with different digests cannot be compared."""
    lines = sorted(json.dumps([e.sha256, e.agreed], sort_keys=True) for e in examples)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


@cache
def _thousands(document: Document) -> bool:
    return counts_in_thousands(document)


@cache
def _read(path: Path) -> Document:
    return read_document(path.read_bytes(), accession_number=None, type="", url="", filename=path.name)


def _find(document: Document, row: dict[str, Any]) -> tuple[int, int]:
    if _hash(document.text[row["start"] : row["end"]]) == row["sha256"]:
        return row["start"], row["end"]
    for block in document.blocks:  # a later reader moved it
        for start, end in split_sentences(document.text, block.start, block.end):
            if _hash(document.text[start:end]) == row["sha256"]:
                return start, end
    raise LookupError(f"{row['file']} {row['start']}:{row['end']}: the sentence is not there any more")


def _hash(text: str) -> str:
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()
