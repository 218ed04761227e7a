"""Instruments: what is owed and on which terms, as versions. A later fact supersedes, and both stay visible.

    terms and events -> by instrument (`_instrument_ids`)
    each instant at which something new was known, or took effect -> the terms as known then
    terms that differ from the version before -> a new version

The latest statement of a term wins; silence erases nothing; a day that passes is no event: a note past its
maturity is outstanding until a filing says that it was paid. Of the amount outstanding the statement of the latest
day counts, not the latest filing: a 10-Q has a column for last December; the same amount as of a later day makes a
version too, which dates it. A rate counts from the day on which it takes effect, and a redemption that was
announced from the day for which it was.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime, timedelta
from typing import Any

from monitor.judges._coupons import find_coupon
from monitor.judges._days import begin_of, new_york_day
from monitor.judges._instrument_ids import InstrumentFact, fact_id, group_facts
from monitor.judges._instrument_naming import choose_maturity, name_of, series_of
from monitor.judges._instrument_problems import find_term_problems
from monitor.judges._outstanding import find_outstanding, is_added
from monitor.judges._precision import ZERO
from monitor.judges._program_sales import assign_sales, count_sales
from monitor.judges._terms import (
    effective_day,
    find_dividend_rate,
    find_latest,
    value_of,
)
from monitor.records import (
    Filing,
    Instrument,
    InstrumentEvent,
    InstrumentTerm,
    Issuance,
    Obligation,
    Problem,
    TermName,
)

PLAIN: tuple[TermName, ...] = (
    "liquidation_preference_usd", "liquidation_preference_other", "coupon_rate", "payments_per_year",
    "payment_days", "cumulative", "issued_on",
    "matures_on", "matures_in", "put_on", "callable_from_on", "conversion_price_usd", "conversion_rate",
)  # fmt: skip
WHEN_PAID = ("payments_per_year", "payment_days")  # announced for a day to come, as a rate is
UNCOMPARED = frozenset(("known_at", "superseded_at", "accession_number", "term_ids", "name"))


@dataclass(frozen=True, slots=True)
class VersionMemory:
    """The versions worked out before, by instrument and instant, each with the facts and sales it rests on; and
    what falls due of them (`obligations.py`), with the version and the facts that make it due."""

    versions: dict[
        tuple[str, datetime], tuple[tuple[InstrumentFact, ...], tuple[Issuance, ...], Instrument | None]
    ] = field(default_factory=dict)
    due: dict[Hashable, tuple[tuple[Instrument, tuple[InstrumentFact, ...]], tuple[Obligation, ...]]] = field(
        default_factory=dict
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruments:
    """Versions by instrument and instant; the facts of each instrument in the order known; what is wrong."""

    versions: tuple[Instrument, ...]
    facts: Mapping[str, tuple[InstrumentFact, ...]]
    problems: tuple[Problem, ...]
    memory: VersionMemory = field(default_factory=VersionMemory, repr=False, compare=False)


def judge_instruments(
    terms: Iterable[InstrumentTerm],
    events: Iterable[InstrumentEvent],
    *,
    filings: Mapping[str, Filing],
    issuances: Iterable[Issuance] = (),
    known_by: datetime | None = None,
    memory: VersionMemory | None = None,
) -> Instruments:
    """All versions of all instruments. `filings` maps document_id to Filing; `known_by` leaves out the later.

    `issuances` count the preferred shares sold under programs since a filing last said how many there are.
    `memory`: of one record that is asked of many days, so that no version is worked out twice.
    """
    memory = memory or VersionMemory()
    given: list[InstrumentFact] = [*terms, *events]
    facts = [fact for fact in given if known_by is None or fact.known_at <= known_by]
    horizon = known_by or max((filing.accepted_at for filing in filings.values()), default=None)
    grouped = group_facts(facts, filings)
    sales = assign_sales(issuances, (fact for fact in facts if isinstance(fact, InstrumentTerm)))
    versions: list[Instrument] = []
    problems: dict[str, Problem] = {one.problem_id: one for one in grouped.problems}
    for instrument_id, group in grouped.by_id.items():
        for problem in find_term_problems(group, filings):
            problems[problem.problem_id] = problem
        history = _History(
            instrument_id=instrument_id, facts=group, sales=sales.get(instrument_id, ()), filings=filings
        )
        versions += _versions(history, horizon or group[-1].known_at, memory)
    return Instruments(
        versions=tuple(sorted(versions, key=lambda one: (one.instrument_id, one.known_at))),
        facts=grouped.by_id,
        problems=tuple(sorted(problems.values(), key=lambda one: (one.kind, one.message))),
        memory=memory,
    )


def instruments_on(
    day: date, versions: Iterable[Instrument], known_by: datetime | None = None
) -> tuple[Instrument, ...]:
    """What was outstanding at the end of `day` (New York), as known by then or by `known_by`; by name.

    What was announced but not issued by that day is left out, and so is what was retired.
    """
    until = known_by or end_of(day)
    current = [
        one
        for one in versions
        if one.known_at <= until and (one.superseded_at is None or one.superseded_at > until)
    ]
    standing = [
        one for one in current if one.status == "outstanding" and (one.issued_on is None or one.issued_on <= day)
    ]
    return tuple(
        sorted(standing, key=lambda one: (one.kind, one.matures_on or date.max, one.name, one.instrument_id))
    )


def end_of(day: date) -> datetime:
    """The last instant of a day in New York, in UTC."""
    return begin_of(day + timedelta(days=1)) - timedelta(microseconds=1)


def as_known(instruments: Instruments, known_by: datetime) -> Instruments:
    """The versions and facts as they stood at an instant: what came later is left out."""
    return Instruments(
        versions=tuple(
            replace(one, superseded_at=None) if one.superseded_at and one.superseded_at > known_by else one
            for one in instruments.versions
            if one.known_at <= known_by
        ),
        facts={
            instrument: tuple(fact for fact in facts if fact.known_at <= known_by)
            for instrument, facts in instruments.facts.items()
        },
        problems=(),
        memory=instruments.memory,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _History:
    """All that is known of one instrument, in the order known."""

    instrument_id: str
    facts: Sequence[InstrumentFact]
    sales: Sequence[Issuance]
    filings: Mapping[str, Filing]


def _versions(history: _History, horizon: datetime, memory: VersionMemory) -> list[Instrument]:
    versions: list[Instrument] = []
    for instant in _instants(history, horizon):
        version = _recall_version(history, instant, memory)
        if version is None or (versions and _same(versions[-1], version)):
            continue
        if versions:
            versions[-1] = replace(versions[-1], superseded_at=instant)
        versions.append(version)
    return versions


def _instants(history: _History, horizon: datetime) -> list[datetime]:
    """When something new was known, and when something announced took effect (if that is past already)."""
    instants = {fact.known_at for fact in (*history.facts, *history.sales)}
    instants |= {begin_of(effective_day(fact)) for fact in history.facts if _is_ahead(fact)}
    return sorted(instant for instant in instants if instant <= horizon)


def find_effects(facts: Iterable[InstrumentFact]) -> list[datetime]:
    """When what was announced ahead takes effect: the instants at which versions change without a filing."""
    return sorted({begin_of(effective_day(fact)) for fact in facts if _is_ahead(fact)})


def _is_ahead(fact: InstrumentFact) -> bool:
    return _is_announced(fact) and effective_day(fact) > new_york_day(fact.known_at)


def _is_announced(fact: InstrumentFact) -> bool:
    """Whether a fact may be told before it holds."""
    return isinstance(fact, InstrumentEvent) or fact.term in ("dividend_rate", "coupon_rate", *WHEN_PAID)


def _recall_version(history: _History, instant: datetime, memory: VersionMemory) -> Instrument | None:
    """The version at an instant: the one worked out before, where it rests on the same facts and sales."""
    facts = tuple(fact for fact in history.facts if fact.known_at <= instant)
    sales = tuple(sale for sale in history.sales if sale.known_at <= instant)
    key = history.instrument_id, instant
    before = memory.versions.get(key)
    if before is not None and before[:2] == (facts, sales):
        return before[2]
    version = _version(replace(history, facts=facts, sales=sales), instant)
    memory.versions[key] = facts, sales, version
    return version


def _version(history: _History, instant: datetime) -> Instrument | None:
    """The version at an instant, by a history that holds what was known then and no more."""
    facts = history.facts
    terms = [fact for fact in facts if isinstance(fact, InstrumentTerm)]
    if not terms:
        return None  # an event alone does not say what kind of instrument it happened to
    today = new_york_day(instant)
    standing = [term for term in terms if not (term.term in WHEN_PAID and effective_day(term) > today)]
    chosen = {
        name: found
        for name in PLAIN
        if (found := find_latest(standing, name) or find_latest(terms, name)) is not None
    }
    choose_maturity(chosen)
    coupon = find_coupon(terms, today)
    chosen.pop("coupon_rate", None)
    if coupon is not None and coupon.figure is not None:
        chosen["coupon_rate"] = coupon
    ids = {fact_id(term) for term in chosen.values()}
    principal = find_outstanding(facts, "principal_usd", today)
    shares = find_outstanding(facts, "shares", today)
    rate = find_dividend_rate(facts, today) if terms[0].kind == "preferred" else None
    counted = shares if terms[0].kind == "preferred" else principal
    ids.update(counted.fact_ids)
    sold, sales = count_sales(history.sales, after=shares.as_of_on, until=today, known_by=instant)
    if shares.amount is not None and not shares.retired:
        ids.update(sales)
        shares = replace(shares, amount=max(ZERO, shares.amount + sold))
    ids.update(() if rate is None else (fact_id(rate[1]),))
    issued = next(
        (
            fact
            for fact in facts
            if isinstance(fact, InstrumentEvent) and fact.kind == "issued" and not is_added(fact)
        ),
        None,
    )
    values: dict[str, Any] = dict.fromkeys(PLAIN)
    values |= {name: value_of(term) for name, term in chosen.items()}
    if values["issued_on"] is None and issued is not None and issued.happened_on is not None:
        values["issued_on"] = issued.happened_on
        ids.add(fact_id(issued))
    made = [(max(fact.known_at, _takes_effect(fact, instant)), fact.known_at, fact.source) for fact in facts]
    made += [(sale.known_at, sale.known_at, sale.source) for sale in history.sales]
    last = max(made, key=lambda one: one[:2])[2]
    return Instrument(
        instrument_id=history.instrument_id,
        issuer_cik=terms[0].issuer_cik,
        kind=terms[0].kind,
        name=name_of(terms),
        series=series_of(terms),
        status="retired" if principal.retired or shares.retired else "outstanding",
        principal_usd=principal.amount,
        principal_as_of_on=principal.as_of_on,
        shares=shares.amount,
        dividend_rate=None if rate is None else rate[0],
        currency=(preference.words if (preference := chosen.get("liquidation_preference_other")) else None)
        or "USD",
        known_at=instant,
        superseded_at=None,
        accession_number=history.filings[last.document_id].accession_number,
        term_ids=tuple(sorted(ids)),
        **values,
    )


def _takes_effect(fact: InstrumentFact, instant: datetime) -> datetime:
    """When a fact that was announced ahead began to count, if it has by `instant`."""
    begins = begin_of(effective_day(fact))
    return begins if _is_announced(fact) and fact.known_at < begins <= instant else fact.known_at


def _same(one: Instrument, other: Instrument) -> bool:
    """Whether nothing changed that matters; of what is retired, nothing does."""
    if one.status == other.status == "retired":
        return True
    return all(
        getattr(one, f.name) == getattr(other, f.name) for f in fields(Instrument) if f.name not in UNCOMPARED
    )
