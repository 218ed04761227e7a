"""Securities bought back, in sentences: shares, and notes for cash. Kept apart from issuance."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from monitor.extractors._figures import Figure, find_figures
from monitor.extractors.issuances._parts import LEFT, MORE
from monitor.extractors.issuances._sentences import (
    Days,
    Sentence,
    dollars,
    is_hedged,
    make_issuance,
    read_count,
)
from monitor.extractors.issuances._words import (
    AGGREGATE,
    COUNTED,
    OTHERS_SALES,
    SHARES,
    Reading,
    name_security,
    plain_name,
)
from monitor.records import Issuance

VERB = (
    r"\b(?:repurchased|bought\s+back|redeemed|retired|paid\s+for\s+(?:the|its)\s+(?:repurchase|redemption)\s+of"
    r"|(?:completed|closed|settled)\s+(?:(?:its|the|our)\s+)?(?:previously\s+announced\s+)?(?:repurchases?|redemptions?)\s+of)\s+"
)
SHARES_BOUGHT = re.compile(rf"{VERB}{AGGREGATE}{COUNTED}{SHARES}")
NOTES_BOUGHT = re.compile(
    rf"{VERB}{AGGREGATE}(?=\$)[^;]{{1,40}}?\s+(?:in\s+)?(?:aggregate\s+)?principal\s+amount\s+of\s+(?:(?:its|our|the)\s+)?"
    r"(?:outstanding\s+|existing\s+)?(?P<notes>[^,;]{3,80}?[Nn]otes(?:\s+due\s+20\d\d)?)"
)
PAID = re.compile(
    r"\b(?:aggregate\s+(?:cost|purchase\s+price|repurchase\s+price|price|consideration|amount)"
    r"|total\s+(?:cost|consideration|price)|cost|consideration|exchange\s+for|for|totaling|paid)\b[^$;]{0,60}$",
    re.IGNORECASE,
)
UNIT_PRICE = re.compile(r"\b(?:average|per\s+share(?!,)|at\s+a\s+price)\b[^$;,]{0,60}$", re.IGNORECASE)
PER_SHARE = re.compile(r"\s*(?:per|a|each)\s+share", re.IGNORECASE)
OTHER_VERB = re.compile(r"\b(?:sold|issued|issuance|remain\w*|available|outstanding|held|holds?)\b")
REMAINS = re.compile(
    r"[^$;]{0,60}\bremain\w*\s+(?:available|authori[sz]ed|unused|under\s+(?:the|its|our|this)\s+(?:\w+\s+){0,3}?(?:repurchase|buyback|authori[sz]ation))"
    r"|\s+(?:was|were|is)\s+available\s+for\s+(?:future\s+)?repurchase",
    re.IGNORECASE,
)
AS_OF = re.compile(r"\b(?:as\s+of|through|until|up\s+to)\s+$", re.IGNORECASE)  # counted from a program's start
DUE = re.compile(r"\bdue\s+$|\bdated\s+(?:as\s+of\s+)?$", re.IGNORECASE)


def find_repurchases(reading: Reading, sentences: Sequence[Sentence]) -> Iterator[Issuance]:
    """One fact per statement; `shares` are those bought, `net_proceeds_usd` what was paid for them."""
    for sentence in sentences:
        text = sentence.text
        shares, notes = SHARES_BOUGHT.search(text), NOTES_BOUGHT.search(text)
        match = shares or notes
        if match is None or is_hedged(text, match.start()) or OTHERS_SALES.search(text) or "respectively" in text:
            continue
        days = _days(sentence)
        if days[1] is None:
            continue
        count = read_count(shares) if shares is not None else None
        more = [] if shares is None else list(_more(text, shares.end()))
        stop = more[0].start() if more else len(text)
        figures = [figure for figure in find_figures(text, match.start(), stop) if figure.kind == "usd"]
        paid = _paid(text, match.end(), figures) or _paid_ahead(text, match)
        rest, end = _remaining(sentence, sentences)
        name = name_security(shares["what"], shares["of"], reading) if shares is not None else ""
        yield make_issuance(
            reading,
            "repurchase",
            name or plain_name(match["notes"]),
            (sentence.start, end),
            days,
            shares=count,
            notional=figures[0].value if shares is None and figures else None,
            net=dollars(reading, sentence, paid, count),
            available=rest,
        )
        for number, one in enumerate(more, 1):
            stop = more[number].start() if number < len(more) else len(text)
            figures = [figure for figure in find_figures(text, one.end(), stop) if figure.kind == "usd"]
            count = read_count(one)
            net = dollars(reading, sentence, _paid(text, one.end(), figures), count)
            other = name_security(one["what"], one["of"], reading)
            yield make_issuance(reading, "repurchase", other, (sentence.start, end), days, shares=count, net=net)


def _more(text: str, after: int) -> Iterator[re.Match[str]]:
    """Further counts that the verb governs: "… and 12,000 shares of STRK Stock for $1.0 million"."""
    for one in MORE.finditer(text, after):
        if one["what"] is None or OTHER_VERB.search(text, after, one.end() + LEFT):
            return
        yield one


def _paid(text: str, after: int, figures: Sequence[Figure]) -> Figure | None:
    """The dollars paid in all: never a price for one share."""
    for figure in figures:
        before = text[after : figure.start]
        if figure.start < after or UNIT_PRICE.search(before) or PER_SHARE.match(text, figure.end):
            continue
        if PAID.search(before) and not REMAINS.match(text, figure.end):
            return figure
    return None


def _paid_ahead(text: str, match: re.Match[str]) -> Figure | None:
    """The dollars of "$12.7 million paid for the repurchase of"."""
    figures = [one for one in find_figures(text, 0, match.start()) if one.kind == "usd"]
    near = figures and re.fullmatch(r"\s+(?:was\s+|were\s+)?", text[figures[-1].end : match.start()])
    return figures[-1] if near and match.group().lower().startswith("paid") else None


def _remaining(sentence: Sentence, sentences: Sequence[Sentence]) -> tuple[Decimal | None, int]:
    """What may still be bought back, by the sentence or the next one of its block; and where the quote ends."""
    for other in sentences[sentence.number : sentence.number + 2]:
        if other.block is sentence.block:
            for figure in find_figures(other.text):
                if figure.kind == "usd" and REMAINS.match(other.text, figure.end):
                    return figure.value, other.end
    return None, sentence.end


def _days(sentence: Sentence) -> Days:
    """The period; "as of D, had repurchased" gives the last day only, for it counts from the program's start."""
    text = sentence.text
    if sentence.ranges:
        return sentence.ranges[0].start_on, sentence.ranges[0].end_on
    days = [p for p in sentence.days if not DUE.search(text[: p.start])]
    on = [p for p in days if not AS_OF.search(text[: p.start])]
    if on:
        return on[0].start_on, on[0].end_on
    if days:
        return None, days[0].end_on
    return (sentence.told.start_on, sentence.told.end_on) if sentence.told is not None else (None, None)
