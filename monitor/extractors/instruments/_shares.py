"""How many preferred shares there are, were issued or bought back: "12,000,000 shares of the STRF Stock"."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from monitor.extractors.instruments._changes import find_paid
from monitor.extractors.instruments._facts import FoundInstrument, Source
from monitor.extractors.instruments._identity import read_rate
from monitor.extractors.instruments._passages import Passage
from monitor.extractors.instruments._verbs import (
    BOUGHT_BACK,
    HAS,
    IS_OUTSTANDING,
    LIMIT,
    MADE,
    OUTSTANDING,
    PROGRAM,
    SHARES_OF,
    SOLD_AT,
)


def find_shares(passage: Passage, source: Source) -> Iterator[FoundInstrument]:
    """Shares outstanding, issued or bought back, in one sentence."""
    for match in SHARES_OF.finditer(passage.text, passage.start, passage.end):
        subject = next((mention for mention in passage.mentions if mention.start == match.end()), None)
        between = passage.text[passage.start : match.start()]
        if subject is None or subject.kind != "preferred" or LIMIT.search(between):
            continue
        count = Decimal(match["count"].replace(",", ""))
        stands = OUTSTANDING.search(f"{passage.lead_in} {between}")
        stands = stands or IS_OUTSTANDING.match(passage.text, subject.end, passage.end)
        stands = stands or (HAS.search(between) and IS_OUTSTANDING.match(passage.text, passage.mentions[-1].end))
        if stands and (as_of := passage.as_of()):
            yield source.term(passage.span, subject, "shares", figure=count, as_of_on=as_of)
        elif BOUGHT_BACK.search(between):
            paid = find_paid(passage, subject.end)
            yield source.event(passage.span, subject, "repurchased", passage.day(), shares=count, paid=paid)
        elif (on := passage.opening_day()) and SOLD_AT.search(between) and not PROGRAM.search(passage.words):
            yield source.event(passage.span, subject, "issued", on, shares=count)
        elif on and MADE.search(between):
            yield source.event(passage.span, subject, "issued", on, shares=count)
            yield source.term(passage.span, subject, "issued_on", day_on=on)
            yield source.term(passage.span, subject, "shares", figure=count, as_of_on=on)
            # The title of what is issued is right; in passing 0001193125-25-138477 has an 8.00% Strife.
            if (rate := read_rate(passage.text[subject.start : subject.end])) is not None:
                yield source.term(passage.span, subject, "dividend_rate", figure=rate)
