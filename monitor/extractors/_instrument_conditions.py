"""Terms that a sentence states of an instrument: rate, payment days, maturity, put, call, conversion, preference.

"bear interest at a rate of 0.625% per year payable semiannually in arrears on March 15 and September 15"
"The notes will mature on March 15, 2030"            -> matures_on
"Holders have the right to require ... on September 15, 2028"   -> put_on, which a fundamental change gives none
"may redeem ... on or after March 22, 2027"          -> callable_from_on
"(reflecting a conversion price of $142.38 per share)"
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from monitor.extractors._dates import DAY, MONTH, MONTHS, read_day
from monitor.extractors._instrument_facts import Source
from monitor.extractors._instrument_identity import read_rate
from monitor.extractors._instrument_names import InstrumentMention
from monitor.extractors._instrument_passages import PLANNED, SUPPOSED, Passage
from monitor.records import InstrumentTerm

PERCENT = r"(?P<rate>\d{1,2}(?:\.\d{1,4})?)\s?%"
INTEREST = re.compile(
    rf"\bbears?\s+(?:regular\s+)?(?:cash\s+)?interest\s+at\s+(?:a|an|the)\s+(?:fixed\s+)?(?:annual\s+)?(?:interest\s+)?rate\s+"
    rf"(?:of|equal\s+to)\s+{PERCENT}(?!\s*(?:plus|above|over))",
    re.IGNORECASE,
)
NO_INTEREST = re.compile(
    r"\b(?:do|does|will)\s+not\s+bear\s+(?:any\s+|regular\s+|cash\s+)?interest\b", re.IGNORECASE
)
SPECIAL = re.compile(r"\b(?:special|additional|default)\s+interest\b|\bcompounded\b", re.IGNORECASE)
DIVIDENDS = re.compile(
    rf"\bdividends?\b(?:(?!\bcompounded\s+\w*\s*dividend\s+rate).){{0,160}}?\bat\s+(?:a|an|the)\s+(?:fixed\s+|annual\s+)?rate\s+"
    rf"(?:per\s+annum\s+)?(?:of|equal\s+to)\s+{PERCENT}",
    re.IGNORECASE | re.DOTALL,
)
COMPOUNDED = re.compile(r"\bcompounded\s+(?:\w+\s+)?dividend", re.IGNORECASE)
DIVIDEND_RATE = re.compile(
    rf"\b(?:initial\s+)?(?:monthly\s+|quarterly\s+)?regular\s+dividend\s+rate(?:\s+per\s+annum)?\s+(?:is|will\s+be|of)\s+(?:initially\s+)?{PERCENT}",
    re.IGNORECASE,
)
PAID_AT = re.compile(
    rf"\bmonth\s+ending\s+(?P<day>{DAY})\s+represents\s+a\s+per\s+annum\s+dividend\s+rate\s+of\s+{PERCENT}",
    re.IGNORECASE,
)
CUMULATIVE = re.compile(r"\b(?P<no>non-?\s?)?cumulative\s+(?:cash\s+)?dividends\b", re.IGNORECASE)
TITLED = re.compile(
    r"\b(?P<no>non-?)?cumulative\b", re.IGNORECASE
)  # "Series B Cumulative Perpetual Preferred Stock"
NOT_CUMULATIVE = re.compile(r"\bdividends\b[^.;]{0,40}\bare\s+not\s+cumulative\b", re.IGNORECASE)
ARREARS = re.compile(
    rf"\b(?P<often>semi-?\s?annually|quarterly|monthly|annually)\s+in\s+arrears"
    rf"(?P<days>\s+on\s+(?:(?:and\s+)?{MONTH}\s+\d{{1,2}}(?:,\s+and\s+|,\s+|\s+and\s+)?)+|\s+on\s+the\s+last\s+(?:calendar\s+)?day\s+of\s+each"
    r"\s+(?:calendar\s+)?month)?",
    re.IGNORECASE,
)
TIMES = {"semi": 2, "quar": 4, "mont": 12, "annu": 1}
MONTH_ENDS = "01-31,02-28,03-31,04-30,05-31,06-30,07-31,08-31,09-30,10-31,11-30,12-31"
MATURES = re.compile(
    rf"\b(?:(?:will\s+)?matures?\s+on|(?:stated|scheduled)\s+maturity\s+date\s+of|maturity\s+date\s+(?:is|of))\s+(?P<day>{DAY})",
    re.IGNORECASE,
)
SPRINGING = re.compile(r"spring|provided\s+that|\bexisting\b[^.;]{0,80}$", re.IGNORECASE)
PUT = re.compile(
    r"\b(?:right\s+to\s+require|may\s+require)\s+(?:the\s+Company|us|it|\w+)\s+to\s+(?:re)?purchase\b.*?"
    rf"\bon\s+(?P<day>{DAY})",
    re.IGNORECASE | re.DOTALL,
)
CHANGE = re.compile(
    r"fundamental\s+change|change\s+(?:of|in)\s+control|tax\s+event|\bif\b[^,]{0,80}\boccurs?\b", re.IGNORECASE
)
CALLS = (
    re.compile(
        rf"(?<!not\s)\b(?:redeem|redeemable)\b(?!\s+less)[^.;]{{0,220}}?\bon\s+(?:or|and)\s+after\s+(?P<day>{DAY})",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\bon\s+(?:or|and)\s+after\s+(?P<day>{DAY}),?\s+(?:the\s+Company|we|it|\w+)\s+may\s+redeem\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:prior\s+to|before)\s+(?P<day>{DAY}),?\s+(?:the\s+Company|we|it|\w+)\s+may\s+not\s+redeem\b",
        re.IGNORECASE,
    ),
    re.compile(rf"\bmay\s+not\s+redeem\b[^.;]{{0,60}}\b(?:prior\s+to|before)\s+(?P<day>{DAY})", re.IGNORECASE),
)
SHARES_PER = r"(?P<rate>\d{1,4}(?:\.\d{1,6})?)\s+shares\b[^.;]{0,80}?\s+(?:per|for\s+each)\s+"
CONVERSION_RATE = re.compile(
    rf"\bconversion\s+rate\b(?:\s+for\s+[^.;]{{0,40}}?)?\s*(?:is|of|was|equal\s+to)\s+(?:initially\s+)?{SHARES_PER}"
    r"(?:\$1,000|one\s+thousand\s+dollars|share\b)",
    re.IGNORECASE,
)
CONVERSION_PRICE = re.compile(
    r"\bconversion\s+price\s+of\s+(?:approximately\s+)?\$\s?(?P<price>\d[\d,]*(?:\.\d+)?)(?=\s+per\s+share)",
    re.IGNORECASE,
)
FORMER = re.compile(r"\b(?:original|previous|prior|former|old)\s+$", re.IGNORECASE)
PREFERENCE = re.compile(
    r"\b(?:liquidation\s+preference|stated\s+amount)\b(?:\s+\([^)]*\))?[^.;$€]{0,60}?\s(?:of|is(?:\s+initially)?|initially\s+be|was\s+initially)\s+"
    r"\$(?P<usd>\d[\d,]*(?:\.\d+)?)\s+per\s+share",
    re.IGNORECASE,
)


def find_conditions(passage: Passage, source: Source) -> Iterator[InstrumentTerm]:
    """The terms of one sentence. A plan or a supposition has none."""
    words, span = passage.words, passage.span
    if SUPPOSED.search(words):
        return
    if not PLANNED.search(words):
        yield from _rates(passage, source, span)
        yield from _payments(passage, source, span)
        yield from _days(passage, source, span)
        yield from _conversion(passage, source, span)


def _rates(passage: Passage, source: Source, span: tuple[int, int]) -> Iterator[InstrumentTerm]:
    words = passage.words
    for mention in passage.mentions:
        title = passage.text[mention.start : mention.end]
        if mention.kind in ("convertible_note", "senior_note") and (rate := read_rate(title)) is not None:
            yield source.term(span, mention, "coupon_rate", figure=rate)
    for match in INTEREST.finditer(words):
        if subject := _note(passage, match.start()):
            yield source.term(span, subject, "coupon_rate", figure=Decimal(match["rate"]))
    if (none := NO_INTEREST.search(words)) and (subject := _note(passage, none.start())):
        yield source.term(span, subject, "coupon_rate", figure=Decimal(0))
    for pattern in (DIVIDENDS, DIVIDEND_RATE):
        for match in pattern.finditer(words):
            subject = _preferred(passage, match.start())
            around = words[max(0, match.start() - 20) : match.end()]
            if subject and not COMPOUNDED.search(around):
                yield source.term(span, subject, "dividend_rate", figure=Decimal(match["rate"]))
    for match in PAID_AT.finditer(words):
        subject, until = _preferred(passage, match.start()), read_day(match["day"])
        if subject and until:
            start = until.replace(day=1)
            yield source.term(span, subject, "dividend_rate", figure=Decimal(match["rate"]), as_of_on=start)


def _payments(passage: Passage, source: Source, span: tuple[int, int]) -> Iterator[InstrumentTerm]:
    words = passage.words
    for match in ARREARS.finditer(words):
        subject = passage.subject(passage.start + match.start())
        if subject is None or SPECIAL.search(words[max(0, match.start() - 90) : match.start()]):
            continue  # 0001193125-24-264321 and its like pay special interest only
        yield source.term(span, subject, "payments_per_year", figure=Decimal(TIMES[match["often"][:4].lower()]))
        if days := _month_days(match["days"] or ""):
            yield source.term(span, subject, "payment_days", words=days)
    for mention in passage.mentions:
        titled = TITLED.search(mention.name) if mention.kind == "preferred" else None
        if titled:
            yield source.term(span, mention, "cumulative", words="no" if titled["no"] else "yes")
    found = NOT_CUMULATIVE.search(words) or CUMULATIVE.search(words)
    if found and (subject := _preferred(passage, found.start())):
        no = found.re is NOT_CUMULATIVE or found["no"]
        yield source.term(span, subject, "cumulative", words="no" if no else "yes")
    for match in PREFERENCE.finditer(words):
        if subject := _preferred(passage, match.start()):
            figure = Decimal(match["usd"].replace(",", ""))
            yield source.term(span, subject, "liquidation_preference_usd", figure=figure)


def _days(passage: Passage, source: Source, span: tuple[int, int]) -> Iterator[InstrumentTerm]:
    words = passage.words
    matures = MATURES.search(words)
    if matures and not SPRINGING.search(words[: matures.start()]):
        yield from _day(passage, source, span, "matures_on", matures)
    if not CHANGE.search(words) and (put := PUT.search(words)):
        yield from _day(passage, source, span, "put_on", put)
    for pattern in CALLS:
        if call := pattern.search(words):
            yield from _day(passage, source, span, "callable_from_on", call)
            break


def _day(
    passage: Passage, source: Source, span: tuple[int, int], term: str, match: re.Match[str]
) -> Iterator[InstrumentTerm]:
    subject = passage.subject(passage.start + match.start())
    day: date | None = read_day(match["day"])
    if subject and day and (term == "matures_on" or subject.kind != "loan"):
        if term == "matures_on":
            yield source.term(span, subject, "matures_on", day_on=day)
        elif term == "put_on":
            yield source.term(span, subject, "put_on", day_on=day)
        else:
            yield source.term(span, subject, "callable_from_on", day_on=day)


def _conversion(passage: Passage, source: Source, span: tuple[int, int]) -> Iterator[InstrumentTerm]:
    words = passage.words
    for match in CONVERSION_RATE.finditer(words):
        if subject := _convertible(passage, match.start()):
            yield source.term(span, subject, "conversion_rate", figure=Decimal(match["rate"]))
    for match in CONVERSION_PRICE.finditer(words):
        if not FORMER.search(words[: match.start()]) and (subject := _convertible(passage, match.start())):
            yield source.term(span, subject, "conversion_price_usd", figure=_money(match["price"]))


def _note(passage: Passage, at: int) -> InstrumentMention | None:
    subject = passage.subject(passage.start + at)
    return subject if subject and subject.kind != "preferred" else None


def _preferred(passage: Passage, at: int) -> InstrumentMention | None:
    subject = passage.subject(passage.start + at)
    return subject if subject and subject.kind == "preferred" else None


def _convertible(passage: Passage, at: int) -> InstrumentMention | None:
    subject = passage.subject(passage.start + at)
    return subject if subject and subject.kind in ("convertible_note", "preferred") else None


def _money(digits: str) -> Decimal:
    return Decimal(digits.replace(",", ""))


def _month_days(words: str) -> str | None:
    if "last" in words:
        return MONTH_ENDS
    days = re.findall(rf"({MONTH})\s+(\d{{1,2}})", words, re.IGNORECASE)
    return ",".join(f"{MONTHS[month[:3].lower()]:02d}-{int(day):02d}" for month, day in days) or None
