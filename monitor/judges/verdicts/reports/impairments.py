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
from monitor.judges.verdicts._cite import cite_quotes, confirm_or_refute
from monitor.judges.verdicts._figures import is_right, say_amount, say_figure
from monitor.judges.verdicts._paper_words import read_sums
from monitor.judges.verdicts._sentences import MONEY, find_sentences, read_money
from monitor.judges.verdicts._time import said_on
from monitor.records import Claim, ClaimFigure, ClaimType

CLAIM_TYPES: tuple[ClaimType, ...] = get_args(ClaimType)
IMPAIRED = re.compile(
    r"\b(?:impairments?|impaired|write-?(?:downs?|offs?)|wr(?:ites?|itten|iting|ote)\b[^.;]{0,30}\b(?:down|off))\b",
    re.IGNORECASE,
)
IN_ALL = re.compile(
    r"\b(?:cumulative\w*|so far|to date|all told|in all|in total|since (?:it|the company|\w*strategy) (?:first )?"
    r"(?:began|started|bought)|since (?:its|the) (?:first|start)\w*)\b",
    re.IGNORECASE,
)
ALL_TOLD = re.compile(
    r"\bcumulative\s+(?:digital\s+asset\s+)?impairment(?:s|\s+losses)?\s+of\s+(?=\$)"
    r"|(?=\$[\d.,]+\s(?:million|billion)\s+in\s+cumulative\s+(?:digital\s+asset\s+)?impairment)",
    re.IGNORECASE,
)
TO_COME = re.compile(r"\b(?:will|going to|about to|set to|bound to|likely to)\b", re.IGNORECASE)
COMING = re.compile(r"\b(?P<month>March|June|September|December) (?P<year>20\d\d) quarter\b", re.IGNORECASE)
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
REPORTED = timedelta(days=140)  # a quarter and the time to report it
FRESH = timedelta(days=60)


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where no single sum of an impairment is told, or no recent filing states it of one period."""
    words, day = claim.source.quote, said_on(claim)
    sums = [figure for figure, _ in read_sums(words)]
    ahead = _judge_ahead(claim)
    if ahead is not None:
        return ahead
    if IMPAIRED.search(words) and IN_ALL.search(words) and len(sums) == 1 and not claim.negated:
        return _judge_in_all(claim, sums[0], known)
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


def _judge_in_all(claim: Claim, figure: ClaimFigure, known: Knowledge) -> Finding | None:
    """All impairments since the first purchase, as the newest filing that adds them up has it."""
    day = said_on(claim)
    for sentence in find_sentences(known, ALL_TOLD, until=day, limit=1):
        money = MONEY.search(sentence.words, sentence.match.start())
        filed = new_york_day(sentence.filing.accepted_at)
        if money is None or day - filed > REPORTED:
            return None
        amount = read_money(money)
        right = is_right(figure, amount)
        also = "" if right else f"; {say_figure(figure)} is claimed"
        return confirm_or_refute(
            known,
            right,
            f"Filed on {say_day(filed)}: cumulative impairments of {say_amount(amount, 'USD')}, since "
            f"the first purchase{also}.",
            sentence.quote,
            firmness="exact",
        )
    return None


def _judge_ahead(claim: Claim) -> Finding | None:
    """What a quarter that is not over will come to: more than is expected "at least" is told by nothing yet."""
    words, day = claim.source.quote, said_on(claim)
    match = COMING.search(words)
    if match is None or not IMPAIRED.search(words) or not TO_COME.search(words):
        return None
    end = next(one for one in QUARTER_ENDS if one.startswith(match["month"].capitalize()))
    if f"{day:%Y-%m-%d}" > f"{match['year']}-{_month_of(end):02d}-31":
        return None
    return Finding(
        label="not_enough_evidence",
        reason="blind_window",
        rationale=f"The quarter to {end}, {match['year']} is not over, and no filing gives its impairments yet.",
    )


def _month_of(end: str) -> int:
    return 3 * (QUARTER_ENDS.index(end) + 1)


def _named_end(words: str) -> str | None:
    """The last day of the quarter that is named with its year, as filings write it."""
    match = QUARTER.search(words)
    if match is None:
        return None
    number = int(match["digit"]) if match["digit"] else ORDINALS.index(match["ordinal"].lower()) + 1
    return f"{QUARTER_ENDS[number - 1]}, {match['year'] or match['year2']}"
