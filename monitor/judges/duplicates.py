"""Which articles are copies of an earlier one: syndicated, shortened, lightly edited. Pure.

What counts: an article whose word sequences stand, seven tenths of them, in one that was published up to 30 days
earlier and that states every figure of it. A copy that a site shortened adds nothing and is joined as well.
What does not: an article that quotes a press release in full and goes on from there (it adds), and this week's
edition of a note written from last week's template (its figures are its own).

Candidates come from winnowed fingerprints (Schleimer, Wilkerson and Aiken, SIGMOD 2003): two texts that share any
passage of SHINGLE + WINDOW - 1 words share at least one, so that a candidate is never missed by chance.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.records import Article

SHINGLE = 5  # words
WINDOW = 8  # shingles
SHARE = 0.7  # of the shingles of a copy that stand in the earlier article: one word in twenty may be changed
LEAST_WORDS = 12  # shorter texts are joined only when they are the same word for word
PERIOD = timedelta(days=30)

_WORD = re.compile(r"\d[\d,.]*\d|\w+")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class _Print:
    """What is compared of an article."""

    article_id: str
    said_at: datetime
    words: tuple[str, ...]
    shingles: frozenset[int]
    marks: frozenset[int]  # the winnowed part of the shingles
    figures: frozenset[str]


def find_copies(articles: Iterable[Article], *, originals: Sequence[Article] = ()) -> dict[str, str | None]:
    """For each article the id of the first one that it is a copy of, None for one that is nobody's.

    `originals`: articles that stand as originals already, of which those of the last 30 days are looked at; they
    must be older than all of `articles`. The first is the one published first, when that is not known, seen first;
    a copy of a copy is one of the original. The order of the arguments does not matter.
    """
    index: dict[int, list[_Print]] = {}
    for original in originals:
        _list(index, _take_print(original))
    found: dict[str, str | None] = {}
    for article in sorted(articles, key=lambda article: (said_at(article), article.article_id)):
        taken = _take_print(article)
        first = next(_find_firsts(index, taken), None)
        found[article.article_id] = first.article_id if first else None
        if first is None:
            _list(index, taken)
    return found


def said_at(article: Article) -> datetime:
    """When an article was published, as far as known, else when it was seen; never later than that."""
    return min(article.published_at or article.fetched_at, article.fetched_at)


def _find_firsts(index: dict[int, list[_Print]], copy: _Print) -> Iterator[_Print]:
    """The originals that the text is a copy of, the one that shares most with it first."""
    shared: Counter[str] = Counter()
    candidates: dict[str, _Print] = {}
    for mark in copy.marks:
        for candidate in index.get(mark, ()):
            shared[candidate.article_id] += 1
            candidates[candidate.article_id] = candidate
    for article_id, _ in sorted(shared.items(), key=lambda entry: (-entry[1], entry[0])):
        if _is_copy(candidates[article_id], copy):
            yield candidates[article_id]


def _is_copy(first: _Print, copy: _Print) -> bool:
    if copy.said_at - first.said_at > PERIOD:
        return False
    if copy.words == first.words:
        return True
    if len(copy.words) < LEAST_WORDS or not copy.figures <= first.figures:
        return False
    return len(copy.shingles & first.shingles) >= SHARE * len(copy.shingles)


def _list(index: dict[int, list[_Print]], original: _Print) -> None:
    for mark in original.marks:
        index.setdefault(mark, []).append(original)


def _take_print(article: Article) -> _Print:
    words = tuple(match[0].lower() for match in _WORD.finditer(article.text))
    rows = [
        zlib.crc32(" ".join(words[at : at + SHINGLE]).encode("utf-8", "replace"))
        for at in range(max(1, len(words) - SHINGLE + 1))
    ]
    return _Print(
        article_id=article.article_id,
        said_at=said_at(article),
        words=words,
        shingles=frozenset(rows),
        marks=frozenset(min(rows[at : at + WINDOW]) for at in range(max(1, len(rows) - WINDOW + 1))),
        figures=frozenset(word.replace(",", "") for word in words if _is_figure(word)),
    )


def _is_figure(word: str) -> bool:
    """A figure with three digits or more, years left out: "3 min read" and "30%" are in every second copy."""
    return word[0].isdigit() and sum(map(str.isdigit, word)) >= 3 and not _YEAR.fullmatch(word)
