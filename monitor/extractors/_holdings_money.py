"""The money of a change or total in a sentence: amount, average, and what it was for."""

from __future__ import annotations

import re
from decimal import Decimal

from monitor.extractors._figures import Figure
from monitor.extractors._holdings_clauses import Mention

AVERAGE = re.compile(r"\baverage\b[^$;]{0,80}$", re.IGNORECASE)
PER_COIN = re.compile(
    r"\s*(?:per|for\s+each|a)\s+(?:bitcoin|BTC|coin|unit|token|ether|ETH|SOL)\b|\s+each\b", re.IGNORECASE
)
PAID = re.compile(
    r"\b(?:for|price|cost|costs|basis|proceeds|consideration|totall?ing|spent|spending|invested|investment)\b[^$;]{0,60}$",
    re.IGNORECASE,
)
COST = re.compile(r"\b(?:price|cost|costs|basis|for)\b[^$;]{0,40}$", re.IGNORECASE)
NOT_PAID = re.compile(
    r"\b(?:using|use[ds]?|includ\w+|market\s+(?:price|value)|fair\s+value|carrying\s+\w+|valued|worth|impairment\w*|loss(?:es)?|gains?|reserve|value\s+of"
    r"|secur\w+|note|notes|loan|credit\s+facility|net\s+of|tax\w*)\b[^$;,]{0,50}$",
    re.IGNORECASE,
)
LEFT_PROCEEDS = re.compile(r"(?:proceeds|cash)\s+of\s+(?:approximately\s+|about\s+)?$", re.IGNORECASE)
PURPOSE = re.compile(
    r"\b(?:proceeds|transactions?|sales?|sold)\b.*\b(?:us(?:ed?|ing)|fund\w*|appl(?:y|ied)|satisf\w+|repay\w*|repaid|intends?|plans?|tax\w*|pay(?:ing)?|paid|harvest\w*|support\w*|finance[ds]?)\b"
    r"|\b(?:us(?:ed?|ing)|fund\w*|plans?|intends?)\b.*\b(?:proceeds|(?:this|these)\s+(?:transactions?|sales?))\b|\bpurpose\b",
    re.IGNORECASE | re.DOTALL,
)
PURPOSE_TAIL = re.compile(
    r"\b(?:in\s+order\s+to|to\s+(?:fund|finance|pay|repay|satisfy|support|cover|generate|redeem|meet|harvest)|for\s+the\s+purpose\s+of)\b[^.;]*",
    re.IGNORECASE,
)


def find_money(
    sentence: str, verb_at: int, mention: Mention, right_to: int, figures: list[Figure]
) -> tuple[Decimal | None, Decimal | None]:
    """(average price, amount) of a mention: what stands between its verb and the next mention."""
    average: Decimal | None = None
    amount: Decimal | None = None
    for figure in figures:
        if not verb_at <= figure.start < right_to:
            continue
        before = sentence[max(verb_at, figure.start - 110) : figure.start]
        if AVERAGE.search(before) or PER_COIN.match(sentence, figure.end):
            average = figure.value if average is None and not re.search(r"\bmarket\b[^,;]*$", before) else average
        elif amount is None and PAID.search(before) and not NOT_PAID.search(before):
            amount = figure.value
    if amount is None:
        for figure in figures:
            if (
                figure.end <= mention.start
                and LEFT_PROCEEDS.search(sentence[: figure.start])
                and mention.start - figure.end < 60
            ):
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
