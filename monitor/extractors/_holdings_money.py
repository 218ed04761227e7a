"""The money of a change or total in a sentence: amount, average, and what it was for."""

from __future__ import annotations

import re
from decimal import Decimal

from monitor.extractors._figures import find_figures
from monitor.extractors._holdings_clauses import Mention

AVERAGE = re.compile(r"\baverage\b[^$;]{0,80}$", re.IGNORECASE)
PER_COIN = re.compile(
    r"\s*(?:per|for\s+each)\s+(?!cent\b|annum|year|quarter|month|day|share)\w+|\s+each\b", re.IGNORECASE
)
PAID = re.compile(
    r"\b(?:for|price|cost|costs|basis|proceeds|consideration|totall?ing|spent|spending|invested|investment)\b"
    r"[^$;]{0,60}$",
    re.IGNORECASE,
)
NOT_PAID = re.compile(
    r"\b(?:using|use[ds]?|includ\w+|market\s+(?:price|value)|fair\s+value|carrying\s+\w+|valued|worth|impairment\w*"
    r"|loss(?:es)?|gains?|reserve|value\s+of|secur\w+|notes?|loan|credit\s+facility|net\s+of|tax\w*)\b[^$;,]{0,50}$",
    re.IGNORECASE,
)
LEFT_PROCEEDS = re.compile(r"(?:proceeds|cash)\s+of\s+(?:approximately\s+|about\s+)?$", re.IGNORECASE)
DONE_WITH = (
    r"(?:us(?:ed?|ing)|fund\w*|appl(?:y|ied)|satisf\w+|repay\w*|repaid|intends?|plans?|tax\w*|pay(?:ing)?|paid"
    r"|harvest\w*|support\w*|finance[ds]?|added|went)"
)
PURPOSE = re.compile(
    rf"\b(?:proceeds|transactions?|sales?|sold)\b.*\b{DONE_WITH}\b"
    r"|\b(?:us(?:ed?|ing)|fund\w*|plans?|intends?)\b.*\b(?:proceeds|(?:this|these)\s+(?:transactions?|sales?))\b"
    r"|\bpurpose\b",
    re.IGNORECASE | re.DOTALL,
)
PURPOSE_TAIL = re.compile(
    r"\b(?:in\s+order\s+to|to\s+(?:fund|finance|pay|repay|satisfy|support|cover|generate|redeem|meet|harvest)"
    r"|for\s+the\s+purpose\s+of)\b[^.;]*",
    re.IGNORECASE,
)


def find_money(
    sentence: str, verb_at: int, mention: Mention, right_to: int
) -> tuple[Decimal | None, Decimal | None]:
    """(average price, amount) in dollars of a mention: what stands between its verb and the next mention."""
    average: Decimal | None = None
    amount: Decimal | None = None
    figures = [figure for figure in find_figures(sentence, 0, right_to) if figure.kind == "usd"]
    for figure in figures:
        if figure.start < verb_at:
            continue
        before = sentence[max(verb_at, figure.start - 110) : figure.start]
        if AVERAGE.search(before) or PER_COIN.match(sentence, figure.end):
            if average is None and not re.search(r"\bmarket\b[^,;]*$", before):
                average = figure.value
        elif amount is None and PAID.search(before) and not NOT_PAID.search(before):
            amount = figure.value
    if amount is None:  # "net proceeds of $48.0 million from the sale of 475 bitcoin"
        for figure in figures:
            close = figure.end <= mention.start < figure.end + 60
            if close and LEFT_PROCEEDS.search(sentence[: figure.start]):
                amount = figure.value
    return average, amount


def find_purpose(sentence: str, after: list[str]) -> str | None:
    """The filing's own words for what the money of a sale was for, from its sentence or the next ones."""
    if tail := PURPOSE_TAIL.search(sentence):
        return " ".join(tail.group().split())
    for text in after:
        if PURPOSE.search(text) and len(text) < 900:
            return " ".join(text.split())
    return None
