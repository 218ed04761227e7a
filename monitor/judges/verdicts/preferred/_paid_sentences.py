"""Sentences of filings that a dividend or interest was paid: "a payment of $9.2 million was made on March 31"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from monitor.judges._days import MONTHS, new_york_day, say_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import confirm_or_refute
from monitor.judges.verdicts._figures import find_figures, is_right, say_figure
from monitor.judges.verdicts._sentences import MONEY, Sentence, find_sentences, read_money
from monitor.judges.verdicts._time import period, said_on
from monitor.records import Claim, Quote

PAID = re.compile(
    r"\b(?:dividends?|distributions?|interest)\b(?: payments?)?(?:[^.]|\.\d){0,50}?\b(?:was|were) (?:made|paid)\b"
    r"|\bpaid\b(?:[^.]|\.\d){0,60}?\b(?:dividends?|distributions?|interest)\b",
    re.IGNORECASE,
)
NOT_DONE = re.compile(
    r"\b(?:if|may|will|would|could|not|never|no|unless|when|until|shall|accrued|unpaid|prepaid"
    r"|to be)\b",
    re.IGNORECASE,
)
DATE = re.compile(
    r"\b(?P<month>January|February|March|April|May|June|July|August|September|October|November|December)"
    r"\s(?P<day>\d{1,2}),\s(?P<year>20\d\d)\b"
)
SERIES = {"strk": "strike", "strf": "strife", "strd": "stride", "strc": "stretch", "stre": "stream"}
LATELY = timedelta(days=100)


@dataclass(frozen=True, slots=True)
class Paid:
    """A sentence that something was paid: its sums and days, and the series that its paragraph names."""

    sentence: Sentence
    paragraph: Quote
    sums: tuple[Decimal, ...]
    days: tuple[date, ...]
    series: frozenset[str]


def judge_paid(claim: Claim, known: Knowledge, *, skipped: bool) -> Finding | None:
    """What such a sentence says of a payment that is told, or, `skipped`, told not to have been made."""
    figures = find_figures(claim.figures, "usd_total", "usd_value")
    named = frozenset(_series(claim.source.quote))
    span = period(claim)
    for one in _list_paid(claim, known):
        if named and not named & one.series:
            continue
        if span is not None and not any(span[0] <= day <= span[1] for day in one.days):
            continue
        if skipped and (span is not None or named):
            return _say(known, one, right=False)
        if figures and not skipped and span is not None:
            right = all(any(is_right(figure, amount) for amount in one.sums) for figure in figures)
            return _say(known, one, right=right, claimed=", ".join(map(say_figure, figures)))
    return None


def _list_paid(claim: Claim, known: Knowledge) -> Iterator[Paid]:
    day = said_on(claim)
    for sentence in find_sentences(known, PAID, until=day, limit=30):
        if day - new_york_day(sentence.filing.accepted_at) > LATELY or NOT_DONE.search(sentence.words):
            continue
        document = known.record.documents[sentence.quote.document_id]
        start = document.text.rfind("\n", 0, sentence.quote.quote_start) + 1
        paragraph = document.quote(start, sentence.quote.quote_end)
        days = [
            date(int(one["year"]), MONTHS.index(one["month"][:3].lower()) + 1, int(one["day"]))
            for one in DATE.finditer(sentence.words)
        ]
        sums = [read_money(one) for one in MONEY.finditer(sentence.words)]
        yield Paid(sentence, paragraph, tuple(sums), tuple(days), frozenset(_series(paragraph.quote)))


def _series(words: str) -> Iterator[str]:
    for ticker, name in SERIES.items():
        if re.search(rf"\b(?:{ticker}|{name})\b", words, re.IGNORECASE):
            yield name


def _say(known: Knowledge, one: Paid, *, right: bool, claimed: str = "") -> Finding:
    filed = say_day(new_york_day(one.sentence.filing.accepted_at))
    also = f" {claimed} is claimed." if claimed and not right else ""
    return confirm_or_refute(
        known,
        right,
        f"Filed on {filed}: “{' '.join(one.sentence.words.split())[:200]}”.{also}",
        one.paragraph,
        firmness="retrieved",
    )
