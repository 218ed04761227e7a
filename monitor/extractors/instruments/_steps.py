"""Rates that hold from a day on: the steps of a preferred series and of a note's coupon.

"From and including October 15, 2029 the dividend rate will step up to 10.25% per annum, and from and including
October 15, 2030 to 11.25% per annum" -> a dividend rate as of each of the two days.
"bear interest at 8.00% through January 14, 2029 and at 9.00% thereafter" -> a coupon of 9.00 as of January 15.
"a registration default occurred, and the interest rate increased by 0.25% to 6.25% effective May 1, 2027" -> a
coupon as of that day, and the change.

"at 5.00% through April 15, 2029 and thereafter at SOFR plus 3.00%" -> a rate without a figure ("floating") from
the day after: the fixed one is not that of later payments.

A rate that depends on what may happen (a missed payment, a rating, a fundamental change) has no day, and a
floating one no figure. Of notes what happened counts, whatever its reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from monitor.extractors._dates import DAY, read_day
from monitor.extractors.instruments._facts import FoundInstrument, Source
from monitor.extractors.instruments._names import InstrumentMention
from monitor.extractors.instruments._passages import Passage
from monitor.records import InstrumentTerm, TermName

RATE = re.compile(r"\b(?:dividend\s+)?rate\b|\bdividends?\b", re.IGNORECASE)
COUPON = re.compile(
    r"\b(?:interest\s+rate|rate\s+of\s+interest|coupon|bears?\s+(?:\w+\s+)?interest|interest\s+(?:\w+\s+){0,2}at)\b",
    re.IGNORECASE,
)
RAISED = re.compile(
    r"\bstep(?:s|ped|ping)?[\s-]?(?:up|down)\b|\b(?:increas|ris|rose|reset|adjust|rais|lower|reduc|decreas|revert)\w*\b|\bthereafter\b",
    re.IGNORECASE,
)
FROM = (
    r"(?:from(?:,?\s+and\s+including,?|\s+and\s+after)?|on\s+and\s+after|on|beginning(?:\s+on)?|commencing(?:\s+on)?"
    r"|starting(?:\s+on)?|effective(?:\s+(?:on|as\s+of))?)"
)
PERCENT = r"(?P<rate>\d{1,2}(?:\.\d{1,4})?)\s?%(?!\s*(?:plus|above|over|of\s+(?:the|their|its)))"
STEP = re.compile(
    rf"\b{FROM}\s+(?P<day>{DAY}),?\s+(?:(?!\b{DAY})(?:[^.;%]|\.(?=\s?\d))){{0,90}}?\b(?:to|at|of|be|equal\s+to)\s+{PERCENT}",
    re.IGNORECASE,
)
LATER = re.compile(
    rf"\b(?:to|at|of|be)\s+{PERCENT}(?:[^.;%]|\.(?=\s?\d)){{0,60}}?\b{FROM}\s+(?:the\s+interest\s+period\s+(?:that\s+)?"
    rf"(?:commenc|beginn|start)\w+\s+on\s+)?(?:[\w\s]{{3,50}}?\b(?:commences|begins|starts)\s+on\s+)?(?P<day>{DAY})",
    re.IGNORECASE,
)
# "at 8.00% through January 14, 2029 and at 9.00% thereafter"
UNTIL = re.compile(
    rf"\b\d{{1,2}}(?:\.\d{{1,4}})?\s?%\s+(?:per\s+annum\s+|a\s+year\s+)?(?:from\b[^.;%]{{3,60}}?\s)?(?P<last>(?:up\s+)?(?:to\s+and\s+including|through|until|to,?\s+but\s+excluding,?"
    rf"|to\s+but\s+not\s+including))\s+(?P<day>{DAY}),?\s+(?:and\s+|then\s+|,\s*)*(?:at\s+)?{PERCENT}\s+(?:per\s+annum\s+|a\s+year\s+)?thereafter",
    re.IGNORECASE,
)
INCLUDED = re.compile(r"including|through", re.IGNORECASE)
EXCLUDED = re.compile(r"excluding|not\s+including", re.IGNORECASE)
UNCERTAIN = re.compile(
    r"\b(?:if|unless|upon|event|fail\w*|default|floating|SOFR|Treasury|change\s+of\s+control|compounded|compar\w+)\b",
    re.IGNORECASE,
)
# Of notes a default or a rating may be the reason of what was done; only what may yet happen is uncertain.
SUPPOSED = re.compile(
    r"\b(?:if|unless|upon|would|could|(?-i:may)|might|whether|so\s+long\s+as|for\s+each|each\s+time|in\s+the\s+event|event\s+of\s+default"
    r"|(?:not|never)\s+(?:\w+\s+){0,2}(?:step|increas|rais|ris|chang|adjust|lower|reduc|decreas|reset)\w*|floating|SOFR|LIBOR|prime|benchmark|Treasury|effective\s+(?:interest\s+)?rate|yield|compar\w+|(?:redemption|repurchase)\s+prices?"
    r"|(?:special|additional|default|penalty)\s+interest|default\s+rate|dividends?)\b",
    re.IGNORECASE,
)
# "and from January 1, 2028 the notes bear interest at 2.00%"
SINCE = re.compile(
    rf"\b(?:from|beginning|commencing|starting|effective)\s+(?:and\s+including\s+|on\s+|as\s+of\s+)?{DAY},?\s+the\b",
    re.IGNORECASE,
)
FLOATS = re.compile(
    rf"\b(?P<last>through|until|to,?\s+but\s+excluding,?|(?:up\s+)?to(?:\s+and\s+including)?)\s+(?P<day>{DAY}),?\s+(?:and\s+|,\s*)*"
    r"(?:thereafter|afterwards|after\s+that\s+(?:day|date))\b[^.;%]{0,60}?\b(?:SOFR|EURIBOR|SONIA|LIBOR|Treasury|prime|floating|variable)\b",
    re.IGNORECASE,
)
CONDITION_BEHIND = re.compile(
    r"[\s,]*(?:per\s+annum[\s,]*)?(?:but\s+)?(?:only\s+)?(?:if|unless|provided|upon|so\s+long|subject)\b",
    re.IGNORECASE,
)
RAISED_BY = re.compile(
    r"\b(?P<way>increas|rais|decreas|reduc|lower)\w*\s+by\s+(?P<by>\d{1,2}(?:\.\d{1,4})?)\s?(?P<unit>%|percentage\s+points?)\s+to\s+$",
    re.IGNORECASE,
)
WAS_BEFORE = re.compile(r"\bfrom\s+(?P<was>\d{1,2}(?:\.\d{1,4})?)\s?%\s+(?:per\s+annum\s+)?$", re.IGNORECASE)
ONE_DAY = timedelta(days=1)


def find_steps(passage: Passage, source: Source, span: tuple[int, int]) -> Iterator[FoundInstrument]:
    """The rates of one sentence that hold from a day: of a preferred series from one after the filing's."""
    words = passage.words
    yield from _floats(passage, source, span)
    for match in _find(words):
        subject, day = passage.subject(passage.start + match.start()), _first_day(match)
        if subject is None or day is None:
            continue
        rate = Decimal(match["rate"])
        if subject.kind != "preferred":
            yield from _coupon(passage, source, span, subject=subject, match=match, step=(day, rate))
        elif _is_step_of_preferred(words) and day > source.filing.filed_on:
            yield source.term(span, subject, "dividend_rate", figure=rate, as_of_on=day)


def _find(words: str) -> list[re.Match[str]]:
    """The steps of a sentence, read one way: all days before their rates, or all after them, as the first is."""
    if not RAISED.search(words) and len(re.findall(r"\d\s?%", words)) < 2 and not SINCE.search(words):
        return []
    until, ahead, after = ([*pattern.finditer(words)] for pattern in (UNTIL, STEP, LATER))
    if until or not (ahead and after):
        return until or ahead or after
    return ahead if ahead[0].start() < after[0].start() else after


def _floats(passage: Passage, source: Source, span: tuple[int, int]) -> Iterator[InstrumentTerm]:
    """The day from which a fixed rate gives way to a floating one."""
    for match in FLOATS.finditer(passage.words):
        subject, day = passage.subject(passage.start + match.start()), _first_day(match)
        if subject and day and subject.kind != "loan":
            term: TermName = "dividend_rate" if subject.kind == "preferred" else "coupon_rate"
            yield source.term(span, subject, term, words="floating", as_of_on=day)


def steps_of(words: str) -> list[tuple[date, Decimal]]:
    """The steps of a note's coupon that a sentence dates: the first day of each, and percent a year."""
    if not COUPON.search(words):
        return []
    certain = (match for match in _find(words) if not _is_uncertain(words, match))
    found = ((_first_day(match), Decimal(match["rate"])) for match in certain)
    return [(day, rate) for day, rate in found if day is not None]


def tells_step(words: str) -> bool:
    """Whether a sentence dates a change of a note's coupon: then its new rate is not that of the filing's day."""
    return bool(steps_of(words))


def _is_uncertain(words: str, match: re.Match[str]) -> bool:
    """Whether a step hangs on something, by the words before it or right behind it."""
    return bool(SUPPOSED.search(words[: match.end()]) or CONDITION_BEHIND.match(words, match.end()))


def _is_step_of_preferred(words: str) -> bool:
    return bool(RATE.search(words) and RAISED.search(words) and not UNCERTAIN.search(words))


def _coupon(
    passage: Passage,
    source: Source,
    span: tuple[int, int],
    *,
    subject: InstrumentMention,
    match: re.Match[str],
    step: tuple[date, Decimal],
) -> Iterator[FoundInstrument]:
    words = passage.words
    if not COUPON.search(words) or _is_uncertain(words, match):
        return
    day, rate = step
    yield source.term(span, subject, "coupon_rate", figure=rate, as_of_on=day)
    before = words[: match.start("rate")]
    by, was = RAISED_BY.search(before), WAS_BEFORE.search(re.sub(r"to\s+$", "", before))
    if was:
        yield source.event(span, subject, "rate_changed", day, rates=(Decimal(was["was"]), rate))
    elif by:
        down = by["way"].lower() in ("decreas", "reduc", "lower")
        earlier = rate + Decimal(by["by"]) if down else rate - Decimal(by["by"])
        yield source.event(span, subject, "rate_changed", day, rates=(earlier, rate))


def _first_day(match: re.Match[str]) -> date | None:
    """The first day of the new rate: the one after "through" a day."""
    day = read_day(match["day"])
    last = match.groupdict().get("last") or ""
    return day + ONE_DAY if day and INCLUDED.search(last) and not EXCLUDED.search(last) else day
