"""A statement of other things than coins held against one paragraph of a filing: a lawsuit, votes, a tender offer.

    supported    the paragraph names each thing that the statement names, prints all its figures, and every other
                 telling word stands in it; with its modality, no opposite and the same negation
    refuted      the same, but one figure is another one of the same thing; or one of the two denies it
    otherwise    nothing

A word that nothing accounts for keeps the statement open: it may be the one that is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from monitor.judges._asked_figures import TENFOLD, Asked, read_asked
from monitor.judges._concepts import concepts_of, left_words, stems_in
from monitor.judges._days import Span, new_york_day, say_day
from monitor.judges._filed_then import filed_then, same_unit
from monitor.judges._likeness import stems_of
from monitor.judges._paragraphs import Place, begin_of, lines_naming, sentences_in
from monitor.judges._passage_days import bound_alike, is_of_report, names_days
from monitor.judges._told_figures import Told, read_figures
from monitor.judges._told_periods import is_of_another
from monitor.judges.knowledge import Knowledge
from monitor.judges.retrieved import ENDS, is_negated, is_opposite, modality_of
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite_quotes
from monitor.judges.verdicts._figures import is_meant, is_right, say_amount, say_figure
from monitor.records import ClaimFigure, Document

LEAST = 2  # things that must be named, where a figure is told; one more without
TELLING = 2  # other words that stand for one thing: all of them must be in the paragraph
LOOSE_FROM = 4  # so many things and words accounted for, and one odd noun may be left over
LABEL = re.compile(r"^(?:[A-Z][\w’' -]{1,40}|[A-Z ]{3,20}):\s")
ASIDE = re.compile(
    r"\b(?:doesn|don|didn)[’']t (?:matter|worry|forget|miss|believe)\b[^,;.]*[,;.]|\bno,\s|\bno doubt\b"
    r"|\bnot only\b"
    r"|\bnot to mention\b|\bnot exceed\b",
    re.IGNORECASE,
)
ACTS = frozenset(
    (
        "raised",
        "lowered",
        "approved",
        "rejected",
        "resigned",
        "appointed",
        "drawn",
        "impairment",
        "tender",
        "lawsuit",
    )
)
KINDS = ("secured", "senior", "convertible", "preferred", "unsecured", "perpetual")
RIGHT = re.compile(r"\b(?:has|have|having) the right to\b|\bentitled to\b", re.IGNORECASE)
NEAR = Decimal("0.05")  # "at least $284.5 million" is said of a figure so close
OPENING = re.compile(
    r"(?:alongside|besides|apart from|on top of|in addition to|along with)\s(?:its|the|that"
    r"|a)\s[\w\s’'-]{3,40}?(?:,|\s(?=[A-Z]))",
    re.IGNORECASE,
)
SOLD = re.compile(r"\b(?:s[oe]ll\w*|sold|sales?|dump\w*|loss\w*|default\w*)\b", re.IGNORECASE)
TURNS = re.compile(
    r"\s(?:and|but)\s(?=(?:intends?|expects?|plans?|may|will|could|believes?|agrees?)\b)|;\s|,\swhich\s(?=(?:we"
    r"|it)\s(?:expect|will))",
    re.IGNORECASE,
)
BOUNDS = ("below", "above", "under", "over", "times")  # weighed with their figure
VERBAL = re.compile(r"(?:ed|ing|s)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a paragraph must have."""

    words: str
    figures: tuple[Asked, ...]
    concepts: frozenset[str]
    left: tuple[str, ...]
    days: tuple[Span, ...]


def judge_by_passage(
    words: str,
    figures: Sequence[ClaimFigure],
    days: Sequence[Span],
    said_on: date,
    known: Knowledge,
    *,
    familiar: frozenset[str],
) -> Finding | None:
    """None when no paragraph of those days accounts for all of it. `familiar`: what the issuer and who speaks for
    it are called, in small letters."""
    told = ASIDE.sub(" ", LABEL.sub("", words))
    aside = OPENING.match(told)
    if aside is not None and not SOLD.search(aside.group()):
        told = told[aside.end() :]
    bounded = any(figure.comparator not in ("exactly", "about") for figure in figures)
    left = tuple(word for word in left_words(told) if not (bounded and word.lower() in BOUNDS))
    left = tuple(word for word in left if re.sub(r"[’']s$", "", word.lower()) not in familiar)
    wanted = Wanted(
        words=told,
        figures=tuple(read_asked(words, figures)),
        concepts=concepts_of(told),
        left=left,
        days=tuple(days),
    )
    least = LEAST + (not wanted.figures and not days)
    if not wanted.concepts or (
        len(wanted.concepts) < least and len(wanted.concepts) + len(left) < least + TELLING
    ):
        return None
    past = [span for span in days if span[1] <= said_on]
    for document in filed_then(known, past, said_on):
        finding = _weigh(wanted, document, known)
        if finding is not None:
            return finding
    return None


def _weigh(wanted: Wanted, document: Document, known: Knowledge) -> Finding | None:
    naming = [lines_naming(document, one) for one in sorted(wanted.concepts)]
    for paragraph in sorted(frozenset.intersection(*naming)):
        text = document.text[slice(*paragraph)]
        near = [span for span in wanted.days if not is_of_report(span, document)]
        if not _accounts(wanted, text, document) or not names_days(near, text):
            continue
        if not bound_alike(wanted.words, text):
            continue
        told = [one for one in read_figures(document) if paragraph[0] <= one.start < paragraph[1]]
        matches = [[one for one in told if _is_hit(ask.figure, one)] for ask in wanted.figures]
        start, end = _best_sentence(wanted, document, paragraph, matches, told)
        hits = [next((one for one in same if start <= one.start < end), (*same, None)[0]) for same in matches]
        missing = [ask for ask, hit in zip(wanted.figures, hits, strict=True) if hit is None]
        sentence = document.text[start:end]
        first = next((hit.place - start for hit in hits if hit is not None and start <= hit.place < end), None)
        clause = _clause_at(sentence, first)
        if is_opposite(wanted.words, sentence) or not _same_modality(wanted.words, clause):
            continue
        if wanted.figures and not (wanted.concepts & ACTS) <= concepts_of(sentence):
            continue  # the figure is of another act
        same = is_negated(wanted.words) == is_negated(clause)
        if any(one and is_of_another(sentence, one.place - start, wanted.days) for one in hits):
            continue
        if not missing:
            if not same and not wanted.figures:
                continue
            vouching = _vouching(wanted, document, paragraph, (start, end), [one.place for one in hits if one])
            return _say(document, vouching, known, right=same)
        if len(missing) == 1 and same:
            other = _other(missing[0], [one for one in told if one not in hits and start <= one.start < end])
            if other is not None:
                return _say(document, [(start, end)], known, right=False, claimed=missing[0].figure, other=other)
    return None


def _is_hit(figure: ClaimFigure, one: Told) -> bool:
    bound = figure.value == one.value and figure.comparator == one.bound
    near = abs(figure.value - one.value) <= NEAR * abs(one.value)
    return near and same_unit(figure.unit, one.unit) and (bound or is_right(figure, one.value))


def _clause_at(sentence: str, place: int | None) -> str:
    """Of "has drawn $200 million and intends to use it" the part with the figure; without one the whole."""
    if place is None:
        return sentence
    stops = [0, *(match.end() for match in TURNS.finditer(sentence)), len(sentence)]
    return next((sentence[low:high] for low, high in pairwise(stops) if low <= place < high), sentence)


def _same_modality(words: str, sentence: str) -> bool:
    """A right that someone has is what he "may" do."""
    said, told = modality_of(words), modality_of(RIGHT.sub("may", sentence))
    return said == told


def _accounts(wanted: Wanted, text: str, document: Document) -> bool:
    stems = stems_in(text)
    odd = [word for word in wanted.left if not set(stems_of(word)) <= stems]
    # Names and what a paper is called may stand elsewhere in the filing.
    odd = [word for word in odd if not ((word[0].isupper() or word.lower() in KINDS) and word in document.text)]
    if not odd:
        return True
    enough = len(wanted.concepts) + len(wanted.left) - len(odd) >= LOOSE_FROM
    return bool(wanted.figures) and enough and len(odd) == 1 and not VERBAL.search(odd[0]) and odd[0][0].islower()


def _best_sentence(
    wanted: Wanted, document: Document, paragraph: Place, matches: Sequence[Sequence[Told]], told: Sequence[Told]
) -> Place:
    """The sentence of the paragraph with most of the figures, then of the acts, then of the things named."""
    spans = list(sentences_in(document.text, paragraph))
    units = {ask.figure.unit for ask in wanted.figures}
    return max(
        spans,
        key=lambda span: (
            sum(any(span[0] <= one.start < span[1] for one in same) for same in matches),
            len(wanted.concepts & ACTS & concepts_of(document.text[span[0] : span[1]])),
            any(span[0] <= one.start < span[1] and one.unit in units for one in told),
            len(wanted.concepts & concepts_of(document.text[span[0] : span[1]])),
        ),
    )


def _vouching(
    wanted: Wanted, document: Document, paragraph: Place, best: Place, places: Sequence[int]
) -> list[Place]:
    """That sentence, and those that name what it does not: each figure (at `places`), thing, word and day."""
    text, found = document.text, [best]
    for start, end in sentences_in(text, paragraph):
        told = " ".join(text[first:last] for first, last in found)
        lacking = wanted.concepts - concepts_of(told)
        words = [word for word in wanted.left if not set(stems_of(word)) <= stems_in(told)]
        sentence = text[start:end]
        new_day = any(names_days([day], sentence) and not names_days([day], told) for day in wanted.days)
        figure = any(start <= place < end for place in places)
        if (
            lacking & concepts_of(sentence)
            or (figure and (start, end) != best)
            or new_day
            or any(set(stems_of(one)) <= stems_in(sentence) for one in words)
        ):
            found.append((start, end))
    for word in wanted.left:  # a name that stands elsewhere in the filing
        if not any(word in text[start:end] for start, end in found) and (place := text.find(word)) >= 0:
            stop = ENDS.search(text, place)
            found.append((begin_of(text, place), stop.start() if stop else len(text)))
    return list(dict.fromkeys(found))


def _other(ask: Asked, told: Sequence[Told]) -> Told | None:
    """The one other figure of the kind that the sentence prints in its place."""
    fitting = [
        one
        for one in told
        if same_unit(ask.figure.unit, one.unit)
        and one.value
        and (1 / TENFOLD < ask.figure.value / one.value < TENFOLD or is_meant(ask.figure, one.value))
    ]
    return fitting[0] if len(fitting) == 1 else None


def _say(
    document: Document,
    spans: Sequence[Place],
    known: Knowledge,
    *,
    right: bool,
    claimed: ClaimFigure | None = None,
    other: Told | None = None,
) -> Finding:
    filing = known.record.filings[document.document_id]
    quotes = [document.quote(start, start + len(document.text[start:end].rstrip())) for start, end in spans]
    also = f" {say_amount(other.value, other.unit)}, not {say_figure(claimed)}." if claimed and other else ""
    return Finding(
        label="supported" if right else "refuted",
        reason="matches_disclosure" if right else "contradicts_disclosure",
        rationale=f"The {filing.form} filed on {say_day(new_york_day(filing.accepted_at))} says: "
        f"“{' '.join(quotes[0].quote.split())[:400]}”.{also}",
        evidence=cite_quotes(known, "supports" if right else "refutes", *quotes),
        firmness="retrieved",
        judge="by_passage",
    )
