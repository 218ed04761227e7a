"""Evidence: the sentence of a fact, with the filing that it stands in; and the finding that rests on it."""

from __future__ import annotations

from typing import Literal, Protocol

from monitor.judges._days import new_york_day, say_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.records import Evidence, Quote

Stance = Literal["supports", "refutes", "context"]


class Sourced(Protocol):
    """Any fact of the store."""

    @property
    def source(self) -> Quote:
        """Where it stands."""


def cite(known: Knowledge, stance: Stance, *facts: Sourced | None) -> tuple[Evidence, ...]:
    """One piece of evidence for each fact, each sentence once; None is passed over."""
    return cite_quotes(known, stance, *(fact.source for fact in facts if fact is not None))


def cite_quotes(known: Knowledge, stance: Stance, *quotes: Quote) -> tuple[Evidence, ...]:
    """One piece of evidence for each quote, each once."""
    found: dict[tuple[str, int, int], Evidence] = {}
    for quote in quotes:
        filing = known.record.filings[quote.document_id]
        key = (quote.document_id, quote.quote_start, quote.quote_end)
        found.setdefault(
            key,
            Evidence(accession_number=filing.accession_number, url=filing.url, stance=stance, source=quote),
        )
    return tuple(found.values())


def confirm_or_refute(
    known: Knowledge, right: bool, rationale: str, *told: Sourced | Quote | None, firmness: str = "rule"
) -> Finding:
    """That what is disclosed is as it is claimed, or is not; `told`: the facts or sentences that say so."""
    quotes = [one if isinstance(one, Quote) else one.source for one in told if one is not None]
    return Finding(
        label="supported" if right else "refuted",
        reason="matches_disclosure" if right else "contradicts_disclosure",
        rationale=rationale,
        evidence=cite_quotes(known, "supports" if right else "refutes", *quotes),
        firmness=firmness,
    )


def say_filed(known: Knowledge, quote: Quote) -> str:
    """ "Filed on 17 November 2025": the day in New York on which the world could read it."""
    return f"Filed on {say_day(new_york_day(known.record.filings[quote.document_id].accepted_at))}"
