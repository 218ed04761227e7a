"""How a paper ranks among those outstanding: "the dearest strike", "the earliest put date", "lowest coupon"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from monitor.judges._days import say_day
from monitor.judges.verdicts._figures import say_amount
from monitor.judges.verdicts._paper_words import ParticularKind
from monitor.judges.verdicts.debts._paper_known import NAMES, KnownPaper

RANK = re.compile(
    r"\b(?:(?P<low>earliest|soonest|nearest|lowest|least(?=\s(?:interest|coupon))|cheapest|lightest|smallest|shortest)|(?P<high>latest|furthest|highest|most(?=\s(?:interest|coupon))|dearest|heaviest|steepest"
    r"|richest|largest|biggest|longest))\b(?P<what>[^.;,]{0,80})",
    re.IGNORECASE,
)
SIZED = re.compile(
    r"(?:largest|biggest|smallest)\s(?:[\w-]+\s){0,2}?(?:convert(?:ible)?s?|notes?|bonds?|issue|tranche|debt)\b",
    re.IGNORECASE,
)
EVER = re.compile(r"\b(?:so far|ever|yet|to date|until now|up to now)\b", re.IGNORECASE)
KINDS: tuple[tuple[ParticularKind, str], ...] = (
    ("put", r"\bputs?\b|puttable|\bhand\w*\b[^.;]{0,40}\bback\b|\bdemand\b"),
    ("call", r"\bcall(?:ed|able|s)?\b"),
    ("conversion", r"\bstrikes?\b|\bconver(?:sion|ts? at)\b"),
    ("coupon", r"\bcoupons?\b|\binterest\b|\brates?\b"),
    ("maturity", r"\bmatur\w+|\bdue\b|\bfalls? due\b|\brepay\w*"),
    ("principal", r"\bissues?\b|\btranches?\b|\bprincipal\b|\bnotes?\b|\bbonds?\b|\bconverts?\b"),
)


def weigh_rank(words: str, own: KnownPaper, papers: Sequence[KnownPaper]) -> tuple[bool, str] | None:
    """Whether it is so, and how that is told; None where nothing is ranked, or not what is known of all."""
    match = RANK.search(words)
    if match is None:
        return None
    sized = SIZED.match(match.group()) is not None  # "its largest convertible falls due in 2032": by its principal
    kind: ParticularKind | None = (
        "principal" if sized else _kind_of(re.sub(r"\bzero[\s-]coupon\b", "", match["what"]))
    )
    if kind is None:
        return None
    ever = EVER.search(words) is not None
    values = [one for one in (_value(one, kind, ever=ever) for one in papers) if one is not None]
    mine = _value(own, kind, ever=ever)
    if mine is None or len(values) < 2:
        return None
    best = min(values) if match["low"] else max(values)
    said = (match["low"] or match["high"]).lower()
    return mine[0] == best[
        0
    ], f"the {said} {NAMES[kind]} of {len(values)} papers{'' if ever else ' outstanding'} is {best[1]}"


def _kind_of(words: str) -> ParticularKind | None:
    """What is ranked: the particular that is named first."""
    places = ((re.search(said, words, re.IGNORECASE), kind) for kind, said in KINDS)
    found = [(match.start(), kind) for match, kind in places if match]
    return min(found, key=lambda one: one[0])[1] if found else None


def _value(one: KnownPaper, kind: ParticularKind, *, ever: bool) -> tuple[Decimal, str] | None:
    """What it is compared by, and as it is told; None where it is not stated, and of a paper that is retired
    unless all that there `ever` were are compared."""
    stated = one.stated.get(kind, ()) if ever or not one.retired else ()
    if not stated:
        return None
    last = stated[-1][0]
    if isinstance(last, date):
        return Decimal(last.toordinal()), say_day(last)
    return last, say_amount(last, "percent" if kind == "coupon" else "USD")
