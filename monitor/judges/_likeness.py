"""How much of a statement a sentence says: the share of its telling words, the rarer the heavier. Pure."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

WORD = re.compile(r"[A-Za-z][A-Za-z’'-]*[A-Za-z]|\b20\d\d\b")
COMMON = """
a an and are as at be been being but by can could did do does for from had has have he her his how if in into
is it its may might more most no not of on or our out over own said say says she should so some such than that
the their them then there these they this those to under up was we were what when which while who will with
would you about after all also any because before between both during each few further just now only other
same very according filing filings filed company firm strategy microstrategy inc incorporated corp ltd
holdings report reports reported analyst analysts news sec form
"""
STOP = frozenset(COMMON.split())
ENDINGS = (
    "ational",
    "ations",
    "ation",
    "ments",
    "ment",
    "ings",
    "ing",
    "ities",
    "ity",
    "ies",
    "ed",
    "es",
    "ly",
    "s",
)
GROUPS = {  # one stem for words that filings and the news use for the same
    "bitcoin": ("btc", "coin"),
    "note": ("bond", "convert", "convertible"),
    "indebted": ("debt", "indebtedness"),
    "share": ("stock", "equity"),
    "dividend": ("payout", "distribution"),
    "purchas": ("buy", "bought", "acquir"),
    "sell": ("sold", "sale"),
    "cash": ("money",),
    "program": ("programme",),
    "increas": ("hike", "hiked", "rais", "lift", "boost"),
    "dollar": ("us", "usd"),
}
SAME = {word: stem for stem, words in GROUPS.items() for word in words}


def stems_of(words: str) -> list[str]:
    """The telling words of a text, endings cut and near synonyms joined."""
    return [_stem(word) for word in WORD.findall(words) if word.lower() not in STOP]


@lru_cache(maxsize=65_536)
def _stem(word: str) -> str:
    found = word.lower().replace("’", "'").removesuffix("'s")
    for ending in ENDINGS:
        if found.endswith(ending) and len(found) - len(ending) >= 3:
            found = found.removesuffix(ending)
            break
    return SAME.get(found, SAME.get(word.lower(), found)).rstrip("e")


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts by what they tell: for each stem the numbers of those that tell it. `once`: stems that one tells."""

    count: int
    telling: Mapping[str, Sequence[int]]
    once: frozenset[str]


def index_texts(texts: Iterable[frozenset[str]]) -> Texts:
    """Of the stems of each text."""
    telling: defaultdict[str, list[int]] = defaultdict(list)
    count = 0
    for number, stems in enumerate(texts):
        count = number + 1
        for stem in stems:
            telling[stem].append(number)
    return Texts(count, dict(telling), frozenset(stem for stem, numbers in telling.items() if len(numbers) == 1))


def weights_of(asked: Iterable[str], groups: Sequence[Texts]) -> Mapping[str, float]:
    """For each stem asked how telling it is among these texts: 1 and less where many have it; what none has weighs
    as much as what fewest have."""
    number, fewest = sum(one.count for one in groups), _fewest(groups)
    most = math.log(1 + number / fewest) if fewest else 1.0
    counts = {stem: sum(len(one.telling.get(stem, ())) for one in groups) for stem in asked}
    return {stem: math.log(1 + number / count) if count else most for stem, count in counts.items()}


def _fewest(groups: Sequence[Texts]) -> int:
    """How many texts have the stem that fewest have: mostly one. 0: there is no stem."""
    for place, one in enumerate(groups):
        others = [*groups[:place], *groups[place + 1 :]]
        if any(all(stem not in other.telling for other in others) for stem in one.once):
            return 1
    counts: Counter[str] = Counter()
    for one in groups:
        counts.update({stem: len(numbers) for stem, numbers in one.telling.items()})
    return min(counts.values(), default=0)


def shares_told(weights: Mapping[str, float], texts: Texts) -> list[float]:
    """For each text the weight of the stems that it tells, of all."""
    whole = sum(weights.values())
    shares = [0.0] * texts.count
    for stem, weight in weights.items():
        for number in texts.telling.get(stem, ()):
            shares[number] += weight
    return [share / whole for share in shares] if whole else shares


def share_told(weights: Mapping[str, float], told: Container[str]) -> float:
    """The same of one text."""
    whole = sum(weights.values())
    share = sum(weight for stem, weight in weights.items() if stem in told)
    return share / whole if whole else 0.0
