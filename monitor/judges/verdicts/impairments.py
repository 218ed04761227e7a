"""Impairment losses on the coins: "this quarter's impairment charge will come to at least $284.5 million".

Weighed by a sentence that gives the sum of one period: losses of several periods told together, and those added up
since the first purchase, leave it open. Another sum than the one of a quarter that is named refutes.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import get_args

from monitor.judges._days import new_york_day, say_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite_quotes
from monitor.judges.verdicts._figures import is_right, say_amount, say_figure
from monitor.judges.verdicts._paper_words import read_sums
from monitor.judges.verdicts._sentences import MONEY, find_sentences, read_money
from monitor.judges.verdicts._time import said_on
from monitor.records import Claim, ClaimType

CLAIM_TYPES: tuple[ClaimType, ...] = get_args(ClaimType)
IMPAIRED = re.compile(
    r"\b(?:impairments?|write-?downs?|wr(?:ites?|itten|iting|ote) (?:down|off))\b", re.IGNORECASE
)
OTHER = re.compile(
    r"\b(?:cumulative\w*|total|so far|to date|since|after|all told|tax|unrealized|unrealised|if|year|annual)\b",
    re.IGNORECASE,
)
TOLD = re.compile(
    r"(?<!cumulative )(?<!cumulative digital asset )\bimpairment\s+loss(?:es)?\s+of\s+"
    r"(?:approximately\s+|at\s+least\s+)?(?=\$)",
    re.IGNORECASE,
)
ENDED = re.compile(r"\bmonths\s+end(?:ed|ing)\s+(\w+\s\d+,\s20\d\d)")
ORDINALS = ("first", "second", "third", "fourth")
QUARTER_ENDS = ("March 31", "June 30", "September 30", "December 31")
QUARTER = re.compile(
    r"\b(?P<ordinal>first|second|third|fourth)[\s-]quarter (?:of )?(?P<year>20\d\d)"
    r"|\bQ(?P<digit>[1-4]) (?P<year2>20\d\d)\b",
    re.IGNORECASE,
)
FRESH = timedelta(days=60)


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where no single sum of an impairment is told, or no recent filing states it of one period."""
    words, day = claim.source.quote, said_on(claim)
    sums = [figure for figure, _ in read_sums(words)]
    if not IMPAIRED.search(words) or OTHER.search(words) or len(sums) != 1 or claim.negated:
        return None
    ends = _named_end(words)
    contrary = None
    for sentence in find_sentences(known, TOLD, until=day, limit=60):
        filed = new_york_day(sentence.filing.accepted_at)
        money = MONEY.match(sentence.words, sentence.match.end())
        ended = set(ENDED.findall(" ".join(sentence.words.split())))
        if money is None or len(ended) != 1 or (day - filed > FRESH if ends is None else ended != {ends}):
            continue
        amount = read_money(money)
        told = f"Filed on {say_day(filed)}: an impairment loss of {say_amount(amount, 'USD')}"
        if is_right(sums[0], amount):
            return Finding(
                label="supported",
                reason="matches_disclosure",
                rationale=f"{told}.",
                evidence=cite_quotes(known, "supports", sentence.quote),
                firmness="retrieved",
            )
        if ends is not None and "at least" not in sentence.match.group():
            contrary = contrary or Finding(
                label="refuted",
                reason="contradicts_disclosure",
                rationale=f"{told} in the months ended {ends}; {say_figure(sums[0])} is claimed.",
                evidence=cite_quotes(known, "refutes", sentence.quote),
            )
    return contrary


def _named_end(words: str) -> str | None:
    """The last day of the quarter that is named with its year, as filings write it."""
    match = QUARTER.search(words)
    if match is None:
        return None
    number = int(match["digit"]) if match["digit"] else ORDINALS.index(match["ordinal"].lower()) + 1
    return f"{QUARTER_ENDS[number - 1]}, {match['year'] or match['year2']}"
