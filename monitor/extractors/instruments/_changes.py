"""What was done to principal that was outstanding: repurchased, redeemed, converted, exchanged."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from monitor.extractors._figures import Figure, find_figures, read_number
from monitor.extractors.instruments._facts import FoundInstrument, Source
from monitor.extractors.instruments._names import InstrumentMention
from monitor.extractors.instruments._passages import Passage
from monitor.extractors.instruments._verbs import (
    AGREED,
    CHANGES,
    GIVEN_FOR,
    IN_CASH,
    IN_SHARES,
    NEW_DEED,
    OF_NEW,
    PRICE,
    PRINCIPAL,
    USED,
)
from monitor.records import EventKind


def find_change(before: str) -> EventKind | None:
    """What was done to the sum, by the verb that stands nearest before it."""
    if NEW_DEED.search(before):
        return None
    last: tuple[int, EventKind] | None = None
    for kind, words in CHANGES:
        for match in words.finditer(before):
            if last is None or match.start() > last[0]:
                last = match.start(), kind
    return last[1] if last else None


def changed(
    passage: Passage, source: Source, subject: InstrumentMention, *, kind: EventKind, figure: Figure
) -> Iterator[FoundInstrument]:
    """Repurchased, redeemed, converted: how much of it, and for what."""
    before = passage.text[passage.start : figure.start]
    # Shares given for two notes at once are not those of either.
    alone = kind == "converted" and len({one.instrument_id for one in passage.mentions}) == 1
    shares = IN_SHARES.search(passage.text, subject.end, passage.end) if alone else None
    count = read_number(shares["count"], (shares["m"] or "").strip()) if shares else None
    paid = find_paid(passage, subject.end)
    if paid is None and kind == "repurchased":
        paid = next((one.value for one in find_figures(before) if USED.search(before[: one.start])), None)
    on = passage.day() or passage.closing_day()
    if AGREED.search(before):
        on = passage.closing_day()
        if on is None:
            return  # agreed, and not said to be done
    yield source.event(passage.span, subject, kind, on, amount=figure.value, shares=count, paid=paid)


def find_paid(passage: Passage, after: int) -> Decimal | None:
    """What was paid for what was bought back: "... of its 2030 Notes for an aggregate price of $110.2 million"."""
    price = PRICE.match(passage.text, after, passage.end)
    figures = list(find_figures(passage.text, price.end(), passage.end)) if price else []
    found = next(iter(figures), None)
    if not (found and price and found.start == price.end() and found.kind == "usd"):
        return None
    notes = any(
        one.kind != "preferred" and OF_NEW.fullmatch(passage.text, found.end, one.start)
        for one in passage.mentions
        if one.start >= found.end
    )
    if not (notes or PRINCIPAL.match(passage.text, found.end, passage.end)):
        return found.value
    # New notes were given for them: what was paid is the cash beside these.
    cash = (one for one in figures[1:] if one.kind == "usd" and IN_CASH.match(passage.text, one.end))
    return next((one.value for one in cash), None)


def is_given(passage: Passage, figure: Figure) -> bool:
    """Whether a sum of notes was given for other notes: "exchanged $180 million of ... for $165 million of"."""
    given = GIVEN_FOR.search(passage.text, passage.start, figure.start)
    return given is not None and any(given.start() < one.start < figure.start for one in passage.mentions)
