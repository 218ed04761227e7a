"""Verdicts: one file per kind of proposition, in folders by subject. Pure.

A kind is a module with

    CLAIM_TYPES: tuple[ClaimType, ...]                         the types it may judge
    judge(claim: Claim, known: Knowledge) -> Finding | None    None: not mine, ask the next

`order.py` lists the kinds in the order in which they are asked, those among them that name the claim's type;
`fallback.py` has the last word and never returns None. A leading underscore marks what they share: in a folder
what its kinds share, beside the folders what all do. The contract's rules (`Verdicts`, 1 to 10) are cited by
number where they are applied.

    holdings/ purchases/ sales/       coins
    debts/ loans/ preferred/          what is owed, and what is paid on it
    offerings/ programs/ reserves/    money raised, and kept
    market/ reports/ people/ company/

A claim is judged on many days, and most kinds see by its words that it is not theirs: those are asked once. They
are asked with nothing known; who would look at what is known is asked again on every day.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from types import ModuleType
from typing import NoReturn, cast

from monitor.judges.knowledge import Knowledge
from monitor.records import Claim, ClaimFigure, Evidence, Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """A figure that is another than the disclosed one, if it is of what it was taken for: a name of
    `_figure_words.py`. Otherwise it says nothing."""

    figure: ClaimFigure
    taken_for: str
    actual: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one kind of rule found, before calibration turns it into probabilities."""

    label: Label
    reason: str  # contract, Verdicts, 9
    rationale: str
    evidence: tuple[Evidence, ...] = ()
    resolves_by_on: date | None = None
    firmness: str = "rule"  # which row of the calibration table: "exact", "rule", "retrieved", "default"
    idle: bool = False  # nothing that a filing could confirm or contradict: manner, opinion, what may come
    by_figures: bool = False  # refuted by nothing but a figure that is another than the one disclosed
    against: tuple[Missed, ...] = ()  # the figures that alone refute it
    judge: str = ""  # given by `judge_claim`
    chances: tuple[float, float, float] | None = None  # of the three labels, where a model gave them


def judge_claim(claim: Claim, known: Knowledge) -> Finding:
    """The finding of the first kind of rule that knows the proposition."""
    from monitor.judges.verdicts._roles import settle_roles  # here: they import this package in turn

    claim = settle_roles(claim)
    for module in _kinds_of(claim):
        finding: Finding | None = module.judge(claim, known)
        if finding is not None:
            return replace(finding, judge=f"verdicts.{module.__name__.rpartition('.')[2]}")
    raise AssertionError("fallback.py judges every claim")


class _LookedError(Exception):
    """A kind of rule looked at what is known."""


class _Unknown:
    """Stands for what is known, and tells that somebody looked."""

    __slots__ = ()

    def __getattr__(self, name: str) -> NoReturn:
        raise _LookedError(name)


@lru_cache(maxsize=16_384)
def _kinds_of(claim: Claim) -> tuple[ModuleType, ...]:
    """The kinds that may have something to say of a claim: all but those that say no whatever is known."""
    from monitor.judges.verdicts.order import ORDER

    return tuple(
        module for module in ORDER if claim.claim_type in module.CLAIM_TYPES and not _is_silent(module, claim)
    )


def _is_silent(module: ModuleType, claim: Claim) -> bool:
    try:
        return module.judge(claim, cast("Knowledge", _Unknown())) is None
    except _LookedError:
        return False
