"""How much of an instrument there is: "$800 million aggregate principal amount of the notes".

The same words stand in an offer ("intends to offer"), an option ("up to an additional $100 million"), a pricing,
an issue, a balance and a redemption. What stands before the figure tells which; where nothing does, none is taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from monitor.extractors._dates import read_day
from monitor.extractors._figures import Figure, find_figures
from monitor.extractors.instruments._changes import changed, find_change, find_paid, is_given
from monitor.extractors.instruments._facts import FoundInstrument, Source
from monitor.extractors.instruments._identity import read_rate
from monitor.extractors.instruments._names import InstrumentMention
from monitor.extractors.instruments._passages import COMPLETED, PLANNED, SUPPOSED, Passage
from monitor.extractors.instruments._shares import find_shares
from monitor.extractors.instruments._verbs import (
    ALL_OF_IT,
    ANNOUNCED,
    AT_CLOSING,
    BEING_REDEEMED,
    BORROWED,
    BY_OPTION,
    CALLING_ALL,
    CONDITIONAL,
    DRAWING,
    DRAWN,
    DRAWN_AFTER,
    EXERCISED,
    FULLY_DRAWN,
    FUTURE,
    IN_BRACKETS,
    INCLUDED,
    INTEREST_OF,
    ISSUED,
    ISSUED_IN,
    JOINED,
    LIMIT,
    LINE,
    LOAN_IN,
    LOAN_NAMED,
    LOAN_OF,
    MORE,
    MORE_DRAWN,
    NOT_DRAWN,
    OF_LOAN,
    OF_NOTES,
    OF_PRINCIPAL,
    OPTIONAL,
    OUTSTANDING,
    PASSIVELY,
    PRICED,
    REMAINS,
    REQUESTED,
    SIZE_OF,
    SMALL,
    SOLD,
    STANDS,
    SURRENDERED,
    TAKEN,
    TO_REQUIRE,
    TOOK_OPTION,
    UNDER_IT,
    WAS,
)
from monitor.records import EventKind, InstrumentEvent

SIZE_REACH = 60  # characters from the size of a line to the words that call it one


def find_amounts(passage: Passage, source: Source) -> Iterator[FoundInstrument]:
    """Principal and shares, and the issue, pricing, option, conversion, repurchase or redemption behind them."""
    if SUPPOSED.search(passage.words):
        return
    for figure in find_figures(passage.text, passage.start, passage.end):
        named = any(mention.start <= figure.start < mention.end for mention in passage.mentions)
        thousands = figure.value < SMALL and passage.text[figure.end - 1].isdigit()
        joined = passage.is_mixed and JOINED.search(passage.text, passage.start, figure.start)
        if figure.kind == "usd" and not named and not thousands and not joined:
            yield from _sold(passage, source, figure)
            yield from _stated(passage, source, figure)
            yield from _of_principal(passage, source, figure)
    yield from _fully_drawn(passage, source)
    if not PLANNED.search(passage.words):
        yield from find_shares(passage, source)


def _fully_drawn(passage: Passage, source: Source) -> Iterator[FoundInstrument]:
    """ "has fully drawn against the $200 Million Credit Facility": its name says how much."""
    for mention in passage.mentions:
        drawn = FULLY_DRAWN.search(passage.text[passage.start : mention.start])
        named = next(find_figures(mention.name.lower()), None)
        if mention.kind == "loan" and drawn and named and named.kind == "usd":
            yield source.term(passage.span, mention, "principal_usd", figure=named.value, as_of_on=passage.as_of())


def _sold(passage: Passage, source: Source, figure: Figure) -> Iterator[FoundInstrument]:
    """ "The aggregate principal amount of the notes sold in the offering was $800 million"."""
    sold = SOLD.search(passage.text[passage.start : figure.start])
    if sold and (subject := passage.subject(figure.start)):
        completed = COMPLETED.search(passage.text, passage.paragraph[0], passage.end)
        on = read_day(completed["day"]) if completed else None
        yield from _issued(passage, source, subject, figure.value, on)


def _stated(passage: Passage, source: Source, figure: Figure) -> Iterator[FoundInstrument]:
    """All of what is being redeemed, "the principal amount outstanding was", "($594.4 million principal less"."""
    text, before = passage.text, passage.text[passage.start : figure.start]
    subject = passage.subject(figure.start)
    if subject is None or subject.kind == "preferred":
        return
    if issued := ISSUED_IN.search(before):
        on = read_day(issued["day"]) if issued["day"] else None
        yield from _issued(passage, source, subject, figure.value, on)
    elif BEING_REDEEMED.search(before) and ALL_OF_IT.search(text, figure.end, passage.end):
        if on := passage.dated():  # a later 10-Q tells of the notice once more, when they are gone
            yield source.term(passage.span, subject, "principal_usd", figure=figure.value, as_of_on=on)
    elif (
        subject.kind == "loan"
        and subject.end <= figure.start
        and DRAWING.search(before)
        and not (FUTURE.search(before) or PLANNED.search(before))
        and _named_after(passage, figure) is None
    ):
        yield _drawn(passage, source, subject, figure.value)
    elif (
        subject.kind == "loan"
        and subject.end <= figure.start
        and LOAN_IN.search(text[subject.end : figure.start])
        and BORROWED.search(before)
        and not (LINE.search(before) or FUTURE.search(before) or PLANNED.search(before))
    ):
        yield from _issued(passage, source, subject, figure.value, passage.opening_day())
    elif subject.kind == "loan" and UNDER_IT.match(text, figure.end, passage.end):
        on = passage.dated() or source.filing.filed_on
        yield source.term(passage.span, subject, "principal_usd", figure=figure.value, as_of_on=on)
    elif (as_of := passage.as_of()) and (
        WAS.search(before) or (IN_BRACKETS.match(text, figure.end) and before.rstrip().endswith("("))
    ):
        yield source.term(passage.span, subject, "principal_usd", figure=figure.value, as_of_on=as_of)


def _of_principal(passage: Passage, source: Source, figure: Figure) -> Iterator[FoundInstrument]:
    """ "$1.010 billion aggregate principal amount of the 2028 Convertible Notes"."""
    before = passage.text[passage.start : figure.start]
    rest = passage.text, figure.end, passage.end
    if INCLUDED.search(before) and (OPTIONAL.match(*rest) or BY_OPTION.match(*rest)):
        if subject := passage.subject(figure.start):
            yield from _option(passage, source, subject, figure)
        return
    subject = _named_after(passage, figure)
    if subject is not None and subject.kind != "preferred":
        if find_change(before) == "converted" and is_given(passage, figure):
            on = passage.day() or passage.closing_day()
            yield from _issued(passage, source, subject, figure.value, on)
            return
        after = list(_told_after(passage, source, subject, figure))
        yield from after or _told_before(passage, source, subject, figure)


def _told_before(
    passage: Passage, source: Source, subject: InstrumentMention, figure: Figure
) -> Iterator[FoundInstrument]:
    """What a sum of principal is, by the words before it."""
    before, value = passage.text[passage.start : figure.start], figure.value
    between = passage.text[figure.end : subject.start]
    said = f"{passage.lead_in} {before}"
    as_of = passage.as_of()
    kind = find_change(before)
    completed = COMPLETED.search(before)
    more = MORE_DRAWN if subject.kind == "loan" and MORE_DRAWN.search(before) else MORE
    additional = more.search(before) and not LIMIT.search(before) and ISSUED.search(before)
    took = TOOK_OPTION.search(before) and not TO_REQUIRE.search(before)
    if took or additional:
        done: EventKind = "option_exercised" if took else "issued"
        yield source.event(passage.span, subject, done, passage.opening_day(), amount=value)
    elif (
        LIMIT.search(before)
        or CONDITIONAL.search(before)
        or OPTIONAL.match(passage.text, subject.end, passage.end)
    ):
        yield from _option(passage, source, subject, figure)
    elif PRICED.search(said) and not completed:
        # "issued a press release announcing that it has priced" is dated by the press release
        on = None if ANNOUNCED.search(said) else passage.opening_day()
        yield source.event(passage.span, subject, "priced", on, amount=value)
    elif not completed and (PLANNED.search(said) or REQUESTED.search(said) or FUTURE.search(before)):
        return
    elif REMAINS.match(passage.text, subject.end, passage.end):
        on = passage.as_of() or passage.last_day(source.filing.filed_on) or passage.dated()
        yield source.term(passage.span, subject, "principal_usd", figure=value, as_of_on=on)
    elif as_of and STANDS.match(between):
        yield source.term(passage.span, subject, "principal_usd", figure=value, as_of_on=as_of)
    elif kind:
        yield from changed(passage, source, subject, kind=kind, figure=figure)
    elif CALLING_ALL.search(before) or (as_of and OUTSTANDING.search(f"{said} {between}")):
        as_of = as_of or source.filing.filed_on  # of a notice: what is outstanding when it is given
        yield source.term(passage.span, subject, "principal_usd", figure=value, as_of_on=as_of)
    elif completed:
        yield from _issued(passage, source, subject, value, read_day(completed["day"]))
    elif _is_issue(passage, subject, figure, said):
        if subject.kind == "loan" and LINE.search(between + passage.text[subject.start : subject.end]):
            yield _drawn(passage, source, subject, value)
        else:
            closing = passage.paragraph_day() if AT_CLOSING.search(before) else None
            on = passage.opening_day() or closing or passage.day_after(subject.end)
            yield from _issued(passage, source, subject, value, on)


def _told_after(
    passage: Passage, source: Source, subject: InstrumentMention, figure: Figure
) -> Iterator[FoundInstrument]:
    """What the words after it say was done: "which the Company purchased on", "which was drawn in full on"."""
    before, value = passage.text[passage.start : figure.start], figure.value
    rest = passage.text, subject.end, passage.end
    if subject.kind == "loan":
        line = LINE.search(passage.text, passage.start, subject.end)
        drawn = None if line or FUTURE.search(before) else DRAWN_AFTER.match(*rest)
        if drawn and not BORROWED.search(before):
            yield from _issued(
                passage, source, subject, value, read_day(drawn[1]) if drawn[1] else passage.dated()
            )
    elif done := next((kind for kind, verbs in PASSIVELY if verbs.match(*rest)), None):
        if not LIMIT.search(before):
            yield from changed(passage, source, subject, kind=done, figure=figure)
    elif SURRENDERED.search(before) and (taken := TAKEN.search(*rest)):
        told = taken[1] or taken[2]
        on = read_day(told) if told else passage.day()
        yield source.event(
            passage.span, subject, "repurchased", on, amount=value, paid=find_paid(passage, taken.end())
        )


def _is_issue(passage: Passage, subject: InstrumentMention, figure: Figure, said: str) -> bool:
    """Whether the words before a sum say that it was issued or borrowed. To open a line is not to draw on it."""
    if passage.lead_in:
        return False
    before = passage.text[passage.start : figure.start]
    if subject.kind != "loan":
        return ISSUED.search(said) is not None
    line = LINE.search(passage.text, figure.end, subject.end)
    if line and SIZE_OF.search(before) and LINE.search(passage.text[figure.end : figure.end + SIZE_REACH]):
        return False
    if line:
        return DRAWN.search(before) is not None and not NOT_DRAWN.search(before)
    return bool(ISSUED.search(said) or BORROWED.search(before))


def _named_after(passage: Passage, figure: Figure) -> InstrumentMention | None:
    """The instrument whose name follows "principal amount of", or that the loan in between is called."""
    if INTEREST_OF.search(passage.text[passage.start : figure.start]):
        return None
    loan_of = LOAN_OF.search(passage.text[passage.start : figure.start])
    for mention in passage.mentions:
        if mention.start < figure.end:
            continue
        between = passage.text[figure.end : mention.start]
        if mention.kind == "loan":
            if (
                OF_LOAN.fullmatch(between)
                or (loan_of and LOAN_NAMED.fullmatch(between))
                or OF_PRINCIPAL.fullmatch(between)
            ):
                return mention
        elif (
            OF_PRINCIPAL.fullmatch(between)
            or OF_NOTES.fullmatch(between)
            or (not between.strip() and read_rate(passage.text[mention.start : mention.end]) is not None)
        ):
            return mention
    return None


def _option(
    passage: Passage, source: Source, subject: InstrumentMention, figure: Figure
) -> Iterator[FoundInstrument]:
    """ "up to an additional $100 million ... exercised in full on March 6, 2024"; one not exercised is nothing."""
    exercised = EXERCISED.search(passage.text, passage.start, passage.end)
    if exercised:
        day = next((read_day(one) for one in exercised.groups() if one), None)
        yield source.event(passage.span, subject, "option_exercised", day, amount=figure.value)


def _issued(
    passage: Passage, source: Source, subject: InstrumentMention, value: Decimal, on: date | None
) -> Iterator[FoundInstrument]:
    yield source.event(passage.span, subject, "issued", on, amount=value)
    if on:
        yield source.term(passage.span, subject, "issued_on", day_on=on)
        yield source.term(passage.span, subject, "principal_usd", figure=value, as_of_on=on)


def _drawn(passage: Passage, source: Source, subject: InstrumentMention, value: Decimal) -> InstrumentEvent:
    """A draw on a line of credit: how much of the line is outstanding is the sum of what it says of all draws."""
    closing = passage.paragraph_day() if AT_CLOSING.search(passage.words) else None
    return source.event(passage.span, subject, "issued", passage.opening_day() or closing, amount=value)
