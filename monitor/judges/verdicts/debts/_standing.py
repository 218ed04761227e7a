"""The notes and loans outstanding on a day, and when each falls due or may be handed back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from monitor.judges.instruments import instruments_on
from monitor.judges.knowledge import Knowledge
from monitor.records import Instrument, Quote

CONVERTIBLE = re.compile(r"\bconver\w+\b", re.IGNORECASE)
NOTE = re.compile(r"\b(?:notes?|bonds?|senior debt)\b", re.IGNORECASE)
PUT = re.compile(
    r"\b(?:puts?|puttable|hand\w*[^.;]{0,20}\bback|demand\w*|early exit|(?:ask|sell|give)\w*[^.;]{0,20}\bback)\b",
    re.IGNORECASE,
)
PUT_DAY = re.compile(  # asks for the days of puts: a paper without one is no answer
    r"\bputs?\b|\bputtable\b|\bput (?:dates?|options?|rights?)\b|\bearly exit\b", re.IGNORECASE
)
REPORTS = ("10-Q", "10-K", "20-F")
MANY = 5  # filings: so many, or a report, and the store knows all debt


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One paper and the day that is asked for."""

    paper: Instrument
    on: date

    @property
    def usd(self) -> Decimal:
        """What falls due."""
        return self.paper.principal_usd or Decimal(0)


def is_known_whole(known: Knowledge) -> bool:
    """Whether all debt of the issuer is in the store: one 8-K tells of one paper alone."""
    forms = [one.form for one in known.record.filings.values()]
    return len(forms) >= MANY or any(form.startswith(REPORTS) for form in forms)


def list_dues(known: Knowledge, words: str, day: date) -> Sequence[Due]:
    """What is outstanding of the kind that the words name, by its day: of the put where they speak of one, else of
    the maturity. A paper without a put falls due when it matures."""
    return sorted(_dues(known, words, day), key=lambda one: (one.on, one.paper.instrument_id))


def _dues(known: Knowledge, words: str, day: date) -> Iterator[Due]:
    put = PUT.search(words) is not None
    for one in instruments_on(day, known.instruments.versions):
        if one.kind == "preferred" or not one.principal_usd or one.matures_on is None:
            continue
        if CONVERTIBLE.search(words) and one.kind != "convertible_note":
            continue
        if NOTE.search(words) and one.kind == "loan":
            continue
        if put and one.put_on is None and PUT_DAY.search(words):
            continue
        yield Due(paper=one, on=one.put_on if put and one.put_on else one.matures_on)


def quotes_of(known: Knowledge, dues: Sequence[Due], term: str) -> list[Quote]:
    """The sentences that state that term of each, the newest of each paper."""
    found = []
    for due in dues:
        facts = [
            one for one in known.record.terms if one.instrument_id == due.paper.instrument_id and one.term == term
        ]
        found += [max(facts, key=lambda one: one.known_at).source] if facts else []
    return found
