"""Sales of several securities, or under several programs, in one sentence: each with its own count and dollars.

    "sold 1,204,331 shares of common stock … for net proceeds of $21.7 million and 85,000 shares of Series A …"
    "sold an aggregate of 310,220 shares …: 200,000 under the 2025 ATM for $32.2 million, and 110,220 under …"

The first count of the second is the sum of the others, and is told by them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from monitor.extractors._figures import NUMBER, Figure, find_figures
from monitor.extractors.issuances._words import (
    AGGREGATE,
    COUNTED,
    SHARES,
    Reading,
    find_net_proceeds,
    name_security,
)

SOLD = re.compile(
    rf"\b(?:issued\s+and\s+sold|sold(?:\s+and\s+issued)?|issued|(?:issuance\s+and\s+)?sales?\s+of)\s+"
    rf"{AGGREGATE}{COUNTED}{SHARES}"
    rf"|\b{COUNTED.replace('<n>', '<n2>').replace('<scale>', '<scale2>')}"
    rf"{SHARES.replace('<what>', '<what2>').replace('<of>', '<of2>')}"
    r"[^.;]{0,60}?\b(?:was|were|had\s+been|have\s+been)\s+(?:issued\s+and\s+)?sold\b"
)
UNDER = re.compile(
    r"\b(?:under|pursuant\s+to|through)\s+(?:the|its|our|this)\s+"
    r"(?P<program>(?:20\d\d\s+|Prior\s+)?(?:[A-Z]{3,5}|Common(?:\s+Stock)?)\s+ATM\b(?:\s+Program)?"
    r"|(?:\w+\s+)?20\d\d\s+ATM\s+\w+)"
)
MORE = re.compile(
    rf"(?:[,;:]|\band)\s+(?:{AGGREGATE}|another\s+|also\s+|issued\s+and\s+sold\s+|sold\s+)*(?P<n>{NUMBER})\s*(?P<scale>million)?"
    rf"(?:{SHARES}|(?P<them>(?:\s+of\s+(?:them|these|which))?(?=\s+(?:under|pursuant\s+to|through)\s)))"
)
FOR = re.compile(
    r"\bfor\s+(?:(?:aggregate|total|net|gross)\s+)*(?:proceeds\s+of\s+)?(?:approximately\s+|about\s+)?$"
)
LEFT = 60  # characters behind a count in which it is said to be no sale
NOT_SOLD = re.compile(r"\b(?:remain\w*|available|outstanding|repurchased|bought|retired|redeemed)\b")


@dataclass(frozen=True, slots=True)
class Part:
    """A count of shares with what was received for it. `program`: "" when it names none."""

    shares: Decimal
    security: str
    program: str
    net: Figure | None
    span: tuple[int, int]  # in its sentence


def read_parts(text: str, first: re.Match[str], reading: Reading) -> list[Part]:
    """The parts of a sentence whose first count `first` (of `SOLD`) found."""
    groups = {name.rstrip("2"): value for name, value in first.groupdict().items() if value is not None}
    more = [
        one for one in MORE.finditer(text, first.end()) if not NOT_SOLD.search(text, first.end(), one.end() + LEFT)
    ]
    starts = [first.start(), *(one.start() for one in more)]
    ends = [*starts[1:], len(text)]
    security = name_security(groups["what"], groups.get("of"), reading)
    whole = first if not more else None
    parts = [
        Part(
            _count(groups["n"], groups.get("scale")),
            security,
            find_program(text if whole else text[: ends[0]]),
            find_net_proceeds(text[: ends[0]], 0 if whole else starts[0]),
            (0, ends[0]),
        )
    ]
    for one, start, end in zip(more, starts[1:], ends[1:], strict=True):
        named = security if one["what"] is None else name_security(one["what"], one["of"], reading)
        net = find_net_proceeds(text[:end], start)
        parts.append(Part(_count(one["n"], one["scale"]), named, find_program(text[start:end]), net, (start, end)))
    if len(parts) > 2 and parts[0].shares == sum(part.shares for part in parts[1:]):
        return _of_sum(text, parts, list(zip(starts[1:], ends[1:], strict=True)))
    return parts


def _of_sum(text: str, parts: Sequence[Part], spans: Sequence[tuple[int, int]]) -> list[Part]:
    """The parts of a sum. What each was sold for is net when their sum is the net proceeds of the whole."""
    whole, told = parts[0].net, list(parts[1:])
    sums = [_paid(text, *span) for span in spans]
    known = [figure.value for figure in sums if figure is not None]
    if whole is None or len(known) != len(told) or abs(sum(known, Decimal(0)) - whole.value) > _digit(known):
        return told
    return [replace(part, net=net) for part, net in zip(told, sums, strict=True)]


def _paid(text: str, start: int, end: int) -> Figure | None:
    figures = [figure for figure in find_figures(text, start, end) if figure.kind == "usd"]
    return next((figure for figure in figures if FOR.search(text, start, figure.start)), None)


def _digit(figures: Sequence[Decimal]) -> Decimal:
    """One in the last printed digit of each."""
    exponents = [figure.as_tuple().exponent for figure in figures]
    return sum((Decimal(1).scaleb(one) for one in exponents if isinstance(one, int)), Decimal(0))


def _count(number: str, scale: str | None) -> Decimal:
    return Decimal(number.replace(",", "")).scaleb(6 if scale else 0)


def find_program(text: str) -> str:
    """The name of the program that a sale was made under, "" without one."""
    match = UNDER.search(text)
    return " ".join(match["program"].split()) if match else ""
