"""How much of a statement a sentence says: the share of its telling words, the rarer the heavier. Pure."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
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


def weights_of(texts: Iterable[frozenset[str]]) -> Mapping[str, float]:
    """For each stem how telling it is among these sentences: 1 and less where many have it."""
    counts: Counter[str] = Counter()
    number = 0
    for stems in texts:
        counts.update(stems)
        number += 1
    return {stem: math.log(1 + number / count) for stem, count in counts.items()}


def shares_told(
    asked: Iterable[str], texts: Iterable[frozenset[str]], weights: Mapping[str, float]
) -> Iterator[float]:
    """For each text the weight of the asked stems that it tells, of all; what no sentence has weighs most."""
    most = max(weights.values(), default=1.0)
    wanted = {stem: weights.get(stem, most) for stem in asked}
    whole = sum(wanted.values())
    for told in texts:
        share = sum(weight for stem, weight in wanted.items() if stem in told)
        yield share / whole if whole else 0.0
