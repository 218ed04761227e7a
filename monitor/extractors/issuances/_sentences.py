"""The sentences of a document that can speak of issuance, each with its days and those of the heading above it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from monitor.extractors._dates import Period, find_periods
from monitor.extractors._figures import Figure
from monitor.extractors._same_period import find_same_period
from monitor.extractors._sentences import split_sentences
from monitor.extractors.issuances._words import HEDGES, Reading, count_of, in_dollars, in_words
from monitor.records import Block, Issuance

SUBJECT = re.compile(
    r"\b(?:proceeds|cash|shares?|stock|offering|issued|repurchased|ATMs?|funded|financed|loan|borrow\w*|credit)\b",
    re.IGNORECASE,
)
RISKS = re.compile(r"\b1A\b|risk\s+factor", re.IGNORECASE)
# "Excess Cash (defined in our annual report on Form 10-K for the fiscal year ended …)" (0001193125-24-045396)
REPORT = re.compile(r"\b(?:report|Form)\b[^.;]*$", re.IGNORECASE)
HEADLINE = 140  # characters
Days = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, its block, its days; `told` is the period of the heading or lead-in that it stands under."""

    text: str
    start: int
    end: int
    block: Block
    number: int
    today: date
    told: Period | None
    lead: str = ""  # the sentence with a colon that its list stands under

    @property
    def periods(self) -> tuple[Period, ...]:
        """All its days and periods, read when asked for: most sentences are about something else."""
        return _periods(self.text, self.today)

    @property
    def ranges(self) -> list[Period]:
        """The periods that are more than a day, those that only date another report left out."""
        return [
            p
            for p in self.periods
            if p.kind != "day" and not REPORT.search(self.text[max(0, p.start - 90) : p.start])
        ]

    @property
    def days(self) -> list[Period]:
        """The single days."""
        return [period for period in self.periods if period.kind == "day"]


def read_sentences(reading: Reading) -> list[Sentence]:
    """The sentences of all blocks that speak of shares, proceeds or cash, risk factors left out, in order."""
    found: list[Sentence] = []
    text = reading.document.text
    today = reading.filing.period_on or reading.filing.filed_on
    told: Period | None = None
    section = lead = ""
    for block in reading.document.blocks:
        if block.section != section:
            told, section = None, block.section
        if block.kind == "table" or RISKS.search(block.section):
            continue
        short = block.end - block.start < HEADLINE and text[block.end - 1 : block.end] not in ".;"
        if block.kind == "heading" or short or text[block.end - 1 : block.end] == ":":
            ranges = [p for p in find_periods(text, block.start, block.end, today=today) if p.kind != "day"]
            told = ranges[-1] if ranges else told if short and block.kind != "heading" else None
        if block.kind != "list_item":
            lead = text[block.start : block.end] if text[block.end - 1 : block.end] == ":" else ""
        if not SUBJECT.search(text, block.start, block.end):
            continue
        for start, end in split_sentences(text, block.start, block.end):
            said = text[start:end]
            same = find_same_period(text, start, said, reading.filing)
            found.append(Sentence(said, start, end, block, len(found), today, same or told, lead))
    return found


@lru_cache(maxsize=1024)
def _periods(text: str, today: date) -> tuple[Period, ...]:
    return tuple(find_periods(text, today=today))


def earlier(sentence: Sentence, sentences: Sequence[Sentence], reach: int = 6) -> Iterator[Sentence]:
    """The sentences before one in its section, nearest first."""
    for other in reversed(sentences[max(0, sentence.number - reach) : sentence.number]):
        if other.block.section != sentence.block.section:
            return
        yield other


def is_hedged(text: str, verb_at: int) -> bool:
    """Whether what stands shortly before the verb makes a plan, a limit or a denial of it."""
    clause = re.split(r"[;:]|,\s+(?:and|that|the)\b", text[:verb_at])[-1]
    return HEDGES.search(clause[-90:]) is not None


def read_count(match: re.Match[str]) -> Decimal:
    """The number of shares that a pattern with `COUNTED` found."""
    return count_of(match["n"], match["scale"])


def dollars(reading: Reading, sentence: Sentence, figure: Figure | None, shares: Decimal | None) -> Decimal | None:
    """The dollars of a figure of a sentence; thousands when the document counts in them and no price fits else."""
    if figure is None:
        return None
    return in_dollars(figure.value, shares, reading, bare=not in_words(figure, sentence.text))


def make_issuance(
    reading: Reading,
    kind: Literal["atm", "offering", "repurchase"],
    security: str,
    span: tuple[int, int],
    days: Days,
    *,
    shares: Decimal | None = None,
    notional: Decimal | None = None,
    net: Decimal | None = None,
    available: Decimal | None = None,
) -> Issuance:
    """An issuance stated at ``text[span]``; `net` of a repurchase is what was paid."""
    return Issuance(
        issuer_cik=reading.issuer.issuer_cik,
        kind=kind,
        security=security,
        shares=shares,
        notional_usd=notional,
        net_proceeds_usd=net,
        available_usd=available,
        period_start_on=days[0],
        period_end_on=days[1],
        source=reading.document.quote(*span),
        known_at=reading.filing.accepted_at,
        extractor="issuances.prose",
    )
