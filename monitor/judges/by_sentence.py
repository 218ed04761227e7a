"""A statement of few digits held against the one sentence of a filing that shares most of its words.

"Below 2.5x mNAV it will tactically issue stock to pay interest" has two digits, which meet by chance in any
filing; the words tell which sentence is meant. With all figures in that sentence: supported. With one other figure
of the same thing in place of one: refuted. (`by_figures.py` has the conditions that both share.)
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from monitor.judges._asked_figures import (
    TENFOLD,
    Asked,
    is_it,
    names_day,
    read_asked,
    same_thing,
)
from monitor.judges._days import Span, new_york_day, say_day
from monitor.judges._filed_then import filed_then, same_unit
from monitor.judges._told_figures import Told, read_figures
from monitor.judges.by_figures import say_supported
from monitor.judges.knowledge import Knowledge
from monitor.judges.retrieved import is_opposite, modality_of, rank_passages
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite_quotes
from monitor.judges.verdicts._figures import say_amount, say_figure
from monitor.records import ClaimFigure, Document, Quote

ENOUGH = 0.45  # of the words, the rarer the heavier


def judge_by_sentence(
    words: str, figures: Sequence[ClaimFigure], days: Sequence[Span], said_on: date, known: Knowledge
) -> Finding | None:
    """None when no sentence of those days shares enough words, or its figures are of other things."""
    asked = tuple(read_asked(words, figures))
    if not asked or any(first > said_on for first, _ in days):
        return None
    documents = {
        one.document_id: one
        for one in filed_then(known, days, said_on)
        if all(names_day(one, span) for span in days)
    }
    for passage in rank_passages(words, list(documents.values())):
        if passage.share < ENOUGH:
            return None
        document = documents[passage.quote.document_id]
        told = [one for one in read_figures(document) if _inside(one, passage.quote)]
        hits = [next((one for one in told if is_it(ask, one, strict=False)), None) for ask in asked]
        missing = [ask for ask, hit in zip(asked, hits, strict=True) if hit is None]
        if not missing:
            pairs = [(ask, hit) for ask, hit in zip(asked, hits, strict=True) if hit is not None]
            return say_supported(words, pairs, days, document, known)
        if len(missing) == 1 and modality_of(words) == modality_of(passage.quote.quote):
            finding = _refute(words, missing[0], [one for one in told if one not in hits], document, known)
            if finding is not None:
                return finding
    return None


def _inside(one: Told, quote: Quote) -> bool:
    return one.start < quote.quote_end and quote.quote_start < one.end


def _refute(
    words: str, ask: Asked, others: Sequence[Told], document: Document, known: Knowledge
) -> Finding | None:
    fitting = [
        one
        for one in others
        if same_unit(ask.figure.unit, one.unit)
        and same_thing(ask.subject, one.subject, strict=True)
        and one.value
        and 1 / TENFOLD < ask.figure.value / one.value < TENFOLD
    ]
    if (
        not ask.subject.topics
        or len(fitting) != 1
        or is_opposite(words, document.text[fitting[0].start : fitting[0].end])
    ):
        return None
    filing = known.record.filings[document.document_id]
    return Finding(
        label="refuted",
        reason="contradicts_disclosure",
        rationale=f"The {filing.form} filed on {say_day(new_york_day(filing.accepted_at))} has "
        f"{say_amount(fitting[0].value, ask.figure.unit)} where {say_figure(ask.figure)} is claimed.",
        evidence=cite_quotes(known, "refutes", document.quote(fitting[0].start, fitting[0].end)),
        firmness="retrieved",
        judge="by_sentence",
    )
