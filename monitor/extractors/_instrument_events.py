"""What happened to an instrument: issued, redeemed or repaid, converted, its dividend rate changed.

"entered into an indenture with respect to the notes"        -> issued_on: notes are issued under it that day
"calls for the redemption of all of the outstanding 2025 Notes on July 15, 2024"   -> redeemed on that day
"all 2027 Convertible Notes have been converted or redeemed and are not outstanding"  -> redeemed, principal 0
"increased the regular dividend rate per annum on the STRC Stock from 9.00% to 10.00%"  -> rate_changed
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from monitor.extractors._dates import DAY, read_day
from monitor.extractors._figures import NUMBER, find_figures
from monitor.extractors._instrument_facts import FoundInstrument, Source
from monitor.extractors._instrument_passages import COMPLETED, PLANNED, SUPPOSED, Passage

INDENTURE = re.compile(rf"\b[Oo]n\s+(?P<day>{DAY}),[^.;]{{0,100}}?\bentered\s+into\s+an\s+indenture\b", re.DOTALL)
ISSUANCE_DATE = re.compile(
    rf"\bfrom(?:,\s+and\s+including,)?\s+(?P<day>{DAY}),?\s+the\s+(?:initial\s+|original\s+)?(?:issuance|issue)\s+date\s+of\b"
)
CALLED = re.compile(
    rf"\bcall(?:s|ed|ing)\s+for\s+(?:the\s+)?(?:full\s+)?redemption\s+of\s+all\s+(?:of\s+)?(?:the\s+|its\s+|our\s+)?(?:outstanding\s+)?"
    rf"[^.;]{{3,120}}?\bon\s+(?P<day>{DAY})"
)
REPAID = re.compile(
    r"\b(?:prepaid|repaid|paid\s+off|paid)\b[^;]{0,160}?\b(?:in\s+full\s+(?:re)?payment|full\s+satisfaction|in\s+full\b)",
    re.DOTALL,
)
GONE = re.compile(
    r"\ball\b[^.;]{0,60}\bhave\s+been\s+(?:converted|redeemed|repurchased|repaid)[^.;]{0,60}\bnot\s+outstanding\b"
    r"|\bhas\s+since\s+(?:redeemed|repaid|retired)\b|\b(?:were|was|been)\s+(?:fully|entirely)\s+(?:converted|redeemed|repaid|retired)\b"
    r"|\bno\s+longer\s+outstanding\b",
    re.IGNORECASE,
)
RETIRED = re.compile(
    r"\b(?:redeemed|repaid|retired|repurchased|prepaid)\s+all\s+(?:of\s+)?(?:the\s+|its\s+|our\s+)?(?:then[\s-]+|remaining\s+|outstanding\s+)*"
    r"(?:principal\s+amount\s+of\s+(?:the\s+|its\s+|our\s+)?)?$",
    re.IGNORECASE,
)
# Case counts: "On May 1, 2026, we redeemed".
NOT_DONE = re.compile(
    r"\b(?:[Nn]ot|[Nn]ever|may|will|can|shall|must|to\s+be|[Uu]nless|[Uu]ntil|[Ii]f|[Ww]hen|[Oo]nce)\b"
)
SETTLED = re.compile(
    rf"\bissued\s+(?P<shares>{NUMBER})\s+shares\b[^.;]{{0,100}}\bin\s+settlement\s+of\s+(?:the\s+|such\s+)?conversion",
    re.IGNORECASE,
)
CONVERTED_AMOUNT = re.compile(r"\bconverted\s+(?:approximately\s+)?\$", re.IGNORECASE)  # has an event of its own
RATE_CHANGE = re.compile(
    r"\b(?:increased|decreased|reduced|raised|lowered|adjusted|changed)\s+the\s+(?:monthly\s+|quarterly\s+)?(?:regular\s+)?"
    r"dividend\s+rate\b",
    re.IGNORECASE,
)
FROM_TO = re.compile(r"\bfrom\s+(\d{1,2}(?:\.\d+)?)\s?%\s+to\s+(\d{1,2}(?:\.\d+)?)\s?%")
EFFECTIVE = re.compile(
    rf"\beffective\s+(?:as\s+of\s+|on\s+|for\s+[\w\s]{{0,40}}?(?:commencing|beginning|starting)\s+(?:on\s+)?(?:or\s+after\s+)?)(?P<day>{DAY})",
    re.IGNORECASE,
)


def find_events(passage: Passage, source: Source) -> Iterator[FoundInstrument]:
    """The events of one sentence, and the terms that come with them."""
    words, span = passage.words, passage.span
    if SUPPOSED.search(words):
        return
    yield from _issue(passage, source, span)
    yield from _retirement(passage, source, span)
    change, rates = RATE_CHANGE.search(words), FROM_TO.search(words)
    subject = passage.subject(passage.end) if change else None
    if change and rates and subject and subject.kind == "preferred" and not PLANNED.search(words):
        before, after = Decimal(rates[1]), Decimal(rates[2])
        effective = EFFECTIVE.search(words)
        since = read_day(effective["day"]) if effective else None
        decided = passage.opening_day() or since
        yield source.event(span, subject, "rate_changed", decided, rates=(before, after))
        yield source.term(span, subject, "dividend_rate", figure=after, as_of_on=since)


def _issue(passage: Passage, source: Source, span: tuple[int, int]) -> Iterator[FoundInstrument]:
    words = passage.words
    if completed := COMPLETED.search(words):
        subject = next((m for m in passage.mentions if m.start >= passage.start + completed.end()), None)
        day = read_day(completed["day"])
        between = passage.text[passage.start + completed.end() : subject.start] if subject else "."
        if subject and day and subject.kind != "preferred" and len(between) < 60:
            yield source.event(span, subject, "issued", day)
            yield source.term(span, subject, "issued_on", day_on=day)
    if indenture := INDENTURE.search(words):
        subject, day = passage.subject(passage.end), read_day(indenture["day"])
        if subject and day and subject.kind in ("convertible_note", "senior_note"):
            yield source.term(span, subject, "issued_on", day_on=day)
    for match in ISSUANCE_DATE.finditer(words):
        subject = next((m for m in passage.mentions if m.start >= passage.start + match.end()), None)
        if subject and subject.start - passage.start - match.end() < 12 and (day := read_day(match["day"])):
            yield source.term(span, subject, "issued_on", day_on=day)


def _retirement(passage: Passage, source: Source, span: tuple[int, int]) -> Iterator[FoundInstrument]:
    words = passage.words
    called = CALLED.search(words)
    subject = passage.subject(passage.end) if called else None
    if called and subject and (day := read_day(called["day"])):
        yield source.event(span, subject, "redeemed", day)
    if PLANNED.search(words):
        return
    if repaid := REPAID.search(words):
        subject = passage.subject(passage.end)
        if subject and subject.kind == "loan":
            paid = next((f.value for f in find_figures(words, repaid.start()) if f.kind == "usd"), None)
            yield source.event(span, subject, "redeemed", passage.day(), paid=paid)
            yield source.term(span, subject, "principal_usd", figure=Decimal(0), as_of_on=passage.day())
    for mention in passage.mentions:
        before = passage.text[passage.start : mention.start]
        if mention.kind != "preferred" and RETIRED.search(before) and not NOT_DONE.search(before):
            yield source.event(span, mention, "redeemed", passage.day())
            yield source.term(span, mention, "principal_usd", figure=Decimal(0), as_of_on=passage.day())
    for gone in GONE.finditer(words):
        if (subject := passage.subject(passage.start + gone.end())) and subject.kind != "preferred":
            yield source.event(span, subject, "redeemed", None)
            yield source.term(span, subject, "principal_usd", figure=Decimal(0), as_of_on=passage.as_of())
    settled = None if CONVERTED_AMOUNT.search(words) else SETTLED.search(words)
    subject = passage.subject(passage.start + settled.start()) if settled else None
    if settled and subject:
        shares = Decimal(settled["shares"].replace(",", ""))
        yield source.event(span, subject, "converted", passage.day(), shares=shares)
