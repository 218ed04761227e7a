"""Offerings that closed: preferred stock, notes, shares sold at once. What is only announced or priced is none.

"The Company estimates that the net proceeds will be …" belongs to a pricing: the amount changes until the closing
(0001193125-20-313788 estimates $537.2 million, two days later it was $634.9 million).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from monitor.extractors._figures import Figure, find_figures
from monitor.extractors.issuances._sentences import Days, Sentence, is_hedged, make_issuance, read_count
from monitor.extractors.issuances._words import (
    COUNTED,
    IN_THOUSANDS,
    NET,
    OTHERS_SALES,
    PROGRAM,
    Reading,
    find_net_proceeds,
    in_words,
    plain_name,
    security_key,
)
from monitor.records import Issuance

CLOSED = re.compile(
    r"\b(?:completed|closed|consummated|settled)\b(?=[^;]{0,160}?\b(?:offering|placement|sale\s+and\s+issuance|issuance\s+and\s+sale)\b)"
    r"|\bissued\s+(?:and\s+sold\s+)?(?=(?:an\s+aggregate\s+of\s+)?\$[^;]{1,40}?principal\s+amount\s+of\b)"
    r"|\bissued\s+and\s+sold\s+(?=[^;]{1,200}?\b(?:offering|placement)\b)"
    r"|\bissued\s+(?=\d[\d,]+\s+shares\b[^;]{1,200}?\bat\s+an?\s+(?:initial\s+)?(?:public\s+)?offering\s+price\b)",
    re.IGNORECASE,
)
STOCK = re.compile(
    rf"{COUNTED}\s+shares\s+of\s+(?:(?:its|our|the\s+Company[’']s|[A-Z]\w+[’']s)\s+)?"
    r"(?:a\s+new\s+class\s+of\s+(?:its\s+)?capital\s+stock\s+titled\s+)?[“\"]?(?P<name>[^,;(“”\"]{3,100}?[Ss]tock)\b"
)
NOTES = re.compile(
    r"(?P<name>(?:\d+(?:\.\d+)?%\s+|20\d\d[A-Z]?\s+|[Cc]onvertible\s+|[Ss]enior\s+)(?:[\w-]+\s+){0,5}?[Nn]otes(?:\s+due\s+20\d\d)?)"
)
RAISED = re.compile(
    r"\bnet\s+proceeds\s+of\s+(?:approximately\s+)?\$[^$;]{1,40}?\s+from\s+(?:the\s+|its\s+|our\s+)?(?:issuance|sale)(?:\s+and\s+sale)?\s+of\s+"
    rf"(?:approximately\s+)?\$[^$;]{{1,40}}?\s+(?:in\s+)?(?:aggregate\s+)?principal\s+amount\s+of\s+(?:(?:its|our)\s+)?{NOTES.pattern}"
)
PRINCIPAL = re.compile(r"\s+(?:in\s+)?(?:aggregate\s+)?principal\s+amount\b", re.IGNORECASE)
PRINCIPAL_WAS = re.compile(
    r"\bprincipal\s+amount\s+of\s+(?:the\s+)?notes\s+(?:sold|issued)[^.;$]{0,60}\bwas\s+$", re.IGNORECASE
)
ALIAS = re.compile(r"\((?:collectively,?\s*)?(?:the\s+)?[“\"](?P<alias>[^”\"]{2,60}?),?[”\"]")
# "Net proceeds from this offering", "the sale of the notes": the offering spoken of last.
THIS_ONE = re.compile(
    r"\b(?:(?:this|the|such)\s+(?:[Oo]ffering|[Pp]lacement|[Ii]ssuance)|(?:sale|issuance)\s+of\s+the\s+(?:[Nn]otes|[Ss]hares)|(?:\w+\s+){0,3}Offering)\b"
)
SECURITY = re.compile(r"Offering|[Nn]otes|[Ss]tock|[Ss]hares")
SMALLEST_NOTES = 10_000_000  # dollars; less, in a document that counts in thousands, is thousands
REACH = 8  # sentences to the net proceeds that name no offering
FAR = 60  # sentences to those that name it


@dataclass(frozen=True, slots=True)
class Closing:
    """A sentence that says that an offering closed, with the short names that it defines."""

    sentence: Sentence
    name: str
    shares: Decimal | None
    days: Days
    aliases: tuple[str, ...]


def find_closings(sentences: Sequence[Sentence]) -> list[Closing]:
    """The closings of a document, in order."""
    found: list[Closing] = []
    for sentence in sentences:
        text = sentence.text
        match = CLOSED.search(text)
        if match is None or is_hedged(text, match.start()) or "respectively" in text or PROGRAM.search(text):
            continue
        days = _days(sentence, match.start())
        stock, notes = STOCK.search(text), _notes(text, match.start())
        named = stock or notes
        if days[1] is None or named is None or OTHERS_SALES.search(text[: named.end()]):
            continue
        count = read_count(stock) if stock is not None else None
        name = plain_name(named["name"])
        aliases = [" ".join(one["alias"].split()) for one in ALIAS.finditer(text)]
        named_so = tuple(one for one in (*aliases, name) if SECURITY.search(one))
        found.append(Closing(sentence, name, count, days, named_so))
    return found


def offering_names(closings: Sequence[Closing]) -> dict[str, str]:
    """What "STRK Offering", "Offering" or "2030A Notes" stand for."""
    return {alias: one.name for one in closings for alias in one.aliases}


def find_offerings(
    reading: Reading, sentences: Sequence[Sentence], closings: Sequence[Closing]
) -> Iterator[Issuance]:
    """Each closed offering once, with principal or shares and net proceeds where the filing states them."""
    found: list[Issuance] = []
    for closing in closings:
        net, said = _net_proceeds(closing, sentences, closings, reading)
        fact = make_issuance(
            reading,
            "offering",
            closing.name,
            _quote(closing.sentence, said),
            closing.days,
            shares=closing.shares,
            notional=_principal(closing, sentences, reading) if closing.shares is None else None,
            net=net,
        )
        twin = next((n for n, other in enumerate(found) if is_same_offering(fact, other, reading)), None)
        if twin is None:
            found.append(fact)
        elif _fullness(fact) > _fullness(found[twin]):
            found[twin] = fact
    found += _raised(reading, sentences)
    yield from (
        fact for fact in found if fact.net_proceeds_usd is not None or fact.shares is not None or fact.notional_usd
    )


def _raised(reading: Reading, sentences: Sequence[Sentence]) -> Iterator[Issuance]:
    """ "During the quarter … net proceeds of $2.97 billion from the issuance of $3.0 billion … of notes"."""
    for sentence in sentences:
        for match in RAISED.finditer(sentence.text):
            figures = [one for one in find_figures(sentence.text, match.start(), match.end()) if one.kind == "usd"]
            if len(figures) < 2 or not sentence.ranges or is_hedged(sentence.text, match.start()):
                continue
            period = sentence.ranges[0]
            yield make_issuance(
                reading,
                "offering",
                plain_name(match["name"]),
                (sentence.start, sentence.end),
                (period.start_on, period.end_on),
                notional=_dollars(figures[1], sentence, reading),
                net=_dollars(figures[0], sentence, reading),
            )


def is_same_offering(one: Issuance, other: Issuance, reading: Reading) -> bool:
    """Whether two statements are of one offering: the same security, closed at most a month apart."""
    if security_key(one.security, reading.issuer) != security_key(other.security, reading.issuer):
        same_count = one.shares is not None and one.shares == other.shares
        same_money = one.net_proceeds_usd is not None and one.net_proceeds_usd == other.net_proceeds_usd
        if not (same_count or same_money):
            return False
    first, last = one.period_end_on, other.period_end_on
    return first is not None and last is not None and abs((first - last).days) <= 31


def _net_proceeds(
    closing: Closing, sentences: Sequence[Sentence], closings: Sequence[Closing], reading: Reading
) -> tuple[Decimal | None, Sentence]:
    own = find_net_proceeds(closing.sentence.text)
    if own is not None:
        return _dollars(own, closing.sentence, reading), closing.sentence
    start = closing.sentence.number
    following = {one.sentence.number for one in closings if one.sentence.number > start}
    near = min(following, default=10**9)
    for other in sentences[start + 1 : start + FAR]:
        if other.block.section != closing.sentence.block.section or not NET.search(other.text):
            continue
        named = any(
            re.search(rf"\b{re.escape(alias)}\b", other.text)
            for alias in closing.aliases
            if alias[:1].isdigit() or alias.endswith(" Offering")
        )
        next_one = other.number == start + 1 and other.block is closing.sentence.block
        reach = FAR if len(closings) == 1 else REACH  # no other offering could be meant
        mine = (
            named
            or next_one
            or (other.number - start <= reach and other.number < near and THIS_ONE.search(other.text))
        )
        figure: Figure | None = find_net_proceeds(other.text)
        if (
            figure is not None
            and mine
            and not re.search(r"\bprior\b|\bintend", other.text[: figure.start], re.IGNORECASE)
        ):
            return _dollars(figure, other, reading), other
    return None, closing.sentence


def _dollars(figure: Figure, sentence: Sentence, reading: Reading) -> Decimal:
    thousands = not in_words(figure, sentence.text) and IN_THOUSANDS.search(reading.document.text)
    return figure.value.scaleb(3) if thousands and figure.value < SMALLEST_NOTES else figure.value


def _notes(text: str, start: int) -> re.Match[str] | None:
    """The notes of a closing: those with their year of maturity, should several names stand there."""
    found = [one for one in NOTES.finditer(text, start) if " Offering" not in text[one.end() : one.end() + 10]]
    return next((one for one in found if "due" in one["name"]), found[0] if found else None)


def _principal(closing: Closing, sentences: Sequence[Sentence], reading: Reading) -> Decimal | None:
    start = closing.sentence.number
    for other in sentences[start : start + 4]:
        for figure in find_figures(other.text):
            if figure.kind != "usd" or other.block.section != closing.sentence.block.section:
                continue
            if PRINCIPAL_WAS.search(other.text[: figure.start]):
                return _dollars(figure, other, reading)
            if other is closing.sentence and PRINCIPAL.match(other.text, figure.end):
                return _dollars(figure, other, reading)
    return None


def _quote(first: Sentence, last: Sentence) -> tuple[int, int]:
    """Both sentences when they stand near each other, else the one with the proceeds."""
    near = last.end - first.start <= 1500
    return (first.start if near else last.start), last.end


def _days(sentence: Sentence, verb_at: int) -> Days:
    """The day of closing: the last one before the verb ("on March 8, 2024, … completed"), else the first after."""
    text = sentence.text
    fit = [
        p for p in sentence.periods if not re.search(r"\b(?:due|dated|dated\s+as\s+of|ended)\s+$", text[: p.start])
    ]
    before = [p for p in fit if p.end <= verb_at and verb_at - p.end < 160]
    after = [p for p in fit if p.start > verb_at and re.search(r"\b(?:on|in)\s+$", text[: p.start])]
    period = before[-1] if before else after[0] if after else None
    return (period.start_on, period.end_on) if period is not None else (None, None)


def _fullness(fact: Issuance) -> tuple[bool, bool, bool]:
    one_day = fact.period_start_on == fact.period_end_on
    return fact.net_proceeds_usd is not None, one_day, fact.shares is not None or fact.notional_usd is not None
