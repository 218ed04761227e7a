"""Balances and movements of the USD Reserve and of USD Cash, and balances of cash, in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from monitor.extractors._dates import DAY, Period, read_day
from monitor.extractors._same_period import find_only_period, find_same_day, find_same_period
from monitor.extractors._sentences import split_sentences
from monitor.extractors.holdings._surroundings import Context, follow_context, is_discredited
from monitor.extractors.holdings._when import BEFORE, Told, periods_of, report_day
from monitor.extractors.holdings._words import issuer_names
from monitor.extractors.reserves._sayings import ADDED, BALANCES, BOTH, CASH, USED
from monitor.extractors.reserves._words import (
    LETTERS,
    MENTION,
    ReserveKind,
    Template,
    find_said,
    is_of_others,
    make_template,
)
from monitor.records import Document, Filing, Issuer, Reserve, ReserveMovement

EXTRACTOR = "reserves.prose"
PURPOSE = re.compile(
    r"\b(?:to|for|in\s+order\s+to)\s+(?:the\s+)?"
    r"(?:pay|fund|support|satisfy|cover|make|meet|service|repay|redeem|repurchase|finance)(?:ing|ment)?\b"
    r".*?(?=[.;]|,\s+(?:and|leaving|bringing|reducing|increasing|which)\b|$)",
    re.IGNORECASE | re.DOTALL,
)
AS_OF = re.compile(
    rf"\b(?:as\s+of|as\s+at|at|on)\s+(?:the\s+close\s+of\s+business\s+on\s+)?(?P<one>{DAY})"
    rf"(?:\s*,?\s+and\s+(?P<two>{DAY}))?",
    re.IGNORECASE,
)


def find_in_prose(document: Document, filing: Filing, issuer: Issuer) -> Iterator[Reserve | ReserveMovement]:
    """Balances and movements stated in sentences, in the order of the text."""
    blocks = [block for block in document.blocks if block.kind != "table"]
    told = False
    for block, context in zip(blocks, follow_context(document, report_day(filing)), strict=True):
        if not told and not MENTION.search(document.text, block.start, block.end):
            continue
        risky = is_discredited(block, document.text[block.start : block.end], context)
        before: date | None = None
        for span in split_sentences(document.text, block.start, block.end):
            template = make_template(document.text[slice(*span)], told=told)
            if template is not None:
                place = _Place(document, filing, issuer, span, context, risky, before)
                yield from _read(place, template)
            opening = AS_OF.match(document.text, span[0], span[1])
            before = (read_day(opening["one"]) if opening else None) or before
        told = told or any(
            match.lastgroup == "R" for match in MENTION.finditer(document.text, block.start, block.end)
        )


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a sentence stands, and what the text around it says for it."""

    document: Document
    filing: Filing
    issuer: Issuer
    span: tuple[int, int]
    context: Context
    risky: bool
    before: date | None  # the day that an earlier sentence of its paragraph opens with


def _read(place: _Place, template: Template) -> Iterator[Reserve | ReserveMovement]:
    filing, context = place.filing, place.context
    sentence = place.document.text[slice(*place.span)]
    periods = periods_of(sentence, report_day(filing))
    same = find_same_day(place.document.text, place.span[0], sentence)

    def balance(kind: ReserveKind, number: str, nth: int = 0) -> Iterator[Reserve]:
        figure = template.figures[int(number)]
        day = _stated_day(sentence, figure.start, figure.end, nth) or same
        # In a risk factor, and for cash, only a day of its own makes a balance: nothing else dates it.
        if day is None and (place.risky or kind == "cash"):
            return
        yield Reserve(
            issuer_cik=place.issuer.issuer_cik, as_of_on=day or _day_told(place, periods), kind=kind,
            amount_usd=figure.value, source=place.document.quote(*place.span), known_at=filing.accepted_at,
            extractor=EXTRACTOR,
        )  # fmt: skip

    if is_of_others(sentence, template, issuer_names(place.issuer)):
        return
    seen: set[int] = set()
    for match in find_said(template, BOTH):
        yield from balance(LETTERS[match["one"].upper()], match["first"])
        yield from balance(LETTERS[match["two"].upper()], match["second"])
        seen |= {int(match["first"]), int(match["second"])}
    movements = [*_movements(template, "added", ADDED), *_movements(template, "used", USED)]
    # What was put in when the reserve was set up is its balance too; no other movement is one.
    moved = {number for _, number, _, founding in movements if not founding}
    for match in find_said(template, (*BALANCES, *CASH)):
        for nth, name in enumerate(("sum", "second")):
            number = match.groupdict().get(name)
            if number is not None and int(number) not in seen | moved:
                seen.add(int(number))
                yield from balance(LETTERS[match["kind"].upper()], number, nth)
    if place.risky:
        return
    text, at = place.document.text, place.span[0]
    own = [p for p in periods if p.kind != "day" or not BEFORE.search(sentence[: p.start])]
    back = find_same_period(text, at, sentence, filing)
    if back is None and not own and context.told == Told():
        back = find_only_period(text, at, filing)
    first, last = _days_moved(context, [back] if back else own, filing)
    for direction, number, kind, _ in movements:
        figure = template.figures[number]
        purpose = _purpose(sentence, figure.end, template)
        yield ReserveMovement(
            issuer_cik=place.issuer.issuer_cik, kind=kind, direction="added" if direction == "added" else "used",
            amount_usd=figure.value, period_start_on=first, period_end_on=last,
            purpose=purpose, source=place.document.quote(*place.span), known_at=filing.accepted_at,
            extractor=EXTRACTOR,
        )  # fmt: skip


def _purpose(sentence: str, after: int, template: Template) -> str | None:
    """What the sentence says the money was for, before it speaks of another figure."""
    following = [figure.start for figure in template.figures if figure.start >= after]
    found = PURPOSE.search(sentence, after, min(following, default=len(sentence)))
    return re.sub(r"\s+and(?:\s+\w+)?$", "", " ".join(found.group().split())) if found else None


def _movements(
    template: Template, direction: str, patterns: tuple[re.Pattern[str], ...]
) -> Iterator[tuple[str, int, ReserveKind, bool]]:
    seen: set[int] = set()
    for match in find_said(template, patterns):
        number = int(match["moved"])
        if number not in seen:
            seen.add(number)
            founding = re.match(r"established|created|set up", match.group(), re.IGNORECASE) is not None
            yield direction, number, LETTERS[match["kind"].upper()], founding


def _stated_day(sentence: str, start: int, end: int, nth: int) -> date | None:
    """The day of ``sentence[start:end]``: "at D" behind the figure, else the one before, else the nth of two."""
    instants: list[tuple[int, int, date]] = []
    for match in AS_OF.finditer(sentence):
        if not BEFORE.search(sentence[max(0, match.start() - 40) : match.start("one")]):
            days = [(match.span(name), read_day(match[name])) for name in ("one", "two") if match[name]]
            instants += [(first, last, day) for (first, last), day in days if day is not None]
    if len(instants) > 1 and re.search(r"\brespectively\b", sentence[end:], re.IGNORECASE):
        return instants[min(nth, len(instants) - 1)][2]
    behind = [
        one for one in instants if end <= one[0] < end + 60 and not re.search(r"[,;]|\$", sentence[end : one[0]])
    ]
    ahead = [one for one in instants if one[1] <= start]
    for found in (behind, ahead[::-1], [one for one in instants if one[0] >= end]):
        if found:
            return found[0][2]
    return None


def _day_told(place: _Place, periods: list[Period]) -> date:
    context, filing = place.context, place.filing
    if periods:
        return periods[-1].end_on
    if place.before is not None:
        return place.before
    if context.told.period is not None:
        return context.told.period.end_on
    return context.told.day_on or report_day(filing)


def _days_moved(context: Context, periods: list[Period], filing: Filing) -> tuple[date | None, date | None]:
    spans = [p for p in periods if p.kind != "day"]
    if spans:
        return spans[0].start_on, spans[0].end_on
    if periods:
        return None, periods[0].end_on
    if context.told.period is not None:
        return context.told.period.start_on, context.told.period.end_on
    return None, context.told.day_on or report_day(filing)
