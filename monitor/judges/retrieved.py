"""Sentences of filings for a statement that no rule answers, and what they say of it. Pure.

The sentences of the documents that the search found are ranked by how much of the statement they say, and, where a
language model measured it, by how alike they are. Little is concluded from likeness (contract, Verdicts, 4 and 8):

    supported    one sentence has every figure of the statement, most of its telling words, no negation that the
                 statement lacks, and its modality: "may", "intends to" or a plain fact
    refuted      such a sentence, but with the negation that the statement lacks (or without the one that it has)
    otherwise    nothing: the statement stays open
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from monitor.judges._days import new_york_day, say_day
from monitor.judges._likeness import Texts, index_texts, shares_told, stems_of, weights_of
from monitor.judges._printed_numbers import read_numbers
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite_quotes
from monitor.judges.verdicts._figures import is_right
from monitor.records import ClaimFigure, Document, Quote

Modality = Literal["fact", "plan", "possible"]
Alike = Callable[[str, Sequence[str]], Sequence[float]]  # of a statement and sentences: 0 to 1 each

ENDS = re.compile(  # and not after "Mr." or the initial of a name
    r"(?<=[.!?])(?<!\bMr\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bMrs\.)(?<!\s[A-Z]\.)(?<!\bNo\.)(?<!\bvs\.)[”’\")\]]*\s+(?=[A-Z“•(])|\n+"
)
SHORTEST, LONGEST = 40, 700  # characters
KEPT = 12  # sentences that a model measures
SEARCHED = 12  # documents that are read for a statement
OFTEN, LENGTH = 1.2, 0.75  # of BM25: how words that come often count, and the length of a document
TELLING = 3  # words that a statement must have beside names
# With figures that all stand in the sentence, half the words will do; without, nearly all of them must be there.
WITH_FIGURES, WITHOUT = 0.6, 0.75
ALIKE_WITH_FIGURES, ALIKE_WITHOUT = 0.65, 0.78
NEAR = Decimal("0.05")
LEAST_SHARE = 0.4  # of the words, however alike the sentences are
POSSIBLE = re.compile(
    r"\b(?:(?-i:may)|might|could|would|can|if|unless|no assurance|risks?(?! (?:controls?|management|officer))"
    r"|subject to|depend\w*|potential\w*"
    r"|(?<!made )possib\w+|cautions?|warn\w*)\b(?! \d)",
    re.IGNORECASE,
)
PLANNED = re.compile(
    r"\b(?:intends?|intention|plans?|planned|expects?|aims?|will|shall|goal|target|proposed|propos\w+(?! \d))\b",
    re.IGNORECASE,
)
NEGATION = re.compile(
    r"\b(?:not|no|never|none|neither|nor|without|cannot|hasn[’']t|haven[’']t|didn[’']t|doesn[’']t|isn[’']t|won[’']t)\b",
    re.IGNORECASE,
)
BOUNDED = re.compile(  # "at a price not greater than $140 nor less than $122": a bound, no denial
    r"\b(?:not|nor|no) (?:greater|less|more|fewer|later|earlier|higher|lower) than\b"
    r"|\bnot (?:to )?exceed\w*\b|\b(?:do|does|did) not admit\b|\bwithout admitting\b|\bnot (?:properly"
    r"|validly) withdrawn\b",
    re.IGNORECASE,
)
INSTEAD = re.compile(  # "in bitcoin rather than cash" is no payment in cash rather than bitcoin
    r"\b(?:rather than|instead of|in place of|in lieu of|not)\s(?:in\s)?"
    r"(?:(?P<coins>bitcoins?|BTC|coins|crypto)|(?P<cash>(?:US )?(?:cash|dollars|money)))\b",
    re.IGNORECASE,
)
OPPOSITES = (
    (r"increas\w*|rais\w+|rose|gr[eo]w\w*|up", r"decreas\w*|reduc\w+|lower\w*|f[ae]ll\w*|cut|down"),
    (r"gains?|profits?|income", r"loss(?:es)?"),
    (r"bought|purchas\w+|acquir\w+|buy\w*", r"s[oe]ll\w*|sold|sales?|dispos\w+"),
    (r"declar\w+|pa(?:id|ys?)|made", r"defer\w*|skip\w*|suspend\w*|omit\w*|miss(?:es|ed)|default\w*|halt\w*"),
    (r"releas\w+|(?:re|pre)paid", r"seiz\w+|foreclos\w+|rolled over|extend\w*"),
    (r"issu\w+", r"redeem\w*|repurchas\w+|retir\w+"),
    (
        r"approv\w+|adopt\w*|ratif\w+|pass(?:es|ed)",
        r"reject\w*|vot(?:e|ed) (?:down|against)|turn(?:s|ed)? down|block(?:s|ed)|fail(?:s|ed) to",
    ),
    (r"above|over|exceed\w*", r"below|under|less than"),
    (
        r"appoint\w*|nam(?:es|ed)|hir(?:es|ed)|join(?:s|ed)",
        r"resign\w*|step(?:s|ped) down|depart\w*|fir(?:es|ed)|dismiss\w*",
    ),
    (r"w[io]ns?|won|prevail\w*", r"los(?:es|t)|defeat\w*"),
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of a filing with the share of the statement's words that it says."""

    quote: Quote
    share: float
    alike: float | None = None  # None: no model was asked


def choose_documents(holders: Mapping[str, frozenset[str]], documents: Mapping[str, Document]) -> list[Document]:
    """Of the documents known by then those that hold most of the words, best first. `holders`: for each word the
    ids of all documents that hold it, known by then or not.

    BM25 with a word counted once: how rare a word is follows from the documents known by then alone, so a later
    filing does not change what an earlier day answers.
    """
    held = {word: [key for key in ids if key in documents] for word, ids in sorted(holders.items())}
    mean = sum(len(one.text) for one in documents.values()) / max(1, len(documents))
    scores: dict[str, float] = {}
    for ids in held.values():
        rare = math.log(1 + (len(documents) - len(ids) + 0.5) / (len(ids) + 0.5))
        for key in ids:
            length = 1 - LENGTH + LENGTH * len(documents[key].text) / mean
            scores[key] = scores.get(key, 0.0) + rare * (OFTEN + 1) / (1 + OFTEN * length)
    best = sorted(scores, key=lambda key: (-scores[key], key))[:SEARCHED]
    return [documents[key] for key in best]


def rank_passages(words: str, documents: Sequence[Document]) -> list[Passage]:
    """The sentences that say most of it, best first."""
    told = [index_of(document) for document in documents]
    weights = weights_of(stems_of(words), told)
    shares = [
        (share, document, sentence[0])
        for document, texts in zip(documents, told, strict=True)
        for share, sentence in zip(shares_told(weights, texts), sentences_of(document), strict=True)
        if share > 0
    ]
    shares.sort(key=lambda one: (-one[0], one[1].document_id, one[2]))
    return [Passage(document.quote(*span), share) for share, document, span in shares[:KEPT]]


@lru_cache(maxsize=512)
def index_of(document: Document) -> Texts:
    """Its sentences by their stems."""
    return index_texts(stems for _, stems in sentences_of(document))


@lru_cache(maxsize=512)
def sentences_of(document: Document) -> tuple[tuple[tuple[int, int], frozenset[str]], ...]:
    """Its sentences: where each stands, and its stems."""
    found, start = [], 0
    for end in (*(match.start() for match in ENDS.finditer(document.text)), len(document.text)):
        words = document.text[start:end]
        left = len(words) - len(words.lstrip())
        if SHORTEST <= len(words.strip()) <= LONGEST:
            span = (start + left, start + len(words.rstrip()))
            found.append((span, frozenset(stems_of(words))))
        start = end
    return tuple(found)


def weigh_passages(
    words: str, figures: Sequence[ClaimFigure], passages: Sequence[Passage], known: Knowledge, alike: Alike | None
) -> Finding | None:
    """What the best sentence says of the statement; None when none says enough of it."""
    if len(set(stems_of(words))) < TELLING:
        return None
    if alike is not None and passages:
        measured = alike(words, [one.quote.quote for one in passages])
        passages = [Passage(one.quote, one.share, score) for one, score in zip(passages, measured, strict=True)]
        passages = sorted(passages, key=lambda one: -(one.alike or 0.0))
    for one in passages:
        if not _says_enough(one, figures) or is_opposite(words, one.quote.quote):
            continue
        if modality_of(words) != modality_of(one.quote.quote) or _is_only_able(words, one.quote.quote):
            continue
        right = is_negated(words) == is_negated(one.quote.quote)
        if not right and one.share < WITHOUT:
            continue
        filing = known.record.filings[one.quote.document_id]
        return Finding(
            label="supported" if right else "refuted",
            reason="matches_disclosure" if right else "contradicts_disclosure",
            rationale=f"The {filing.form} filed on {say_day(new_york_day(filing.accepted_at))} says: "
            f"“{' '.join(one.quote.quote.split())[:300]}”.",
            evidence=cite_quotes(known, "supports" if right else "refutes", one.quote),
            firmness="retrieved",
            judge="retrieved" if one.alike is None else "retrieved.semantic",
        )
    return None


def _says_enough(one: Passage, figures: Sequence[ClaimFigure]) -> bool:
    numbers: list[Decimal] = list(read_numbers(one.quote.quote))
    if not all(any(_is_meant(figure, number) for number in numbers) for figure in figures):
        return False
    if one.share >= (WITH_FIGURES if figures else WITHOUT):
        return True
    alike = one.alike or 0.0
    return one.share >= LEAST_SHARE and alike >= (ALIKE_WITH_FIGURES if figures else ALIKE_WITHOUT)


def _is_meant(figure: ClaimFigure, number: Decimal) -> bool:
    """A bound is said of a number close to it: "up to $450 million" is not of $250 million."""
    if figure.comparator in ("exactly", "about", "nearly"):
        return is_right(figure, number)
    return abs(figure.value - number) <= NEAR * abs(number)


@lru_cache(maxsize=16_384)
def modality_of(words: str) -> Modality:
    """ "may have to sell" is possible, "intends to buy" is a plan, "sold" is a fact."""
    if POSSIBLE.search(words):
        return "possible"
    return "plan" if PLANNED.search(words) else "fact"


@lru_cache(maxsize=16_384)
def is_negated(words: str) -> bool:
    """Whether it denies something; a bound ("not less than") does not."""
    return NEGATION.search(BOUNDED.sub(" ", words)) is not None


def _is_only_able(words: str, told: str) -> bool:
    """Whether what is said to be done is only spoken of: notes that "were converted" are "convertible"."""
    return any(
        re.search(rf"\b{done}\b", words, re.IGNORECASE)
        and re.search(rf"\b{stem}\w*", told, re.IGNORECASE)
        and not re.search(rf"\b{done}\b", told, re.IGNORECASE)
        for done, stem in (("converted", "conver"), ("redeemed", "redeem"), ("exercised", "exercis"))
    )


def is_opposite(words: str, told: str) -> bool:
    (said, instead), (found, told_instead) = _sides_of(words), _sides_of(told)
    if any(one and other and one != other for one, other in zip(said, found, strict=True)):
        return True
    return bool(instead and told_instead) and instead.isdisjoint(told_instead)


@lru_cache(maxsize=16_384)
def _sides_of(words: str) -> tuple[tuple[str, ...], frozenset[str | None]]:
    """Of each pair of opposites the side that is told ("": none or both), and what is preferred to the other."""
    words = BOUNDED.sub(" ", words)
    told = ([side for side in pair if re.search(rf"\b(?:{side})\b", words, re.IGNORECASE)] for pair in OPPOSITES)
    sides = tuple(one[0] if len(one) == 1 else "" for one in told)
    return sides, frozenset(match.lastgroup for match in INSTEAD.finditer(words))
