"""How much of an instrument there is: "$800 million aggregate principal amount of the notes".

The same words stand in an offer ("intends to offer"), an option ("up to an additional $100 million"), a pricing,
an issue, a balance and a redemption. What stands before the figure tells which; where nothing does, none is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from monitor.extractors._dates import DAY, read_day
from monitor.extractors._figures import Figure, find_figures
from monitor.extractors._instrument_facts import FoundInstrument, Source
from monitor.extractors._instrument_identity import read_rate
from monitor.extractors._instrument_names import InstrumentMention
from monitor.extractors._instrument_passages import COMPLETED, PLANNED, SUPPOSED, Passage
from monitor.records import EventKind

# From the figure to the name: "of the total in aggregate principal amount of the Company's outstanding".
OF_PRINCIPAL = re.compile(
    r"\s*(?:in\s+|of\s+)?(?:the\s+)?(?:aggregate\s+|total\s+|original\s+|remaining\s+|additional\s+)*"
    r"(?:principal\s+amount|principal|outstanding\s+borrowings)\s+(?:of|under)\s+"
    r"(?:(?:indebtedness|the|its|our|such|these|under|of|existing|outstanding|new|additional|series|a|an|Company[’']s)\s+)*",
    re.IGNORECASE,
)
OF_LOAN = re.compile(r"\s+(?:\w+\s+){0,2}(?:term\s+)?loan\s+\(the\s+[“\"]|\s+$", re.IGNORECASE)
SOLD = re.compile(
    r"\baggregate\s+principal\s+amount\s+of\s+(?:the\s+)?(?P<name>.{3,60}?)\s+(?:sold|issued)(?:\s+in\s+the\s+offering)?\s+(?:was|is)\s+$",
    re.IGNORECASE | re.DOTALL,
)
BEING_REDEEMED = re.compile(
    r"\baggregate\s+principal\s+amount\s+of\s+.{3,60}?\s+being\s+redeemed\s+(?:is|was)\s+(?:approximately\s+|about\s+)?$",
    re.IGNORECASE | re.DOTALL,
)
ALL_OF_IT = re.compile(r"\bequal\s+to\s+the\s+(?:current\s+)?aggregate\s+principal\s+amount\b", re.IGNORECASE)
WAS = re.compile(
    r"\bprincipal\s+(?:amount|balance)\s+(?:outstanding\s+)?(?:of|on|under)\s+.{3,60}?\s+(?:outstanding\s+)?(?:was|were|is|totall?ed)\s+"
    r"(?:approximately\s+)?$",
    re.IGNORECASE | re.DOTALL,
)
IN_BRACKETS = re.compile(r"\s+principal\s+(?:less|net|minus|amount\b)", re.IGNORECASE)
MORE = re.compile(r"\badditional\s+(?:approximately\s+)?$", re.IGNORECASE)  # a later issue of the same notes
LIMIT = re.compile(
    r"\b(?:up\s+to|at\s+least|less\s+than|more\s+than|maximum|minimum|per|each)\s+(?:an?\s+)?(?:additional\s+)?$",
    re.IGNORECASE,
)
OPTIONAL = re.compile(
    r"\s+(?:\w+\s+){0,2}pursuant\s+to\s+(?:an|the|their|such)\s+(?:\w+\s+)?option\b", re.IGNORECASE
)
EXERCISED = re.compile(
    rf"\bexercised\s+in\s+full(?:\s+on\s+({DAY}))?|\bfully\s+exercised\b"
    r"|\b(?:includ|reflect)\w+\s+the\s+(?:full\s+)?exercise\s+(?:in\s+full\s+)?(?:of|by)\b",
    re.IGNORECASE,
)
REMAINS = re.compile(
    r"\s+(?:(?:that\s+)?remain(?:s|ed)?|(?:was|were|is|are)(?:\s+still)?)\s+outstanding\b", re.IGNORECASE
)
ANNOUNCED = re.compile(r"\bannounc", re.IGNORECASE)
BORROWED = re.compile(r"\b(?:entered\s+into|received|obtained|closed)\s+(?:on\s+)?an?\s+$", re.IGNORECASE)
PRICE = re.compile(
    r"(?:\s+\([^)]*\))?,?\s+for\s+(?:an?\s+)?(?:(?:aggregate|total|cash|purchase|repurchase)\s+)*(?:(?:price|consideration|cost)\s+of\s+)?"
    r"(?:approximately\s+)?",
    re.IGNORECASE,
)
PRICED = re.compile(r"\b(?:has\s+|had\s+)?priced\b|\bpricing\s+of\b", re.IGNORECASE)
REQUESTED = re.compile(r"\bconversion\s+(?:requests?|notices?)\b", re.IGNORECASE)
BOUGHT_BACK = re.compile(
    r"\b(?:has\s+|have\s+)?(?:repurchased|bought\s+back|purchased\s+and\s+cancel\w+)\b", re.IGNORECASE
)
CONVERTED = re.compile(r"\b(?:converted|conversions?\s+of)\b", re.IGNORECASE)
REDEEMED = re.compile(r"\bredeemed\b", re.IGNORECASE)
ISSUED = re.compile(r"\b(?:issued|issuance\s+of|issued\s+and\s+sold|sold|borrowed)\b", re.IGNORECASE)
OUTSTANDING = re.compile(r"\b(?:outstanding|indebtedness|consist(?:s|ing|ed)\s+of|we\s+had|had)\b", re.IGNORECASE)
SHARES_OF = re.compile(
    r"(?P<count>\d{1,3}(?:,\d{3})+)\s+shares\s+of\s+(?:a\s+new\s+(?:class|series)\s+of\s+its\s+capital\s+stock\s+titled\s+[“\"]"
    r"|the\s+Company[’']s\s+|its\s+|our\s+|the\s+)?",
    re.IGNORECASE,
)
MADE = re.compile(r"\b(?:issued|completed)\b")
CHANGES: tuple[tuple[EventKind, re.Pattern[str]], ...] = (
    ("repurchased", BOUGHT_BACK),
    ("redeemed", REDEEMED),
    ("converted", CONVERTED),
)
SMALL = Decimal(
    10_000_000
)  # no note is that small; without "million" the page prints thousands, as CleanSpark does


def find_amounts(passage: Passage, source: Source) -> Iterator[FoundInstrument]:
    """Principal and shares, and the issue, pricing, option, conversion, repurchase or redemption behind them."""
    if SUPPOSED.search(passage.words):
        return
    for figure in find_figures(passage.text, passage.start, passage.end):
        named = any(mention.start <= figure.start < mention.end for mention in passage.mentions)
        thousands = figure.value < SMALL and passage.text[figure.end - 1].isdigit()
        if figure.kind == "usd" and not named and not thousands:
            yield from _sold(passage, source, figure)
            yield from _stated(passage, source, figure)
            yield from _of_principal(passage, source, figure)
    if not PLANNED.search(passage.words):
        yield from _shares(passage, source)


def _sold(passage: Passage, source: Source, figure: Figure) -> Iterator[FoundInstrument]:
    """ "The aggregate principal amount of the notes sold in the offering was $800 million"."""
    sold = SOLD.search(passage.text[passage.start : figure.start])
    if sold and (subject := passage.subject(figure.start)):
        completed = COMPLETED.search(passage.text, passage.paragraph[0], passage.end)
        on = read_day(completed["day"]) if completed else None
        yield from _issued(passage, source, subject, figure.value, on)


def _stated(passage: Passage, source: Source, figure: Figure) -> Iterator[FoundInstrument]:
    """All of what is being redeemed, "the principal amount outstanding was", "($594.4 million principal less"."""
    text, before = passage.text, passage.text[passage.start : figure.start]
    subject = passage.subject(figure.start)
    if subject is None or subject.kind == "preferred":
        return
    if BEING_REDEEMED.search(before) and ALL_OF_IT.search(text, figure.end, passage.end):
        if on := passage.dated():  # a later 10-Q tells of the notice once more, when they are gone
            yield source.term(passage.span, subject, "principal_usd", figure=figure.value, as_of_on=on)
    elif (as_of := passage.as_of()) and (
        WAS.search(before) or (IN_BRACKETS.match(text, figure.end) and before.rstrip().endswith("("))
    ):
        yield source.term(passage.span, subject, "principal_usd", figure=figure.value, as_of_on=as_of)


def _of_principal(passage: Passage, source: Source, figure: Figure) -> Iterator[FoundInstrument]:
    """ "$1.010 billion aggregate principal amount of the 2028 Convertible Notes", by the words before it."""
    subject, value = _named_after(passage, figure.end), figure.value
    if subject is None or subject.kind == "preferred":
        return
    before = passage.text[passage.start : figure.start]
    said = f"{passage.lead_in} {before}"
    as_of = passage.as_of()
    kind = next((kind for kind, words in CHANGES if words.search(before)), None)
    if MORE.search(before) and not LIMIT.search(before) and ISSUED.search(before):
        yield source.event(passage.span, subject, "issued", passage.opening_day(), amount=value)
    elif LIMIT.search(before) or OPTIONAL.match(passage.text, subject.end, passage.end):
        yield from _option(passage, source, subject, figure)
    elif PRICED.search(said):
        # "issued a press release announcing that it has priced" is dated by the press release
        on = None if ANNOUNCED.search(said) else passage.opening_day()
        yield source.event(passage.span, subject, "priced", on, amount=value)
    elif PLANNED.search(said) or REQUESTED.search(said):
        return
    elif REMAINS.match(passage.text, subject.end, passage.end):
        yield source.term(passage.span, subject, "principal_usd", figure=value, as_of_on=passage.dated())
    elif kind:
        paid = _paid(passage, subject.end)
        yield source.event(passage.span, subject, kind, passage.day(), amount=value, paid=paid)
    elif OUTSTANDING.search(said) and as_of:
        yield source.term(passage.span, subject, "principal_usd", figure=value, as_of_on=as_of)
    elif (ISSUED.search(said) or (subject.kind == "loan" and BORROWED.search(before))) and not passage.lead_in:
        yield from _issued(passage, source, subject, value, passage.opening_day())


def _paid(passage: Passage, after: int) -> Decimal | None:
    """What was paid for what was bought back: "... of its 2030 Notes for an aggregate price of $110.2 million"."""
    price = PRICE.match(passage.text, after, passage.end)
    found = next(find_figures(passage.text, price.end(), passage.end), None) if price else None
    return found.value if found and price and found.start == price.end() and found.kind == "usd" else None


def _named_after(passage: Passage, end: int) -> InstrumentMention | None:
    """The instrument whose name follows "principal amount of", or that the loan in between is called."""
    for mention in passage.mentions:
        if mention.start < end:
            continue
        between = passage.text[end : mention.start]
        if OF_PRINCIPAL.fullmatch(between) or (mention.kind == "loan" and OF_LOAN.fullmatch(between)):
            return mention
    return None


def _option(
    passage: Passage, source: Source, subject: InstrumentMention, figure: Figure
) -> Iterator[FoundInstrument]:
    """ "up to an additional $100 million ... exercised in full on March 6, 2024"; one not exercised is nothing."""
    exercised = EXERCISED.search(passage.text, passage.start, passage.end)
    if exercised:
        day = read_day(exercised[1]) if exercised[1] else None
        yield source.event(passage.span, subject, "option_exercised", day, amount=figure.value)


def _issued(
    passage: Passage, source: Source, subject: InstrumentMention, value: Decimal, on: date | None
) -> Iterator[FoundInstrument]:
    yield source.event(passage.span, subject, "issued", on, amount=value)
    if on:
        yield source.term(passage.span, subject, "issued_on", day_on=on)
        yield source.term(passage.span, subject, "principal_usd", figure=value, as_of_on=on)


def _shares(passage: Passage, source: Source) -> Iterator[FoundInstrument]:
    for match in SHARES_OF.finditer(passage.text, passage.start, passage.end):
        subject = next((mention for mention in passage.mentions if mention.start == match.end()), None)
        between = passage.text[passage.start : match.start()]
        if subject is None or subject.kind != "preferred" or LIMIT.search(between):
            continue
        count = Decimal(match["count"].replace(",", ""))
        if OUTSTANDING.search(f"{passage.lead_in} {between}") and (as_of := passage.as_of()):
            yield source.term(passage.span, subject, "shares", figure=count, as_of_on=as_of)
        elif BOUGHT_BACK.search(between):
            paid = _paid(passage, subject.end)
            yield source.event(passage.span, subject, "repurchased", passage.day(), shares=count, paid=paid)
        elif (on := passage.opening_day()) and MADE.search(between):
            yield source.event(passage.span, subject, "issued", on, shares=count)
            yield source.term(passage.span, subject, "issued_on", day_on=on)
            yield source.term(passage.span, subject, "shares", figure=count, as_of_on=on)
            # The title of what is issued is right; in passing 0001193125-25-138477 has an 8.00% Strife.
            if (rate := read_rate(passage.text[subject.start : subject.end])) is not None:
                yield source.term(passage.span, subject, "dividend_rate", figure=rate)
