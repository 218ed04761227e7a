"""Stock splits: "a 10-for-1 split", "five-for-one", and the days of one, against what filings declare.

A split has three days: who owns shares on the first gets the new ones, on the second they are handed out, from
the third the shares trade at the new price. The words beside a day tell which of them is meant; the day of another
refutes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from monitor.judges._days import MONTHS, new_york_day, say_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import confirm_or_refute, say_filed
from monitor.judges.verdicts._paper_words import DAY, YEARLESS, Day, day_of
from monitor.judges.verdicts._sentences import Sentence, find_sentences
from monitor.judges.verdicts._since import NUMBERS
from monitor.judges.verdicts._time import said_on
from monitor.records import Claim, ClaimType

CLAIM_TYPES: tuple[ClaimType, ...] = ("other", "mnav_or_valuation", "holdings_total", "insider_sale")
COUNT = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|fifty)"
RATIO = re.compile(
    rf"\b(?P<new>{COUNT})[\s-](?:for|to|-)[\s-](?P<old>{COUNT})\b|\b(?P<new2>\d+):(?P<old2>\d+)\b", re.I
)
TOLD = re.compile(r"\b(?P<new>\d+|[a-z]+)-for-(?P<old>\d+|[a-z]+)\s+(?:\w+\s+){0,2}split\b", re.IGNORECASE)
USES: dict[str, str] = {  # what a day is for, as the news says it
    "record": r"\b(?:of|on) record\b|\brecord (?:date|day|holders)\b|\b(?:who|whoever) owns?\b|\bholding\b",
    "distributed": r"\bdistribut\w+|\bhand(?:ed|s)? out\b"
    r"|\bdeliver\w*|\bcomplet\w+|\bpaid out\b|\bcarr(?:y|ies|ied) out\b",
    "trading": r"\btrad(?:e|es|ing)\b(?! (?:day|hours))|\bsplit-adjusted\b|\bnew price\b",
    "effect": r"\btak\w+ (?:effect|place)\b|\beffective\b|\bhappens?\b|\bcomes?\b"
    r"|\bgo(?:es)? (?:live|into effect)\b",
    "announced": r"\bannounc\w+|\bdeclar\w+|\bapprov\w+|\bdecided\b|\bsaid\b",
}
AFTER_CLOSE = re.compile(r"\b(?:close|end) of (?:trading|business)\b|\btrading close\b", re.IGNORECASE)
FILED_USES: dict[str, re.Pattern[str]] = {
    "record": re.compile(r"\b(?:holders|owners) of record\b|\brecord date (?:of|is|will be)\b", re.IGNORECASE),
    "distributed": re.compile(r"\bdistributed\b", re.IGNORECASE),
    "trading": re.compile(r"\btrading (?:is expected to |will |on )?(?:begin|commenc|start)\w*", re.IGNORECASE),
}
FITTING = {"effect": ("distributed", "trading")}  # a split "takes effect" on either
SAID_AS = {
    "record": "the day of record",
    "distributed": "the shares handed out",
    "trading": "trading split-adjusted",
}
REACH = 230  # characters from the use to its day in a filing
PARAGRAPH = 1500
ANNOUNCED = timedelta(days=90)  # so long a split that is to come is the one that was declared
ANOTHER = re.compile(
    r"\b(?:another|second|again|further|next year|(?:analysts?|traders?|investors|markets?) (?:\w+ )?(?:expect|see"
    r"|predict|hope|bet)\w*)\b",
    re.IGNORECASE,
)
IN_MONTH = re.compile(
    r"(?<=\bin )(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
    r"|(?<=\bthis )(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where neither a ratio nor a day with its use is said, or no filing tells of a split."""
    words = claim.source.quote
    said = RATIO.search(words)
    days = list(_said_days(words))
    if not re.search(r"\bsplit(?:s|ting)?\b", words, re.IGNORECASE) or claim.negated or not (said or days):
        return None
    sentences = [one for one in find_sentences(known, TOLD, until=said_on(claim)) if None not in _ratio(one.match)]
    if claim.modality == "predicted" and not days:
        if ANOTHER.search(words):
            return None
        day = said_on(claim)
        sentences = [one for one in sentences if day - new_york_day(one.filing.accepted_at) <= ANNOUNCED]
    ratio = (_number(said["new"] or said["new2"]), _number(said["old"] or said["old2"])) if said else (None, None)
    if not sentences or (said and None in ratio):
        return None
    hit = next((one for one in sentences if said is None or _ratio(one.match) == ratio), None)
    told = hit or sentences[0]
    new, old = _ratio(told.match)
    if hit and days:
        return _judge_days(known, hit, days)
    months = {match.group()[:3].lower() for match in IN_MONTH.finditer(words)}
    given = {MONTHS[one.month - 1] for use, one in _filed_days(known, told) if use != "record" and one.month}
    if hit and claim.modality == "predicted" and months and given and not months & given:
        hit = None
    return confirm_or_refute(
        known,
        bool(hit),
        f"{say_filed(known, told.quote)}: a {new}-for-{old} stock split"
        + (f"; {said.group()} is claimed." if said and not hit else "."),
        told.quote,
        firmness="retrieved",
    )


def _said_days(words: str) -> Iterator[tuple[str, re.Match[str]]]:
    """The days of the statement with what each is for: the nearest words before it, else after it."""
    bare = AFTER_CLOSE.sub(lambda match: " " * len(match.group()), words)
    for match in (*DAY.finditer(words), *YEARLESS.finditer(words)):
        if match.re is DAY and not day_of(match).day:
            continue
        uses = [
            (one.end(), use)
            for use, said in USES.items()
            for one in re.finditer(said, bare[: match.start()], re.I)
        ]
        after = [
            (one.start(), use)
            for use, said in USES.items()
            for one in re.finditer(said, bare[match.end() :], re.I)
        ]
        if uses or after:
            yield (max(uses) if uses else min(after))[1], match


def _filed_days(known: Knowledge, told: Sentence) -> Iterator[tuple[str, Day]]:
    """The days that the paragraph of a split gives, with what each is for."""
    text = known.record.documents[told.quote.document_id].text
    begin = told.quote.quote_start
    paragraph = text[begin : begin + PARAGRAPH].partition("\n")[0]
    for use, pattern in FILED_USES.items():
        for cue in pattern.finditer(paragraph):
            match = DAY.search(paragraph, cue.end(), cue.end() + REACH)
            if match is not None and day_of(match).day:
                yield use, day_of(match)


def _judge_days(known: Knowledge, told: Sentence, said: list[tuple[str, re.Match[str]]]) -> Finding | None:
    """None where a day is of something that the filing gives no day for."""
    filed = new_york_day(told.filing.accepted_at)
    given = [*_filed_days(known, told), ("announced", Day(filed.year, filed.month, filed.day))]
    notes, right = [], True
    for use, match in said:
        uses = FITTING.get(use, (use,))
        days = [day for name, day in given if name in uses]
        if not days:
            return None
        right &= any(day.fits(one) for one in _read_day(match, days) for day in days)
        notes += [f"{SAID_AS.get(use, use)} on {' or '.join(map(str, days))}"]
    new, old = _ratio(told.match)
    text = known.record.documents[told.quote.document_id]
    stop = text.text.find("\n", told.quote.quote_start)
    quote = text.quote(told.quote.quote_start, stop if stop > 0 else told.quote.quote_end)
    claimed = "" if right else f"; {', '.join(match.group() for _, match in said)} is claimed"
    return confirm_or_refute(
        known,
        right,
        f"Filed on {say_day(filed)}: a {new}-for-{old} stock split, {'; '.join(dict.fromkeys(notes))}{claimed}.",
        quote,
        firmness="retrieved",
    )


def _read_day(match: re.Match[str], given: list[Day]) -> Iterator[Day]:
    """A day without a year is of the year of those that are given."""
    if match.re is DAY:
        yield day_of(match)
        return
    for year in {one.year for one in given}:
        found = DAY.search(f"{match.group()}, {year}")
        if found is not None:
            yield day_of(found)


def _ratio(match: re.Match[str]) -> tuple[int | None, int | None]:
    return _number(match["new"]), _number(match["old"])


def _number(word: str) -> int | None:
    return int(word) if word.isdigit() else NUMBERS.get(word.lower())
