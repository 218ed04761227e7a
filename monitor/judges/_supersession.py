"""Amendments supersede: what an 8-K/A, 10-Q/A or 10-K/A says again takes the place of what it amends.

Source: Exchange Act Rule 12b-15 (an amendment sets forth the complete text of each item as amended). It is
applied fact by fact, because many amendments only add an exhibit and take nothing back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TypeVar

from monitor.records import Filing, HoldingsChange, HoldingsFact, HoldingsTotal

Kind = TypeVar("Kind", HoldingsChange, HoldingsTotal)


def find_superseded(facts: Sequence[Kind], filings: Mapping[str, Filing]) -> dict[str, Kind]:
    """Ids of facts that an amendment restates, each with the fact that takes its place.

    `filings` maps document_id to Filing. A fact that the amendment repeats unchanged is not superseded: it
    was known from its first filing on.
    """
    taken: dict[str, Kind] = {}
    for later in sorted(facts, key=lambda fact: (fact.known_at, _fact_id(fact))):
        amendment = filings[later.source.document_id]
        if not amendment.form.endswith("/A"):
            continue
        for earlier in _amended(facts, filings, amendment):
            if _restates(later, earlier, named=amendment.amends is not None):
                taken[_fact_id(earlier)] = later
    return taken


def _fact_id(fact: HoldingsFact) -> str:
    return fact.change_id if isinstance(fact, HoldingsChange) else fact.total_id


def _amended(facts: Sequence[Kind], filings: Mapping[str, Filing], amendment: Filing) -> Iterator[Kind]:
    """Facts of the amended filing; of every earlier filing of that form when the amendment names none."""
    base = amendment.form.removesuffix("/A")
    named = _named(amendment, filings)
    for fact in facts:
        filing = filings[fact.source.document_id]
        if filing.accession_number == amendment.accession_number or filing.accepted_at >= amendment.accepted_at:
            continue
        if filing.form.removesuffix("/A") != base:
            continue
        if not named or filing.accession_number in named:
            yield fact


def _named(amendment: Filing, filings: Mapping[str, Filing]) -> set[str]:
    """The filing that is amended, and those which that one amends in its turn."""
    amends = {filing.accession_number: filing.amends for filing in filings.values()}
    named: set[str] = set()
    current = amendment.amends
    while current is not None and current not in named:
        named.add(current)
        current = amends.get(current)
    return named


def _restates(later: HoldingsFact, earlier: HoldingsFact, *, named: bool) -> bool:
    if isinstance(later, HoldingsTotal) and isinstance(earlier, HoldingsTotal):
        return later.as_of_on == earlier.as_of_on and later.units != earlier.units
    if not (isinstance(later, HoldingsChange) and isinstance(earlier, HoldingsChange)):
        return False
    if later.kind != earlier.kind and "none" not in (later.kind, earlier.kind):
        return False
    if {later.kind, earlier.kind} & {"transferred", "pledged"} and later.kind != earlier.kind:
        return False
    if (later.kind, later.units) == (earlier.kind, earlier.units) and _period(later) == _period(earlier):
        return False
    # Without the name of the amended filing only the very same period shows which statement is meant.
    return _overlap(later, earlier) if named else _period(later) == _period(earlier)


def _period(change: HoldingsChange) -> tuple[date | None, date | None]:
    return change.period_start_on, change.period_end_on


def _overlap(one: HoldingsChange, other: HoldingsChange) -> bool:
    if one.period_end_on is None or other.period_end_on is None:
        return _period(one) == _period(other)
    start, end = one.period_start_on or one.period_end_on, one.period_end_on
    other_start, other_end = other.period_start_on or other.period_end_on, other.period_end_on
    return start <= other_end and other_start <= end
