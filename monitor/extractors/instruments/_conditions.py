"""Terms that a sentence states of an instrument: rate, payment days, preference.

Maturity, put and call are read next door (`_days`), and so is conversion (`_conversion`).

"bear interest at a rate of 0.625% per year payable semiannually in arrears on March 15 and September 15"
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from monitor.extractors._dates import DAY, MONTH, MONTHS, read_day
from monitor.extractors.instruments._conversion import find_conversion
from monitor.extractors.instruments._days import find_days
from monitor.extractors.instruments._facts import FoundInstrument, Source
from monitor.extractors.instruments._identity import read_rate
from monitor.extractors.instruments._instalments import find_instalments
from monitor.extractors.instruments._names import InstrumentMention
from monitor.extractors.instruments._passages import PLANNED, SUPPOSED, Passage
from monitor.extractors.instruments._preference import find_preference
from monitor.extractors.instruments._steps import find_steps, steps_of, tells_step
from monitor.records import InstrumentTerm

# "eleven and one-quarter percent (11.25%)"
PERCENT = r"(?:[a-z]+(?:[\s-]+[a-z]+){0,7}\s+per\s?cent\s+\()?(?P<rate>\d{1,2}(?:\.\d{1,4})?)\s?%"
NO_STOP = r"(?:[^.;]|\.(?=\s?\d))"
FIXED = r"(?!\s*(?:plus|above|over))"
CHANGED_TO = re.compile(
    rf"\binterest\s+rate\b{NO_STOP}{{0,80}}?\bfrom\s+\d{{1,2}}(?:\.\d+)?\s?%\s+(?:per\s+annum\s+)?to\s+{PERCENT}{FIXED}",
    re.IGNORECASE,
)
INTEREST = (
    re.compile(
        rf"\b(?:bears?|bearing|accrues?|carr(?:y|ies)|pays?)\s+(?:[\w-]+\s+){{0,3}}?interest(?:\s+rate)?\s+(?:at\s+|of\s+)?"
        rf"(?:(?:a|an|the)\s+)?(?:[\w-]+\s+){{0,4}}?(?:(?:of|equal\s+to)\s+)?{PERCENT}{FIXED}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\binterest\b(?:\s+on\s+{NO_STOP}{{2,60}}?)?\s+(?:(?:will|shall)\s+)?(?:accrues?|be\s+paid|be\s+payable|is\s+payable)\s+"
        rf"{NO_STOP}{{0,40}}?\bat\s+(?:a|an|the)?\s*(?:[\w-]+\s+){{0,4}}?(?:of\s+)?{PERCENT}{FIXED}",
        re.IGNORECASE,
    ),
    CHANGED_TO,
    re.compile(
        rf"\b(?:fix(?:es|ed)?|set)\s+(?:its|the|their)\s+(?:interest\s+)?rate\s+(?:of\s+interest\s+)?at\s+{PERCENT}{FIXED}",
        re.IGNORECASE,
    ),
    re.compile(  # "carries a fixed annual rate of 9.75%"
        rf"\b(?:bears?|bearing|carr(?:y|ies)|has|have)\s+an?\s+(?:fixed\s+)?(?:annual\s+|yearly\s+)?(?:interest\s+)?rate\s+of\s+{PERCENT}{FIXED}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\binterest\s+rate\s+(?:per\s+annum\s+)?(?:of|is|was|will\s+be|equal\s+to)\s+(?:fixed\s+at\s+)?{PERCENT}{FIXED}",
        re.IGNORECASE,
    ),
)
NO_INTEREST = re.compile(
    r"\b(?:do|does|will)\s+not\s+bear\s+(?:any\s+|regular\s+|cash\s+)*interest\b", re.IGNORECASE
)
# Rates that are not the coupon; "SOFR plus 3.00%" has none that can be printed.
SPECIAL = re.compile(
    r"\b(?:EURIBOR|SONIA|TIBOR|TONAR?|Treasury|federal\s+funds|plus|margin|spread)\b|\b(?:special|additional|default|penalty)\s+interest\b|\bdefault\s+rate\b|\bcompounded\b|\beffective\b|\bSOFR\b|\bLIBOR\b"
    r"|\bprime\s+rate\b|\bbase\s+rate\b|\bunused\b|\bin\s+the\s+event\b|\bweighted\b",
    re.IGNORECASE,
)
# Paid on days of their own; a floating rate is paid on those of the loan.
OTHER_PAYMENTS = re.compile(
    r"\b(?:special|additional|default|penalty)\s+interest\b|\bunused\b|\bfees?\b|\bin\s+the\s+event\b",
    re.IGNORECASE,
)
DIVIDENDS = re.compile(
    rf"\bdividends?\b(?:(?!\bcompounded\s+\w*\s*dividend\s+rate).){{0,160}}?\bat\s+(?:a|an|the)\s+(?:fixed\s+|annual\s+)?rate\s+"
    rf"(?:per\s+annum\s+)?(?:of|equal\s+to)\s+{PERCENT}",
    re.IGNORECASE | re.DOTALL,
)
DIVIDENDS_AT = re.compile(
    rf"\bdividends?\b[^.;%]{{0,100}}?\bat\s+(?:(?:a|an|the)\s+)?(?:(?:fixed|annual|initial|rate|of)\s+)*{PERCENT}"
    r"\s+(?:per\s+annum|a\s+year|annually)\b",
    re.IGNORECASE,
)
# A rate that is changed from a day on has its day there (`_events`, `_steps`).
COMMON = re.compile(r"\bcommon\s+(?:stock|shares)\b", re.IGNORECASE)
SET = re.compile(
    r"\b(?:set|step\w*|thereafter|(?:increas|decreas|rais|lower|reduc|chang|adjust|reset)\w*)\b", re.IGNORECASE
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
OFTEN = (
    r"semi-?\s?monthly|semi-?\s?annual(?:ly)?|quarterly|monthly|annual(?:ly)?"
    r"|(?:twice|two\s+times|four\s+times)\s+(?:a|each|per)\s+year|every\s+(?:six|three)\s+months"
)
YEARLY_DAYS = (
    rf"(?:(?:(?:and\s+)?{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?!\w|,?\s+\d{{4}})(?:,\s+and\s+|,\s+|\s+and\s+)?)+"
    rf"|(?:(?:and\s+)?\d{{1,2}}\s+{MONTH}(?![a-z.]|,?\s+\d{{4}})(?:,\s+and\s+|,\s+|\s+and\s+)?)+)"
)
DAY_OF_MONTH = r"(?:last|\d{1,2}(?:st|nd|rd|th)|first|fifteenth)(?:\s+(?:calendar\s+)?day)?"
SOME_MONTHS = rf"(?:each\s+)?{MONTH}(?:(?:,\s+and|,|\s+and)\s+{MONTH})+"
ARREARS = re.compile(
    rf"(?<!semi-)(?<!semi\s)\b(?P<often>{OFTEN})(?:,?\s+in\s+(?:cash,?\s+)?(?:in\s+)?arrears|\s+in\s+cash|\s+installments)*,?"
    rf"(?P<days>\s+(?:(?:each|every)\s+year\s+)?(?:on|each|every)\s+(?:each\s+|every\s+|the\s+)?(?:{YEARLY_DAYS}"
    rf"|(?<=monthly\son\sthe\s){DAY_OF_MONTH}(?!\s+(?:and|of|day\s+of)\b)|{DAY_OF_MONTH}(?:\s+and\s+(?:the\s+)?{DAY_OF_MONTH})?\s+of\s+(?:(?:each|every)\s+(?:calendar\s+)?month|{SOME_MONTHS})))?",
    re.IGNORECASE,
)
IN_ARREARS = re.compile(r"\bin\s+(?:cash,?\s+)?(?:in\s+)?arrears\b|\bpayable\b|\bpaid\b|\bpay\b", re.IGNORECASE)
PAYABLE_ON = re.compile(
    rf"\binterest\b{NO_STOP}{{0,80}}?\b(?:payable|paid|due)\s+(?:in\s+cash\s+)?(?:in\s+arrears?,?\s+)?(?:on|each)\s+(?:each\s+)?(?P<days>{YEARLY_DAYS})"
    rf"|\bpays?\s+(?:cash\s+)?interest\s+(?:on|each|every)\s+(?:each\s+|every\s+)?(?P<each>{YEARLY_DAYS})"
    rf"|\binterest\s+payment\s+dates?\s+(?:are|is|will\s+be|shall\s+be)\s+(?:on\s+)?(?P<dates>{YEARLY_DAYS})",
    re.IGNORECASE,
)
SINCE = re.compile(
    rf"\b(?:beginning|commenc(?:ing|es)|starting|effective|from\s+and\s+after)\b{NO_STOP}{{0,90}}?(?P<day>{DAY})",
    re.IGNORECASE,
)
CHANGED = re.compile(
    r"\b(?:instead\s+of|rather\s+than|in\s+lieu\s+of|in\s+place\s+of|no\s+longer|amend\w*|chang(?:e|es|ed|ing)|switch\w*"
    r"|mov(?:e|es|ed|ing)\s+(?:from|to)|from\s+(?:monthly|quarterly|semi-?\s?annual(?:ly)?|annual(?:ly)?))\b",
    re.IGNORECASE,
)
OPENING_LENGTH = 12  # "Effective July 1, 2026, dividends will be payable ..."
QUARTER_ENDS = re.compile(
    r"\b(?:payable|paid|due)\s+(?:in\s+(?:cash|arrears?),?\s+)*on\s+the\s+last\s+(?:business\s+)?day\s+of\s+(?:each|every)\s+calendar\s+quarter\b",
    re.IGNORECASE,
)
ARREARS_DAYS = re.compile(rf"\b(?:{OFTEN})\b{NO_STOP}{{0,40}}?{YEARLY_DAYS}", re.IGNORECASE)
TIMES = {"semi": 2, "quar": 4, "mont": 12, "annu": 1, "twic": 2, "two ": 2, "four": 4}
NUMBERED = {"first": 1, "fifteenth": 15, "last": 31}
LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
FIRST_PAYMENT = re.compile(
    rf"\b(?:beginning|commencing|starting)\s+(?:on\s+)?(?P<day>{DAY})"
    rf"|\bfirst\s+(?:(?:interest|dividend)\s+)?payment\s+(?:date\s+)?(?:is|will\s+be|shall\s+be|being|due\s+on)\s+(?:on\s+|made\s+on\s+)?(?P<on>{DAY})",
    re.IGNORECASE,
)


def find_conditions(passage: Passage, source: Source) -> Iterator[FoundInstrument]:
    """The terms of one sentence. A plan or a supposition has none."""
    words, span = passage.words, passage.span
    if SUPPOSED.search(words):
        return
    if not PLANNED.search(words):
        yield from _rates(passage, source, span)
        yield from _payments(passage, source, span)
        yield from find_preference(passage, source, span)
        yield from find_days(passage, source, span)
        yield from find_steps(passage, source, span)
        yield from find_instalments(passage, source, span)
        yield from find_conversion(passage, source, span)


def _rates(passage: Passage, source: Source, span: tuple[int, int]) -> Iterator[InstrumentTerm]:
    words = passage.words
    for mention in passage.mentions:
        title = passage.text[mention.start : mention.end]
        if mention.kind in ("convertible_note", "senior_note") and (rate := read_rate(title)) is not None:
            yield source.term(span, mention, "coupon_rate", figure=rate)
    patterns = [one for one in INTEREST if one is not CHANGED_TO or not tells_step(words)]
    stepped = {rate for _, rate in steps_of(words)}
    for match in (found for pattern in patterns for found in pattern.finditer(words)):
        if Decimal(match["rate"]) in stepped:
            continue  # holds from a day of its own
        around = words[max(0, match.start() - 60) : match.end()]
        if not SPECIAL.search(around) and (subject := _note(passage, match.start())):
            yield source.term(span, subject, "coupon_rate", figure=Decimal(match["rate"]))
    if (none := NO_INTEREST.search(words)) and (subject := _note(passage, none.start())):
        yield source.term(span, subject, "coupon_rate", figure=Decimal(0))
    for pattern in (
        DIVIDENDS,
        DIVIDEND_RATE,
        *(() if SET.search(words) or COMMON.search(words) else (DIVIDENDS_AT,)),
    ):
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
        if subject is None or OTHER_PAYMENTS.search(words[max(0, match.start() - 90) : match.start()]):
            continue  # 0001193125-24-264321 and its like pay special interest only
        if not IN_ARREARS.search(words[max(0, match.start() - 90) : match.end()]):
            continue  # "our annual report", "monthly dividend"
        each = "month " if re.match(r"\s+on\s+the\s+\S+$", match["days"] or "") else ""
        days = _month_days(each + (match["days"] or ""))
        semi_monthly = re.match(r"semi-?\s?m", match["often"], re.IGNORECASE)
        if "arrears" not in match.group().lower() and not days:
            continue
        often = re.sub(r"every\s+", "", match["often"].lower())
        times = 24 if semi_monthly else {"six ": 2, "thre": 4}.get(often[:4]) or TIMES[often[:4]]
        since = _since(words)
        yield source.term(span, subject, "payments_per_year", figure=Decimal(times), as_of_on=since)
        if days:
            yield source.term(span, subject, "payment_days", words=days, as_of_on=since)
            first = None if since else FIRST_PAYMENT.search(words, match.end())
            if first and (day := read_day(first["day"] or first["on"])):
                yield source.term(span, subject, "first_payment_on", day_on=day)
    ends = QUARTER_ENDS.search(words)
    if ends and not OTHER_PAYMENTS.search(words[: ends.start()]) and (subject := passage.subject(passage.start)):
        yield source.term(span, subject, "payments_per_year", figure=Decimal(4))
        yield source.term(span, subject, "payment_days", words="03-31,06-30,09-30,12-31")
    on = None if ARREARS_DAYS.search(words) else PAYABLE_ON.search(words)
    if on and not OTHER_PAYMENTS.search(words[: on.start()]) and (subject := _note(passage, on.start())):
        days = _month_days(on["days"] or on["each"] or on["dates"]) or ""
        yield source.term(span, subject, "payments_per_year", figure=Decimal(len(days.split(","))))
        yield source.term(span, subject, "payment_days", words=days)
    for mention in passage.mentions:
        titled = TITLED.search(mention.name) if mention.kind == "preferred" else None
        if titled:
            yield source.term(span, mention, "cumulative", words="no" if titled["no"] else "yes")
    found = NOT_CUMULATIVE.search(words) or CUMULATIVE.search(words)
    if found and (subject := _preferred(passage, found.start())):
        no = found.re is NOT_CUMULATIVE or found["no"]
        yield source.term(span, subject, "cumulative", words="no" if no else "yes")


def _since(words: str) -> date | None:
    """The day from which payment days count, where a sentence changes them; "beginning on November 1, 2026" in one
    that sets them is the first of them."""
    found = SINCE.search(words)
    return read_day(found["day"]) if found and (found.start() < OPENING_LENGTH or CHANGED.search(words)) else None


def _note(passage: Passage, at: int) -> InstrumentMention | None:
    subject = passage.subject(passage.start + at)
    return subject if subject and subject.kind != "preferred" else None


def _preferred(passage: Passage, at: int) -> InstrumentMention | None:
    subject = passage.subject(passage.start + at)
    return subject if subject and subject.kind == "preferred" else None


def _month_days(words: str) -> str | None:
    """ "on March 15 and September 15" as "03-15,09-15"; a day of each month as twelve days, of some as many."""
    some = re.search(rf"\bof\s+{SOME_MONTHS}", words, re.IGNORECASE)
    if some or re.search(r"\bmonth\b", words, re.IGNORECASE):
        months = [MONTHS[one[:3].lower()] for one in re.findall(MONTH, some.group())] if some else range(1, 13)
        numbers = [
            NUMBERED.get(found.lower()) or int(re.sub(r"\D", "", found))
            for found in re.findall(r"\b(last|first|fifteenth|\d{1,2}(?:st|nd|rd|th))\b", words, re.IGNORECASE)
        ]
        days = sorted((month, min(number, LENGTHS[month - 1])) for month in months for number in numbers)
        return ",".join(f"{month:02d}-{day:02d}" for month, day in days) or None
    if re.match(r"\D*\d", words) and re.search(
        rf"\d{{1,2}}\s+{MONTH}", words.split(",", maxsplit=1)[0], re.IGNORECASE
    ):
        found = [(month, day) for day, month in re.findall(rf"(\d{{1,2}})\s+({MONTH})", words, re.IGNORECASE)]
    else:
        found = re.findall(rf"({MONTH})\s+(\d{{1,2}})", words, re.IGNORECASE)
    return ",".join(f"{MONTHS[month[:3].lower()]:02d}-{int(day):02d}" for month, day in found) or None
