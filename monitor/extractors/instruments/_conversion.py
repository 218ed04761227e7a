"""Conversion of a note or a preferred share: the rate in shares and the price, as a sentence states them.

"(reflecting a conversion price of $142.38 per share)"; "each share may be converted into 9.4340 shares"
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from monitor.extractors.instruments._facts import Source
from monitor.extractors.instruments._names import InstrumentMention
from monitor.extractors.instruments._passages import Passage
from monitor.records import InstrumentTerm

NO_STOP = r"(?:[^.;]|\.(?=\s?\d))"
COUNT = r"(?<![\d.,$])(?P<rate>\d{1,4}(?:\.\d{1,6})?)\s+(?:[\w’]+\s+){0,6}?shares\b"
EACH = r"\s(?:per|for\s+each|for\s+every)\s+"
PER_NOTE = re.compile(
    rf"{COUNT}{NO_STOP}{{0,160}}?{EACH}(?:\$\s?1,000|US\$1,000|one\s+thousand\s+dollars)", re.IGNORECASE
)
PER_SHARE = re.compile(rf"{COUNT}{NO_STOP}{{0,80}}?{EACH}share\b", re.IGNORECASE)
EACH_INTO = re.compile(  # "each share ... may be converted into 9.4340 shares"
    rf"\beach\s+share\b{NO_STOP}{{0,120}}?\b(?:convertible|converted|converts)\b(?:,?\s+\w+){{0,9}}?,?\s+into\s+{COUNT}",
    re.IGNORECASE,
)
CONVERTS = re.compile(r"\bconver(?:sion|t(?:ed|s|ible)?)\b", re.IGNORECASE)
LIMITED = re.compile(
    r"\b(?:exceed|maximum|up\s+to|more\s+than|increased?|additional|make-whole|less\s+than|cap(?:ped)?|reserved?|dividend)\b"
    r"[^.;]{0,60}$",
    re.IGNORECASE,
)
CONVERSION_PRICE = re.compile(
    r"\b(?:conversion|exchange)\s+price\s+(?:for\s+the\s+\w+\s+)?(?:(?:of|is|was|equal\s+to|equals|equivalent\s+to|initially|currently|approximately|about|roughly)\s+){1,3}"
    r"(?:US)?\$\s?(?P<price>\d[\d,]*(?:\.\d+)?)(?!\s*(?:million|billion))",
    re.IGNORECASE,
)
PRICE_OF = re.compile(  # "the conversion price of the 2029 Notes is $81.00 per share"
    r"\bconversion\s+price\s+(?:of|for|applicable\s+to)\s+(?:[^.;$]|\.(?=\s?\d)){3,60}?\s+(?:(?:is|was|equals|currently|initially|approximately)\s+){1,3}"
    r"(?:US)?\$\s?(?P<price>\d[\d,]*(?:\.\d+)?)(?!\s*(?:million|billion))",
    re.IGNORECASE,
)
CONVERTED_AT = re.compile(
    r"\b(?:convertible\s+into|(?:may|can)\s+be\s+converted|convertible)\s+[^.;$]{0,80}?\bat\s+(?:an?\s+)?(?:initial\s+)?(?:(?:price|rate)\s+of\s+)?(?:US)?\$(?P<price>\d[\d,]*(?:\.\d+)?)\s+(?:per|a)\s+share",
    re.IGNORECASE,
)
FORMER = re.compile(r"\b(?:original|previous|prior|former|old)\s+$", re.IGNORECASE)


def find_conversion(passage: Passage, source: Source, span: tuple[int, int]) -> Iterator[InstrumentTerm]:
    """The conversion rate and price of one sentence."""
    words = passage.words
    for pattern in (PER_NOTE, PER_SHARE, EACH_INTO) if CONVERTS.search(words) else ():
        for match in pattern.finditer(words):
            subject = None if LIMITED.search(words[: match.start()]) else _convertible(passage, match.start())
            if subject and (subject.kind == "preferred") == (pattern is not PER_NOTE):
                yield source.term(span, subject, "conversion_rate", figure=Decimal(match["rate"]))
    for match in (*CONVERSION_PRICE.finditer(words), *PRICE_OF.finditer(words), *CONVERTED_AT.finditer(words)):
        if not FORMER.search(words[: match.start()]) and (subject := _convertible(passage, match.start())):
            yield source.term(span, subject, "conversion_price_usd", figure=_money(match["price"]))


def _convertible(passage: Passage, at: int) -> InstrumentMention | None:
    subject = passage.subject(passage.start + at)
    return subject if subject and subject.kind in ("convertible_note", "preferred") else None


def _money(digits: str) -> Decimal:
    return Decimal(digits.replace(",", ""))
