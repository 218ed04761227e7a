"""Whether figures that a filing prints are those of another time, or of the other side: the loss that a gain is
claimed of, the sum of the year before, told as the present one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from monitor.judges._days import Span
from monitor.judges._told_figures import Told
from monitor.judges._told_periods import DATED, dated_in
from monitor.records import ClaimFigure, Document

AROUND = timedelta(days=5)  # of a filing: "on Monday" is when it was told
CLAUSE = 70  # characters before a figure that tell what it is compared with
NEAR = 100  # characters before and after a figure in which its day stands
BESIDE = 60  # and in which it is called a gain or a loss
SIDE = re.compile(r"\b(?:(?P<gain>gains?|profits?|net income)|(?P<loss>loss(?:es)?))\b", re.IGNORECASE)
FORMER = re.compile(
    r"\b(?:from|against|versus|compared (?:with|to)|(?:up|down) on)\s(?:an?\s)?(?:[a-z]+\s){0,3}?[$€]?$",
    re.IGNORECASE,
)

HEAVY = (  # what a sum named in passing does not tell: where it came from, and that it was all of it
    (
        re.compile(r"\bborrow(?:ed|s|ing)\b", re.I),
        re.compile(r"\b(?:borrow\w*|loans?|lend\w*|lent|credit)\b", re.I),
    ),
    (
        re.compile(
            r"\bevery (?:last |single )?(?:dollar|cent|penny)\b|\ball of (?:it|the (?:money|proceeds|\$))", re.I
        ),
        re.compile(r"\b(?:all|entire|aggregate of)\b", re.I),
    ),
)


def is_heavier(words: str, told: str) -> bool:
    """Whether it says of a figure what a sum named in passing does not tell."""
    return any(said.search(words) and not shown.search(told) for said, shown in HEAVY)


def is_turned(words: str, pairs: Sequence[tuple[ClaimFigure, Told]], document: Document) -> bool:
    """Whether figures are told of the other time: one that the filing compares with ("compared to $1.9 billion")
    as the present one; or of two the earlier ("from $170.1 million a year before") dated later, or standing before
    the other in a row, where the present comes first."""
    if len(pairs) < 2:
        return False
    former = [FORMER.search(words[: figure.start]) is not None for figure, _ in pairs]
    told = [FORMER.search(document.text[max(one.start, one.place - CLAUSE) : one.place]) for _, one in pairs]
    if any(filed is not None and not said for filed, said in zip(told, former, strict=True)):
        return not any(former) or len(pairs) == 2
    if sum(former) != 1 or len(pairs) != 2:
        return False
    then, now = (pairs[0][1], pairs[1][1]) if former[0] else (pairs[1][1], pairs[0][1])
    if (then.start, then.end) == (now.start, now.end) and "\t" in document.text[then.start : then.end]:
        columns = _column(document, then), _column(document, now)
        return -1 < columns[0] < columns[1]
    days = _dated(document, then), _dated(document, now)
    return days[0] is not None and days[1] is not None and days[0] > days[1]


def is_of_other_days(found: Sequence[Told], days: Sequence[Span], document: Document, filed: date) -> bool:
    """Whether the day nearest to a figure in its sentence is none of those that the statement names."""
    meant = [one for one in days if not (one[0] <= filed + AROUND and filed - AROUND <= one[1])]
    if not meant:
        return False
    near = [day for one in found if (day := _dated(document, one)) is not None]
    return any(not any(first <= day <= last for first, last in days) for day in near)


def is_other_side(words: str, document: Document, found: Sequence[Told]) -> bool:
    """Whether a loss is claimed and what stands nearest to a figure is a gain, or the other way round."""
    said = {match.lastgroup for match in SIDE.finditer(words)}
    if len(said) != 1:
        return False
    for one in found:
        low, high = max(one.start, one.place - BESIDE), min(one.end, one.place + BESIDE)
        near = _nearest(list(SIDE.finditer(document.text, low, high)), one)
        if near is not None and near.lastgroup not in said:
            return True
    return False


def _column(document: Document, one: Told) -> int:
    """Which cell of its row holds it; -1 where none does."""
    digits = "".join(map(str, one.value.normalize().as_tuple().digits))
    cells = [re.sub(r"\D", "", cell).rstrip("0") for cell in document.text[one.start : one.end].split("\t")]
    return cells.index(digits) if digits in cells else -1


def _dated(document: Document, one: Told) -> date | None:
    """The day that the filing names nearest to a figure, in the same sentence."""
    low, high = max(one.start, one.place - NEAR), min(one.end, one.place + NEAR)
    match = _nearest([match for match in DATED.finditer(document.text, low, high) if match["day"]], one)
    return next((last for _, last in dated_in(match.group())), None) if match is not None else None


def _nearest(found: Sequence[re.Match[str]], one: Told) -> re.Match[str] | None:
    return min(found, key=lambda match: max(match.start() - one.place, one.place - match.end()), default=None)
