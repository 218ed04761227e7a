"""What a preferred share is paid before others: "with a liquidation preference of $25.00 per share"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from monitor.extractors._figures import CURRENCIES
from monitor.extractors.instruments._facts import Source
from monitor.extractors.instruments._passages import Passage
from monitor.records import InstrumentTerm

SIGN = (
    r"(?<![A-Za-z])(?:US)?(?P<sign>\$|€|£|EUR\s|GBP\s|CHF\s)\s?(?P<each>\d[\d,]*(?:\.\d+)?)"
    r"(?!\s*(?:million|billion))"
)
PREFERENCE = re.compile(
    r"\b(?:liquidation\s+preference|stated\s+(?:amount|value))\b(?:\s+\([^)]*\))?[^.;$€]{0,60}?\s(?:of|is(?:\s+initially)?|initially\s+be|was\s+initially)\s+"
    rf"{SIGN}(?P<per>\s+(?:per|a)\s+share)?",
    re.IGNORECASE,
)
PREFERENCE_OF = re.compile(  # "liquidation preference $100 per share"
    rf"\bliquidation\s+(?:preference|amount)\s+{SIGN}(?P<per>\s+(?:per|a)\s+share)", re.IGNORECASE
)
PREFERENCE_AFTER = re.compile(
    rf"{SIGN}(?P<per>[\s-]+(?:per|a)[\s-]+share)?\s+(?:stated\s+)?liquidation\s+preference(?P<per2>\s+(?:per|a)\s+share)?",
    re.IGNORECASE,
)
A_RATE_OF = re.compile(r"%\s+(?:per\s+annum\s+|a\s+year\s+)?(?:of|on)\s+the\s+(?:stated\s+)?$", re.IGNORECASE)
A_SHARE = re.compile(r"\beach\s+share\b|\b(?:per|a)\s+share\b", re.IGNORECASE)


def find_preference(passage: Passage, source: Source, span: tuple[int, int]) -> Iterator[InstrumentTerm]:
    """The preference a share, in dollars or in another currency; that of a whole series is none."""
    words = passage.words
    for match in (*PREFERENCE.finditer(words), *PREFERENCE_OF.finditer(words), *PREFERENCE_AFTER.finditer(words)):
        rated = A_RATE_OF.search(words[: match.start()])
        if not (match["per"] or match.groupdict().get("per2") or rated or A_SHARE.search(words[: match.end()])):
            continue  # of the whole series
        subject = passage.subject(passage.start + match.start())
        if subject and subject.kind == "preferred":
            figure, sign = Decimal(match["each"].replace(",", "")), match["sign"].strip()
            if sign == "$":
                yield source.term(span, subject, "liquidation_preference_usd", figure=figure)
            else:
                currency = CURRENCIES[sign]
                yield source.term(span, subject, "liquidation_preference_other", figure=figure, words=currency)
