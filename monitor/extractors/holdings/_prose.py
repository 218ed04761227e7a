"""Holdings in running text: sentences, bullets and "label: figure" lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from monitor.extractors._dates import Period
from monitor.extractors._same_period import find_only_period, find_same_period
from monitor.extractors._sentences import split_sentences
from monitor.extractors.holdings._clauses import Mention, Predicate, find_mentions, find_predicate, is_next_of_list
from monitor.extractors.holdings._completion import complete
from monitor.extractors.holdings._facts import MINED, NO_PURCHASES, NO_SALES, Found, Origin
from monitor.extractors.holdings._headings import find_measure, strip_periods
from monitor.extractors.holdings._money import find_listed_money, find_money, find_purpose
from monitor.extractors.holdings._pairs import RESPECTIVELY, Count, find_pairs
from monitor.extractors.holdings._subjects import states_a_fact
from monitor.extractors.holdings._surroundings import follow_context, is_discredited
from monitor.extractors.holdings._verbs import BUYS, SELLS
from monitor.extractors.holdings._when import (
    SINCE,
    Spoken,
    Told,
    all_periods_of,
    change_days,
    is_announcement,
    periods_of,
    report_day,
    total_day,
)
from monitor.extractors.holdings._words import COMPARED, REPEATED, asset_words, issuer_names
from monitor.records import ChangeKind, Document, Filing, HoldingsChange, HoldingsTotal, Issuer

EXTRACTOR = "holdings.prose"
EVER = re.compile(
    r"\b(?:to\s+date|since\s+(?:the\s+)?(?:inception|adoption|launch|commencement|establishment|beginning|its|our)|cumulative\w*"
    r"|in\s+total)\b",
    re.IGNORECASE,
)
# Told of a period that is not named, and that its own filing has told of
EARLIER = re.compile(
    r"\b(?:in|during|for|from)\s+the\s+(?:prior|previous|preceding)\s+(?:\w+\s+)?(?:period|week|month|quarter|year)\b",
    re.IGNORECASE,
)
YEAR_TO_DATE = re.compile(r"(?P<fiscal>\bfiscal\s+)?\b(?:year[\s-]to[\s-]date|YTD)\b", re.IGNORECASE)
LONGEST = timedelta(400)  # of a change: what is told of several years is a sum of what was told as it happened
TODAY = re.compile(r"\b(?:today|this\s+morning|currently|announc\w+|date\s+of\s+this)\b", re.IGNORECASE)
CUSTODY = re.compile(r"\b(?:custod\w+|wallets?|address(?:es)?|accounts?|cold\s+storage)\b", re.IGNORECASE)
NOT_THE_WHOLE = re.compile(
    r"\s*(?:held\s+)?(?:directly\s+by|on\s+behalf|for\s+(?:our\s+|its\s+)?(?:customers|clients))", re.IGNORECASE
)


def find_in_prose(document: Document, filing: Filing, issuer: Issuer) -> Iterator[Found]:
    """Changes and totals stated in paragraphs, list items and headings, in the order of the text."""
    origins = [
        Origin(document=document, filing=filing, issuer=issuer, words=asset_words(asset), extractor=EXTRACTOR)
        for asset in issuer.assets
    ]
    blocks = [block for block in document.blocks if block.kind != "table"]
    contexts = follow_context(document, report_day(filing))
    for number, (block, context) in enumerate(zip(blocks, contexts, strict=True)):
        text = document.text[block.start : block.end]
        if is_discredited(block, text, context):
            continue
        below = [document.text[after.start : after.end] for after in blocks[number + 1 : number + 2]]
        for origin in origins:
            if origin.words.word.search(text):
                yield from _read_block(origin, (block.start, block.end), context.told, below)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence that speaks of the asset, with what dates it and what follows it."""

    origin: Origin
    names: re.Pattern[str]
    spoken: Spoken
    span: tuple[int, int]
    after: list[str]


def _read_block(origin: Origin, block: tuple[int, int], told: Told, below: list[str]) -> Iterator[Found]:
    text, today = origin.document.text, report_day(origin.filing)
    spans = list(split_sentences(text, *block))
    for number, (start, end) in enumerate(spans):
        words = text[start:end]
        if line := origin.words.line.fullmatch(words):
            yield from _labelled(origin, line, (start, end), told)
            continue
        mentions, nothing = find_mentions(words, origin.words), list(origin.words.nothing.finditer(words))
        if not mentions and not nothing:
            continue
        context = _carry([text[a:b] for a, b in spans[:number]], told, today)
        if same := find_same_period(text, start, words, origin.filing):
            context = Told(same, same.end_on)
        spoken = Spoken(words, all_periods_of(words, origin.filing, text), context, origin.filing)
        after = [text[a:b] for a, b in spans[number + 1 : number + 4]] or below
        sentence = _Sentence(origin, issuer_names(origin.issuer), spoken, (start, end), after)
        pairs = find_pairs(words, origin.words, today) if RESPECTIVELY.search(words) else None
        found = list(_counted(sentence, mentions) if pairs is None else _paired(sentence, pairs))
        held = [fact for fact in found if isinstance(fact, HoldingsTotal)]
        for fact in found:
            # Beside a change only a sentence that says so is about the holding: "average cost per bitcoin held".
            if len(found) == 1 or held == [fact]:
                yield complete(origin, fact, spans[number + 1 : number + 3], said=len(found) > 1)
            else:
                yield fact
        yield from _nothing(sentence, nothing)


def _carry(before: list[str], told: Told, today: date) -> Told:
    """The day last spoken of dates the next sentence: "On D, X bought … To date, X has bought …"."""
    for words in before[::-1]:
        if periods := periods_of(words, today):
            return Told(told.period, periods[-1].end_on)
    return told


def _counted(sentence: _Sentence, mentions: list[Mention]) -> Iterator[Found]:
    text, spoken = sentence.spoken.text, sentence.spoken
    repeated = REPEATED.search(text) is not None
    largest = Decimal(0)
    last: Predicate | None = None
    edges = [0, *(mention.end for mention in mentions)]
    for number, mention in enumerate(mentions):
        left_from = edges[number]
        right_to = mentions[number + 1].start if number + 1 < len(mentions) else len(text)
        predicate = find_predicate(text, mention, left_from, right_to, sentence.names)
        if predicate is None and last is not None and is_next_of_list(text, left_from, mention, right_to):
            predicate, left_from = replace(last, start=mention.start), mention.start
        last = predicate
        if predicate is None:
            if COMPARED.search(text[left_from : mention.start]):
                # "as compared to 375 bitcoin in April 2025": that month belongs to the comparison alone
                near = [p for p in spoken.periods if not 0 <= p.start - mention.end < 40]
                spoken = Spoken(text, near, spoken.told, spoken.filing)
            continue
        ever = not any(p.kind != "day" for p in spoken.periods) and EVER.search(text, 0, mention.start)
        if ever and (predicate.verb not in ("acquired", "held") or " sold " in text):
            continue  # a sum over all years: each part of it was stated when it happened
        if predicate.verb == "held" or ever:  # "to date, the Company has purchased a total of N": the holding
            part = largest > mention.units or NOT_THE_WHOLE.match(text, mention.end) is not None
            largest = max(largest, mention.units)  # "held N, with M held by X LLC"
            if not part:
                yield from _total(sentence, spoken, mention, predicate, (left_from, right_to))
        elif not repeated and not (EARLIER.search(text) and not spoken.periods):
            yield from _change(sentence, spoken, mention, predicate, (left_from, right_to))


def _paired(sentence: _Sentence, pairs: list[Count]) -> Iterator[Found]:
    """ "100 and 200 bitcoin in April and May 2026, respectively"."""
    text, spoken = sentence.spoken.text, sentence.spoken
    averages, amounts = find_listed_money(text, len(pairs))
    for number, pair in enumerate(pairs):
        mention = Mention(pair.units, pair.start, pair.end, part=False)
        predicate = find_predicate(text, mention, 0, len(text), sentence.names)
        if predicate is None:
            continue
        if pair.verb is not None:
            predicate = replace(predicate, verb=pair.verb)
        periods = spoken.periods if pair.period is None else [pair.period]
        alone = Spoken(text, periods, spoken.told, spoken.filing)
        if predicate.verb != "held":
            for fact in _change(sentence, alone, mention, predicate, (0, len(text))):
                yield replace(
                    fact,
                    usd_amount=amounts[number] if amounts and fact.purpose != MINED else None,
                    average_price_usd=averages[number] if averages and fact.purpose != MINED else None,
                )
        elif pair.period is not None:
            yield sentence.origin.total(sentence.span, pair.units, pair.period.end_on)


def _total(
    sentence: _Sentence, spoken: Spoken, mention: Mention, predicate: Predicate, around: tuple[int, int]
) -> Iterator[Found]:
    day = total_day(spoken, (mention.start, mention.end), *around, present=predicate.present)
    average, cost = find_money(spoken.text, "held", predicate.start, mention, around[1])
    if day is not None and not (cost is None and REPEATED.search(spoken.text)):
        yield sentence.origin.total(sentence.span, mention.units, day, cost=cost, average=average)


def _change(
    sentence: _Sentence, spoken: Spoken, mention: Mention, predicate: Predicate, around: tuple[int, int]
) -> Iterator[HoldingsChange]:
    text, verb = spoken.text, predicate.verb
    start_on, end_on = change_days(spoken, predicate.start, *around)
    if start_on is None and (only := _only_period(sentence, spoken, end_on)):
        start_on, end_on = only.start_on, only.end_on
    kinds: dict[str, ChangeKind] = {"sold": "sold", "transferred": "transferred", "pledged": "pledged"}
    kind = kinds.get(verb, "acquired")
    if kind == "transferred":
        if re.search(r"\bcollateral\b", text[mention.start :], re.IGNORECASE):
            kind = "pledged"
        elif not CUSTODY.search(text):
            return
    if verb == "pledged":  # a state as of a day, not a movement of a period
        instants = [p.end_on for p in spoken.periods if not is_announcement(text, p)]
        start_on, end_on = None, next(iter(instants), end_on or report_day(spoken.filing))
    if end_on is None or mention.units == 0 or (start_on and end_on - start_on > LONGEST):
        return
    purpose = MINED if verb == "mined" else find_purpose(text, sentence.after) if kind == "sold" else None
    average, amount = find_money(text, verb, predicate.start, mention, around[1])
    yield sentence.origin.change(
        sentence.span, kind, mention.units, (start_on, end_on), amount=amount, average=average, purpose=purpose
    )


def _only_period(sentence: _Sentence, spoken: Spoken, end_on: date | None) -> Period | None:
    """Undated news of a report that is all of one period ("The Company used the net proceeds to purchase 210 BTC",
    beneath the table of a week) is of that period, and not of the day it was filed."""
    day = report_day(spoken.filing)
    if end_on != day or spoken.told != Told() or any(one.end_on == day for one in spoken.periods):
        return None
    if TODAY.search(spoken.text):
        return None
    return find_only_period(sentence.origin.document.text, sentence.span[0], spoken.filing)


def _labelled(origin: Origin, line: re.Match[str], span: tuple[int, int], told: Told) -> Iterator[Found]:
    """ "BTC sold in May 2026: 293.5": a table of one cell."""
    periods = periods_of(line["label"], report_day(origin.filing))
    measure = find_measure(strip_periods(line["label"]), origin.words)
    period = periods[-1] if periods else told.period
    if to_date := YEAR_TO_DATE.search(line["label"]):
        if period is None or to_date["fiscal"]:
            return
        period = replace(period, start_on=period.end_on.replace(month=1, day=1), kind="span")
    units = Decimal(line["units"].replace(",", ""))
    if measure is None or period is None or units == 0:
        return
    if measure.kind == "held":
        yield origin.total(span, units, period.end_on)
    elif measure.kind in ("acquired", "sold", "mined"):
        days = (period.start_on if period.kind != "day" else None, period.end_on)
        kind: ChangeKind = "sold" if measure.kind == "sold" else "acquired"
        yield origin.change(span, kind, units, days, purpose=MINED if measure.kind == "mined" else None)


def _nothing(sentence: _Sentence, found: list[re.Match[str]]) -> Iterator[Found]:
    """A quiet period. Who denies only purchases does not deny sales: the purpose then says which it was."""
    text = sentence.spoken.text
    if not found or REPEATED.search(text) or not states_a_fact(text, found[0].start(), sentence.names):
        return
    spans = [match.span() for match in found]
    if any(
        not any(a < m.end() and m.start() < b for a, b in spans)
        for m in sentence.origin.words.uncounted.finditer(text)
    ):
        return
    denied = " ".join(match.group() for match in found)
    side = (
        None
        if BUYS.search(denied) and SELLS.search(denied)
        else NO_SALES
        if SELLS.search(denied)
        else NO_PURCHASES
    )
    after = [p for p in sentence.spoken.periods if spans[0][1] <= p.start < spans[0][1] + 20]
    since = next((p for p in after if SINCE.search(text, spans[0][1], p.start)), None)
    spoken = sentence.spoken if since is None else replace(sentence.spoken, periods=[since])
    days = change_days(spoken, spans[0][1], 0, len(text))
    if days[0] is not None and days[1] is not None:
        yield sentence.origin.change(sentence.span, "none", Decimal(0), days, purpose=side)
