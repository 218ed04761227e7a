"""The passages that say most of a statement: a sentence of a filing with those before and after it. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from heapq import nlargest

from monitor.judges._filed_then import same_unit
from monitor.judges._likeness import Texts, share_told, shares_told, stems_of, weights_of
from monitor.judges._told_figures import Told, read_figures
from monitor.judges.retrieved import index_of, sentences_of
from monitor.judges.verdicts._figures import is_right
from monitor.records import ClaimFigure, Document, Quote

READ = 20  # documents
WEIGHED = 40  # sentences, those that share most words
KEPT = 5
NEAR = (Decimal("0.8"), Decimal("1.25"))  # of the printed figure: so close that it may be meant
EXACT = ("exactly", "about", "nearly")
JUST_FILED = 0.1  # what news of those days is worth beside the share of words
YEARS = (1990, 2100)  # bare numbers between them are years


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A sentence with its neighbours, and what of the statement stands there."""

    document: Document
    sentence: tuple[int, int]  # offsets
    window: tuple[int, int]
    share: float  # of the statement's words, the rarer the heavier, in the sentence
    window_share: float
    right: int  # figures of the statement that the window prints
    right_here: int  # that the sentence prints
    near: int  # that the window does not print, but another of the same unit close to it
    other: int  # ... but others of the same unit
    missing: tuple[str, ...]  # stems of the statement that the window does not have
    fresh: bool  # filed in the days that the statement speaks of, or just before it was made

    @property
    def quote(self) -> Quote:
        return self.document.quote(*self.sentence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Closest:
    """The best passages, and the largest share of the words that one whole document has."""

    passages: tuple[Passage, ...]
    document_share: float


def countable(figures: Sequence[ClaimFigure]) -> tuple[ClaimFigure, ...]:
    """The figures that are no years."""
    return tuple(
        one for one in figures if not (one.unit in ("number", "things") and YEARS[0] <= one.value <= YEARS[1])
    )


def find_closest(
    words: str, figures: Sequence[ClaimFigure], fresh: Sequence[Document], searched: Sequence[Document]
) -> Closest | None:
    """None where no document has a sentence. `fresh`: what had just been filed; `searched`: what else holds the
    words, best first."""
    new = {one.document_id for one in fresh}
    documents = [*fresh, *(one for one in searched if one.document_id not in new)][:READ]
    cut = [_Cut(one, sentences_of(one), index_of(one), one.document_id in new) for one in documents]
    if not any(one.texts.telling for one in cut):
        return None
    stems = stems_of(words)
    wanted = _Wanted(stems, weights_of(stems, [one.texts for one in cut]), figures)
    shares = (
        (share, one, number) for one in cut for number, share in enumerate(shares_told(wanted.weights, one.texts))
    )
    best = nlargest(WEIGHED, shares, key=lambda one: one[0])
    passages = [_passage(share, one, number, wanted) for share, one, number in best]
    passages.sort(key=lambda one: -_rank(one, len(figures)))
    most = max(share_told(wanted.weights, one.texts.telling) for one in cut)
    return Closest(passages=tuple(passages[:KEPT]), document_share=most)


@dataclass(frozen=True, slots=True)
class _Cut:
    """A document in sentences."""

    document: Document
    sentences: Sequence[tuple[tuple[int, int], frozenset[str]]]
    texts: Texts
    fresh: bool


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What the statement says, and how telling each stem is."""

    stems: Sequence[str]
    weights: Mapping[str, float]
    figures: Sequence[ClaimFigure]


def _passage(share: float, cut: _Cut, number: int, wanted: _Wanted) -> Passage:
    inside = cut.sentences[max(0, number - 1) : number + 2]
    sentence, window = cut.sentences[number][0], (inside[0][0][0], inside[-1][0][1])
    said = frozenset().union(*(told for _, told in inside))
    told = _figures_in(cut.document, window)
    here = [one for one in told if sentence[0] <= one.place < sentence[1]]
    wrong = [figure for figure in wanted.figures if not _prints(told, figure)]
    alike = [[one for one in told if same_unit(figure.unit, one.unit)] for figure in wrong]
    near = sum(any(_is_near(figure, one) for one in same) for figure, same in zip(wrong, alike, strict=True))
    return Passage(
        document=cut.document,
        sentence=sentence,
        window=window,
        share=share,
        window_share=share_told(wanted.weights, said),
        right=len(wanted.figures) - len(wrong),
        right_here=sum(_prints(here, figure) for figure in wanted.figures),
        near=near,
        other=sum(map(bool, alike)) - near,
        missing=tuple(stem for stem in wanted.stems if stem not in said),
        fresh=cut.fresh,
    )


def _figures_in(document: Document, window: tuple[int, int]) -> Sequence[Told]:
    told = read_figures(document)  # by their places
    first, last = (bisect_left(told, place, key=lambda one: one.place) for place in window)
    return told[first:last]


def _prints(told: Sequence[Told], figure: ClaimFigure) -> bool:
    return any(
        same_unit(figure.unit, one.unit)
        and is_right(figure, one.value)
        and (
            figure.comparator in EXACT or _is_near(figure, one)
        )  # "more than 16 billion" is not said of 21 billion
        for one in told
    )


def _is_near(figure: ClaimFigure, one: Told) -> bool:
    return bool(one.value) and NEAR[0] < figure.value / one.value < NEAR[1]


def _rank(passage: Passage, figures: int) -> float:
    return passage.window_share + (passage.right / figures if figures else 0.0) + JUST_FILED * passage.fresh
