"""What a word asserts beyond a figure, and what vouches for it."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Assertion:
    """`words` assert what `name` says. `told` vouches for it (None: nothing in a sentence can), `against` says the
    opposite (None: nothing does). `judges` weigh it themselves."""

    name: str
    words: re.Pattern[str]
    told: re.Pattern[str] | None
    against: re.Pattern[str] | None = None
    judges: tuple[str, ...] = ()
    in_rationale: bool = False  # its words may stand in any sentence by chance: only the rationale vouches
    anywhere: bool = (
        False  # enough that the filing speaks of it: that there is such a thing is not what is claimed
    )


def assertion(
    name: str,
    words: str,
    told: str | None = "",
    against: str = "",
    judges: str = "",
    *,
    in_rationale: bool = False,
    anywhere: bool = False,
) -> Assertion:
    """`told`: "" for the same words."""
    said = re.compile(rf"\b(?:{words})", re.IGNORECASE)
    shown = said if told == "" else re.compile(rf"(?:{told})", re.IGNORECASE) if told else None
    return Assertion(
        name=name,
        words=said,
        told=shown,
        against=re.compile(rf"\b(?:{against})", re.IGNORECASE) if against else None,
        judges=tuple(f"verdicts.{one}" for one in judges.split()),
        in_rationale=in_rationale,
        anywhere=anywhere,
    )
