"""What a statement says beyond what was checked: it must not ride along on a verdict of `supported`.

A statement is supported only as a whole (contract, Verdicts, 5: every figure counts, and a wrong particular
refutes). So before that label is given, each figure, each named day and each particular that the words carry is
looked for in what the verdict rests on: its rationale and its sentences. What is found nowhere is named, and the
statement stays open: reason `unverified_detail`. Where a sentence that the verdict rests on says the opposite ("a
profit" of a sale whose filing tells of losses), the statement is refuted. No other label is touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from monitor.judges._accounted import find_unaccounted, words_filed
from monitor.judges._concepts import FOUND
from monitor.judges._days import MONTHS, Span, say_span
from monitor.judges._filed_then import is_printed
from monitor.judges._likeness import stems_of
from monitor.judges._names import find_strangers
from monitor.judges._particulars import Lack, Told, find_particulars, weighed_in
from monitor.judges._precision import say_units
from monitor.judges._printed_numbers import NUMBER, read_numbers
from monitor.judges._vague_counts import find_digit_counts, find_vague_counts
from monitor.judges.knowledge import Knowledge
from monitor.judges.sides import weigh_sides
from monitor.judges.statement import Judged
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._figures import is_right, say_figure
from monitor.judges.verdicts._paper_words import bound_before
from monitor.judges.verdicts._roles import settle_roles
from monitor.judges.verdicts._time import said_on
from monitor.records import ClaimFigure, Document

MONTH = r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December)"
DAYS = re.compile(
    rf"(?P<first>\d{{1,2}})(?:-(?P<last>\d{{1,2}}))?\s+{MONTH}(?:\s+(?P<year>\d{{4}}))?"
    rf"|{MONTH.replace('month', 'month2')}\s+(?P<day>\d{{1,2}}),\s+(?P<year2>\d{{4}})"
)
SMALL = Decimal(13)  # "two days later", "three purchases": counts that a rationale need not print
SUPPOSED = re.compile(r"\b(?:if|would|were|should|even at)\b[^.;]*$|\bprice of\s\S*$", re.IGNORECASE)
SHOWN = 3
PARTLY = "partly"  # the firmness of what is supported but for a minor particular
PASSAGE = 1500  # characters before and after a sentence: a paragraph or a table
NEAR = 300  # characters from a name to a figure that goes with it
COUNTED = ("count", "other")
YEAR_NAMES = re.compile(r"20\d\d\s(?:\w+\s)?(?:ATM|program(?:me)?|facility|sales agreement)\b", re.IGNORECASE)
OF_YEAR = re.compile(r"20\d\d\s(?:\w+\s){0,2}?(?:notes?|bonds?|converts?|convertibles?)\b", re.IGNORECASE)
EXACTLY = re.compile(r"\b(?:exactly|precisely|just now at|not one more than|on the dot)\s\S?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """The figures and days of a statement, whether or not a claim took them."""

    text: str
    start: int = 0  # where it begins in the document that the figures' offsets are of
    figures: tuple[ClaimFigure, ...]
    days: tuple[Span, ...]
    familiar: frozenset[str] = frozenset()  # names of the issuers it is about, and of who speaks for them


def hold_back(whole: Judged, judged: Sequence[Judged], unread: Unread, known: Knowledge | None = None) -> Judged:
    """The same, or not enough evidence where a particular of a supported statement stands in nothing it rests on.
    `known`: has the documents of the evidence; there a name may stand further off."""
    if whole.finding.label != "supported":
        return whole
    backing = [one for one in judged if one.finding.label == "supported"]
    sides = list(weigh_sides(unread.text, backing, known)) if known is not None else []
    wrong_side = next((one for one in sides if one.finding.label == "refuted"), None)
    if wrong_side is not None:
        return Judged(claim=whole.claim, finding=replace(wrong_side.finding, judge=whole.finding.judge))
    backing += [one for one in sides if one.finding.label == "supported"]
    missing = [Lack(one.finding.rationale) for one in sides if one.finding.label == "not_enough_evidence"]
    missing += list(dict.fromkeys(_missing(backing, unread, known)))
    if not missing:
        return Judged(claim=whole.claim, finding=_joined(whole.finding, sides)) if sides else whole
    wrong = next((lack for lack in missing if lack.contrary), None)
    if wrong is not None:
        return Judged(claim=whole.claim, finding=_contradicted(whole.finding, wrong))
    if all(lack.minor for lack in missing):
        return Judged(claim=whole.claim, finding=_in_part(_joined(whole.finding, sides), missing))
    finding = replace(
        whole.finding,
        label="not_enough_evidence",
        reason="unverified_detail",
        rationale=f"{whole.finding.rationale} That much is disclosed; nothing checked tells "
        f"{'; '.join(lack.name for lack in missing[:SHOWN])}.",
        evidence=tuple(replace(piece, stance="context") for piece in whole.finding.evidence),
        firmness="rule",
        idle=False,
    )
    return Judged(claim=whole.claim, finding=finding)


def _in_part(finding: Finding, missing: Sequence[Lack]) -> Finding:
    """Supported in what it is about, with what nothing tells named: less is certain of it."""
    return replace(
        finding,
        reason="partly_disclosed",
        rationale=f"{finding.rationale} Nothing checked tells {'; '.join(lack.name for lack in missing[:SHOWN])}.",
        firmness=PARTLY,
    )


def _joined(finding: Finding, sides: Sequence[Judged]) -> Finding:
    """With what vouches for the rest of the statement."""
    evidence = {(piece.source.document_id, piece.source.quote_start): piece for piece in finding.evidence}
    for one in sides:
        for piece in one.finding.evidence:
            evidence.setdefault((piece.source.document_id, piece.source.quote_start), piece)
    told = " ".join((finding.rationale, *(one.finding.rationale for one in sides)))
    return replace(finding, rationale=told, evidence=tuple(evidence.values()))


def _contradicted(finding: Finding, wrong: Lack) -> Finding:
    return replace(
        finding,
        label="refuted",
        reason="contradicts_disclosure",
        rationale=f"{finding.rationale} But “{wrong.said}” is claimed where the filing says “{wrong.contrary}”.",
        evidence=tuple(replace(piece, stance="refutes") for piece in finding.evidence),
        firmness="rule",
    )


def _missing(backing: Sequence[Judged], unread: Unread, known: Knowledge | None) -> Iterator[Lack]:
    cited = {piece.source.document_id for one in backing for piece in one.finding.evidence}
    documents = known.record.documents if known else {}
    rests_on = Told(
        rationale=" ".join(one.finding.rationale for one in backing),
        sentences=" ".join(piece.source.quote for one in backing for piece in one.finding.evidence),
        filed=tuple(documents[key].text for key in sorted(cited) if key in documents),
        around=" ".join(_around(backing, documents)),
    )
    told = rests_on.all
    numbers = set(read_numbers(told))
    yield from _missing_figures(backing, unread, numbers, told, known)
    yield from _missing_days(backing, unread, told)
    negated = any(one.claim.negated for one in backing)
    if not negated:
        yield from (Lack(count) for count in find_vague_counts(unread.text, numbers))
        counts = find_digit_counts(unread.text, rests_on.rationale)
        yield from (Lack(f"“{said}”", said, f"{units} coins" if units else "") for said, units in counts)
    names = (name for one in backing for name in (one.claim.subject, one.claim.attribution))
    familiar = {*unread.familiar, *names}
    for name in find_strangers(unread.text, told, familiar):
        if not any(_speaks_of(text, name, unread) for text in rests_on.filed):
            yield Lack(f"anything of {name}")
    judges = [one.finding.judge for one in backing]
    yield from find_particulars(unread.text, rests_on, judges, negated=negated)
    if known is not None:
        seen = " ".join((told, *sorted(familiar)))
        weighed = list(weighed_in(unread.text))
        if "by_passage" in judges:  # it accounts for the things that it knows, whatever they are called
            weighed += [match.span() for match in FOUND.finditer(unread.text)]
        words = list(find_unaccounted(unread.text, seen, words_filed(known), judges, weighed))
        near = set(stems_of(rests_on.around)) if words else set()
        yield from (Lack(f"“{word}”", minor=bool(near & set(stems_of(word)))) for word in words)


def _around(backing: Sequence[Judged], documents: Mapping[str, Document]) -> Iterator[str]:
    """The passages that the sentences of the verdict stand in."""
    pieces = {
        (piece.source.document_id, piece.source.quote_start): piece
        for one in backing
        for piece in one.finding.evidence
    }
    for (key, start), piece in sorted(pieces.items()):
        if key in documents:
            yield documents[key].text[max(0, start - PASSAGE) : piece.source.quote_end + PASSAGE]


def _missing_figures(
    backing: Sequence[Judged], unread: Unread, numbers: set[Decimal], told: str, known: Knowledge | None
) -> Iterator[Lack]:
    rooms = any(one.finding.judge == "verdicts.atm_room" for one in backing)  # it chooses the program by its year
    checked = [figure for one in backing for figure in settle_roles(one.claim).figures]
    for figure in unread.figures:
        own = next((one for one in checked if one.start == figure.start), None)
        wanted = own or figure
        if _is_supposed(own, figure, unread) or (rooms and _is_program_year(figure, unread)):
            continue  # "a price of $70,000 would leave it with a loss"
        if OF_YEAR.match(unread.text, figure.start - unread.start):
            continue  # "the 2028 notes": what they are called
        if wanted.value < SMALL and (own is None or own.role in COUNTED or own.unit != "percent"):
            continue
        near = [number for number in numbers if is_right(wanted, number)]
        if not near and _says_bound(wanted, told):
            continue
        if not near:
            printed = known is not None and is_printed(wanted, unread.days, said_on(backing[0].claim), known)
            yield Lack(say_figure(wanted), minor=printed)
        elif EXACTLY.search(unread.text[: figure.start - unread.start][-24:]) and wanted.value not in near:
            yield Lack(say_figure(wanted), f"exactly {say_figure(wanted)}", say_units(near[0]))


def _missing_days(backing: Sequence[Judged], unread: Unread, told: str) -> Iterator[Lack]:
    spans = list(_days(told))
    named = [_period(one) for one in backing]
    for first, last in unread.days:
        whole_year = first.month == first.day == 1 and last == date(first.year, 12, 31)
        if whole_year and str(first.year) in told:
            continue
        if (first, last) in named or any(a <= last and first <= b for a, b in spans):
            continue
        yield Lack(f"the days {say_span((first, last))}")


def _speaks_of(text: str, name: str, unread: Unread) -> bool:
    """Whether a filing names it near a figure of the statement, or, where that has none, at all."""
    places = [match.start() for match in re.finditer(re.escape(name), text)]
    if not unread.figures:
        return bool(places)
    near = (set(read_numbers(text[max(0, place - NEAR) : place + NEAR])) for place in places)
    return any(is_right(figure, number) for numbers in near for figure in unread.figures for number in numbers)


def _says_bound(figure: ClaimFigure, told: str) -> bool:
    """ "More than $25 million" of a filing that prints just that, bound and all."""
    return any(
        bound_before(told, match.start() - told[: match.start()].endswith("$")) == figure.comparator
        for match in NUMBER.finditer(told)
        if next(read_numbers(match.group())) == figure.value
    )


def _is_supposed(own: ClaimFigure | None, figure: ClaimFigure, unread: Unread) -> bool:
    """A figure of a condition, that nobody says is so."""
    if own is not None:
        return own.role == "other" and own.unit == "USD"
    before = unread.text[: figure.end - unread.start]
    return SUPPOSED.search(before[-60:]) is not None


def _is_program_year(figure: ClaimFigure, unread: Unread) -> bool:
    """ "The 2024 common program"."""
    return figure.unit in ("number", "things") and bool(
        YEAR_NAMES.match(unread.text[figure.start - unread.start :])
    )


def _days(told: str) -> Iterator[Span]:
    for match in DAYS.finditer(told):
        month = MONTHS.index((match["month"] or match["month2"])[:3].lower()) + 1
        year = match["year"] or match["year2"] or _year_after(told, match.end())
        if not year:
            continue
        try:
            first = date(int(year), month, int(match["first"] or match["day"]))
            yield first, first.replace(day=int(match["last"])) if match["last"] else first
        except ValueError:
            continue


def _year_after(told: str, place: int) -> str:
    found = re.search(r"20\d\d", told[place : place + 30])
    return found.group() if found else ""


def _period(one: Judged) -> Span | None:
    claim = one.claim
    if claim.period_end_on is None:
        return None
    return claim.period_start_on or claim.period_end_on, claim.period_end_on
