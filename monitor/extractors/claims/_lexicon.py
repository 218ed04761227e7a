"""The words that carry propositions, and who stands for whom: read once from `models/claims/*.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from monitor.records import ClaimType
from monitor.settings import packaged


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that carry one action. `object` names what must stand near it for it to count ("" for nothing)."""

    type: ClaimType
    action: str
    object: str
    rank: int  # its place in the file: where two match at one place, the lower wins


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All cues as one expression, whose group names "c0", "c1", ... index `cues`."""

    cues: tuple[Cue, ...]
    patterns: tuple[re.Pattern[str], ...]
    people: Mapping[str, tuple[str, ...]]  # ticker -> names of persons who stand for the company
    papers: Mapping[str, tuple[str, ...]]  # ticker -> tickers of its other papers
    companies: tuple[str, ...]
    spokesmen: Mapping[str, str]  # person -> a company without a profile


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Reads the packaged files. Raises SettingsError when the installation is incomplete."""
    folder = packaged("models") / "claims"
    words = _read(folder / "words.toml")["cue"]
    companies = _read(folder / "companies.toml")
    return Lexicon(
        cues=tuple(
            Cue(entry["type"], entry["action"], entry.get("object", ""), rank) for rank, entry in enumerate(words)
        ),
        patterns=tuple(
            re.compile(rf"(?<![\w$-])(?:{entry['pattern']})(?![\w])", re.IGNORECASE | re.MULTILINE)
            for entry in words
        ),
        people={ticker: tuple(names) for ticker, names in _read(folder / "people.toml").items()},
        papers={ticker: tuple(names) for ticker, names in _read(folder / "papers.toml").items()},
        companies=tuple(companies["names"]),
        spokesmen=companies["people"],
    )


def _read(path: Any) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
