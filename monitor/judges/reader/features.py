"""How a statement stands to the closest passages and to what is disclosed, as numbers by name. Pure.

Counts, shares and yes or no (1 or 0): of figures that are printed, of words that are told, of rows of the record
that a figure fits, of the claims that were found in it. Not its words: what a statement is called true for must
stand in a filing.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import get_args

from monitor.judges._disclosed_rows import Row, list_rows
from monitor.judges._figure_words import kinds_near
from monitor.judges._likeness import stems_of
from monitor.judges.knowledge import Knowledge
from monitor.judges.reader.closest import NEAR, Closest, Passage, countable
from monitor.judges.retrieved import is_negated, is_opposite, modality_of
from monitor.judges.unread import Unread
from monitor.judges.verdicts._disclosed import last_digits
from monitor.judges.verdicts._figures import is_right, reach_of
from monitor.records import Claim, ClaimFigure
from monitor.records.claims import ClaimType
from monitor.settings import packaged

BEST = 2  # passages that are looked at one by one
SHARP = 4  # digits by which a figure is hardly met by chance
LONG = 60  # days without a disclosure: more tell nothing more
AGO = 400  # days
LED_BY = 2  # words nearest to a figure that may tell what it is of


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A statement, the claims in it, that one which the rules' finding is about, and what was known."""

    claims: Sequence[Claim]
    decided: Claim
    unread: Unread
    said_on: date
    known: Knowledge

    @property
    def figures(self) -> tuple[ClaimFigure, ...]:
        """Those that are no years."""
        return countable(self.unread.figures)


def features_of(asked: Question, closest: Closest, told: Mapping[str, float] | None = None) -> dict[str, float]:
    """How it stands. `told`: what `features_of_words` says of it, where that was asked before."""
    found: dict[str, float] = dict(features_of_words(asked, closest) if told is None else told)
    found |= {"claims": len(asked.claims), "denies": any(one.negated for one in asked.claims)}
    modality, claim_type = asked.decided.modality, asked.decided.claim_type
    found |= {f"is {name}": modality == name for name in ("predicted", "hedged", "denied", "reported_speech")}
    found |= {f"of {name}": claim_type == name for name in get_args(ClaimType)}
    found |= _of_rows(asked)
    found |= _of_days(asked)
    return {name: float(value) for name, value in found.items()}


def features_of_words(asked: Question, closest: Closest) -> dict[str, float]:
    """How its words and figures stand to the passages: the same on every later day, whatever was found of it."""
    unread, figures = asked.unread, asked.figures
    best = closest.passages[0]
    found: dict[str, float] = {
        "figures": len(figures),
        "stems": len(stems_of(unread.text)),
    }
    for number in range(BEST):
        passage = closest.passages[min(number, len(closest.passages) - 1)]
        found |= {f"{name} {number + 1}": value for name, value in _of_passage(passage, asked).items()}
    said = modality_of(unread.text)
    found |= {
        "says possible": said == "possible",
        "says plan": said == "plan",
        "says not": is_negated(unread.text),
        "same modality": said == modality_of(_text(best, best.sentence)),
        "most words": max(one.window_share for one in closest.passages),
        "figures nowhere": len(figures) - max(one.right for one in closest.passages),
        "document words": closest.document_share,
    }
    for name, words in word_kinds().items():
        has = words.search(unread.text) is not None
        found[f"has {name}"] = has
        found[f"alone {name}"] = has and words.search(_text(best, best.window)) is None
    return found


def _of_passage(passage: Passage, asked: Question) -> Mapping[str, float]:
    unread, figures = asked.unread, asked.figures
    sentence = _text(passage, passage.sentence)
    return {
        "words": passage.share,
        "window words": passage.window_share,
        "right": passage.right / len(figures) if figures else 1.0,
        "right here": passage.right_here / len(figures) if figures else 1.0,
        "near": passage.near,
        "other": passage.other,
        "turned": is_negated(unread.text) != is_negated(sentence),
        "opposite": is_opposite(unread.text, sentence),
        "fresh": passage.fresh,
        "possible": modality_of(sentence) == "possible",
        "plan": modality_of(sentence) == "plan",
        "report": asked.known.record.filings[passage.document.document_id].form.startswith("10-"),
        "missing": len(passage.missing),
    }


def _of_rows(asked: Question) -> Mapping[str, float]:
    """Figures that fit a row of the record: any, of the kind that the words beside them name, one that stands."""
    unread, figures, known = asked.unread, asked.figures, asked.known
    rows = list_rows(known, asked.said_on, unread.days, unread.text) if known.settled.get(known.asset) else ()
    fitting = alike = close = standing = 0
    for figure in figures:
        kinds = kinds_near(unread.text, figure, unread.figures, unread.start)
        reach = reach_of(figure)
        hits = [row for row in rows if _fits(row, figure, reach)]
        fitting += bool(hits)
        alike += any(row.kind in kinds[:LED_BY] for row in hits)
        standing += any(not row.former for row in hits)
        close += any(
            value and NEAR[0] < figure.value / value < NEAR[1]
            for row in rows
            if row.kind in kinds[:1]
            for value in _values(row, figure)
        )
    return {
        "rows": fitting / len(figures) if figures else 1.0,
        "rows alike": alike / len(figures) if figures else 1.0,
        "rows close": close,
        "rows none": len(figures) - fitting,
        "rows now": standing,
        "sharp": sum(last_digits(one.value) >= SHARP for one in figures),
        "bounds": sum(one.comparator != "exactly" for one in figures),
    }


def _fits(row: Row, figure: ClaimFigure, reach: tuple[Decimal, Decimal] | None) -> bool:
    return any(
        (reach is None or reach[0] <= value <= reach[1]) and is_right(figure, value)
        for value in _values(row, figure)
    )


def _values(row: Row, figure: ClaimFigure) -> list[Decimal]:
    told = (row.usd, row.each) if figure.unit == "USD" else (row.units,)
    return [value for value in told if value is not None]


def _of_days(asked: Question) -> Mapping[str, float]:
    unread, known, said_on = asked.unread, asked.known, asked.said_on
    ledger = known.ledgers.get(known.asset)
    covered = [step.as_of_on for step in ledger.steps if step.as_of_on <= said_on] if ledger else []
    past = [(said_on - last).days for _, last in unread.days if last <= said_on]
    return {
        "days since covered": min((said_on - covered[-1]).days, LONG) if covered else LONG,
        "days to come": sum(first > said_on for first, _ in unread.days),
        "days ago": min(*past, AGO) if past else -1,
    }


@cache
def word_kinds() -> Mapping[str, re.Pattern[str]]:
    """The kinds of words that turn a statement. Raises OSError when the installation is incomplete."""
    text = (packaged("models") / "verdicts" / "reader_words.toml").read_text(encoding="utf-8")
    return {name: re.compile(words, re.IGNORECASE) for name, words in tomllib.loads(text).items()}


def _text(passage: Passage, span: tuple[int, int]) -> str:
    return passage.document.text[span[0] : span[1]]
