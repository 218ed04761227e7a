"""A statement held against one filing, figure by figure: for what no rule answers, or answers with another figure.

Each figure of the statement is looked for among those that a filing of those days prints, of the same unit and of
the same thing (`_topics.py`). Little is concluded (contract, Verdicts, 4, 5 and 8):

    supported    one filing prints every figure, each of what the statement says it is of, speaks of all that the
                 statement speaks of, and with its modality and its negation
    refuted      one filing prints all but one, and of that one thing it prints one other figure; or it prints them
                 all in one sentence, of one other month or day than the statement
    otherwise    nothing
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from monitor.judges._asked_figures import TENFOLD, Asked, digits_in, is_it, names_day, read_asked, same_thing
from monitor.judges._concepts import concepts_of
from monitor.judges._days import Span, new_york_day, say_day, say_span
from monitor.judges._filed_then import filed_then, same_unit
from monitor.judges._other_times import is_heavier, is_of_other_days, is_other_side, is_turned
from monitor.judges._told_figures import Told, read_figures
from monitor.judges._told_periods import dated_in, is_of_another
from monitor.judges._topics import topics_of
from monitor.judges.knowledge import Knowledge
from monitor.judges.retrieved import is_opposite, modality_of
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite_quotes
from monitor.judges.verdicts._figures import is_right, say_amount, say_figure
from monitor.records import ClaimFigure, Document, Filing, Quote

ENOUGH_DIGITS = 4  # of all figures together: fewer meet by chance, if not strictly of the same thing
SHARP = 3  # digits of a figure that tells which sentence is meant
CLAUSE = 70  # characters before a figure that tell whether it is a fact
REPORTED_WOULD = re.compile(r"\bwarn\w*\b(?=[^.;]*\bwould\b)|(?<!\bif )\bwould\b", re.IGNORECASE)
TO_COME = re.compile(
    r"\b(?:will|would|may|might|could|expects?|intends?|estimates?|estimated to|plans?|up to|proposed)\b",
    re.IGNORECASE,
)
AROUND = timedelta(days=5)  # of a filing: "on Monday" is when it was told
# "cumulative impairments of $X", "written off so far": all that came together, and no sum of one quarter
SO_FAR = re.compile(
    r"\b(?:cumulative(?! (?:preferred|perpetual|dividend))|all told|to date|so far|altogether|running total)\b",
    re.IGNORECASE,
)
WHOLE = re.compile(r"\b(?:cumulative\w*|aggregate|total\w*|since|to date|so far|in all)\b", re.IGNORECASE)
LIMIT = (
    re.compile(  # "at a price not greater than $140.00 nor less than $122.00": the ends of a range, and no price
        r"\b(?:(?:not|nor|no) (?:greater|more|higher|less|lower) than|not exceed\w*|maximum (?:price )?of)\s\S?$",
        re.IGNORECASE,
    )
)
RANGED = re.compile(
    r"\b(?:between|from|up to|at (?:most|least)|no (?:more|less) than|as (?:much|high|low|little) as|maximum"
    r"|minimum"
    r"|range|and|to|or)\b[^.;]{0,12}$|[–—-]\s?\$?$",
    re.IGNORECASE,
)
RANGE_ON = re.compile(r"\s?(?:to|and|[–—-])\s?(?:\$|\d)", re.IGNORECASE)
DECIDED = frozenset(("rejected", "resigned", "lawsuit", "unpaid", "seize"))  # where told, the sentence must say so
QUIET = ("shares", "held", "price", "average", "cost", "bought", "net", "available", "debt")  # named in passing


def judge_by_figures(
    words: str,
    figures: Sequence[ClaimFigure],
    days: Sequence[Span],
    said_on: date,
    known: Knowledge,
    *,
    strict: bool = False,
) -> Finding | None:
    """None when no filing of those days prints them all, or all but one. `strict`: a rule says otherwise, so what
    each figure is nearest to must be named beside it in the filing.

    What is to fall due is not judged here: of the days that are named for it each is for something else.
    """
    asked = tuple(read_asked(words, figures))
    digits = sum(digits_in(one.figure) for one in asked)
    if digits < SHARP or any(first > said_on for first, _ in days):
        return None
    overruled, strict = strict, strict or digits < ENOUGH_DIGITS
    refuted: Finding | None = None
    for document in filed_then(known, days, said_on):
        if not all(names_day(document, span, loosely=not overruled) for span in days):
            continue
        told = read_figures(document)
        hits = _closest([[one for one in told if is_it(ask, one, strict=strict)] for ask in asked])
        found = [one for one in hits if one is not None]
        if len(found) == len(asked):
            finding = say_supported(words, list(zip(asked, found, strict=True)), days, document, known)
            if finding is not None:
                return finding
        elif len(found) == len(asked) - 1 and found:
            refuted = refuted or _refute(asked[hits.index(None)], found, told, document, known)
    return refuted


def is_told_apart(figures: Sequence[ClaimFigure]) -> bool:
    """Whether the figures are so many, of more than coins, that one filing with them all is no chance: only then
    may it overrule a rule that met another figure."""
    exact = [one for one in figures if one.comparator in ("exactly", "about") and digits_in(one) >= 2]
    return len(exact) > 1 and {one.unit for one in exact} != {"bitcoin"}


def _closest(choices: Sequence[Sequence[Told]]) -> list[Told | None]:
    """For each figure the choice in the sentence that has most of the others."""
    spans = Counter(span for each in choices for span in {(one.start, one.end) for one in each})
    return [max(each, key=lambda one: spans[one.start, one.end], default=None) for each in choices]


def say_supported(
    words: str,
    pairs: Sequence[tuple[Asked, Told]],
    days: Sequence[Span],
    document: Document,
    known: Knowledge,
) -> Finding | None:
    found = [one for _, one in pairs]
    quotes = [document.quote(*span) for span in dict.fromkeys((one.start, one.end) for one in found)]
    told = " ".join(quote.quote for quote in quotes)
    spoken = {topic for one in found for topic in (*one.subject.topics, one.subject.coins)} | set(topics_of(told))
    if any(topic not in spoken and topic not in QUIET for topic in topics_of(words)):
        return None
    if (concepts_of(words) & DECIDED) - concepts_of(told):
        return None
    if any(
        SO_FAR.search(words[: ask.figure.start][-45:]) and not WHOLE.search(document.text[one.start : one.end])
        for ask, one in pairs
    ):
        return None
    if is_turned(words, [(ask.figure, one) for ask, one in pairs], document) or is_heavier(words, told):
        return None
    modality = modality_of(REPORTED_WOULD.sub("will", words))
    if any(
        LIMIT.search(document.text[max(0, one.place - 40) : one.place])
        and not RANGED.search(words[: ask.figure.start])
        and not RANGE_ON.match(words, ask.figure.end)
        for ask, one in pairs
    ):
        return None
    clauses = [document.text[max(one.start, one.place - CLAUSE) : one.place] for one in found]
    if is_opposite(words, told) or modality == "possible" or is_other_side(words, document, found):
        return None
    if modality == "fact" and any(TO_COME.search(clause) for clause in clauses):
        return None
    prose = [one for one in found if "\t" not in document.text[one.start : one.end]]
    if any(is_of_another(document.text[one.start : one.end], one.place - one.start, days) for one in prose):
        return None
    filing = known.record.filings[document.document_id]
    filed_on = new_york_day(filing.accepted_at)
    elsewhen = _other_days(quotes, days, new_york_day(filing.accepted_at)) if prose else ()
    if elsewhen:
        return _refute_days(elsewhen, quotes[0], filing, known) if len(elsewhen) == len(quotes) == 1 else None
    if prose and len(pairs) > 1 and is_of_other_days(prose, days, document, filed_on):
        return None
    said = "; ".join(
        f"{say_figure(ask.figure)} ({one.subject.topics[0] if one.subject.topics else 'figure'})"
        for ask, one in pairs
    )
    named = "".join(f", and names {say_span(span)}" for span in days)
    filed = say_day(new_york_day(filing.accepted_at))
    return Finding(
        label="supported",
        reason="matches_disclosure",
        rationale=f"The {filing.form} filed on {filed} prints each figure: {said}{named}.",
        evidence=cite_quotes(known, "supports", *quotes),
        firmness="retrieved",
        judge="by_figures",
    )


def _other_days(quotes: Sequence[Quote], days: Sequence[Span], filed: date) -> tuple[Span, ...]:
    """The days that the sentences of the figures give, where none of them is one that the statement names. A day
    around the filing is that of its news."""
    meant = [one for one in days if not (one[0] <= filed + AROUND and filed - AROUND <= one[1])]
    told = tuple(dict.fromkeys(span for quote in quotes for span in dated_in(quote.quote)))
    if not meant or not told or any(a <= last and first <= b for first, last in told for a, b in meant):
        return ()
    return tuple(one for one in told if not any(one != o and o[0] <= one[0] and one[1] <= o[1] for o in told))


def _refute_days(told: Sequence[Span], quote: Quote, filing: Filing, known: Knowledge) -> Finding:
    return Finding(
        label="refuted",
        reason="contradicts_disclosure",
        rationale=f"The {filing.form} filed on {say_day(new_york_day(filing.accepted_at))} tells it of "
        f"{say_span(told[0])}, not of the days that are claimed.",
        evidence=cite_quotes(known, "refutes", quote),
        firmness="retrieved",
        judge="by_figures",
    )


def _refute(
    ask: Asked, found: Sequence[Told], told: Sequence[Told], document: Document, known: Knowledge
) -> Finding | None:
    """Of what the missing figure is said to be of, the sentence of another one prints one other figure."""
    figure, topics = ask.figure, ask.subject.topics
    spans = {(one.start, one.end) for one in found if len(one.value.normalize().as_tuple().digits) >= SHARP}
    taken = {one.value for one in found}
    others = {
        one.value: one
        for one in told
        if (one.start, one.end) in spans
        and same_unit(figure.unit, one.unit)
        and same_thing(ask.subject, one.subject, strict=True)
        and one.value not in taken
    }
    if (
        not topics
        or digits_in(figure) < SHARP
        or len(others) != 1
        or any(is_right(figure, one.value) for one in told)
    ):
        return None
    ((value, other),) = others.items()
    if not value or not 1 / TENFOLD < figure.value / value < TENFOLD:
        return None
    filing = known.record.filings[document.document_id]
    return Finding(
        label="refuted",
        reason="contradicts_disclosure",
        rationale=f"The {filing.form} filed on {say_day(new_york_day(filing.accepted_at))} has "
        f"{say_amount(value, figure.unit)} ({topics[0]}) where {say_figure(figure)} is claimed.",
        evidence=cite_quotes(known, "refutes", document.quote(other.start, other.end)),
        firmness="retrieved",
        judge="by_figures",
    )
