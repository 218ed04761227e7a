"""What happened to an instrument: issued, redeemed or repaid, converted, its dividend rate changed.

"entered into an indenture with respect to the notes"        -> issued_on: notes are issued under it that day
"calls for the redemption of all of the outstanding 2025 Notes on July 15, 2024"   -> redeemed on that day
"all 2027 Convertible Notes have been converted or redeemed and are not outstanding"  -> redeemed, principal 0
"increased the regular dividend rate per annum on the STRC Stock from 9.00% to 10.00%"  -> rate_changed
"this credit facility was upsized to $200 million (“$200 Million Credit Facility”)" -> formerly, by its old size
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from monitor.extractors._dates import DAY, MONTH, read_day, read_month
from monitor.extractors._figures import NUMBER, find_figures
from monitor.extractors.instruments._facts import FoundInstrument, Source
from monitor.extractors.instruments._identity import identify_instrument
from monitor.extractors.instruments._passages import COMPLETED, PLANNED, SUPPOSED, Passage

INDENTURE = re.compile(rf"\b[Oo]n\s+(?P<day>{DAY}),[^.;]{{0,100}}?\bentered\s+into\s+an\s+indenture\b", re.DOTALL)
ISSUANCE_DATE = re.compile(
    rf"\bfrom(?:,\s+and\s+including,)?\s+(?P<day>{DAY}),?\s+the\s+(?:initial\s+|original\s+)?(?:issuance|issue)\s+date\s+of\b"
)
CALLED = re.compile(
    rf"\bcall(?:s|ed|ing)\s+for\s+(?:the\s+)?(?:full\s+)?redemption\s+of\s+all\s+(?:of\s+)?(?:the\s+|its\s+|our\s+)?(?:outstanding\s+)?"
    rf"[^.;]{{3,120}}?\bon\s+(?P<day>{DAY})"
    rf"|\bcall(?:s|ed|ing)\s+(?:all\s+(?:of\s+)?|(?:US)?\$[\d.,]+(?:\s+(?:million|billion))?\s+of\s+)?(?:the|its|our)\s+(?:(?:remaining|outstanding|then-outstanding)\s+)*(?:[^.;]|\.(?=\s?\d)){{3,100}}?\bfor\s+(?:partial\s+|full\s+)?redemption\s+on\s+(?P<then>{DAY})"
)
# "informing holders that it will redeem all $1,010.0 million ... on September 21, 2026"
WILL_REDEEM = re.compile(
    rf"\b(?:will\s+redeem|(?:has\s+|have\s+)?elected\s+to\s+redeem|will\s+be\s+redeemed|notice\s+(?:of\s+(?:\w+\s+)?redemption|to\s+redeem))\b"
    rf"(?:[^.;]|\.(?=\s?\d)){{0,220}}?\bon\s+(?P<day>{DAY})",
)
# Of a part without its sum nothing is known; without "part" or a sum it is all of them.
A_PART = re.compile(r"\b(?:parts?|partial(?:ly)?|portions?|some|certain|up\s+to)\b", re.IGNORECASE)
WITHDRAWN = re.compile(
    r"\b(?:withdr[ae]w\w*|rescind\w*|revok\w*|annull\w*)\b|\bcancell?(?:s|ed|ing)?\s+(?:the|its|that)\s+(?:\w+\s+){0,3}(?:notice|redemption)\b",
    re.IGNORECASE,
)
MATURED = re.compile(
    rf"\b(?:matured\s+(?:and\s+(?:was|were)\s+[\w\s]{{3,30}}\s+)?on\s+({DAY})|matured,?\s+and\s+[^.;]{{0,40}}?\b(?:re)?paid|(?:repaid|paid|settled|retired)\b[^.;]{{0,60}}\bat\s+maturity"
    rf"|(?:repaid|paid|settled)\b[^.;]{{0,60}}\bupon\s+(?:their|its)\s+maturity)\b",
    re.IGNORECASE,
)
MAY = re.compile(
    r"\b(?:(?-i:may)|could|would|if|intends?|expects?)\b[^.;]{0,60}\b(?:redeem|redemption)\b", re.IGNORECASE
)
PRINCIPAL = re.compile(
    r"\)?\s*(?:in\s+|of\s+)?(?:the\s+)?(?:aggregate\s+|outstanding\s+|remaining\s+)*principal\b", re.IGNORECASE
)
REPAID = re.compile(
    r"\b(?:prepaid|repaid|paid\s+off|paid)\b[^;]{0,160}?\b(?:in\s+full\s+(?:re)?payment|full\s+satisfaction|in\s+full\b)",
    re.DOTALL,
)
REPAID_ALL = re.compile(
    r"\b(?:repaid|prepaid|paid\s+off|satisfied|discharged)\s+all\s+(?:of\s+)?(?:the\s+|its\s+|our\s+)?(?:remaining\s+|outstanding\s+)*"
    r"(?:amounts?|borrowings|principal|indebtedness|obligations|balance)\b",
    re.IGNORECASE,
)
GONE = re.compile(
    r"\ball\b[^.;]{0,60}\bhave\s+been\s+(?:converted|redeemed|repurchased|repaid)[^.;]{0,60}\bnot\s+outstanding\b"
    r"|\bhas\s+since\s+(?:redeemed|repaid|retired)\b|\b(?:were|was|been)\s+(?:fully|entirely)\s+(?:converted|redeemed|repaid|retired)\b"
    r"|\bno\s+longer\s+outstanding\b|\b(?:no|none\s+of\s+the)\b[^.;]{2,60}?\bremain(?:s|ed)?\s+outstanding\b"
    r"|\bno\s+amounts?\b[^.;]{0,40}\boutstanding\s+(?:under|on)\b",
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
    r"\b(?:increased?|decreased?|reduced?|raised?|lowered?|adjust(?:ed)?|changed?|set|kept|maintain(?:ed)?|declared)\b[^.;]{0,60}?\b(?:the\s+|its\s+)?"
    r"(?:[\w’]+\s+){0,6}?dividend\s+rate\b|\bdividend\s+rate\b(?:[^.;]|\.(?=\s?\d)){0,140}?\b(?:will\s+be|is\s+now|was\s+set|has\s+been\s+set|(?:was|has\s+been)\s+"
    r"(?:increased|decreased|reduced|raised|lowered|adjusted|changed|maintained)|increases?|decreases?"
    r"|is\s+\d{1,2}(?:\.\d+)?\s?%,?\s+(?:up|down)\s+from)\b",
    re.IGNORECASE,
)
WAS, NOW = r"(?P<was>\d{1,2}(?:\.\d+)?)\s?%", r"(?P<now>\d{1,2}(?:\.\d+)?)\s?%"
FROM_TO = (
    re.compile(rf"\bfrom\s+{WAS}\s+(?:per\s+annum\s+)?to\s+{NOW}"),
    re.compile(
        rf"\b(?:to|at|be|of|is)\s+{NOW}(?:[^.;]|\.(?=\s?\d)){{0,60}}?\b(?:from|compared\s+(?:to|with))\s+{WAS}"
    ),
    re.compile(rf"\b(?:to|at|be|of|now)\s+{NOW}"),
)
POINTS = re.compile(
    r"\b(?:by|(?P<way>increase|decrease|reduction|rise|cut)\s+of)\s+(?P<points>\d{1,3})\s+basis\s+points\b",
    re.IGNORECASE,
)
NOT_DECIDED = re.compile(
    r"\b(?:(?-i:may)|might|can|cannot|could|would|if|recommend\w*|intends?|expects?|unless)\b", re.IGNORECASE
)
EFFECTIVE = re.compile(
    rf"\beffective\s+(?:as\s+of\s+|on\s+|for\s+[\w\s]{{0,40}}?(?:commencing|beginning|starting)\s+(?:on\s+)?(?:or\s+after\s+)?)?(?P<day>{DAY})"
    rf"|\b(?:periods?|months?|dividends?)\s+(?:commencing|beginning|starting)\s+(?:on\s+)?(?:or\s+after\s+)?(?P<since>{DAY})"
    rf"|\bfor\s+(?:the\s+month\s+of\s+)?(?P<month>{MONTH}\s+\d{{4}})",
    re.IGNORECASE,
)


ENLARGED = re.compile(
    r"\b(?:facility|loan|line\s+of\s+credit|commitments?)\b[^.;]{0,40}?\b(?:was|were|has\s+been|have\s+been)\s+(?:\w+\s+)?"
    r"(?:upsized|increased|expanded|enlarged|raised)\b",
    re.IGNORECASE,
)
SIZED_LOAN = re.compile(
    r"\$\s?\d[\d,.]*\s+(?:million|billion)\s+(?:[\w-]+\s+){0,3}?(?:credit\s+facility|line\s+of\s+credit|term\s+loan|loan)\b",
    re.IGNORECASE,
)


def find_events(passage: Passage, source: Source) -> Iterator[FoundInstrument]:
    """The events of one sentence, and the terms that come with them."""
    words, span = passage.words, passage.span
    if SUPPOSED.search(words):
        return
    yield from _issue(passage, source, span)
    yield from _retirement(passage, source, span)
    yield from _rate(passage, source, span)
    yield from _enlarged(passage, source, span)


def _enlarged(passage: Passage, source: Source, span: tuple[int, int]) -> Iterator[FoundInstrument]:
    """A loan that is named after its size and was made larger: one loan under two names, not two
    (0001167419-25-000202). Its old name stands in the sentence, or its old size just before."""
    verb = ENLARGED.search(passage.words)
    if verb is None or NOT_DONE.search(passage.words[: verb.end()]):
        return
    at = passage.start + verb.start()
    loans = [one for one in passage.mentions if one.kind == "loan"]
    now = next((one for one in loans if one.start > at), None)
    if now is None:
        return
    before = next((one.instrument_id for one in reversed(loans) if one.end <= at), None)
    if before is None:
        sizes = list(SIZED_LOAN.finditer(passage.text, passage.paragraph[0], passage.start + verb.end()))
        name = re.sub(r"\.0+(?=\s)", "", " ".join(sizes[-1].group().split())) if sizes else ""
        before = identify_instrument(source.issuer.issuer_cik, "loan", name) if name else None
    if before and before != now.instrument_id:
        yield source.term(span, now, "formerly", words=before)


def _rate(passage: Passage, source: Source, span: tuple[int, int]) -> Iterator[FoundInstrument]:
    """A dividend rate that was set: the change, and the rate from the day on which it counts."""
    words = passage.words
    change = RATE_CHANGE.search(words)
    subject = passage.subject(passage.end) if change else None
    if change is None or subject is None or subject.kind != "preferred" or PLANNED.search(words):
        return
    rates = next((found for pattern in FROM_TO if (found := pattern.search(words))), None)
    if rates is None or NOT_DECIDED.search(words[: rates.start("now")]):
        return
    after = Decimal(rates["now"])
    before = Decimal(rates["was"]) if "was" in rates.re.groupindex else _before(words, change, after)
    since = _effective(words)
    if before is not None and before != after:
        yield source.event(span, subject, "rate_changed", passage.opening_day() or since, rates=(before, after))
    elif since is None:
        return  # a rate that only stands: without a day it is repeated, not set
    yield source.term(span, subject, "dividend_rate", figure=after, as_of_on=since)


def _before(words: str, change: re.Match[str], after: Decimal) -> Decimal | None:
    """The rate before, by the basis points of the change."""
    points = POINTS.search(words)
    if points is None:
        return None
    step = Decimal(points["points"]) / 100
    down = re.search(r"\b(?:decreas|reduc|lower|cut)", points["way"] or change.group(), re.IGNORECASE)
    return after + step if down else after - step


def _effective(words: str) -> date | None:
    found = EFFECTIVE.search(words)
    if found is None:
        return None
    if found["month"]:
        month = read_month(found["month"])
        return month[0] if month else None
    return read_day(found["day"] or found["since"])


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
    called = CALLED.search(words) or (None if MAY.search(words) else WILL_REDEEM.search(words))
    subject = passage.subject(passage.end) if called else None
    if WITHDRAWN.search(words):
        called = None
    if called and subject and (day := read_day(called["day"] or called.groupdict().get("then") or "")):
        amount = _called_amount(passage, called)
        if amount is not None or not A_PART.search(words[: called.end()]):
            yield source.event(span, subject, "redeemed", day, amount=amount)
    if PLANNED.search(words):
        return
    yield from _maturity(passage, source, span)
    if repaid := REPAID.search(words) or REPAID_ALL.search(words):
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


def _maturity(passage: Passage, source: Source, span: tuple[int, int]) -> Iterator[FoundInstrument]:
    """ "matured on December 1, 2026, and the holders were paid"; not what will mature."""
    matured = MATURED.search(passage.words)
    subject = passage.subject(passage.start + matured.end()) if matured else None
    if (
        matured
        and subject
        and subject.kind != "preferred"
        and not NOT_DONE.search(passage.words[: matured.start()])
    ):
        on = read_day(matured[1]) if matured[1] else passage.day()
        yield source.event(span, subject, "matured", on)
        yield source.term(span, subject, "principal_usd", figure=Decimal(0), as_of_on=on)


def _called_amount(passage: Passage, called: re.Match[str]) -> Decimal | None:
    """The principal that a notice is for: "all $1,010.0 million aggregate principal amount"."""
    for figure in find_figures(passage.words, called.start(), called.end()):
        of_it = re.match(r"\s+of\s+(?:the|its|our)\b", passage.words[figure.end :])
        if figure.kind == "usd" and (of_it or PRINCIPAL.match(passage.words, figure.end)):
            return figure.value
    return None
