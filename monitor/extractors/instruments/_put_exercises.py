"""Puts that holders exercised, in a sentence that need not name the notes.

"On June 15, 2027, holders of $182.4 million aggregate principal amount exercised their right to require
repurchase" -> repurchased. Which notes they are says the sentence, else its paragraph; else the notes whose put is
on the day that the sentence gives; else the heading or the paragraph before it, when these name one note; else the
only note of the document. Where that leaves two, nobody's.

What holders may do, or did not do, is nothing; nor is a vote or a conversion of so much principal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from monitor.extractors._dates import DAY, find_periods, read_day
from monitor.extractors._figures import find_figures
from monitor.extractors._sentences import split_sentences
from monitor.extractors.instruments._facts import FoundInstrument, Source
from monitor.extractors.instruments._names import InstrumentMention, find_instruments
from monitor.records import Block, InstrumentEvent, InstrumentTerm

GATE = re.compile(r"\b(?:put|exercised|elect(?:ed|ing)|surrendered|tendered)\b", re.IGNORECASE)
BUY = r"(?:re)?purchase[ds]?"
EXERCISED = re.compile(
    rf"\bexercised\s+(?:their|its|the|that|this|such)\s+(?:\w+\s+){{0,2}}?(?:put\b|(?:option|right)s?\s+to\s+(?:require|put|sell|have)\b|{BUY}\s+(?:right|option)s?)"
    rf"|\belected\s+to\s+(?:have\b[^.;]{{2,60}}?\b{BUY}\b|put\b|require\b[^.;]{{2,60}}?\b{BUY}\b)"
    r"|\b(?:surrendered|tendered)\b(?=[^;]{0,60}?\baccepted\b)"
    rf"|\bput\s+(?:their|its|these|those|such|the)\s+notes\b|\bput\b(?=[^;]{{3,90}}?\bto\s+(?:the\s+Company|us|it)\b)|\b(?:surrendered|tendered)\b(?=[^;]{{0,120}}?\b{BUY}\b)|\b{BUY}\b(?=[^;]{{0,80}}?\b(?:so\s+)?(?:surrendered|tendered)\b)",
    re.IGNORECASE,
)
NOT_DONE = re.compile(
    r"\b(?:if|unless|whether|no|none|not|never|(?-i:may)|could|would|might|can|assum\w+|until|had\s+to|at\s+least|option\s+to\s+convert)\b",
    re.IGNORECASE,
)
OTHER = re.compile(
    r"(?<!not\s)(?<!not\svalidly\s)(?<!not\sproperly\s)\bwithdr(?:ew|awn)\b|\bno\s+notes\s+were\s+(?:re)?purchased\b"
    r"|\btender\s+offers?\b|\bfundamental\s+change\b|\bchange\s+of\s+control\b|\bwarrants?\b|\bshares\s+of\s+(?:common|preferred)\b",
    re.IGNORECASE,
)
PRINCIPAL = re.compile(
    r"\s*(?:in\s+|of\s+)?(?:the\s+)?(?:aggregate\s+|total\s+|outstanding\s+)*principal\b", re.IGNORECASE
)
PRINCIPAL_OF = re.compile(
    r"\bprincipal(?:\s+amount)?\s+of\s+(?:approximately\s+|about\s+|an\s+aggregate\s+of\s+)?$", re.IGNORECASE
)
OF_NOTES = re.compile(
    r"\s+of\s+(?:(?:the|its|their|our|Company[’']s)\s+)*(?:\d{1,2}(?:\.\d{1,4})?\s?%|zero[\s-]coupon|20\d\d[A-Z]?\s+(?:\w+\s+){0,2}[Nn]otes)",
    re.IGNORECASE,
)
PUT_OF = re.compile(r"\b(?:put|surrendered|tendered)\s+(?:approximately\s+|about\s+)?$", re.IGNORECASE)
STAYS = re.compile(
    r"[^.;]{0,40}?\b(?:remain\w*|stay\w*|is|was|are|were)\s+(?:then\s+)?outstanding\b", re.IGNORECASE
)
EACH = re.compile(r"\s+(?:per|for\s+each|for\s+every|each)\b", re.IGNORECASE)
LEAVING = re.compile(
    r",\s+leaving\s+(?:approximately\s+|about\s+)?(?=(?:US)?\$[^;]{2,60}?\boutstanding\b)", re.IGNORECASE
)
LEFT = re.compile(
    r"\s+(?:(?:in\s+|of\s+)?(?:the\s+)?(?:aggregate\s+|total\s+)*principal(?:\s+amount)?\s+(?:of\s+(?:the\s+)?notes\s+)?)?"
    r"(?:remains?|remained|is\s+still|are\s+still|was\s+still|were\s+still|will\s+remain)\s+outstanding\b",
    re.IGNORECASE,
)
DEADLINE = re.compile(
    rf"\b(?:as\s+of|by|before|prior\s+to|until|through|expir\w+|deadline|close\s+of\s+business|p\.m\.)\b[^.;]{{0,60}}?{DAY}|\bp\.m\.[^;]{{0,60}}?{DAY}",
    re.IGNORECASE,
)
BOUGHT = r"(?:re)?(?:purchased?|paid|settled|bought)"
BOUGHT_ON = re.compile(
    rf"\b[Oo]n\s+({DAY}),?\s+(?:the\s+Company|we|it|[A-Z]\w+)\s+(?:\w+\s+)?{BOUGHT}\b"
    rf"|\b(?:were|was)\s+(?:\w+\s+)?{BOUGHT}\b[^.;]{{0,60}}?\bon\s+({DAY})"
)
PAID = re.compile(
    r"\b(?:paid|for|at|paying)\s+(?:(?:them|holders|it|an?|the|cash|aggregate|total|(?:re)?purchase|price|of|such)\s+)*"
    r"(?:approximately\s+|about\s+)?$",
    re.IGNORECASE,
)
# "(the “Repurchase Date”)": on which day it was, when the sentence says no more than that
NAMED_DAY = re.compile(r"\b(?:Repurchase|Put|Purchase)\s+Date\b")
DEFINED_DAY = re.compile(
    rf"({DAY})\s*\((?:the|such\s+date,\s+the)\s+[“\"](?:\w+\s+)?(?:Repurchase|Put|Purchase)\s+Date[”\"]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Said:
    """One sentence that tells of an exercise, with its block."""

    start: int
    end: int
    block: Block
    day: date | None


def find_put_exercises(source: Source, found: Sequence[FoundInstrument]) -> Iterator[FoundInstrument]:
    """`found`: the terms and events of the document; an exercise that stands among them is not told twice."""
    text = source.document.text
    if not GATE.search(text):
        return
    done = {
        (one.instrument_id, one.amount_usd)
        for one in found
        if isinstance(one, InstrumentEvent) and one.kind == "repurchased"
    }
    for number, block in enumerate(source.document.blocks):
        if block.kind == "table" or not GATE.search(text, block.start, block.end):
            continue
        for start, end in split_sentences(text, block.start, block.end):
            words = text[start:end]
            exercised = EXERCISED.search(words)
            if exercised is None or OTHER.search(words) or NOT_DONE.search(words[: exercised.end()]):
                continue
            said = _Said(start, end, block, _day(source, start, end))
            amount = _amount(words)
            subject = _subject(source, said, number, found) if amount else None
            if subject is None or amount is None or (subject.instrument_id, amount) in done:
                continue
            done.add((subject.instrument_id, amount))
            on = (
                _bought_on(source, said, words)
                or _named_put_day(source, said, subject, found)
                or _put_day(subject, found, source.filing.filed_on)
            )
            yield source.event(
                (start, end), subject, "repurchased", on, amount=amount, paid=_paid(words, exercised)
            )
            yield from _left(source, said, subject, on)


def _left(source: Source, said: _Said, subject: InstrumentMention, on: date | None) -> Iterator[InstrumentTerm]:
    """ "$89.5 million of principal remains outstanding", in the paragraph that tells of the put."""
    text = source.document.text
    if on and (leaving := LEAVING.search(text, said.start, said.end)):
        figure = next((one for one in find_figures(text, leaving.end(), said.end)), None)
        if figure and figure.start == leaving.end() and figure.kind == "usd":
            yield source.term((said.start, said.end), subject, "principal_usd", figure=figure.value, as_of_on=on)
    for start, end in split_sentences(text, said.start, said.block.end):
        if _notes(find_instruments(text, start, end, issuer=source.issuer)):
            continue  # names its note, and is read by that name
        for one in find_figures(text, start, end):
            if one.kind == "usd" and on and LEFT.match(text, one.end, end):
                yield source.term((start, end), subject, "principal_usd", figure=one.value, as_of_on=on)


def _amount(words: str) -> Decimal | None:
    """The one sum of principal that was put; what stays outstanding is another."""
    sums = [
        one.value
        for one in find_figures(words)
        if one.kind == "usd"
        and (
            PRINCIPAL.match(words, one.end)
            or PRINCIPAL_OF.search(words[: one.start])
            or PUT_OF.search(words[: one.start])
            or OF_NOTES.match(words, one.end)
        )
        and not STAYS.match(words, one.end)
    ]
    return sums[0] if len(set(sums)) == 1 else None


def _paid(words: str, exercised: re.Match[str]) -> Decimal | None:
    sums = [
        one.value
        for one in find_figures(words, exercised.start())
        if one.kind == "usd"
        and PAID.search(words[: one.start])
        and not PRINCIPAL.match(words, one.end)
        and not EACH.match(words, one.end)
    ]
    return sums[0] if len(sums) == 1 else None


def _day(source: Source, start: int, end: int) -> date | None:
    """The only day of the sentence, or the one that the filing calls by the name that the sentence uses."""
    text = source.document.text
    days = {one.start_on for one in find_periods(text, start, end) if one.kind == "day"}
    if len(days) == 1:
        return days.pop()
    if not days and NAMED_DAY.search(text, start, end):
        defined = {match[1] for match in DEFINED_DAY.finditer(text)}
        return read_day(defined.pop()) if len(defined) == 1 else None
    return None


def _subject(
    source: Source, said: _Said, number: int, found: Sequence[FoundInstrument]
) -> InstrumentMention | None:
    text, issuer = source.document.text, source.issuer
    for start, end in ((said.start, said.end), (said.block.start, said.start)):
        if named := _notes(find_instruments(text, start, end, issuer=issuer)):
            return _only(named)
    known = _notes(find_instruments(text, 0, len(text), issuer=issuer))
    put = {
        one.instrument_id
        for one in found
        if isinstance(one, InstrumentTerm) and one.term == "put_on" and one.day_on == said.day and said.day
    }
    if len(put) == 1:
        return next((one for one in known if one.instrument_id in put), None)
    for before in reversed(source.document.blocks[max(0, number - 2) : number]):
        if before.section != said.block.section and before.kind != "heading":
            break
        if named := _notes(find_instruments(text, before.start, before.end, issuer=issuer)):
            return _only(named)
        if before.kind == "heading":
            break
    return _only(known)


def _bought_on(source: Source, said: _Said, words: str) -> date | None:
    """The day of the purchase: in the sentence, unless it is the last day to ask for it; else in what follows."""
    if said.day and not DEADLINE.search(words):
        return said.day
    text = source.document.text
    for start, end in split_sentences(text, said.end, said.block.end):
        if bought := BOUGHT_ON.search(text, start, end):
            return read_day(bought[1] or bought[2])
    return None


def _named_put_day(
    source: Source, said: _Said, subject: InstrumentMention, found: Sequence[FoundInstrument]
) -> date | None:
    """The day of the put that the sentence itself names, also where it is still to come."""
    named = {one.start_on for one in find_periods(source.document.text, said.start, said.end) if one.kind == "day"}
    days = {
        one.day_on
        for one in found
        if isinstance(one, InstrumentTerm)
        and (one.instrument_id, one.term) == (subject.instrument_id, "put_on")
        and one.day_on in named
    }
    return days.pop() if len(days) == 1 else None


def _put_day(subject: InstrumentMention, found: Sequence[FoundInstrument], until: date) -> date | None:
    """The day of the put, where the filing gives it and it has come."""
    days = {
        one.day_on
        for one in found
        if isinstance(one, InstrumentTerm)
        and (one.instrument_id, one.term) == (subject.instrument_id, "put_on")
        and one.day_on
    }
    return days.pop() if len(days) == 1 and max(days) <= until else None


def _notes(mentions: Sequence[InstrumentMention]) -> list[InstrumentMention]:
    return [one for one in mentions if one.kind in ("convertible_note", "senior_note")]


def _only(mentions: Sequence[InstrumentMention]) -> InstrumentMention | None:
    return mentions[-1] if len({one.instrument_id for one in mentions}) == 1 else None
