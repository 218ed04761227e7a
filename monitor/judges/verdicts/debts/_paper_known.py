"""What filings say of one paper: every amount, day and price ever stated of it, with the sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from monitor.judges._days import say_day
from monitor.judges._instrument_ids import is_complete
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts._figures import is_right, say_amount, say_figure
from monitor.judges.verdicts._paper_words import Day, Paper, ParticularKind
from monitor.records import Instrument, InstrumentEvent, InstrumentTerm, Quote

KINDS = ("convertible_note", "senior_note")
TERMS: dict[str, ParticularKind] = {
    "principal_usd": "principal",
    "coupon_rate": "coupon",
    "conversion_price_usd": "conversion",
    "matures_on": "maturity",
    "put_on": "put",
    "callable_from_on": "call",
    "issued_on": "issued",
}
NAMES: dict[ParticularKind, str] = {
    "principal": "principal",
    "proceeds": "proceeds",
    "net": "net proceeds",
    "coupon": "coupon",
    "conversion": "conversion price",
    "maturity": "maturity",
    "put": "day on which holders may hand them back",
    "call": "day from which they may be called",
    "issued": "issue",
}
IDENTITY: tuple[ParticularKind, ...] = ("principal", "coupon", "conversion", "maturity", "issued")
Stated = tuple[Decimal | date, Quote]


@dataclass(frozen=True, kw_only=True)
class KnownPaper:
    """One paper and all that was stated of it, the latest last."""

    latest: Instrument
    stated: dict[ParticularKind, list[Stated]] = field(default_factory=dict)
    events: tuple[InstrumentEvent, ...] = ()

    @property
    def retired(self) -> bool:
        """Whether nothing of it is outstanding any more."""
        return self.latest.status == "retired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A paper of a sentence against a known one."""

    known: KnownPaper
    right: tuple[tuple[ParticularKind, str, Quote], ...]  # kind, as disclosed, sentence
    wrong: tuple[tuple[ParticularKind, str, str, Quote], ...]  # kind, claimed, disclosed, sentence
    untold: tuple[ParticularKind, ...]

    @property
    def known_by(self) -> int:
        """How many particulars tell it from others."""
        return sum(kind in IDENTITY for kind, _, _ in self.right)


def known_papers(known: Knowledge) -> tuple[KnownPaper, ...]:
    """Every note that filings have spoken of by the day of the verdict, its latest version."""
    return known.once(("papers", known.effects), lambda: _list_papers(known))


def _list_papers(known: Knowledge) -> tuple[KnownPaper, ...]:
    latest: dict[str, Instrument] = {}
    for version in known.instruments.versions:  # in the order known
        if version.kind in KINDS and is_complete(version.instrument_id):
            latest[version.instrument_id] = version
    found = []
    for key, version in latest.items():
        facts = known.instruments.facts.get(key, ())
        paper = KnownPaper(latest=version, events=tuple(one for one in facts if isinstance(one, InstrumentEvent)))
        for fact in facts:
            for kind, what in _told(fact):
                paper.stated.setdefault(kind, []).append((what, fact.source))
        if "principal" not in paper.stated:  # priced only: an option may still add to it
            paper.stated["principal"] = [(o.amount_usd, o.source) for o in paper.events if o.amount_usd]
        for issuance in known.record.issuances:
            if issuance.kind == "offering" and _is_of(issuance.security, version) and issuance.net_proceeds_usd:
                paper.stated.setdefault("net", []).append((issuance.net_proceeds_usd, issuance.source))
        found.append(paper)
    return tuple(found)


def of_kind(words: str, papers: tuple[KnownPaper, ...]) -> tuple[KnownPaper, ...]:
    """Those that "convertibles" or "secured notes" can mean; all where the words do not tell."""
    convertible = re.search(r"\bconvert\w*\b", words, re.IGNORECASE)
    secured = re.search(r"\bsecured (?:notes|bonds)\b|\bjunk bonds?\b", words, re.IGNORECASE)
    if bool(convertible) == bool(secured):
        return papers
    kind = "convertible_note" if convertible else "senior_note"
    return tuple(one for one in papers if one.latest.kind == kind)


def _told(fact: InstrumentTerm | InstrumentEvent) -> Iterator[tuple[ParticularKind, Decimal | date]]:
    if isinstance(fact, InstrumentEvent):
        if fact.kind == "issued" and fact.amount_usd:
            yield "principal", fact.amount_usd
        if fact.kind == "issued" and fact.happened_on:
            yield "issued", fact.happened_on
        return
    what = fact.figure if fact.figure is not None else fact.day_on
    if fact.term in TERMS and what is not None and not (fact.term == "principal_usd" and what == 0):
        yield TERMS[fact.term], what


def _is_of(security: str, one: Instrument) -> bool:
    year = re.search(r"\b20\d\d\b", security)
    rate = re.search(r"(\d+(?:\.\d+)?)%", security)
    return bool(
        year
        and one.matures_on
        and year.group() == str(one.matures_on.year)
        and (rate is None or Decimal(rate[1]) == one.coupon_rate)
    )


def match_paper(paper: Paper, one: KnownPaper) -> Match:
    """Each particular of a sentence's paper against what was stated of a known one."""
    right: list[tuple[ParticularKind, str, Quote]] = []
    wrong: list[tuple[ParticularKind, str, str, Quote]] = []
    untold: list[ParticularKind] = []
    for kind, figure in paper.figures:
        sources = [kind] if kind != "proceeds" else ["principal", "net"]
        stated = [pair for source in sources for pair in one.stated.get(source, ())]  # type: ignore[call-overload]
        amounts = [(what, quote) for what, quote in stated if isinstance(what, Decimal)]
        hit = next((pair for pair in reversed(amounts) if is_right(figure, pair[0])), None)
        if hit is not None:
            right.append((kind, say_amount(hit[0], figure.unit), hit[1]))
        elif amounts:
            last = amounts[-1]
            wrong.append((kind, say_figure(figure), say_amount(last[0], figure.unit), last[1]))
        else:
            untold.append(kind)
    for kind, day in (_as_named(*each, one) for each in paper.days):
        hit_day, last_day = _find_day(kind, day, one)
        if hit_day is not None:
            right.append((kind, say_day(hit_day[0]), hit_day[1]))
        elif last_day is not None:
            wrong.append((kind, str(day), say_day(last_day[0]), last_day[1]))
        elif (
            kind == "maturity" and not day.month and one.events and re.search(rf"\b{day.year}\b", one.latest.name)
        ):
            right.append((kind, str(day.year), one.events[0].source))
        else:
            untold.append(kind)
    if paper.issue_month:
        issued = [(what, quote) for what, quote in one.stated.get("issued", ()) if isinstance(what, date)]
        same = [pair for pair in issued if pair[0].month == paper.issue_month]
        if same:
            right.append(("issued", say_day(same[-1][0]), same[-1][1]))
        elif issued:
            wrong.append(("issued", "another month", say_day(issued[-1][0]), issued[-1][1]))
    return Match(known=one, right=tuple(right), wrong=tuple(wrong), untold=tuple(untold))


def _as_named(kind: ParticularKind, day: Day, one: KnownPaper) -> tuple[ParticularKind, Day]:
    """ "The March 2030 notes" are named by when they fall due, "the December 2020 notes" by their issue."""
    due = (
        kind == "issued"
        and _find_day(kind, day, one)[0] is None
        and _find_day("maturity", day, one)[0] is not None
    )
    return ("maturity" if due else kind), day


def _find_day(
    kind: ParticularKind, day: Day, one: KnownPaper
) -> tuple[tuple[date, Quote] | None, tuple[date, Quote] | None]:
    """The stated day that fits, and the last one stated."""
    dates = [(what, quote) for what, quote in one.stated.get(kind, ()) if isinstance(what, date)]
    named = f"{one.latest.series} {one.latest.name}"
    lettered = (
        not day.letter
        or re.search(rf"{day.year}\s?{day.letter}\b", named)
        or str(day.year) not in one.latest.series
    )
    fitting = [
        pair for pair in dates if lettered and day.fits(Day(pair[0].year, pair[0].month, pair[0].day, day.letter))
    ]
    return (fitting[-1] if fitting else None), (dates[-1] if dates else None)


def is_put_day(match: Match, day: Day) -> bool:
    """Whether a day that is called the maturity is the one on which holders may hand the paper back."""
    puts = [what for what, _ in match.known.stated.get("put", ()) if isinstance(what, date)]
    return bool(day.month) and any(day.fits(Day(one.year, one.month, one.day)) for one in puts)
