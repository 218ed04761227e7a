"""What the holding went up or down by between two days: "grew by more than 8,000 coins between November 10 and
16", "holds fewer bitcoin than at the end of October", "5,050 coins more than on August 23".

The two days each have their disclosed holding, and the number is that of neither, but of what lies between. Days
after the last disclosure leave it open. The first day of a stretch may be meant with its own purchases or without.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from monitor.judges._days import Span, say_day
from monitor.judges._precision import say_units
from monitor.judges._totals import DayTotal
from monitor.judges.knowledge import Knowledge
from monitor.judges.statement import Judged
from monitor.judges.unread import Unread
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite
from monitor.judges.verdicts._disclosed import latest_total, stood_still
from monitor.judges.verdicts._figures import is_right, say_figure
from monitor.judges.verdicts._saying import say_total
from monitor.judges.verdicts._time import period, said_on
from monitor.records import ClaimFigure

HOLDING = (
    r"(?:holdings?|stash|stack|hoard|pile|stockpile|trove|treasury|coin count|count|tally|position"
    r"|cache|reserves?|vault)"
)
UP = (
    r"(?:gr[eo]wn?|grows|rose|risen|rises|went up|gone up|climbed|increased|expanded|swelled|swollen|jumped|up"
    r"|ballooned|fattened|mounted|higher)"
)
DOWN = (
    r"(?:fell|fallen|falls|dropped|shr[au]nk|declined|went down|gone down|decreased|dwindled|slipped"
    r"|contracted|down|dipped"
    r"|lower)"
)
BY = re.compile(  # up to the figure
    rf"\b{HOLDING}\b(?P<between>(?:(?!, |\bprice\b|\bworth\b|\bvalued?\b)[^.;$]){{0,45}}?)\b(?:(?P<up>{UP})"
    rf"|(?P<down>{DOWN}))\b"
    r"(?:\s\w+ly)?\sby\s(?:[\w-]+\s){0,4}$",
    re.IGNORECASE,
)
THAN = re.compile(
    r"\b(?:(?P<more>more|larger|bigger|higher)|(?:fewer|less|smaller|lower))\s(?:(?:bitcoins?|BTC|coins?)\s)?"
    r"(?:(?:at|on|in|by|as of)\s[^.;,]{1,30}?\s)?than\s"
    r"(?:(?:it|they|the company|[A-Z]\w+)\s(?:did|had|held|owned|has|was holding)\s)?(?:at|on|in|by|as of"
    r"|back in)\s",
    re.IGNORECASE,
)
SO_MANY = re.compile(r"[\d,.]+k?\s(?:(?:bitcoins?|BTC|coins?)\s)?", re.IGNORECASE)  # up to "more"
HELD = re.compile(
    rf"\b(?:holds?|held|owns?|owned|has|had|sits? on|{HOLDING}|holding"
    r"|(?:left|ended|ends|closed|finished|finishes)\b[^.;,]{0,30}\bwith)\b",
    re.IGNORECASE,
)
NEAR = 8  # days from a day to the last holding disclosed before it
MANNER = ("asserted", "reported_speech")


@dataclass(frozen=True, slots=True)
class End:
    """A day that is meant, and the last holding disclosed before it."""

    total: DayTotal
    day: date

    @property
    def told(self) -> str:
        """The holding with its day, and the day on which it was still the same."""
        still = "" if self.day == self.total.as_of_on else f" (the last before {say_day(self.day)})"
        return f"{say_total(self.total)} held on {say_day(self.total.as_of_on)}{still}"


def weigh_moves(whole: Judged, judged: Sequence[Judged], unread: Unread, known: Knowledge) -> Judged:
    """The statement's finding, or what the holdings of the two days differ by."""
    if not known.settled.get(known.asset) or any(one.claim.modality not in MANNER for one in judged):
        return whole
    told = _read_move(unread) or _read_comparison(unread)
    day = said_on(whole.claim)
    if told is None or any(one.claim.negated for one in judged):
        return whole
    figure, up, compared = told
    pairs = list(_days(judged, unread, day, compared=compared))
    if not pairs:
        return whole
    ends = [(latest_total(known, first), latest_total(known, last)) for first, last in pairs]
    known_ends = [
        (End(before, first), End(after, last))
        for (first, last), (before, after) in zip(pairs, ends, strict=True)
        if before and after and _is_near(known, before, first) and _is_near(known, after, last)
    ]
    if not known_ends:
        return Judged(claim=whole.claim, finding=_open(known, pairs[0]))
    right = next(((a, b) for a, b in known_ends if _is_so(figure, b.total.units - a.total.units, up=up)), None)
    if right is not None and _is_refuted_by_another(whole, figure):
        return whole
    return Judged(claim=whole.claim, finding=_tell(known, right or known_ends[0], figure, right=right is not None))


def _is_refuted_by_another(whole: Judged, figure: ClaimFigure | None) -> bool:
    """Whether something else in the statement is wrong."""
    if whole.finding.label != "refuted":
        return False
    missed = [one.figure.start for one in whole.finding.against]
    return any(start != (figure.start if figure else None) for start in missed)


def _read_move(unread: Unread) -> tuple[ClaimFigure | None, bool, bool] | None:
    """The number of coins, whether it went up, and that it is no comparison."""
    for figure in unread.figures:
        if figure.unit not in ("bitcoin", "number", "things"):
            continue
        said = BY.search(unread.text[: figure.start - unread.start])
        if said is not None:
            return figure, said["up"] is not None, False
    return None


def _read_comparison(unread: Unread) -> tuple[ClaimFigure | None, bool, bool] | None:
    """The number of coins more or fewer than on another day; None where only more or less is said."""
    said = THAN.search(unread.text)
    if said is None or not HELD.search(unread.text[: said.start()]) or not unread.days:
        return None
    beside = [
        figure
        for figure in unread.figures
        if SO_MANY.fullmatch(unread.text[figure.start - unread.start : said.start()])
    ]
    return (beside[-1] if beside else None), said["more"] is not None, True


def _days(judged: Sequence[Judged], unread: Unread, day: date, *, compared: bool) -> Iterator[Span]:
    """The ends that the words can mean, first and last day."""
    spans = [(first, min(last, day)) for first, last in unread.days if first <= day]
    if compared:
        if len(spans) <= 2 and spans:
            yield spans[-1][1], spans[0][1] if len(spans) == 2 else day
        return
    if not spans:
        spans = [span for one in judged if (span := period(one.claim)) is not None][:1]
    if len(spans) == 2 and spans[0][1] < spans[1][1]:
        yield spans[0][1], spans[1][1]
    elif len(spans) == 1 and spans[0][0] < spans[0][1]:
        yield spans[0][0] - timedelta(days=1), spans[0][1]
        yield spans[0]


def _is_near(known: Knowledge, total: DayTotal, day: date) -> bool:
    return (day - total.as_of_on).days <= NEAR or stood_still(known, total, day)


def _is_so(figure: ClaimFigure | None, moved: Decimal, *, up: bool) -> bool:
    if moved == 0 or (moved > 0) != up:
        return False
    return figure is None or is_right(figure, abs(moved))


def _tell(known: Knowledge, ends: tuple[End, End], figure: ClaimFigure | None, *, right: bool) -> Finding:
    before, after = ends
    moved = after.total.units - before.total.units
    way = f"{'more' if moved > 0 else 'less than before'}, by {say_units(abs(moved))}" if moved else "as many"
    claimed = "" if right or figure is None else f"; {say_figure(figure)} is claimed"
    return Finding(
        label="supported" if right else "refuted",
        reason="matches_disclosure" if right else "contradicts_disclosure",
        rationale=f"{before.told} and {after.told}: {way}{claimed}.",
        evidence=cite(known, "supports" if right else "refutes", before.total.total, after.total.total),
        firmness="exact",
        judge="holding_moves",
    )


def _open(known: Knowledge, days: Span) -> Finding:
    last = latest_total(known, days[1])
    held = f" The last disclosed holding is {say_total(last)} on {say_day(last.as_of_on)}." if last else ""
    return Finding(
        label="not_enough_evidence",
        reason="missing_filing",
        rationale=f"No filing in the store tells the holding of both {say_day(days[0])} and "
        f"{say_day(days[1])}.{held}",
        evidence=cite(known, "context", last.total if last else None),
        judge="holding_moves",
    )
