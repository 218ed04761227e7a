"""A conversion price that is told of the wrong paper, or that holds no more.

"The 2027 notes convert at $397.99", which is the price of the 2025 notes; "convert at $143.25", where the newest
filing that gives the price has $142.38.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from monitor.judges.verdicts._figures import is_right, say_amount, say_figure
from monitor.judges.verdicts._paper_words import Paper
from monitor.judges.verdicts.debts._paper_known import KnownPaper, Match
from monitor.records import ClaimFigure, Quote

FORMER = re.compile(
    r"\b(?:initial\w*|original\w*|at first|at issue|when (?:it was|they were)? ?(?:sold|issued|priced)|was|were"
    r"|had|before)\b",
    re.IGNORECASE,
)
SHARP = 4  # digits by which a price is met by no chance


def find_wrong_price(
    words: str, paper: Paper, match: Match, choices: Sequence[KnownPaper]
) -> tuple[str, Quote] | None:
    """How it is told, with the sentence; None where the price is right, or nothing tells that it is not."""
    figure = next((what for kind, what in paper.figures if kind == "conversion"), None)
    if figure is None:
        return None
    if "conversion" in match.untold:
        return _of_another(figure, match, choices)
    if FORMER.search(words) or not any(kind == "conversion" for kind, *_ in match.right):
        return None
    stated = match.known.stated["conversion"]
    newest = stated[-1][1].document_id
    told = [(what, quote) for what, quote in stated if quote.document_id == newest and isinstance(what, Decimal)]
    if not told or any(is_right(figure, what) for what, _ in told):
        return None
    price, quote = told[-1]
    return (
        f"conversion price {say_amount(price, 'USD')} by its newest filing; {say_figure(figure)} is claimed",
        quote,
    )


def _of_another(figure: ClaimFigure, match: Match, choices: Sequence[KnownPaper]) -> tuple[str, Quote] | None:
    """The price of one other paper alone, where the words name theirs by what no other paper has."""
    if len(figure.value.normalize().as_tuple().digits) < SHARP or match.wrong or not match.known_by:
        return None
    found = [
        (one, quote)
        for one in choices
        if one.latest.instrument_id != match.known.latest.instrument_id
        for what, quote in one.stated.get("conversion", ())
        if isinstance(what, Decimal) and is_right(figure, what)
    ]
    if len({one.latest.instrument_id for one, _ in found}) != 1:
        return None
    other, quote = found[-1]
    return f"{say_figure(figure)} is the conversion price of the {other.latest.name}", quote
