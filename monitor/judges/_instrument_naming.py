"""What an instrument is called, and which of two statements of its maturity stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from monitor.judges._instrument_ids import is_complete
from monitor.judges._terms import tells_change
from monitor.records import InstrumentTerm, TermName

SHORT_NAME = re.compile(r"\b20\d\d[\s-]?[A-Z]?\b|\b[A-Z]{3,5}\b")


def choose_maturity(chosen: dict[TermName, InstrumentTerm]) -> None:
    """A day stands before a month alone, unless a later filing says that the maturity moved to that month."""
    day, month = chosen.get("matures_on"), chosen.get("matures_in")
    if day is not None and month is not None:
        moved = month.known_at > day.known_at and tells_change(month)
        chosen.pop("matures_on" if moved else "matures_in")


def name_of(terms: Sequence[InstrumentTerm]) -> str:
    """What it is called: of a loan that was made larger, and named after its size, the name since."""
    renamed = [term.name for term in terms if term.term == "formerly"]
    if renamed:
        return renamed[-1]
    return next((term.name for term in terms if is_complete(term.instrument_id)), terms[0].name)


def series_of(terms: Sequence[InstrumentTerm]) -> str:
    """The short name in use: it changes with the year, letter or ticker in it, not with its other words."""
    current = ""
    for term in terms:
        if term.series and (not current or _short(term.series) not in ("", _short(current))):
            current = term.series
    return current


def _short(series: str) -> str:
    found = SHORT_NAME.search(series)
    return re.sub(r"[\s-]", "", found.group()) if found else ""
