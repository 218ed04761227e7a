"""The words around a figure of a claim, and words that several kinds look for."""

from __future__ import annotations

import re

from monitor.records import Claim, ClaimFigure

FILED = re.compile(
    r"\b(?:fil(?:ed|ing|ings|es)|8-K|10-[QK]|SEC|regulator\w*|form|prospectus|disclos(?:ed|es|ure)|annual report"
    r"|quarterly report|announc(?:ed|es))\b",
    re.IGNORECASE,
)

YEARLY = re.compile(r"\b(?:a year|annual(?:ly)?|per year|each year|yearly|per annum|every year)\b", re.IGNORECASE)
TRACKER = re.compile(
    r"\b(?:arkham|lookonchain|glassnode|cryptoquant|on-?chain|tracker|labell?ed|tagged|identified|known|linked) ?"
    r"(?:data|wallets?|addresses|tracker|as)?\b.*\b(?:wallets?|addresses|tracker|arkham|on-?chain)\b|\barkham\b",
    re.IGNORECASE | re.DOTALL,
)


def around(claim: Claim, figure: ClaimFigure, before: int = 40, after: int = 40) -> str:
    """The words of the sentence that stand beside a figure, the figure itself included."""
    text = claim.source.quote
    start = figure.start - claim.source.quote_start
    end = figure.end - claim.source.quote_start
    return text[max(0, start - before) : end + after] if 0 <= start < len(text) else text
