"""What is told again and again: claims joined into a story."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class NarrativeClaim:
    """One claim of a story, and the story as it stood once that had been told."""

    claim_id: str
    told_at: datetime
    catalogue: str
    name: str
    claims: int
    sources: int
    loudest_source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NarrativeScore:
    """The score of a story from a day on."""

    as_of: date
    score: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrative:
    """One story about one issuer (or the market), from its first telling to its last.

    `narrative_id` follows from the first claim, so a story keeps it while it grows. `score` is the mean of the
    current verdicts of its claims in [-1, 1], those of a denial turned round: 1 means that the filings bear the
    story out.
    """

    narrative_id: str
    issuer_cik: int | None
    catalogue: str  # key of `models/narratives.toml`: "hidden_sales"
    name: str  # "Hidden sales of bitcoin: 43,415 to 47,000 bitcoin, $4 billion"
    first_seen_at: datetime
    last_seen_at: datetime
    claims: int
    sources: int
    loudest_source: str
    score: Decimal
    members: tuple[NarrativeClaim, ...]  # in the order in which they were said
    scores: tuple[NarrativeScore, ...]  # of each day on which it changed
