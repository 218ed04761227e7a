"""A program under which stock is sold as it goes: of which paper it is, and which banks sell it.

"Jefferies runs the $500 million program of September 9, 2022", "the $21 billion facility of May 1 is for STRK".
The filing that tells of the agreement names its day, its size, its paper and its agents; a statement must give the
size or the day, and another paper or a bank that is none of the agents refutes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import get_args

from monitor.judges._days import MONTHS, new_york_day, say_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import confirm_or_refute, say_filed
from monitor.judges.verdicts._figures import is_right, say_amount
from monitor.judges.verdicts._sentences import MONEY, Sentence, find_sentences, read_money
from monitor.judges.verdicts._stock_words import SERIES
from monitor.judges.verdicts._time import said_on
from monitor.records import Claim, ClaimType

CLAIM_TYPES: tuple[ClaimType, ...] = get_args(ClaimType)
PROGRAM = re.compile(
    r"\b(?:program(?:me)?s?|facilit(?:y|ies)|ATMs?|at-the-market|sales agreement|(?:stock|share) tap|tap (?:on"
    r"|for|with))\b",
    re.IGNORECASE,
)
IDLE = re.compile(
    r"\b(?:sold|raised|brought in|used up|left|remain\w*|available|exhausted|drained|proceeds|bitcoins?|BTC"
    r"|coins?|loan|notes?"
    r"|commissions?|fees?|if|no longer|terminat\w+|replac\w+|increas\w+|upsiz\w+)\b",
    re.IGNORECASE,
)
AGREED = re.compile(
    r"\bentered\s+into\s+a(?:n)?\s+(?:[\w“”]+\s+){0,3}?Sales?\s+Agreement(?P<agents>.{5,700}?),?\s+as\s+(?:sales\s+)?agents?\b"
    r".{0,250}?\bshares\s+of\s+(?:its|our)\s+(?P<paper>.{5,90}?)(?:,|\s\(|\shaving)",
    re.IGNORECASE | re.DOTALL,
)
SIZE = re.compile(r"\baggregate\s+offering\s+price\s+of\s+up\s+to\s+(?=\$)", re.IGNORECASE)
DATED = re.compile(
    r"\bOn\s(?P<day>(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December)\s\d{1,2},\s20\d\d)\b",
    re.IGNORECASE,
)
BANK = re.compile(r"[A-Z][\w&.’'-]+")
BANKS = frozenset(  # others that sell stock, by whom it may be said to be sold
    """
    jefferies barclays goldman citigroup citi jpmorgan cowen btig canaccord cantor mizuho santander moelis
    berenberg maxim benchmark wainwright morgan ubs deutsche evercore piper stifel oppenheimer
    """.split()  # noqa: SIM905 - a list of words
)
NO_BANK = frozenset(
    """
    the and of llc inc co corp company capital markets securities usa us group ltd lp limited americas research
    trading partners bank agents agent sales agreement
    """.split()  # noqa: SIM905 - a list of words
)
COMMON = re.compile(r"\b(?:common|class A|ordinary)\b", re.IGNORECASE)
PREFERRED = re.compile(r"\bpreferred\b", re.IGNORECASE)
NAMES = {"STRK": "strike", "STRF": "strife", "STRD": "stride", "STRC": "stretch", "STRE": "stream"}
NEW = re.compile(r"\b(?:new|fresh|latest|newest|just|opens|launches|signs|starts|unveils)\b", re.IGNORECASE)
AROUND = 7  # days from an agreement to its news
MILLION = Decimal(1_000_000)


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a filing tells of a program."""

    sentence: Sentence
    on: date
    size_usd: Decimal
    paper: str
    banks: frozenset[str]  # telling words of their names, in small letters


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where no bank and no paper of one program is named, or no filing tells of that program."""
    words = claim.source.quote
    if not PROGRAM.search(words) or IDLE.search(words) or claim.negated or claim.modality == "predicted":
        return None
    told = tuple(_agreements(known, said_on(claim)))
    meant = _meant(claim, told)
    if meant is None:
        return None
    everyone = BANKS.union(*(one.banks for one in told))
    banks = [name for name in BANK.findall(words) if _plain(name) in everyone]
    papers = _papers(words)
    if not banks and not papers:
        return None
    strange = [name for name in banks if _plain(name) not in meant.banks]
    other = [name for name in papers if not _is_of(name, meant.paper)]
    right = not strange and not other
    claimed = "" if right else f"; {', '.join((*strange, *other))} is claimed"
    agents = " ".join(meant.sentence.match["agents"].split()).removeprefix("(the “Sales Agreement”) with ")
    return confirm_or_refute(
        known,
        right,
        f"{say_filed(known, meant.sentence.quote)}: a sales agreement of "
        f"{say_day(meant.on)} on up to {say_amount(meant.size_usd, 'USD')} of {meant.paper}, "
        f"with {agents} as agents{claimed}.",
        meant.sentence.quote,
    )


def _agreements(known: Knowledge, until: date) -> Iterator[Agreement]:
    """Those that filings tell of, newest first."""
    for sentence in find_sentences(known, AGREED, until=until, limit=80):
        size = SIZE.search(sentence.words, sentence.match.start())
        money = MONEY.match(sentence.words, size.end()) if size else None
        if money is None:
            continue
        dated = DATED.search(sentence.words)
        filed = new_york_day(sentence.filing.accepted_at)
        on = _read_day(dated["day"]) if dated else filed
        banks = {_plain(name) for name in BANK.findall(sentence.match["agents"])} - NO_BANK
        paper = " ".join(sentence.match["paper"].split())
        yield Agreement(sentence, on, read_money(money), paper, frozenset(banks))


def _meant(claim: Claim, told: Sequence[Agreement]) -> Agreement | None:
    """The one program of that size, that day or both; None where nothing tells it, or several are meant."""
    sums = [one for one in claim.figures if one.unit == "USD" and one.value >= MILLION]
    if len(sums) != len(claim.figures) or len(sums) > 1:
        return None
    end = claim.period_end_on
    start = claim.period_start_on or end
    if not sums and end is None:
        return None
    fitting = [one for one in told if not sums or is_right(sums[0], one.size_usd)]
    if start is not None and end is not None:
        fitting = [one for one in fitting if start <= one.on <= end or 0 <= (start - one.on).days <= AROUND]
    days = {(one.on, one.paper.lower()[:12]) for one in fitting}
    if len(days) > 1 and end is None and NEW.search(claim.source.quote):
        return max(fitting, key=lambda one: one.on)
    return fitting[0] if len(days) == 1 else None


def _papers(words: str) -> list[str]:
    """The papers that a statement says it is for."""
    found = [ticker for ticker, named in SERIES.items() if re.search(rf"\b{named}\b", words)]
    if COMMON.search(words):
        found.append("common stock")
    return found


def _is_of(name: str, paper: str) -> bool:
    if name == "common stock":
        return COMMON.search(paper) is not None and not PREFERRED.search(paper)
    return re.search(rf"\b(?:{name}|{NAMES[name]})\b", paper, re.IGNORECASE) is not None


def _plain(name: str) -> str:
    return re.sub(r"[’']s$", "", name.lower()).strip(".")


def _read_day(words: str) -> date:
    month, day, year = words.replace(",", "").split()
    return date(int(year), MONTHS.index(month[:3].lower()) + 1, int(day))
