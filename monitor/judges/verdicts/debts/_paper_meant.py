"""Whether the particulars of a sentence tell which paper is meant, so that what differs is wrong of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from monitor.judges.verdicts._figures import say_amount
from monitor.judges.verdicts._paper_words import Paper, ParticularKind
from monitor.judges.verdicts.debts._new_paper import NEW
from monitor.judges.verdicts.debts._paper_known import (
    KnownPaper,
    Match,
    is_put_day,
    match_paper,
)
from monitor.judges.verdicts.debts._paper_ranks import RANK
from monitor.judges.verdicts.debts._put_ahead import AHEAD

SEVERAL = re.compile(
    r"\b(?:two|both|three|four)\s(?:\w+\s){0,2}?(?:notes|bonds|converts|convertibles)\b", re.IGNORECASE
)
NAMED_BY_YEAR = re.compile(r"\b(?:its|the)\s20\d\d\s(?:notes|converts|convertibles|bonds)\b", re.IGNORECASE)
STANDING = re.compile(
    r"\b(?:still|outstanding|owes?|remain\w*|currently|today|now|has to|must|is due|are due|falls? due|comes? due"
    r"|matures?|can|may)\b",
    re.IGNORECASE,
)
FORMER = re.compile(r"\b(?:were|was|had|issued|sold|priced|raised|closed|debut|first)\b", re.IGNORECASE)


def says_enough(words: str, papers: Sequence[Paper]) -> bool:
    """Whether the particulars tell what is claimed of which paper."""
    if not papers or (len(papers) == 1 and SEVERAL.search(words)):
        return False  # "the two March converts netted": a sum of several
    return max(map(len, papers)) >= 2 - (stands_alone(words) or RANK.search(words) is not None)


def stands_alone(words: str) -> bool:
    """Whether one particular beside its name is enough to know what is claimed."""
    return any(said.search(words) for said in (STANDING, NEW, AHEAD))


def is_meant(words: str, paper: Paper, match: Match) -> bool:
    """Whether the right particulars tell the paper, so that the others are wrong and not those of another one."""
    kinds = {kind for kind, *_ in match.wrong}
    told = {kind for kind, *_ in match.right}
    if "maturity" in kinds:
        day = next(day for kind, day in paper.days if kind == "maturity")
        return is_put_day(match, day) or (len(told) >= 2 and len(kinds) == 1)
    if len(match.wrong) > len(match.right):
        return False
    if "coupon" in kinds:
        return len(told) >= 2 or (told == {"maturity"} and NAMED_BY_YEAR.search(words) is not None)
    return bool(told & {"maturity", "coupon", "conversion"}) or len(told) >= 2


def is_only(words: str, match: Match, choices: tuple[KnownPaper, ...]) -> bool:
    """Whether its coupon alone tells the paper, none other bearing it, so that another maturity is wrong."""
    if {kind for kind, *_ in match.right} != {"coupon"} or {kind for kind, *_ in match.wrong} != {"maturity"}:
        return False
    rate = match.known.latest.coupon_rate
    same = [one for one in choices if one.latest.coupon_rate == rate]
    return bool(rate) and len(same) == 1 and FORMER.search(words) is None


def is_of_size(match: Match, choices: tuple[KnownPaper, ...]) -> bool:
    """Whether it is told by its principal, and no paper of that size has the coupon that is claimed."""
    if {kind for kind, *_ in match.right} != {"principal"} or [kind for kind, *_ in match.wrong] != ["coupon"]:
        return False
    size, rate = match.right[0][1], match.wrong[0][1]
    same = [one for one in choices if any(say_amount(what, "USD") == size for what in _amounts(one, "principal"))]
    return bool(same) and not any(
        say_amount(what, "percent") == rate for one in same for what in _amounts(one, "coupon")
    )


def is_of_month(match: Match, choices: tuple[KnownPaper, ...]) -> bool:
    """Whether it is told by the month of its issue ("the December 2020 convertible"), none other being of it, so
    that another conversion price, coupon or size is wrong."""
    if {kind for kind, *_ in match.right} != {"issued"} or len(match.wrong) != 1:
        return False
    if match.wrong[0][0] not in ("conversion", "coupon", "maturity", "put"):
        return False
    issued = [{f"{day:%Y-%m}" for day, _ in one.stated.get("issued", ())} for one in choices]
    own = {f"{day:%Y-%m}" for day, _ in match.known.stated.get("issued", ())}
    return sum(bool(own & months) for months in issued) == 1


def _amounts(one: KnownPaper, kind: ParticularKind) -> list[Decimal]:
    return [what for what, _ in one.stated.get(kind, ()) if isinstance(what, Decimal)]


def find_by_put_day(paper: Paper, choices: tuple[KnownPaper, ...]) -> Match | None:
    """The one paper of which a month told as its maturity, and no more, is the put date; none falls due then."""
    if paper.figures or [kind for kind, _ in paper.days] != ["maturity"] or not paper.days[0][1].month:
        return None
    found = [match_paper(paper, one) for one in choices if not one.retired]
    meant = [one for one in found if one.wrong and is_put_day(one, paper.days[0][1])]
    return meant[0] if len(meant) == 1 and not any(one.right for one in found) else None
