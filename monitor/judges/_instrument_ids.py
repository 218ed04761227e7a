"""Completes the ids of instruments that a filing calls by their year only: "2028 Convertible Notes".

An id is issuer:kind:key. The key of a note is coupon and year ("0.625-2028") and complete; without the coupon it
is partial ("2028", "2030A") and is completed when exactly one note of that kind, known by then, fits. What fits
two stays out: terms are never given to an instrument that they may not belong to. A loan that is named after its
size keeps its id when it is made larger: a filing says which one it was.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from monitor.records import Filing, InstrumentEvent, InstrumentTerm, Problem

InstrumentFact = InstrumentTerm | InstrumentEvent
FULL = re.compile(r"[\d.]+-(20\d\d)")
PARTIAL = re.compile(r"(20\d\d)([A-Z])?")
SOON = timedelta(days=30)
LETTERED = re.compile(r"\b(20\d\d)[\s-]?(?:Series\s+)?([A-Z])\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupedFacts:
    """Facts by complete id, each group in the order known; and what could not be told apart."""

    by_id: Mapping[str, tuple[InstrumentFact, ...]]
    problems: tuple[Problem, ...]


def fact_id(fact: InstrumentFact) -> str:
    """The id of a term or an event."""
    return fact.term_id if isinstance(fact, InstrumentTerm) else fact.event_id


def is_complete(instrument_id: str) -> bool:
    """Whether an id tells its instrument from every other."""
    _, kind, key = instrument_id.split(":", 2)
    return kind not in ("convertible_note", "senior_note") or FULL.fullmatch(key) is not None


def group_facts(facts: Iterable[InstrumentFact], filings: Mapping[str, Filing]) -> GroupedFacts:
    """Facts under the ids of the instruments that they speak of."""
    ordered = sorted(
        facts, key=lambda fact: (fact.known_at, fact.source.document_id, fact.source.quote_start, fact_id(fact))
    )
    former = _find_former(ordered)
    whole: dict[tuple[str, str, str], dict[str, list[InstrumentFact]]] = defaultdict(lambda: defaultdict(list))
    for fact in ordered:
        cik, kind, key = fact.instrument_id.split(":", 2)
        if full := FULL.fullmatch(key):
            whole[cik, kind, full[1]][fact.instrument_id].append(fact)
    groups: dict[str, list[InstrumentFact]] = defaultdict(list)
    problems: dict[str, Problem] = {}
    for fact in ordered:
        if is_complete(fact.instrument_id):
            groups[former.get(fact.instrument_id, fact.instrument_id)].append(fact)
            continue
        fitting = _fitting(fact, whole)
        if len(fitting) == 1:
            groups[fitting[0]].append(fact)
            continue
        if not fitting:
            # Nobody ever says its coupon: an instrument of its own, under the name that it has.
            groups[fact.instrument_id].append(fact)
            continue
        accession = filings[fact.source.document_id].accession_number
        problem = Problem(
            kind="ambiguous_instrument",
            severity="notice",
            accession_number=accession,
            issuer_cik=fact.issuer_cik,
            message=(
                f"{accession}: “{fact.name}” may be any of {', '.join(fitting)}; what is said of it is left out. "
                "Compare the sentence with the debt table of the next 10-Q."
            ),
        )
        problems[problem.problem_id] = problem
    return GroupedFacts(
        by_id={instrument: tuple(group) for instrument, group in sorted(groups.items())},
        problems=tuple(sorted(problems.values(), key=lambda one: one.message)),
    )


def _find_former(ordered: Sequence[InstrumentFact]) -> dict[str, str]:
    """The first id of each loan that was renamed, by its later ones."""
    known = {fact.instrument_id for fact in ordered}
    former: dict[str, str] = {}
    for fact in ordered:
        was = fact.words if isinstance(fact, InstrumentTerm) and fact.term == "formerly" else None
        if was and was in known and was != fact.instrument_id:
            former.setdefault(fact.instrument_id, former.get(was, was))
    return former


def _fitting(
    fact: InstrumentFact, whole: Mapping[tuple[str, str, str], Mapping[str, Sequence[InstrumentFact]]]
) -> list[str]:
    """The complete ids that a partial one may stand for: those known by then, else those known later.

    `whole`: the facts of complete ids in the order known, by id, by issuer, kind and year.
    """
    cik, kind, key = fact.instrument_id.split(":", 2)
    partial = PARTIAL.fullmatch(key)
    if partial is None:
        return []
    year, letter = partial.groups()
    known = whole.get((cik, kind, year), {})
    first = {one: said[0].known_at for one, said in known.items()}
    before = [one for one in known if first[one] <= fact.known_at]
    # An offering is announced before its coupon is set: days later, not years (0001193125-24-060026).
    soon = [one for one in known if first[one] - fact.known_at <= SOON]
    fitting = sorted(before or soon or known)
    if letter and len(fitting) > 1:
        named = [one for one in fitting if any(_letter_of(other, year) == letter for other in known[one])]
        # "2030A" stands beside a "2030B" that is named: what is left is the other one.
        return named or [one for one in fitting if not any(_letter_of(other, year) for other in known[one])]
    return fitting


def _letter_of(fact: InstrumentFact, year: str) -> str | None:
    words = f"{fact.series} {fact.name}" if isinstance(fact, InstrumentTerm) else fact.name
    found = next((match for match in LETTERED.finditer(words) if match[1] == year), None)
    return found[2] if found else None
