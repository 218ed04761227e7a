"""What notes were worth at the end of a quarter by the report's own table: "puts the fair value of its $1.05
billion zero-coupon convertible at about $758 million".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import get_args

from monitor.judges._days import new_york_day, say_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import confirm_or_refute
from monitor.judges.verdicts._figures import is_right, say_amount, say_figure
from monitor.judges.verdicts._paper_words import Paper, read_papers, read_sums
from monitor.judges.verdicts._time import said_on
from monitor.judges.verdicts.debts._paper_known import known_papers, match_paper
from monitor.judges.verdicts.reports._rows import SCALE, SCALES
from monitor.records import Claim, ClaimFigure, ClaimType, Quote

CLAIM_TYPES: tuple[ClaimType, ...] = get_args(ClaimType)
FAIR = re.compile(r"\b(?:fair|market) value\b|\bmarks?\b[^.;]{0,60}\bat\b", re.IGNORECASE)
NOTES = re.compile(r"\b(?:notes?|bonds?|converts?|convertibles?|issue)\b(?! preferred)", re.IGNORECASE)
VALUE = r"\$?\(?[\d,]+\)?"
ROW = re.compile(
    rf"^(?P<year>20[2-5]\d)\s(?:Convertible\s|Secured\s)?Notes\t(?P<face>{VALUE})\t{VALUE}\t{VALUE}\t(?P<fair>{VALUE})"
    r"\tLevel\s\d",
    re.MULTILINE,
)
AT = re.compile(
    r"\b(?:at|of|is|was|to|worth)\s(?:(?:only|just|about|around|roughly|some|nearly|almost|over)\s){0,3}$|[:(]\s$",
    re.IGNORECASE,
)
BESIDE = 60  # characters between "fair value" and its sum
FRESH = timedelta(days=150)


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where no fair value of one paper is told, or no report of those months has its row."""
    words, day = claim.source.quote, said_on(claim)
    if not FAIR.search(words) or not NOTES.search(words) or claim.negated:
        return None
    sums = [(figure, place) for figure, place in read_sums(words) if figure.value >= 1_000_000]
    valued = [figure for figure, place in sums if _is_value(words, place)]
    if len(valued) != 1 or not sums:
        return None
    year = _year_of(words, valued[0], known)
    rows = [one for one in _rows(known) if one[0] == year and timedelta(0) <= day - one[1] <= FRESH]
    if not rows:
        return None
    _, filed, fair, quote = rows[0]
    right = is_right(valued[0], fair)
    also = "" if right else f"; {say_figure(valued[0])} is claimed"
    told = ", ".join(say_figure(figure) for figure, _ in sums if figure is not valued[0])
    return confirm_or_refute(
        known,
        right,
        f"Filed on {say_day(filed)}: a fair value of {say_amount(fair, 'USD')} for the notes "
        f"due {year}{f' ({told})' if told else ''}{also}.",
        quote,
        firmness="exact",
    )


def _is_value(words: str, place: re.Match[str]) -> bool:
    """Whether a sum is what they are valued at: its nearest word is "at" or "of", after "fair value"."""
    before = words[: place.start()]
    fair = [one.end() for one in FAIR.finditer(before)]
    said = before[fair[-1] :] if fair else ""
    return (
        bool(fair) and AT.search(before) is not None and not re.match(r"\sof\s(?:its|the|their)\s.{0,12}$", said)
    )


def _year_of(words: str, valued: ClaimFigure, known: Knowledge) -> str | None:
    """The year of the one paper whose other particulars are told rightly."""
    found = set()
    for paper in read_papers(words):
        rest = tuple(one for one in paper.figures if one[1].start != valued.start)
        own = Paper(figures=rest, days=tuple(one for one in paper.days if one[0] == "maturity"))
        for one in known_papers(known):
            match = match_paper(own, one)
            if match.known_by and not match.wrong and not match.untold and one.latest.matures_on:
                found.add(str(one.latest.matures_on.year))
    return found.pop() if len(found) == 1 else None


def _rows(known: Knowledge) -> Iterator[tuple[str, date, Decimal, Quote]]:
    """The newest row of each report for each year: its year, the day of filing, the fair value, the row."""
    filings = known.record.filings
    for key, document in sorted(
        known.record.documents.items(), key=lambda one: filings[one[0]].accepted_at, reverse=True
    ):
        seen: set[str] = set()
        for match in ROW.finditer(document.text):
            scale = [one["scale"].lower() for one in SCALE.finditer(document.text[: match.start()][-900:])]
            if match["year"] in seen or not scale:
                continue  # the first table is that of the newest day
            seen.add(match["year"])
            value = Decimal(re.sub(r"\D", "", match["fair"])).scaleb(SCALES[scale[-1]])
            yield match["year"], new_york_day(filings[key].accepted_at), value, document.quote(*match.span())
