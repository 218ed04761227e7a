"""Which of a sentence's dollars are those of the act, if any: a trained head asks of each figure in turn.

    "redeemed the notes for $18.1 million and paid a fee of $0.4 million"   -> redemption, 18,100,000
    "waived the breach for a fee of $0.4 million"                           -> waiver, none

`models/payments/heads/amount.json`, made by `bench/train_payment_heads.py` from the sentences of the learning sets
that name dollars. What the rules of `payments/_figures.py` would choose is one thing that it sees among others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from monitor.extractors._figures import Figure, find_figures
from monitor.extractors.payments._figures import distance, in_full, is_total, nearest_total
from monitor.extractors.payments._heads import Head
from monitor.extractors.payments._labels import mask
from monitor.extractors.payments._topics import find_hits
from monitor.extractors.payments._words import stem

WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|[%$;:,()]|0[0,.]*")
AROUND = 70  # characters on each side of a figure that are looked at
NEXT, BESIDE = 3, 6  # words on each side: those whose place counts, those that count at all
STRETCHES = (2, 5, 9, 15, 25)  # words between act and figure
SIZES = (1_001, 10_000, 1_000_000, 100_000_000)  # dollars
PARTING = (
    ",",
    ";",
    "and",
    "which",
    "while",
    "although",
    "after",
    "from",
    "to",
    "by",
)  # what may end the act's clause
OWN, OTHER = "own", "other"  # labels: of the act, or not


@dataclass(frozen=True, slots=True)
class Sum:
    """A figure in dollars, with what the head sees of it."""

    value: Decimal
    features: frozenset[str]


def amount_of(
    sentence: str, act: tuple[int, int], topic: str, head: Head, *, thousands: bool = False
) -> Decimal | None:
    """Dollars of the act of a folded sentence, in full; None when no figure is likelier than not the act's own.

    `act` is the span of the word that names the act; `thousands` tells that the document leaves three zeros off.
    """
    sums = sums_of(sentence, act, topic, thousands=thousands)
    told = [(head.log_chances(one.features), one.value) for one in sums]
    likely = [(chances[OWN], value) for chances, value in told if chances[OWN] > chances[OTHER]]
    return max(likely, key=lambda one: one[0])[1] if likely else None


def sums_of(sentence: str, act: tuple[int, int], topic: str, *, thousands: bool = False) -> list[Sum]:
    """The sums of money in a sentence, in its order."""
    figures = [figure for figure in find_figures(sentence) if figure.kind == "usd" and figure.value > 0]
    if not figures:
        return []
    masked = mask(sentence)
    told = nearest_total(sentence, act, topic, thousands=thousands)
    near = sorted(figures, key=lambda figure: distance(figure, act))
    largest = max(figures, key=lambda figure: figure.value)
    rivals = [hit for hit in find_hits(masked) if hit.rule.topic not in ("none", topic) and _apart(hit.act, act)]
    sums = []
    for number, figure in enumerate(figures):
        value = in_full(sentence, figure, thousands=thousands)
        features = {
            "",
            f"topic:{topic}",
            f"figures:{min(len(figures), 4)}",
            "first" if number == 0 else "later",
            f"near:{min(near.index(figure), 3)}",
            f"size:{sum(value >= size for size in SIZES)}",
            f"total:{is_total(sentence, figure, scaled=value != figure.value)}",
            "largest" if figure is largest else "smaller",
            *_words_around(masked, figure, topic),
            *_way_to(masked, figure, act, topic),
        }
        if figure == told:
            features |= {"told", f"told:{topic}"}
        if rivals:
            off, rival = min((distance(figure, hit.act), hit.rule.topic) for hit in rivals)
            closer = off < distance(figure, act)
            features |= {"rival", f"rival:{rival}", f"rival:{topic}<{rival}"} if closer else {"no rival"}
        sums.append(Sum(value, frozenset(features)))
    return sums


def _words_around(masked: str, figure: Figure, topic: str) -> Iterator[str]:
    """The words before and after, by their place and without; pairs and threes of the nearest."""
    before = _words(masked[max(0, figure.start - AROUND) : figure.start])[::-1][:BESIDE]
    after = _words(masked[figure.end : figure.end + AROUND])[:BESIDE]
    for side, words in (("<", before), (">", after)):
        yield from (f"{side}{word}" for word in words)
        yield from (f"{place}{side}{word}" for place, word in enumerate(words[:NEXT]))
        yield from (f"{topic}{side}{word}" for word in words[:2])
        yield from (f"{side}{' '.join(words[:length])}" for length in (2, 3) if len(words) >= length)


def _way_to(masked: str, figure: Figure, act: tuple[int, int], topic: str) -> Iterator[str]:
    """On which side of the act, how far, and past which words."""
    side = "after" if figure.start >= act[1] else "before" if figure.end <= act[0] else "in"
    first, last = (act[1], figure.start) if side == "after" else (figure.end, act[0])
    words = _words(masked[first:last]) if first < last else []
    stretch = sum(len(words) >= many for many in STRETCHES)
    yield from (side, f"far:{stretch}", f"{side}:{stretch}", f"{side}:{topic}", f"{side}:{stretch}:{topic}")
    ends = words if len(words) <= 2 * BESIDE else words[:BESIDE] + words[-BESIDE:]
    yield from (f"{side}~{word}" for word in sorted(set(ends)))
    yield from (f"{side}|{word}" for word in PARTING if word in words)


def _words(masked: str) -> list[str]:
    return ["#" if word[0] == "0" else stem(word) for word in WORD.findall(masked)]


def _apart(one: Sequence[int], other: Sequence[int]) -> bool:
    return one[1] <= other[0] or one[0] >= other[1]
