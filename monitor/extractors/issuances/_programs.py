"""Sales under at-the-market programs in sentences, and the weeks in which there were none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from monitor.extractors._figures import find_figures
from monitor.extractors.issuances._parts import SOLD, UNDER, find_program, read_parts
from monitor.extractors.issuances._sentences import (
    Days,
    Sentence,
    dollars,
    earlier,
    is_hedged,
    make_issuance,
)
from monitor.extractors.issuances._words import (
    OTHERS_SALES,
    PROGRAM,
    Reading,
    find_net_proceeds,
    name_security,
    plain_name,
    security_key,
)
from monitor.records import Issuance

NONE_SOLD = re.compile(
    r"\b(?:did\s+not\s+(?:issue\s+(?:or|and)\s+)?(?:sell|make\s+any\s+sales\s+of)\s+(?:any\s+)?|no\s+(?=(?:\w+\s+)?shares\b[^.;]{0,80}\bwere\s+sold)"
    r"|(?:issued|sold)\s+no\s+(?=(?:\w+\s+){0,3}?(?:shares?|stock|securities)\b))"
    r"(?P<what>(?:additional\s+)?(?:\w+\s+)?(?:shares?|stock|securities)\b[^;]{0,300})",
    re.IGNORECASE,
)
STOCKS = re.compile(
    r"[\w.%]+(?:\s+[\w.%]+){0,6}?\s+(?:common|preferred)\s+stock|\b[A-Z]{3,5}\s+(?:Stock|Shares)\b", re.IGNORECASE
)
RECEIVED = re.compile(
    r"\breceived\s+(?:aggregate\s+|total\s+)?net\s+proceeds\b(?:[^$;]{0,140}?(?=\$)|\s+from\s+this\s+program\b)",
    re.IGNORECASE,
)
SALES_OF = re.compile(
    r"\bfrom\s+(?:the\s+|its\s+|our\s+)?(?:issuance\s+and\s+)?sales?\s+of\s+(?P<what>[^,;(]{3,80}?)\s+under\b"
)
BULLET = re.compile(r"^[•·▪*–-]?\s*(?P<name>[^:.]{3,60}?):\s")
REMAINED = re.compile(
    r"(?P<what>(?:\s+(?:of|in)\s+[^$;]{2,120}?)?)\s+(?:remain(?:s|ed)?|(?:was|were|is|are)(?:\s+still)?)\s+available\s+"
    r"(?:for\s+(?:issuance\s+and\s+)?(?:sale|issuance)|(?=under|pursuant))(?P<program>[^$;,.]{0,80})"
)
MONEY_OF_STOCK = (
    r"\$[\d.,]+(?:\s+(?:million|billion))?\s+of\s+(?:shares\s+of\s+)?(?:the\s+|our\s+|its\s+)?"
    r"(?:[A-Z]|(?:class\s+[A-Z]\s+)?common\s)[\w.% ]{0,60}?(?:[Ss]tock|[Ss]hares)\b"
)
OF_STOCK = re.compile(
    r"(?P<sum>\$[\d.,]+(?:\s+(?:million|billion))?)\s+of\s+(?:shares\s+of\s+)?(?:the\s+|our\s+|its\s+)?(?P<what>.+)"
)
CAPACITY = re.compile(
    rf"{MONEY_OF_STOCK}(?:[^.;]|\.(?=\d)){{0,300}}?\bremain(?:s|ed)?\s+available\s+for\s+(?:issuance|sale)"
)
THE_PROGRAM = re.compile(r"\b(?:the|this|that)\s+(?:[\w-]+\s+)?program\b", re.IGNORECASE)  # just spoken of
AS_OF = re.compile(r"\b(?:as\s+of\s+(?:the\s+close\s+of\s+business\s+on\s+)?|through\s+)$", re.IGNORECASE)
SINCE_BEGIN = re.compile(
    r"\b(?:since|from)\s+(?:the\s+)?(?:establishment|inception|commencement)\b", re.IGNORECASE
)
AGREED = re.compile(r"\bentered\s+into\b|\bestablished\b", re.IGNORECASE)


def find_program_sales(reading: Reading, sentences: Sequence[Sentence]) -> Iterator[Issuance]:
    """One issuance per security and statement."""
    for sentence in sentences:
        # "10.8 million and 4.1 million shares, respectively" speaks of two periods at once; each is stated
        # alone elsewhere in the same report.
        if (
            not re.search(r"\bsold\b|\bsell\b|\bsales?\b|\bissued\b|\bproceeds\b", sentence.text)
            or "respectively" in sentence.text
        ):
            continue
        yield from _sold(reading, sentence, sentences)
        yield from _none_sold(reading, sentence)
        yield from _received(reading, sentence, sentences)
    for sentence in sentences:
        yield from _capacity(reading, sentence)


def _sold(reading: Reading, sentence: Sentence, sentences: Sequence[Sentence]) -> Iterator[Issuance]:
    text = sentence.text
    match = SOLD.search(text)
    program = PROGRAM.search(text) or PROGRAM.search(sentence.lead)
    if match is None or program is None or OTHERS_SALES.search(text) or is_hedged(text, match.start()):
        return
    days = _days(sentence, sentences)
    if days[1] is None:
        return
    for part in read_parts(text, match, reading):
        name = part.program or part.security
        own = [one for one in sentence.ranges if part.span[0] <= one.start < part.span[1]]
        when = (own[0].start_on, own[0].end_on) if own else days
        rest, end = _remaining(reading, sentence, sentences, name)
        net = dollars(reading, sentence, part.net, part.shares)
        span = (sentence.start, end)
        yield make_issuance(reading, "atm", name, span, when, shares=part.shares, net=net, available=rest)


def _none_sold(reading: Reading, sentence: Sentence) -> Iterator[Issuance]:
    """ "did not sell any shares of … under its at-the-market program": zero for each security named."""
    match = NONE_SOLD.search(sentence.text)
    periods = sentence.ranges or ([sentence.told] if sentence.told else [])
    program = PROGRAM.search(sentence.text) or PROGRAM.search(sentence.lead)
    if match is None or program is None or not periods:
        return
    what = match["what"]
    program = PROGRAM.search(what)
    named = re.sub(r"\([^)]*\)|\bshares\s+of\s+", "", what[: program.start()] if program else what)
    names = [
        re.sub(r"^(?:(?:any|or|and|of|shares|its|our|the)\s+)+", "", plain_name(one))
        for one in STOCKS.findall(named)
    ]
    if not names:
        said = re.split(r"\s+(?:under|pursuant|through|during|was|were)\b", what)[0]
        general = (
            re.fullmatch(r"(?:any\s+|additional\s+)*(?:shares?|stock|securities)", said)
            and said not in reading.aliases
        )
        names = [find_program(sentence.text) or ("ATM" if general else name_security(said, None, reading))]
    for name in {security_key(one, reading.issuer): one for one in names}.values():
        days = (periods[-1].start_on, periods[-1].end_on)
        span = (sentence.start, sentence.end)
        yield make_issuance(reading, "atm", name, span, days, shares=Decimal(0), net=Decimal(0))


def _received(reading: Reading, sentence: Sentence, sentences: Sequence[Sentence]) -> Iterator[Issuance]:
    """ "received aggregate net proceeds from this program of $446.9 million", without a number of shares."""
    text = sentence.text
    match = RECEIVED.search(text)
    if match is None or SOLD.search(text) or re.search(r"\bfollowing\b", text) or is_hedged(text, match.start()):
        return
    if not (PROGRAM.search(text) or "program" in match.group()):
        return
    bullet = BULLET.match(reading.text(sentence.block.start, sentence.block.end))
    named = SALES_OF.search(text)
    name = bullet["name"].strip(" •") if bullet is not None else ""
    if named is not None:
        name = find_program(text) or name_security(named["what"], None, reading)
    figure = find_net_proceeds(text)
    days = _days(sentence, sentences)
    if figure is None or not name or days[1] is None:
        return
    yield make_issuance(reading, "atm", name, (sentence.start, sentence.end), days, net=figure.value)


def _capacity(reading: Reading, sentence: Sentence) -> Iterator[Issuance]:
    """ "As of D, $7.5 billion of MSTR Stock and $3.1 billion of STRC Stock remained available for sale"."""
    listed = list(CAPACITY.finditer(sentence.text))
    as_of = next((p.end_on for p in sentence.days if AS_OF.search(sentence.text[: p.start])), None)
    if not listed or as_of is None or is_hedged(sentence.text, listed[0].start()):
        return
    for found in (one for part in listed for one in re.findall(MONEY_OF_STOCK, part.group())):
        one = OF_STOCK.fullmatch(found)
        figure = next(find_figures(one["sum"]), None) if one else None
        if one is not None and figure is not None and figure.kind == "usd":
            name = name_security(one["what"], None, reading)
            span = (sentence.start, sentence.end)
            yield make_issuance(reading, "atm", name, span, (None, as_of), available=figure.value)


def _days(sentence: Sentence, sentences: Sequence[Sentence]) -> Days:
    """The period of the sales. "As of D, had sold N under the Sales Agreement" runs from the agreement's day."""
    named = UNDER.search(sentence.text)
    free = [p for p in sentence.periods if named is None or not named.start() <= p.start < named.end()]
    ranges = [p for p in free if p.kind != "day"]
    if ranges:
        return ranges[0].start_on, ranges[0].end_on
    as_of = next((p.end_on for p in free if AS_OF.search(sentence.text[: p.start])), None)
    if as_of is not None:
        for other in earlier(sentence, sentences, 4):
            agreed = AGREED.search(other.text)
            if agreed is None or (not PROGRAM.search(other.text) and not SINCE_BEGIN.search(sentence.text)):
                continue
            days = [p.start_on for p in other.days if p.start <= agreed.end()]
            if days and days[-1] <= as_of:
                return days[-1], as_of
        return None, as_of
    told = sentence.told
    return (told.start_on, told.end_on) if told is not None else (None, None)


def _remaining(
    reading: Reading, sentence: Sentence, sentences: Sequence[Sentence], name: str
) -> tuple[Decimal | None, int]:
    """What remains for sale by the next two sentences of the block, and where the quote then ends."""
    key = security_key(name, reading.issuer)
    for other in sentences[sentence.number + 1 : sentence.number + 3]:
        if other.block is not sentence.block:
            break
        for figure in find_figures(other.text):
            match = REMAINED.match(other.text, figure.end)
            if figure.kind != "usd" or match is None:
                continue
            what = name_security(re.sub(r"^\s*(?:of|in)\s+", "", match["what"]), None, reading)
            if _other_year(name, match["program"]):
                continue
            own = not match["what"].strip() and THE_PROGRAM.search(match["program"])
            if own or name in match["program"] or security_key(what, reading.issuer) == key:
                return figure.value, other.end
    return None, sentence.end


def _other_year(name: str, program: str) -> bool:
    """Whether two names of programs are of different years: "2025 HLDG ATM" and "under the 2027 HLDG ATM"."""
    years = [re.findall(r"\b20\d\d\b", words) for words in (name, program)]
    return bool(years[0]) and bool(years[1]) and years[0] != years[1]
