"""Notes that were called, redeemed or bought back: which, on which day, for how much.

"called its 2025 converts for redemption on July 15, 2024". The event that a filing tells decides: its day and what
was paid. A note without such an event is left to `debts.py`.
"""

from __future__ import annotations

import re
from datetime import date
from typing import get_args

from monitor.judges._days import MONTHS, new_york_day, say_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import confirm_or_refute
from monitor.judges.verdicts._paper_words import (
    DAY,
    MONTH,
    YEARLESS,
    Day,
    Paper,
    ParticularKind,
    day_of,
    read_papers,
)
from monitor.judges.verdicts.debts._paper_known import NAMES, KnownPaper, Match, known_papers, match_paper, of_kind
from monitor.judges.verdicts.debts.agreed_terms import NOTES
from monitor.records import Claim, ClaimType, InstrumentEvent, Quote

CLAIM_TYPES: tuple[ClaimType, ...] = get_args(ClaimType)
ENDED = re.compile(
    r"\b(?:called|calls|calling|call(?= (?:its|the|all|those)\b)|redeem(?:s|ed|ing)?|redemption|retir(?:es|ed|ing)"
    r"|bought back"
    r"|repurchased|repaid|paid off|rid of|wiped out)\b",
    re.IGNORECASE,
)
OTHER = re.compile(
    r"\b(?:preferreds?|loan|holders?|bondholders?|can|(?-i:may)|could|might|if|would|callable|put|next)\b",
    re.IGNORECASE,
)
WILL = re.compile(r"\b(?:will|plans?|intends?|going to|set to|about to)\b", re.IGNORECASE)
DAY_AHEAD = re.compile(rf"\b(?:on|by|for|effective)\s(?:{MONTH}\s\d|\d{{1,2}}\s{MONTH})", re.IGNORECASE)
STILL = re.compile(r"\b(?:still|outstanding|not yet|remain\w*)\b", re.IGNORECASE)
BY = re.compile(r"\b(?:on|for|by|effective|dated|redemption date|in|set|fixed|named)\s$", re.IGNORECASE)
PART = re.compile(rf"\b(?P<part>early|mid|late)[\s-](?P<month>{MONTH})\b(?!,?\s20\d\d)", re.IGNORECASE)
PARTS = {"early": (1, 10), "mid": (10, 20), "late": (20, 31)}
ENDS = ("redeemed", "repurchased", "matured", "converted")


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where the words call no notes, or no filing tells of the end of those."""
    words = claim.source.quote
    head = words.partition(";")[0]
    if not NOTES.search(words) or not ENDED.search(head) or OTHER.search(head) or STILL.search(head):
        return None
    if claim.negated or (WILL.search(words) and not DAY_AHEAD.search(words)):
        return None
    papers = [replace_days(paper) for paper in read_papers(words)]
    if len(papers) != 1 or not (papers[0].days or papers[0].figures):
        return None
    found = [(one, match_paper(papers[0], one)) for one in of_kind(words, known_papers(known))]
    matches = [match for _, match in found if match.known_by and not match.wrong and _tells_sums(words, match)]
    fitting = [match.known for match in matches]
    ended = [(match, event) for match in matches for event in match.known.events if event.kind in ENDS]
    if not ended and fitting:
        return _judge_other(known, words, fitting)
    if len({match.known.latest.instrument_id for match, _ in ended}) != 1:
        return None
    dated = [pair for pair in ended if pair[1].happened_on] or ended
    match, event = dated[0]
    paper, told = match.known, match.right
    said = [day_of(match) for match in DAY.finditer(words) if BY.search(words[: match.start()])]
    said = [day for day in said if day.month]
    if event.happened_on is not None:
        said += _yearless(words, event.happened_on)
    if event.happened_on is None:
        return None if said or claim.period_end_on else _found(known, paper, event, right=True, told=told)
    on = event.happened_on
    if not said and claim.period_end_on is not None and paper.latest.matures_on != claim.period_end_on:
        start, filed = claim.period_start_on or claim.period_end_on, new_york_day(event.known_at)
        inside = any(start <= one <= claim.period_end_on for one in (on, filed))
        return _found(
            known, paper, event, right=inside, told=told, claimed="" if inside else say_day(claim.period_end_on)
        )
    wrong = [day for day in said if not day.fits(Day(on.year, on.month, on.day)) and not _is_news(day, event)]
    return _found(known, paper, event, right=not wrong, told=told, claimed=str(wrong[0]) if wrong else "")


def _yearless(words: str, on: date) -> list[Day]:
    """ "For July 15", "for mid-July": in the year of the event."""
    part = PART.search(words)
    if part is not None:
        first, last = PARTS[part["part"].lower()]
        inside = _number_of(part["month"]) == on.month and first <= on.day <= last
        return [Day(on.year, on.month, on.day) if inside else Day(on.year, _number_of(part["month"]))]
    year = on.year
    found = [match for match in YEARLESS.finditer(words) if BY.search(words[: match.start()])]
    return [day for match in found for day in (day_of(one) for one in DAY.finditer(f"{match.group()}, {year}"))]


def _number_of(name: str) -> int:
    return next(month for month, short in enumerate(MONTHS, 1) if name.lower().startswith(short))


def _tells_sums(words: str, match: Match) -> bool:
    """Whether each sum and price in the words is one of that paper."""
    return words.count("$") == sum(kind in ("principal", "proceeds", "conversion") for kind, *_ in match.right)


def _judge_other(known: Knowledge, words: str, fitting: list[KnownPaper]) -> Finding | None:
    """The day on which another paper was redeemed, told of one that is outstanding."""
    said = [day_of(match) for match in DAY.finditer(words) if BY.search(words[: match.start()])]
    for one in known_papers(known):
        for event in one.events:
            on = event.happened_on
            if event.kind not in ENDS or on is None or all(other.retired for other in fitting):
                continue
            if any(day.day and day.fits(Day(on.year, on.month, on.day)) for day in said):
                return _found(known, one, event, right=False, claimed=fitting[0].latest.name)
    return None


def replace_days(paper: Paper) -> Paper:
    """Only what tells the paper: the day of its maturity, its coupon and its amount."""
    return Paper(figures=paper.figures, days=tuple(one for one in paper.days if one[0] == "maturity"))


def _is_news(day: Day, event: InstrumentEvent) -> bool:
    """The day on which it was announced is right as well."""
    filed = new_york_day(event.known_at)
    return day.fits(Day(filed.year, filed.month, filed.day))


def _found(
    known: Knowledge,
    paper: KnownPaper,
    event: InstrumentEvent,
    *,
    right: bool,
    claimed: str = "",
    told: tuple[tuple[ParticularKind, str, Quote], ...] = (),
) -> Finding:
    """`told`: the particulars of the paper that were right."""
    on = f" on {say_day(event.happened_on)}" if event.happened_on else ""
    also = f"; {claimed} is claimed" if claimed else ""
    terms = "".join(f", {NAMES[kind]} {disclosed}" for kind, disclosed, _ in told)
    return confirm_or_refute(
        known,
        right,
        f"{paper.latest.name}{terms}: {event.kind}{on}, by the filing of "
        f"{say_day(new_york_day(event.known_at))}{also}.",
        event.source,
        *(quote for _, _, quote in told),
    )
