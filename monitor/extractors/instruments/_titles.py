"""Names of notes, preferred series and loans as they stand in a text, before anything is known about them.

A title is looked for backwards from its last word ("notes", "preferred stock"), which is rare, instead of forwards
from its first, which may be any number. Whose notes they are is read off the words around: "MARA's", "of ILAL".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from monitor.extractors._dates import MONTH
from monitor.extractors.holdings._words import issuer_names
from monitor.extractors.instruments._identity import SERIES, is_named
from monitor.records import InstrumentKind, Issuer

QUALITY = (
    r"convertible|exchangeable|senior|secured|unsecured|subordinated|junior|first|second|priority|lien|fixed|floating"
    r"|rate|registered|discount|perpetual|coupon|green|global|amortizing|guaranteed|pik|payment-in-kind|toggle|cash|pay"
)
RATE = r"(?:\d{1,2}(?:\.\d{1,4})?\s?%|zero[\s-]coupon)"
NOTE = re.compile(
    rf"\b(?:notes?|bonds?|debentures?)\b(?P<due>\s*,?\s+(?:due|maturing)\s+(?:in\s+|on\s+)?"
    rf"(?:(?:\d{{1,2}}\s+)?{MONTH}\s+(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s+)?)?(?P<year>20\d\d)\b(?:-\d\d-\d\d\b)?)?",
    re.IGNORECASE,
)
DUE_ON = re.compile(r"\bdue\s+on\b", re.IGNORECASE)
NOTE_LEAD = re.compile(
    rf"(?<![\d.,])(?P<rate>{RATE})?(?:\s+per\s+annum)?[\s,-]*(?P<quality>(?:(?:{QUALITY})[\s,/-]+)*)$",
    re.IGNORECASE,
)
# After a coupon any capital word may stand: "13.00% Senior Secured Bridge Notes due 2028"
RATED_LEAD = re.compile(
    rf"(?<![\d.,])(?P<rate>{RATE})\s+(?P<quality>(?:(?:(?i:{QUALITY})|[A-Z][a-z]+)[\s,/-]+){{1,7}})$"
)
SERIES_LEAD = re.compile(
    r"(?<![\d.,$/-])20[1-9]\d(?:[\s-]?[A-Z](?=\s)|\s+Series\s+[A-Z])?\s+"
    rf"(?:(?:(?i:{QUALITY}))\s+)*$"
)
CONVERTIBLE_SHARES = re.compile(
    r"(?<![\d.,$/-])(20[1-9]\d(?:[\s-]?[A-Z])?)(\s+Convertible\s+Shares\b)(?P<price>\s*@\s*(?:US)?\$\s*[\d.,]+)?"
)
PLAIN_FIRST = re.compile(
    r"(?!(?i:series|variable|perpetual|non|cumul|conv|mand|redeem|junior|senior|exch|partic|fixed|floating)|\d)[A-Za-z’'-]+\s+"
    r"(?=(?i:[a-z]+\s+)*(?i:series|perpetual|variable|\d))"
)
PREFERRED = re.compile(r"\b(?:preferred\s+(?:stock|shares)|preference\s+shares)\b", re.IGNORECASE)
PREFERRED_LEAD = re.compile(
    rf"(?:(?:{RATE}|variable[\s-]rate)\s+)?(?:(?:series\s+[A-Z]{{1,2}}(?:-?\d{{1,2}})?|perpetual|cumulative|non-?cumulative"
    r"|convertible|redeemable|mandatory|mandatorily|exchangeable|participating|variable|rate|fixed|floating|junior|senior"
    r"|(?-i:[A-Z][a-z]+(?:-(?:[A-Z][a-z]+|to|up|down|rate))*)|(?<=perpetual\s)[a-z]+)\s+)+$",
    re.IGNORECASE,
)
OF_THE_ISSUER = re.compile(r"\b(?:Company|Issuer|Registrant|Borrower|Corporation|Group)$")
POSSESSIVE = re.compile(
    r"(?P<who>[A-Z][\w.&-]*(?:\s+[A-Z][\w.&-]*){0,3})[’']s?\s+(?:(?:existing|outstanding|new|own)\s+)?$"
)
OWNED_BY = re.compile(r"\s*(?:of|issued\s+by|sold\s+by)\s+(?P<who>(?:[A-Z][\w.&-]+\s?){1,4})")
OF_A_PARTNER = re.compile(
    r"\s*(?:of|issued\s+by|sold\s+by)\s+(?:our|its|an?|the\s+Company[’']s|one\s+of\s+(?:our|its))\s+(?:[\w-]+\s+){0,3}?"
    r"(?:joint\s+venture|affiliate|investee|customer|supplier|competitor|peer|partner)s?\b",
    re.IGNORECASE,
)
# "Quarry’s notes bear interest at": a sentence about another's paper, which need not be named in full
ANOTHERS = re.compile(
    r"\b(?P<who>[A-Z][\w.&-]*(?:\s+[A-Z][\w.&-]*){0,3})[’']s?\s+(?:[\w-]+\s+){0,4}?"
    r"(?:notes|bonds|debentures|loans?|preferred\s+(?:stock|shares))\b"
)
NOT_A_NAME = re.compile(r"(?:The|Such|Each|All|This|These|Any|Our|Its|Holders|If|Form|Company|Issuer)\b")
INVESTED = re.compile(
    r"\b(?:we|the\s+Company)\s+(?:has\s+|have\s+)?(?:purchased|acquired|invested\s+in|bought|provided|lent|loaned|extended)"
    r"\b[^.;]{0,120}$",
    re.IGNORECASE,
)


OURS = re.compile(r"\b(?:the|our)\s+(?:Company|Issuer|Registrant|Group)$", re.IGNORECASE)
# "On June 3, Rival Mining Corp. issued $250 million of its ...": "its" is not ours.
OTHER_SUBJECT = re.compile(
    r"\b(?P<who>(?:[A-Z][\w&’-]*,?\s+){1,4}(?:Corp|Inc|Ltd|LLC|plc|PLC|AG|Limited|Corporation|Holdings|Group|Company))\b\.?,?\s+"
    r"(?:has\s+|had\s+|also\s+|recently\s+)*(?:issued|sold|priced|announced|completed|closed|offered|redeemed|repurchased|borrowed|said|says|stated|reported|plans|intends"
    r"|expects|will)\b(?:[^;]{0,140}\b(?:its|their)\s+(?:(?:new|own|outstanding)\s+)?|(?:[^;.]|\.(?=\s?\d)){0,90}?\bof\s+|\s+)$"
)
# "A competitor issued", "another listed miner sold"
SOMEBODY = re.compile(
    r"\b(?P<who>(?:[Aa]n?|[Aa]nother|[Oo]ne)\s+(?:[\w-]+\s+){0,3}?(?:company|miner|issuer|competitor|peer|firm|rival))\s+(?:has\s+|had\s+|also\s+)*"
    r"(?:issued|sold|priced|offered|redeemed|repurchased|borrowed)\b(?:[^;.]|\.(?=\s?\d)){0,90}$"
)
SUBSIDIARY = re.compile(r"\bsubsidiar(?:y|ies),?\s*$")


@dataclass(frozen=True, slots=True)
class Title:
    """A name at ``text[start:end]``. `kind` is None for notes that are called no more than notes."""

    kind: InstrumentKind | None
    words: str
    year: str  # of maturity, "" when the title does not say it
    full: bool  # with a coupon, or due in a year; False: a short name ("2030A Convertible Notes")
    start: int
    end: int
    foreign: bool = False  # another company's


def find_titles(text: str, issuer: Issuer) -> Iterator[Title]:
    """Every title in a text; those that are said to be another company's are `foreign`."""
    for title in (*_notes(text), *_shares(text), *_preferred(text)):
        yield replace(title, foreign=_is_anothers(text, title, issuer))


def speaks_of_another(words: str, issuer: Issuer) -> bool:
    """Whether a sentence speaks of another company's notes, loan or preferred stock by whose they are."""
    names = issuer_names(issuer)
    return any(
        not OF_THE_ISSUER.search(found["who"]) and not names.search(found["who"])
        for found in ANOTHERS.finditer(words)
    )


def _notes(text: str) -> Iterator[Title]:
    for anchor in NOTE.finditer(text):
        at = _line_start(text, anchor.start(), 110)
        lead = NOTE_LEAD.search(text, at, anchor.start())
        if anchor["year"] and anchor.group()[0].isupper() and not (lead and lead["rate"]):
            lead = RATED_LEAD.search(text, at, anchor.start()) or lead
        quality = (lead["quality"] if lead else "").lower()
        kind: InstrumentKind | None = None
        if "convertible" in quality or "exchangeable" in quality:
            kind = "convertible_note"
        elif quality.strip() or (lead and lead["rate"]):
            kind = "senior_note"
        # "interest on its convertible notes due on June 30": the interest is.
        named = anchor["due"] and ((lead and lead["rate"]) or not DUE_ON.search(anchor["due"]))
        if named or (lead and lead["rate"] and quality.strip()):
            start = lead.start() if lead else anchor.start()
            while text[start] in " ,-\n\xa0":
                start += 1
            yield _title(text, kind, anchor["year"] or "", start, anchor.end(), full=True)
        elif anchor.group()[0].isupper() and (short := SERIES_LEAD.search(text, at, anchor.start())):
            yield _title(text, kind, short.group()[:4], short.start(), anchor.end(), full=False)


def _shares(text: str) -> Iterator[Title]:
    """ "2028 Convertible Shares @$183.19". 0000950170-25-025233 has one label for two notes: it names none."""
    found = list(CONVERTIBLE_SHARES.finditer(text))
    labels = Counter((match[1], match["price"]) for match in found)
    years = Counter(year for year, _ in labels)
    for match in found:
        if years[match[1]] == 1:
            yield _title(text, "convertible_note", match[1][:4], match.start(), match.end(2), full=False)


def _preferred(text: str) -> Iterator[Title]:
    for anchor in PREFERRED.finditer(text):
        lead = PREFERRED_LEAD.search(text, _line_start(text, anchor.start(), 90), anchor.start())
        if lead is None:
            continue
        start = lead.start()
        while first := PLAIN_FIRST.match(text, start, lead.end()):
            start = first.end()  # "Company Series A", "The Perpetual Strife"
        words = text[start : anchor.end()]
        if (SERIES.search(words) or "perpetual" in words.lower()) and is_named(words):
            yield _title(text, "preferred", "", start, anchor.end(), full=True)


def _line_start(text: str, end: int, length: int) -> int:
    """Where a title that ends at `end` may begin: no cell, row or paragraph runs into the next one."""
    paragraph = text.rfind("\n\n", 0, end)
    at = max(0, end - length, text.rfind("\t", 0, end) + 1, paragraph + 2 if paragraph >= 0 else 0)
    line = text.rfind("\n", at, end)
    if line >= 0 and "\t" in text[max(0, text.rfind("\n", 0, line)) : line]:
        return line + 1
    return at


def _title(text: str, kind: InstrumentKind | None, year: str, start: int, end: int, *, full: bool) -> Title:
    return Title(kind, " ".join(text[start:end].split()), year, full, start, end)


def _is_anothers(text: str, title: Title, issuer: Issuer) -> bool:
    before = text[max(0, title.start - 160) : title.start]
    names = issuer_names(issuer)
    if (owner := POSSESSIVE.search(before)) and not OF_THE_ISSUER.search(owner["who"]):
        return not names.search(owner["who"])
    if SOMEBODY.search(before):
        return True
    if (
        (other := OTHER_SUBJECT.search(before))
        and not SUBSIDIARY.search(before[: other.start()])
        and not names.search(other["who"])
        and not OURS.search(other["who"])
    ):
        return True
    if OF_A_PARTNER.match(text, title.end):
        return True
    after = OWNED_BY.match(text, title.end)
    if after and not NOT_A_NAME.match(after["who"]) and not names.search(after["who"]):
        return True
    return title.kind == "preferred" and bool(INVESTED.search(before))
