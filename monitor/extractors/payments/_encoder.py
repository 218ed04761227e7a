"""A small transformer that reads a sentence about paying whole, and says what it takes each label to be.

    read_sentences([("the notes will mature on march 00, 0000", setting)], load_encoder())
    -> [{"topic": {"maturity": -0.02, ...}, "polarity": ...}]

It stands beside the linear heads, which see words and pairs of words but not how a long sentence hangs together.
Made by `bench/train_payment_encoder.py` (card: `models/payments/encoder.md`): a BERT of few layers, its weights as
bytes with one scale for each row, read with numpy alone, so that neither torch nor a model hub is needed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from monitor.extractors.payments._context import Setting
from monitor.settings import packaged

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

FIGURE = re.compile(r"\d[\d,.]*\d|\d")
PIECE = re.compile(r"[^\W_]+|[^\w\s]|_")
PLACES = {"listed": "list of forward-looking statements: ", "risky": "risk factors: "}
LONGEST = 160  # pieces of a sentence that are read, the two marks at its ends included
BATCH = 8  # sentences of about the same length; more is no faster
THREADS = 2
TINY = 1e-12


@dataclass(frozen=True, slots=True)
class Encoder:
    """Vocabulary and weights. `labels`: for each question its labels, in the order of the rows of its head."""

    pieces: Mapping[str, int]
    weights: Mapping[str, Floats]
    layers: int
    heads: int
    labels: Mapping[str, Sequence[str]]


Opinion = Mapping[str, Mapping[str, float]]  # question: label: logarithm of its chance


def words_for(masked: str, setting: Setting) -> str:
    """The words that the encoder is given: each figure one zero, and before them where the sentence stands."""
    place = PLACES["listed"] if setting.listed else PLACES["risky"] if setting.risky else ""
    return place + FIGURE.sub("0", masked)


def read_sentences(asked: Sequence[tuple[str, Setting]], encoder: Encoder) -> list[Opinion]:
    """Opinions on masked sentences, in order."""
    rows = [_pieces_of(words_for(masked, setting), encoder.pieces) for masked, setting in asked]
    order = sorted(range(len(rows)), key=lambda number: len(rows[number]))
    batches = [order[first : first + BATCH] for first in range(0, len(order), BATCH)]
    found: list[Opinion] = [{}] * len(rows)
    # Each batch on one thread: numpy's own threads wait for each other, on a busy machine for minutes.
    with threadpool_limits(limits=1, user_api="blas"), ThreadPoolExecutor(THREADS) as pool:
        read = pool.map(lambda batch: _read([rows[number] for number in batch], encoder), batches)
        for batch, opinions in zip(batches, read, strict=True):
            for number, opinion in zip(batch, opinions, strict=True):
                found[number] = opinion
    return found


def _read(rows: Sequence[list[int]], encoder: Encoder) -> list[Opinion]:
    """One batch."""
    import numpy as np

    longest = max(map(len, rows))
    numbers = np.array([row + [0] * (longest - len(row)) for row in rows])
    shown = np.array([[1.0] * len(row) + [0.0] * (longest - len(row)) for row in rows], np.float32)
    chances = {
        name: sums.tolist() for name, sums in _heads(_states(numbers, shown, encoder), shown, encoder).items()
    }
    return [
        {name: dict(zip(labels, chances[name][place], strict=True)) for name, labels in encoder.labels.items()}
        for place in range(len(rows))
    ]


@cache
def load_encoder() -> Encoder:
    """The encoder that ships."""
    import json

    import numpy as np

    folder = packaged("models") / "payments" / "encoder"
    told = json.loads((folder / "encoder.json").read_text(encoding="utf-8"))
    with np.load(folder / "weights.npz", allow_pickle=False) as stored:
        weights = {name: _floats(stored, name) for name in stored.files if not name.endswith(".scale")}
    pieces = (folder / "vocabulary.txt").read_text(encoding="utf-8").splitlines()
    return Encoder(
        pieces={piece: number for number, piece in enumerate(pieces)},
        weights=weights,
        layers=told["layers"],
        heads=told["heads"],
        labels=told["labels"],
    )


def _floats(stored: Any, name: str) -> Floats:
    import numpy as np

    values: Floats = stored[name].astype(np.float32)
    return values * stored[f"{name}.scale"].astype(np.float32) if f"{name}.scale" in stored.files else values


def _pieces_of(words: str, pieces: Mapping[str, int]) -> list[int]:
    """WordPiece: the longest known beginning of a word, then of what is left of it."""
    found = [pieces["[CLS]"]]
    for word in PIECE.findall(words):
        found += _split(word, pieces)
    return [*found[: LONGEST - 1], pieces["[SEP]"]]


def _split(word: str, pieces: Mapping[str, int]) -> list[int]:
    found, start = [], 0
    while start < len(word):
        mark = "##" if start else ""
        end = next((end for end in range(len(word), start, -1) if mark + word[start:end] in pieces), None)
        if end is None:
            return [pieces["[UNK]"]]
        found.append(pieces[mark + word[start:end]])
        start = end
    return found


def _states(numbers: NDArray[np.int64], shown: Floats, encoder: Encoder) -> Floats:
    """What the last layer holds for each piece: sentences x pieces x width."""
    import numpy as np

    w = encoder.weights
    states = _even(w["words"][numbers] + w["places"][: numbers.shape[1]], "even", w)
    hidden = (1.0 - shown)[:, None, None, :] * np.float32(-1e9)
    for layer in range(encoder.layers):
        states += _attend(states, hidden, f"{layer}.", encoder)
        states = _even(states, f"{layer}.attended", w)
        states += _linear(_bend(_linear(states, f"{layer}.inner", w)), f"{layer}.outer", w)
        states = _even(states, f"{layer}.even", w)
    return states


def _attend(states: Floats, hidden: Floats, name: str, encoder: Encoder) -> Floats:
    import numpy as np

    count, length, width = states.shape
    part = width // encoder.heads
    asked = _linear(states, f"{name}asked", encoder.weights).reshape(count, length, 3, encoder.heads, part)
    query, key, value = asked.transpose(2, 0, 3, 1, 4)
    scores = (query * np.float32(part**-0.5)) @ key.transpose(0, 1, 3, 2)
    scores += hidden
    scores -= scores.max(-1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(-1, keepdims=True)
    mixed: Floats = (scores @ value).transpose(0, 2, 1, 3).reshape(count, length, width)
    return _linear(mixed, f"{name}mixed", encoder.weights)


def _linear(states: Floats, name: str, weights: Mapping[str, Floats]) -> Floats:
    flat = states.reshape(-1, states.shape[-1]) @ weights[f"{name}.weight"].T
    flat += weights[f"{name}.bias"]
    return flat.reshape(*states.shape[:-1], -1)


def _even(states: Floats, name: str, weights: Mapping[str, Floats]) -> Floats:
    """Layer normalisation."""
    import numpy as np

    states -= states.mean(-1, keepdims=True)
    states /= np.sqrt(np.einsum("...i,...i->...", states, states)[..., None] / states.shape[-1] + np.float32(TINY))
    states *= weights[f"{name}.gain"]
    states += weights[f"{name}.shift"]
    return states


def _bend(states: Floats) -> Floats:
    """GELU by the hyperbolic tangent, in place."""
    import numpy as np

    inner = states * states
    inner *= np.float32(0.7978845608 * 0.044715)
    inner += np.float32(0.7978845608)
    inner *= states
    np.tanh(inner, out=inner)
    inner += np.float32(1.0)
    inner *= np.float32(0.5)
    states *= inner
    return states


def _heads(states: Floats, shown: Floats, encoder: Encoder) -> dict[str, Floats]:
    """Mean and highest state over the pieces, then one linear layer for each question."""
    import numpy as np

    seen = shown[:, :, None]
    mean = (states * seen).sum(1) / seen.sum(1)
    highest = (states + (seen - 1.0) * np.float32(1e4)).max(1)
    both = np.concatenate([mean, highest], axis=1)
    found = {}
    for question in encoder.labels:
        sums = _linear(both, f"head.{question}", encoder.weights)
        sums -= sums.max(-1, keepdims=True)
        found[question] = sums - np.log(np.exp(sums).sum(-1, keepdims=True))
    return found
