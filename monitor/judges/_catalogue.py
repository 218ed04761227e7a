"""The stories that are followed, from `models/narratives.toml`, and which of them a claim tells."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from monitor.records import Claim
from monitor.settings import packaged


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One entry of the catalogue; the file says what each field means."""

    catalogue: str
    name: str
    claim_types: frozenset[str]
    actions: frozenset[str]
    qualifiers: frozenset[str]
    words: re.Pattern[str] | None
    against: frozenset[str]
    family: str
    measure: str  # "units", "usd_each" or "": figures do not part stories
    ratio: Decimal
    window_days: int

    def fits(self, claim: Claim) -> bool:
        """Whether a claim tells this story, or its opposite."""
        if claim.claim_type not in self.claim_types:
            return False
        if not self.actions and not self.qualifiers and self.words is None:
            return True
        return (
            claim.action in self.actions
            or not self.qualifiers.isdisjoint(claim.qualifiers)
            or (self.words is not None and self.words.search(claim.source.quote) is not None)
        )

    def turns_round(self, claim: Claim) -> bool:
        """Whether the claim speaks against the story: a denial of it, or the assertion of its opposite."""
        return claim.negated != (claim.action in self.against)


@lru_cache(maxsize=1)
def load_catalogue() -> tuple[Story, ...]:
    """The entries in the order of the file. Raises SettingsError when the installation is incomplete."""
    text = (packaged("models") / "narratives.toml").read_text(encoding="utf-8")
    return tuple(_story(entry) for entry in tomllib.loads(text)["narrative"])


def _story(entry: dict[str, Any]) -> Story:
    words = entry.get("words")
    return Story(
        catalogue=entry["catalogue"],
        name=entry["name"],
        claim_types=frozenset(entry["claim_types"]),
        actions=frozenset(entry.get("actions", ())),
        qualifiers=frozenset(entry.get("qualifiers", ())),
        words=re.compile(words, re.IGNORECASE) if words else None,
        against=frozenset(entry.get("against", ())),
        family=entry.get("family", entry["catalogue"]),
        measure=entry.get("measure", ""),
        ratio=Decimal(str(entry.get("ratio", 1))),
        window_days=entry["window_days"],
    )


def find_story(claim: Claim) -> Story | None:
    """The first entry that fits; None when the claim belongs to no story that is followed."""
    return next((story for story in load_catalogue() if story.fits(claim)), None)
